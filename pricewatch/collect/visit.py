"""One visit of a shop: what is still to ask, and what came of what was asked."""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag

from pricewatch.collect.outcomes import ANSWERED, SEEN, SHUT, Outcome, VisitOutcome
from pricewatch.collect.reading import PageRead
from pricewatch.read.page import Request
from pricewatch.retailer import Retailer


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of one visit. `pages` counts them by outcome; `sentence` tells a person."""

    retailer: str
    run: str | None
    outcome: VisitOutcome
    pages: Mapping[Outcome, int] = field(default_factory=dict)
    listings: int = 0
    priced: int = 0
    seconds: float = 0.0
    sentence: str = ""


@dataclass(slots=True)
class Visit:
    """One complete visit under way: what is still to ask, and what came of what was asked."""

    max_pages: int
    queue: deque[Request] = field(default_factory=deque)
    queued: set[tuple[str, str, bytes | None]] = field(default_factory=set)
    starts: int = 0
    starts_seen: int = 0
    done: int = 0
    pages: Counter[Outcome] = field(default_factory=Counter)
    listings: int = 0
    priced: int = 0
    failures_in_a_row: int = 0
    trouble: str | None = None

    def ask(self, requests: Iterable[Request]) -> None:
        """Queue the requests that are new in this visit."""
        for request in requests:
            key = (request.method, urldefrag(request.url).url, request.body)
            if key not in self.queued:
                self.queued.add(key)
                self.queue.append(request)

    def count(self, page: PageRead) -> None:
        """Take note of a page."""
        is_start = self.done < self.starts
        self.starts_seen += is_start and page.outcome in SEEN
        self.done += 1
        self.pages[page.outcome] += 1
        self.listings += len(page.listings)
        self.priced += page.priced
        self.failures_in_a_row = self.failures_in_a_row + 1 if page.outcome in SHUT else 0
        if page.outcome not in (SEEN if is_start else ANSWERED):
            self.trouble = self.trouble or page.detail

    @property
    def outcome(self) -> VisitOutcome:
        """failed: no start page was read. partial: something was not."""
        if not self.starts_seen:
            return "failed"
        return "partial" if self.queue or self.trouble or set(self.pages) - ANSWERED else "ok"


def sentence_of(retailer: Retailer, visit: Visit, seconds: float) -> str:
    """A visit in one line."""
    pages = ", ".join(f"{count:,} {outcome.replace('_', ' ')}" for outcome, count in visit.pages.most_common())
    found = f"{visit.listings:,} listings, {visit.priced:,} with a price"
    trouble = f" {visit.trouble}" if visit.trouble else ""
    asked = f"{visit.done:,} pages ({pages})" if pages else "no page asked for"
    return f"{retailer.name}: {visit.outcome}, {asked}, {found}, in {seconds:.1f} s.{trouble}"
