"""Which generations a case file cites: an append-only log, so that a build keeps what somebody relies on."""

from collections.abc import Iterable
from pathlib import Path

from pricewatch import journal


def log_of(data: Path) -> Path:
    """Where citations are kept."""
    return data / "log" / "cases.ndjson"


def cite(data: Path, generation: int, finding_ids: Iterable[str]) -> None:
    """A case file was made of these findings; said once a generation and finding."""
    with journal.locked(log_of(data)):
        known = {(line.get("generation"), line.get("finding_id")) for line in journal.read(log_of(data))}
        new = [finding_id for finding_id in finding_ids if (generation, finding_id) not in known]
        journal.append(log_of(data), ({"generation": generation, "finding_id": each} for each in new))


def cited(data: Path) -> set[int]:
    """The numbers of the generations that stay."""
    found = (line.get("generation") for line in journal.read(log_of(data)))
    return {number for number in found if isinstance(number, int)}
