"""BigCommerce: the storefront's GraphQL products, and the Catalog API's list (v3) with its variants.

Source: https://developer.bigcommerce.com/docs/storefront/graphql and
https://developer.bigcommerce.com/docs/rest-catalog/products
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pricewatch.errors import LayoutChanged, NotAProductPage
from pricewatch.listing import Availability, Listing, WasKind
from pricewatch.read.feed_html import text_and_facts
from pricewatch.read.feed_json import check_offers, dicts, dig, listed, parsed, parsed_or_none
from pricewatch.read.feed_values import amount, barcode, currency_code, linked, tidy
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer

AVAILABILITY: dict[str, Availability] = {
    "available": "in_stock",
    "preorder": "preorder",
    "unavailable": "out_of_stock",
    "disabled": "out_of_stock",
}


def recognises(page: Page) -> bool:
    """The site's products in GraphQL, or the catalogue's with their calculated price."""
    return bool(items_in(parsed_or_none(page.body, b'"prices"', b'"calculated_price"')))


def requests(retailer: Retailer) -> list[Request]:
    """The starts as they are: both interfaces ask for a token that only the shop can give."""
    return [Request(url=start) for start in retailer.start]


def read(page: Page) -> Reading:
    """One listing per product, or per variant where they are given; then the next page of the catalogue."""
    data = parsed(page.body)
    items = items_in(data)
    if not items and isinstance(data, dict) and ("errors" in data or "title" in data):
        raise NotAProductPage(f"{page.url} answers with an error: {str(data.get('errors') or data.get('title'))[:200]}")
    if not items and not isinstance(dig(data, "data"), list) and not list(nodes(dig(data, "data", "site"))):
        raise LayoutChanged(f"{page.url} is JSON, but not products as BigCommerce publishes them.")
    check_offers(sum(len(listed(item.get("variants"))) or 1 for item in items), page.body)
    return Reading(listings=[one for item in items for one in listings_of(item, page)], requests=next_page(page, data))


def items_in(data: Any) -> list[dict[str, Any]]:
    """The products of either interface."""
    if isinstance(dig(data, "data"), list):
        return [item for item in dicts(data["data"]) if "calculated_price" in item and "name" in item]
    return [node for node in nodes(dig(data, "data", "site")) if "prices" in node and "name" in node]


def nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The products under a site, whichever query asked for them."""
    if not isinstance(value, dict) or depth > 6:
        return
    if "prices" in value:
        yield value
        return
    for edge in dicts(value.get("edges")):
        yield from nodes(edge.get("node"), depth + 1)
    for part in value.values():
        yield from nodes(part, depth + 1)


def next_page(page: Page, data: Any) -> list[Request]:
    """The page that the catalogue names as the next; GraphQL's cursor belongs into a query that we do not know."""
    url = linked(page.url, dig(data, "meta", "pagination", "links", "next"))
    return [Request(url=url)] if url else []


def listings_of(item: dict[str, Any], page: Page) -> Iterator[Listing]:
    """The product, or each of its variants."""
    if "prices" in item:
        yield from_graphql(item, page)
        return
    for variant in dicts(item.get("variants")) or [{}]:
        yield from_catalogue(item, variant, page)


def was(price: Decimal | None, own: Decimal | None, suggested: Decimal | None) -> tuple[Decimal | None, WasKind | None]:
    """The shop's own price without the sale, else the suggested one (`retail price`), where it is above the price."""
    if price and own and own > price:
        return own, "unspecified"
    if price and suggested and suggested > price:
        return suggested, "rrp"
    return None, None


def from_graphql(item: dict[str, Any], page: Page) -> Listing:
    """A product of the storefront."""
    prices = item["prices"]
    price = amount(dig(prices, "price", "value"))
    before, kind = was(price, amount(dig(prices, "basePrice", "value")), amount(dig(prices, "retailPrice", "value")))
    description, facts = text_and_facts(tidy(item.get("description")))
    return Listing(
        url=linked(page.url, item.get("path")),
        sku=tidy(item.get("sku")) or tidy(item.get("entityId")),
        gtin=barcode(item.get("gtin")) or barcode(item.get("upc")),
        mpn=tidy(item.get("mpn")),
        name=tidy(item.get("name")),
        brand=tidy(dig(item, "brand", "name")),
        condition=lower(item.get("condition")),
        price=price,
        price_kind="exact" if price is not None else None,
        currency=currency_code(dig(prices, "price", "currencyCode")),
        was_price=before,
        was_kind=kind,
        availability=AVAILABILITY.get(lower(dig(item, "availabilityV2", "status")) or ""),
        image=linked(page.url, dig(item, "defaultImage", "url")),
        description=description,
        attributes=facts,
        reader="bigcommerce",
        doubts=() if price is not None else ("The shop states no price for this product.",),
    )


def from_catalogue(item: dict[str, Any], variant: dict[str, Any], page: Page) -> Listing:
    """A product of the catalogue, or one of its variants: what it does not state, the product does."""
    stated = {**item, **{name: value for name, value in variant.items() if value not in (None, "")}}
    price = amount(stated.get("calculated_price"))
    before, kind = was(price, amount(stated.get("price")), amount(stated.get("retail_price")))
    options = {
        o: v
        for each in dicts(variant.get("option_values"))
        if (o := tidy(each.get("option_display_name"))) and (v := tidy(each.get("label")))
    }
    description, facts = text_and_facts(tidy(item.get("description")))
    return Listing(
        url=linked(page.url, dig(item, "custom_url", "url")),
        sku=tidy(stated.get("sku")) or tidy(stated.get("id")),
        gtin=barcode(stated.get("gtin")) or barcode(stated.get("upc")),
        mpn=tidy(stated.get("mpn")),
        name=tidy(item.get("name")),
        variant=" / ".join(options.values()) or None,
        condition=lower(item.get("condition")),
        price=price,
        price_kind="exact" if price is not None else None,
        price_hidden="login" if item.get("is_price_hidden") is True else None,
        currency=page.retailer.currency if page.retailer else None,
        was_price=before,
        was_kind=kind,
        availability=in_catalogue(item, stated),
        image=linked(page.url, variant.get("image_url")),
        description=description,
        attributes={**facts, **options},
        reader="bigcommerce",
        doubts=() if price is not None else ("The shop states no price for this product.",),
    )


def in_catalogue(item: dict[str, Any], stated: dict[str, Any]) -> Availability | None:
    """What the shop says of the product, and none left where it counts its stock."""
    tracked, left = item.get("inventory_tracking"), stated.get("inventory_level")
    if tracked in ("product", "variant") and isinstance(left, int) and left <= 0:
        return "out_of_stock"
    return AVAILABILITY.get(lower(item.get("availability")) or "")


def lower(value: Any) -> str | None:
    """A word in lower case."""
    text = tidy(value)
    return text.casefold() if text else None
