"""Adding a shop: find the way in which it publishes prices, and write its entry."""

from pricewatch.discover.entry import write_entry
from pricewatch.discover.search import Discovery, Fetch, discover

__all__ = ["Discovery", "Fetch", "discover", "write_entry"]
