"""Tables as files that a spreadsheet may open: text that would run there as a formula is marked as text."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import polars as pl

FORMULA = re.compile(r"^\s*[=+\-@＝＋－＠|%]|^[\t\r\n]")
"""How a cell begins that a spreadsheet may take for a formula."""


def as_csv(frame: pl.DataFrame) -> bytes:
    """The table as CSV in UTF-8 with a mark at its head, without which spreadsheets take it for another charset."""
    columns = [safe(frame[name]).rename(harmless(name) or "") for name in frame.columns]
    return b"\xef\xbb\xbf" + pl.DataFrame(columns).write_csv().encode()


def safe(column: pl.Series) -> pl.Series:
    """A column of numbers and days as it is; one of anything else as harmless text."""
    if column.dtype.is_numeric() or column.dtype.is_temporal() or column.dtype == pl.Boolean:
        return column
    return pl.Series(column.name, [harmless(value) for value in column.to_list()], dtype=pl.String)


def harmless(value: Any) -> str | None:
    """Text with an apostrophe before what a spreadsheet would run.

    >>> harmless("=1+1"), harmless("Oat drink"), harmless(None)
    ("'=1+1", 'Oat drink', None)
    """
    if value is None:
        return None
    text = str(value)
    return f"'{text}" if FORMULA.match(text) else text


def as_parquet(frame: pl.DataFrame) -> bytes:
    """The table as Parquet, exactly as it is."""
    file = BytesIO()
    frame.write_parquet(file, compression="zstd")
    return file.getvalue()


def frame_of(rows: Sequence[dict[str, Any]]) -> pl.DataFrame:
    """Rows as a table whose columns are wide enough for all of them."""
    return pl.DataFrame(rows, infer_schema_length=None)
