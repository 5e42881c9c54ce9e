"""What the lake can hold. One impossible value must not cost the other listings of a run."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pricewatch import lake
from pricewatch.listing import Fee, Listing

TYPES: dict[Any, tuple[type, ...]] = {
    pl.Decimal: (Decimal,),
    pl.Int32: (int,),
    pl.Datetime: (date,),
    pl.String: (str, tuple, dict),
}
STATED = tuple(f.name for f in fields(Listing))
COLUMNS = {name: kind for name, kind in lake.SCHEMA.items() if name in STATED}
HELD = {name: TYPES[kind.base_type()] for name, kind in COLUMNS.items()}
LIMITS = {name: 10 ** (kind.precision - kind.scale) for name, kind in COLUMNS.items() if isinstance(kind, pl.Decimal)}
NOTHING = Listing()


def fitted(listing: Listing) -> tuple[Listing, list[str]]:
    """The listing without what no lake file can hold, its doubts saying so, and those doubts alone.

    >>> fitted(Listing(name="Tea", price=Decimal("NaN")))[1]
    ["the reader gave Decimal('NaN') as price"]
    """
    listing = mended(filled(listing))
    wrong = {name: value for name in HELD if not fits(name, value := getattr(listing, name))}
    if not wrong:
        return listing, []
    doubts = [f"the reader gave {value!r:.200} as {name}" for name, value in wrong.items()]
    said = () if "doubts" in wrong else listing.doubts
    emptied = {name: getattr(NOTHING, name) for name in wrong}
    return mended(replace(listing, **{**emptied, "doubts": (*said, *doubts)})), doubts


def filled(listing: Listing) -> Listing:
    """The listing with an empty collection where a reader gave None for one."""
    empty = {name: value for name in STATED if (value := getattr(NOTHING, name)) is not None}
    absent = {name: value for name, value in empty.items() if getattr(listing, name) is None}
    return replace(listing, **absent) if absent else listing


def fits(name: str, value: Any) -> bool:
    """Is this a value that the field's column can hold?"""
    if value is None:
        return True
    if not isinstance(value, HELD[name]):
        return False
    if isinstance(value, Decimal):
        return value.is_finite() and 0 <= value < LIMITS[name]
    if isinstance(value, int):
        return abs(value) < 2**31
    return not isinstance(value, tuple | dict) or is_json(value)


def is_json(value: Any) -> bool:
    """Can JSON hold this, and all that is in it?"""
    try:
        lake.cell(value)
    except (TypeError, ValueError):
        return False
    return True


def mended(listing: Listing) -> Listing:
    """The listing with half characters, which JSON can spell but no file can hold, replaced by U+FFFD."""
    stated = [(name, value) for name in STATED if (value := getattr(listing, name)) is not None]
    broken = {name: mend(value) for name, value in stated if not is_whole(value)}
    return replace(listing, **broken) if broken else listing


def is_whole(value: Any) -> bool:
    """Can every text in here be written as UTF-8?"""
    if isinstance(value, str):
        return value.isascii() or value == mend(value)
    return not isinstance(value, tuple | Mapping | Fee) or not value or value == mend(value)


def mend(value: Any) -> Any:
    """The value with its texts made whole; a pair of half characters becomes the character that it means.

    >>> mend("4 \\ud83d\\ude00 or \\ud83d")
    '4 😀 or �'
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, tuple):
        return tuple(mend(part) for part in value)
    if isinstance(value, Mapping):
        return {mend(key): mend(part) for key, part in value.items()}
    if isinstance(value, Fee):
        return replace(value, kind=mend(value.kind), step=mend(value.step))
    return value
