"""What people said of findings: an append-only log beside the decisions, and what of it stands.

The latest review of a finding holds; `undo` takes it back, and what it had replaced holds again. A finding that a
person calls wrong is not published from the next build on.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, get_args

from pricewatch import journal
from pricewatch.errors import BadInput

Kind = Literal["right", "wrong", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """right: the verdict follows from what was seen. wrong: it does not. `verdict` is what the finding said then."""

    kind: Kind
    finding_id: str
    rule_id: str
    retailer: str
    verdict: str
    who: str
    why: str
    at: datetime

    @property
    def reason(self) -> str:
        """The review as the cause of a withdrawal."""
        return f"called {self.kind} by {self.who}: {self.why}"


def log_of(data: Path) -> Path:
    """Where reviews of findings are kept."""
    return data / "log" / "finding_reviews.ndjson"


def record(data: Path, review: Review) -> None:
    """Keep a review; several people may do so at once."""
    if not (review.who.strip() and review.why.strip()):
        raise BadInput("A review needs who says so and why: it will be shown with the finding.")
    with journal.locked(log_of(data)):
        if review.kind == "undo" and review.finding_id not in standing(reviews(data)):
            raise BadInput("There is no review of this finding that could be taken back.")
        journal.append(log_of(data), [asdict(review) | {"at": review.at.astimezone(UTC).isoformat()}])


def reviews(data: Path) -> list[Review]:
    """Every review in the log, the oldest first; lines that are none are passed over."""
    read = (review_of(line) for line in journal.read(log_of(data)))
    return [review for review in read if review]


def review_of(line: dict[str, Any]) -> Review | None:
    """A line of the log as a review, or None where it is none."""
    try:
        known = {name: str(line[name]) for name in ("finding_id", "rule_id", "retailer", "verdict", "who", "why")}
        return Review(kind=KINDS[KINDS.index(line["kind"])], at=datetime.fromisoformat(line["at"]), **known)
    except (KeyError, TypeError, ValueError):
        return None


def standing(made: list[Review]) -> dict[str, Review]:
    """The review that holds of each finding."""
    by_finding: dict[str, list[Review]] = defaultdict(list)
    for review in made:
        if review.kind != "undo":
            by_finding[review.finding_id].append(review)
        elif by_finding[review.finding_id]:
            by_finding[review.finding_id].pop()
    return {finding: found[-1] for finding, found in by_finding.items() if found}
