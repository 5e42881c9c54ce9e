"""A matcher's decision in words: the features that moved it most, as facts that hold for the pair."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from pricewatch.identity.evidence import Features, table

if TYPE_CHECKING:
    import lightgbm

Truth = NDArray[np.bool_]
Holds = Callable[[Features], Truth]
MOST = 3
"""Reasons that are named."""
SHARE = 0.05
"""A reason weighs at least this much of all."""


def _fact(kind: str, agree: str, differ: str) -> tuple[str, str, Holds, str, Holds]:
    return kind, agree, lambda f: f[f"{kind}_agree"] > 0, differ, lambda f: f[f"{kind}_conflict"] > 0


def _never(features: Features) -> Truth:
    return np.zeros(len(features["name_cosine"]), dtype=bool)


# A part of a feature's name, what it says for a pair and when that holds, what against it and when. First that fits.
_SAYS: list[tuple[str, str, Holds, str, Holds]] = [
    ("first_probability", "", _never, "", _never),
    (
        "rival",
        "no other listing of that shop comes as close",
        lambda f: f["rival_high"] < f["first_probability"],
        "another listing of that shop comes as close",
        lambda f: f["rival_high"] >= f["first_probability"],
    ),
    ("support", "a third shop's listing agrees with both", lambda f: f["best_support"] > 0.2, "", _never),
    (
        "code",
        "a model code is the same",
        lambda f: (f["codes_shared"] > 0) | (f["code_in_text_high"] > 0),
        "the model codes differ",
        lambda f: (f["codes_on_both"] > 0) & (f["codes_shared"] == 0) & (f["code_in_text_high"] == 0),
    ),
    ("mpn", "the part numbers agree", lambda f: f["mpn"] >= 95, "the part numbers differ", lambda f: f["mpn"] < 95),
    _fact("size", "a size is the same", "the sizes differ"),
    _fact("count", "a piece count is the same", "the piece counts differ"),
    _fact("unit", "a measure is the same", "the measures differ"),
    (
        "number",
        "numbers are the same",
        lambda f: f["numbers_shared_share"] > 0,
        "numbers stand on one side alone",
        lambda f: f["numbers_unshared_high"] > 0,
    ),
    _fact("beside", "a numbered word is the same", "a numbered word differs"),
    _fact("variant", "colour, taste or edition agree", "colour, taste or edition differ"),
    (
        "brand",
        "the brands agree",
        lambda f: (f["brand"] >= 80) | (f["brand_in_name"] == 1),
        "the brands differ",
        lambda f: (f["brand"] < 60) & (f["brand_in_name"] != 1),
    ),
    ("first_word", "the names begin alike", lambda f: f["first_word"] > 0, "", _never),
    *(
        (
            part,
            "nearest in name of all that shop's listings",
            lambda f: f["rank_high"] == 0,
            "other listings of that shop are nearer in name",
            lambda f: f["rank_high"] > 0,
        )
        for part in ("rank", "gap", "crowd", "best")
    ),
    (
        "unshared",
        "every word of one name is in the other",
        lambda f: f["kin_unshared_low"] == 0,
        "words stand on one side alone",
        lambda f: f["kin_unshared_high"] > 0,
    ),
    (
        "",
        "the names are alike",
        lambda f: f["spelling_set"] >= 70,
        "the names are unlike",
        lambda f: f["spelling_set"] < 60,
    ),
]
FACTS = frozenset(words for _, pro, _, con, _ in _SAYS for words in (pro, con) if words)
"""All that is said of a pair."""


def reasons(
    first: "lightgbm.Booster", second: "lightgbm.Booster", features: Features, *, exact: bool = True
) -> list[str]:
    """Of each pair up to three reasons, the weightiest first.

    They weigh by their additive contribution to both models (TreeSHAP, about 1 ms a pair), or, where not `exact`, by
    how much the models learnt from such features in all. Either way only what holds for the pair is said.
    """
    if not len(features["name_cosine"]):
        return []
    weights: dict[str, NDArray[Any]] = {}
    for booster in (first, second):
        names = booster.feature_name()
        moved = _moved(booster, names, features) if exact else None
        for at, (name, gain) in enumerate(zip(names, booster.feature_importance("gain"), strict=True)):
            _, pro, pro_holds, con, con_holds = next(row for row in _SAYS if row[0] in name)
            for words, holds, sign in ((pro, pro_holds, 1), (con, con_holds, -1)):
                if words:
                    weight = gain if moved is None else np.maximum(sign * moved[:, at], 0)
                    weights[words] = weights.get(words, 0) + np.where(holds(features), weight, 0)
    return _in_words(list(weights), np.column_stack(list(weights.values())))


def _moved(booster: "lightgbm.Booster", names: list[str], features: Features) -> NDArray[Any]:
    return np.asarray(booster.predict(table(features, names), pred_contrib=True, num_threads=2))


def _in_words(words: list[str], weights: NDArray[Any]) -> list[str]:
    order = np.argsort(-weights, axis=1, kind="stable")[:, :MOST]
    least = np.maximum(SHARE * weights.sum(1), 1e-9)
    return [
        "; ".join(words[at] for at in row if weights[number, at] >= least[number]) for number, row in enumerate(order)
    ]
