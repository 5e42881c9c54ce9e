"""Phrases of shops as patterns, and where they stand in a text; in scripts with and without spaces."""

import re
from collections.abc import Iterator
from functools import lru_cache

# Scripts that put no space between words.
UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

LETTERS = re.compile(r"[^\W\d_]+")


def phrases(text: str) -> list[str]:
    """Phrases, one per line or separated by `|`, longest first, as patterns; a space stands for any white space."""
    listed = {phrase.strip() for line in text.split("\n") for phrase in line.split("|")} - {""}
    return [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in sorted(listed, key=len, reverse=True)]


def whole(text: str) -> re.Pattern[str]:
    """Any of the phrases, as whole words where its script has such."""
    listed = phrases(text)
    spaced = "|".join(phrase for phrase in listed if not UNSPACED.search(phrase))
    joined = "|".join(phrase for phrase in listed if UNSPACED.search(phrase))
    pattern = rf"(?<![^\W\d_])(?:{spaced})(?![^\W\d_])"
    return re.compile(f"{pattern}|{joined}" if joined else pattern, re.I)


def anywhere(text: str) -> re.Pattern[str]:
    """Any of the phrases, also within words."""
    return re.compile("|".join(phrases(text)), re.I)


@lru_cache(maxsize=16)
def words_in(text: str) -> frozenset[str]:
    return frozenset(LETTERS.findall(text))


class Phrases:
    """Phrases to find in long texts: of each only where its first word stands, which few texts have."""

    def __init__(self, text: str) -> None:
        listed = {phrase.strip().casefold() for line in text.split("\n") for phrase in line.split("|")} - {""}
        self.listed = sorted(listed, key=lambda phrase: (-len(phrase), phrase))
        self.joined = [phrase for phrase in self.listed if UNSPACED.search(phrase)]
        self.by_word: dict[str, list[str]] = {}
        for phrase in set(self.listed) - set(self.joined):
            self.by_word.setdefault(LETTERS.findall(phrase)[0], []).append(phrase)

    def search(self, text: str) -> bool:
        """Does the text hold one of the phrases?"""
        return bool(self.places(text))

    def places(self, text: str, start: int = 0, end: int | None = None) -> list[int]:
        """Where the phrases stand as whole words in that part of a text, in order."""
        part = text[start:end].lower()
        found: set[int] = set()
        for word in self.by_word.keys() & words_in(part):
            for phrase in self.by_word[word]:
                found.update(at for at in finds(part, phrase) if is_whole(part, at, at + len(phrase)))
        if not part.isascii():
            found.update(at for phrase in self.joined for at in finds(part, phrase))
        return sorted(start + at for at in found)

    def removed(self, text: str) -> str:
        """The text in lower case without the phrases."""
        left = text.lower()
        for phrase in self.listed:
            left = left.replace(phrase, " ")
        return left


def finds(text: str, phrase: str) -> Iterator[int]:
    at = text.find(phrase)
    while at >= 0:
        yield at
        at = text.find(phrase, at + len(phrase))


def is_whole(text: str, start: int, end: int) -> bool:
    """Is that part of a text no part of a longer word?"""
    return not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())
