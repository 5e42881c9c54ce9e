"""Where a capture states a price: the words around it, and the markup that says it to machines."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pricewatch.errors import PricewatchError
from pricewatch.read.page import JSON_LD, Page
from pricewatch.read.visible import read_visible
from pricewatch.textlines import squeezed

AROUND = 160
"""So many characters on both sides of a price."""

STATES_PRICES = '[itemprop="price"], [itemprop="lowPrice"], meta[property*="price"]'


@dataclass(frozen=True, slots=True)
class Excerpt:
    """`text`: what a reader of the page sees around the price; `markup`: what its markup says. None: not found."""

    text: str | None = None
    markup: str | None = None


def excerpt(page: Page, price: Decimal | None, names: Iterable[str | None]) -> Excerpt:
    """The place that states the price, the nearest to one of the names (a sku, an article's name) where several do."""
    if price is None:
        return Excerpt()
    known = [name for name in names if name]
    try:
        if not looks_like_html(page):
            return Excerpt(text=around(page.text, price, known))
        shown = around(read_visible(page.tree).text, price, known)
        return Excerpt(text=shown, markup=stated(page, price, known))
    except PricewatchError:
        return Excerpt()


def looks_like_html(page: Page) -> bool:
    """Whether there is anything to see on the page but its source."""
    return "html" in page.media_type or (not page.media_type and page.text.lstrip()[:1] == "<")


def stated(page: Page, price: Decimal, names: list[str]) -> str | None:
    """The markup that says the price: its JSON-LD, else an element that is named for prices."""
    blocks = [script.text() or "" for script in page.tree.css(JSON_LD)]
    elements = [node.html or "" for node in page.tree.css(STATES_PRICES)]
    return next((found for text in [*blocks, *elements] if (found := around(text, price, names))), None)


def around(text: str, price: Decimal, names: list[str]) -> str | None:
    """The price with the words on both sides of it, on one line."""
    spans = [match.span() for match in spelled(price).finditer(text)]
    if not spans:
        return None
    places = [place for name in names for place in occurrences(text, name)]
    start, end = min(spans, key=lambda span: distance(span[0], places))
    cut = squeezed(text[max(0, start - AROUND) : end + AROUND])
    return ("… " if start > AROUND else "") + cut + (" …" if end + AROUND < len(text) else "")


def occurrences(text: str, name: str, most: int = 100) -> Iterable[int]:
    """Where a name stands, as a word of its own."""
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return [match.start() for match, _ in zip(found, range(most), strict=False)]


def distance(at: int, places: list[int]) -> int:
    """How far a place is from the nearest of others; a name stands before its price, so behind counts double."""
    return min((at - place if place <= at else 2 * (place - at) for place in places), default=0)


def spelled(price: Decimal) -> re.Pattern[str]:
    """The price as shops write it, with any signs between thousands and before cents.

    >>> [spelled(Decimal("1299.50")).search(text) is not None for text in ("1.299,50 €", "1299.5", "21299.50")]
    [True, True, False]
    >>> [spelled(Decimal("1299")).search(text) is not None for text in ("1 299,-", "1299.00", "1299.95")]
    [True, True, False]
    """
    whole, _, cents = format(price.normalize(), "f").partition(".")
    groups = re.sub(r"(?<=\d)(?=(\d{3})+$)", r"[.,'’\\s]?", whole)
    rest = f"[.,]{cents}0*" if cents else r"(?:[.,]0+)?"
    return re.compile(rf"(?<!\d)(?<!\d[.,]){groups}{rest}(?![.,]?\d)")
