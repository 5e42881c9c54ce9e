"""The vote's verdict, the markup's words and what the page shows beside the price, put together as listings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pricewatch.listing import Availability, Listing
from pricewatch.read.beside import beside
from pricewatch.read.charges import charges
from pricewatch.read.fees import fees_of_price
from pricewatch.read.shown import Shown
from pricewatch.read.stock import stock
from pricewatch.read.terms import terms
from pricewatch.read.vote import Verdict

Stated = Mapping[str, Sequence[Listing]]

# What another source may add to the one that states the price: facts about the product, no money.
SHARED = ("brand", "sku", "gtin", "mpn", "category", "size_text", "condition", "image", "description", "seller")


def assembled(stated: Stated, shown: Shown, verdict: Verdict, facts: dict[str, Any]) -> list[Listing]:
    """The main listing as the vote has it; then the other offers as their source states them."""
    source = verdict.source if verdict.source in stated else next(iter(stated), None)
    offers = list(stated[source]) if source else []
    base = next((one for one in offers if one.price == verdict.price), offers[0] if offers else Listing())
    visible = charges(shown, verdict.place)
    of_this = [one for one in offers if one.name == base.name]
    offered = frozenset(one.price for one in of_this if one.price is not None)
    if fees := fees_of_price(shown, verdict.place, verdict.price, offered):
        visible["fees"] = fees
    if verdict.place is not None:
        visible |= beside(shown, verdict.place) | terms(shown, verdict.place)
    printed = shown.amounts[verdict.place].currency if verdict.place is not None else None
    available, doubt = availability(base, shown)
    main: dict[str, Any] = {
        **facts,
        **shared(base, stated),
        **claims(base, verdict, visible),
        "url": base.url or facts["url"],
        "price": verdict.price,
        "currency": base.currency or printed or facts["currency"] if verdict.price is not None else None,
        "availability": available,
        "reader": verdict.source or source,
        "doubts": (*base.doubts, *verdict.doubts, *doubt),
    }
    rest = [
        replace(
            one,
            url=one.url or facts["url"],
            reader=source,
            fees=one.fees or (fees_of_price(shown, None, one.price, offered) if one in of_this else ()),
        )
        for one in offers
        if one is not base
    ]
    return [replace(base, **main), *rest]


def availability(base: Listing, shown: Shown) -> tuple[Availability | None, tuple[str, ...]]:
    """What markup and page say about stock; nothing where one offers what the other denies."""
    seen = stock(shown)
    if base.availability == "out_of_stock" and seen == "in_stock":
        return None, ("the markup says out of stock, the page offers to buy",)
    return base.availability or seen, ()


def shared(base: Listing, stated: Stated) -> dict[str, Any]:
    """Facts about the product that other sources add."""
    mains = [found[0] for found in stated.values()]
    return {
        field: getattr(base, field) or next((value for one in mains if (value := getattr(one, field))), None)
        for field in SHARED
    }


def claims(base: Listing, verdict: Verdict, visible: dict[str, Any]) -> dict[str, Any]:
    """Money beside the price: what the page shows counts more than what markup states, which fills the gaps."""
    if base.price != verdict.price:
        base = Listing()
    merged = {field: visible.get(field, getattr(base, field)) for field in CLAIMED}
    if merged["was_price"] is not None and verdict.price is not None and merged["was_price"] <= verdict.price:
        merged |= dict.fromkeys(("was_price", "was_kind", "was_text", "claimed_percent"))
    return merged


CLAIMED = (
    *("was_price", "was_kind", "was_text", "claimed_percent", "member_price", "price_ex_vat", "lowest_30d_shown"),
    *(
        "unit_price",
        "unit_price_per",
        "shipping",
        "fees",
        "deposit",
        "anchor_price",
        "price_high",
        "price_kind",
        "price_per",
    ),
    *("term_months", "intro_months", "price_after"),
)
