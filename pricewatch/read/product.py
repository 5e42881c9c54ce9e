"""A product page to listings: every source is read, then they vote."""

from collections.abc import Callable
from dataclasses import replace

from pricewatch.listing import Listing
from pricewatch.read import json_ld, meta
from pricewatch.read.choose import main_first
from pricewatch.read.page import Page

Source = Callable[[Page], list[Listing]]

SOURCES: dict[str, Source] = {"json-ld": json_ld.read, "meta": meta.read}


def read_product(page: Page) -> list[Listing]:
    """The listings of a product page, the one that its address shows first; none where it is no product page."""
    for source, read in SOURCES.items():
        found = main_first(read(page), page.url)
        if found:
            return [explained(replace(one, reader=source, url=one.url or page.url)) for one in found]
    return []


def explained(listing: Listing) -> Listing:
    """A listing without a price says why."""
    if listing.price is not None:
        return listing
    return replace(listing, doubts=(*listing.doubts, "the page's markup names no price"))
