"""What a record says beside its name and its money: picture, brand, stock, and where a hidden price is shown."""

import re
from typing import Any

from pricewatch.read.availability import availability_of
from pricewatch.read.outline import Outline
from pricewatch.read.signs import split_names
from pricewatch.read.values import absolute
from pricewatch.read.withheld import hidden_by

BRAND = re.compile(
    r"(?:^|-)(?:brand|brands|vendor|manufacturer|marke|marque|marca|merk|hersteller|designer)(?:-name)?$"
)
PICTURE = ("data-src", "data-original", "data-lazy-src", "src")


def facts_of(page: Outline, record: int, url: str) -> dict[str, Any]:
    """The fields of a listing that stand in a record beside name, link and money."""
    text = page.text(record)
    return {
        "image": picture(page, record, url),
        "brand": brand(page, record),
        "availability": availability_of(text),
        "price_hidden": hidden_by(text),
    }


def picture(page: Outline, record: int, url: str) -> str | None:
    """The first picture that has an address."""
    for n in range(record, page.ends[record]):
        if page.tags[n] == "img":
            said = (page.attribute(n, name) for name in PICTURE)
            address = next((one for one in said if one and not one.startswith("data:")), None)
            if address:
                return absolute(address, url)
    return None


def brand(page: Outline, record: int) -> str | None:
    """The text of the element that is named for the brand."""
    for n in range(record, page.ends[record]):
        if not page.texts[n] and (
            page.attribute(n, "itemprop") == "brand" or BRAND.search(split_names(page.classes(n)))
        ):
            return page.text(n)[:100] or page.attribute(n, "content") or None
    return None
