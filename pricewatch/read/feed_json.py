"""JSON as shops' interfaces answer it: exact numbers, and one kind of error."""

import json
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pricewatch.errors import TooLarge, Unreadable
from pricewatch.read.feed_bounds import SHORTEST_OBJECT, SHORTEST_ROW, check_parts
from pricewatch.read.feed_bytes import decoded, gunzipped


@lru_cache(maxsize=1)  # several scrapers ask about the same page in turn
def parsed(body: bytes) -> Any:
    """The value of a JSON text, numbers with a fraction as Decimal. Raises Unreadable."""
    body = gunzipped(body)
    check_parts(body.count(b"{") + body.count(b"["), len(body), SHORTEST_OBJECT, "objects")
    try:
        return json.loads(decoded(body), parse_float=Decimal, parse_constant=lambda _: None, strict=False)
    except RecursionError as problem:
        raise Unreadable("The JSON is nested too deeply to be a list of products.") from problem
    except ValueError as problem:
        raise Unreadable(f"This is not JSON: {str(problem)[:200]}.") from problem


def parsed_or_none(body: bytes, *marks: bytes) -> Any:
    """The value of a JSON object or list that holds one of the marks; None where they are none. Raises TooLarge."""
    if body[:256].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in (b"{", b"["):
        return None
    if marks and not any(mark in body for mark in marks):
        return None
    try:
        return parsed(body)
    except TooLarge:
        raise
    except Unreadable:
        return None


def check_offers(offers: int, body: bytes) -> None:
    """Refuse an answer with more offers than its size can describe."""
    check_parts(offers, len(gunzipped(body)), SHORTEST_ROW, "offers")


def listed(value: Any) -> list[Any]:
    """The parts of a JSON list; empty where it is no list."""
    return value if isinstance(value, list) else []


def dicts(value: Any) -> list[dict[str, Any]]:
    """The objects in a JSON list; empty where it is no list."""
    return [part for part in listed(value) if isinstance(part, dict)]


def dig(value: Any, *keys: str) -> Any:
    """What lies under some keys, or None as soon as one is missing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value
