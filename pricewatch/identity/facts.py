"""What is read out of a shop's words: pack size, GTIN and category. Computed here as columns; SQL draws the lines."""

import csv
import re
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import polars as pl
from stdnum import ean

from pricewatch import units
from pricewatch.quantity import Quantity, parse_quantity

SIZES: dict[str, pl.DataType | type[pl.DataType]] = {
    "name": pl.String,
    "size_text": pl.String,
    "size_value": pl.Decimal(18, 4),
    "size_unit": pl.String,
    "pieces": pl.Int64,
    "size_basis": pl.String,
    "is_about": pl.Boolean,
    "is_extra": pl.Boolean,
    "is_drained": pl.Boolean,
}
"""size_basis: field or title, where the size was read; disputed where both say one, and not the same."""
RESTRICTED = re.compile(r"0[245]|2|98[0-4]|99")
"""GS1 prefixes of a shop's own numbers and of coupons: equal codes at two shops are two products."""


def sizes(words: pl.DataFrame) -> pl.DataFrame:
    """The pack size of every (name, size_text): what the size text says, else what the name says."""
    read = cache(parse_quantity)
    rows = []
    for name, size_text in words.select("name", "size_text").unique().iter_rows():
        field, title = read(size_text or ""), parse_quantity(name or "")
        quantity = field or title
        if quantity and quantity.value < 10**12:
            text = f"{name or ''} {size_text or ''}"
            is_about = quantity.is_about or bool(units.WEIGHED.search(text))
            marks = (is_about, bool(units.EXTRA.search(text)), bool(units.DRAINED.search(text)))
            rows.append((name, size_text, quantity.value, quantity.unit, quantity.pieces, basis(field, title), *marks))
    return pl.DataFrame(rows, schema=SIZES, orient="row")


def basis(field: Quantity | None, title: Quantity | None) -> str:
    """Where a size was read; two that differ are no dispute where one is the whole and the other a part of it."""
    if not field:
        return "title"
    if not title or field.unit != title.unit:
        return "field"
    wholes = (field.value, field.value * title.pieces)
    others = (title.value, title.value * field.pieces)
    agree = any(abs(one - other) * 100 <= other for one in wholes for other in others)
    return "field" if agree else "disputed"


def codes(gtins: Iterable[str | None]) -> pl.DataFrame:
    """Every code that is a GTIN with a right check digit and no in-store number, as 14 digits."""
    rows = [(text, gtin14(text)) for text in set(gtins) if text]
    return pl.DataFrame([row for row in rows if row[1]], schema={"gtin": pl.String, "gtin14": pl.String}, orient="row")


def gtin14(text: str) -> str | None:
    """The GTIN in 14 digits, or None where it is none that is unique in the world.

    >>> gtin14("4006381333931"), gtin14("4006381333930"), gtin14("2012345678900")
    ('04006381333931', None, None)
    """
    digits = re.sub(r"[\s-]", "", text)
    if not (digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 14 and ean.is_valid(digits.zfill(14))):
        return None
    short, padded = digits.lstrip("0"), digits.zfill(14)
    if len(short) <= 8:
        return padded if len(short) == 8 and short[0] != "2" else None
    return None if RESTRICTED.match(padded[1:]) else padded


def categories(words: pl.DataFrame, facts: Path) -> pl.DataFrame:
    """Our category of every (name, shop_category), by the words in categories.csv; no row where none fits."""
    find = cache(category_finder(facts))
    rows = []
    for name, shop_category in words.select("name", "shop_category").unique().iter_rows():
        found = find(shop_category or "") or find(name or "")
        if found:
            rows.append((name, shop_category, found))
    return pl.DataFrame(rows, schema=["name", "shop_category", "category"], orient="row").cast(pl.String)


def category_finder(path: Path) -> Callable[[str], str | None]:
    """A function that gives the category whose word begins a word of the text, the first such word of all."""
    with path.open(encoding="utf-8", newline="") as rows:
        known = [(row["category"], row["words"].split("|")) for row in csv.DictReader(rows)]
    pattern = re.compile(r"\b(?:" + "|".join(f"({'|'.join(map(re.escape, each))})" for _, each in known) + ")", re.I)

    def find(text: str) -> str | None:
        match = pattern.search(text)
        return known[match.lastindex - 1][0] if match and match.lastindex else None

    return find
