"""From an exchange to listings: the reader is asked, and whatever becomes of it has a name."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TypeVar

from pricewatch.collect.exchange import Exchange
from pricewatch.collect.fit import fitted
from pricewatch.collect.outcomes import Outcome, of_error
from pricewatch.collect.settings import VERSION
from pricewatch.errors import PricewatchError
from pricewatch.listing import Listing
from pricewatch.read.page import Page, Request
from pricewatch.recognise import Scraper
from pricewatch.retailer import Retailer

T = TypeVar("T")

REMEMBERED = 64
"""Readings kept in memory: enough for a shop's few long lists, little beside a large shop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRead:
    """What became of one page."""

    outcome: Outcome
    detail: str | None = None
    listings: tuple[Listing, ...] = ()
    requests: tuple[Request, ...] = ()

    @property
    def priced(self) -> int:
        """How many of the listings state a price."""
        return sum(listing.price is not None for listing in self.listings)


@dataclass(frozen=True, slots=True)
class Reader:
    """A scraper at work for one retailer. Most pages are tomorrow what they are today, so readings are remembered."""

    scraper: Scraper
    retailer: Retailer
    remembered: OrderedDict[tuple[object, ...], PageRead] = field(default_factory=OrderedDict)

    @property
    def name(self) -> str:
        """The scraper's name and version, as listings carry it."""
        name = self.retailer.scraper or str(getattr(self.scraper, "__name__", type(self.scraper).__name__))
        return f"{name.rpartition('.')[2]} {getattr(self.scraper, 'VERSION', VERSION)}"

    def start(self) -> PageRead:
        """The requests that a visit begins with."""
        found = attempt(lambda: self.scraper.requests(self.retailer))
        if isinstance(found, PageRead):
            return found
        return PageRead(outcome="ok", requests=tuple(found))

    def read(self, exchange: Exchange) -> PageRead:
        """The listings of a page, signed with where they come from, and the requests that follow."""
        if exchange.outcome:
            return PageRead(outcome=exchange.outcome, detail=exchange.detail)
        found = self.reading_of(self.page(exchange))
        return replace(found, listings=tuple(self.signed(listing, exchange) for listing in found.listings))

    def reading_of(self, page: Page) -> PageRead:
        """What is read on a page; scrapers are pure, so the same bytes are not read twice."""
        day = page.fetched_at and page.fetched_at.date() if getattr(self.scraper, "READS_THE_DATE", False) else None
        key = (page.url, page.content_type, page.status, day, sha256(page.body).digest())
        found = self.remembered.pop(key, None) or self.read_anew(page)
        self.remembered[key] = found
        if len(self.remembered) > REMEMBERED:
            self.remembered.popitem(last=False)
        return found

    def read_anew(self, page: Page) -> PageRead:
        """Ask the scraper, and keep what the lake can hold."""
        reading = attempt(lambda: self.scraper.read(page))
        if isinstance(reading, PageRead):
            return reading
        fits = [fitted(listing) for listing in reading.listings]
        listings, requests = tuple(listing for listing, _ in fits), tuple(reading.requests)
        outcome, detail = judged(listings, requests, [doubt for _, doubts in fits for doubt in doubts])
        return PageRead(outcome=outcome, detail=detail, listings=listings, requests=requests)

    def page(self, exchange: Exchange) -> Page:
        """The exchange as readers know it."""
        return Page(
            url=exchange.url,
            body=exchange.body,
            content_type=exchange.header("content-type"),
            status=exchange.status or 0,
            fetched_at=exchange.at,
            retailer=self.retailer,
        )

    def signed(self, listing: Listing, exchange: Exchange) -> Listing:
        """The listing with its origin. Nothing that the page says, or does not say, is changed."""
        return replace(
            listing,
            retailer=self.retailer.slug,
            url=listing.url or exchange.url,
            captured_at=exchange.at,
            capture=exchange.capture,
            reader=self.name,
        )


def judged(
    listings: Sequence[Listing], requests: Sequence[Request], doubts: Sequence[str]
) -> tuple[Outcome, str | None]:
    """What became of a page that was read, and a sentence where something is amiss."""
    if doubts:
        return "reader_crashed", f"{len(doubts)} values were left out; the first because {doubts[0]}."
    if listings or requests:
        return "ok", None
    return "no_listing", "The page was read; it holds no listing and leads nowhere."


def attempt(call: Callable[[], T]) -> T | PageRead:
    """What a scraper gives back, or what became of the page instead."""
    try:
        return call()
    except PricewatchError as problem:
        return PageRead(outcome=of_error(problem), detail=str(problem) or type(problem).__name__)
    except Exception as bug:  # noqa: BLE001  # a bug in one reader, met on one page, must not end the run
        return PageRead(outcome="reader_crashed", detail=f"{type(bug).__name__}: {bug}")
