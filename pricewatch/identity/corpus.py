"""Offers as sparse matrices, in which thousands of pairs a millisecond can be compared."""

import bisect
from dataclasses import dataclass

import numpy as np
import polars as pl
import scipy.sparse as sp

from pricewatch.identity.reading import FACTS, Floats, Matrix, Presence, Reading, Rows, read

__all__ = ["Corpus", "Floats", "Matrix", "Presence", "Rows", "corpus", "corpus_of"]

MOST_KIN = 200
"""A beginning that more words share than this is no abbreviation."""


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
    return corpus_of(read(offers))


def corpus_of(reading: Reading) -> Corpus:
    """What was read of offers as a corpus, a row each."""
    texts, tokens = reading.texts, reading.tokens
    plain, words = texts["plain"].to_list(), tokens["words"]
    names, grams = _unit_rows(tokens["tokens"].weighed), _unit_rows(tokens["runs"].weighed)
    return Corpus(
        plain=plain,
        squash=[text.replace(" ", "") for text in plain],
        full=texts["full"].to_list(),
        brand=texts["brand"].to_list(),
        mpn=texts["mpn"].to_list(),
        codes=[text.split() for text in texts["codes"].to_list()],
        shop=_numbered(texts.select("retailer")),
        first_word=np.array([words.vocabulary.get(word, -1) for word in texts["first"].to_list()], np.int64),
        order=_numbered(texts.select("plain", "brand")),
        words=words,
        kin=_kin(words),
        numbers=tokens["numbers"],
        code_words=tokens["codes"],
        facts={kind: (tokens[kind].has, tokens[f"{kind}="].has) for kind in FACTS},
        names=names,
        grams=grams,
        text=_unit_rows(tokens["text"].weighed),
        near=sp.hstack([names * np.float32(0.6), grams * np.float32(0.8)]).tocsr(),
    )


def _numbered(texts: pl.DataFrame) -> Rows:
    """A rank by content, so that a pair is compared the same way round wherever its rows stand."""
    return texts.select(pl.struct(pl.all()).rank("dense").cast(pl.Int64) - 1).to_series().to_numpy()


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


def _unit_rows(matrix: Matrix) -> Matrix:
    """Rows of length 1, without what weighs nothing."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(1)).ravel())
    scaled = (sp.diags((1 / np.where(length > 0, length, 1)).astype(np.float32)) @ matrix).tocsr().astype(np.float32)
    scaled.eliminate_zeros()
    return scaled
