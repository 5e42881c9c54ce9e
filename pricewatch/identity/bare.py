"""A name without what changes from pack to pack: its sizes, and the words of a relaunch."""

import re
from collections.abc import Collection
from functools import cache

from pricewatch.identity.schemas import unaccented
from pricewatch.identity.specs import SIDES
from pricewatch.plaintext import plain
from pricewatch.units import UNITS

LONGEST = 300
UNIT = "|".join(re.escape(unaccented(unit)) for unit in sorted(UNITS, key=len, reverse=True))
SIZE = re.compile(
    rf"(?<![\w.,])(?:ca\.?\s?)?(?:\d{{1,4}}\s?[x×*]\s?)*\d+(?:[.,]\d+)?\s?-?(?:{UNIT}|cm|mm|inch|inches|zoll|\"|'')"
    r"(?!\w)\.?"
)
ELSE = re.compile(r"\w+")


@cache
def bare_words(name: str, launch_words: Collection[str] = frozenset()) -> tuple[str, ...]:
    """The name's words in alphabetical order, without its sizes and without words that announce a relaunch.

    >>> bare_words("NEW Oat Drink Barista 6 x 330 ml", frozenset({"new"}))
    ('barista', 'drink', 'oat')
    """
    text = unaccented(plain(name[:LONGEST]))
    for pattern in (SIZE, SIDES):
        text = pattern.sub(" ", text)
    return tuple(sorted(set(ELSE.findall(text)) - set(launch_words)))
