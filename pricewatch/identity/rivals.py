"""The second look at a pair: how probable are its rivals, and does a third shop's listing agree with both sides?"""

import numpy as np
import scipy.sparse as sp

from pricewatch.identity.corpus import Corpus, Floats, Rows
from pricewatch.identity.evidence import AT_ONCE, Features

SUPPORT = 0.3
"""From this probability on, a third listing speaks for a pair."""


def rival_features(corpus: Corpus, left: Rows, right: Rows, probability: Floats) -> Features:
    """From first probabilities of all candidates: rivals on either side (`nan` within one shop), and support.

    `left`, `right`, `probability`: every candidate pair of the rows in question, each pair once.
    """
    same_shop = corpus.shop[left] == corpus.shop[right]
    rival_left, rank_left = _best_other(corpus, left, right, probability)
    rival_right, rank_right = _best_other(corpus, right, left, probability)
    support = _support(len(corpus), left, right, probability)
    hidden = np.float32(np.nan)
    return {
        "first_probability": probability,
        "rival_low": np.where(same_shop, hidden, np.minimum(rival_left, rival_right)),
        "rival_high": np.where(same_shop, hidden, np.maximum(rival_left, rival_right)),
        "rival_rank_low": np.where(same_shop, hidden, np.minimum(rank_left, rank_right)),
        "rival_rank_high": np.where(same_shop, hidden, np.maximum(rank_left, rank_right)),
        "support": support[0],
        "best_support": support[1],
    }


def _best_other(corpus: Corpus, rows: Rows, others: Rows, probability: Floats) -> tuple[Floats, Floats]:
    """For each pair the best probability of the row with another listing of the same shop, and the pair's rank."""
    shops = int(corpus.shop.max(initial=0)) + 1
    key = rows * shops + corpus.shop[others]
    order = np.lexsort((-probability, key))
    sorted_key, sorted_probability = key[order], probability[order]
    starts = np.searchsorted(sorted_key, sorted_key)
    rank = np.arange(len(key)) - starts
    follower = np.minimum(starts + 1, max(0, len(key) - 1))
    second = np.where(sorted_key[follower] == sorted_key, sorted_probability[follower], 0)
    second = np.where(follower == starts, 0, second)
    rival, ranks = np.empty(len(key), np.float32), np.empty(len(key), np.float32)
    rival[order] = np.where(rank == 0, second, sorted_probability[starts])
    ranks[order] = rank
    return rival, ranks


def _support(count: int, left: Rows, right: Rows, probability: Floats) -> tuple[Floats, Floats]:
    """Over all third listings c: the sum and the largest of p(left, c) * p(c, right)."""
    strong = probability > SUPPORT
    rows, columns = np.concatenate([left[strong], right[strong]]), np.concatenate([right[strong], left[strong]])
    graph = sp.csr_matrix((np.tile(probability[strong], 2), (rows, columns)), shape=(count, count), dtype=np.float32)
    total, most = np.zeros(len(left), np.float32), np.zeros(len(left), np.float32)
    for at in range(0, len(left), AT_ONCE):
        part = slice(at, at + AT_ONCE)
        paths = graph[left[part]].multiply(graph[right[part]]).tocsr()
        total[part] = np.asarray(paths.sum(1)).ravel()
        most[part] = paths.max(1).toarray().ravel()
    return total, most
