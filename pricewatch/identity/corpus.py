"""Offers as sparse matrices: which words, numbers, measures and codes each of them has, and how rare those are."""

import bisect
import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from pricewatch.identity.measures import PACK_SIZES
from pricewatch.identity.words import Words, fold, squashed, words_of

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Matrix: TypeAlias = Any
"""A scipy.sparse.csr_matrix, which comes without types: a row an offer, float32."""

MOST_TEXT = 3000
"""Characters of a description and attributes that are read."""
MOST_KIN = 200
"""A beginning that more words share than this is no abbreviation."""
VARIANT_WORDS = Path(__file__).with_name("variant_words.csv")
SHORTEST_CODE = 4


@dataclass(slots=True)
class Presence:
    """Which offer has which token: `has` is 0/1, `weighed` the rarity (0..1) of each token present."""

    has: Matrix
    weighed: Matrix
    vocabulary: dict[str, int]


@dataclass(slots=True)
class Corpus:
    """Offers in a form that thousands of pairs a millisecond can be compared in. Row numbers are those of the table."""

    plain: list[str]
    squash: list[str]
    full: list[str]
    brand: list[str]
    mpn: list[str]
    codes: list[list[str]]
    shop: Rows
    first_word: Rows
    order: Rows
    words: Presence
    kin: Matrix
    numbers: Presence
    code_words: Presence
    facts: dict[str, tuple[Matrix, Matrix]]
    names: Matrix
    grams: Matrix
    text: Matrix
    near: Matrix

    def __len__(self) -> int:
        return len(self.plain)


def corpus(offers: pl.DataFrame) -> Corpus:
    """Read offers: columns retailer, name and any of brand, mpn, size_text, description, attributes."""
    names = _texts(offers, "name")
    brands = [fold(text) for text in _texts(offers, "brand")]
    mpns = [squashed(fold(text)) for text in _texts(offers, "mpn")]
    sizes = [text.replace("|", " ") for text in _texts(offers, "size_text")]
    read = [words_of(name) for name in names]
    sized = [
        words_of(f"{name} {size}") if size else words for name, size, words in zip(names, sizes, read, strict=True)
    ]
    codes = [_codes(words, mpn) for words, mpn in zip(sized, mpns, strict=True)]
    full = [fold(text) for text in _full_texts(offers)]
    words = presence([*words.words, *brand.split()] for words, brand in zip(read, brands, strict=True))
    tokens = presence([*words.words, *words.numbers, *words.codes] for words in sized)
    grams = _grams([f"{words.plain} {brand}" for words, brand in zip(read, brands, strict=True)])
    names_matrix = _unit_rows(tokens.weighed)
    plain = [words.plain for words in read]
    return Corpus(
        plain=plain,
        squash=[text.replace(" ", "") for text in plain],
        full=[squashed(text) for text in full],
        brand=brands,
        mpn=mpns,
        codes=codes,
        shop=np.unique(np.array(_texts(offers, "retailer")), return_inverse=True)[1].astype(np.int64),
        first_word=np.array([words.vocabulary.get(each.words[0], -1) if each.words else -1 for each in read], np.int64),
        order=_order(plain, brands),
        words=words,
        kin=_kin(words),
        numbers=presence(words.numbers for words in sized),
        code_words=presence(codes),
        facts=_facts(sized, sizes),
        names=names_matrix,
        grams=grams,
        text=_unit_rows(presence(re.findall(r"\w\w+", text) for text in full).weighed),
        near=sp.hstack([names_matrix * np.float32(0.6), grams * np.float32(0.8)]).tocsr(),
    )


def presence(rows: Iterable[Iterable[str]]) -> Presence:
    """Tokens of each row as a matrix, and the same weighed by `rarity`."""
    vocabulary: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted({vocabulary.setdefault(token, len(vocabulary)) for token in row})
        ends.append(len(columns))
    shape = (len(ends) - 1, max(1, len(vocabulary)))
    has = sp.csr_matrix((np.ones(len(columns), np.float32), np.array(columns, np.int32), np.array(ends)), shape=shape)
    return Presence(has, has @ sp.diags(rarity(has)), vocabulary)


def rarity(has: Matrix) -> Floats:
    """How much a token tells: log(rows / rows with it) as a share of the most; 1.03 down to 0.03 for what all have."""
    total = has.shape[0] + 1
    found = np.asarray(has.sum(0)).ravel() + 1
    return np.asarray(np.log(total / found) / np.log(max(total, 2)) + 0.03, dtype=np.float32)


@cache
def variant_kinds() -> dict[str, tuple[str, str]]:
    """A word that tells variants apart -> (kind, value): ("schwarz" -> colour, black)."""
    with VARIANT_WORDS.open(encoding="utf-8", newline="") as rows:
        return {
            fold(word): (row["kind"], row["value"]) for row in csv.DictReader(rows) for word in row["words"].split("|")
        }


def _texts(offers: pl.DataFrame, column: str) -> list[str]:
    if column not in offers.columns:
        return [""] * len(offers)
    return offers[column].cast(pl.String).fill_null("").to_list()


def _full_texts(offers: pl.DataFrame) -> list[str]:
    columns = [_texts(offers, column) for column in ("brand", "mpn", "name", "description", "attributes")]
    return [" ".join(filter(None, row))[:MOST_TEXT] for row in zip(*columns, strict=True)]


def _codes(words: Words, mpn: str) -> list[str]:
    return list(dict.fromkeys([*words.codes, mpn] if len(mpn) >= SHORTEST_CODE else words.codes))


def _order(plain: list[str], brands: list[str]) -> Rows:
    """A rank by content, so that a pair is compared the same way round wherever its rows stand."""
    keys = np.array([f"{name}\n{brand}" for name, brand in zip(plain, brands, strict=True)])
    return np.unique(keys, return_inverse=True)[1].astype(np.int64)


def _facts(sized: Sequence[Words], sizes: list[str]) -> dict[str, tuple[Matrix, Matrix]]:
    """By kind of fact: the dimensions that an offer speaks of, and (dimension, value)."""
    kinds: dict[str, list[list[tuple[str, str]]]] = {
        kind: [] for kind in ("size", "count", "unit", "beside", "variant")
    }
    known = variant_kinds()
    for words, size in zip(sized, sizes, strict=True):
        measures = [*words.measures, *_bare_size(size)]
        kinds["size"].append([fact for fact in measures if fact[0] in PACK_SIZES])
        kinds["count"].append([fact for fact in measures if fact[0] == "piece"])
        kinds["unit"].append([fact for fact in measures if fact[0] not in PACK_SIZES and fact[0] != "piece"])
        kinds["beside"].append(list(words.beside))
        kinds["variant"].append([known[word] for word in words.words if word in known])
    return {kind: _fact_matrices(rows) for kind, rows in kinds.items()}


def _bare_size(size: str) -> list[tuple[str, str]]:
    """A size without a unit ("0.100") is kilograms or litres, whichever the other side says."""
    if not re.fullmatch(r"\s*\d{1,2}[.,]\d{2,3}\s*", size):
        return []
    amount = format(round(float(size.replace(",", ".")) * 1000, 3), ".4g")
    return [("g", amount), ("ml", amount)]


def _fact_matrices(rows: list[list[tuple[str, str]]]) -> tuple[Matrix, Matrix]:
    dimensions = presence([dimension for dimension, _ in row] for row in rows).has
    return dimensions, presence([f"{dimension}\n{value}" for dimension, value in row] for row in rows).has


def _kin(words: Presence) -> Matrix:
    """Each offer's words, and all that begin like them or that they begin like: "cok" for "cokolada"."""
    known = sorted(words.vocabulary)
    left: list[int] = []
    right: list[int] = []
    for at, word in enumerate(known):
        end = bisect.bisect_left(known, word + "\U0010ffff") if len(word) >= 3 else at + 1
        if end - at > MOST_KIN:
            end = at + 1
        left += [words.vocabulary[word]] * (end - at)
        right += [words.vocabulary[other] for other in known[at:end]]
    shape = (words.has.shape[1],) * 2
    begins = sp.csr_matrix((np.ones(len(left), np.float32), (left, right)), shape=shape)
    related = (words.has @ (begins + begins.T)).tocsr()
    related.data[:] = 1
    return related


def _grams(texts: list[str]) -> Matrix:
    """Runs of 3 and 4 letters inside words, weighed by rarity, as rows of length 1; found once for every word."""
    tokens = presence(text.split() for text in texts)
    by_word = presence(
        {padded[at : at + size] for size in (3, 4) for at in range(max(1, len(padded) - size + 1))}
        for padded in (f" {word} " for word in tokens.vocabulary)
    )
    if not tokens.vocabulary:
        return sp.csr_matrix((len(texts), 1), dtype=np.float32)
    counts = (tokens.has @ by_word.has).tocsr()
    has = counts.copy()
    has.data[:] = 1
    common = np.asarray(has.sum(0)).ravel() > max(300, 0.1 * len(texts))
    weights = np.where(common, 0, rarity(has))
    counts.data = 1 + np.log(counts.data)
    counts = counts @ sp.diags(weights.astype(np.float32))
    counts.eliminate_zeros()
    return _unit_rows(counts)


def _unit_rows(matrix: Matrix) -> Matrix:
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    scaled = sp.diags((1 / np.where(length > 0, length, 1)).astype(np.float32)) @ matrix
    return scaled.tocsr().astype(np.float32)
