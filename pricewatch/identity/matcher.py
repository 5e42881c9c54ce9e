"""The matcher: two small gradient-boosted models in one text file, calibrated, that give a pair a probability."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from pricewatch.errors import BadInput
from pricewatch.identity.calibration import Calibration, log_odds
from pricewatch.identity.candidates import Near, nearest, pairs, places, together
from pricewatch.identity.corpus import Corpus, Floats, Rows, corpus
from pricewatch.identity.evidence import Features, evidence_in_parts, table
from pricewatch.identity.reasons import reasons
from pricewatch.identity.rivals import rival_features

if TYPE_CHECKING:
    import lightgbm

SHIPPED = Path(__file__).with_name("matcher.txt")
PART = "\n=== "
HOPELESS = 0.01
"""A pair that the first model thinks less likely is not looked at again."""
BESIDE, ASKED = 0.8, 0.3
"""Weight of the model that knows a pair's rivals: on a whole shelf, and where pairs are asked for, with few rivals.
Of shops that neither model had seen these did best."""
LEAST = 0.05
"""Pairs below this probability are not worth a row."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Pairs that are worth a second look: where they stand among all, and their features."""

    at: Rows
    features: Features


@dataclass(frozen=True, slots=True)
class Matcher:
    """`first` judges a pair alone, `second` beside its rivals; `calibration` is that of their mean log-odds."""

    first: "lightgbm.Booster"
    second: "lightgbm.Booster"
    calibration: Calibration
    about: dict[str, Any]

    def alone(self, features: Features) -> list[Floats]:
        """What the first model thinks of pairs."""
        return [predict(self.first, features)]

    def beside_rivals(
        self, offers: Corpus, left: Rows, right: Rows, alone: list[Floats], kept: Kept, trust: float
    ) -> Floats:
        """Calibrated probabilities of the kept pairs, from first guesses for all; adds the rivals to their features."""
        for name, values in rival_features(offers, left, right, alone[0]).items():
            kept.features[name] = values[kept.at]
        odds = mean_odds(alone[0][kept.at], predict(self.second, kept.features), trust)
        return self.calibration.probability(odds)

    @property
    def boosters(self) -> "tuple[lightgbm.Booster, lightgbm.Booster]":
        return self.first, self.second

    def save(self, path: Path) -> None:
        head = json.dumps(self.calibration._asdict() | {"about": self.about}, indent=1, sort_keys=True)
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
    def boosters(self) -> "tuple[lightgbm.Booster, lightgbm.Booster]":
        return self.own.boosters

    def alone(self, features: Features) -> list[Floats]:
        return [*self.own.alone(features), *self.shipped.alone(features)]

    def beside_rivals(
        self, offers: Corpus, left: Rows, right: Rows, alone: list[Floats], kept: Kept, trust: float
    ) -> Floats:
        shipped = self.shipped.beside_rivals(offers, left, right, alone[1:], kept, trust)
        own = self.own.beside_rivals(offers, left, right, alone[:1], kept, trust)
        return Calibration().probability(self.share * log_odds(own) + (1 - self.share) * log_odds(shipped))


def mean_odds(alone: Floats, beside: Floats, trust: float = BESIDE) -> Floats:
    """Both models' probabilities as log-odds; `trust` is the weight of the second, which knows the rivals."""
    return np.asarray((1 - trust) * log_odds(alone) + trust * log_odds(beside), np.float32)


def predict(booster: "lightgbm.Booster", features: Features) -> Floats:
    """Probabilities of pairs by one model, which names the features that it reads."""
    rows = table(features, booster.feature_name())
    if not len(rows):
        return np.zeros(0, np.float32)
    return np.asarray(booster.predict(rows, num_threads=2), np.float32)


def load(path: Path = SHIPPED) -> Matcher:
    """A matcher from its file. Raises BadInput where the file is none."""
    import lightgbm  # with all that is installed beside it, seconds that only scoring is worth

    try:
        _, head, first, second = path.read_text(encoding="utf-8").split(PART)
        numbers = json.loads(head)
        pair, rivals = (lightgbm.Booster(model_str=text) for text in (first, second))
    except (OSError, ValueError, lightgbm.basic.LightGBMError) as problem:
        raise BadInput(f"{path} is no matcher: {problem}. Make one with `pricewatch train --out {path}`.") from problem
    return Matcher(pair, rivals, Calibration(numbers["slope"], numbers["offset"]), numbers["about"])


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


def score(
    offers: Corpus, left: Rows, right: Rows, near: Near, matcher: Matcher | Blend, asked: Rows | None = None
) -> Scored:
    """Judge candidate pairs, all at once: each is a rival of others. The hopeless are left out, but those asked for."""
    alone: list[list[Floats]] = []
    kept: list[Kept] = []
    for part, features in evidence_in_parts(offers, left, right, near):
        guesses = matcher.alone(features)
        hopeful = np.max(guesses, axis=0) >= HOPELESS
        hopeful |= np.isin(np.arange(len(left))[part], () if asked is None else asked)
        at = np.flatnonzero(hopeful)
        alone.append(guesses)
        kept.append(Kept(at + part.start, {name: values[at] for name, values in features.items()}))
    rows = np.concatenate([each.at for each in kept])
    names = kept[0].features
    both = Kept(rows, {name: np.concatenate([each.features[name] for each in kept]) for name in names})
    guesses = [np.concatenate(parts) for parts in zip(*alone, strict=True)]
    probability = matcher.beside_rivals(offers, left, right, guesses, both, BESIDE if asked is None else ASKED)
    return Scored(left[rows], right[rows], both.features, probability)


def scored(
    items: pl.DataFrame, *, offers: Corpus | None = None, fresh: pl.Series | None = None, least: float = LEAST
) -> pl.DataFrame:
    """Judge all candidate pairs of a table of items (columns: `corpus`, and id), or those that touch a fresh row.

    `offers`: the items where they have been read already. Gives left_id, right_id (the lower first), probability,
    reasons; pairs less likely than `least` are left out.
    """
    matcher = shipped()
    wanted = None if fresh is None else np.flatnonzero(fresh.to_numpy())
    found = score_candidates(offers or corpus(items), matcher, wanted, least)
    one, two = items["id"].gather(found.left), items["id"].gather(found.right)
    table = pl.DataFrame(
        {
            "left_id": pl.select(pl.min_horizontal(one, two)).to_series(),
            "right_id": pl.select(pl.max_horizontal(one, two)).to_series(),
            "probability": pl.Series(found.probability, dtype=pl.Float64).round(6),
            "reasons": pl.Series(reasons(*matcher.boosters, found.features, exact=False), dtype=pl.String),
        }
    )
    return table.sort("left_id", "right_id")


def score_candidates(
    offers: Corpus, matcher: Matcher | Blend, wanted: Rows | None = None, least: float = LEAST
) -> Scored:
    """Judge the candidate pairs of a table, or those of some rows, and keep those at least so likely."""
    wanted = np.arange(len(offers)) if wanted is None else wanted
    near = nearest(offers, wanted)
    found = score(offers, *pairs(offers, near), near, matcher)
    keep = found.probability >= least
    kept = {name: values[keep] for name, values in found.features.items()}
    return Scored(found.left[keep], found.right[keep], kept, found.probability[keep])


def score_pairs(items: pl.DataFrame, left: Rows, right: Rows, matcher: Matcher | Blend) -> Scored:
    """Judge given pairs of rows beside the candidates that rival them."""
    offers = corpus(items)
    near = nearest(offers, np.unique(np.concatenate([left, right])))
    every = together((left, right), pairs(offers, near), len(offers))
    found = score(offers, *every, near, matcher, places((left, right), every, len(offers)))
    at = places((left, right), (found.left, found.right), len(offers))
    return Scored(left, right, {name: values[at] for name, values in found.features.items()}, found.probability[at])
