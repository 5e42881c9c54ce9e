"""What visitors say is wrong about a price: an append-only log, without anything about the visitor."""

from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal, get_args

from pricewatch import journal
from pricewatch.errors import BadInput
from pricewatch.textlines import plain

Wrong = Literal["price", "shipping", "stock", "other product", "other"]
WRONGS: tuple[Wrong, ...] = get_args(Wrong)
LONGEST = 300
"""So many characters are kept of what somebody wrote."""
MOST_A_DAY = 500
"""So many reports are taken in 24 hours, so that nobody fills the disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is wrong about a product's price, at which offer where that was said, as of which generation."""

    product: str
    offer: str | None
    wrong: Wrong
    said: str
    generation: int
    at: datetime


def log_of(data: Path) -> Path:
    """Where reports are kept."""
    return data / "log" / "reports.ndjson"


def record(data: Path, report: Report) -> None:
    """Keep a report; BadInput where too many came today."""
    with journal.locked(log_of(data)):
        since = (report.at - timedelta(days=1)).astimezone(UTC).isoformat()
        if sum(str(line.get("at")) > since for line in journal.read(log_of(data))) >= MOST_A_DAY:
            raise BadInput("Too many reports came today. Please come again tomorrow.")
        kept = asdict(report) | {"said": plain(report.said, LONGEST), "at": report.at.astimezone(UTC).isoformat()}
        journal.append(log_of(data), [kept])


def count(data: Path) -> int:
    """How many reports there are."""
    return len(journal.read(log_of(data)))
