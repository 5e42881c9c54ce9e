"""A collector: one retailer's lock, its files, and its visits."""

import time
import uuid
from contextlib import ExitStack, closing
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from pricewatch import lake
from pricewatch.collect.archive import Archive
from pricewatch.collect.captures import SUFFIX
from pricewatch.collect.disk import locked, storing
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.log import Log
from pricewatch.collect.manners import Answer, Manners
from pricewatch.collect.outcomes import SEEN
from pricewatch.collect.reading import PageRead, Reader
from pricewatch.collect.redact import clean_url
from pricewatch.collect.salvage import Salvaged, salvage
from pricewatch.collect.settings import Clock, Settings, real_time
from pricewatch.collect.turns import Turns
from pricewatch.collect.visit import Summary, Visit, sentence_of
from pricewatch.listing import Listing
from pricewatch.read.page import Request
from pricewatch.recognise import Scraper
from pricewatch.retailer import Retailer

RESUME_WITHIN = timedelta(hours=6)
"""Pages that a killed run read longer ago than this are asked for again."""


class Collector:
    """One retailer's visits, under its lock; what they fetch and read is in its files after `flush` or `close`.

    with Collector(retailer, data=data, scraper=scraper, settings=settings) as collector:
        summary = collector.visit()

    A segment is one WARC file and one lake file of the same name; a run has as many as fit in memory one by one.
    Raises Busy where another run holds the lock, FetchRefused where nobody says who is asking.
    """

    def __init__(  # each is a different thing, and all but two are said by name
        self,
        retailer: Retailer,
        *,
        data: Path,
        scraper: Scraper,
        settings: Settings,
        clock: Clock = real_time,
        turns: Turns | None = None,
    ) -> None:
        self.retailer = retailer
        self.data = data
        self.reader = Reader(scraper, retailer)
        self.settings = settings
        self.clock = clock
        self.turns = turns or Turns()
        self.run = f"{clock():%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}"
        self.segments = 0
        self.archive: Archive | None = None
        self.listings: list[Listing] = []
        self.flushed = time.monotonic()

    def __enter__(self) -> Self:
        slug = self.retailer.slug
        with ExitStack() as opened, storing(self.data):
            self.fetcher = opened.enter_context(closing(Fetcher(self.settings, self.clock)))
            for url in self.retailer.start or (self.retailer.home,):
                self.fetcher.check(url)
            opened.enter_context(locked(self.data, slug))
            self.log = opened.enter_context(closing(Log(self.data / "log" / "collect" / f"{slug}.ndjson", slug)))
            self.manners = Manners(self.retailer, self.fetcher, self.keep, self.turns)
            self.manners.closed_until = self.log.closed_until
            self.resumed: dict[str, PageRead] = {}
            for saved in salvage(self.data, self.reader):
                self.take_over(saved)
            self.opened = opened.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def keep(self, exchange: Exchange) -> Exchange:
        """Archive an exchange; it comes back as it was kept."""
        return self.open_archive().keep(exchange)

    def visit(self) -> Summary:
        """Visit the shop once: ask for its start pages and for all that follows from them."""
        began, started = self.clock(), time.monotonic()
        visit = Visit(self.settings.max_pages)
        first = self.reader.start()
        visit.ask(first.requests)
        visit.starts = len(visit.queue)
        if not visit.starts:
            visit.trouble = (
                first.detail or f"The entry of [{self.retailer.slug}] gives its scraper no page to start at."
            )
        with storing(self.data):
            while visit.queue and not self.reason_to_stop(visit):
                page = self.page(visit.queue.popleft())
                visit.count(page)
                visit.ask(page.requests)
                self.flush_if_due()
            self.resumed = {}
            return self.finished(visit, began, time.monotonic() - started)

    def reason_to_stop(self, visit: Visit) -> str | None:
        """Why a visit ends before its queue is empty, kept as its trouble."""
        reason = None
        if self.turns.stop.is_set():
            reason = "The visit was stopped."
        elif self.manners.closed_until and self.clock() < self.manners.closed_until:
            reason = f"The shop asks us to stay away until {self.manners.closed_until:%Y-%m-%d %H:%M} UTC."
        elif visit.failures_in_a_row >= self.settings.give_up_after:
            reason = f"{visit.failures_in_a_row} pages failed one after the other, the last so: {visit.trouble}"
        elif visit.done >= visit.max_pages:
            reason = f"The visit ended at max_pages; {len(visit.queue):,} more pages are known."
        if reason:
            visit.trouble = reason
        return reason

    def page(self, request: Request) -> PageRead:
        """Ask for one page, read it, and write down what became of it; not again what a killed run just did."""
        if request.method == "GET" and (done := self.resumed.pop(request.url, None)):
            return done
        answer = self.manners.fetch(request)
        page = self.reader.read(answer.exchange)
        self.listings += page.listings
        self.write_down(request, answer, page)
        return page

    def write_down(self, request: Request, answer: Answer, page: PageRead) -> None:
        """The page's line in the log, and the facts beside its capture."""
        exchange = answer.exchange
        if exchange.capture:
            self.open_archive().note(exchange, capture_facts(request, answer, page, self.reader.name))
        self.log.write(
            "page",
            run=self.run,
            at=exchange.at,
            url=clean_url(request.url),
            outcome=page.outcome,
            status=exchange.status,
            listings=len(page.listings),
            priced=page.priced,
            seconds=round(exchange.seconds, 4),
            bytes=len(exchange.body),
            capture=exchange.capture,
            robots=answer.robots,
            detail=clean_url(page.detail) if page.detail else None,
        )

    def finished(self, visit: Visit, began: datetime, seconds: float) -> Summary:
        """The visit's summary, also as a line of the log."""
        summary = Summary(
            retailer=self.retailer.slug,
            run=self.run,
            outcome=visit.outcome,
            pages=dict(visit.pages),
            listings=visit.listings,
            priced=visit.priced,
            seconds=round(seconds, 3),
            sentence=sentence_of(self.retailer, visit, seconds),
        )
        closed_until = self.manners.closed_until
        self.log.write(
            "visit",
            run=self.run,
            at=began,
            outcome=summary.outcome,
            pages=visit.done,
            listings=visit.listings,
            priced=visit.priced,
            seconds=summary.seconds,
            closed_until=closed_until.isoformat() if closed_until else None,
            detail=visit.trouble,
        )
        return summary

    def take_over(self, saved: Salvaged) -> None:
        """A killed run gets the visit line that it could not write; its fresh pages need not be asked for again."""
        self.log.write(
            "visit",
            run=saved.segment,
            at=self.clock(),
            outcome="partial",
            pages=len(saved.pages),
            listings=len(saved.listings),
            priced=sum(listing.price is not None for listing in saved.listings),
            detail=f"The run was killed; {saved.captures} captures were saved and read again.",
        )
        now = self.clock()
        for url, (at, page) in saved.pages.items():
            if page.outcome in SEEN and timedelta(0) <= now - at <= RESUME_WITHIN:
                self.resumed[url] = page

    def open_archive(self) -> Archive:
        """The segment's WARC file; a segment begins with its first capture."""
        if self.archive is None:
            self.segments += 1
            name = self.run if self.segments == 1 else f"{self.run}-{self.segments}"
            self.archive = Archive(self.data / "captures" / self.retailer.slug / f"{name}{SUFFIX}", self.settings)
        return self.archive

    def flush_if_due(self) -> None:
        """Finish a segment that has grown large or old."""
        old = time.monotonic() - self.flushed > self.settings.flush_seconds
        if old or len(self.listings) >= self.settings.flush_listings:
            self.flush()

    def flush(self) -> None:
        """Finish the segment: first its listings, then its captures get their final names.

        A run that is killed between the two leaves a part whose listings are already there.
        """
        self.flushed = time.monotonic()
        if self.archive is None:
            return
        lake.write(self.data, self.retailer.slug, self.archive.path.name.removesuffix(SUFFIX), self.listings)
        self.archive.finish()
        self.archive, self.listings = None, []

    def close(self) -> None:
        """Write what is left, hang up and give the lock back."""
        with self.opened, storing(self.data):
            try:
                self.flush()
            finally:
                if self.archive:
                    self.archive.abandon()


def capture_facts(request: Request, answer: Answer, page: PageRead, reader: str) -> dict[str, object]:
    """What the WARC's metadata record says of a capture."""
    exchange = answer.exchange
    return {
        "outcome": page.outcome,
        "detail": page.detail,
        "asked-url": request.url if request.url != exchange.url else None,
        "redirected-by": " ".join(f"{hop.status} {hop.url}" for hop in answer.hops),
        "robots": answer.robots,
        "fetchTimeMs": round(exchange.seconds * 1000),
        "content-encoding-undone": exchange.header("content-encoding"),
        "removed": ", ".join(exchange.removed),
        "reader": reader,
        "listings": len(page.listings),
    }
