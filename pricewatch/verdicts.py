"""What people decided about offers, as verdicts on the items of this build."""

from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb
import polars as pl

from pricewatch.decisions import Decision, decisions, standing
from pricewatch.identity.sameness import Verdicts

DECIDED = {"left_id": pl.Int64, "right_id": pl.Int64, "kind": pl.String, "reasons": pl.String}
PARTY = {
    "decision": pl.Int64, "place": pl.Int64, "offer_id": pl.Int64,
    "retailer": pl.String, "sku": pl.String, "name": pl.String,
}  # fmt: skip

ITEMS = """
    with named as (
        select known_offers.offer_id, known_offers.retailer, known_offers.sku, known_offers.name, item_offers.item_id
        from known_offers
        inner join item_offers on known_offers.offer_id = item_offers.offer_id
        semi join parties on known_offers.retailer = parties.retailer
    )

    select
        parties.decision,
        parties.place,
        coalesce(
            min(named.item_id) filter (where parties.offer_id = named.offer_id),
            case when count(distinct named.item_id) = 1 then min(named.item_id) end
        ) as item_id
    from parties
    inner join named
        on
            parties.retailer = named.retailer
            and (
                parties.offer_id = named.offer_id
                or coalesce(parties.sku = named.sku, parties.sku is null and parties.name = named.name)
            )
    group by parties.decision, parties.place
"""
"""The item of each offer decided about: by the offer's id, else by its code, or name, where one item alone has it."""


def verdicts(con: duckdb.DuckDBPyConnection, load: Callable[[str, pl.DataFrame], None], data: Path) -> Verdicts:
    """What people decided, by item; a decision on an offer that is in no listing any more waits."""
    made = standing(decisions(data))
    parties = [
        (number, place, party.offer_id, party.retailer, party.sku, party.name)
        for number, decision in enumerate(made)
        for place, party in enumerate(decision.offers)
    ]
    load("parties", pl.DataFrame(parties, schema=PARTY, orient="row"))
    item = {(number, place): item_id for number, place, item_id in con.execute(ITEMS).fetchall()}
    return on_items(
        (decision, [item.get((number, place)) for place in range(len(decision.offers))])
        for number, decision in enumerate(made)
    )


def on_items(decided: Iterable[tuple[Decision, list[int | None]]]) -> Verdicts:
    """Verdicts on items: two offers of one item are the same whatever anybody says; the later decision on two holds."""
    found = Verdicts()
    for decision, items in decided:
        known = sorted({item for item in items if item is not None})
        if len(known) < len(items):
            continue
        if decision.kind == "split":
            found.apart[known[0]] = decision.reason
            continue
        pair, is_same = (known[0], known[1]), decision.kind == "same"
        for earlier in (found.same, found.different, found.twins):
            earlier.pop(pair, None)
        (found.same if is_same else found.different)[pair] = decision.reason
        if decision.kind == "twin":
            found.twins[pair] = decision.reason
        for item in pair if is_same else ():
            found.apart.pop(item, None)
    return found


def decided(found: Verdicts) -> pl.DataFrame:
    """The pairs that people decided about: left_id, right_id, kind, reasons."""
    pairs = [(*pair, "same", reason) for pair, reason in found.same.items()]
    pairs += [
        (*pair, "twin" if pair in found.twins else "different", reason) for pair, reason in found.different.items()
    ]
    return pl.DataFrame(pairs, schema=DECIDED, orient="row")
