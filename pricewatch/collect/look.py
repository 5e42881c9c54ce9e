"""A polite look at a shop that is no retailer of ours yet: robots.txt, pace and guards as for any other."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit

from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.manners import Manners
from pricewatch.collect.settings import Clock, Settings, real_time
from pricewatch.collect.turns import Turns
from pricewatch.errors import FetchFailed, FetchRefused
from pricewatch.read.page import Page, Request
from pricewatch.retailer import Retailer

PACE = 2.0
"""Seconds between the two dozen requests of a look, where robots.txt does not ask for more."""


@contextmanager
def looking(
    url: str, settings: Settings, *, pace: float = PACE, clock: Clock = real_time
) -> Iterator[Callable[[str], Page]]:
    """A function that fetches pages of the shop at `url`; nothing is kept. It raises FetchFailed for a page not had."""
    stranger = Retailer(slug="stranger", name=url, home=url, pace=pace)
    with closing(Fetcher(settings, clock)) as fetcher:
        manners = Manners(stranger, fetcher, lambda exchange: exchange, Turns())

        def page(address: str) -> Page:
            manners.sites.add(urlsplit(address).netloc)
            got = manners.fetch(Request(url=address)).exchange
            if got.outcome:
                kind = FetchRefused if got.outcome in ("refused", "robots_disallowed", "blocked") else FetchFailed
                raise kind(f"{address}: {got.detail or got.outcome.replace('_', ' ')}")
            return Page(
                url=got.url,
                body=got.body,
                content_type=got.header("content-type"),
                status=got.status or 0,
                fetched_at=got.at,
            )

        yield page
