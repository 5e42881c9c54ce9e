"""Items of a category page that its markup states, and their comparison with what the page shows."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from pricewatch.listing import Listing
from pricewatch.read import json_ld, microdata, schema_org
from pricewatch.read.page import Page
from pricewatch.read.values import many

READER = "category"
FILLED_IN = ("brand", "sku", "gtin", "mpn", "image", "availability", "description", "category", "size_text")


def main_products(page: Page) -> list[Listing]:
    """The products that JSON-LD states outside its lists, else those of microdata."""
    return json_ld.read(page) or microdata.read(page)


def in_markup(page: Page) -> list[Listing]:
    """The products that markup states as a list; none unless there are several."""
    listed = [
        one for item in list_items(page)[: schema_org.MOST_LISTINGS] for one in schema_org.listings([item], page.url)
    ]
    found = [one for one in listed or main_products(page) if one.name]
    return found if len({one.name for one in found}) > 1 else []


def list_items(page: Page) -> list[schema_org.Node]:
    """What the item lists of JSON-LD hold, in order."""
    lists = (node for node in schema_org.every(page.json_ld) if schema_org.is_list(node))
    entries = [entry for node in lists for entry in many(node.get("itemListElement")) if isinstance(entry, Mapping)]
    items = (entry.get("item", entry) for entry in entries)
    return [item for item in items if isinstance(item, Mapping)]


def confirmed(shown: list[Listing], marked: list[Listing]) -> list[Listing]:
    """What a page shows, with what its markup adds; markup alone where nothing is shown."""
    if len(shown) < 2:
        return [replace(one, reader=READER) for one in marked] or shown
    by_url = {one.url: one for one in marked if one.url}
    by_name = {key(one.name): one for one in marked if one.name}
    return [compared(one, by_url.get(one.url or "") or by_name.get(key(one.name))) for one in shown]


def key(name: str | None) -> str:
    return " ".join((name or "").casefold().split())


def compared(shown: Listing, marked: Listing | None) -> Listing:
    """One item from both sources. The price is the one that a visitor sees; a disagreement stays visible."""
    if marked is None:
        return shown
    added = {name: getattr(marked, name) for name in FILLED_IN if getattr(shown, name) is None}
    attributes = {**marked.attributes, **shown.attributes}
    both = replace(shown, currency=shown.currency or marked.currency, attributes=attributes, **added)
    if marked.price is None or marked.price == shown.price:
        return both
    if shown.price is None:
        doubt = f"Markup says {money(marked.price)}; the page does not show a price that can be read."
        return replace(both, price=marked.price, doubts=(doubt,)) if shown.price_hidden is None else both
    doubt = f"Markup says {money(marked.price)}, the page shows {money(shown.price)}."
    return replace(both, doubts=(*shown.doubts, doubt))


def money(amount: Decimal) -> str:
    return format(amount, "f")
