"""What a pack may hold by any reading of its words, and what a unit price is per.

Computed here as columns; SQL compares. One reading is what the pack holds (`is_main`); the others are what a unit price
may refer to all the same: one part of a multipack, the net beside the drained weight, washes, what a drink makes.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain

import duckdb
import polars as pl

from pricewatch import units
from pricewatch.plaintext import plain
from pricewatch.quantity import Quantity, number_of, numbers_with_units, parse_quantity

CONTENTS: dict[str, type[pl.DataType]] = {
    "name": pl.String,
    "size_text": pl.String,
    "country": pl.String,
    "value": pl.Float64,
    "unit": pl.String,
    "slack": pl.Float64,
    "pieces": pl.Int64,
    "is_main": pl.Boolean,
    "is_disputed": pl.Boolean,
    "is_loose": pl.Boolean,
}
"""slack: by how much the printed digits leave the value open. is_loose: weighed each time, or announces extra."""
BASES: dict[str, type[pl.DataType]] = {
    "per": pl.String,
    "country": pl.String,
    "base_value": pl.Float64,
    "base_unit": pl.String,
    "is_guess": pl.Boolean,
}
USUAL = (
    *((unit, n) for unit in ("g", "ml") for n in (1000, 100, 1)),
    *((unit, 1) for unit in ("piece", "wash", "m", "m2")),
)
"""What a unit price may be per where the shop does not say."""
COUNTED = {"wash": "wash", "roll": "piece", "sheet": "piece", "container": "piece", "pack": "piece"}
SAME = Decimal("0.01")
MOST_PACKS = 100

_ONE = {
    **dict.fromkeys(("each", "ea", "item", "unit", "unité", "unita", "unità", "unidade", "einheit", "egység"), "piece"),
    **dict.fromkeys(("waschladung", "waschgang", "wäsche", "load", "pranje", "lavage", "lavaggio", "πλύση"), "wash"),
    **dict.fromkeys(("blatt", "list", "feuille", "tuch", "beutel", "kapsel", "tablette", "windel"), "piece"),
}
_PER = re.compile(
    r"""^\W*(?:(?:per|pro|je|za|par|por|al|a|à|ανά|на|за|each|cada)\b\W*)?
    (?P<n>\d+(?:[.,]\d+)?)?\s*(?:x\s*)?(?P<unit>[^\W\d_](?:.*[^\W_])?)\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BARE = re.compile(r"(?<![\d.,])(\d*)[.,](\d{1,6})(?![\d.,])")
_DECIMALS = re.compile(r"(\d*)[.,](\d+)")


@dataclass(frozen=True, slots=True)
class Base:
    """What a unit price is per: `value` of `unit` (g, ml, piece, m, m2, wash)."""

    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Content:
    """One reading of how much a pack holds."""

    value: Decimal
    unit: str
    slack: Decimal = Decimal(0)
    pieces: int = 1
    is_main: bool = False


def parse_base(text: str, country: str | None = None) -> Base | None:
    """What a unit price is per, or None where the text names no unit.

    >>> parse_base("100 g"), parse_base("1 l")
    (Base(value=Decimal('100'), unit='g'), Base(value=Decimal('1000'), unit='ml'))
    """
    if not (found := _PER.match(plain(text[:40]))):
        return None
    word = found["unit"].strip(" .")
    one = _ONE.get(word.casefold())
    known = (one, Decimal(1)) if one else units.unit_of(word, text, country)
    number = number_of(found["n"], decimals_likely=False) if found["n"] else Decimal(1)
    if not known or not number:
        return None
    return Base(number * known[1], COUNTED.get(known[0], known[0]))


def contents(name: str, size_text: str, country: str | None = None) -> list[Content]:
    """Every reading of a pack's words, the main one of each unit first; none is main where field and name differ."""
    return read_pack(name, size_text, country)[0]


def read_pack(name: str, size_text: str, country: str | None) -> tuple[list[Content], bool, bool]:
    """All readings; do field and name differ; is the content one of many that the words allow?"""
    field, in_field = read_field(size_text, country)
    title = parse_quantity(name, country=country)
    others = list(dict.fromkeys(chain(readings(name, country), in_field, parts(title))))
    differ = disputed(field, title)
    mains = [] if differ else list(dict.fromkeys(main_contents(field, title)))
    if len(washes := {other.value for other in others if other.unit == "wash"}) == 1:
        mains += [Content(washes.pop(), "wash", is_main=True)]
    known = {(main.value, main.unit) for main in mains}
    words = f"{name} {size_text}"
    is_about = any(one is not None and one.is_about for one in (field, title))
    is_loose = is_about or bool(units.WEIGHED.search(words) or units.EXTRA.search(words))
    return mains + [other for other in others if (other.value, other.unit) not in known], differ, is_loose


@lru_cache(maxsize=100_000)
def read_field(size_text: str, country: str | None) -> tuple[Quantity | None, tuple[Content, ...]]:
    """What a size field states, and all its readings."""
    field = parse_quantity(size_text, country=country)
    return field, (*readings(size_text, country), *parts(field), *bare(size_text))


def disputed(field: Quantity | None, title: Quantity | None) -> bool:
    """Field and name state different contents in one unit."""
    return bool(field and title and field.unit == title.unit and abs(field.value - title.value) > SAME * title.value)


def main_contents(field: Quantity | None, title: Quantity | None) -> Iterator[Content]:
    """What the field says, and what the name says; where they are one size, the name's digits are the printed ones."""
    if field:
        slack = Decimal(0) if title and title.unit == field.unit else slack_of(field)
        yield Content(field.value, field.unit, slack, field.pieces, is_main=True)
    if title:
        yield Content(title.value, title.unit, Decimal(0), title.pieces, is_main=True)


def slack_of(quantity: Quantity) -> Decimal:
    """How much a field with decimals leaves open: "0.12 kg" may be 115 g."""
    if not (printed := _DECIMALS.search(quantity.text)):
        return Decimal(0)
    shown = Decimal(f"{printed[1] or 0}.{printed[2]}")
    return quantity.value / shown * Decimal(5).scaleb(-len(printed[2]) - 1) if shown else Decimal(0)


def parts(quantity: Quantity | None) -> Iterator[Content]:
    """A whole multipack, one part of it, the number of its parts."""
    if quantity:
        yield Content(quantity.value, quantity.unit)
        yield Content(quantity.value / quantity.pieces, quantity.unit)
        yield Content(Decimal(quantity.pieces), "piece")


def bare(size_text: str) -> Iterator[Content]:
    """A number without a unit in the size field may be kilograms or litres: "0.7|720 ml"."""
    for printed in _BARE.finditer(size_text):
        shown = Decimal(f"{printed[1] or 0}.{printed[2]}")
        slack = Decimal(5).scaleb(2 - len(printed[2]))
        yield from (Content(shown * 1000, unit, slack) for unit in ("g", "ml"))


def readings(text: str, country: str | None) -> Iterator[Content]:
    """Every number with a unit in a text, alone, times its packs, and times whatever else is counted there."""
    text, found = plain(text[:300]), []
    for match in numbers_with_units(text):
        known = units.unit_of(match["unit"], text, country)
        number = number_of(match["n"], decimals_likely=bool(known and known[1] >= 100))
        if known and number:
            times = int(match["a"] or 1) * int(match["b"] or 1) * int(match["c"] or 1)
            found += [Content(number * known[1] * n, COUNTED.get(known[0], known[0])) for n in {1, times}]
            found += [Content(Decimal(times), "piece")] if times > 1 else []
    yield from found
    counts = {one.value for one in found if one.unit == "piece" and 1 < one.value <= MOST_PACKS}
    measures = [one for one in found if one.unit not in ("piece", "wash")]
    yield from (Content(one.value * count, one.unit) for one in measures for count in counts)


def tables_of(con: duckdb.DuckDBPyConnection) -> dict[str, pl.DataFrame]:
    """What packs with a unit price may hold, and what the unit price is per, by the name of the table."""
    words = con.sql(
        "select distinct offer_facts.name, offer_facts.size_text, offers.country from offer_facts"
        " inner join offers on offer_facts.offer_id = offers.offer_id semi join"
        " (select offer_id from price_spells where unit_price > 0) as shown on offers.offer_id = shown.offer_id"
    ).pl()
    bases = con.execute(
        "select distinct price_spells.unit_price_per, offers.country from price_spells"
        " inner join offers on price_spells.offer_id = offers.offer_id where price_spells.unit_price > 0"
    ).fetchall()
    return {"contents": contents_of(words), "bases": bases_of(bases)}


def contents_of(words: pl.DataFrame) -> pl.DataFrame:
    """Every reading of each (name, size_text, country)."""
    rows = []
    for name, size_text, country in words.iter_rows():
        found, differ, is_loose = read_pack(name or "", size_text or "", country)
        for one in found:
            numbers = (float(one.value), one.unit, float(one.slack), one.pieces)
            rows.append((name, size_text, country, *numbers, one.is_main, differ, is_loose))
    return pl.DataFrame(rows, schema=CONTENTS, orient="row")


def bases_of(texts: Iterable[tuple[str | None, str | None]]) -> pl.DataFrame:
    """What each (unit_price_per, country) means; where nothing is said, everything usual."""
    read = cache(parse_base)
    rows: list[tuple[str | None, str | None, float, str, bool]] = []
    for per, country in texts:
        if per is None:
            rows += [(None, country, float(value), unit, True) for unit, value in USUAL]
        elif base := read(per, country):
            rows.append((per, country, float(base.value), base.unit, False))
    return pl.DataFrame(rows, schema=BASES, orient="row")
