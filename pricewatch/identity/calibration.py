"""Probabilities that mean what they say: of a hundred pairs at 0.8 eighty are right (Platt 1999)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit

from pricewatch.identity.reading import Floats, Labels


class Calibration(NamedTuple):
    """A straight line on log-odds."""

    slope: float = 1.0
    offset: float = 0.0

    def probability(self, odds: Floats) -> Floats:
        """What log-odds mean."""
        return np.asarray(expit(self.slope * odds + self.offset), np.float32)


def log_odds(probability: Floats) -> Floats:
    """ln(p / (1 - p)), finite."""
    bounded = np.clip(probability, 1e-7, 1 - 1e-7)
    return np.asarray(np.log(bounded / (1 - bounded)), np.float32)


def fitted(odds: Floats, label: Labels, weight: Floats, *, belief: float = 1.0) -> Calibration:
    """The line that fits the labels best.

    `belief`: so many labels weigh as much as the odds as they stand; without it labels that the odds part cleanly would
    make everything certain.
    """
    known, weight = odds.astype(np.float64), weight.astype(np.float64)

    def surprise(line: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        stated = line[0] * known + line[1]
        wrong = weight * (expit(stated) - label)
        moved = line - (1.0, 0.0)
        total = float((weight * (np.logaddexp(0, stated) - label * stated)).sum() + belief * (moved @ moved) / 2)
        return total, np.array([wrong @ known, wrong.sum()]) + belief * moved

    found = minimize(surprise, np.array([1.0, 0.0]), jac=True, method="L-BFGS-B").x
    return Calibration(round(float(found[0]), 6), round(float(found[1]), 6))


def error(stated: Floats, label: Labels, weight: Floats) -> float:
    """Expected calibration error in ten bins: the mean distance of a stated probability from what came true."""
    total = 0.0
    for low in np.arange(0, 1, 0.1):
        here = (stated >= low) & (stated < low + 0.1)
        total += abs(float((weight[here] * (stated[here] - label[here])).sum()))
    return round(total / float(weight.sum()), 4)
