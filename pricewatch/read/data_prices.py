"""Prices in the data attributes of elements that a page's scripts fill in, where their unit is beyond doubt.

`data-price-cents="12900"` is 129.00 by its name, and `data-price="129.00"` by its decimal point. `data-price="12900"`
may be either, so it says nothing.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from selectolax.lexbor import LexborNode

from pricewatch.currencies import minor_units
from pricewatch.listing import Listing
from pricewatch.read.page import Page
from pricewatch.read.signs import look_of
from pricewatch.read.values import currency_of

MINOR = ("data-price-cents", "data-price-in-cents", "data-price-minor", "data-amount-cents", "data-cents")
PLAIN = ("data-price-amount", "data-product-price", "data-price", "data-current-price", "data-sale-price")
CURRENCY = ("data-currency", "data-price-currency", "data-currency-code")
SELECTOR = ", ".join(f"[{name}]" for name in (*MINOR, *PLAIN))
WHOLE = re.compile(r"\d{1,9}$")
POINT = re.compile(r"\d{1,7}\.\d{2}$")
MOST = 200


def read(page: Page, name: str, currency: str | None) -> list[Listing]:
    """One listing for each price that the attributes state, outside of links and of parts about something else."""
    found: dict[Decimal, Listing] = {}
    for node in page.tree.css(SELECTOR)[:MOST]:
        if is_elsewhere(node):
            continue
        given = node.attributes
        code = next((code for key in CURRENCY if (code := currency_of(given.get(key)))), currency)
        for price in amounts(given, code):
            found.setdefault(price, Listing(name=name, price=price, currency=code))
    return list(found.values())


def amounts(given: Mapping[str, str | None], currency: str | None) -> Iterator[Decimal]:
    """What an element's attributes state, the one whose name settles its unit first."""
    for key in MINOR:
        if WHOLE.match(said := (given.get(key) or "").strip()) and currency:
            yield Decimal(said).scaleb(-minor_units(currency))
            return
    for key in PLAIN:
        if POINT.match(said := (given.get(key) or "").strip()):
            yield Decimal(said)
            return


def is_elsewhere(node: LexborNode) -> bool:
    """Does an element stand in a part about something else, or in a link, as listed items do?"""
    step: LexborNode | None = node
    while step is not None and step.tag not in ("body", "html"):
        given = step.attributes
        if step.tag == "a" or look_of(step.tag or "", f"{given.get('id') or ''} {given.get('class') or ''}").zone:
            return True
        step = step.parent
    return False
