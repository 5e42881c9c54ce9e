"""A WooCommerce shop's Store API: `/wp-json/wc/store/v1/products?page=&per_page=`, amounts in cents."""

import json
from decimal import Decimal
from html import escape
from typing import Any
from zlib import crc32

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import CATEGORY_NAMES, Answer, Visit, euros, handle, home, page, picture_path

START = "/wp-json/wc/store/v1/products"
USUAL, MOST = 10, 100


def answer(visit: Visit) -> Answer | None:
    match visit.path.strip("/").split("/"):
        case [""]:
            return home(visit, {"/shop": "Shop"})
        case ["shop"]:
            names = "".join(f'<li><a href="/product/{handle(o)}/">{escape(o.title)}</a></li>' for o in visit.offers)
            return page(visit.shop, "Shop", f"<h1>Shop</h1><ul>{names}</ul>")
        case ["wp-json", "wc", "store", "v1", "products"]:
            return products(visit)
        case ["product", name]:
            return next((article(visit, offer) for offer in visit.offers if handle(offer) == name), None)
        case _:
            return None


def products(visit: Visit) -> Answer:
    """One page of products, and in the headers how many there are."""
    size = visit.number("per_page", USUAL, MOST)
    start = (visit.number("page", 1, 10_000) - 1) * size
    shown = [product(visit, offer) for offer in visit.offers[start : start + size]]
    total = len(visit.offers)
    headers = {"X-WP-Total": str(total), "X-WP-TotalPages": str(-(-total // size))}
    return Answer(json.dumps(shown).encode(), "application/json; charset=UTF-8", headers=headers)


def product(visit: Visit, offer: Offer) -> dict[str, Any]:
    """One product in the Store API's shape."""
    category = CATEGORY_NAMES[offer.category]
    return {
        "id": crc32(offer.sku.encode()),
        "name": offer.title,
        "slug": handle(offer),
        "parent": 0,
        "type": "simple",
        "variation": "",
        "permalink": f"{visit.base}/product/{handle(offer)}/",
        "sku": offer.sku,
        "global_unique_id": offer.gtin,
        "short_description": f"<p>{escape(offer.title)} by {escape(offer.brand)}.</p>",
        "description": f"<ul><li>Content: {offer.pack}</li><li>Unit price: {unit_price(offer)}</li></ul>",
        "on_sale": offer.was_price is not None,
        "prices": prices(offer),
        "price_html": price_html(offer),
        "average_rating": "0",
        "review_count": 0,
        "images": [{"id": 1, "src": visit.base + picture_path(offer), "alt": ""}],
        "categories": [{"id": crc32(category.encode()), "name": category, "slug": offer.category, "link": ""}],
        "tags": [],
        "brands": [{"id": crc32(offer.brand.encode()), "name": offer.brand, "slug": offer.brand.lower(), "link": ""}],
        "attributes": [attribute("Content", str(offer.pack))],
        "variations": [],
        "has_options": False,
        "is_purchasable": True,
        "is_in_stock": True,
        "is_on_backorder": False,
        "low_stock_remaining": None,
        "extensions": {"woocommerce-germanized": {"unit_price_html": unit_price(offer)}},
    }


def attribute(name: str, value: str) -> dict[str, Any]:
    term = {"id": crc32(value.encode()), "name": value, "slug": value.lower().replace(" ", "-")}
    return {"id": 0, "name": name, "taxonomy": None, "has_variations": False, "terms": [term]}


def prices(offer: Offer) -> dict[str, Any]:
    regular = minor(offer.was_price or offer.price)
    return {
        "price": minor(offer.price),
        "regular_price": regular,
        "sale_price": minor(offer.price),
        "price_range": None,
        "currency_code": "EUR",
        "currency_symbol": "€",
        "currency_minor_unit": 2,
        "currency_decimal_separator": ",",
        "currency_thousand_separator": ".",
        "currency_prefix": "",
        "currency_suffix": " €",
    }


def minor(amount: Decimal) -> str:
    """In cents.

    >>> minor(Decimal("4.99"))
    '499'
    """
    return str(int(amount * 100))


def price_html(offer: Offer) -> str:
    """The price as the shop's pages show it."""
    if not offer.was_price:
        return f'<span class="amount">{euros(offer.price)}</span>'
    low = f" <small>Lowest price of the last 30 days: {euros(offer.low_30d)}</small>" if offer.low_30d else ""
    return f"<del>{euros(offer.was_price)}</del> <ins>{euros(offer.price)}</ins>{low}"


def unit_price(offer: Offer) -> str:
    return f"{euros(offer.unit_price[0])} / {offer.unit_price[1]}" if offer.unit_price else ""


def article(visit: Visit, offer: Offer) -> Answer:
    """The product's page for visitors."""
    words = f"<h1>{escape(offer.title)}</h1><p class='price'>{price_html(offer)}</p><p>{unit_price(offer)}</p>"
    delivery = f"<p>Delivery {euros(visit.shop.shipping)}</p>" if visit.shop.shipping else ""
    return page(visit.shop, offer.title, words + delivery)
