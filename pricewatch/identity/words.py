"""What the words of a name say: plain words, numbers, measures, numbers beside a word, model codes."""

import html
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from pricewatch.identity.measures import MEASURES

LETTERS = str.maketrans(
    {"đ": "d", "ł": "l", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "×": "x", "″": '"', "”": '"', "“": '"'}
    | dict.fromkeys("’‘´`", "'")
    | dict.fromkeys("®™©", " ")
)
DECIMAL_COMMA = re.compile(r"(?<=\d),(?=\d{1,2}(?!\d))|(?<=\b0),(?=\d)")
THOUSANDS_COMMA = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
BARE_POINT = re.compile(r"(?<![\d.])\.(?=\d)")
TOKEN = re.compile(r"\d+(?:\.\d+)?[%\"]?|[^\W\d_]+|'(?=\s|$)")
CHUNK = re.compile(r"[^\s|,;:()\[\]{}!?*=<>]+")
NOT_CODE = re.compile(r"[^0-9a-z]")
A_MEASURE = re.compile(r"(?:\d+x)?\d+([a-z]{1,4})")
MOST = 600
"""Characters of a name that are read: what stands beyond them is no name."""


@dataclass(frozen=True, slots=True)
class Words:
    """A name in parts. `measures`: (dimension, value in its base unit); `beside`: (word with a number, the number)."""

    plain: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    measures: tuple[tuple[str, str], ...]
    beside: tuple[tuple[str, str], ...]
    codes: tuple[str, ...]


def fold(text: str) -> str:
    """Lower case without accents; scripts stay as they are.

    >>> fold("Čokolada MIT Nüssen™")
    'cokolada mit nussen '
    """
    if text.isascii() and "&" not in text:
        return text.translate(LETTERS).lower()
    bare = unicodedata.normalize("NFKD", html.unescape(text).translate(LETTERS)).casefold()
    return "".join(letter for letter in bare if not unicodedata.combining(letter)).translate(LETTERS)


def squashed(text: str) -> str:
    """The letters a-z and digits of a folded text, and nothing else: how model codes are compared."""
    return NOT_CODE.sub("", text)


@lru_cache(maxsize=400_000)
def words_of(name: str) -> Words:
    """The parts of a name.

    >>> parts = words_of('Sony Bravia KDL-32XBR6 32" LCD, 2 x 1,5 l')
    >>> parts.codes, parts.measures
    (('kdl32xbr6',), (('inch', '32'), ('piece', '2'), ('ml', '1500'), ('ml', '3000')))
    """
    text = fold(name[:MOST])
    text = BARE_POINT.sub("0.", THOUSANDS_COMMA.sub("", DECIMAL_COMMA.sub(".", text)))
    tokens = TOKEN.findall(text)
    numbers, measures, beside = _numbers(tokens)
    return Words(
        plain=" ".join(re.findall(r"\w+", text)),
        words=tuple(token for token in tokens if token[0].isalpha()),
        numbers=numbers,
        measures=measures,
        beside=beside,
        codes=tuple(_codes(text)),
    )


Facts = tuple[tuple[str, str], ...]


def _numbers(tokens: list[str]) -> tuple[tuple[str, ...], Facts, Facts]:
    """All numbers, those with a unit, and those beside a word ("series 4", "10 place")."""
    numbers, measures, beside = [], [], []
    times = 1.0
    for at, token in enumerate(tokens):
        if not token[0].isdigit():
            continue
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        value = float(token.rstrip('%"')[:15])
        number = format(value, "g")
        numbers.append(number)
        unit = MEASURES.get(token[-1]) or MEASURES.get(after)
        if unit:
            dimension, factor = unit
            measures.append((dimension, _canonical(value * factor)))
            if times > 1 and dimension != "piece":
                measures.append((dimension, _canonical(times * value * factor)))
        else:
            if after.isalpha() and len(after) > 2:
                beside.append((f"_ {after}", number))
            if before.isalpha():
                beside.append((f"{before} _", number))
        times = value if after == "x" else 1.0
    return tuple(numbers), tuple(measures), tuple(beside)


def _canonical(value: float) -> str:
    return format(round(value, 3), ".4g")


def _codes(text: str) -> list[str]:
    """Model codes: five digits and more, or letters with digits that are no measure."""
    codes = []
    for chunk in CHUNK.findall(text):
        code = squashed(chunk)
        digits = sum(map(str.isdigit, code))
        measure = A_MEASURE.fullmatch(code)
        is_measure = measure and (measure[1] in MEASURES or digits < 3 or len(code) < 6)
        if (digits == len(code) >= 5) or (0 < digits < len(code) >= 4 and not is_measure):
            codes.append(code)
    return list(dict.fromkeys(codes))
