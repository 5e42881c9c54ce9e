"""One plain spelling for what shops write in many: digits of every script, odd spaces, dashes, full-width signs."""

import re
import unicodedata

_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")  # a text that was written as JSON once too often
_MOJIBAKE_TIMES = re.compile("[ÃΓГ]—")  # "×" in UTF-8, read as one of the old Windows code pages
_SAME = str.maketrans(
    dict.fromkeys("’‘ʼ´`′٬", "'")  # the Arabic thousands sign groups digits, as the Swiss apostrophe does
    | dict.fromkeys("‐‑‒–—−", "-")
    | {"٫": ".", "،": ",", "٪": "%", "⁄": "/"}
)


class _Digits(dict[int, int | str]):
    """The ASCII digit for each character that is one; every other as it is."""

    def __missing__(self, code: int) -> int | str:
        self[code] = str(unicodedata.decimal(chr(code))) if chr(code).isdecimal() else code
        return self[code]


_DIGITS = _Digits()


def plain(text: str) -> str:
    """The text in NFKC with ASCII digits, hyphens, apostrophes and spaces; letters keep their script and case.

    >>> plain("１２٫٥٠\\u202f€ – 6 х ٣٣٠")
    '12.50 € - 6 х 330'
    """
    if text.isascii():
        return _ESCAPED.sub(_unescaped, text) if "\\u" in text else text
    text = _MOJIBAKE_TIMES.sub("×", _ESCAPED.sub(_unescaped, text))
    text = unicodedata.normalize("NFKC", text)
    text = _INVISIBLE.sub("", text.translate(_SAME))
    return text.translate(_DIGITS) if _FOREIGN_DIGIT.search(text) else text


def _unescaped(code: re.Match[str]) -> str:
    return chr(int(code[1], 16))
