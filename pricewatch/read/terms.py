"""Subscriptions: the price for a period, how long it holds, what follows, and for how long one is bound."""

import re
from decimal import Decimal
from typing import Any

from pricewatch.listing import PricePer
from pricewatch.read import charge_words, term_words, words
from pricewatch.read.amounts import Amount
from pricewatch.read.shown import Shown, zoned

BEHIND, AHEAD = 300, 2500
LAST_WORDS = 70
RIVAL = 0.5
FAINT = 1.0  # a row of a table about one plan looks like an item of a list


def subscription(shown: Shown) -> int | None:
    """The amount that is paid now for each period; None where the page sells no subscription, or several."""
    found = [n for n in shown.of("instalment", "pay", least=FAINT) if is_periodic(shown.amounts[n])]
    if not found or not term_words.SUBSCRIBED.places(
        shown.seen.text, max(0, shown.title - BEHIND), shown.title + AHEAD
    ):
        return None
    best = max(found, key=lambda n: (shown.scores[n], -n))
    rivals = {shown.amounts[n].value for n in found if shown.scores[n] >= shown.scores[best] - RIVAL}
    return best if len(rivals) == 1 else None


def surroundings(shown: Shown) -> str:
    return shown.seen.text[max(0, shown.title - BEHIND) : shown.title + AHEAD]


def is_periodic(amount: Amount) -> bool:
    """Is it due each month or year, by its own words, from now on, and for no credit?"""
    if amount.scope.struck or period(amount) is None or is_later(amount):
        return False
    around = f"{amount.before[-LAST_WORDS:]} {amount.after.split(chr(10))[0]}"
    return not (term_words.CREDIT.search(around) or charge_words.FEE.pattern.search(amount.before[-LAST_WORDS:]))


def period(amount: Amount) -> PricePer | None:
    """How often an amount is due."""
    if match := words.PER_PERIOD.match(amount.after):
        return "month" if match[1] else "year"
    return "month" if term_words.PERIOD_LABEL.search(amount.before) else None


def is_later(amount: Amount) -> bool:
    """Is it what is paid after an introduction?"""
    before = amount.before[-LAST_WORDS:]
    return bool(term_words.AFTER_BEFORE.search(before) or term_words.AFTER_AMOUNT.match(amount.after))


def terms(shown: Shown, at: int) -> dict[str, Any]:
    """The listing's fields for a subscription whose price is the amount at number `at`."""
    price = shown.amounts[at]
    due = period(price)
    if due is None:
        return {}
    found: dict[str, Any] = {"price_per": due}
    near = surroundings(shown)
    if (bound := only(term_words.TERM, near)) is not None:
        found["term_months"] = bound
    if (later := price_after(shown, price)) is not None:
        found["price_after"] = later
        found |= {"intro_months": months} if (months := intro(near)) is not None else {}
    return found


def price_after(shown: Shown, price: Amount) -> Decimal | None:
    """The one other amount that the page says is paid later."""
    near = [
        one for one in shown.amounts if abs(one.start - price.start) <= AHEAD and not zoned(one.scope, shown.titles)
    ]
    later = {one.value for one in near if one is not price and is_later(one)} - {price.value}
    return later.pop() if len(later) == 1 else None


def intro(text: str) -> int | None:
    """For how many months the first price holds."""
    months = only(term_words.INTRO, text)
    if months is not None:
        return months
    begins = {int(match["a"] or match["b"]) for match in term_words.FROM_MONTH.finditer(text)}
    return begins.pop() - 1 if len(begins) == 1 and min(begins) > 1 else None


def only(pattern: re.Pattern[str], text: str) -> int | None:
    """The one number of months that a pattern finds; None where it finds several."""
    found = {months for match in pattern.finditer(text) if (months := months_of(match))}
    return found.pop() if len(found) == 1 else None


def months_of(match: re.Match[str]) -> int:
    given = match.groupdict()
    if given.get("one_month") or given.get("one_year"):
        return 1 if given["one_month"] else 12
    name = next((key for key in "abcd" if given.get(key)), None)
    return int(given[name]) * (1 if given.get(f"{name}_m") else 12) if name else 0
