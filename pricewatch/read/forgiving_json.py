"""JSON as shops write it: a browser's script engine forgives what a strict parser does not."""

import html
import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

import chompjs

LONGEST_NUMBER = 40
MOST_VALUES = 100_000  # of one text
CONTROL = re.compile(r"[\x00-\x1f]+")
WRAPPING = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$")
START = re.compile(r"[\[{]")


def number(text: str) -> Decimal | None:
    """A JSON number, exactly. Numbers longer than any price are dropped."""
    if len(text) > LONGEST_NUMBER:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value.adjusted()) < LONGEST_NUMBER else None


DECODER = json.JSONDecoder(strict=False, parse_float=number, parse_int=number, parse_constant=lambda _: None)


def loads(text: str) -> Any:
    """The value that a JSON text holds, or None where nobody could read it. Numbers become Decimal.

    >>> loads('{"price": 12.90}'), loads("{price: '12.90', }"), loads("no json")
    ({'price': Decimal('12.90')}, {'price': '12.90'}, None)
    """
    text = WRAPPING.sub("", text).strip().rstrip(";")
    try:
        return DECODER.decode(text)
    except (ValueError, RecursionError):
        return forgiven(text)


def is_crowded(text: str) -> bool:
    """Does a text hold more values than a page can say of what it sells? Reading them takes seconds."""
    return len(text) > MOST_VALUES and text.count(",") + text.count("{") + text.count("[") > MOST_VALUES


def first_value(text: str, start: int) -> Any:
    """The strict JSON value that begins at a place in a script, or None."""
    try:
        return DECODER.raw_decode(text, start)[0]
    except (ValueError, RecursionError):
        return None


def forgiven(text: str) -> Any:
    """A second look: HTML entities, line ends within strings, trailing commas, comments, bare keys, text around it."""
    start = START.search(text)
    if not start:
        return None
    for attempt in (text, html.unescape(text)):
        try:
            return DECODER.raw_decode(attempt, start.start())[0]
        except (ValueError, RecursionError):
            continue
    try:
        return exact(chompjs.parse_js_object(CONTROL.sub(" ", text), loader=DECODER.decode))
    except (ValueError, RecursionError, MemoryError):
        return None


def exact(value: Any) -> Any:
    return value if isinstance(value, dict | list) else None
