"""Rows as files that others open: Parquet as they are, CSV so that no spreadsheet takes a shop's words for a formula.

Both go out piece by piece, so a large table needs no more memory than a small one.
"""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pyarrow as pa
from pyarrow import csv, parquet

ROWS_AT_ONCE = 50_000

FORMULA = r"^[=+\-@\t\r\n＝＋－＠]"
"""What spreadsheets take for the beginning of a formula; such a text gets an apostrophe before it."""

NUMBERS = (
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "HUGEINT",
    "FLOAT", "DOUBLE", "DATE", "TIMESTAMP",
)  # fmt: skip


class Outgoing(io.RawIOBase):
    """A file that is handed on while it is written."""

    def __init__(self) -> None:
        self.length, self.parts = 0, list[bytes]()

    def writable(self) -> bool:
        """It is."""
        return True

    def write(self, part: bytes) -> int:  # type: ignore[override]
        """Keep the part until it is taken."""
        self.parts.append(bytes(part))
        self.length += len(self.parts[-1])
        return len(self.parts[-1])

    def tell(self) -> int:
        """All that was ever written."""
        return self.length

    def taken(self) -> bytes:
        """What was written since the last time."""
        parts, self.parts = self.parts, []
        return b"".join(parts)


def parquet_of(rows: duckdb.DuckDBPyRelation) -> Iterator[bytes]:
    """The rows as a Parquet file; spans of time are text, since Arrow writes none."""
    columns = zip(rows.columns, map(str, rows.types), strict=True)
    kept = (
        quoted(name) if kind != "INTERVAL" else f"{quoted(name)}::varchar as {quoted(name)}" for name, kind in columns
    )
    return pieces(
        rows.project(", ".join(kept)), lambda out, schema: parquet.ParquetWriter(out, schema, compression="zstd")
    )


def csv_of(rows: duckdb.DuckDBPyRelation) -> Iterator[bytes]:
    """The rows as CSV in UTF-8. An empty cell is null, a quoted one an empty text; what has parts is JSON."""
    columns = zip(rows.columns, map(str, rows.types), strict=True)
    return pieces(rows.project(", ".join(guarded(*column) for column in columns)), csv.CSVWriter)


def pieces(rows: duckdb.DuckDBPyRelation, writer: Callable[[Outgoing, pa.Schema], Any]) -> Iterator[bytes]:
    """What a writer makes of the rows, as it is made."""
    reader, out = rows.to_arrow_reader(ROWS_AT_ONCE), Outgoing()
    with writer(out, reader.schema) as file:
        for batch in reader:
            file.write_batch(batch)
            yield out.taken()
    yield out.taken()


def guarded(name: str, kind: str) -> str:
    """A column as a spreadsheet may read it, as SQL."""
    column, called = quoted(name), quoted(guard(name))
    if kind in NUMBERS or kind.startswith("DECIMAL"):
        return f"{column} as {called}"
    text = f"to_json({column})::varchar" if kind.endswith(("]", ")")) else f"{column}::varchar"
    return f"case when regexp_matches({text}, '{FORMULA}') then '''' || {text} else {text} end as {called}"


def guard(text: str) -> str:
    """A text with an apostrophe before what would be a formula.

    >>> guard("=1+1"), guard("Oats")
    ("'=1+1", 'Oats')
    """
    return f"'{text}" if re.match(FORMULA, text) else text


def quoted(name: str) -> str:
    """A column's name as SQL."""
    return '"' + name.replace('"', '""') + '"'
