"""A matcher's decision in words: the features that moved it most, for and against."""

import lightgbm
import numpy as np

from pricewatch.identity.evidence import Features

MOST = 3
"""Reasons that are named."""
SHARE = 0.1
"""A reason weighs at least this much of all."""

# What a feature says where it speaks for a pair, and where it speaks against it. First name that fits.
_SAYS = [
    ("first_probability", "", ""),
    ("rival", "no other listing there comes as close", "another listing there is at least as close"),
    ("support", "a third shop's listing agrees with both", "no third shop's listing agrees with both"),
    ("best_support", "a third shop's listing agrees with both", "no third shop's listing agrees with both"),
    ("code", "the model codes agree", "the model codes differ"),
    ("mpn", "the part numbers agree", "the part numbers differ"),
    ("size", "the sizes agree", "the sizes differ"),
    ("count", "the piece counts agree", "the piece counts differ"),
    ("unit", "the measures agree", "the measures differ"),
    ("number", "the numbers agree", "the numbers differ"),
    ("beside", "the numbers beside words agree", "the numbers beside words differ"),
    ("variant", "colour, taste and edition agree", "colour, taste or edition differ"),
    ("brand", "the brands agree", "the brands differ"),
    ("first_word", "the names begin alike", "the names begin differently"),
    ("rank", "nearest of all there", "others there are nearer"),
    ("gap", "well ahead of the next there", "little ahead of the next there"),
    ("crowd", "few look-alikes", "many look-alikes"),
    ("best", "nearest of all there", "others there are nearer"),
    ("rarest_shared", "rare words are shared", "no rare word is shared"),
    ("rarest_unshared", "no rare word stands on one side alone", "a rare word stands on one side alone"),
    ("kin", "the words agree, abbreviations included", "words stand on one side alone"),
    ("unshared", "no word stands on one side alone", "words stand on one side alone"),
    ("words", "many words are shared", "few words are shared"),
    ("text", "the descriptions are alike", "the descriptions differ"),
    ("letters", "the names are spelt alike", "the names are spelt differently"),
    ("name", "the names are alike", "the names differ"),
    ("spelling", "the names are spelt alike", "the names are spelt differently"),
    ("length", "", ""),
]


def reasons(first: lightgbm.Booster, second: lightgbm.Booster, features: Features) -> list[str]:
    """Of each pair up to three reasons by additive contribution (TreeSHAP) of both models, the weightiest first."""
    if not len(next(iter(features.values()))):
        return []
    told: dict[str, np.ndarray] = {}
    for booster in (first, second):
        names = booster.feature_name()
        table = np.column_stack([features[name] for name in names])
        for name, moved in zip(
            names, np.asarray(booster.predict(table, pred_contrib=True, num_threads=2)).T, strict=False
        ):
            for speaks, words in ((moved > 0, says(name)[0]), (moved < 0, says(name)[1])):
                if words:
                    told[words] = told.get(words, 0) + np.where(speaks, np.abs(moved), 0)
    return _in_words(list(told), np.column_stack(list(told.values())))


def says(feature: str) -> tuple[str, str]:
    """What a feature says for a pair and against it."""
    return next((pro, con) for name, pro, con in _SAYS if name in feature)


def _in_words(words: list[str], weights: np.ndarray) -> list[str]:
    order = np.argsort(-weights, axis=1, kind="stable")[:, :MOST]
    least = SHARE * weights.sum(1)
    return [
        "; ".join(words[at] for at in row if weights[number, at] >= least[number]) for number, row in enumerate(order)
    ]
