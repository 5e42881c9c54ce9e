"""From two offers to named features. Price is none of them: it would hide the very gaps that we look for.

Every feature is symmetric: what depends on the side is given as the lower and the higher
of both sides (`_low`, `_high`).
`nan` stands for "one side does not say".
"""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import distance, fuzz, process

from pricewatch.identity.candidates import Near
from pricewatch.identity.corpus import Corpus, Floats, Matrix, Presence, Rows

Features = dict[str, Floats]
AT_ONCE = 50_000
CROWD = 0.1
"""Rivals within this cosine are a crowd."""


def evidence(corpus: Corpus, left: Rows, right: Rows, near: Near) -> Features:
    """Features of pairs of rows; `near` are the neighbours of all rows in them."""
    parts = [features for _, features in evidence_in_parts(corpus, left, right, near)]
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def evidence_in_parts(corpus: Corpus, left: Rows, right: Rows, near: Near) -> Iterator[tuple[slice, Features]]:
    """The same part by part, so that millions of pairs need not be held at once; at least one part."""
    swap = corpus.order[left] > corpus.order[right]
    first, second = np.where(swap, right, left), np.where(swap, left, right)
    context = _Context(corpus, near)
    for at in range(0, max(1, len(first)), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        yield part, _features(corpus, first[part], second[part], context)


def table(features: Features, names: list[str]) -> NDArray[np.float32]:
    """Features as a table with a column for each name."""
    return np.column_stack([features[name] for name in names])


def _features(corpus: Corpus, left: Rows, right: Rows, context: "_Context") -> Features:
    return (
        _likeness(corpus, left, right)
        | _words(corpus, left, right)
        | _numbers(corpus.numbers, left, right)
        | _facts(corpus, left, right)
        | _model_codes(corpus, left, right)
        | _spelling(corpus, left, right)
        | _brands(corpus, left, right)
        | context.features(left, right)
    )


def _total(matrix: Matrix) -> Floats:
    return np.asarray(matrix.sum(1), dtype=np.float32).ravel()


def _most(matrix: Matrix) -> Floats:
    return np.asarray(matrix.max(1).toarray(), dtype=np.float32).ravel()


def _count(matrix: Matrix) -> Floats:
    return np.asarray(np.diff(matrix.indptr), dtype=np.float32)


def _without(matrix: Matrix, other: Matrix) -> Matrix:
    """The entries of a matrix that the other lacks."""
    left = (matrix - matrix.multiply(other)).tocsr()
    left.eliminate_zeros()
    return left


def _share(part: Floats, whole: Floats) -> Floats:
    return np.asarray(part / np.maximum(whole, 1e-6), dtype=np.float32)


def _both(name: str, one: Floats, other: Floats) -> Features:
    return {f"{name}_low": np.minimum(one, other), f"{name}_high": np.maximum(one, other)}


def _likeness(corpus: Corpus, left: Rows, right: Rows) -> Features:
    """Cosines of names, of runs of letters, and of all text."""
    return {
        "name_cosine": _total(corpus.names[left].multiply(corpus.names[right])),
        "letters_cosine": _total(corpus.grams[left].multiply(corpus.grams[right])),
        "text_cosine": _total(corpus.text[left].multiply(corpus.text[right])),
    }


def _words(corpus: Corpus, left: Rows, right: Rows) -> Features:
    """Shared and unshared words by rarity; `kin` lets an abbreviation stand for its word."""
    one, other = corpus.words.weighed[left], corpus.words.weighed[right]
    has_one, has_other = corpus.words.has[left], corpus.words.has[right]
    kin_one, kin_other = corpus.kin[left], corpus.kin[right]
    all_one, all_other = _total(one), _total(other)
    shared = one.multiply(has_other).tocsr()
    both = _total(shared)
    only_one, only_other = _without(one, has_other), _without(other, has_one)
    lone_one, lone_other = _without(one, kin_other), _without(other, kin_one)
    return {
        "words_shared": both,
        "words_shared_share": _share(both, all_one + all_other - both),
        "rarest_shared": _most(shared),
        **_both("words_covered", _share(both, all_one), _share(both, all_other)),
        **_both("words", _count(one), _count(other)),
        **_both("rarest_unshared", _most(only_one), _most(only_other)),
        **_both("unshared", _count(only_one), _count(only_other)),
        **_both("kin_covered", 1 - _share(_total(lone_one), all_one), 1 - _share(_total(lone_other), all_other)),
        **_both("kin_rarest_unshared", _most(lone_one), _most(lone_other)),
        **_both("kin_unshared", _count(lone_one), _count(lone_other)),
        **_both("kin_unshared_weight", _total(lone_one), _total(lone_other)),
    }


def _numbers(numbers: Presence, left: Rows, right: Rows) -> Features:
    one, other = numbers.weighed[left], numbers.weighed[right]
    all_one, all_other = _total(one), _total(other)
    shared = one.multiply(numbers.has[right]).tocsr()
    both = _total(shared)
    silent = np.float32(np.nan)
    return {
        "numbers_shared_share": np.where(all_one + all_other > 0, _share(both, all_one + all_other - both), silent),
        **_both(
            "numbers_covered",
            np.where(all_one > 0, _share(both, all_one), silent),
            np.where(all_other > 0, _share(both, all_other), silent),
        ),
        **_both("numbers_unshared", _count(one) - _count(shared), _count(other) - _count(shared)),
    }


def _facts(corpus: Corpus, left: Rows, right: Rows) -> Features:
    """Of each kind of fact: how many agree, how many contradict, and on how many one side alone speaks."""
    features: Features = {}
    for kind, (dimensions, values) in corpus.facts.items():
        spoken = dimensions[left].multiply(dimensions[right])
        agree = _total(values[left].multiply(values[right]))
        both = _total(spoken)
        features[f"{kind}_agree"] = agree
        features[f"{kind}_conflict"] = np.maximum(both - agree, 0)
        features |= _both(f"{kind}_alone", _total(dimensions[left]) - both, _total(dimensions[right]) - both)
    return features


def _model_codes(corpus: Corpus, left: Rows, right: Rows) -> Features:
    one, other = corpus.code_words.weighed[left], corpus.code_words.weighed[right]
    shared = one.multiply(corpus.code_words.has[right]).tocsr()
    longest_one = [max(corpus.codes[row], key=len, default="") for row in left]
    longest_other = [max(corpus.codes[row], key=len, default="") for row in right]
    have = np.array([bool(a and b) for a, b in zip(longest_one, longest_other, strict=True)], dtype=bool)
    alike: Callable[..., Floats] = lambda scorer: np.where(have, _compare(scorer, longest_one, longest_other), np.nan)  # noqa: E731
    return {
        "code_rarest_shared": _most(shared),
        "codes_shared": _count(shared),
        "codes_on_both": have.astype(np.float32),
        **_both("codes_unshared", _count(one) - _count(shared), _count(other) - _count(shared)),
        "code_beginning": alike(distance.JaroWinkler.normalized_similarity),
        "code_edits": alike(distance.Levenshtein.normalized_similarity),
        "code_part": alike(fuzz.partial_ratio),
        "code_begins": np.array(
            [
                bool(a and b and (a.startswith(b) or b.startswith(a)))
                for a, b in zip(longest_one, longest_other, strict=True)
            ],
            np.float32,
        ),
        **_both("code_in_text", _code_in_text(corpus, left, right), _code_in_text(corpus, right, left)),
    }


def _code_in_text(corpus: Corpus, rows: Rows, others: Rows) -> Floats:
    """Length of the longest code of one side that stands somewhere in the other's text."""
    texts = [corpus.full[other] for other in others]
    return np.array(
        [
            max((len(code) for code in corpus.codes[row] if code in text), default=0)
            for row, text in zip(rows, texts, strict=True)
        ],
        np.float32,
    )


def _compare(scorer: Callable[..., float], one: list[str], other: list[str]) -> Floats:
    return np.asarray(process.cpdist(one, other, scorer=scorer, dtype=np.float32, workers=2))


def _spelling(corpus: Corpus, left: Rows, right: Rows) -> Features:
    one, other = [corpus.plain[row] for row in left], [corpus.plain[row] for row in right]
    joined_one, joined_other = [corpus.squash[row] for row in left], [corpus.squash[row] for row in right]
    lengths = [np.array([len(text) for text in texts], np.float32) for texts in (joined_one, joined_other)]
    return {
        "spelling": _compare(fuzz.ratio, one, other),
        "spelling_sorted": _compare(fuzz.token_sort_ratio, one, other),
        "spelling_set": _compare(fuzz.token_set_ratio, one, other),
        "spelling_part": _compare(fuzz.partial_ratio, one, other),
        "spelling_beginning": _compare(distance.JaroWinkler.normalized_similarity, one, other),
        "spelling_joined": _compare(fuzz.ratio, joined_one, joined_other),
        **_both("length", *lengths),
    }


def _brands(corpus: Corpus, left: Rows, right: Rows) -> Features:
    return {
        "brand": _where_both_say(corpus.brand, left, right, fuzz.token_set_ratio),
        "brand_in_name": np.array(
            [_named(corpus, one, other) for one, other in zip(left, right, strict=True)], np.float32
        ),
        "mpn": _where_both_say(corpus.mpn, left, right, fuzz.ratio),
        "first_word": (corpus.first_word[left] == corpus.first_word[right]).astype(np.float32),
    }


def _where_both_say(texts: list[str], left: Rows, right: Rows, scorer: Callable[..., float]) -> Floats:
    one, other = [texts[row] for row in left], [texts[row] for row in right]
    both = np.array([bool(a and b) for a, b in zip(one, other, strict=True)], dtype=bool)
    return np.where(both, _compare(scorer, one, other), np.float32(np.nan))


def _named(corpus: Corpus, one: int, other: int) -> float:
    """Does a side's brand stand in the other's name? `nan` where neither names a brand."""
    brands = corpus.brand[one], corpus.brand[other]
    if not any(brands):
        return float("nan")
    return float(
        bool(brands[0] and brands[0] in corpus.plain[other]) or bool(brands[1] and brands[1] in corpus.plain[one])
    )


class _Context:
    """Who else at the other shop is as near: a pair among many look-alikes says less than one that stands alone."""

    def __init__(self, corpus: Corpus, near: Near) -> None:
        self.corpus = corpus
        self.shops = int(corpus.shop.max(initial=0)) + 1
        by_shop = near.offer * self.shops + corpus.shop[near.other]
        order = np.lexsort((-near.likeness, by_shop))
        self.by_shop, self.likeness = by_shop[order], near.likeness[order]

    def features(self, left: Rows, right: Rows) -> Features:
        cosine = _total(self.corpus.near[left].multiply(self.corpus.near[right]))
        same_shop = self.corpus.shop[left] == self.corpus.shop[right]
        features: Features = {}
        for name, one, other in zip(
            ("rank", "gap", "crowd", "best"),
            self.side(left, right, cosine),
            self.side(right, left, cosine),
            strict=True,
        ):
            features |= _both(name, np.where(same_shop, np.nan, one), np.where(same_shop, np.nan, other))
        return features

    def side(self, rows: Rows, others: Rows, cosine: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Rank among the row's neighbours at the other's shop, lead over the best rival, crowd, and the best cosine."""
        wanted = rows * self.shops + self.corpus.shop[others]
        start = np.searchsorted(self.by_shop, wanted)
        count = np.searchsorted(self.by_shop, wanted, side="right") - start
        best, second = self.nth(start, count, 0), self.nth(start, count, 1)
        rank, crowd = np.zeros(len(rows), np.float32), np.zeros(len(rows), np.float32)
        for place in range(int(count.max(initial=0))):
            here = self.nth(start, count, place, absent=-1)
            rank += here > cosine + 1e-6
            crowd += here > cosine - CROWD
        rival = np.where(cosine >= best - 1e-6, second, best)
        return rank, cosine - rival, crowd, best

    def nth(self, start: Rows, count: Rows, place: int, absent: float = 0) -> Floats:
        if not len(self.likeness):
            return np.full(len(start), absent, np.float32)
        at = np.minimum(start + place, len(self.likeness) - 1)
        return np.where(place < count, self.likeness[at], np.float32(absent))
