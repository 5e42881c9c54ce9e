"""Fees beside a price, by the names that the shop gives them: how much, whether they must be paid, and how often."""

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from pricewatch.listing import Fee, PricePer
from pricewatch.read import charge_words, words
from pricewatch.read.amounts import Amount
from pricewatch.read.charges import LAST_WORDS, label_of, named, near_product
from pricewatch.read.shown import Shown
from pricewatch.read.terms import period
from pricewatch.read.visible import Scope

LONGEST_HEAD, HEAD_ABOVE = 60, 400
DIGIT = re.compile(r"\d")


def fees_of_price(shown: Shown, at: int | None, price: Decimal | None, offered: frozenset[Decimal]) -> tuple[Fee, ...]:
    """The fees that stand beside one of the prices that are `offered` for a product's variants."""
    others = [n for n in near_product(shown) if n != at]
    fees = list(fees_of(shown, others))
    return tuple(fee for amount, fee in fees if price is None or price in beside(shown, amount, offered | {price}))


def beside(shown: Shown, amount: Amount, offered: frozenset[Decimal]) -> frozenset[Decimal]:
    """Which of the prices stand in the smallest part of the page that holds this amount and any of them."""
    step: Scope | None = amount.scope
    while step:
        shown_there = {shown.amounts[n].value for n in step.amounts or () if shown.amounts[n] is not amount}
        if together := offered & shown_there:
            return together
        step = step.parent
    return offered


def fees_of(shown: Shown, others: list[int]) -> Iterator[tuple[Amount, Fee]]:
    """Fees with a name and an amount, each once."""
    seen: set[tuple[str, Decimal]] = set()
    for amount, name in named(shown, charge_words.FEE, others):
        around, kind = label_of(amount), " ".join(name.split())
        owed = amount.value > 0 and not (words.FROM.search(amount.before) or charge_words.NOT_OWED.search(around))
        if owed and (kind.casefold(), amount.value) not in seen:
            seen.add((kind.casefold(), amount.value))
            duty, due = must_be_paid(around), due_of(shown, amount)
            yield amount, Fee(kind=kind, amount=amount.value, mandatory=duty, step="page", per=due)


def due_of(shown: Shown, amount: Amount) -> PricePer | None:
    """How often a fee is due, by the words right around it, else by the heading of the lines that it stands in."""
    if found := period(amount):
        return found
    for line in (own_line(amount), *heads_above(shown.seen.text[max(0, amount.start - HEAD_ABOVE) : amount.start])):
        once, monthly = charge_words.ONCE.search(line), charge_words.MONTHLY.search(line)
        if once or monthly:
            return None if once and monthly else "once" if once else "month"
    return None


def own_line(amount: Amount) -> str:
    """The line that an amount stands on; its label is on the line before where nothing is said there."""
    before = amount.before[-LAST_WORDS:].split("\n")
    label = before[-1] if re.search(r"[^\W\d_]", before[-1]) else " ".join(before[-2:])
    return f"{label} {amount.after[:40].split(chr(10))[0]}"


def heads_above(text: str) -> Iterator[str]:
    """The short lines that announce charges below them, the last one first."""
    lines = text.split("\n")
    for line, following in reversed(list(itertools.pairwise(lines))):
        if len(line) <= LONGEST_HEAD and not DIGIT.search(line + following) and charge_words.CHARGES.search(line):
            yield line


def must_be_paid(around: str) -> bool | None:
    if charge_words.OPTIONAL.search(around):
        return False
    return True if charge_words.MANDATORY.search(around) else None
