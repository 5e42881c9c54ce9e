"""The collector's log: one JSON line per page and per visit, in `data/log/collect/<slug>.ndjson`."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KEYS = (
    "kind",
    "retailer",
    "run",
    "at",
    "url",
    "outcome",
    "status",
    "pages",
    "listings",
    "priced",
    "seconds",
    "bytes",
    "capture",
    "robots",
    "closed_until",
    "detail",
)
"""The keys of every line, null where they do not apply. kind: page or visit. Other parts read them: they stay put."""


class Log:
    """Appends whole lines; a line that a crash tore is cut off when the file is opened again."""

    def __init__(self, path: Path, retailer: str) -> None:
        self.retailer = retailer
        path.parent.mkdir(parents=True, exist_ok=True)
        self.last = mend(path) if path.exists() else {}
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)

    def write(self, kind: str, *, run: str, at: datetime, outcome: str, **facts: Any) -> None:
        """Append one line. `at` becomes UTC in ISO 8601."""
        stamp = at.astimezone(UTC).isoformat()
        stated = {"kind": kind, "retailer": self.retailer, "run": run, "at": stamp, "outcome": outcome, **facts}
        line = json.dumps({key: stated.pop(key, None) for key in KEYS}, ensure_ascii=False)
        if stated:
            raise TypeError(f"the log has no key {', '.join(stated)}")
        size = os.fstat(self.file).st_size
        data = (line + "\n").encode("utf-8", "replace")
        try:
            if os.write(self.file, data) < len(data):
                raise OSError("the line was not written in full")
        except OSError:
            os.ftruncate(self.file, size)
            raise

    @property
    def closed_until(self) -> datetime | None:
        """Until when the shop, on our last visit, asked us to stay away."""
        return closed_until(self.last)

    def close(self) -> None:
        """Close the file."""
        if self.file >= 0:
            os.close(self.file)
            self.file = -1


def closed_until(line: dict[str, Any]) -> datetime | None:
    """The time in a line of the log until which the shop asks us to stay away."""
    stated = line.get("closed_until")
    return datetime.fromisoformat(stated) if isinstance(stated, str) else None


def mend(path: Path) -> dict[str, Any]:
    """Cut off what follows the last line break; the last whole line's keys."""
    with path.open("rb+") as file:
        size = file.seek(0, os.SEEK_END)
        tail_at = max(0, size - 65536)
        file.seek(tail_at)
        tail = file.read()
        whole = tail[: tail.rfind(b"\n") + 1]
        file.truncate(tail_at + len(whole))
    last = whole.splitlines()[-1:] or [b"{}"]
    try:
        return dict(json.loads(last[0]))
    except ValueError:
        return {}
