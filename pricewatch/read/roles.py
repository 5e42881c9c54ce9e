"""What an amount on a page is: the price to pay, or one of the many other things that shops print in money."""

import re
from functools import lru_cache
from typing import Literal

from pricewatch.listing import WasKind
from pricewatch.read import charge_words, words
from pricewatch.read.amounts import Amount

Role = Literal[
    "pay",
    "each",
    "was",
    "unit",
    "ex_vat",
    "member",
    "coupon",
    "shipping",
    "saving",
    "instalment",
    "threshold",
    "lowest",
    "bulk",
    "other",
]

SIGNED: tuple[tuple[str, Role], ...] = (
    ("unit", "unit"),
    ("instalment", "instalment"),
    ("member", "member"),
    ("coupon", "coupon"),
    ("ex_vat", "ex_vat"),
    ("was", "was"),
    ("saving", "saving"),
    ("shipping", "shipping"),
)
LAST_WORDS = 45
SENTENCE_END = r"[!?%]|[)\]](?=\s*\S)|(?<=[^\W\d_]{4})\.\s|(?<=[\d)])\.\s"  # no "ord. pris"


def role_of(amount: Amount) -> Role:
    """The role of an amount, first by the words around it, then by how its element is marked and named."""
    said = by_words(amount)
    amount.said = said == "pay"
    if amount.scope.struck and said in (None, "pay", "each", "bulk", "other"):
        return "was"
    return said or by_signs(amount) or "pay"


def by_words(amount: Amount) -> Role | None:
    before, after = amount.before[-LAST_WORDS:], amount.after
    per = words.PER_UNIT.match(after)
    if per and words.PIECE.match(per[1].strip()):
        return "each"
    if per or words.PER_UNIT_BEFORE.search(before) or words.UNIT_BEFORE.search(before):
        return "unit"
    if before.rstrip().endswith("="):
        return "other"
    if words.THRESHOLD_SURE.search(amount.before[-90:]):
        return "threshold"
    if words.LOWEST.search(amount.before[-90:]) and not words.NOW.search(before[-12:]):
        return "lowest"
    if words.NOT_MEMBER.search(before.rsplit("\n", maxsplit=1)[-1][-25:]) or words.NOT_MEMBER.match(after.lstrip()):
        return "pay"
    if words.SUBSCRIBE.search(before):
        return "member"
    if words.BULK_SURE.search(before):
        return "bulk"
    label, suffix = by_label(nearest(before)), by_suffix(after)
    return suffix if suffix == "saving" and label in ("member", "coupon") else label or suffix


def nearest(before: str) -> str:
    """The part of the words before an amount that is about it: after the last sentence or bracket end."""
    return re.split(SENTENCE_END, before)[-1] or before


@lru_cache(maxsize=8192)
def by_label(before: str) -> Role | None:
    """The role that the closest word of a list before the amount gives; "price" is what the word before it says."""
    if not any(map(str.isalpha, before)):
        return None
    found = [(match.end(), match.start(), role) for pattern, role in LABELS for match in pattern.finditer(before)]
    found.sort(key=lambda label: label[0])
    while len(found) > 1 and found[-1][2] == "pay" and not before[found[-2][0] : found[-1][1]].strip(" "):
        found.pop()
    return found[-1][2] if found else None


LABELS: tuple[tuple[re.Pattern[str], Role], ...] = (
    (words.EX_VAT, "ex_vat"),
    (words.RRP, "was"),
    (words.OWN_PRIOR, "was"),
    (words.OWN_PRIOR_BESIDE, "was"),
    (words.COMPETITOR, "was"),
    (words.WAS_OTHER, "was"),
    (words.SAVING, "saving"),
    (words.SHIPPING, "shipping"),
    (words.INSTALMENT, "instalment"),
    (words.MEMBER, "member"),
    (words.COUPON, "coupon"),
    (words.THRESHOLD, "threshold"),
    (words.OTHER_SELLER, "other"),
    (words.TOTAL, "other"),
    (charge_words.NO_PRICE, "other"),
    (words.NOW, "pay"),
    (words.BULK, "bulk"),
)


def by_suffix(after: str) -> Role | None:
    near = after[:28].split("\n", maxsplit=1)[0]
    if words.EX_VAT.search(near) and not words.INC_VAT.match(near.strip(" (")):
        return "ex_vat"
    if (period := words.PER_PERIOD.match(after)) and period:
        return "instalment"
    near = near.strip(" ([+")
    first, _, rest = near.partition(" ")
    for start in (near, "" if re.search(r"[\d%]", first) else rest):
        if (said := words.SAVING.match(start)) and not re.search(r"\d", start[said.end() :]):
            return "saving"
        if charge_words.NO_PRICE.match(start):
            return "other"
        if words.SHIPPING.match(start):
            return "shipping"
        if words.MEMBER.match(start):
            return "member"
        if words.COUPON.match(start):
            return "coupon"
    return None


def by_signs(amount: Amount) -> Role | None:
    return next((role for sign, role in SIGNED if sign in amount.signs), None)


def was_kind(amount: Amount) -> WasKind:
    """Whose price a was-price is, by its words."""
    before = amount.before[-LAST_WORDS:]
    kinds: tuple[tuple[re.Pattern[str], WasKind], ...] = (
        (words.RRP, "rrp"),
        (words.COMPETITOR, "competitor"),
        (words.OWN_PRIOR, "own_prior"),
        (words.OWN_PRIOR_BESIDE, "own_prior"),
    )
    return next((kind for pattern, kind in kinds if pattern.search(before)), "unspecified")
