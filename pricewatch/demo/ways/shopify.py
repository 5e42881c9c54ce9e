"""A Shopify storefront: `/products.json?limit=&page=`. This shop answers at most ten products a page."""

import json
from typing import Any
from zlib import crc32

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import CATEGORY_NAMES, Answer, Visit, handle, home, page, picture_path, spec_list

MOST = 10
START = "/products.json"


def answer(visit: Visit) -> Answer | None:
    match visit.path:
        case "/":
            return home(visit, {START: "All products", "/collections/all": "Our mattresses and coffees"})
        case "/products.json" | "/collections/all/products.json":
            return products(visit)
        case "/collections/all":
            names = "".join(f"<li>{article[0].name}</li>" for article in visit.articles())
            return page(visit.shop, "All products", f"<h1>All products</h1><ul>{names}</ul>")
        case _:
            return None


def products(visit: Visit) -> Answer:
    """One page of products; an empty list after the last."""
    most = visit.number("limit", MOST, MOST)
    start = (visit.number("page", 1, 10_000) - 1) * most
    shown = [product(visit, article) for article in visit.articles()[start : start + most]]
    return Answer(json.dumps({"products": shown}).encode(), "application/json; charset=utf-8")


def product(visit: Visit, article: list[Offer]) -> dict[str, Any]:
    """An article with its variants, in Shopify's shape."""
    first = article[0]
    number = crc32(first.article.encode())
    sizes = [offer.variant or "Default Title" for offer in article]
    return {
        "id": number,
        "title": first.title,
        "handle": handle(first),
        "body_html": body(first),
        "published_at": "2025-06-01T08:00:00+02:00",
        "vendor": first.brand,
        "product_type": CATEGORY_NAMES[first.category],
        "tags": [first.category, "demo street"],
        "variants": [variant(offer, number, place) for place, offer in enumerate(article, start=1)],
        "images": [{"src": visit.base + picture_path(first)}],
        "options": [{"name": "Size" if first.variant else "Title", "position": 1, "values": sizes}],
    }


def body(offer: Offer) -> str:
    """The description: a specification, or a word about the coffee."""
    return f"<ul>{spec_list(offer)}</ul>" if offer.spec else f"<p>{offer.name}, {offer.pack}.</p>"


def variant(offer: Offer, number: int, place: int) -> dict[str, Any]:
    was = offer.was_price
    return {
        "id": crc32(offer.sku.encode()),
        "product_id": number,
        "title": offer.variant or "Default Title",
        "option1": offer.variant or "Default Title",
        "option2": None,
        "option3": None,
        "sku": offer.sku,
        "barcode": offer.gtin,
        "requires_shipping": True,
        "taxable": True,
        "available": True,
        "price": str(offer.price),
        "compare_at_price": str(was) if was else None,
        "position": place,
    }
