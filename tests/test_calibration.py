"""Probabilities mean what they say, and what people decide is heard."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.identity.calibration import Calibration, error, fitted, log_odds
from pricewatch.matching import calibration

DECIDED = {"left_id": pl.Int64, "right_id": pl.Int64, "kind": pl.String}


def learnt(decisions, belief=30):
    """From (probability, kind) of decided pairs to what 0.5 means."""
    pairs = pl.DataFrame(
        [(number, number + 1, stated) for number, (stated, _) in enumerate(decisions)],
        schema={"left_id": pl.Int64, "right_id": pl.Int64, "probability": pl.Float64},
        orient="row",
    )
    people = pl.DataFrame(
        [(number, number + 1, kind) for number, (_, kind) in enumerate(decisions)], schema=DECIDED, orient="row"
    )
    return float(calibration(pairs, people, belief).probability(log_odds(np.array([0.5])))[0])


def test_without_decisions_probabilities_stay_as_they_are():
    assert 0.5 == learnt([])


def test_many_pairs_called_different_make_like_pairs_less_likely():
    assert learnt([(0.5, "different")] * 200) < 0.25


def test_many_pairs_called_the_same_make_like_pairs_likelier():
    assert learnt([(0.5, "same")] * 200) > 0.75


def test_twins_are_not_the_same_product():
    assert learnt([(0.5, "twin")] * 200) < 0.25


def test_three_decisions_hardly_move_anything():
    assert 0.45 < learnt([(0.5, "different")] * 3) < 0.5


def test_decisions_as_the_matcher_expected_them_change_nothing():
    expected = [(0.75, "same")] * 75 + [(0.75, "different")] * 25 + [(0.25, "same")] * 25 + [(0.25, "different")] * 75

    assert 0.5 == pytest.approx(learnt(expected), abs=0.01)


@given(st.lists(st.tuples(st.floats(0.13, 0.99), st.sampled_from(["same", "different", "twin"])), max_size=40))
def test_whatever_people_decide_a_probability_stays_one(decisions):
    assert 0 < learnt(decisions) < 1


def test_the_line_is_found_that_made_the_labels():
    odds = np.linspace(-6, 6, 4001).astype(np.float32)
    truth = Calibration(0.8, -1.0)
    label = np.concatenate([np.ones(len(odds), np.int64), np.zeros(len(odds), np.int64)])
    chance = truth.probability(odds)
    weight = np.concatenate([chance, 1 - chance]).astype(np.float32)
    both = np.concatenate([odds, odds])

    found = fitted(both, label, weight)

    assert tuple(truth) == pytest.approx(tuple(found), abs=0.01)
    assert error(truth.probability(both), label, weight) < 0.001 < error(chance.repeat(2), label, weight)
