"""What two offers are to each other when they are not the same: another size, a relaunch, a twin under another name.

Every row says why, and shows the attributes. No relation makes one product or one price history of two.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from datetime import timedelta
from typing import Any

import polars as pl

from pricewatch.identity import agreement
from pricewatch.identity.bare import bare_words
from pricewatch.identity.related import RELATED, Known, Rules, relation
from pricewatch.identity.twins import size_key, sizes_agree, twins

MOST_SIZES = 30
SIZE_CERTAIN, NAME_CERTAIN = 0.9, 0.9


def related(items: pl.DataFrame, rules: Rules) -> pl.DataFrame:
    """Every relation between items; of two that one pair would have, the first of successor, other_size, twin.

    `items`: id, retailer, name, brand, gtin14, mpn, size_text, size_value, size_unit, pieces, description, category,
    attributes, and where they are known variant, condition, first_seen, last_seen.
    """
    known = [Known(row, rules) for row in items.sort("id").unique("id", keep="first", maintain_order=True).to_dicts()]
    found = [*successors(known, rules), *other_sizes(known, rules), *twins(known, rules)]
    rows = pl.DataFrame(found, schema=RELATED, orient="row")
    return rows.unique(["left_id", "right_id"], keep="first", maintain_order=True).sort("left_id", "right_id")


# ------------------------------------------------------------------------------------------------ other sizes


def other_sizes(items: Iterable[Known], rules: Rules) -> list[dict[str, Any]]:
    """Each item with one of every other size of its name: at its own shop, else anywhere."""
    groups: dict[Hashable, list[Known]] = defaultdict(list)
    for item in items:
        if item.size and any(len(word) > 2 for word in item.name):
            brand = item.brand or f"({item.retailer})"
            groups[brand, item.name, item.row.get("category"), item.condition, item.size[0]].append(item)
    return [row for group in groups.values() for row in in_sizes(group)]


def in_sizes(group: list[Known]) -> list[dict[str, Any]]:
    """The pairs of one name; none where it comes in so many sizes that it is no name of a product."""
    first: dict[Hashable, Known] = {}
    for item in group:
        first.setdefault(item.size, item)
        first.setdefault((item.size, item.retailer), item)
    sizes = list(dict.fromkeys(item.size for item in group))
    if not 1 < len(sizes) <= MOST_SIZES:
        return []
    rows = []
    for item in group:
        others = (first.get((size, item.retailer), first[size]) for size in sizes if size != item.size)
        rows += [row for other in others if (row := other_size(item, other))]
    return rows


def other_size(one: Known, other: Known) -> dict[str, Any] | None:
    """Two sizes of one name as a row; None where the barcode says that they are one thing."""
    code = one.row.get("gtin14")
    if (code and code == other.row.get("gtin14")) or near(one, other):
        return None
    sizes = agreement.Row("size", written(one), written(other), "differs")
    reason = f"one name in two sizes: {written(one)} and {written(other)}"
    return relation("other_size", one, other, SIZE_CERTAIN, reason, [sizes])


def near(one: Known, other: Known) -> bool:
    """Sizes so near that they may be one, rounded in two ways."""
    assert one.size
    assert other.size
    pairs = zip(sorted(one.size[1]), sorted(other.size[1]), strict=False)
    return all(abs(a - b) <= 0.01 * max(a, b) for a, b in pairs)


def written(item: Known) -> str:
    """A size as we write it."""
    assert item.size
    unit, values = item.size
    return f"{' x '.join(f'{value:g}' for value in values)} {unit}"


# ------------------------------------------------------------------------------------------------ relaunches


def successors(items: Iterable[Known], rules: Rules) -> list[dict[str, Any]]:
    """What began at a shop shortly after something else of that name, or of that build, had ended there."""
    items = [item for item in items if item.seen]
    opened = {item.retailer: item.seen[0] for item in sorted(items, key=began, reverse=True) if item.seen}
    by_name: dict[Hashable, list[Known]] = defaultdict(list)
    by_build: dict[Hashable, list[Known]] = defaultdict(list)
    for item in items:
        if words := launched(item, rules):
            by_name[item.retailer, item.brand, words, item.condition].append(item)
        for key in size_key(item) if item.schema and item.specs else ():
            by_build[item.retailer, key, item.condition].append(item)
    rows = [row for group in by_name.values() for row in relaunches(group, rules, opened, "name")]
    return rows + [row for group in by_build.values() for row in relaunches(group, rules, opened, "build")]


def began(item: Known) -> Any:
    """When it was seen first."""
    return item.seen[0] if item.seen else None


def launched(item: Known, rules: Rules) -> tuple[str, ...]:
    """Its name without sizes and launch words."""
    return bare_words(f"{item.row.get('name') or ''} {item.row.get('variant') or ''}", rules.launch_words)


def relaunches(group: list[Known], rules: Rules, opened: dict[str, Any], by: str) -> list[dict[str, Any]]:
    """Each newcomer of a group with the one that ended before it, where that is only one."""
    if len(group) < 2 or len(group) > rules.crowd:
        return []
    pairs = [
        (old, new)
        for new in group
        for old in group
        if was_replaced(old, new, rules, opened[new.retailer]) and (by == "name" or same_build(old, new))
    ]
    exact = [pair for pair in pairs if pair[0].size == pair[1].size]
    pairs = exact + [(old, new) for old, new in pairs if new.id not in {each.id for _, each in exact}]
    olds, news = Counter(old.id for old, _ in pairs), Counter(new.id for _, new in pairs)
    return [relaunch(old, new, by) for old, new in pairs if olds[old.id] == news[new.id] == 1]


def was_replaced(old: Known, new: Known, rules: Rules, opened: Any) -> bool:
    """Did one end and the other begin within the days of a relaunch, at a shop that was known before?"""
    if not old.seen or not new.seen or old.id == new.id:
        return False
    gap = new.seen[0] - old.seen[1]
    return new.seen[0] > opened and timedelta(0) < gap <= timedelta(days=rules.relaunch_days)


def same_build(old: Known, new: Known) -> bool:
    """Do the specifications agree as those of twins do?"""
    schema = old.schema
    if schema is None or not sizes_agree(schema, old, new):
        return False
    rows = agreement.table(schema, old.specs, new.specs)
    agreeing, worth = agreement.weight(schema, rows)
    return not agreement.vetoed(schema.attributes, rows) and agreeing >= schema.needs and worth >= schema.worth


def relaunch(old: Known, new: Known, by: str) -> dict[str, Any]:
    """The pair as a row."""
    assert old.seen
    assert new.seen
    rows = agreement.table(old.schema, old.specs, new.specs) if old.schema else []
    reason = f"one ended on {old.seen[1]:%Y-%m-%d}, the other began on {new.seen[0]:%Y-%m-%d} under "
    reason += "the same name but for launch words" if by == "name" else "another name with the same build"
    return relation("successor", old, new, NAME_CERTAIN, reason, rows)
