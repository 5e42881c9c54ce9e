"""Plain HTML without any markup for machines: shelves of cards, thirty on a page."""

from html import escape

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import CATEGORY_NAMES, Answer, Visit, euros, handle, home, page

MOST = 30
START = "/shelves"
SELECTORS = {
    "item": "article.card",
    "name": "h3",
    "link": "h3 a @href",
    "sku": "@data-article",
    "gtin": ".code b",
    "brand": ".maker",
    "category": ".aisle",
    "variant": ".choice",
    "size_text": ".content",
    "description": ".about",
    "price": ".now",
    "was_price": ".before s",
    "was_text": ".before",
    "member_price": ".card-holders b",
    "lowest_30d_shown": ".low b",
    "unit_price": ".per b",
    "unit_price_per": ".per i",
    "shipping": ".delivery b",
    "availability": ".stock",
    "next": "a.further @href",
}


def answer(visit: Visit) -> Answer | None:
    if visit.path == "/":
        return home(visit, {START: "All shelves"})
    if visit.path == START:
        return shelves(visit)
    if visit.path.startswith("/article/"):
        return next((page(visit.shop, o.title, card(visit, o)) for o in visit.offers if visit.path == link(o)), None)
    return None


def link(offer: Offer) -> str:
    return f"/article/{handle(offer)}"


def shelves(visit: Visit) -> Answer | None:
    """One page of cards, and the link to the next."""
    number = visit.number("page", 1, 10_000)
    start = (number - 1) * MOST
    shown = visit.offers[start : start + MOST]
    if not shown:
        return None
    more = f'<a class="further" href="{START}?page={number + 1}">Further shelves</a>'
    cards = "\n".join(card(visit, offer) for offer in shown)
    is_last = start + MOST >= len(visit.offers)
    return page(visit.shop, f"Shelves {number}", f"<h1>Our shelves</h1>{cards}{'' if is_last else more}")


def card(visit: Visit, offer: Offer) -> str:
    """What a visitor sees of one article."""
    parts = [f'<h3><a href="{link(offer)}">{escape(offer.title)}</a></h3>']
    parts += [f'<p class="maker">{escape(offer.brand)}</p>', f'<p class="aisle">{CATEGORY_NAMES[offer.category]}</p>']
    if offer.variant:
        parts.append(f'<p class="choice">{offer.variant}</p>')
    if offer.pack:
        parts.append(f'<p class="content">{offer.pack}</p>')
    if offer.spec:
        words = "; ".join(f"{label}: {text}" for label, text in offer.spec.items())
        parts.append(f'<p class="about">{escape(words)}</p>')
    parts += prices(offer)
    parts.append(f'<p class="delivery">Delivery <b>{euros(visit.shop.shipping)}</b></p>' if visit.shop.shipping else "")
    parts.append('<p class="stock">In stock</p>')
    if offer.gtin:
        parts.append(f'<p class="code">Barcode <b>{offer.gtin}</b></p>')
    return f'<article class="card" data-article="{offer.sku}">{"".join(parts)}</article>'


def prices(offer: Offer) -> list[str]:
    """The price, and everything that is printed around it; nothing but a hint where it is hidden."""
    if offer.hidden:
        return ['<p class="now">See price in cart</p>']
    parts = [f'<p class="now">{euros(offer.price)}</p>']
    if offer.was_price:
        word = "RRP" if offer.was_kind == "rrp" else "was"
        percent = f" -{offer.claimed_percent} %" if offer.claimed_percent else ""
        parts.append(f'<p class="before">{word} <s>{euros(offer.was_price)}</s>{percent}</p>')
    if offer.low_30d:
        parts.append(f'<p class="low">Lowest price of the last 30 days <b>{euros(offer.low_30d)}</b></p>')
    if offer.member_price:
        parts.append(f'<p class="card-holders">With our card <b>{euros(offer.member_price)}</b></p>')
    if offer.unit_price:
        amount, unit = offer.unit_price
        parts.append(f'<p class="per"><b>{euros(amount)}</b> per <i>{unit}</i></p>')
    return parts
