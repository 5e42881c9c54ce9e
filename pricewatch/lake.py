"""The lake: listings as they were read, in write-once Parquet, one sorted file per retailer and run."""

import json
import os
import uuid
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from typing import Any

import polars as pl

from pricewatch.listing import Listing, plain

MONEY = pl.Decimal(18, 4)
ROW_GROUP = 250_000
LISTING: dict[str, pl.DataType | type[pl.DataType]] = {
    **dict.fromkeys(
        ("retailer", "country", "store", "seller", "url", "sku", "gtin", "mpn", "name", "brand", "category", "variant"),
        pl.String,
    ),
    **dict.fromkeys(("condition", "size_text"), pl.String),
    **dict.fromkeys(("price", "price_high"), MONEY),
    **dict.fromkeys(("price_kind", "price_hidden", "price_per", "currency"), pl.String),
    "was_price": MONEY,
    **dict.fromkeys(("was_kind", "was_text"), pl.String),
    "claimed_percent": pl.Decimal(9, 4),
    "claim_ends": pl.Datetime("us"),
    **dict.fromkeys(
        ("member_price", "price_ex_vat", "lowest_30d_shown", "anchor_price", "shipping"),
        MONEY,
    ),
    "fees": pl.String,
    "deposit": MONEY,
    **dict.fromkeys(("term_months", "intro_months"), pl.Int32),
    **dict.fromkeys(("price_after", "unit_price"), MONEY),
    **dict.fromkeys(("unit_price_per", "offer_text", "availability", "image", "description", "attributes"), pl.String),
    "captured_at": pl.Datetime("us"),
    **dict.fromkeys(("capture", "persona", "reader", "doubts"), pl.String),
}
"""A listing's fields as column types. Times are UTC without a zone; fees, attributes and doubts are JSON."""

SCHEMA = {**LISTING, "holds_until": pl.Datetime("us")}
"""Columns of a lake file. `holds_until`: what was imported as a change holds until then, as its source says."""

VALUES = attrgetter(*LISTING)
AS_IT_IS = frozenset({type(None), str, Decimal, int})
ORDER = [pl.col("store"), pl.coalesce("sku", "url", "name"), pl.col("captured_at")]


def write(data: Path, retailer: str, run: str, listings: Iterable[Listing]) -> Path | None:
    """Keep the listings of one retailer and run; None where there are none. Never overwrites an earlier run."""
    rows = [row_of(listing) for listing in listings]
    if not rows:
        return None
    frame = pl.LazyFrame(rows, schema=LISTING, orient="row").with_columns(
        holds_until=pl.lit(None, SCHEMA["holds_until"])
    )
    return write_frame(folder_of(data, retailer) / f"{run}.parquet", frame, beside=True)


def folder_of(data: Path, retailer: str) -> Path:
    """Where the files of one retailer are."""
    return data / "listings" / f"retailer={retailer}"


def write_frame(path: Path, frame: pl.LazyFrame, *, beside: bool = False) -> Path:
    """Keep a frame of some of SCHEMA's columns, sorted: written under a temporary name, synced, then renamed.

    A file of that name is replaced; or with `beside` kept, and the new one gets a number.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.parent / f".{path.name}.{uuid.uuid4().hex}.tmp"
    given = frame.collect_schema().names()
    absent = [pl.lit(None, dtype).alias(name) for name, dtype in SCHEMA.items() if name not in given]
    whole = frame.sort(ORDER).with_columns(absent).select(*SCHEMA)
    try:
        whole.sink_parquet(temporary, compression="zstd", row_group_size=ROW_GROUP)
        with temporary.open("rb") as written:
            os.fsync(written.fileno())
        return place_beside(temporary, path) if beside else temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)


def place_beside(temporary: Path, path: Path) -> Path:
    """Give a file its name, or the next one with a number that nobody has; two writers never take the same."""
    number, free = 1, path
    while True:
        try:
            free.hardlink_to(temporary)
        except FileExistsError:
            number += 1
            free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        else:
            return free


def row_of(listing: Listing) -> tuple[Any, ...]:
    """A listing as a row of LISTING."""
    return tuple(value if type(value) in AS_IT_IS else cell(value) for value in VALUES(listing))


def cell(value: Any) -> Any:
    """A field's value as its column holds it."""
    if isinstance(value, datetime):
        return value if value.tzinfo is None else value.astimezone(UTC).replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)  # noqa: DTZ001  # columns are UTC without a zone
    if isinstance(value, tuple | list | dict):
        return json.dumps(plain(value), ensure_ascii=False) if value else None
    return value


def files_of(data: Path, retailer: str, run: str) -> list[Path]:
    """The files that one run of a retailer wrote: mostly one, more where the name was taken."""
    folder = folder_of(data, retailer)
    return [path for path in (folder / f"{run}.parquet", *sorted(folder.glob(f"{run}-*.parquet"))) if path.exists()]


def files(data: Path) -> list[Path]:
    """Every finished file of the lake, in a stable order."""
    return sorted((data / "listings").glob("retailer=*/*.parquet"))
