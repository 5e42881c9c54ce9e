"""JSON-LD: what a page says in `<script type="application/ld+json">`."""

from pricewatch.listing import Listing
from pricewatch.read import schema_org
from pricewatch.read.page import Page


def read(page: Page) -> list[Listing]:
    """The listings that the JSON-LD states."""
    return schema_org.listings(page.json_ld, page.url)
