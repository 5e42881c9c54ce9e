"""The commands with which a person judges pairs: what to look at, and what was decided."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
import duckdb

from pricewatch import database, models
from pricewatch.console import with_data
from pricewatch.decisions import KINDS, Decision, Kind, Party, record
from pricewatch.errors import BadInput

WAITING = """
    select
        pairs.offer_a, pairs.offer_b, a.retailer as shop_a, a.name as name_a, b.retailer as shop_b, b.name as name_b,
        round(pairs.probability, 3) as probability, pairs.relation, pairs.reasons
    from match_pairs as pairs
    inner join offers as a on pairs.offer_a = a.offer_id
    inner join offers as b on pairs.offer_b = b.offer_id
    where (pairs.band = 'review' or pairs.relation = 'twin') and not pairs.reviewed
    order by pairs.relation = 'twin', abs(pairs.probability - 0.5), pairs.offer_a, pairs.offer_b
    limit ?
"""


@click.command()
@click.argument("kind", type=click.Choice(KINDS), metavar="same|different|twin|split|undo")
@click.argument("a", type=int)
@click.argument("b", type=int, required=False)
@click.option("--why", required=True, help="What you saw; it is shown with the product.")
@click.option("--who", required=True, help="Your name.")
@with_data
def decide(kind: Kind, a: int, b: int | None, why: str, who: str, data: Path) -> None:
    """Decide whether offers A and B are one product; it overrides every code and score, and holds from the next build.

    same: one product. different: never one product, nor twins. twin: one build under two names; shown to everybody, and
    never one product. split: A, in all stores of its shop, is a product alone.
    undo: take the latest decision on the same offers back. `pricewatch review` lists offers with their ids.

    \b
    Example:
        pricewatch decide same 4711 4712 --why "same label on both pictures" --who Ada
    """
    con = database.connect(database.current(data))
    offers = tuple(party(con, offer_id) for offer_id in (a, b) if offer_id is not None)
    if kind not in ("split", "undo") and one_item(con, offers):
        raise BadInput(
            f"Both are one item of {offers[0].retailer}: one code, in two of its stores or from two sellers. It is one"
            " product in every build; to part it from other shops' items, use split."
        )
    record(data, Decision(kind=kind, offers=offers, who=who, why=why, at=datetime.now(UTC)))
    named = " and ".join(f"{each.name} ({each.retailer})" for each in offers)
    click.echo(f"Noted: {kind}, {named}. It holds from the next `pricewatch build`.")


def party(con: duckdb.DuckDBPyConnection, offer_id: int) -> Party:
    """An offer of the current database."""
    found = con.execute("select retailer, sku, name from offers where offer_id = ?", [offer_id]).fetchall()
    if not found:
        raise BadInput(
            f"There is no offer {offer_id} in the database. `pricewatch review` lists offers with their ids."
        )
    retailer, sku, name = found[0]
    return Party(offer_id=offer_id, retailer=retailer, sku=sku, name=name)


def one_item(con: duckdb.DuckDBPyConnection, offers: Sequence[Party]) -> bool:
    """Whether all of some offers are what one retailer sells under one code."""
    here = "with known_offers as (select * from offers where retailer = ?)"
    items = f"select * from ({models.model('item_offers').sql})"
    query = f"{here} select count(distinct item_id), count(*) from ({items}) where list_contains(?, offer_id)"
    distinct, found = con.execute(query, [offers[0].retailer, [each.offer_id for each in offers]]).fetchall()[0]
    return bool(found > distinct == 1)


@click.command()
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="So many pairs.")
@with_data
def review(most: int, data: Path) -> None:
    """List the pairs that pricewatch cannot tell, the most uncertain first, and twins to confirm, as CSV.

    \b
    Example:
        pricewatch review --most 20
    """
    con = database.connect(database.current(data))
    sys.stdout.write(con.execute(WAITING, [most]).pl().write_csv())
