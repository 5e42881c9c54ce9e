"""What a name says of colour, taste, edition ...: the words that tell one variant of a product from another."""

import csv
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from pricewatch.identity.words import Words, fold

VARIANT_WORDS = Path(__file__).with_name("variant_words.csv")
TELLING = {"gigabyte", "inch", "megapixel", "milliampere-hour", "page", "port", "spf"}
"""Measures beside pack sizes of which a product has one: two names that state others are two products."""

Variant = tuple[str, str]


@cache
def variant_kinds() -> dict[str, Variant]:
    """A word, or two of them, that tell variants apart -> (kind, value): ("schwarz" -> colour, black)."""
    return {fold(word): (row["kind"], row["value"]) for row in _rows() for word in row["words"].split("|")}


@cache
def marked() -> frozenset[Variant]:
    """Variants that a name always says: what is not called decaffeinated is not."""
    return frozenset((row["kind"], row["value"]) for row in _rows() if row["always_said"] == "yes")


def _rows() -> list[dict[str, str]]:
    with VARIANT_WORDS.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def variants_in(words: Sequence[str]) -> list[Variant]:
    """The variants that words speak of.

    >>> variants_in(["cola", "sans", "sucre", "citron"])
    [('taste', 'lemon'), ('strength', 'zero')]
    """
    kinds = variant_kinds()
    said = [kinds[word] for word in words if word in kinds]
    pairs = (f"{one} {other}" for one, other in pairwise(words))
    return said + [kinds[pair] for pair in pairs if pair in kinds]


def telling(words: Words) -> dict[str, set[frozenset[str]]]:
    """By kind (colour, taste, inch ...) what a name says of it; `always said` holds what others never leave out.

    >>> from pricewatch.identity.words import words_of
    >>> telling(words_of("Polo Shirt navy")), telling(words_of('TV 32" 4 GB'))
    ({'colour': {frozenset({'blue'})}}, {'inch': {frozenset({'32'})}, 'gigabyte': {frozenset({'4'})}})
    """
    said = variants_in(words.words) + [
        (dimension, value.split(".")[0] if dimension == "inch" else value)
        for dimension, value in words.measures
        if dimension in TELLING
    ]
    return {
        kind: {frozenset(value for other, value in said if other == kind)} for kind in dict.fromkeys(k for k, _ in said)
    }
