"""Smaller packs, relaunches and creeping rises of the demo street are found where truth says, and nowhere else."""

import pytest
from conftest import Given
from demo_shelves import world
from street import told as tell


def built(seed, data):
    """The street's year as a perfect reader tells it, built."""
    tell(data, world(seed))
    return Given(data)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    return built(None, tmp_path_factory.mktemp("street") / "data")


def told(seed, rule):
    """(shop, sku) -> outcome, as truth tells it; what is nothing is left out."""
    rows = [t for t in world(seed).truth() if t.rule == rule and t.expected != "nothing"]
    return {(t.shop, t.sku): t.expected for t in rows}


def found(street, table, sku="sku_after", where="true"):
    return {(row["retailer"], row[sku]): row["outcome"] for row in street.rows(f"select * from {table} where {where}")}


def test_every_changed_pack_is_found_with_its_kind_and_no_other(street):
    assert told(None, "D11") == found(street, "size_changes")


def test_every_relaunch_with_a_hike_is_found_and_no_other(street):
    assert told(None, "D12") == found(street, "renames", where="outcome != 'consistent'")


def test_the_creeping_rise_is_found_and_no_other_of_many_steps(street):
    assert told(None, "D13") == found(street, "cumulative_rises", "sku", "steps >= 4")


def test_every_unit_price_that_is_missing_wrong_or_left_behind_is_found_and_no_other(street):
    rows = street.rows("select * from unit_prices where outcome not in ('consistent', 'cannot_tell')")
    played = {(t.shop, t.sku, t.expected) for t in world(None).truth() if t.rule == "D10" and t.expected != "nothing"}

    assert played == {(row["retailer"], row["sku"], row["outcome"]) for row in rows}


def test_nobody_honest_is_accused(street):
    tricks = {(t.shop, t.sku) for t in world(None).truth() if t.control == "no"}
    accused = [
        found(street, table, sku, "verdict = 'violates'").keys() - tricks
        for table, sku in (
            ("size_changes", "sku_after"),
            ("renames", "sku_after"),
            ("cumulative_rises", "sku"),
            ("unit_prices", "sku"),
        )
    ]

    assert [set(), set(), set(), set()] == accused
