"""What is served, and to whom: the data folder, its newest generation, and a cursor on what a visitor may see."""

import functools
import os
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import duckdb

from pricewatch import database, disclosure

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_OPENING = threading.Lock()
MEMORY = "800MB"
"""What DuckDB may keep of a generation in memory: with two of them open while editions change, and all of Python's own,
the server stays under 2 GB."""


def data_folder() -> Path:
    """The folder that the app shows."""
    return Path(os.environ.get("PRICEWATCH_DATA", "data"))


def is_public() -> bool:
    """Whether strangers are served: then what no person has confirmed, or its shop keeps to itself, stays unsaid."""
    return os.environ.get("PRICEWATCH_PUBLIC", "") not in ("", "0")


def generation() -> str:
    """The path of the newest generation; DatabaseMissing where there is none that this version reads."""
    path = str(database.current(data_folder()))
    connection(path)
    return path


@functools.lru_cache(maxsize=3)
def connection(path: str) -> duckdb.DuckDBPyConnection:
    """One read-only connection per generation, shared by all visitors; beyond its memory it spills to disk."""
    opened = database.connect(Path(path))
    opened.execute(f"set memory_limit = '{MEMORY}'")
    opened.execute(
        "set temp_directory = $folder", {"folder": str(Path(tempfile.gettempdir()) / f"pricewatch-{os.getpid()}")}
    )
    return opened


def cursor(path: str) -> duckdb.DuckDBPyConnection:
    """A cursor for one answer: of everything, or of what may leave the house."""
    return public_cursor(path) if is_public() else connection(path).cursor()


def public_cursor(path: str) -> duckdb.DuckDBPyConnection:
    """A cursor for strangers."""
    opened = connection(path)
    with _OPENING:
        disclosed(opened)
    found = opened.cursor()
    found.execute(f"set search_path = '{disclosure.SHOWN}.main'")
    return found


@functools.lru_cache(maxsize=3)
def disclosed(opened: duckdb.DuckDBPyConnection) -> None:
    """Prepare the public side of a generation, once for each time that it is opened."""
    disclosure.prepare(opened.cursor())


def kept(most: int) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """Keep the last answers of a function whose first argument is a generation's path, those for strangers apart."""

    def keeping(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        @functools.lru_cache(maxsize=most)
        def remembered(_public: bool, *args: Any, **kwargs: Any) -> Answer:
            return function(*args, **kwargs)

        @functools.wraps(function)
        def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            return remembered(is_public(), *args, **kwargs)  # type: ignore[arg-type]  # what is asked can be hashed

        return asked

    return keeping
