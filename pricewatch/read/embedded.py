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
from pricewatch.money import parse_price
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
PRICES += ("displayPrice", "formattedPrice", "priceText", "priceFormatted", "priceInfo", "offer", "offers")
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
WITHIN = (
    "value",
    "amount",
    "current",
    "raw",
    "price",
    "now",
    "sale",
    "min",
    "gross",
    "centAmount",
    "formatted",
    "text",
)
WAS_WITHIN = (*WAS, "previous", "was", "old", "original", "regular", "list")
DEEPEST = 3
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
        price, currency = only_price(node)
    if price is None:
        return None
    was = next((found for part in (node, *inner(node)) if (found := money(part, WAS_WITHIN)[0])), None)
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


def only_price(node: Mapping[str, Any]) -> tuple[Decimal | None, str | None]:
    """What all plain values whose names speak of a price agree on."""
    said = [printed(value) for key, value in node.items() if "price" in key.casefold()]
    amounts = {amount for amount, _ in said if amount}
    currency = next((code for _, code in said if code), None)
    return (amounts.pop(), currency) if len(amounts) == 1 else (None, None)


def inner(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The objects that a product keeps its prices in."""
    return (value for key in PRICES if isinstance(value := first(node.get(key)), Mapping))


def money(
    node: Mapping[str, Any], keys: tuple[str, ...], within: tuple[str, ...] = (*WITHIN, *PRICES), depth: int = 0
) -> tuple[Decimal | None, str | None]:
    """The first amount under those keys, in major units, with its currency where it stands beside."""
    for key in keys:
        value = first(node.get(key))
        if isinstance(value, Mapping) and depth < DEEPEST:
            amount, code = money(value, within, within, depth + 1)
        else:
            amount, code = printed(value)
            minor = key == "centAmount" or any(sign in node for sign in MINOR_UNITS)
            amount = amount / 100 if amount and minor and amount == amount.to_integral_value() else amount
        if amount:
            return amount, code or next((found for name in CURRENCIES if (found := currency_of(node.get(name)))), None)
    return None, None


def printed(value: Any) -> tuple[Decimal | None, str | None]:
    """A plain value's amount, and the currency where it is a text that names one."""
    amount = amount_of(value)
    return amount, parse_price(value[:200]).currency if amount and isinstance(value, str) else None
