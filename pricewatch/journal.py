"""Append-only logs of JSON lines: what people decided, which id a product has. They outlive every database."""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock


def read(path: Path) -> list[dict[str, Any]]:
    """Every whole line, the oldest first; a line that a crash tore is passed over."""
    if not path.exists():
        return []
    lines = (parsed(line) for line in path.read_bytes().split(b"\n"))
    return [line for line in lines if line is not None]


def parsed(line: bytes) -> dict[str, Any] | None:
    """One line, or None where it is no JSON object."""
    try:
        found = json.loads(line)
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Nobody else writes to the log meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(path.with_name(path.name + ".lock")):
        yield


def append(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Write whole lines, on the disk when this returns; the caller holds the lock. A torn line before stays alone."""
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines).encode("utf-8", "replace")
    if not text:
        return
    with path.open("ab+") as log:
        size = log.seek(0, os.SEEK_END)
        log.seek(max(0, size - 1))
        is_torn = size > 0 and log.read(1) != b"\n"
        log.write((b"\n" if is_torn else b"") + text)
        log.flush()
        os.fsync(log.fileno())
