"""What a page shows beside the price: an earlier price and its claim, unit price, member price."""

import re
from decimal import Decimal
from typing import Any

from pricewatch.read import words
from pricewatch.read.amounts import Amount
from pricewatch.read.pairs import fits
from pricewatch.read.roles import Role, was_kind
from pricewatch.read.shown import Shown, upper_end

CLOSE = 500


def beside(shown: Shown, at: int) -> dict[str, Any]:
    """The listing's fields that stand around the price at number `at`."""
    price = shown.amounts[at]
    found: dict[str, Any] = was_claim(shown, at)
    if (unit := nearest(shown, at, "unit")) and (per := per_unit(unit)):
        found |= {"unit_price": unit.value, "unit_price_per": per}
    if (member := nearest(shown, at, "member")) and 0 < member.value < price.value:
        found["member_price"] = member.value
    if (net := nearest(shown, at, "ex_vat")) and net.value < price.value:
        found["price_ex_vat"] = net.value
    if lowest := nearest(shown, at, "lowest"):
        found["lowest_30d_shown"] = lowest.value
    return found | range_of(shown, at) | period_of(price)


def nearest(shown: Shown, at: int, role: Role) -> Amount | None:
    """The amount of a role that stands closest to the price, in the same part of the page."""
    price = shown.amounts[at]
    near = [shown.amounts[n] for n in shown.of(role, least=min(0.0, shown.scores[at] - 3)) if n != at]
    near = [amount for amount in near if abs(amount.start - price.start) <= CLOSE]
    return min(near, key=lambda amount: abs(amount.start - price.start), default=None)


def was_claim(shown: Shown, at: int) -> dict[str, Any]:
    """The earlier price that the page claims above this one, whose it is, in which words, and the percentage."""
    price = shown.amounts[at]
    above = [shown.amounts[n] for n in shown.of("was", least=min(0.0, shown.scores[at] - 3.5))]
    above = [was for was in above if was.value > price.value and abs(was.start - price.start) <= CLOSE]
    above = [was for was in above if was.value < 20 * price.value]
    if not above:
        return {}
    savings = {shown.amounts[n].value for n in shown.of("saving")}
    was = min(
        above,
        key=lambda was: (was.value - price.value not in savings, abs(was.start - price.start), was.value),
    )
    claim: dict[str, Any] = {"was_price": was.value, "was_kind": was_kind(was), "was_text": words_of(was, shown)}
    if (percent := claimed(shown, price, was)) is not None:
        claim["claimed_percent"] = percent
    return claim


def words_of(was: Amount, shown: Shown) -> str:
    """The claim as it is printed: its label and the amount."""
    label = re.split(r"[\n!?]", was.before.rstrip("\n"))[-1][-60:]
    return " ".join((label + shown.seen.text[was.start : was.end]).split())


def claimed(shown: Shown, price: Amount, was: Amount) -> Decimal | None:
    """The percentage printed near both; the one that fits them if there are several."""
    low, high = min(price.start, was.start), max(price.end, was.end)
    near = shown.seen.text[max(0, low - 60) : high + 60]
    printed = [Decimal(percent.replace(",", ".")) for percent in words.PERCENT.findall(near)]
    return next((p for p in printed if fits(was.value, price.value, p)), printed[0] if len(printed) == 1 else None)


def per_unit(unit: Amount) -> str | None:
    """What a unit price is for, as printed."""
    match = words.PER_UNIT.match(unit.after) or words.PER_UNIT_BEFORE.search(unit.before)
    return " ".join(match[1].split()) if match else None


def range_of(shown: Shown, at: int) -> dict[str, Any]:
    """Is the price the lower end of a printed range, or a "from" price?"""
    price = shown.amounts[at]
    if upper := upper_end(shown.seen, shown.amounts, at):
        return {"price_high": upper.value, "price_kind": "range"}
    if words.FROM.search(price.before) or words.FROM_AFTER.match(price.after):
        return {"price_kind": "from"}
    return {}


def period_of(price: Amount) -> dict[str, Any]:
    match = words.PER_PERIOD.match(price.after)
    return {"price_per": "month" if match[1] else "year"} if match else {}
