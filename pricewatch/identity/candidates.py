"""Which pairs of offers are worth comparing: each offer's nearest at every other shop, by words and runs of letters."""

from dataclasses import dataclass

import numpy as np
from sparse_dot_topn import sp_matmul_topn

from pricewatch.identity.corpus import Corpus, Floats, Rows

Pairs = tuple[Rows, Rows]

NEAREST = 12
"""Candidates of an offer at one other shop."""
IN_ALL = 60
"""Candidates of an offer at all other shops together, about."""
LEAST = 0.2
SHARE_OF_BEST = 0.6
"""A candidate is at least this near, in itself and beside the nearest at its shop."""


@dataclass(frozen=True, slots=True)
class Near:
    """From each offer to its nearest at each other shop; `likeness` is a cosine, nearest first within a shop."""

    offer: Rows
    other: Rows
    likeness: Floats


def nearest(corpus: Corpus, wanted: Rows) -> Near:
    """The nearest of each wanted offer. Where all offers are of one shop, the nearest of all."""
    if not len(corpus):
        return Near(wanted, wanted, np.zeros(0, np.float32))
    shops = np.unique(corpus.shop)
    alone = len(shops) == 1
    most = NEAREST if alone else max(1, min(NEAREST, round(IN_ALL / (len(shops) - 1))))
    found = [_at_shop(corpus, wanted, shop, most, alone) for shop in shops]
    offer, other, likeness = (np.concatenate(parts) for parts in zip(*found, strict=True))
    apart = offer != other
    return Near(offer[apart], other[apart], likeness[apart])


def _at_shop(corpus: Corpus, wanted: Rows, shop: int, most: int, alone: bool) -> tuple[Rows, Rows, Floats]:
    there = np.flatnonzero(corpus.shop == shop)
    from_elsewhere = wanted if alone else wanted[corpus.shop[wanted] != shop]
    likeness = sp_matmul_topn(
        corpus.near[from_elsewhere],
        corpus.near[there].T.tocsr(),
        top_n=most + alone,
        threshold=0.05,
        sort=True,
        n_threads=2,
    ).tocoo()
    return from_elsewhere[likeness.row], there[likeness.col], likeness.data.astype(np.float32)


def pairs(corpus: Corpus, near: Near) -> Pairs:
    """The candidates, each pair once with the lower row first."""
    by_shop = near.offer * (corpus.shop.max(initial=0) + 1) + corpus.shop[near.other]
    places, place = np.unique(by_shop, return_inverse=True)
    best = np.zeros(len(places), np.float32)
    np.maximum.at(best, place, near.likeness)
    good = (near.likeness >= LEAST) & (near.likeness >= SHARE_OF_BEST * best[place])
    return once((near.offer[good], near.other[good]), len(corpus))


def once(found: Pairs, rows: int) -> Pairs:
    """Each pair once with the lower row first, in order."""
    both = np.unique(keys(found, rows))
    return both // max(1, rows), both % max(1, rows)


def places(asked: Pairs, every: Pairs, rows: int) -> Rows:
    """Where each asked pair stands in pairs as `once` gives them."""
    return np.searchsorted(keys(every, rows), keys(asked, rows))


def together(one: Pairs, other: Pairs, rows: int) -> Pairs:
    """The pairs of both, each once."""
    left, right = (np.concatenate(sides) for sides in zip(one, other, strict=True))
    return once((left, right), rows)


def keys(found: Pairs, rows: int) -> Rows:
    """A number for each pair of so many rows, the same whichever side is named first."""
    return np.minimum(*found) * rows + np.maximum(*found)
