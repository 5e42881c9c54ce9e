"""Pack sizes as shops print them.

What is decided where a text leaves room (`tests/test_quantity.py` has a table for each):

- The value is all that is in the pack: "6 x 330 ml" is 1980 ml in 6 pieces, "500 g + 20 % free" is 600 g.
- A measure beats a count ("25 washes 1.25 l" is 1250 ml), grams and millilitres beat metres, metric beats imperial.
- Drained beats net beats gross: unit prices refer to the net drained weight.
- A fluid ounce is the US one unless the text or `country` says imperial (4 % apart). A pint, quart or gallon (20 %
  apart) is read only where text or `country` tells which.
- Rolls with sheets count sheets (8 x 150 sheets = 1200 pieces in 8), plies never count; a pair is 2 pieces.
- No size: ranges ("9-14 kg"), limits ("up to 25 kg"), unit prices ("per 100 g"), doses in mg, dimensions in cm, what a
  bin bag holds, "serves 4". Two sizes that contradict each other, or "150 g 2+1 free" (one or three?): None.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast

from pricewatch import units
from pricewatch.money import read_amount
from pricewatch.plaintext import plain

Unit = Literal["g", "ml", "piece", "m", "m2"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is in the pack: `value` of canonical `unit` in all, in `pieces` packs, `text` as it was written."""

    value: Decimal
    unit: Unit
    pieces: int
    text: str

    @property
    def is_about(self) -> bool:
        """The shop weighs each pack: "ca. 500 g" says what to expect, not what is sold."""
        return bool(units.ABOUT.match(self.text))


@dataclass(frozen=True, slots=True)
class _Size:
    """One size in a text: `value` in all, as `times` equal parts."""

    value: Decimal
    unit: str
    times: int
    start: int
    end: int
    word: str


_MEASURES = ("g", "ml", "m", "m2")
_DIGITS = re.compile(r"\d+")
_TIMES = r"\s?[x×*хχ]\s?"
_SIZE = re.compile(
    rf"""(?<!\d)(?<!\d[.,])
    (?: (?P<a>\d{{1,4}}) (?:{_TIMES}|\s?[^\W\d_]{{0,7}}\.?\s(?:à|je|zu\sje)\s) \(?\s? )?
    (?: (?P<b>\d{{1,4}}) {_TIMES} )?
    (?P<n>[1-3]/[2-4](?![\d/])|\d{{1,3}}(?:\ 000)+(?!\d)|\d+(?:[.,]\d+)*|[.,]\d+)
    \s?-?\s?
    (?P<unit>(?:(?:US|UK|imp(?:erial)?)\.?\s)?(?:fl(?:uid)?\.?\s?(?:oz|ounces?)\b|(?:pint|quart|gallon)s?\b)|[mм]2(?!\d)
        |(?:k?g|gr|[mcd]?l|к?г|гр|м?л|γρ)(?=[x×хχ*]\s?\d)|[^\W\d_]+)
    (?: \.?\s?\)?{_TIMES}(?P<c>\d{{1,3}})(?![\d.,]|\s?(?:k?g|[mc]?l|[cm]?m|мл|г)\b|[ -]?(?:ply|lag|sl|пл|φύλ)) )?""",
    re.IGNORECASE | re.VERBOSE,
)
_DRINKS = re.compile(r"(?<![\d.,])(\d{1,2})\s?[xX×хХ]\s?(0[.,](?:2|25|3|33|35|355|5|7|75)|1[.,]5)(?![\d.,]|\s?[^\W_])")
_LEADING_TIMES = re.compile(r"\s*(\d{1,2})\s?[xX×]\s(?=[^\W\d_]{2})")
_PLUS_BEFORE = re.compile(r"(?<![\d.,])(\d{1,4})(?:\+|\s\+\s)$")
_THREE_DECIMALS = re.compile(r"[.,]\d{3}$")
_LONGEST = 300
_MOST_PLIES = 5
_MOST_IN_A_BUNDLE = 12
_OLDEST_BABY = 36  # "8+190 g": from the eighth month
_STRAY_POINT = re.compile(r"[.,]\d{3}")  # ".250 ml"
_LITRES = {"l", "lt", "ltr", "liter", "litre", "л", "cl"}


def parse_quantity(text: str, *, country: str | None = None) -> Quantity | None:
    """Read the pack size in a name or size text, or None where it names none or several that contradict each other.

    `country` (ISO 3166) tells a US pint from an imperial one. Never raises.

    >>> parse_quantity("Tonic Water 6 x 330 ml")
    Quantity(value=Decimal('1980'), unit='ml', pieces=6, text='6 x 330 ml')
    >>> parse_quantity("Mattress 90x200 cm")
    """
    text = plain(text[:_LONGEST])
    if not (sizes := _sizes(text, country)):
        return None
    counts = [size for size in sizes if size.unit not in _MEASURES]
    measures = [size for size in sizes if size.unit in _MEASURES]
    if any(size.unit == "ml" for size in measures) and units.HOLDERS.search(text):
        measures = [size for size in measures if size.unit != "ml"]
    if any(size.unit == "sheet" for size in counts):  # the grams are those of a square metre
        measures = [size for size in measures if size.unit != "g"]
    chosen = _only_measure(text, measures) if measures else _only_count(counts)
    if chosen:
        chosen = _in_packs(text, chosen, counts) if measures else _with_free(text, chosen)
    return _quantity(text, chosen) if chosen else None


def _quantity(text: str, size: _Size) -> Quantity | None:
    value = size.value.normalize()
    if not 0 < value < 10_000_000:
        return None
    unit = size.unit if size.unit in _MEASURES else "piece"
    about = units.ABOUT.search(text, max(0, size.start - 10), size.start + 1)
    start = about.start() if about else size.start
    end = size.end + ("(" in text[start : size.end] and text[size.end : size.end + 1] == ")")
    return Quantity(Decimal(format(value, "f")), cast(Unit, unit), size.times, text[start:end].strip())


def _sizes(text: str, country: str | None) -> list[_Size]:
    """Every size that the text names, in its order, extras that come free included."""
    sizes: list[_Size] = []
    for found in numbers_with_units(text):
        size = _read(found, text, country)
        if size and sizes and _adds_to(sizes[-1], size, text):
            last = sizes.pop()
            size = _Size(last.value + size.value, size.unit, last.times, last.start, size.end, size.word)
        if size:
            sizes.append(size)
    if "/1" in text:
        ones = units.COUNT_OF_ONE.finditer(text)
        sizes += [_Size(Decimal(one[1]), "piece", int(one[1]), *one.span(), "/1") for one in ones]
    if not sizes and ("x" in text or "X" in text) and (drinks := _DRINKS.search(text)):
        each, times = read_amount(drinks[2], decimals_likely=True) or Decimal(0), int(drinks[1])
        sizes.append(_Size(each * times * 1000, "ml", times, *drinks.span(), "l"))
    return [size for size in sizes if size.value]


def numbers_with_units(text: str) -> Iterator[re.Match[str]]:
    """The numbers that have a unit. Looking at digits only is six times as fast as searching."""
    end = 0
    for digits in _DIGITS.finditer(text):
        start = digits.start()
        if start and text[start - 1] in ".," and text[start - 2 : start - 1].strip() == "":
            start -= 1  # ".35 l"
        if start >= end and (found := _SIZE.match(text, start)):
            end = found.end()
            yield found


def _read(found: re.Match[str], text: str, country: str | None) -> _Size | None:
    """One number with its unit, or None where it is no content of a pack."""
    word = found["unit"]
    known = units.unit_of(word, text, country)
    if not known or _is_no_content(found, text, word):
        return None
    unit, factor = known
    number = number_of(found["n"], decimals_likely=factor >= 100 or unit not in ("g", "ml"))
    if number is None or (unit not in _MEASURES and (number % 1 or _THREE_DECIMALS.search(found["n"]))):
        return None  # "1.320 kom" are weighed, "1.000 pcs" may be one or a thousand
    if unit == "sheet" and number <= _MOST_PLIES:
        return None
    number, start, end = _with_extra(number, unit, found, text)
    first = int(found["a"] or 1)
    if found["a"] and (plus := _PLUS_BEFORE.search(text[max(0, found.start() - 8) : found.start()])):
        first += int(plus[1]) if int(plus[1]) <= _MOST_IN_A_BUNDLE else -first  # "3+1 x 34 g", not "50+2x25 ml"
    times = first * int(found["b"] or 1) * int(found["c"] or 1)
    value = number * factor * times
    parts = int(value) if unit not in _MEASURES and times == 1 else times
    return _Size(value, unit, max(parts, 1), start, end, word)


def _with_extra(number: Decimal, unit: str, found: re.Match[str], text: str) -> tuple[Decimal, int, int]:
    """The number with what is added to it ("3+1 pieces", "500+250 ml extra", "500 g + 20 % free"), and its place."""
    start, end = found.span()
    if "+" not in text:
        return number, start, end
    plus = _PLUS_BEFORE.search(text[max(0, start - 8) : start])
    months = _OLDEST_BABY if unit in _MEASURES and not units.FREE_AFTER.match(text, end) else 0
    if plus and not found["a"] and int(plus[1]) > months:
        number, start = number + int(plus[1]), start - len(plus[0])
    if more := units.PERCENT_FREE.match(text, end):
        number, end = number * (100 + int(more[1])) / 100, more.end()
    return number, start, end


def number_of(digits: str, *, decimals_likely: bool) -> Decimal | None:
    if "/" in digits:
        return Decimal(digits[0]) / Decimal(digits[2])
    if not decimals_likely and _STRAY_POINT.fullmatch(digits):
        digits = digits[1:]
    return read_amount(digits, decimals_likely=decimals_likely)


def _is_no_content(found: re.Match[str], text: str, word: str) -> bool:
    """A unit price, a limit, a range, an age in months, a mobile network, a model code, an ordinal."""
    start, end = found.span()
    if units.NOT_BEFORE.search(text[max(0, start - 12) : start]) or units.NOT_AFTER.match(text, end):
        return True
    if text[max(0, start - 3) : start].endswith(" 0 ") or text[:start] == "0 ":
        return True  # "0 75L", a lost comma
    if word in ("M", "m", "м", "М") and text[end : end + 1] == "+":
        return True
    if word == "M":
        return any(letter.islower() for letter in text)
    if word in ("G", "dB", "st"):
        return word == "dB" or (text[found.end("n")].isalpha() and (word == "st" or found["n"] in "2345"))
    is_code = len(word) == 1 and start > 0 and text[start - 1].isalpha() and not text[max(0, start - 2)].isalnum()
    return is_code and found["a"] is None


def _adds_to(last: _Size, size: _Size, text: str) -> bool:
    """ "500 g + 100 g free", "1 lb 4 oz"."""
    between = text[last.end : size.start].strip(" .")
    if last.unit != size.unit:
        return False
    if between == "+":
        return bool(units.FREE_AFTER.match(text, size.end))
    return not between and last.word.casefold().startswith(("lb", "pound")) and size.word.casefold().startswith("o")


def _only_measure(text: str, measures: list[_Size]) -> _Size | None:
    """The one measure that the text means, or None where several contradict each other."""
    if len(measures) == 1:
        return measures[0]
    measures = [size for size in measures if size.word.casefold() not in _IMPERIAL_WORDS] or measures
    measures = _by_label(text, measures)
    measures = [size for size in measures if size.unit in ("g", "ml")] or measures
    return _agreed([size for size in measures if size.unit == measures[0].unit])


_IMPERIAL_WORDS = {"oz", "ounce", "ounces", "lb", "lbs", "pound", "pounds", "fl oz", "fl. oz", "floz", "pint", "pints"}


def _by_label(text: str, measures: list[_Size]) -> list[_Size]:
    """The drained weight where one is given, else the net weight, never the gross weight beside another."""
    starts = [0, *(size.end for size in measures)]
    ends = [*(size.start for size in measures[1:]), len(text)]
    before = [text[start : size.start] for start, size in zip(starts, measures, strict=False)]
    after = [re.split("[/,;]", text[size.end : end])[0] for size, end in zip(measures, ends, strict=True)]
    for wanted in (units.DRAINED, units.NET):
        for labels in (before, after):
            if chosen := [size for size, label in zip(measures, labels, strict=True) if wanted.search(label)]:
                return chosen[:1]
    return [size for size, label in zip(measures, before, strict=True) if not units.GROSS.search(label)] or measures


def _agreed(sizes: list[_Size]) -> _Size | None:
    """The size that explains the others: equal to it, or one of its parts."""
    best = max(sizes, key=lambda size: (size.times > 1, size.value))
    parts = {best.value, best.value / best.times, Decimal(best.times)}
    return best if all(size.value in parts for size in sizes) else None


def _only_count(counts: list[_Size]) -> _Size | None:
    """How many pieces: sheets on rolls multiplied, washes only where nothing else is counted."""
    counts = [size for size in counts if size.unit != "pack"]  # "3-pack" of what?
    counts = [size for size in counts if size.unit != "wash"] or counts
    counts = [size for size in counts if size.value > 1] or counts[:1]
    rolls = [size for size in counts if size.unit == "roll"]
    sheets = [size for size in counts if size.unit == "sheet"]
    if rolls and sheets and sheets[0].times == sheets[0].value:
        total = rolls[0].value * sheets[0].value
        return _Size(total, "piece", int(rolls[0].value), rolls[0].start, rolls[0].end, "")
    return _agreed(counts) if counts else None


def _with_free(text: str, count: _Size) -> _Size | None:
    """A count that includes what "9+3 free" promises; None where it may not."""
    bundle = units.BUNDLE.search(text) if "+" in text else None
    return count if not bundle or count.value % (int(bundle[1]) + int(bundle[2])) == 0 else None


def _in_packs(text: str, size: _Size, counts: list[_Size]) -> _Size | None:
    """The measure of all packs, where the text counts packs beside the size of one."""
    if size.times > 1:
        return size
    if "+" in text and units.BUNDLE.search(text):
        return None
    packs = _packs_beside(text, size, counts)
    if packs is None:
        return None
    if packs > 1:
        return _Size(size.value * packs, size.unit, packs, size.start, size.end, size.word)
    pieces = max((int(count.value) for count in counts if count.unit in ("piece", "roll")), default=1)
    return _Size(size.value, size.unit, pieces, size.start, size.end, size.word)


def _packs_beside(text: str, size: _Size, counts: list[_Size]) -> int | None:
    """How many packs of that size: "6x Cola 0.33 l", "12 bottles 0.7 l", "6-pack 0.5 l". None: cannot tell."""
    if not counts and (times := _LEADING_TIMES.match(text) or units.TIMES_AFTER.search(text, size.end)):
        return int(times[1])
    packs = {count.unit: int(count.value) for count in counts if count.unit in ("container", "pack")}
    if not packs and (pack_of := units.PACK_OF.search(text)):
        packs = {"pack": int(pack_of[1])}
    if packs.get("pack", 1) > 1 and "container" not in packs and not _is_one_of(size, packs["pack"]):
        return None
    return packs.get("container") or packs.get("pack") or 1


def _is_one_of(size: _Size, packs: int) -> bool:
    """Whether a size beside "6 pack" can only be that of one: litres, or a bottle that does not part evenly."""
    parts_evenly = size.value < 150 or size.value % packs == 0
    return size.unit == "ml" and (not parts_evenly or size.word.casefold() in _LITRES)
