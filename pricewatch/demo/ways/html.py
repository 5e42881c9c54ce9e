"""What the HTML pages of all shops have in common."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from html import escape
from urllib.parse import parse_qs, unquote, urlsplit
from zlib import crc32

from pricewatch.demo.offers import Offer
from pricewatch.demo.stock import Shop
from pricewatch.retailer import slug_of

INVENTED = "An invented shop of the pricewatch demo street: shop, makers, brands and products do not exist."
CATEGORY_NAMES = {
    "mattress": "Mattresses",
    "coffee": "Coffee",
    "detergent": "Detergents",
    "snack": "Snacks",
    "phone_plan": "Phone plans",
}


@dataclass(frozen=True, slots=True)
class Visit:
    """A request to a shop: what it shows that day, and which page is asked for. `base`: the shop's own address."""

    shop: Shop
    day: date
    offers: list[Offer]
    base: str
    target: str

    @property
    def path(self) -> str:
        return unquote(urlsplit(self.target).path)

    def number(self, name: str, default: int, most: int) -> int:
        """A whole number of the query, between 1 and `most`."""
        given = parse_qs(urlsplit(self.target).query).get(name, [""])[0]
        return min(max(int(given), 1), most) if given.isdecimal() and len(given) < 10 else default

    def articles(self) -> list[list[Offer]]:
        """The offers by page: the variants of one article together, in the order of the shelves."""
        pages: dict[str, list[Offer]] = {}
        for offer in self.offers:
            pages.setdefault(offer.article, []).append(offer)
        return list(pages.values())


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sends."""

    body: bytes
    content_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def euros(amount: Decimal) -> str:
    """As Croatian shops print it.

    >>> euros(Decimal("1299.00"))
    '1.299,00 €'
    """
    return f"{amount:,.2f}".translate({ord(","): ".", ord("."): ","}) + " €"


def handle(offer: Offer) -> str:
    """The article's name in an address."""
    return f"{slug_of(offer.name)}-{offer.sku.split('-')[1]}"


def picture_path(offer: Offer) -> str:
    """Where the picture of the article is; its variants share one."""
    return f"/pictures/{crc32(offer.article.encode())}.png"


def page(shop: Shop, title: str, body: str, head: str = "") -> Answer:
    """A whole HTML page."""
    return Answer(
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)} | {escape(shop.name)}'
        f'</title>{head}</head>\n<body><header><a href="/">{escape(shop.name)}</a></header>\n<main>{body}</main>\n'
        f"<footer><small>{INVENTED}</small></footer></body></html>\n".encode()
    )


def home(visit: Visit, links: dict[str, str]) -> Answer:
    """The front page: what the shop is, and where its goods are."""
    shop = visit.shop
    items = "".join(f'<li><a href="{escape(path)}">{escape(text)}</a></li>' for path, text in links.items())
    promise = f"<p>{escape(shop.guarantee)}</p>" if shop.guarantee else ""
    owner = f"<p>{escape(shop.name)} belongs to {escape(shop.owner)}.</p>"
    return page(shop, "Welcome", f"<h1>{escape(shop.name)}</h1>{promise}<ul>{items}</ul>{owner}")


def spec_list(offer: Offer) -> str:
    """The specification as a list."""
    return "".join(f"<li>{escape(label)}: {escape(text)}</li>" for label, text in offer.spec.items())
