"""Money as shops print it: which number in a text is the price, and how its digits are grouped.

What is decided where a text leaves room (`tests/test_money.py` has a table for each):

- Several prices: one after "now" wins; "was", "RRP", shipping, instalments and unit prices count only where there is no
  other; savings and order thresholds never count. Then the first one. A range gives its lower end.
- A number beside a currency beats a bare one: "2 for £5" is 5, what is asked for the two.
- Three digits after a single separator are thousands ("1.299"), except in currencies that print three decimals (KWD,
  TND, ...), after a zero, and for fuel and power ("1,899 €/l").
- "Free" alone is 0, and so is "0,00 €"; a 0 beside another amount is an empty slot. A percentage, a measure, a date and
  a negative amount are no prices.
- "$", "kr", "¥", "Rs" alone name no currency: a hint that fits decides. A mark in the text beats a hint.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from pricewatch import pricewords as words
from pricewatch.currencies import CURRENCIES, Candidates, candidates, choose, currency_of
from pricewatch.plaintext import plain


@dataclass(frozen=True, slots=True)
class Price:
    """What a price text says: the amount in major units, the currency as ISO 4217. `None` = it does not say."""

    amount: Decimal | None
    currency: str | None


@dataclass(frozen=True, slots=True)
class _Number:
    """A number that may be a price. `before` reaches back to its neighbour, `after` to the end of the text."""

    amount: Decimal
    currency: str | None
    digits: str
    before: str
    after: str
    marked: bool
    minor: bool = False


_LONGEST = 300  # a longer text is prose, not a price
_MOST_DIGITS = 12  # no price in any currency has more before its decimals
_THREE_DECIMALS = {"BHD": ".", "JOD": ".", "KWD": ".", "OMR": ".", "LYD": ".,", "TND": ".,"}  # and their separators
_DOLLARS = {"US": "USD", "U.S.": "USD", "AU": "AUD", "NZ": "NZD", "CA": "CAD", "HK": "HKD", "SG": "SGD", "NT": "TWD"}

_NUMBER = re.compile(
    r"""(?: (?<![^\W_]) (?<!/) [.,] )?                     # ".75"
    (?: \d{1,3} (?:[ ']\d{3}(?!\d))+ | \d+ )              # "1 299", "1'299"
    (?: [.,]\d+ )*
    (?: [.,]\ \d\d (?!\d|[.,]\d) )?                       # "36. 24": one price in two elements
    """,
    re.VERBOSE,
)
_USUAL = re.compile(r"([^\s\w.,-]|[A-Za-z]{1,3})?\s?(\d{1,12})((?:[.,]\d+)*)\s?([^\s\w%.,:*/+-]|[A-Za-zž]{1,3})?")
_THOUSANDS = re.compile(r"\d{1,3}([.,])\d{3}(?:\1\d{3})*|\d{1,2}(?:,\d\d)+,\d{3}")  # the second way is Indian
_DATE = re.compile(r"(?<![\d.,])(?:\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d|(?:19|20)\d\d([-./])\d\d\2\d\d)(?![\d.,])")
_COLON = re.compile(r"(?<![\d:.,])(\d{1,4}):(\d\d)(?![\d:])")
_NEGATIVE = re.compile(r"(?:^\s*-\s?|[\s(:]-(?=\S|$))(?:[^\s\d.,-]{1,3}\s?)?$|[$€£]\s?-$")
_NO_WORD = r"\s\d:;()\[\]|,/*+<>=%"
_WORD_BEFORE = re.compile(rf"([SsB]/\.?|[^{_NO_WORD}]+)\s*$")
_WORD_AFTER = re.compile(rf"(?:[.,]?\s?-{{1,2}}(?!\S*\d))?(?!\s+\S{{1,4}}\d)\s*([SsB]/|[^{_NO_WORD}-]+)")  # not "6 £4"
_COUNTRY_DOLLAR = re.compile(r"\b([A-Z]{2,3}|U\.S\.)\s+\$\s*$")

_SUPERSCRIPT_CENTS = re.compile(r"(?<=\d)([⁰¹²³⁴-⁹]{2})(?![⁰¹²³⁴-⁹])")
_SUPERSCRIPT = re.compile(r"[⁰¹²³⁴-⁹]+")
_SYMBOL_AS_POINT = re.compile(r"^([^€£]*?)(\d[\d.,' ]*?)(?:([€£])(\d+)|\s*([€£])\s+(\d\d))(?=[\s*)]*$)")
_TEN_THOUSANDS = re.compile(r"(\d[\d,.]*)\s?[万萬만]\s?(?:(\d)\s?[千천])?\s?(\d{1,4}(?!\d))?")


def parse_price(text: str, *, currency: str | None = None) -> Price:
    """Read one price text. Never raises: a text without a price gives `Price(None, ...)`.

    `currency` is a hint: an ISO 4217 code or any text that names a currency. It decides what "$" or "kr" means and how
    "1.250" is grouped, and is the answer where the text itself names no currency.

    >>> parse_price("1.299,00 EUR").amount
    Decimal('1299.00')
    >>> parse_price("Was £20 Now £15")
    Price(amount=Decimal('15'), currency='GBP')
    >>> parse_price("1 299 kr", currency="SEK")
    Price(amount=Decimal('1299'), currency='SEK')
    """
    text = text[:_LONGEST]
    hint = _hinted(currency[:_LONGEST]) if currency else None
    if usual := _usual(text, hint):
        return usual
    tidy = _tidy(text, hint)
    chosen = _choose(_joined(_numbers(tidy, hint)))
    if chosen is None:
        free = words.FREE.fullmatch(tidy.strip(" !.*-").casefold())
        return Price(Decimal(0) if free else None, currency_of(tidy) or hint)
    if chosen.marked:
        return Price(chosen.amount, chosen.currency)
    return Price(chosen.amount, (currency_of(tidy) if len(tidy) > len(chosen.digits) else None) or hint)


@lru_cache(maxsize=1024)
def _hinted(currency: str) -> str | None:
    code = currency.strip().upper()
    return code if code in CURRENCIES else currency_of(currency)


def _usual(text: str, hint: str | None) -> Price | None:
    """The common case, quickly: a number, with at most one mark, and nothing else."""
    parts = _USUAL.fullmatch(text)
    if not parts:
        return None
    left, whole, tail, right = parts.groups()
    known = candidates(left or right) if left or right else None
    if (left and right) or ((left or right) and not known):
        return None
    currency = choose(known, hint) if known else hint
    amount = read_amount(whole + tail, currency or hint)
    return Price(amount, currency) if amount is not None else None


def _tidy(text: str, hint: str | None) -> str:
    """The text in plain signs, with split and abbreviated amounts written out, without dates and times."""
    if len(text) == _LONGEST:  # was cut, perhaps within a number
        text = text.rstrip("0123456789.,' ")
    if not text.isascii():
        text = plain(_SUPERSCRIPT.sub("", _SUPERSCRIPT_CENTS.sub(_lowered, text)))
        text = _SYMBOL_AS_POINT.sub(_with_point, _TEN_THOUSANDS.sub(_written_out, text))
    text = words.MAGNITUDE.sub(_multiplied, " ".join(text.split()))
    if ":" in text:  # "14:90" is how Swedes write a price
        text = _COLON.sub(r"\1.\2" if hint == "SEK" or "kr" in text.casefold() else " ", text)
    return _DATE.sub(" ", text)


def _lowered(cents: re.Match[str]) -> str:
    """Write "12⁹⁹" as "12.99"."""
    return "." + plain(cents[1])


def _with_point(split: re.Match[str]) -> str:
    """Write "1,235€99" as "1235.99 €"."""
    before, whole, *_ = split.groups()
    if not (whole.isdigit() or _THOUSANDS.fullmatch(whole.replace(" ", ",").replace("'", ","))):
        return split[0]
    return f"{before}{re.sub('[^0-9]', '', whole)}.{split[4] or split[6]} {split[3] or split[5]}"


def _written_out(split: re.Match[str]) -> str:
    """Write "1万2800" as "12800"."""
    ten_thousands = re.sub("[^0-9.]", "", split[1]).rstrip(".")
    if ten_thousands.count(".") > 1:
        return split[0]
    total = Decimal(ten_thousands) * 10_000 + int(split[2] or 0) * 1000 + int(split[3] or 0)
    return format(total.normalize(), "f")


def _multiplied(split: re.Match[str]) -> str:
    """Write "1.5 lakh" as "150000"."""
    total = Decimal(split[1].replace(",", ".")) * words.MULTIPLES[(split[2] or split[3]).casefold()]
    return format(total.normalize(), "f") + " "


def _numbers(text: str, hint: str | None) -> list[_Number]:
    """Every number that can be an amount of money, in the order of the text."""
    numbers, end = [], 0
    for found in _NUMBER.finditer(text):
        number = _read(found[0], text[end : found.start()], text[found.end() :], hint, is_first=not end)
        if number:
            numbers.append(number)
        end = found.end()
    return numbers


def _read(digits: str, before: str, after: str, hint: str | None, *, is_first: bool) -> _Number | None:
    """One number with what stands beside it, or None where it is no amount of money."""
    minor = _minor_currency(after, hint)
    known = [] if minor else _marks(before, after)
    if words.MILLIONS.match(after) or (not (known or minor) and _is_measure(digits, before, after, hint)):
        return None
    if is_first and digits[0].isdigit() and _NEGATIVE.search(before):
        return None
    if words.NEVER.search(before) and not before.lstrip().startswith("%"):
        return None
    meant = minor[0] if minor else next((code for marks in known if (code := choose(marks, hint))), None)
    amount = read_amount(digits, meant or hint, decimals_likely=bool(words.FUEL_OR_POWER.match(after)))
    if amount is None:
        return None
    return _Number(amount / 100 if minor else amount, meant, digits, before, after, bool(known or minor), bool(minor))


def read_amount(digits: str, currency: str | None = None, *, decimals_likely: bool = False) -> Decimal | None:
    """Digits with their separators as a number, or None where they are grouped like no amount.

    >>> read_amount("1.299,50"), read_amount("1,29,000"), read_amount("1.299"), read_amount("1.299", "KWD")
    (Decimal('1299.50'), Decimal('129000'), Decimal('1299'), Decimal('1.299'))
    """
    joined = digits.replace(" ", "").replace("'", "")
    body = joined.lstrip(".,")
    if body.isdecimal():
        return None if len(body) > _MOST_DIGITS else Decimal(body if body == joined else f"0.{body}")
    last = max(body.rfind("."), body.rfind(","))
    whole, tail = body[:last], body[last + 1 :]
    if _THOUSANDS.fullmatch(body):
        is_single = whole.isdecimal()
        prints_three = decimals_likely or body[last] in _THREE_DECIMALS.get(currency or "", "") or whole[0] == "0"
        if not (is_single and prints_three):
            return Decimal(re.sub("[.,]", "", body))
    if len(whole) <= _MOST_DIGITS and (whole.isdecimal() or _THOUSANDS.fullmatch(whole)):
        return Decimal(re.sub("[.,]", "", whole) + "." + tail)
    return None


def _marks(before: str, after: str) -> list[Candidates]:
    """The currencies that the words on both sides can mean, the surer mark first."""
    left, right = _WORD_BEFORE.search(before), _WORD_AFTER.match(after)
    known = [marks for word in (left, right) if word and (marks := candidates(word[1]))]
    country = _COUNTRY_DOLLAR.search(before)
    if country and (code := _DOLLARS.get(country[1], country[1])) in CURRENCIES:
        known.append((code,))
    return sorted(known, key=lambda marks: marks[0] is None)


def _minor_currency(after: str, hint: str | None) -> tuple[str | None] | None:
    """Of which currency "99p" or "99 ct" are the hundredth; None where no such word follows."""
    word = words.CENTS_AFTER.match(after)
    if not word:
        return None
    of = words.CENTS[word[1] or word[2]]
    if of and hint and of != hint and word[1]:
        return None
    return (of or hint,)


def _is_measure(digits: str, before: str, after: str, hint: str | None) -> bool:
    """A percentage, a count ("3 for 2"), a size, a date: no money."""
    if before.endswith("%") or words.MONTH.search(before) or (digits.isdecimal() and words.FOR.fullmatch(before)):
        return True
    measure = words.MEASURE.match(after)
    return measure is not None and not (hint == "HUF" and measure[0].strip() == "ft")


def _joined(numbers: list[_Number]) -> list[_Number]:
    """Amounts that are written in two parts as one: "5 zł 99 groszy", and "12 99 €" where nothing else is said."""
    joined: list[_Number] = []
    for number in numbers:
        if joined and number.minor and not joined[-1].minor and len(number.before.split()) < 2:
            joined[-1] = replace(joined[-1], amount=joined[-1].amount + number.amount)
        else:
            joined.append(number)
    if len(joined) == 2 and joined[1].before == " " and any(number.marked for number in joined):
        whole, cents = joined
        if whole.digits.isdecimal() and len(cents.digits) == 2 and cents.digits.isdecimal():
            return [replace(whole, amount=whole.amount + cents.amount / 100, currency=whole.currency or cents.currency)]
    return joined


def _choose(numbers: list[_Number]) -> _Number | None:
    """The number that is the price to pay, by the rules at the top."""
    if len(numbers) < 2:
        return numbers[0] if numbers else None
    numbers = _with_lower_ends(numbers)
    pool = [number for number in numbers if number.marked] or numbers
    fair = [number for number in pool if number.amount and not _is_lesser(number)]
    now = [number for number in fair if words.NOW.search(number.before)]
    return (now or fair or pool)[0]


def _is_lesser(number: _Number) -> bool:
    return bool(words.LESSER.search(number.before) or words.UNIT_PRICE.match(number.after))


def _with_lower_ends(numbers: list[_Number]) -> list[_Number]:
    """Both ends of a range show its lower end, and the mark of either."""
    ends = {}
    for low, high in pairwise(numbers):
        if words.RANGE.fullmatch(high.before):
            amount, currency = min(low.amount, high.amount), low.currency or high.currency
            marked = low.marked or high.marked
            ends[low] = replace(low, amount=amount, currency=currency, marked=marked)
    return [ends.get(number, number) for number in numbers]
