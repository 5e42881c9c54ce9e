"""The product's name, as the page itself calls it."""

import re
from collections.abc import Mapping, Sequence

from pricewatch.listing import Listing
from pricewatch.read.visible import Scope, Visible

WORDS = re.compile(r"\w+")
CUT = re.compile(r"\s+[|–—»·•:-]\s+|\s*\|\s*")
LONGEST = 300


def product_name(
    stated: Mapping[str, Sequence[Listing]], seen: Visible, heading: Scope | None, title: str | None
) -> str | None:
    """Markup's name, or the heading where it says the same and more; else what stands in the page's head."""
    names = {source: found[0].name for source, found in stated.items() if found[0].name}
    head = names.pop("meta", None)
    shown = " ".join(seen.text[heading.start : min(heading.end, heading.start + LONGEST)].split()) if heading else ""
    for name in names.values():
        if name:
            return shown if shown and fuller(shown, name) else name
    return shown or head or (CUT.split(title)[0].strip() if title else None) or None


def fuller(shown: str, stated: str) -> bool:
    """Does the heading hold every word of a short stated name, and a few more?"""
    more, less = words_of(shown), words_of(stated)
    return 0 < len(less) <= 4 and less < more and len(more) <= 3 * len(less) + 2


def words_of(text: str) -> set[str]:
    return set(WORDS.findall(text.casefold()))
