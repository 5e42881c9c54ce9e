"""What forbids that two items are one product, however alike their names are.

An item is what one retailer sells under one code, in all its stores. What is known of several items that are one
product is kept together, so that two groups of any size are compared at once, and exactly as pair by pair.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import polars as pl

from pricewatch import units
from pricewatch.identity.variants import TELLING, Variant, marked, telling, variants_in
from pricewatch.identity.words import Words, words_of
from pricewatch.quantity import parse_quantity

CLEAR = 1.03
"""Sizes further apart than this are two sizes: rounding and drained weights lie below it."""

COUNTED = "piece"
"""Counts contradict no weight: one shop counts the tea bags that another weighs."""

FACTS = ("id", "retailer", "name", "gtin14", "size_text", "size_value", "size_unit", "pieces", "condition")
"""The columns of items that decide."""


@dataclass(slots=True)
class Known:
    """What is known for sure of some items. `codes`: the GTINs of each retailer's items, None for an item without."""

    members: list[int]
    gtins: set[str] = field(default_factory=set)
    codes: dict[str, set[str | None]] = field(default_factory=dict)
    sizes: dict[str, tuple[float, float]] = field(default_factory=dict)
    sold_by: set[str] = field(default_factory=set)
    pieces: set[int] = field(default_factory=set)
    conditions: set[str] = field(default_factory=set)
    variants: dict[str, set[frozenset[str]]] = field(default_factory=dict)
    """By kind (colour, taste ...) what each item's name says of it."""
    marks: set[frozenset[Variant]] = field(default_factory=set)
    """What each item's name says of what no other leaves out: sugar-free, used."""
    foes: set[int] = field(default_factory=set)
    is_apart: bool = False

    def join(self, other: "Known") -> None:
        """Know of the other's items too."""
        self.members += other.members
        self.gtins |= other.gtins
        self.sold_by |= other.sold_by
        self.pieces |= other.pieces
        self.conditions |= other.conditions
        self.marks |= other.marks
        self.foes |= other.foes
        self.is_apart |= other.is_apart
        for retailer, codes in other.codes.items():
            self.codes[retailer] = self.codes.get(retailer, set()) | codes
        for kind, values in other.variants.items():
            self.variants[kind] = self.variants.get(kind, set()) | values
        for unit, (least, most) in other.sizes.items():
            own_least, own_most = self.sizes.get(unit, (least, most))
            self.sizes[unit] = (min(least, own_least), max(most, own_most))


def known(items: pl.DataFrame) -> Iterator[Known]:
    """What is known of each item."""
    for item, retailer, name, gtin, text, *size, condition in items.select(FACTS).iter_rows():
        is_multipack = (size[2] or 1) > 1
        value, unit, pieces = (None if is_multipack else named_size(name)) or size
        words = words_of(name or "")
        one = Known(
            [item],
            codes={retailer: {gtin}},
            conditions={plain_condition(condition)},
            variants=telling(words),
            marks={marks(words)},
        )
        if gtin:
            one.gtins.add(gtin)
        if unit and (unit, value) != (COUNTED, 1):
            one.sold_by.add(unit)
            if not units.ABOUT.search(text or name or ""):
                one.sizes[unit] = (float(value), float(value))
            if pieces and pieces > 1:
                one.pieces.add(pieces)
        yield one


@lru_cache(maxsize=200_000)
def named_size(name: str | None) -> tuple[float, str, int] | None:
    """The measure that a name states. It outweighs the size field, where shops round, or weigh the bottle too.

    >>> named_size("Pašteta kokošja 95g"), named_size("Salvete 20 kom")
    ((95.0, 'g', 1), None)
    """
    size = parse_quantity(name or "")
    return (float(size.value), size.unit, size.pieces) if size and size.unit != COUNTED else None


def marks(words: Words) -> frozenset[Variant]:
    """What a name says that a shop does not leave out where it is true."""
    return marked().intersection(variants_in(words.words))


@lru_cache(maxsize=1024)
def plain_condition(text: str | None) -> str:
    """A shop that does not say sells new goods.

    >>> plain_condition("https://schema.org/UsedCondition"), plain_condition(None)
    ('used', 'new')
    """
    return re.sub(r"^.*[/:]|condition$|[^a-z]", "", (text or "new").casefold()) or "new"


def veto(one: Known, other: Known) -> str | None:
    """Why no item of the one can be the same product as some item of the other; None where nothing forbids it."""
    if people := decided_against(one, other):
        return people
    if differ(one.gtins, other.gtins):
        return "another GTIN"
    if different_sizes(one, other):
        return "another size"
    if differ(one.pieces, other.pieces):
        return "another count"
    if differ(one.conditions, other.conditions):
        return "another condition"
    if kind := other_variant(one, other):
        return f"another {kind}"
    if differ(one.marks, other.marks):
        return "one is called used, compatible, sugar-free or decaffeinated"
    return "two items of one shop" if two_of_one_shop(one, other) else None


def decided_against(one: Known, other: Known) -> str | None:
    """Whether people said that the two are different, or that one of them stands alone."""
    if one.is_apart or other.is_apart:
        return "taken out by a person"
    return "called different by a person" if one.foes and not one.foes.isdisjoint(other.members) else None


def differ(one: set[Any], other: set[Any]) -> bool:
    """Whether some value of the one is not some value of the other."""
    return bool(one and other) and len(one | other) > 1


def other_variant(one: Known, other: Known) -> str | None:
    """The kind of variant in which each of two names says what the other does not: red and blue, left and right."""
    return next(
        (
            kind
            for kind in sorted(one.variants.keys() & other.variants.keys())
            if any(contradict(kind, a, b) for a in one.variants[kind] for b in other.variants[kind])
        ),
        None,
    )


def contradict(kind: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Of measures (memory beside disk) one that is shared is enough; of words each side must say no more."""
    return one.isdisjoint(other) if kind in TELLING else bool(one - other and other - one)


def different_sizes(one: Known, other: Known) -> bool:
    """Whether two of the sizes cannot be one: other units, or clearly another value."""
    if differ(one.sold_by - {COUNTED}, other.sold_by - {COUNTED}):
        return True
    return any(further_apart(one.sizes[unit], other.sizes[unit]) for unit in one.sizes.keys() & other.sizes.keys())


def further_apart(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the smallest of the one and the largest of the other, or the reverse, are clearly two sizes."""
    return one[1] > other[0] * CLEAR or other[1] > one[0] * CLEAR


def two_of_one_shop(one: Known, other: Known) -> bool:
    """Whether a retailer has an item in both, and not under one and the same GTIN."""
    return any(
        None in (both := one.codes[retailer] | other.codes[retailer]) or len(both) > 1
        for retailer in one.codes.keys() & other.codes.keys()
    )


def case_and_bottle(one: Known, other: Known) -> bool:
    """Whether one holds a whole number of the other: shops sell a case under the code of its bottle."""
    shared = one.sizes.keys() & other.sizes.keys()
    return any(is_multiple(one.sizes[unit], other.sizes[unit]) for unit in shared) or any(
        is_multiple((a, a), (b, b)) for a in one.pieces for b in other.pieces
    )


def is_multiple(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether the larger size is twice, three times ... the smaller, as near as sizes are written."""
    small, large = sorted((one[0], other[0]))
    times = round(large / small) if small > 0 else 0
    return times >= 2 and not further_apart((large, large), (small * times, small * times))
