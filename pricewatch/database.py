"""How every reader opens the current generation of the database.

A generation is a file that never changes: `generations/pricewatch-NNNNNN.duckdb`; `current.duckdb` is a link to the
newest. Readers open what the link points to, read-only, and move on when it points elsewhere. (DuckDB keeps one
instance per path, so reopening the link itself could show the old file.)
"""

import os
import re
from pathlib import Path
from typing import Any

import duckdb

from pricewatch.errors import DatabaseMissing

SCHEMA_VERSION = 1
"""Major version of the tables' meaning; a change is announced one release before."""

GENERATION = re.compile(r"pricewatch-(\d{6})\.duckdb")


UNSAFE = "top_n_window_elimination"
"""An optimizer of DuckDB 1.5.6 that fails on some data, and makes the whole process's databases unusable with it."""


SETTINGS: dict[str, Any] = {"disabled_optimizers": UNSAFE, "dynamic_or_filter_threshold": 1000}
"""A list of products' offers is looked up in the indexes, where DuckDB would read a table for more than 50."""


def current(data: Path) -> Path:
    """The file of the newest generation."""
    link = data / "current.duckdb"
    path = Path(os.path.realpath(link))
    if not path.exists():
        raise DatabaseMissing(f"There is no database in {data} yet. Run `pricewatch build` (or `make demo`) first.")
    return path


def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one generation; one `cursor()` of it per thread."""
    try:
        connection = duckdb.connect(str(path), read_only=True, config=SETTINGS)
        version = connection.execute("select schema_version from meta").fetchall()[0][0]
    except (duckdb.Error, IndexError) as problem:
        first = str(problem).splitlines()[0]
        raise DatabaseMissing(f"{path} is no pricewatch database ({first}). Run `pricewatch build`.") from problem
    if version != SCHEMA_VERSION:
        say = f"{path} has tables of version {version}, this pricewatch reads version {SCHEMA_VERSION}."
        raise DatabaseMissing(f"{say} Run `pricewatch build`.")
    return connection


def generations(data: Path) -> list[tuple[int, Path]]:
    """Every finished generation with its number, oldest first."""
    found = ((GENERATION.fullmatch(path.name), path) for path in (data / "generations").glob("pricewatch-*.duckdb"))
    return sorted((int(match[1]), path) for match, path in found if match)
