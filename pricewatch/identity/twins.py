"""Twins: offers of two shops under different names, in whose published attributes no difference is found.

Names are no evidence here. Twins agree in their size, in as many attributes as their category's schema asks, and differ
in none that means another product. Where a shop sells two things that fit equally well, nothing can be told.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, product
from typing import Any, NamedTuple

import polars as pl

from pricewatch.identity import agreement
from pricewatch.identity.related import Known, Rules, relation
from pricewatch.identity.schemas import Attribute, Schema
from pricewatch.identity.specs import Layer, Spec

KEYS = 24
"""So many pairs of values that an item shares with another shop's lead to candidates, the weightiest first."""

MOST_ATTRIBUTES = 6
AREA_STEP = 0.12
"""Of the logarithm of width times length: sides that are the same within tolerance fall into one step."""

GENERIC_NAMES = 5
"""A word in so many names of a category tells nothing apart."""


class Twin(NamedTuple):
    """Two items that agree; `worth`: what the agreeing attributes weigh."""

    one: Known
    other: Known
    agreeing: int
    worth: int
    rows: list[agreement.Row]


def twins(items: list[Known], rules: Rules) -> list[dict[str, Any]]:
    """All twins among the items that have a schema."""
    items = [item for item in items if item.schema and size_key(item)]
    context = Context(items, rules)
    found = [twin for one, other in candidates(items, rules.crowd) if (twin := context.compared(one, other))]
    return [row_of(twin) for twin in unrivalled(found)]


class Context:
    """What all items together tell: which brands several shops sell, and which words many names have."""

    def __init__(self, items: list[Known], rules: Rules) -> None:
        self.rules = rules
        self.shops: dict[str, set[str]] = defaultdict(set)
        self.names: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
        for item in items:
            self.shops[item.brand].add(item.retailer)
            for word in item.name:
                self.names[item.row["category"], word].add(item.name)

    def compared(self, one: Known, other: Known) -> Twin | None:
        """The two as twins, or None."""
        schema = one.schema
        if schema is None or self.is_same_product(one, other) or self.brands_contradict(schema, one, other):
            return None
        rows = agreement.table(schema, one.specs, other.specs)
        if agreement.vetoed(schema.attributes, rows) or not sizes_agree(schema, one, other):
            return None
        agreeing, worth = agreement.weight(schema, rows)
        return Twin(one, other, agreeing, worth, rows) if agreeing >= schema.needs and worth >= schema.worth else None

    def is_same_product(self, one: Known, other: Known) -> bool:
        """One shop, one barcode, another condition, or one name: then they are no twins, whatever else they are."""
        code = one.row.get("gtin14")
        if one.retailer == other.retailer or one.condition != other.condition or (code and code == other.row["gtin14"]):
            return True
        if one.name == other.name:
            return True
        a, b = self.own_words(one), self.own_words(other)
        return bool(a and b) and (a <= b or b <= a)

    def own_words(self, item: Known) -> set[str]:
        """The words of a name that tell it from others: no brand, no kind of thing, no word that many names have."""
        assert item.schema
        known = [each.lexicon for each in item.schema.attributes.values() if each.words]
        return {
            word
            for word in set(item.name) - set(item.brand.split())
            if len(self.names[item.row["category"], word]) < GENERIC_NAMES
            and not self.rules.category_of(word)
            and not any(lexicon.fullmatch(word) for lexicon in known)
        }

    def brands_contradict(self, schema: Schema, one: Known, other: Known) -> bool:
        """Two brands, where makers sell under their own, or where several shops sell each: no shop's own names."""
        a, b = set(one.brand.split()), set(other.brand.split())
        if not a or not b or a <= b or b <= a:
            return False
        return schema.makers or min(len(self.shops[one.brand]), len(self.shops[other.brand])) > 1


def sizes_agree(schema: Schema, one: Known, other: Known) -> bool:
    """Both sizes are known and the same."""
    if schema.size == "pack":
        return one.size is not None and one.size == other.size
    attribute = schema.attributes[schema.size]
    return agreement.compared(attribute, one.specs.get(schema.size), other.specs.get(schema.size)) == "agrees"


def unrivalled(found: list[Twin]) -> list[Twin]:
    """Twins that fit better than all that the other shop sells beside, on both sides."""
    best: dict[tuple[int, str], list[Twin]] = defaultdict(list)
    for twin in found:
        best[twin.one.id, twin.other.retailer].append(twin)
        best[twin.other.id, twin.one.retailer].append(twin)
    return [
        twin
        for twin in found
        if not any(is_rival(twin, each, twin.one) for each in best[twin.one.id, twin.other.retailer])
        and not any(is_rival(twin, each, twin.other) for each in best[twin.other.id, twin.one.retailer])
    ]


def is_rival(twin: Twin, rival: Twin, of: Known) -> bool:
    """Does something else, sold beside the twin under another name, fit the item at least as well?"""
    mine = twin.other if twin.one is of else twin.one
    its = rival.other if rival.one is of else rival.one
    return its.name != mine.name and rival.worth >= twin.worth and sold_together(mine, its)


def sold_together(one: Known, other: Known) -> bool:
    """Was there a time at which the shop had both? Yes where that is not known."""
    a, b = one.seen, other.seen
    return a is None or b is None or (a[0] <= b[1] and b[0] <= a[1])


def row_of(twin: Twin) -> dict[str, Any]:
    """The pair as a row. `probability`: the share of the schema's weight that agrees, no chance of anything."""
    schema = twin.one.schema
    assert schema
    total = sum(each.weight for each in schema.attributes.values() if each.name != schema.size)
    differing = [row.attribute for row in twin.rows if row.result == "differs"]
    apart = f" beside {', '.join(differing)}" if differing else ""
    reason = f"no difference found in the published attributes{apart}; {twin.agreeing} agree"
    return relation("twin", twin.one, twin.other, round(twin.worth / total, 4), reason, twin.rows)


# ------------------------------------------------------------------------------------------------ candidates


def candidates(items: list[Known], crowd: int) -> Iterator[tuple[Known, Known]]:
    """Pairs of two shops that share a size and two values of their specification; at most KEYS x crowd an item."""
    rows = [(place, item.retailer, *key) for place, item in enumerate(items) for key in keys_of(item)]
    shared = (
        pl.DataFrame(rows, schema=["place", "retailer", "key", "worth"], orient="row")
        .unique()
        .with_columns(count=pl.len().over("key"), shops=pl.col("retailer").n_unique().over("key"))
        .filter((pl.col("count") <= crowd) & (pl.col("shops") > 1))
    )
    first = shared.sort("worth", "count", "key", descending=[True, False, False])
    kept = first.group_by("place", maintain_order=True).head(KEYS)
    pairs = kept.join(shared, on="key", suffix="_other").filter(pl.col("retailer") != pl.col("retailer_other"))
    ordered = pairs.select(a=pl.min_horizontal("place", "place_other"), b=pl.max_horizontal("place", "place_other"))
    for a, b in ordered.unique().sort("a", "b").iter_rows():
        yield items[a], items[b]


def keys_of(item: Known) -> list[tuple[str, int]]:
    """Pairs of values under which a twin could be found, each with category and size; and what they weigh."""
    assert item.schema
    stated = [(item.schema.attributes[name], spec) for name, spec in item.specs.items() if name != item.schema.size]
    stated.sort(key=lambda each: (-each[0].weight, each[0].name))
    known = [(attribute.weight, tokens_of(attribute, spec)) for attribute, spec in stated[:MOST_ATTRIBUTES]]
    sizes = size_key(item)
    return [
        (f"{size} {a} {b}", weight + other_weight)
        for (weight, tokens), (other_weight, others) in combinations(known, 2)
        for a, b, size in product(tokens, others, sizes)
    ]


def tokens_of(attribute: Attribute, spec: Spec) -> list[str]:
    """One spelling of a value, or two of a number: values that are the same within tolerance share one."""
    match spec.value:
        case float() as number:
            return [f"{attribute.name}{spec.per}={place}" for place in places(attribute, number)]
        case frozenset() as words:
            return [f"{attribute.name}={' '.join(sorted(words))}"]
        case tuple() as layers:
            parts = [" ".join(sorted(part.filling)) for part in layers if isinstance(part, Layer)]
            return [f"{attribute.name}={'+'.join(parts)}"]
        case text:
            return [f"{attribute.name}={text}"]


def places(attribute: Attribute, number: float) -> list[int]:
    """The places of a number in two grids that are shifted by half a step."""
    if attribute.within_percent:
        return grid(math.log(number), attribute.within_percent / 25)
    return grid(number, 4 * (attribute.within or 0.001))


def grid(number: float, step: float) -> list[int]:
    """Even and odd numbers tell the two grids apart."""
    return [2 * math.floor(number / step), 2 * math.floor(number / step + 0.5) + 1]


def size_key(item: Known) -> list[str]:
    """The item's category and size, in one or two spellings; none where the size is not known."""
    schema = item.schema
    assert schema
    if schema.size == "pack":
        return [f"{schema.category} {item.size}"] if item.size else []
    spec = item.specs.get(schema.size)
    match spec and spec.value:
        case float() as number:
            return [f"{schema.category} {place}" for place in places(schema.attributes[schema.size], number)]
        case (float() as one, float() as other, *_):
            return [f"{schema.category} {place}" for place in grid(math.log(one * other), AREA_STEP)]
        case _:
            return []
