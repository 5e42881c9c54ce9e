"""The commands with which a person judges pairs: what to look at, and what was decided."""

import sys
from pathlib import Path

import click

from pricewatch import database
from pricewatch.console import with_data
from pricewatch.decisions import KINDS, Kind
from pricewatch.judging import judge

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
    offers = [offer_id for offer_id in (a, b) if offer_id is not None]
    decision = judge(con, data, kind, offers, who=who, why=why)
    named = " and ".join(f"{each.name} ({each.retailer})" for each in decision.offers)
    click.echo(f"Noted: {kind}, {named}. It holds from the next `pricewatch build`.")


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
