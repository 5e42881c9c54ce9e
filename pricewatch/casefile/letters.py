"""The font of what is printed: it comes with matplotlib, and has Latin, Greek, Cyrillic, Hebrew and more."""

from functools import cache
from pathlib import Path

import matplotlib as mpl
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from pricewatch.textlines import plain

FONTS = Path(mpl.get_data_path()) / "fonts" / "ttf"


def printable(text: str, longest: int = 3000) -> str:
    """A text as the font can print it; what it lacks is named by its code.

    >>> printable("Čaj Φλαμούρι 茶")
    'Čaj Φλαμούρι [U+8336]'
    """
    known = letters()
    return "".join(c if ord(c) in known else f"[U+{ord(c):04X}]" for c in plain(text, longest))


@cache
def letters() -> frozenset[int]:
    """The characters that the font has."""
    with TTFont(FONTS / "DejaVuSans.ttf") as font:
        return frozenset(font.getBestCmap())
