"""A price that a page spreads over several elements, as one text."""

import re

WHOLE = re.compile(r"\d$")
CENTS = re.compile(r"\d{2}(?!\d|[.,]\d)")


def join_price_parts(parts: list[str]) -> str:
    """The pieces of text of one price, joined so that cents set in their own element stay cents.

    >>> join_price_parts(["12", "99", "€"]), join_price_parts(["1 299", ",–"]), join_price_parts(["$", "5", ".", "49"])
    ('12.99 €', '1 299,–', '$ 5.49')
    """
    text = ""
    for part in (" ".join(raw.split()) for raw in parts):
        if part:
            text += glue(text, part) + part
    return text


def glue(before: str, part: str) -> str:
    """What stands between two pieces: a decimal point before bare cents, nothing at a separator, else a space."""
    if not before:
        return ""
    if part[0] in ".,'" or (before[-1] in ".," and part[0].isdigit()):
        return ""
    bare = re.search(r"(?:^|[^\d.,])\d+(?:[.,\s]\d{3})*$", before)
    return "." if bare and CENTS.match(part) else " "
