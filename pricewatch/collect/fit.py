"""What the lake can hold. One impossible value must not cost the other listings of a run."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from pricewatch import lake
from pricewatch.listing import Fee, Listing

LIMIT = Decimal(10) ** 14
TYPES: dict[Any, tuple[type, ...]] = {
    pl.Decimal: (Decimal,),
    pl.Int32: (int,),
    pl.Datetime: (date,),
    pl.String: (str, tuple, dict),
}
STATED = tuple(f.name for f in fields(Listing))
HELD = {name: TYPES[kind.base_type()] for name, kind in lake.SCHEMA.items() if name in STATED}


def misfit(listing: Listing) -> str | None:
    """What about a listing no lake file can hold, in a sentence; None where all is well.

    >>> misfit(Listing(name="Tea", price=Decimal("NaN")))
    "price is Decimal('NaN')"
    """
    for name, types in HELD.items():
        value = getattr(listing, name)
        if value is not None and not (isinstance(value, types) and is_sane(value)):
            return f"{name} is {value!r}"[:300]
    return None


def is_sane(value: Any) -> bool:
    """Is a number one that a price or a count could be?"""
    if isinstance(value, Decimal):
        return value.is_finite() and abs(value) < LIMIT
    if isinstance(value, int):
        return abs(value) < 2**31
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
