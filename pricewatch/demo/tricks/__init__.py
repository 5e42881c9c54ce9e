"""The tricks and controls of tricks.toml: each changes what a shop shows, and says in truth.csv what it did.

A trick is a generator of that name: it gets the stock and one line of the table, and yields truth. `expected` is the
outcome that the rule should give, in the method's words.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pricewatch.demo.stock import Stock
from pricewatch.demo.tricks import charges, hikes, packs, sales
from pricewatch.demo.tricks.truth import Trick, Truth

__all__ = ["TRICKS", "Truth", "play"]

TRICKS: dict[str, Trick] = {
    "surprise_hike": hikes.surprise_hike,
    "hike_before_sale": sales.hike_before_sale,
    "never_charged": sales.never_charged,
    "perpetual_sale": sales.perpetual_sale,
    "rolling_sale": sales.rolling_sale,
    "low_misstated": sales.low_misstated,
    "shrink": packs.shrink,
    "proportional_pack": packs.proportional_pack,
    "promo_pack": packs.promo_pack,
    "relaunch": packs.relaunch,
    "plain_relaunch": packs.relaunch,
    "member_price_hike": charges.member_price_hike,
    "member_price": charges.member_price,
    "late_fee": charges.late_fee,
    "hidden_price": charges.hidden_price,
    "intro_price": charges.intro_price,
    "fee_line_rise": charges.fee_line_rise,
    "unit_price_missing": packs.unit_price_trick("missing", "missing"),
    "unit_price_wrong": packs.unit_price_trick("wrong", "wrong"),
    "unit_price_other_unit": packs.unit_price_trick("per_100", "nonstandard_unit"),
    "unit_price_stale": packs.unit_price_stale,
    "creeping_rise": hikes.creeping_rise,
    "honest_sale": sales.honest_sale,
    "rrp_claim": sales.rrp_claim,
    "market_rise": hikes.market_rise,
}


def play(stock: Stock, tables: Mapping[str, Any]) -> list[Truth]:
    """Plays all tables in the order of the file."""
    rows: list[Truth] = []
    for kind, table in tables.items():
        control = "yes" if table.get("control") else "no"
        for line in table["played"]:
            rows += [replace(row, trick=kind, control=control) for row in TRICKS[kind](stock, {**table, **line})]
    return rows
