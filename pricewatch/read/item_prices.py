"""The amounts of one record, each in its role: the price to pay, an earlier price, a price per unit, ..."""

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from pricewatch.listing import WasKind
from pricewatch.money import parse_price
from pricewatch.read import roles, words
from pricewatch.read.mentions import Mention
from pricewatch.read.outline import Outline
from pricewatch.read.signs import signs_of

Role = Literal["price", "now", "was", "unit", "member", "ex_vat", "lowest", "from", "prose", "aside"]

ROLES_OF_A_PRICE: tuple[Role, ...] = ("now", "price", "from", "was", "unit", "prose")
OURS: dict[roles.Role, Role] = {
    "pay": "now",
    "each": "price",
    "was": "was",
    "unit": "unit",
    "ex_vat": "ex_vat",
    "member": "member",
    "lowest": "lowest",
    **dict.fromkeys(("shipping", "saving", "instalment", "threshold", "bulk", "other"), "aside"),
}
NAMED: tuple[Literal["member", "ex_vat", "unit", "was"], ...] = ("member", "ex_vat", "unit", "was")
OTHERS = re.compile(r"cross-?sell|up-?sell|related|recommend|accessor|similar|bundle|alternativ", re.I)
STRUCK = {"del", "s", "strike"}
LINE_THROUGH = re.compile(r"line-through", re.I)
EACH = re.compile(
    r"^\s*(?:/|per|pro|je|par|por|al|na|za)\s*"
    r"(?:unit|ea|each|item|piece|pcs?|stk|stück|st|pi[eè]ce|pz|ud|un|szt|ks|kom|шт|個|枚)\b",
    re.I,
)
PER = re.compile(r"^\s*[(\[]?\s*(?:/|(?:per|pro|je|par|por|al|na|za)\b)\s*", re.I)
PER_ANYTHING = re.compile(r"/\s?(?:\d+\s?)?[^\W\d_]{1,12}\b")
UP_TO = re.compile(r"^\s*[-–—]\s*$|^\s*(?:to|bis|à|a|do|tot|till|til)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Amount:
    """A mention that has been read."""

    value: Decimal
    currency: str | None
    mention: Mention
    role: Role


def read_amounts(page: Outline, record: int, mentions: list[Mention], name: str, currency: str | None) -> list[Amount]:
    """The amounts of a record in page order. Its name is no label of them, whatever words it has."""
    mine = [replace(one, before=one.before.replace(name, "").strip()) for one in own(page, record, mentions)]
    found = []
    for mention in mine:
        price = parse_price(mention.text, currency=currency)
        if price.amount is not None and price.amount > 0:
            alone = [n for n in within(page, record, mention) if is_alone(page, n, mention, mine)]
            found.append(Amount(price.amount, price.currency, mention, role_of(page, record, mention, alone)))
    return parts_of_a_pack(found)


def parts_of_a_pack(amounts: list[Amount]) -> list[Amount]:
    """An amount per piece is the price where it stands alone, and a price per unit beside one for the whole."""
    whole = [one for one in amounts if one.role in ("now", "price") and not EACH.match(one.mention.after)]
    if not whole:
        return amounts
    return [replace(one, role="unit") if EACH.match(one.mention.after) else one for one in amounts]


def is_alone(page: Outline, n: int, mention: Mention, mentions: list[Mention]) -> bool:
    """Does an element hold no other amount? Only then do its names speak of this one."""
    return all(other.text == mention.text for other in mentions if page.holds(n, other.at))


def own(page: Outline, record: int, mentions: list[Mention]) -> list[Mention]:
    """The mentions without those of other products that the record recommends after its own."""

    def is_other(mention: Mention) -> bool:
        around = (n for n in within(page, record, mention) if not page.holds(n, mentions[0].at))
        return any(OTHERS.search(names(page, n)) for n in around)

    return [mention for mention in mentions if not is_other(mention)]


def within(page: Outline, record: int, mention: Mention) -> list[int]:
    """What an amount stands in, inside out, up to its record."""
    return [n for n in (mention.at, *page.around(mention.at)) if page.holds(record, n) and n != record]


def role_of(page: Outline, record: int, mention: Mention, alone: list[int]) -> Role:
    """What an amount is: by the words beside it, how it is printed, and the names of the elements that it has alone."""
    said = by_words(mention)
    if said == "lowest":
        return said
    if any(is_struck(page, n) for n in within(page, record, mention)):
        return "was"
    if said not in (None, "now"):
        return said
    return by_names(page, alone) or said or ("prose" if is_prose(mention) else "price")


def by_words(mention: Mention) -> Role | None:
    """The role that the words beside an amount give it."""
    if EACH.match(mention.after):
        return "price"
    if is_per_unit(mention):
        return "unit"
    if words.LOWEST.search(mention.before):
        return "lowest"
    if words.OTHER_SELLER.search(mention.after):
        return "aside"
    said = roles.by_label(roles.nearest(mention.before)) or roles.by_suffix(mention.after)
    if said:
        return OURS[said]
    return "from" if words.FROM.search(mention.before) else None


def is_per_unit(mention: Mention) -> bool:
    after = mention.after.lstrip("* ")
    if words.PER_UNIT.match(after) or (PER_ANYTHING.match(after) and not words.PER_PERIOD.match(after)):
        return True
    return bool(words.PER_UNIT_BEFORE.search(mention.before) or words.UNIT_BEFORE.search(mention.before))


def is_prose(mention: Mention) -> bool:
    """An amount within a sentence."""
    return len(mention.around.split()) > 4


def by_names(page: Outline, alone: list[int]) -> Role | None:
    """The role that the names of an amount's elements give, inside out. Within a price, nothing is shipping."""
    is_priced = False
    for n in alone:
        signs = signs_of(names(page, n))
        for role in NAMED:
            if role in signs:
                return role
        if "main" in signs:
            return "now"
        if signs & {"saving", "shipping", "instalment"} and not is_priced:
            return "aside"
        is_priced = is_priced or "price" in signs
    return None


def names(page: Outline, n: int) -> str:
    """How an element is called by those who made the page."""
    return f"{page.attribute(n, 'class')} {page.attribute(n, 'id')}".strip()


def is_struck(page: Outline, n: int) -> bool:
    if page.tags[n] in STRUCK or LINE_THROUGH.search(page.attribute(n, "style")):
        return True
    return any("strike" in name for name in page.attributes[n])


def was_kind(before: str) -> WasKind | None:
    """Whose earlier price the words before an amount claim it to be."""
    if words.RRP.search(before):
        return "rrp"
    if words.COMPETITOR.search(before):
        return "competitor"
    if words.OWN_PRIOR.search(before):
        return "own_prior"
    return "unspecified" if words.WAS_OTHER.search(before) else None


def money_of(amounts: list[Amount]) -> dict[str, Any]:
    """The price fields of a listing, and the doubts about them."""
    by_role: dict[Role, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_role[amount.role].append(amount)
    chosen, doubts = choose(by_role)
    if chosen is None:
        return {"doubts": doubts or ("The item shows no price.",)}
    fields: dict[str, Any] = {"price": chosen.value, "currency": chosen.currency, "doubts": doubts}
    fields |= {"price_kind": "from"} if chosen.role == "from" else upper_end(amounts, chosen)
    fields |= earlier(by_role["was"], chosen)
    if member := [one for one in by_role["member"] if one is not chosen and one.value < chosen.value]:
        fields["member_price"] = member[0].value
    if unit := [one for one in by_role["unit"] if is_per_unit(one.mention)]:
        fields |= {"unit_price": unit[0].value, "unit_price_per": per(unit[0].mention)}
    if by_role["lowest"]:
        fields["lowest_30d_shown"] = by_role["lowest"][0].value
    if by_role["ex_vat"]:
        fields["price_ex_vat"] = by_role["ex_vat"][0].value
    return fields


def choose(by_role: dict[Role, list[Amount]]) -> tuple[Amount | None, tuple[str, ...]]:
    """The amount that a visitor pays, and what speaks against it."""
    for role in ROLES_OF_A_PRICE:
        rivals = by_role[role]
        if role == "unit":  # named for units, but printed without one: the price for the whole
            rivals = [one for one in rivals if not is_per_unit(one.mention)] or rivals
        if rivals:
            return (rivals[0], ()) if len({one.value for one in rivals}) == 1 else between(rivals)
    return None, ()


def between(rivals: list[Amount]) -> tuple[Amount | None, tuple[str, ...]]:
    """Of two amounts that nothing tells apart the lower one, unless they are a range; of more, none."""
    low, high = min(rivals, key=value), max(rivals, key=value)
    if rivals[0] is low and UP_TO.match(rivals[1].mention.before or "?"):
        return low, ()
    shown = " and ".join(dict.fromkeys(format(one.value, "f") for one in rivals))
    doubt = f"The item shows {shown}, and does not say which of them is the price."
    alone = len({one.value for one in rivals}) == 2 and high.value <= low.value * 4
    return (low if alone else None), (doubt,)


def value(amount: Amount) -> Decimal:
    return amount.value


def upper_end(amounts: list[Amount], chosen: Amount) -> dict[str, Any]:
    """The higher end of a range, such as 12.00 - 15.00."""
    after = amounts[amounts.index(chosen) + 1 :]
    if after and after[0].value > chosen.value and UP_TO.match(after[0].mention.before or "?"):
        return {"price_high": after[0].value, "price_kind": "range"}
    return {}


def earlier(was: list[Amount], chosen: Amount) -> dict[str, Any]:
    """The earlier price that an item claims, if it is above the price."""
    above = [one for one in was if one is not chosen and one.value > chosen.value]
    if not above:
        return {}
    said = above[0].mention
    kind = was_kind(said.before)
    text = f"{said.before} {said.text}" if kind else said.text
    return {"was_price": above[0].value, "was_kind": kind or "unspecified", "was_text": text}


def per(mention: Mention) -> str | None:
    """The measure of a price per unit, as written: kg, 100 g, l."""
    after = mention.after.lstrip("* ")
    found = words.PER_UNIT.match(after) or PER_ANYTHING.match(after) or words.PER_UNIT_BEFORE.search(mention.before)
    return PER.sub("", found[0]).strip(" ()=:") if found else None
