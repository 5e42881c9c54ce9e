"""What a page asks beside the price: delivery, deposits on packs, and what it calls charges."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pricewatch.read import charge_words, words
from pricewatch.read.amounts import Amount
from pricewatch.read.charge_words import Charge
from pricewatch.read.shown import Shown, zoned

BEHIND, AHEAD = 300, 6000
CLOSE = 500
LONGEST_FREE = 45
LAST_WORDS = 70
# What may stand between a charge's name and its amount: the end of the line, or a few words on it.
GAP = re.compile(
    r"[\s:()+*–-]*[^\s\w]{0,3}$|[^\S\n]*[:(+*–-]*[^\S\n]*(?:(?!\d)[^\W\n]+[^\S\n:(+*–-]+){0,3}[^\s\w]{0,3}$"
)
LEAD = re.compile(r"[\s(+*.,–-]*(?:/\s?\w+\s+)?(?:(?!\d)\w+\s+){0,2}$")  # between an amount and its charge's name
DAY = re.compile(r"^\s*(?:na\s+dan\s+)?\(?\d{1,2}\.\s?\d{1,2}\.\s?\d{4}\.?\)?")  # a price of one day
DOUBTFUL = re.compile(r"[\d*]")
HIGHEST_DEPOSIT = Decimal(20)


def charges(shown: Shown, at: int | None) -> dict[str, Any]:
    """The listing's fields for what is asked beside the price, the amount at number `at`."""
    others = [n for n in near_product(shown) if n != at]
    found: dict[str, Any] = {}
    if at is not None and (cost := shipping(shown, shown.amounts[at], others)) is not None:
        found["shipping"] = cost
    if (deposit := deposit_of(shown, others)) is not None:
        found["deposit"] = deposit
    if len(anchors := {amount.value for amount, _ in named(shown, charge_words.ANCHOR, others)}) == 1:
        found["anchor_price"] = anchors.pop()
    return found


def near_product(shown: Shown) -> Iterator[int]:
    """The amounts in the parts about this product, by number."""
    start, end = shown.title - BEHIND, shown.title + AHEAD
    for n, amount in enumerate(shown.amounts):
        inside = start <= amount.start <= end and not (amount.prose or amount.scope.struck)
        if inside and not zoned(amount.scope, shown.titles):
            yield n


def named(shown: Shown, charge: Charge, others: list[int]) -> Iterator[tuple[Amount, str]]:
    """The amounts that the words right beside them call such a charge, with its name."""
    start, end = max(0, shown.title - BEHIND), shown.title + AHEAD
    places = charge.phrases.places(shown.seen.text, start, end) if others else []
    for n in others if places else ():
        amount = shown.amounts[n]
        close = bisect_left(places, amount.start - LAST_WORDS)
        near = close < len(places) and places[close] < amount.end + LAST_WORDS
        if near and (name := name_of(charge.pattern, amount)):
            yield amount, name


def name_of(pattern: re.Pattern[str], amount: Amount) -> str | None:
    """What the words right beside an amount call it, as printed, if they are of the pattern."""
    before = amount.before[-LAST_WORDS:]
    last = max(pattern.finditer(before), key=lambda match: match.end(), default=None)
    if last and GAP.match(DAY.sub("", before[last.end() :])):
        return last[0]
    after = amount.after.split("\n", maxsplit=1)[0]
    first = pattern.search(after)
    if first and LEAD.match(after[: first.start()]) and not after[first.end() :].lstrip(" )*").startswith(":"):
        return first[0]
    return None


def label_of(amount: Amount) -> str:
    """All that is said of an amount: its label, if that stands on the line before, and its own line."""
    return f"{amount.before[-LAST_WORDS:]} {amount.after[:40].split(chr(10))[0]}"


def deposit_of(shown: Shown, others: list[int]) -> Decimal | None:
    """The deposit on the pack, which the price may hold or not; None where several are named."""
    found = {amount.value for amount, _ in named(shown, charge_words.DEPOSIT, others)}
    return found.pop() if len(found) == 1 and 0 < max(found) <= HIGHEST_DEPOSIT else None


def shipping(shown: Shown, price: Amount, others: list[int]) -> Decimal | None:
    """What plain delivery costs; 0 only where it is free without a condition; None where the page leaves it open."""
    near = [n for n in others if abs(shown.amounts[n].start - price.start) <= CLOSE]
    costs = {shown.amounts[n].value for n in near if shown.roles[n] == "shipping" and is_plain(shown.amounts[n])}
    if is_free(shown, price):
        return Decimal(0) if not costs - {Decimal(0)} else None
    reached = any(shown.amounts[n].value <= price.value for n in near if shown.roles[n] == "threshold")
    return costs.pop() if len(costs) == 1 and not reached else None


def is_plain(amount: Amount) -> bool:
    """Is it what delivery costs, neither from some amount on, nor by express, abroad or to a shop?"""
    if words.FROM.search(amount.before) or charge_words.SPECIAL_DELIVERY.search(label_of(amount)):
        return False
    if name_of(charge_words.FEE.pattern, amount):
        return False
    return name_of(words.SHIPPING, amount) is not None or "shipping" in amount.signs


def is_free(shown: Shown, price: Amount) -> bool:
    """Does a short line say that delivery is free, with no condition in it or right behind?"""
    text = shown.seen.text
    for at in charge_words.FREE_DELIVERY.places(text, max(0, price.start - CLOSE), price.end + CLOSE):
        start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
        end = end if end >= 0 else len(text)
        following = text[end + 1 : end + 40].split("\n", maxsplit=1)[0]
        if end - start > LONGEST_FREE or zoned(shown.seen.scope_at(at), shown.titles):
            continue
        line = text[start:end]
        if not DOUBTFUL.search(line) and not charge_words.CONDITION.search(line) and not begins_condition(following):
            return True
    return False


def begins_condition(line: str) -> bool:
    """Does a line go on with what a free delivery depends on?"""
    match = charge_words.CONDITION.search(line)
    return bool((match and match.start() < 4) or words.THRESHOLD.match(line.strip()))
