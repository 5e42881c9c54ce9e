"""H1 on the simulation of bench/hikes.py, smaller: hikes put in by hand are found, and few others are flagged."""

import hikes
import pytest


@pytest.fixture(scope="module")
def judged():
    year = hikes.injected(1, series=1000, hikes=40)
    return year, hikes.judged(year)


def test_nearly_all_injected_hikes_are_surprises(judged):
    year, rows = judged

    assert hikes.recall(hikes.flags(rows.filter("surprise")), year) >= 95


def test_surprises_are_few_beside_the_flags_of_the_naive_rule(judged):
    year, rows = judged
    surprises = hikes.count(hikes.flags(rows.filter("surprise")), year)

    assert 40 <= surprises <= 0.12 * hikes.count(hikes.naive(year), year)
