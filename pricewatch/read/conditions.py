"""Prices that not everyone pays: with a card, as a member, with a code. The words stand before or behind the amount."""

import re
from bisect import bisect_left

from pricewatch.read.amounts import Amount
from pricewatch.read.roles import Role

NEAREST = 40  # letters between an amount and its condition in one line
LONGEST_LINE = 160
FAR = 200
LONGEST_LABEL = 60  # a condition that has its line to itself
PAID: tuple[Role, ...] = ("pay", "each", "bulk", "member", "coupon")
BESIDE: tuple[Role, ...] = ("unit", "saving")  # may stand between a price and its condition

_BY = (
    r"(?:with|w/|using|use|via|mit|avec|con|com|met|med|ved|z|s|se|so|sa|cu|με|с|со|по|з|за)"
    r"\s+(?:[^\s\d,;:]{1,30}\s+){0,3}?"
)
_NO_CLUB = (
    r"(?!\w{0,20}(?:credit|kredit|debit|cr[ée]dit|d[ée]bit|bank|gift|geschenk|greeting|memory|speicher|sim|sd|"
    r"gra[fp]h?i)\w{0,20})"
)
_CLUB = (
    r"(?:[\w-]{0,20}(?:card|karte|kort(?:et)?|kaart|app)|[\w-]{0,20}(?:member|mitglied|medlem)\w{0,20}|kart(?:ou|ą|icom|y)|"
    r"carte(?!\s+(?:ban|ble|cad))|carta|tarjeta(?!\s+de)|tessera|карт(?:ой|ою|ы|е|а|кою)|κάρτα|club|klub\w{0,20}|"
    r"adhérents?|socios?|auto-?(?:replenish|ship|delivery)|subscription)"
)
_CODE = (
    r"(?:(?:promo|rabatt|gutschein)?codes?|coupons?|vouchers?|rebate|kod(?:em|en)?|kód(?:em|om)?|kode[nr]?|código|codice|"
    r"codul|cup[oó][mn]|kupon\w{0,20}|gutschein|промокод\w{0,20}|кодом?|купоном?|κωδικό)"
)
_PRICE = r"(?:price|preis|pris|prijs|prix|cena|hinta)"
_CIRCLE = r"(?:card|club|klub|member|medlem|mitglied|leden|stammis|loyalty|bonus|rewards|app)"
_NAMED = rf"\w{{0,20}}{_CIRCLE}\w{{0,20}}['’]?s?['’]?[\s-]{{0,5}}"
CONDITION = re.compile(
    rf"(?<![^\W\d_])(?:(?P<club>{_BY}{_NO_CLUB}{_CLUB}|{_NAMED}{_PRICE})|(?P<named>with\s+(?-i:[A-Z])[a-z]+)"
    rf"|(?P<code>{_BY}{_CODE}|after\s+(?=[^\s\w]?\d|\w+\s+rebate)))(?![^\W\d_])",
    re.I,
)
SAVING_IN_LINE = re.compile(r"%|\b(?:off|save|earn|extra|rabatt|points?)\b", re.I)


def mark_conditions(text: str, amounts: list[Amount], roles: list[Role]) -> None:
    """Give the price beside each condition its role. Between two it is the lower one's: nobody joins to pay more."""
    starts = [amount.start for amount in amounts]
    for start, end in lines_around(text, amounts, roles):
        for match in CONDITION.finditer(text, start, end):
            mark(text, amounts, roles, match, bisect_left(starts, match.start()))


def lines_around(text: str, amounts: list[Amount], roles: list[Role]) -> list[tuple[int, int]]:
    """The lines with a price, and those above and below them, each once."""
    found: set[tuple[int, int]] = set()
    for amount, role in zip(amounts, roles, strict=True):
        if role in PAID:
            start, end = line_of(text, amount.start)
            found |= {(start, end), line_of(text, max(0, start - 1)), line_of(text, min(len(text), end + 1))}
    return sorted(found)


def mark(text: str, amounts: list[Amount], roles: list[Role], match: re.Match[str], following: int) -> None:
    """Mark what the condition at `match` is about; `following` is the number of the first amount behind it."""
    role: Role = "coupon" if match["code"] else "member"
    start, end = line_of(text, match.start())
    own = [n for n in neighbours(amounts, roles, following, start, end) if near(text, amounts[n], match)]
    if match["named"] and not is_second(text, amounts, own):
        return
    if own and end - start <= LONGEST_LINE:
        lower = min(own, key=lambda n: amounts[n].value)
    elif is_label(text[start:end], match.start() - start):
        around = neighbours(
            amounts, roles, following, text.rfind("\n", 0, max(0, start - 1)), line_of(text, end + 1)[1]
        )
        if not around or not has_higher(amounts, roles, around):
            return
        lower = min(around, key=lambda n: amounts[n].value)
        own = around
    else:
        return
    for n in own:
        if n != lower and amounts[n].value > amounts[lower].value and roles[n] in ("member", "coupon"):
            roles[n] = "pay"
    roles[lower] = role


def has_higher(amounts: list[Amount], roles: list[Role], around: list[int]) -> bool:
    """Is a higher price printed near these?"""
    lower = min(around, key=lambda n: amounts[n].value)
    return any(
        roles[n] in PAID and amounts[n].value > amounts[lower].value
        for n in range(max(0, lower - 3), min(len(amounts), lower + 4))
        if abs(amounts[n].start - amounts[lower].start) < FAR
    )


def is_second(text: str, amounts: list[Amount], own: list[int]) -> bool:
    """Is it "or 9.99 with Something" below a higher price?"""
    if not own or not re.search(r"\bor\s$", text[: amounts[own[0]].start][-4:]):
        return False
    return own[0] > 0 and amounts[own[0] - 1].value > amounts[own[0]].value


def line_of(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def neighbours(amounts: list[Amount], roles: list[Role], following: int, start: int, end: int) -> list[int]:
    """The nearest prices before and behind a condition in that part of the text."""
    found: list[int] = []
    for step in (range(following - 1, -1, -1), range(following, len(amounts))):
        for n in step:
            if not start <= amounts[n].start < end or roles[n] not in (*PAID, *BESIDE):
                break
            if roles[n] in PAID:
                found.append(n)
                break
    return found


def near(text: str, amount: Amount, match: re.Match[str]) -> bool:
    """Is the condition about this amount: close by, and in the same sentence?"""
    between = text[amount.end : match.start()] if amount.end <= match.start() else text[match.end() : amount.start]
    return len(between) <= NEAREST and not re.search(r"[;|]|[^\W\d_]{4}\.\s", between)


def is_label(line: str, at: int) -> bool:
    """Does a short line say the condition and nothing else of weight?"""
    return len(line) <= LONGEST_LABEL and at < 12 and not SAVING_IN_LINE.search(line)
