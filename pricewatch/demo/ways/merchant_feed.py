"""A Google Merchant feed in RSS: price and sale_price, unit_pricing_measure, product_detail."""

from html import escape

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import CATEGORY_NAMES, INVENTED, Answer, Visit, euros, handle, home, page, picture_path

START = "/feeds/google.xml"
BASES = {"g": "1 kg", "ml": "1 l", "pcs": "1 ct"}


def answer(visit: Visit) -> Answer | None:
    if visit.path == "/":
        return home(visit, {START: "Our feed"})
    if visit.path == START:
        return feed(visit)
    if visit.path.startswith("/p/"):
        name = visit.path.removeprefix("/p/")
        return next((article(visit, offer) for offer in visit.offers if handle(offer) == name), None)
    return None


def feed(visit: Visit) -> Answer:
    items = "\n".join(item(visit, offer) for offer in visit.offers)
    return Answer(
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>'
        f"<title>{escape(visit.shop.name)}</title><link>{visit.base}</link><description>{INVENTED}</description>\n"
        f"{items}\n</channel></rss>\n".encode(),
        "application/rss+xml; charset=utf-8",
    )


def item(visit: Visit, offer: Offer) -> str:
    title = f"{offer.title} {offer.variant}" if offer.variant else offer.title
    fields = {
        "id": offer.sku,
        "item_group_id": handle(offer) if offer.variant else None,
        "title": title,
        "description": "; ".join(f"{label}: {text}" for label, text in offer.spec.items()) or title,
        "link": f"{visit.base}/p/{handle(offer)}",
        "image_link": visit.base + picture_path(offer),
        "price": f"{offer.was_price or offer.price} EUR",
        "sale_price": f"{offer.price} EUR" if offer.was_price else None,
        "sale_price_effective_date": sale_period(offer),
        "availability": "in_stock",
        "condition": "new",
        "brand": offer.brand,
        "gtin": offer.gtin,
        "size": offer.variant,
        "product_type": CATEGORY_NAMES[offer.category],
        "unit_pricing_measure": f"{offer.pack.value} {unit(offer)}" if offer.pack else None,
        "unit_pricing_base_measure": BASES[offer.pack.unit] if offer.pack else None,
    }
    said = "".join(f"<g:{name}>{escape(text)}</g:{name}>" for name, text in fields.items() if text)
    return f"<item>{said}{details(offer)}{shipping(visit)}</item>"


def unit(offer: Offer) -> str:
    return "ct" if offer.pack and offer.pack.unit == "pcs" else offer.pack.unit if offer.pack else ""


def sale_period(offer: Offer) -> str | None:
    if not offer.sale_begins or not offer.sale_ends:
        return None
    return f"{offer.sale_begins}T00:00+0100/{offer.sale_ends}T23:59+0100"


def details(offer: Offer) -> str:
    return "".join(
        "<g:product_detail><g:section_name>Specification</g:section_name>"
        f"<g:attribute_name>{escape(label)}</g:attribute_name><g:attribute_value>{escape(text)}</g:attribute_value>"
        "</g:product_detail>"
        for label, text in offer.spec.items()
    )


def shipping(visit: Visit) -> str:
    if visit.shop.shipping is None:
        return ""
    price = f"{visit.shop.shipping} EUR"
    return f"<g:shipping><g:country>HR</g:country><g:service>Parcel</g:service><g:price>{price}</g:price></g:shipping>"


def article(visit: Visit, offer: Offer) -> Answer:
    """The product's page for visitors."""
    was = f"<p>was <s>{euros(offer.was_price)}</s></p>" if offer.was_price else ""
    return page(visit.shop, offer.title, f"<h1>{escape(offer.title)}</h1><p>{euros(offer.price)}</p>{was}")
