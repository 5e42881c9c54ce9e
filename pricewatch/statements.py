"""What shops say to what is said of them: an append-only log of statements about a shop or one finding."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pricewatch import journal
from pricewatch.errors import BadInput

LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """about: a shop's slug, or a finding's id. source: how it reached us, so that others can check whose it is."""

    about: str
    text: str
    source: str
    at: datetime


def log_of(data: Path) -> Path:
    """Where statements are kept."""
    return data / "log" / "statements.ndjson"


def record(data: Path, statement: Statement) -> None:
    """Keep a statement."""
    if not (statement.text.strip() and statement.source.strip()):
        raise BadInput("A statement needs its text and its source (who sent it, when and how): both will be shown.")
    if len(statement.text) > LONGEST:
        raise BadInput(f"A statement may have {LONGEST:,} characters, this one has {len(statement.text):,}.")
    with journal.locked(log_of(data)):
        journal.append(log_of(data), [asdict(statement) | {"at": statement.at.astimezone(UTC).isoformat()}])


def statements(data: Path, about: str) -> list[Statement]:
    """What was said about a shop or finding, the oldest first; lines that are none are passed over."""
    read = (statement_of(line) for line in journal.read(log_of(data)))
    return [statement for statement in read if statement and statement.about == about]


def statement_of(line: dict[str, Any]) -> Statement | None:
    """A line of the log as a statement, or None where it is none."""
    try:
        known = {name: str(line[name]) for name in ("about", "text", "source")}
        return Statement(at=datetime.fromisoformat(line["at"]), **known)
    except (KeyError, TypeError, ValueError):
        return None
