"""What a shop wrote, and amounts, as one line of text that a person reads."""

import unicodedata
from decimal import Decimal

LONGEST = 140
"""So many characters of a name are shown in lists."""


def plain(text: str | None, longest: int = LONGEST) -> str:
    """A shop's words on one line: control characters and overrides of the writing direction shown, not obeyed.

    >>> plain("Oat\\u202e drink\\n"), plain("abcdef", 4), plain(None)
    ('Oat� drink', 'abc…', '')
    """
    shown = "".join("�" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co") else c for c in squeezed(text))
    return shown if len(shown) <= longest else shown[: longest - 1].rstrip() + "…"


def squeezed(text: str | None) -> str:
    """Without line breaks and repeated blanks."""
    return " ".join((text or "").split())


def amount(value: Decimal) -> str:
    """At least two decimals, and no more than there are.

    >>> amount(Decimal("2.5000")), amount(Decimal("0.0125")), amount(Decimal("1E+2"))
    ('2.50', '0.0125', '100.00')
    """
    whole, _, part = f"{value:f}".partition(".")
    return f"{whole}.{part.rstrip('0').ljust(2, '0')}"
