"""State that shops embed for their own scripts: Next.js data, data layers, Shopify's product JSON, plain JSON blocks.

It has no standard and often speaks of several products, so it counts only for the one that the page names, and only
where nothing else states or shows a price.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import islice
from typing import Any

from pricewatch.listing import Listing
from pricewatch.read import forgiving_json
from pricewatch.read.page import Page
from pricewatch.read.schema_org import every
from pricewatch.read.values import amount_of, currency_of, first, text_of

NAMES = ("name", "title", "productName", "product_name", "item_name", "displayName")
PRICES: tuple[str, ...] = (
    "salePrice",
    "sale_price",
    "currentPrice",
    "current_price",
    "finalPrice",
    "final_price",
    "sellingPrice",
)
PRICES += ("special_price", "offerPrice", "price", "item_price", "priceValue", "product_price", "prices", "pricing")
WAS: tuple[str, ...] = (
    "compare_at_price",
    "compareAtPrice",
    "oldPrice",
    "old_price",
    "listPrice",
    "list_price",
    "wasPrice",
    "was_price",
)
WAS += ("originalPrice", "original_price", "regularPrice", "regular_price", "basePrice", "msrp")
WITHIN = ("value", "amount", "current", "raw", "price", "now", "sale", "min", "gross")
CURRENCIES = ("priceCurrency", "currency", "currencyCode", "currency_code", "currencyIso", "currencyISOCode")
ASSIGNED = re.compile(r"(?:=|\.push\()\s*(?=[{\[])")
MINOR_UNITS = ("compare_at_price_max", "price_min", "price_varies", "centAmount")
LONGEST = 2_000_000
MOST_ASSIGNED = 100  # values of one script; each failure costs a pass over the script
WORDS = re.compile(r"\w+")


def read(page: Page, name: str) -> list[Listing]:
    """What the page's script data says about the product of that name; the first statement first."""
    wanted = words_of(name)
    found: dict[tuple[Any, ...], Listing] = {}
    for block in blocks(page):
        for node in every(block):
            called = next((said for key in NAMES if isinstance(said := node.get(key), str)), "")
            if wanted and words_of(called) == wanted and (listing := stated(node, called)):
                found.setdefault((listing.price, listing.currency), listing)
    return list(found.values())


def words_of(text: str) -> set[str]:
    return set(WORDS.findall(text.casefold()))


def blocks(page: Page) -> Iterator[Any]:
    """The JSON values in scripts that mention prices."""
    for script in page.tree.css("script:not([src])"):
        text = script.text() or ""
        if (
            len(text) > LONGEST
            or forgiving_json.is_crowded(text)
            or "price" not in text.casefold()
            or "ld+json" in (script.attributes.get("type") or "")
        ):
            continue
        if text.lstrip()[:1] in ("{", "["):
            yield forgiving_json.loads(text)
            continue
        for start in islice(ASSIGNED.finditer(text), MOST_ASSIGNED):
            yield forgiving_json.first_value(text, start.end())


def stated(node: Mapping[str, Any], name: str) -> Listing | None:
    """A product's node as a listing, or None where it has no price."""
    price, currency = money(node, PRICES)
    if price is None:
        return None
    was, _ = money(node, WAS)
    currency = currency or next((code for key in CURRENCIES if (code := currency_of(node.get(key)))), None)
    claimed = was if was is not None and was > price else None
    return Listing(
        name=name,
        brand=text_of(node.get("brand")) or text_of(node.get("vendor")),
        sku=text_of(node.get("sku")),
        price=price,
        was_price=claimed,
        was_kind="unspecified" if claimed is not None else None,
        currency=currency,
    )


def money(node: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[Decimal | None, str | None]:
    """The first amount under those keys, in major units, with its currency where it stands beside."""
    for key in keys:
        value = first(node.get(key))
        beside = value if isinstance(value, Mapping) else node
        if isinstance(value, Mapping):
            value = next((first(value[part]) for part in (*WITHIN, "centAmount") if part in value), None)
        amount = amount_of(value)
        if amount:
            minor = "centAmount" in beside or any(sign in node for sign in MINOR_UNITS)
            code = next((found for name in CURRENCIES if (found := currency_of(beside.get(name)))), None)
            return (amount / 100 if minor and amount == amount.to_integral_value() else amount), code
    return None, None
