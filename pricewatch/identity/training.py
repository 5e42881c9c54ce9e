"""Fitting the matcher to labelled offers: folders of records and pairs, or of records whose product is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import lightgbm
import numpy as np
import polars as pl
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from pricewatch.errors import BadInput
from pricewatch.identity.calibration import error, fitted
from pricewatch.identity.candidates import nearest, once, pairs, places, together
from pricewatch.identity.corpus import Corpus, Floats, Rows, corpus
from pricewatch.identity.evidence import Features, evidence, table
from pricewatch.identity.matcher import Matcher, mean_odds, predict
from pricewatch.identity.reading import Labels
from pricewatch.identity.reshaped import reshaped
from pricewatch.identity.rivals import rival_features

UNKNOWN = -1
FIRST_ROUNDS, SECOND_ROUNDS = 240, 160
PARAMETERS = {
    "objective": "binary",
    "num_leaves": 47,
    "max_depth": 9,
    "learning_rate": 0.1,
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 1.0,
    "max_bin": 63,
    "num_threads": 2,
    "deterministic": True,
    "force_row_wise": True,
    "seed": 1,
    "verbose": -1,
}
LEAST_IN_LEAF, FEWEST_LEAVES = 40, 20
"""Pairs that a leaf needs; fewer where a user has few labels, so that these teach at all."""
HEAVIEST = 8000.0
"""No set weighs more than so many pairs, so that none drowns the others."""
HEAVIEST_SHELF = 60_000.0
"""A whole shelf (known products, natural candidates) may weigh more: it is what matching meets."""
DULL = 0.08
"""Share of a shelf's candidates that are no match which is looked at; they stand for the others."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A set: offers, pairs of rows, labels (1 same, 0 not, -1 unknown); a shelf's pairs are all its candidates."""

    name: str
    offers: pl.DataFrame
    left: Rows
    right: Rows
    label: Labels
    is_shelf: bool


@dataclass(slots=True)
class Examples:
    """What is learnt from a set: features of labelled pairs and of their rivals, weights, and halves by product."""

    name: str
    corpus: Corpus
    left: Rows
    right: Rows
    label: Labels
    weight: Floats
    half: tuple[Labels, Labels]
    features: Features


def load_sets(folder: Path, without: str | None = None) -> list[Labelled]:
    """Every set in a folder: a folder each, with records.parquet and pairs_train, pairs_valid or a column `product`."""
    paths = sorted(path.parent for path in folder.glob("*/records.parquet") if path.parent.name != without)
    sets = [made for path in paths for made in _load(path)]
    if not sets:
        raise BadInput(
            f"{folder} has no labelled offers. Give a folder of sets with --sets: NAME/records.parquet (id, retailer,"
            " name, ...) with NAME/pairs_train.parquet (left_id, right_id, label) or a column `product`."
        )
    return sets


def _load(folder: Path) -> Iterable[Labelled]:
    offers = pl.read_parquet(folder / "records.parquet")
    files = [folder / f"pairs_{part}.parquet" for part in ("train", "valid")]
    found = [pl.read_parquet(file).select("left_id", "right_id", "label") for file in files if file.exists()]
    if found:
        yield labelled(folder.name, offers, pl.concat(found))
    if "product" in offers.columns:
        nobody = np.array([], np.int64)
        yield Labelled(folder.name, offers, nobody, nobody, nobody, is_shelf=True)


def labelled(name: str, offers: pl.DataFrame, labels: pl.DataFrame) -> Labelled:
    """Labels by id as labels by row, each pair once. Raises BadInput for an id that the offers lack."""
    left, right = rows_of(name, offers, labels)
    low, high = once((left, right), len(offers))
    label = np.empty(len(low), np.int64)
    label[places((left, right), (low, high), len(offers))[::-1]] = labels["label"].to_numpy()[::-1]
    return Labelled(name, offers, low, high, label, is_shelf=False)


def rows_of(name: str, offers: pl.DataFrame, asked: pl.DataFrame) -> tuple[Rows, Rows]:
    """Pairs by id (left_id, right_id) as pairs of rows. Raises BadInput for an id that the offers lack."""
    rows = {str(one): number for number, one in enumerate(offers["id"].to_list())}
    try:
        left, right = (np.array([rows[str(one)] for one in asked[side]], np.int64) for side in ("left_id", "right_id"))
    except KeyError as missing:
        raise BadInput(f"{name} names {missing}, which is no id in the table of offers.") from missing
    return left, right


def examples(known: Labelled) -> Examples:
    """Features of a set's labelled pairs, among all candidates that rival them."""
    offers = corpus(known.offers)
    wanted = np.arange(len(offers)) if known.is_shelf else np.unique(np.concatenate([known.left, known.right]))
    near = nearest(offers, wanted)
    left, right = together((known.left, known.right), pairs(offers, near), len(offers))
    label = _by_product(known.offers, left, right) if known.is_shelf else np.full(len(left), UNKNOWN)
    label[places((known.left, known.right), (left, right), len(offers))] = known.label
    half = _halves(known, left, right, label)
    return Examples(
        known.name,
        offers,
        left,
        right,
        label,
        _weights(label, known.is_shelf),
        half,
        evidence(offers, left, right, near),
    )


def _by_product(offers: pl.DataFrame, left: Rows, right: Rows) -> Labels:
    product = offers["product"].cast(pl.String).to_numpy()
    said = np.array([each is not None for each in product])
    return np.where(said[left] & said[right], (product[left] == product[right]).astype(np.int64), UNKNOWN)


def _halves(known: Labelled, left: Rows, right: Rows, label: Labels) -> tuple[Labels, Labels]:
    """Two halves of the products, so that a pair can be judged by a model that has seen neither of its products."""
    same, count = label == 1, len(known.offers)
    graph = sp.csr_matrix((np.ones(same.sum()), (left[same], right[same])), shape=(count, count))
    product = connected_components(graph, directed=False)[1]
    ids = known.offers["id"].cast(pl.String).to_list()
    by_product = {number: crc32(one.encode()) % 2 for number, one in zip(product, ids, strict=True)}
    halves = np.array([by_product[number] for number in product], np.int64)
    return halves[left], halves[right]


def _weights(label: Labels, is_shelf: bool) -> Floats:
    """Weights of the labelled pairs; of a shelf's many dull pairs a sample stands for all."""
    chance = np.random.default_rng(1).random(len(label))
    weight = np.where(label == UNKNOWN, 0.0, 1.0)
    if is_shelf:
        weight = np.where(label == 0, np.where(chance < DULL, 1 / DULL, 0.0), weight)
    heaviest = HEAVIEST_SHELF if is_shelf else HEAVIEST
    return np.asarray(weight * min(1.0, heaviest / max(1.0, float(weight.sum()))), np.float32)


def train(sets: list[Labelled], *, copies: bool = True) -> Matcher:
    """Fit to sets; deterministic. `copies`: learn also from each set with its columns filled and emptied by chance."""
    learnt = [examples(known) for known in sets]
    if copies:
        learnt += [examples(reshaped_set(known)) for known in sets if not known.is_shelf]
    return fit(learnt, sorted({known.name for known in sets}))


def reshaped_set(known: Labelled) -> Labelled:
    """The same set as another shop would publish it."""
    return Labelled(known.name, reshaped(known.offers), known.left, known.right, known.label, known.is_shelf)


def fit(learnt: list[Examples], names: list[str]) -> Matcher:
    """Both models and their calibration. Half of the products judges the other half wherever a guess feeds a fit."""
    group = [names.index(each.name) % 2 for each in learnt]
    strangers = _by_group(learnt, group, FIRST_ROUNDS)
    first_halves = [_fit(learnt, FIRST_ROUNDS, half) for half in (0, 1)]
    first = _fit(learnt, FIRST_ROUNDS)
    alone = [_out_of_half(each, first_halves) for each in learnt]
    for each, guess in zip(learnt, alone, strict=True):
        each.features |= rival_features(each.corpus, each.left, each.right, guess)
    second = _fit(learnt, SECOND_ROUNDS)
    if len(names) > 1:
        odds = _odds_of_strangers(learnt, group, strangers, _by_group(learnt, group, SECOND_ROUNDS))
    else:
        second_halves = [_fit(learnt, SECOND_ROUNDS, half) for half in (0, 1)]
        beside = [_out_of_half(each, second_halves) for each in learnt]
        odds = [mean_odds(one, other) for one, other in zip(alone, beside, strict=True)]
    odds_known, label, weight = _known(learnt, odds)
    calibration = fitted(odds_known, label, weight)
    about = {
        "fitted_to": names,
        "pairs": int(sum((each.weight > 0).sum() for each in learnt)),
        "calibration_error": error(calibration.probability(odds_known), label, weight),
    }
    return Matcher(first, second, calibration, about)


def _by_group(learnt: list[Examples], group: list[int], rounds: int) -> list[lightgbm.Booster]:
    """A model for each group of sets, fitted to the other group; none where all sets are of one group."""
    if len(set(group)) == 1:
        return []
    return [_fit([each for each, its in zip(learnt, group, strict=True) if its != one], rounds) for one in (0, 1)]


def _odds_of_strangers(
    learnt: list[Examples], group: list[int], first: list[lightgbm.Booster], second: list[lightgbm.Booster]
) -> list[Floats]:
    """Log-odds of each set by models that have seen nothing like it: what a probability means at shops not seen."""
    odds = []
    for each, its in zip(learnt, group, strict=True):
        alone = predict(first[its], each.features)
        beside = predict(second[its], each.features | rival_features(each.corpus, each.left, each.right, alone))
        odds.append(mean_odds(alone, beside))
    return odds


def _fit(learnt: list[Examples], rounds: int, half: int | None = None) -> lightgbm.Booster:
    names = sorted(learnt[0].features)
    tables, labels, weights = [], [], []
    for each in learnt:
        use, weight = each.weight > 0, each.weight
        if half is not None:
            # Equal products share a half, unequal ones do so by chance: what is left of these stands for twice as many.
            use &= (each.half[0] == half) & (each.half[1] == half)
            weight = np.where(each.label == 0, 2 * weight, weight)
        tables.append(table(each.features, names)[use])
        labels.append(each.label[use])
        weights.append(weight[use])
    data = lightgbm.Dataset(
        np.vstack(tables), np.concatenate(labels), weight=np.concatenate(weights), feature_name=names
    )
    leaf = min(LEAST_IN_LEAF, max(2, sum(map(len, labels)) // FEWEST_LEAVES))
    return lightgbm.train(PARAMETERS | {"min_data_in_leaf": leaf}, data, rounds)


def _out_of_half(each: Examples, halves: list[lightgbm.Booster]) -> Floats:
    """Judged by the model of the other half; a pair across both halves by the mean of both."""
    by_model = [predict(booster, each.features) for booster in halves]
    one, two = each.half
    return np.where(one != two, (by_model[0] + by_model[1]) / 2, np.where(one == 0, by_model[1], by_model[0]))


def _known(learnt: list[Examples], odds: list[Floats]) -> tuple[Floats, Labels, Floats]:
    use = [each.weight > 0 for each in learnt]
    known = np.concatenate([values[mask] for values, mask in zip(odds, use, strict=True)])
    label = np.concatenate([each.label[mask] for each, mask in zip(learnt, use, strict=True)])
    weight = np.concatenate([each.weight[mask] / each.weight.sum() for each, mask in zip(learnt, use, strict=True)])
    return known, label, np.asarray(HEAVIEST * weight, np.float32)
