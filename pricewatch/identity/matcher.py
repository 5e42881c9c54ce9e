"""The matcher: two small gradient-boosted models in one text file, calibrated, that give a pair a probability."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import polars as pl

from pricewatch.errors import BadInput
from pricewatch.identity.candidates import Near, nearest, pairs
from pricewatch.identity.corpus import Corpus, Floats, Rows, corpus
from pricewatch.identity.evidence import Features, evidence
from pricewatch.identity.reasons import reasons
from pricewatch.identity.rivals import rival_features

SHIPPED = Path(__file__).with_name("matcher.txt")
PART = "\n=== "
LEAST = 0.05
"""Pairs below this probability are not worth a row."""


@dataclass(frozen=True, slots=True)
class Matcher:
    """`first` judges a pair alone, `second` beside its rivals; `slope` and `offset` calibrate their mean log-odds."""

    first: lightgbm.Booster
    second: lightgbm.Booster
    slope: float
    offset: float
    about: dict[str, Any]

    def judge(self, offers: Corpus, left: Rows, right: Rows, features: Features) -> tuple[Features, Floats]:
        """Probabilities of candidate pairs, and the features with those of their rivals."""
        alone = predict(self.first, features)
        features = features | rival_features(offers, left, right, alone)
        return features, calibrated(mean_odds(alone, predict(self.second, features)), self.slope, self.offset)

    @property
    def boosters(self) -> tuple[lightgbm.Booster, lightgbm.Booster]:
        return self.first, self.second

    def save(self, path: Path) -> None:
        head = json.dumps({"slope": self.slope, "offset": self.offset, "about": self.about}, indent=1, sort_keys=True)
        parts = [head, self.first.model_to_string(), self.second.model_to_string()]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PART.join(["pricewatch matcher", *parts]), encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Blend:
    """A matcher fitted to a user's own labels beside the shipped one: log-odds weighed by `share` of the own."""

    own: Matcher
    shipped: Matcher
    share: float

    @property
    def boosters(self) -> tuple[lightgbm.Booster, lightgbm.Booster]:
        return self.own.boosters

    def judge(self, offers: Corpus, left: Rows, right: Rows, features: Features) -> tuple[Features, Floats]:
        own_features, own = self.own.judge(offers, left, right, features)
        _, shipped = self.shipped.judge(offers, left, right, features)
        odds = self.share * log_odds(own) + (1 - self.share) * log_odds(shipped)
        return own_features, calibrated(odds, 1.0, 0.0)


def log_odds(probability: Floats) -> Floats:
    """ln(p / (1 - p)), finite."""
    bounded = np.clip(probability, 1e-7, 1 - 1e-7)
    return np.asarray(np.log(bounded / (1 - bounded)), np.float32)


def mean_odds(one: Floats, other: Floats) -> Floats:
    """The mean of two probabilities as log-odds: what both models think carries over to shops that neither has seen."""
    return np.asarray((log_odds(one) + log_odds(other)) / 2, np.float32)


def calibrated(odds: Floats, slope: float, offset: float) -> Floats:
    """Probabilities such that of a hundred pairs at 0.8 eighty are right (Platt 1999)."""
    return np.asarray(1 / (1 + np.exp(-(slope * odds + offset))), np.float32)


def predict(booster: lightgbm.Booster, features: Features) -> Floats:
    """Probabilities of pairs by one model, which names the features that it reads."""
    table = np.column_stack([features[name] for name in booster.feature_name()])
    if not len(table):
        return np.zeros(0, np.float32)
    return np.asarray(booster.predict(table, num_threads=2), np.float32)


def load(path: Path = SHIPPED) -> Matcher:
    """A matcher from its file. Raises BadInput where the file is none."""
    try:
        _, head, first, second = path.read_text(encoding="utf-8").split(PART)
        numbers = json.loads(head)
        pair, rivals = (lightgbm.Booster(model_str=text) for text in (first, second))
    except (OSError, ValueError, lightgbm.basic.LightGBMError) as problem:
        raise BadInput(f"{path} is no matcher: {problem}. Make one with `pricewatch train --out {path}`.") from problem
    return Matcher(pair, rivals, numbers["slope"], numbers["offset"], numbers["about"])


@cache
def shipped() -> Matcher:
    """The matcher that comes with pricewatch."""
    return load()


@dataclass(frozen=True, slots=True)
class Scored:
    """Candidate pairs, features and calibrated probabilities."""

    left: Rows
    right: Rows
    features: Features
    probability: Floats


def score(offers: Corpus, left: Rows, right: Rows, near: Near, matcher: Matcher | Blend) -> Scored:
    """Judge candidate pairs, all at once: each is a rival of others."""
    features, probability = matcher.judge(offers, left, right, evidence(offers, left, right, near))
    return Scored(left, right, features, probability)


def scored(items: pl.DataFrame, *, fresh: pl.Series | None = None, least: float = LEAST) -> pl.DataFrame:
    """Judge all candidate pairs of a table of items (columns: `corpus`, and id), or those that touch a fresh row.

    Gives left_id, right_id (the lower first), probability, reasons; pairs less likely than `least` are left out.
    """
    matcher = shipped()
    found = score_candidates(items, matcher, None if fresh is None else np.flatnonzero(fresh.to_numpy()), least)
    one, two = items["id"].gather(found.left), items["id"].gather(found.right)
    table = pl.DataFrame(
        {
            "left_id": pl.select(pl.min_horizontal(one, two)).to_series(),
            "right_id": pl.select(pl.max_horizontal(one, two)).to_series(),
            "probability": pl.Series(found.probability, dtype=pl.Float64).round(6),
            "reasons": pl.Series(reasons(*matcher.boosters, found.features), dtype=pl.String),
        }
    )
    return table.sort("left_id", "right_id")


def score_candidates(
    items: pl.DataFrame, matcher: Matcher | Blend, wanted: Rows | None = None, least: float = LEAST
) -> Scored:
    """Judge the candidate pairs of a table, or those of some rows, and keep those at least so likely."""
    offers = corpus(items)
    wanted = np.arange(len(items)) if wanted is None else wanted
    near = nearest(offers, wanted)
    found = score(offers, *pairs(offers, near), near, matcher)
    keep = found.probability >= least
    kept = {name: values[keep] for name, values in found.features.items()}
    return Scored(found.left[keep], found.right[keep], kept, found.probability[keep])


def score_pairs(items: pl.DataFrame, left: Rows, right: Rows, matcher: Matcher | Blend) -> Scored:
    """Judge given pairs of rows beside the candidates that rival them."""
    offers = corpus(items)
    near = nearest(offers, np.unique(np.concatenate([left, right])))
    low, high = np.minimum(left, right), np.maximum(left, right)
    candidates = pairs(offers, near)
    every = np.unique(np.concatenate([low * len(items) + high, candidates[0] * len(items) + candidates[1]]))
    found = score(offers, every // len(items), every % len(items), near, matcher)
    at = np.searchsorted(every, low * len(items) + high)
    return Scored(left, right, {name: values[at] for name, values in found.features.items()}, found.probability[at])
