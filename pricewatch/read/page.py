"""What a scraper is given, and what it gives back."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from pricewatch.errors import TooLarge
from pricewatch.listing import Listing
from pricewatch.read import forgiving_json
from pricewatch.read.decode import check_shape, decode
from pricewatch.read.values import many
from pricewatch.retailer import Retailer

JSON_LD = 'script[type*="ld+json" i]'
MOST_BLOCKS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A page that a scraper wants next. `kind`: index pages lead to others, detail pages are products."""

    url: str
    kind: str = "index"
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a scraper read from a page: listings in page order, and the requests that follow from it."""

    listings: list[Listing] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Page:
    """One response. `retailer` is None where somebody only hands us bytes; then nothing is known but the page."""

    url: str
    body: bytes
    content_type: str | None = None
    status: int = 200
    fetched_at: datetime | None = None
    retailer: Retailer | None = None

    @cached_property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty where none was declared."""
        return (self.content_type or "").split(";")[0].strip().casefold()

    @cached_property
    def text(self) -> str:
        """The body as text. Raises TooLarge or Unreadable."""
        return decode(self.body, self.content_type)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The page's elements, parsed once, as a browser would. Raises TooLarge or Unreadable."""
        check_shape(self.text)
        return LexborHTMLParser(self.text)

    @cached_property
    def json_ld(self) -> list[dict[str, Any]]:
        """The nodes of all JSON-LD blocks in order; blocks that nobody can read are passed over. Raises TooLarge."""
        texts = [script.text() or "" for script in self.tree.css(JSON_LD)]
        if len(texts) > MOST_BLOCKS or forgiving_json.is_crowded("".join(texts)):
            raise TooLarge("The page's JSON-LD holds more values than a page can say of its products.")
        blocks = (forgiving_json.loads(text) for text in texts)
        return [node for block in blocks for node in many(block) if isinstance(node, dict)]
