"""Price indices without quantities, in numpy. Months are the last axis; every index is a logarithm, its first month 0.

`moves`: the mean log price change between each two months (..., months, months), of what was sold in both; NaN where
too little was. Leading axes are draws of a bootstrap.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def chained(moves: Floats) -> Floats:
    """Jevons, each month linked to the one before; NaN from the first link that is not known."""
    steps = np.diagonal(moves, offset=1, axis1=-2, axis2=-1)
    return np.concatenate([np.zeros_like(moves[..., :1, 0]), np.cumsum(steps, axis=-1)], axis=-1)


def geks(moves: Floats) -> Floats:
    """The index that lies nearest to all known moves at once; with all of them known, it is GEKS."""
    known = np.isfinite(moves).all(axis=tuple(range(moves.ndim - 2))) & ~np.eye(moves.shape[-1], dtype=bool)
    linked = reached(known)
    known &= linked
    index = np.full(moves.shape[:-1], np.nan)
    index[..., 0] = 0
    rest = np.flatnonzero(linked)[1:]
    pulls = np.where(known, moves, 0).sum(axis=-2)[..., rest]
    laplacian = (np.diag(known.sum(axis=0)) - known)[np.ix_(rest, rest)]
    index[..., rest] = pulls @ np.linalg.inv(laplacian)
    return index


def reached(known: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which months are linked with the first one, directly or through others."""
    found: NDArray[np.bool_] = np.arange(len(known)) == 0
    for _ in known:
        found = found | known[found].any(axis=0)
    return found


def spliced(moves: Floats, window: int) -> Floats:
    """GEKS of the first `window` months; each later month is joined to what was published, by the mean of all joins."""
    index = geks(moves[..., :window, :window])
    for last in range(window, moves.shape[-1]):
        inside = slice(last - window + 1, last + 1)
        now = geks(moves[..., inside, inside])
        joins = index[..., last - window + 1 :] + now[..., -1:] - now[..., :-1]
        counted = np.isfinite(joins)
        mean = np.where(counted, joins, 0).sum(axis=-1) / np.where(counted.any(axis=-1), counted.sum(axis=-1), np.nan)
        index = np.concatenate([index, mean[..., None]], axis=-1)
    return index


def time_product_dummy(prices: Floats, weights: Floats, clusters: NDArray[np.intp]) -> tuple[Floats, Floats]:
    """Months' effects on log prices beside one effect per row, and their standard errors.

    `prices`: NaN where not seen. `clusters`: where each product's rows begin, whose errors may hang together.
    """
    shares = np.where(np.isfinite(prices), weights, 0)
    total = shares.sum(axis=1, keepdims=True)
    seen = shares > 0
    centred = np.where(seen, prices, 0)
    centred -= (shares * centred).sum(axis=1, keepdims=True) / total
    inverse = np.linalg.inv((np.diag(shares.sum(axis=0)) - shares.T @ (shares / total))[1:, 1:])
    effects = np.concatenate([[0.0], inverse @ (shares * centred).sum(axis=0)[1:]])
    residuals = centred - effects + (shares @ effects)[:, None] / total
    scores = np.add.reduceat(shares * residuals, clusters, axis=0)[:, 1:]
    corrected = np.sqrt(len(clusters) / max(len(clusters) - 1, 1))
    return effects, np.concatenate([[0.0], np.linalg.norm(scores @ inverse, axis=0) * corrected])
