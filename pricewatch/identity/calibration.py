"""Probabilities that mean what they say: of a hundred pairs at 0.8 eighty are right (Platt 1999)."""

from typing import NamedTuple

import numpy as np

from pricewatch.identity.reading import Floats, Labels


class Calibration(NamedTuple):
    """A straight line on log-odds."""

    slope: float = 1.0
    offset: float = 0.0

    def probability(self, odds: Floats) -> Floats:
        """What log-odds mean."""
        return np.asarray(1 / (1 + np.exp(-(self.slope * odds + self.offset))), np.float32)


def log_odds(probability: Floats) -> Floats:
    """ln(p / (1 - p)), finite."""
    bounded = np.clip(probability, 1e-7, 1 - 1e-7)
    return np.asarray(np.log(bounded / (1 - bounded)), np.float32)


def fitted(odds: Floats, label: Labels, weight: Floats, *, belief: float = 0.0) -> Calibration:
    """The line that fits the labels best, by Newton's method.

    `belief`: how many labels' weight it takes to be moved away from the odds as they stand.
    """
    design = np.column_stack([odds.astype(np.float64), np.ones(len(odds))])
    start = found = np.array([1.0, 0.0])
    for _ in range(25):
        chance = 1 / (1 + np.exp(-design @ found))
        slope = design.T @ (weight * (chance - label)) + belief * (found - start)
        curve = (design * (weight * chance * (1 - chance))[:, None]).T @ design
        found = found - np.linalg.solve(curve + (belief + 1e-6) * np.eye(2), slope)
    return Calibration(round(float(found[0]), 6), round(float(found[1]), 6))


def error(stated: Floats, label: Labels, weight: Floats) -> float:
    """Expected calibration error in ten bins: the mean distance of a stated probability from what came true."""
    total = 0.0
    for low in np.arange(0, 1, 0.1):
        here = (stated >= low) & (stated < low + 0.1)
        total += abs(float((weight[here] * (stated[here] - label[here])).sum()))
    return round(total / float(weight.sum()), 4)
