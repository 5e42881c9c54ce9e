"""Which items are one product for sure: people said so, or they bear one code.

In this order, and never against what people decided: items that people called the same; items with one valid GTIN (but
not a case and its bottle, nor used and new); items of one brand under one maker's number at different retailers, if
nothing forbids it. A number that several items of one retailer bear is that of a style in many colours.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from itertools import chain

import polars as pl

from pricewatch.identity.vetoes import Known, case_and_bottle, decided_against, differ, known, veto
from pricewatch.identity.words import fold

SHORTEST_NUMBER = 4
"""A maker's number of fewer characters, or without a digit, is a word that two products may share."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What people decided of items, each pair with its smaller id first. Values: the reason to be shown."""

    same: dict[Pair, str] = field(default_factory=dict)
    different: dict[Pair, str] = field(default_factory=dict)
    apart: dict[int, str] = field(default_factory=dict)
    twins: dict[Pair, str] = field(default_factory=dict)
    """Those of `different` that are one build under two names."""


class Groups:
    """Items that are the same for sure: `of` names each item's group, `known` what is known of a group."""

    def __init__(self, items: pl.DataFrame, verdicts: Verdicts) -> None:
        self.known = {one.members[0]: one for one in known(items.sort("id"))}
        self.of = {item: item for item in self.known}
        self.reasons: dict[int, str] = {}
        for one, other in verdicts.different:
            if one in self.known and other in self.known:
                self.known[one].foes.add(other)
                self.known[other].foes.add(one)
        for item in verdicts.apart.keys() & self.known.keys():
            self.known[item].is_apart = True

    def join(self, one: int, other: int) -> None:
        """Let two groups be one, named after its smallest item."""
        into, gone = sorted((self.of[one], self.of[other]))
        if into == gone:
            return
        joined = self.known.pop(gone)
        for item in joined.members:
            self.of[item] = into
        self.known[into].join(joined)

    def join_all(self, items: Iterable[int], forbids: Callable[[Known, Known], object], reason: str) -> None:
        """Join what nothing forbids: each item goes to the first group of them that it fits."""
        begun: list[int] = []
        for item in items:
            fitting = (one for one in begun if not forbids(self.known[self.of[one]], self.known[self.of[item]]))
            found = next(fitting, None)
            if found is None:
                begun.append(item)
                continue
            self.join(found, item)
            for each in (found, item):
                self.reasons.setdefault(each, reason)


def groups(items: pl.DataFrame, verdicts: Verdicts) -> Groups:
    """The items that are one for sure. Columns: those of FACTS, brand and mpn."""
    found = Groups(items, verdicts)
    for (one, other), reason in sorted(verdicts.same.items()):
        if one in found.of and other in found.of:
            found.join_all((one, other), decided_against, reason)
    for gtin, members in of_one_gtin(items):
        found.join_all(members, not_one_by_gtin, f"same GTIN {gtin}")
    for number, members in of_one_number(items):
        found.join_all(members, veto, f"same brand and maker's number {number}")
    return found


def not_one_by_gtin(one: Known, other: Known) -> bool:
    """Whether two groups under one GTIN stay apart all the same."""
    return bool(decided_against(one, other)) or differ(one.conditions, other.conditions) or case_and_bottle(one, other)


def of_one_gtin(items: pl.DataFrame) -> list[tuple[str, list[int]]]:
    """Every GTIN of several items; items of the commonest size first, those without a size last."""
    shared = items.filter(pl.col("gtin14").is_not_null(), pl.len().over("gtin14") > 1)
    how_common = pl.len().over("gtin14", "size_unit", "size_value")
    ordered = shared.sort(pl.col("size_unit").is_null(), -how_common.cast(pl.Int64), "size_value", "id")
    return sorted((gtin, ids) for gtin, ids in ordered.group_by("gtin14").agg("id").iter_rows())


def of_one_number(items: pl.DataFrame) -> list[tuple[str, list[int]]]:
    """Every brand and maker's number of several retailers' only item under it."""
    found: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    named = items.filter(pl.col("mpn").is_not_null(), pl.col("brand").is_not_null()).sort("id")
    for item, retailer, brand, mpn in named.select("id", "retailer", "brand", "mpn").iter_rows():
        number = characters(mpn)
        if characters(brand) and len(number) >= SHORTEST_NUMBER and any(map(str.isdigit, number)):
            found[characters(brand), number][retailer].append(item)
    return [
        (number, sorted(chain.from_iterable(shops.values())))
        for (_, number), shops in sorted(found.items())
        if len(shops) > 1 and all(len(items) == 1 for items in shops.values())
    ]


@cache
def characters(text: str) -> str:
    """The letters and digits of a folded text, in every script.

    >>> characters("Škoda-Čaj 12/A")
    'skodacaj12a'
    """
    return "".join(filter(str.isalnum, fold(text)))
