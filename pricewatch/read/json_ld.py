"""JSON-LD: what a page says in `<script type="application/ld+json">`."""

from typing import Any

from pricewatch.errors import TooLarge
from pricewatch.listing import Listing
from pricewatch.read import forgiving_json, schema_org
from pricewatch.read.page import Page
from pricewatch.read.values import many

SCRIPTS = 'script[type*="ld+json" i]'
MOST_BLOCKS = 1_000


def nodes(page: Page) -> list[dict[str, Any]]:
    """The nodes of all blocks in order; blocks that nobody can read are passed over. Raises TooLarge."""
    texts = [script.text() or "" for script in page.tree.css(SCRIPTS)]
    if len(texts) > MOST_BLOCKS or forgiving_json.is_crowded("".join(texts)):
        raise TooLarge("The page's JSON-LD holds more values than a page can say of its products.")
    blocks = [forgiving_json.loads(text) for text in texts]
    return [node for block in blocks for node in many(block) if isinstance(node, dict)]


def read(page: Page) -> list[Listing]:
    """The listings that the JSON-LD states."""
    return schema_org.listings(nodes(page), page.url)
