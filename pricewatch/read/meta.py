"""OpenGraph and product meta elements in a page's head.

Source: https://ogp.me, and the product properties that Facebook, Pinterest and Twitter read.
"""

from collections.abc import Mapping

from pricewatch.listing import Listing
from pricewatch.read import availability
from pricewatch.read.page import Page
from pricewatch.read.values import absolute, amount_of, clean, currency_of

PRICE = ("product:sale_price:amount", "product:price:amount", "og:price:amount", "price:amount", "product:price")
CURRENCY = ("product:sale_price:currency", "product:price:currency", "og:price:currency", "og:product:price:currency")
WAS = ("product:original_price:amount", "og:price:standard_amount", "og:standard_price:amount")
BRAND = ("product:brand", "og:brand")
SKU = ("product:retailer_item_id", "product:retailer_part_no", "og:product:retailer_item_id")
GTIN = ("product:gtin", "product:ean", "product:upc", "product:isbn")
STOCK = ("product:availability", "og:availability", "og:product:availability")


def metas(page: Page) -> dict[str, str]:
    """Every named meta element; the first of each name."""
    found: dict[str, str] = {}
    for element in page.tree.css("meta[content]"):
        given = element.attributes
        name = given.get("property") or given.get("name") or given.get("itemprop") or ""
        if content := given.get("content"):
            found.setdefault(name.strip().casefold(), clean(content))
    return found


def first_of(said: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((said[name] for name in names if said.get(name)), None)


def read(page: Page) -> list[Listing]:
    """One listing of what the meta elements say, or none where they name neither a product nor a price."""
    said = metas(page)
    currency = currency_of(first_of(said, CURRENCY))
    price = amount_of(first_of(said, PRICE), currency)
    name = said.get("og:title")
    if price is None and "product" not in said.get("og:type", ""):
        return []
    was = amount_of(first_of(said, WAS) or said.get("product:price:amount"), currency)
    return [
        Listing(
            url=absolute(said.get("og:url", ""), page.url),
            name=name,
            brand=first_of(said, BRAND),
            sku=first_of(said, SKU),
            gtin=first_of(said, GTIN),
            price=price,
            was_price=was if was is not None and price is not None and was > price else None,
            was_kind="unspecified" if was is not None and price is not None and was > price else None,
            currency=currency,
            availability=availability.stated(first_of(said, STOCK)),
            image=absolute(said.get("og:image", ""), page.url),
        )
    ]
