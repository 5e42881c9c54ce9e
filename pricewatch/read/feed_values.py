"""Single values of feeds and price lists, where a field has one meaning and no words around it."""

import re
from collections.abc import Iterable
from decimal import Context, Decimal, InvalidOperation
from functools import lru_cache
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from pricewatch.currencies import CURRENCIES

LARGEST_AMOUNT = Decimal(10) ** 10
NUMBER = re.compile(r"-?(?:\d[\d.,'’ \u00a0\u202f]*\d|(?:(?<![^\W\d_])[.,])?\d+)")  # `Rs.549` holds no fraction
IN_THOUSANDS = re.compile(r"-?[1-9]\d{0,2}([.,]\d{3})+")
IN_GROUPS = re.compile(r"-?(\d+|\d{1,3}([.,]\d{2,3})*[.,]\d{3})")  # India groups by two digits before the last three
FIFTEEN_DIGITS = Context(prec=15)  # what a 64-bit float holds for certain


def tidy(value: Any) -> str | None:
    """A value as one line of text, or None where it says nothing.

    >>> tidy("  Tea &amp;  milk "), tidy(""), tidy(None), tidy(7)
    ('Tea & milk', None, None, '7')
    """
    if isinstance(value, str):
        return one_line(value)
    return one_line(str(value)) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


@lru_cache(maxsize=10_000)  # brands, categories and units recur
def one_line(text: str) -> str | None:
    """As `tidy`, for text."""
    if "&" in text:
        text = unescape(text)
    if not text.isascii():
        text = text.encode("utf-8", "replace").decode()  # a lone surrogate cannot be stored
    return " ".join(text.split()) or None


def amount(value: Any, decimal_mark: str = ".") -> Decimal | None:
    """The one amount that a field holds, in its own unit; None where it holds none, several, or a negative one.

    `decimal_mark` decides about a single sign with three digits after it; others speak for themselves.
    A number with the noise of binary floats is read as the amount that it stands for.

    >>> amount("549.00 PKR"), amount("1.299,50"), amount(",99"), amount("19.989999999999998")
    (Decimal('549.00'), Decimal('1299.50'), Decimal('0.99'), Decimal('19.99'))
    >>> amount("1,299"), amount("1,299", ","), amount("Rs.549"), amount("2 for 5"), amount("-1")
    (Decimal('1299'), Decimal('1.299'), Decimal('549'), None, None)
    """
    if isinstance(value, str):
        return amount_in(value, decimal_mark)
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return within(Decimal(value))
    return None


@lru_cache(maxsize=50_000)
def amount_in(text: str, decimal_mark: str) -> Decimal | None:
    """As `amount`, for text."""
    if len(text) > 100:
        return None
    found = NUMBER.findall(text)
    if len(found) != 1:
        return None
    digits = re.sub(r"[^\d.,-]", "", found[0])
    try:
        return within(Decimal(plain_number(digits, decimal_mark)))
    except InvalidOperation:
        return None


def plain_number(digits: str, decimal_mark: str) -> str:
    """The digits as Python writes a number: thousands' signs out, a full stop before the fraction.

    What is grouped as no number is (a date such as 2.5.2025) stays as it is, which no number parser accepts.
    """
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return digits
    sign, whole, fraction = digits[last], digits[:last], digits[last + 1 :]
    if sign in whole:
        return re.sub(r"[.,]", "", digits) if IN_THOUSANDS.fullmatch(digits) else digits
    if sign != decimal_mark and IN_THOUSANDS.fullmatch(digits) and not re.search(r"[.,]", whole):
        return whole + fraction
    return f"{re.sub(r'[.,]', '', whole)}.{fraction}" if not whole or IN_GROUPS.fullmatch(whole) else digits


def within(number: Decimal) -> Decimal | None:
    """The number, if it can be an amount of money; without the noise of binary floats."""
    if not number.is_finite() or not 0 <= number < LARGEST_AMOUNT:
        return None
    if len(number.as_tuple().digits) < 16:
        return number
    rounded = FIFTEEN_DIGITS.plus(number).normalize()
    return rounded if rounded.as_tuple().exponent <= 0 else rounded.quantize(Decimal(1))  # type: ignore[operator]


def decimal_mark_of(texts: Iterable[str], unless: str) -> str:
    """The sign before the fraction in a column of amounts; `unless` where the column does not tell."""
    votes = {".": 0, ",": 0}
    for text in texts:
        if found := re.search(r"([.,])\d{1,2}(?!\d|[.,]\d)", text):
            votes[found[1]] += 1
    if votes["."] == votes[","]:
        return unless
    return "." if votes["."] > votes[","] else ","


def barcode(value: Any) -> str | None:
    """The digits of a GTIN as stated (8 to 14 of them, quotes and spaces aside); None where there is none.

    >>> barcode("'4067700015020'"), barcode("n/a"), barcode("0000000000000")
    ('4067700015020', None, None)
    """
    digits = tidy(value) or ""
    if not digits.isdigit():
        digits = re.sub(r"[\s'\"’-]", "", digits).removesuffix(".0")
    return digits if digits.isascii() and digits.isdigit() and 8 <= len(digits) <= 14 and digits.strip("0") else None


def currency_code(value: Any) -> str | None:
    """The ISO 4217 code that a field is; None where it is none.

    >>> currency_code("eur"), currency_code("EU"), currency_code("XYZ")
    ('EUR', None, None)
    """
    code = (tidy(value) or "").upper()
    return code if code in CURRENCIES else None


def linked(base: str, link: Any) -> str | None:
    """The absolute http address of a link, or None where there is none."""
    text = tidy(link)
    if text is None:
        return None
    try:
        whole = text if text.startswith(("https://", "http://")) else urljoin(base, text)
        parts = urlsplit(whole)
        return whole.replace(" ", "%20") if parts.scheme in ("http", "https") and parts.netloc else None
    except ValueError:
        return None


def query_of(url: str) -> dict[str, str]:
    """The parameters of an address."""
    try:
        return dict(parse_qsl(urlsplit(url).query))
    except ValueError:
        return {}


def with_query(url: str, **parameters: str | int) -> str:
    """The address with some parameters set."""
    parts = urlsplit(url)
    query = urlencode({**dict(parse_qsl(parts.query, keep_blank_values=True)), **parameters})
    return urlunsplit(parts._replace(query=query))
