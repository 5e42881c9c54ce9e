"""What a person decides about offers, checked against the database before it is kept."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from pricewatch import models
from pricewatch.decisions import Decision, Kind, Party, record
from pricewatch.errors import BadInput


def judge(
    con: duckdb.DuckDBPyConnection, data: Path, kind: Kind, offers: Sequence[int], *, who: str, why: str
) -> Decision:
    """Keep a decision about offers of the database; BadInput where it cannot be meant."""
    parties = tuple(party(con, offer_id) for offer_id in offers)
    if kind not in ("split", "undo") and one_item(con, parties):
        raise BadInput(
            f"Both are one item of {parties[0].retailer}: one code, in two of its stores or from two sellers. It is one"
            " product in every build; to part it from other shops' items, use split."
        )
    decision = Decision(kind=kind, offers=parties, who=who, why=why, at=datetime.now(UTC))
    record(data, decision)
    return decision


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
