"""Two prices side by side: which is the one to pay, and which an earlier one."""

from decimal import Decimal
from itertools import pairwise

from pricewatch.read import words
from pricewatch.read.amounts import Amount
from pricewatch.read.roles import Role
from pricewatch.read.visible import Visible, above


def beside_struck(amounts: list[Amount], roles: list[Role]) -> set[int]:
    """Amounts next to a higher one that is crossed out or called an earlier price."""
    return {
        n
        for n, amount in enumerate(amounts)
        for other in (n - 1, n + 1)
        if 0 <= other < len(amounts)
        and (roles[n], roles[other]) == ("pay", "was")
        and amounts[other].value > amount.value
        and abs(amounts[other].start - amount.start) < 90
    }


def mark_pairs(seen: Visible, amounts: list[Amount], roles: list[Role]) -> None:
    """Of two neighbours that both look payable, the higher is the earlier price if a percentage beside them fits."""
    plain = [n for n in range(len(amounts)) if roles[n] != "saving"]
    for n, m in pairwise(plain):
        one, two = amounts[n], amounts[m]
        if roles[n] != "pay" or roles[m] != "pay" or one.value == two.value or two.start - one.end > 60 * (m - n):
            continue
        high, low = (n, m) if one.value > two.value else (m, n)
        near = seen.text[max(0, one.start - 40) : two.end + 60]
        if (
            (m == n + 1 and are_pair(seen, amounts, n))
            or saves(amounts, roles, high, low)
            or any(
                fits(amounts[high].value, amounts[low].value, Decimal(p.replace(",", ".")))
                for p in words.PERCENT.findall(near)
            )
        ):
            roles[high] = "was"


def saves(amounts: list[Amount], roles: list[Role], high: int, low: int) -> bool:
    """Is the difference of two neighbours printed beside them as a saving?"""
    around = range(max(0, min(high, low) - 1), min(len(amounts), max(high, low) + 2))
    return any(roles[n] == "saving" and amounts[n].value == amounts[high].value - amounts[low].value for n in around)


def promote_named_for_old(amounts: list[Amount], roles: list[Role]) -> None:
    """An element named `standard-price` holds the price where words or strokes beside it mark a higher, earlier one."""
    for n, amount in enumerate(amounts):
        if roles[n] != "was" or amount.scope.struck or not by_name_only(amount):
            continue
        near = [m for m in (n - 1, n + 1) if 0 <= m < len(amounts) and abs(amounts[m].start - amount.start) < 90]
        earlier = [m for m in near if roles[m] == "was" and (amounts[m].scope.struck or not by_name_only(amounts[m]))]
        if any(amounts[m].value > amount.value for m in earlier) and not any(roles[m] == "pay" for m in near):
            roles[n] = "pay"


def are_pair(seen: Visible, amounts: list[Amount], n: int) -> bool:
    """Do this amount and the next stand alone in one element, with no word between? So print shops a reduced price."""
    one, two = amounts[n], amounts[n + 1]
    between = seen.text[one.end : two.start]
    if any(map(str.isalnum, between)) or words.RANGE.match(between) or one.currency != two.currency:
        return False
    around = next(step for step in above(one.scope) if n + 1 in (step.amounts or ()))
    values = {amounts[k].value for k in around.amounts or ()}
    return around.tag != "tr" and len(values) == 2 and max(values) < 5 * min(values)


def fits(was: Decimal, price: Decimal, percent: Decimal) -> bool:
    """Is the price that many percent below the earlier one, within rounding?"""
    return was > price and percent > 0 and abs((was - price) * 100 - percent * was) <= was


def by_name_only(amount: Amount) -> bool:
    """A `regular-price` or `price-without-tax` without a word or another price beside it is the price."""
    said = (words.RRP, words.OWN_PRIOR, words.WAS_OTHER, words.EX_VAT)
    return not any(pattern.search(amount.before) for pattern in said) and not words.EX_VAT.search(amount.after)
