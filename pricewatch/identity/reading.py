"""What offers say, one by one: which words, numbers, measures and codes each of them has, and how rare those are.

How rare a token is can be frozen: offers read `like` earlier ones are weighed as those are, so that whatever is new
changes nothing between offers that are known.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import polars as pl
import scipy.sparse as sp
from numpy.typing import NDArray

from pricewatch.identity.measures import PACK_SIZES
from pricewatch.identity.variants import variants_in
from pricewatch.identity.words import Words, fold, squashed, words_of

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Labels = NDArray[np.int64]
Matrix: TypeAlias = Any
"""A scipy.sparse.csr_matrix, which comes without types: a row an offer, float32."""

MOST_TEXT = 3000
"""Characters of a description and attributes that are read."""
SHORTEST_CODE = 4
FACTS = ("size", "count", "unit", "beside", "variant")
IDENTITY = ("id", "state")
"""Columns of offers that are kept with what was read of them, where there are any."""


class Presence:
    """Which offer has which token: `has` is 0/1, `weighed` the rarity (0..1) of each token present."""

    def __init__(self, has: Matrix, rare: Floats, vocabulary: dict[str, int]) -> None:
        self.has, self.rare, self.vocabulary = has, rare, vocabulary
        self.weighed = has @ sp.diags(rare)

    def joined(self, later: "Presence", rows: Rows) -> "Presence":
        """Some rows of this and of what was read later like this."""
        wide = self.has.copy()
        wide.resize(wide.shape[0], later.has.shape[1])
        return Presence(sp.vstack([wide, later.has]).tocsr()[rows], later.rare, later.vocabulary)


@dataclass(frozen=True, slots=True)
class Reading:
    """Offers as read, a row each. `texts`: columns IDENTITY, retailer, plain, full, brand, mpn, codes, first."""

    texts: pl.DataFrame
    tokens: Mapping[str, Presence]

    def joined(self, later: "Reading", rows: Rows) -> "Reading":
        """Some rows of this and of what was read later like this; the later's rows are numbered after these."""
        texts = pl.concat([self.texts, later.texts.select(self.texts.columns)])[rows]
        return Reading(texts, {kind: one.joined(later.tokens[kind], rows) for kind, one in self.tokens.items()})


def read(offers: pl.DataFrame, like: Reading | None = None) -> Reading:
    """Read offers: columns retailer, name and any of brand, mpn, size_text, description, attributes."""
    names = _texts(offers, "name")
    brands = [fold(text) for text in _texts(offers, "brand")]
    mpns = [squashed(fold(text)) for text in _texts(offers, "mpn")]
    sizes = [text.replace("|", " ") for text in _texts(offers, "size_text")]
    named = [words_of(name) for name in names]
    sized = [
        words_of(f"{name} {size}") if size else words for name, size, words in zip(names, sizes, named, strict=True)
    ]
    codes = [_codes(words, mpn) for words, mpn in zip(sized, mpns, strict=True)]
    full = [fold(text) for text in _full_texts(offers)]
    rows: dict[str, Iterable[Iterable[str]]] = {
        "words": ([*words.words, *brand.split()] for words, brand in zip(named, brands, strict=True)),
        "tokens": ([*words.words, *words.numbers, *words.codes] for words in sized),
        "numbers": (words.numbers for words in sized),
        "codes": codes,
        "text": (re.findall(r"\w\w+", text) for text in full),
        **_facts(sized, sizes),
    }
    tokens = {kind: presence(each, like.tokens[kind] if like else None) for kind, each in rows.items()}
    spelt = [f"{words.plain} {brand}" for words, brand in zip(named, brands, strict=True)]
    texts = offers.select(
        *(column for column in IDENTITY if column in offers.columns),
        retailer=pl.Series(_texts(offers, "retailer"), dtype=pl.String),
        plain=pl.Series([words.plain for words in named], dtype=pl.String),
        full=pl.Series([squashed(text) for text in full], dtype=pl.String),
        brand=pl.Series(brands, dtype=pl.String),
        mpn=pl.Series(mpns, dtype=pl.String),
        codes=pl.Series([" ".join(each) for each in codes], dtype=pl.String),
        first=pl.Series([words.words[0] if words.words else "" for words in named], dtype=pl.String),
    )
    return Reading(texts, tokens | {"runs": _runs(spelt, like.tokens["runs"] if like else None)})


def presence(rows: Iterable[Iterable[str]], like: Presence | None = None) -> Presence:
    """Tokens of each row as a matrix; the tokens of `like` keep their columns and their rarity."""
    vocabulary = dict(like.vocabulary) if like else {}
    columns: list[int] = []
    ends = [0]
    for row in rows:
        columns += sorted({vocabulary.setdefault(token, len(vocabulary)) for token in row})
        ends.append(len(columns))
    shape = (len(ends) - 1, max(1, len(vocabulary)))
    has = sp.csr_matrix((np.ones(len(columns), np.float32), np.array(columns, np.int32), np.array(ends)), shape=shape)
    return Presence(has, _as_before(like, shape[1]) if like else rarity(has), vocabulary)


def rarity(has: Matrix) -> Floats:
    """How much a token tells: log(rows / rows with it) as a share of the most; 1.03 down to 0.03 for what all have."""
    return _rarity(np.asarray(has.sum(0)).ravel(), has.shape[0])


def _rarity(found: Any, rows: int) -> Floats:
    return np.asarray(np.log((rows + 1) / (found + 1)) / np.log(max(rows + 1, 2)) + 0.03, dtype=np.float32)


def _as_before(like: Presence, width: int) -> Floats:
    """The rarity that tokens had; a token not known then is as rare as one that was found once."""
    once = _rarity(np.ones(max(0, width - len(like.rare))), like.has.shape[0])
    return np.concatenate([like.rare, once])


def _texts(offers: pl.DataFrame, column: str) -> list[str]:
    if column not in offers.columns:
        return [""] * len(offers)
    return offers[column].cast(pl.String).fill_null("").to_list()


def _full_texts(offers: pl.DataFrame) -> list[str]:
    columns = [_texts(offers, column) for column in ("brand", "mpn", "name", "description", "attributes")]
    return [" ".join(filter(None, row))[:MOST_TEXT] for row in zip(*columns, strict=True)]


def _codes(words: Words, mpn: str) -> list[str]:
    return list(dict.fromkeys([*words.codes, mpn] if len(mpn) >= SHORTEST_CODE else words.codes))


def _facts(sized: list[Words], sizes: list[str]) -> dict[str, list[list[str]]]:
    """By kind of fact: the dimensions that an offer speaks of, and under "kind=" each with its value."""
    kinds: dict[str, list[list[tuple[str, str]]]] = {kind: [] for kind in FACTS}
    for words, size in zip(sized, sizes, strict=True):
        measures = [*words.measures, *_bare_size(size)]
        kinds["size"].append([fact for fact in measures if fact[0] in PACK_SIZES])
        kinds["count"].append([fact for fact in measures if fact[0] == "piece"])
        kinds["unit"].append([fact for fact in measures if fact[0] not in PACK_SIZES and fact[0] != "piece"])
        kinds["beside"].append(list(words.beside))
        kinds["variant"].append(variants_in(words.words))
    dimensions = {kind: [[dimension for dimension, _ in row] for row in rows] for kind, rows in kinds.items()}
    values = {f"{kind}=": [["\n".join(fact) for fact in row] for row in rows] for kind, rows in kinds.items()}
    return dimensions | values


def _bare_size(size: str) -> list[tuple[str, str]]:
    """A size without a unit ("0.100") is kilograms or litres, whichever the other side says."""
    if not re.fullmatch(r"\s*\d{1,2}[.,]\d{2,3}\s*", size):
        return []
    amount = format(round(float(size.replace(",", ".")) * 1000, 3), ".4g")
    return [("g", amount), ("ml", amount)]


def _runs(texts: list[str], like: Presence | None = None) -> Presence:
    """Runs of 3 and 4 letters inside words, counted (1 + log); found once for every word. What is common is no help."""
    spelt = presence(text.split() for text in texts)
    by_word = presence(
        (
            [padded[at : at + size] for size in (3, 4) for at in range(max(1, len(padded) - size + 1))]
            for padded in (f" {word} " for word in spelt.vocabulary)
        ),
        like,
    )
    words = spelt.has[:, : len(spelt.vocabulary)]
    counts = (words @ by_word.has).tocsr()
    if like:
        rare = by_word.rare
    else:
        has = counts.copy()
        has.data[:] = 1
        common = np.asarray(has.sum(0)).ravel() > max(300, 0.1 * len(texts))
        rare = np.where(common, 0, rarity(has)).astype(np.float32)
    counts.data = 1 + np.log(counts.data)
    return Presence(counts, rare, by_word.vocabulary)
