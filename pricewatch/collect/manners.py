"""How a polite visitor asks for a page: robots.txt first, at the shop's pace, again where it makes sense."""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

import stamina

from pricewatch.collect import robots
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.outcomes import RETRIED, Outcome
from pricewatch.collect.redirects import judged, redirect_target, redirected, same_site
from pricewatch.collect.settings import Clock, Settings
from pricewatch.collect.turns import Turns
from pricewatch.errors import FetchFailed
from pricewatch.read.page import Request
from pricewatch.retailer import Retailer

logging.getLogger("stamina").addHandler(logging.NullHandler())  # every retry is in our own log

MAX_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The last exchange for a page, the redirects before it, and what robots.txt said."""

    exchange: Exchange
    hops: tuple[Exchange, ...] = ()
    robots: str | None = None


class TryAgain(FetchFailed):
    """This exchange failed in a way that may pass."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.detail)
        self.exchange = exchange


class Manners:
    """Asks for one retailer's pages. `keep` archives an exchange and gives it back as it was kept.

    `closed_until` is set where the shop wants us to stay away for longer than a visit waits.
    """

    def __init__(
        self,
        retailer: Retailer,
        fetcher: Fetcher,
        keep: Callable[[Exchange], Exchange],
        turns: Turns,
    ) -> None:
        self.retailer = retailer
        self.fetcher = fetcher
        self.settings: Settings = fetcher.settings
        self.clock: Clock = fetcher.clock
        self.keep = keep
        self.turns = turns
        self.robots = robots.Robots(lambda request: self.patiently(request, retailer.pace), self.clock)
        self.sites = {urlsplit(url).netloc for url in (retailer.home, *retailer.start)}
        self.closed_until: datetime | None = None

    def fetch(self, request: Request) -> Answer:
        """The page behind a request, redirects followed by hand: each hop asks robots.txt and the guards again."""
        hops: list[Exchange] = []
        asked = request
        while True:
            try:
                self.fetcher.check(asked.url)
            except FetchFailed as problem:
                return self.refused(asked, hops, "refused", str(problem))
            rules = self.robots.rules_for(asked.url)
            if refusal := rules.refusal(asked.url):
                return self.refused(asked, hops, *refusal, verdict=rules.verdict)
            exchange = self.patiently(asked, max(self.retailer.pace, rules.crawl_delay))
            target = redirect_target(exchange)
            if target is None:
                return Answer(exchange=judged(request, exchange), hops=tuple(hops), robots=rules.verdict)
            hops.append(exchange)
            if len(hops) > MAX_REDIRECTS:
                detail = f"{request.url} redirects more than {MAX_REDIRECTS} times."
                return self.refused(asked, hops, "network_error", detail)
            if not self.is_same_site(request.url, target):
                detail = f"{request.url} redirects to another site, {target}. If that is the shop's, mend its entry."
                return self.refused(asked, hops, "refused", detail)
            asked = redirected(asked, exchange.status or 0, target)

    def refused(
        self, request: Request, hops: list[Exchange], outcome: Outcome, detail: str, verdict: str | None = None
    ) -> Answer:
        """An answer for a page that was not asked for, or not any further."""
        last = hops[-1] if hops else Exchange(url=request.url, at=self.clock())
        if outcome == "robots_disallowed":
            verdict = "disallowed by robots.txt"
        return Answer(exchange=replace(last, outcome=outcome, detail=detail), hops=tuple(hops), robots=verdict)

    def patiently(self, request: Request, pause: float) -> Exchange:
        """Ask, and again after a growing pause, or after the one that the shop asks for."""
        attempts = stamina.retry_context(
            on=self.wait_before_retry,
            attempts=self.settings.attempts,
            timeout=None,
            wait_initial=self.settings.backoff,
            wait_max=self.settings.max_wait,
            wait_jitter=self.settings.backoff,
        )
        try:
            for attempt in attempts:
                with attempt:
                    return self.once(request, pause)
        except TryAgain as last:
            return last.exchange
        raise AssertionError("stamina returns or raises")

    def once(self, request: Request, pause: float) -> Exchange:
        """Ask when it is our turn, and archive what came back."""
        limit = robots.MAX_BYTES if request.kind == "robots" else None
        with self.turns.take(urlsplit(request.url).netloc, pause):
            exchange = self.fetcher.exchange(request, limit=limit)
        kept = self.keep(exchange) if exchange.status else exchange
        if kept.outcome in RETRIED:
            raise TryAgain(kept)
        return kept

    def wait_before_retry(self, problem: Exception) -> bool | float:
        """stamina's question: try again, and after how many seconds?"""
        if not isinstance(problem, TryAgain) or self.turns.stop.is_set():
            return False
        wait = retry_after(problem.exchange.header("retry-after"), datetime.now(UTC))
        if wait is None:
            return True
        if wait > self.settings.max_wait:
            self.closed_until = self.clock() + timedelta(seconds=wait)
            return False
        return wait

    def is_same_site(self, asked: str, target: str) -> bool:
        """Does the target belong to the site that was asked, or to the retailer's own?"""
        netloc = urlsplit(target).netloc
        return any(same_site(netloc, site) for site in (urlsplit(asked).netloc, *self.sites))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds to wait, from a Retry-After header in seconds or as a date; None where it says nothing usable.

    >>> retry_after("120", datetime(2026, 1, 1, tzinfo=UTC))
    120.0
    >>> retry_after("Thu, 01 Jan 2026 00:01:00 GMT", datetime(2026, 1, 1, tzinfo=UTC))
    60.0
    """
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdecimal():
        return float(min(int(text[:9]), 366 * 86400))
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())
