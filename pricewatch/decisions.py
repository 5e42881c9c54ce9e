"""What people decided about products: an append-only log, and what of it stands.

A decision names its offers by more than their id, so that it survives a database, and a change in how ids are made.
The latest decision on the same offers holds; `undo` takes the latest one back, and what it had replaced holds again.
"""

from collections import defaultdict
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import Any, Literal, get_args

from pricewatch import journal
from pricewatch.errors import BadInput

Kind = Literal["same", "different", "twin", "split", "undo"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An offer as it was when somebody decided about it."""

    offer_id: int
    retailer: str
    sku: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """same: the offers are one product, whatever codes say. different: never, nor twins. twin: two products of one
    build under two names. split: the offer is a product alone.
    """

    kind: Kind
    offers: tuple[Party, ...]
    who: str
    why: str
    at: datetime

    @property
    def about(self) -> frozenset[int]:
        """The ids of its offers."""
        return frozenset(party.offer_id for party in self.offers)

    @property
    def reason(self) -> str:
        """The decision as a reason of a link."""
        return f"decided by {self.who}: {self.why}"


def log_of(data: Path) -> Path:
    """Where decisions are kept."""
    return data / "log" / "decisions.ndjson"


def record(data: Path, decision: Decision) -> None:
    """Keep a decision; several people may do so at once."""
    check(decision)
    with journal.locked(log_of(data)):
        if decision.kind == "undo" and not any(decision.about == each.about for each in not_undone(decisions(data))):
            raise BadInput("There is no decision on exactly these offers that could be taken back.")
        journal.append(log_of(data), [line_of(decision)])


def check(decision: Decision) -> None:
    """Refuse what cannot be meant."""
    wanted = {"same": (2,), "different": (2,), "twin": (2,), "split": (1,), "undo": (1, 2)}[decision.kind]
    if len(decision.offers) not in wanted:
        raise BadInput(f"'{decision.kind}' is about {' or '.join(map(str, wanted))} offers: name that many.")
    if len(decision.about) < len(decision.offers):
        raise BadInput("Both offers are one and the same: name two.")
    if not (decision.who.strip() and decision.why.strip()):
        raise BadInput("A decision needs who decides (--who) and why (--why): it will be shown with the product.")


def line_of(decision: Decision) -> dict[str, Any]:
    """A decision as it stands in the log."""
    return asdict(decision) | {"at": decision.at.astimezone(UTC).isoformat()}


def decisions(data: Path) -> list[Decision]:
    """Every decision in the log, the oldest first; lines that are none are passed over."""
    read = (decision_of(line) for line in journal.read(log_of(data)))
    return [decision for decision in read if decision]


def decision_of(line: dict[str, Any]) -> Decision | None:
    """A line of the log as a decision, or None where it is none."""
    try:
        offers = tuple(Party(**party) for party in line["offers"])
        at = datetime.fromisoformat(line["at"])
        kind: Kind = KINDS[KINDS.index(line["kind"])]
        return Decision(kind=kind, offers=offers, who=line["who"], why=line["why"], at=at)
    except (KeyError, TypeError, ValueError):
        return None


def not_undone(made: list[Decision]) -> list[Decision]:
    """The decisions that nobody took back."""
    by_offers: dict[frozenset[int], list[int]] = defaultdict(list)
    for position, decision in enumerate(made):
        if decision.kind != "undo":
            by_offers[decision.about].append(position)
        elif by_offers[decision.about]:
            by_offers[decision.about].pop()
    return [made[position] for position in sorted(chain.from_iterable(by_offers.values()))]


def standing(made: list[Decision]) -> list[Decision]:
    """The decisions that hold: not taken back, and not replaced by a later one."""
    holding: list[Decision] = []
    for decision in not_undone(made):
        holding = [each for each in holding if not replaces(decision, each)] + [decision]
    return holding


def replaces(later: Decision, earlier: Decision) -> bool:
    """A pair's later decision replaces the earlier; "same" ends a split of an offer, and a split every "same" of it."""
    ends = {later.kind, earlier.kind} == {"same", "split"} and bool(later.about & earlier.about)
    return later.about == earlier.about or ends
