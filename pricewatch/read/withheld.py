"""Prices that a page withholds: shown in the cart only, after signing in, or on request."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pricewatch.listing import PriceHidden
from pricewatch.read.shown import Shown, stands_alone, zoned
from pricewatch.read.withheld_words import ASK, CART, EXCEPT, LOGIN_ONLY, ON_REQUEST, PRICE, SEE, SIGN_IN, TRADE_ONLY

AHEAD = 1500
LONGEST = 90
NEAR = 400
IN_CART = re.compile(rf"{PRICE}[^.\d]{{0,30}}{CART}", re.I)
CART_FIRST = re.compile(rf"{CART}[^.\d]{{0,40}}{PRICE}", re.I)
LOGIN_FIRST = re.compile(rf"{SIGN_IN}[^.\d]{{0,40}}{PRICE}", re.I)
LOGIN = re.compile(rf"{PRICE}[^.\d]{{0,40}}(?:{SIGN_IN}|{LOGIN_ONLY}|{TRADE_ONLY})", re.I)
SEEING = re.compile(SEE, re.I)
DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Withheld:
    """That the page shows no price: the listing's fields that say so, why in a sentence, and how often it says so."""

    fields: dict[str, Any]
    doubt: str
    times: int


REASONS: dict[PriceHidden, str] = {
    "in_cart": "the shop shows the price only in the cart",
    "login": "the shop shows the price only to those who sign in",
}
ASKED = "the shop names its price only on request"


def hidden_by(text: str) -> PriceHidden | None:
    """Where the shop shows the price instead of here.

    >>> hidden_by("See price in cart"), hidden_by("Log in to see prices"), hidden_by("12.00")
    ('in_cart', 'login', None)
    """
    if not ASK.search(text):
        return None
    if IN_CART.search(text) or (CART_FIRST.search(text) and SEEING.search(text)):
        return "in_cart"
    said = LOGIN.search(text) or LOGIN_FIRST.search(text)
    return "login" if said and not EXCEPT.search(text) else None


def withheld(shown: Shown, url: str) -> Withheld | None:
    """What a short line right below the title says instead of a price; None where the page shows one beside it."""
    start, end = shown.title, shown.title + AHEAD
    text = shown.seen.text
    places = [at for at in own_lines(shown, ON_REQUEST.places(text, start, end)) if not is_priced(shown, at, url)]
    if places:
        return Withheld({"price_kind": "on_request"}, ASKED, len(places))
    said = {at: hidden_by(line_of(text, at)) for at in own_lines(shown, ASK.places(text, start, end))}
    places = [at for at, hidden in said.items() if hidden and not is_priced(shown, at, url)]
    hidden = said[places[0]] if places else None
    return Withheld({"price_hidden": hidden}, REASONS[hidden], len(places)) if hidden else None


def line_of(text: str, at: int) -> str:
    end = text.find("\n", at)
    return text[text.rfind("\n", 0, at) + 1 : end if end >= 0 else len(text)]


def own_lines(shown: Shown, places: list[int]) -> Iterator[int]:
    """The places in short lines without a number, in a part about this product."""
    for at in places:
        line = line_of(shown.seen.text, at)
        if len(line) <= LONGEST and not DIGIT.search(line) and not zoned(shown.seen.scope_at(at), shown.titles):
            yield at


def is_priced(shown: Shown, at: int, url: str) -> bool:
    """Does the page show a price to pay between the title and that place, or a little behind it?"""
    places = (shown.amounts[n].start for n in shown.of("pay", "each", least=0.0) if stands_alone(shown, n, url))
    return any(shown.title <= place < at + NEAR for place in places)
