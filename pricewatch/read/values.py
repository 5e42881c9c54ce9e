"""Values of structured data: text, addresses and amounts out of whatever shape a shop gave them."""

import html
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin, urlsplit

from pricewatch import currencies
from pricewatch.money import parse_price

SPACES = re.compile(r"\s+")
MACHINE = re.compile(r"-?\d+(?:\.\d+)?$")
LONGEST_TEXT = 20_000
LONGEST_PRICE_TEXT = 200
HIGHEST = Decimal(10) ** 12
# Codes that shops still write for what ISO 4217 calls otherwise.
CURRENCIES = {"RUR": "RUB", "BYR": "BYN", "BYB": "BYN", "NTD": "TWD", "NT$": "TWD", "RMB": "CNY", "UAK": "UAH"}


def many(value: Any) -> list[Any]:
    """A value that may be one or a list, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def first(value: Any) -> Any:
    return next(iter(many(value)), None)


def clean(text: str) -> str:
    """Text on one line, without entities, NULs or halves of characters."""
    text = text[:LONGEST_TEXT]
    text = html.unescape(text) if "&" in text else text
    return SPACES.sub(" ", text).strip().encode("utf-8", "replace").decode("utf-8").replace("\x00", "")


def text_of(value: Any) -> str | None:
    """What a value says in words: a string, a number, a node's value with its unit, or a node's name."""
    value = first(value)
    if isinstance(value, Mapping):
        said = text_of(value.get("value")) or text_of(value.get("name")) or text_of(value.get("@id"))
        unit = text_of(value.get("unitText")) or text_of(value.get("unitCode"))
        return f"{said} {unit}" if said and unit and "value" in value else said
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, Decimal):
        return format(value, "f")
    return clean(str(value)) or None if isinstance(value, str | int) else None


def url_of(value: Any, base: str) -> str | None:
    """An absolute address, or None."""
    value = first(value)
    said = value.get("url") or value.get("contentUrl") or value.get("@id") if isinstance(value, Mapping) else value
    return absolute(said, base) if isinstance(said, str) else None


def absolute(address: str, base: str) -> str | None:
    """An address as seen from a page; None where it is none."""
    try:
        joined = urljoin(base, clean(address))
        return joined if address.strip() and urlsplit(joined).hostname else None
    except ValueError:
        return None


def same_host(one: str, other: str) -> bool:
    try:
        return urlsplit(one).hostname == urlsplit(other).hostname
    except ValueError:
        return False


def amount_of(value: Any, currency: str | None = None) -> Decimal | None:
    """A price in markup. A plain number has a decimal point; anything else is read as a shop prints prices.

    >>> amount_of("1299.00"), amount_of("26,00 €"), amount_of("{}")
    (Decimal('1299.00'), Decimal('26.00'), None)
    """
    value = first(value)
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        amount: Decimal | None = Decimal(value)
    elif isinstance(value, str) and len(value) <= LONGEST_PRICE_TEXT:
        text = value.strip()
        amount = Decimal(text) if MACHINE.match(text) else parse_price(text, currency=currency).amount
    else:
        return None
    return amount if amount is not None and 0 <= amount < HIGHEST else None


def currency_of(value: Any) -> str | None:
    """An ISO 4217 code, or None.

    >>> currency_of("eur"), currency_of("RUR"), currency_of("€"), currency_of("")
    ('EUR', 'RUB', 'EUR', None)
    """
    said = (text_of(value) or "").strip()
    code = said.upper()
    if code in CURRENCIES:
        return CURRENCIES[code]
    if re.fullmatch(r"[A-Z]{3}", code):
        return code if code in currencies.CURRENCIES else None
    return parse_price(f"1 {said}").currency if 0 < len(said) < 8 else None
