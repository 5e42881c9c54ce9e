"""Picks the scraper that can read some bytes."""

import pkgutil
from functools import cache
from importlib import import_module
from typing import Protocol

import scrapers
from pricewatch.errors import Unreadable
from pricewatch.listing import Listing
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer

GENERAL = "web_page"  # reads any HTML, so it is asked last


class Scraper(Protocol):
    """One way in which prices are published."""

    def recognises(self, page: Page) -> bool: ...
    def requests(self, retailer: Retailer) -> list[Request]: ...
    def read(self, page: Page) -> Reading: ...


@cache
def all_scrapers() -> dict[str, Scraper]:
    """Every module in `scrapers/` by its name; narrow formats before pages in general."""
    names = [m.name for m in pkgutil.iter_modules(scrapers.__path__) if not m.name.startswith("_")]
    return {name: import_module(f"scrapers.{name}") for name in sorted(names, key=lambda name: (name == GENERAL, name))}


def scraper_for(page: Page) -> tuple[str, Scraper]:
    """The scraper that recognises the page, with its name."""
    for name, scraper in all_scrapers().items():
        if scraper.recognises(page):
            return name, scraper
    raise Unreadable(f"No reader knows what {page.url} is (content type {page.content_type or 'not given'}).")


def extract(body: bytes, url: str, *, content_type: str | None = None) -> list[Listing]:
    """The listings that some bytes state: a page's main product first; a list's items in page order.

    Raises a PricewatchError where the bytes are not what a reader can read.
    """
    page = Page(url=url, body=body, content_type=content_type)
    return scraper_for(page)[1].read(page).listings
