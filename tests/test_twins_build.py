"""Related offers in the database: beside products and price histories, never within."""

import json
from datetime import UTC, datetime

import pytest
from conftest import Given

from pricewatch.decisions import Decision, Party, record

NOW = datetime(2026, 12, 31, tzinfo=UTC)
ABOUT = "select offer_id, retailer, sku, name from offers where sku = '{}'"

BUILD = "Height: 25 cm; Layers: 4 cm memory foam + 16 cm pocket springs + 5 cm cold foam; Firmness: {}; Cover: tencel"
TABLE = f"""
retailer | sku  | name                | category | brand  | size_text    | price  | description           | captured_at
Alpha    | a-90 | Aurora 90 x 200 cm  | mattress | Alpha  | 90 x 200 cm  | 399.00 | {BUILD.format("firm")} | 2026-01-01..2026-01-31
Alpha    | a-14 | Aurora 140 x 200 cm | mattress | Alpha  | 140 x 200 cm | 499.00 | {BUILD.format("firm")} | 2026-01-01..2026-01-31
Beta     | b-90 | Belvedere           | mattress | Beta   | 90 x 200 cm  | 299.00 | {BUILD.format("firm")} | 2026-01-01..2026-01-31
Gamma    | g-90 | Cassandra           | mattress | Gamma  | 90 x 200 cm  | 349.00 | {BUILD.format("soft")} | 2026-01-01..2026-01-31
Gamma    | oats | Oats fine 500 g     |          | Körnig | 500 g        | 2.00   |                       | 2026-01-01..2026-01-15
Gamma    | oat2 | New Oats fine 450 g |          | Körnig | 450 g        | 2.00   |                       | 2026-01-16..2026-01-31
"""  # noqa: E501
PAIRS = """
    select a.sku as a, b.sku as b, relation, reviewed, match_pairs.attributes
    from match_pairs
    join offers as a on offer_a = a.offer_id
    join offers as b on offer_b = b.offer_id
    where relation != 'same'
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The table, for tests that only read."""
    return Given(tmp_path_factory.mktemp("twins") / "data").seen(TABLE)


@pytest.fixture
def twins_built(built, tmp_path):
    """The table, for a test that goes on from there."""
    return built.copied(tmp_path / "data")


def pairs(shop):
    """relation by pair of codes."""
    return {frozenset((row["a"], row["b"])): row["relation"] for row in shop.rows(PAIRS)}


def test_twins_other_sizes_and_relaunches_stand_in_match_pairs(built):
    assert {
        frozenset(("a-90", "b-90")): "twin",
        frozenset(("a-90", "a-14")): "other_size",
        frozenset(("oats", "oat2")): "successor",
    } == pairs(built)


def test_related_offers_are_neither_one_product_nor_one_history(built):
    assert 6 == built.rows("select count(distinct product_id) as n from offers")[0]["n"]
    assert [] == built.rows(PAIRS + " and a.product_id = b.product_id")


def test_a_twin_that_nobody_confirmed_is_not_public_and_shows_both_sides(built):
    (twin,) = built.rows(PAIRS + " and relation = 'twin'")

    assert twin["reviewed"] is False
    assert [] == built.rows("select * from public_pairs where relation = 'twin'")
    assert {"other_size", "successor"} == {row["relation"] for row in built.rows("public_pairs")} - {"same"}
    assert {"agrees"} == {row["result"] for row in json.loads(twin["attributes"])}


def test_an_increment_finds_what_a_rebuild_finds(given):
    head, *lines = TABLE.strip().splitlines()
    early = [line for line in lines if "oat2" not in line and "b-90" not in line]
    shop = given("\n".join([head, *early]))
    shop.built().close()
    step = pairs(shop.seen("\n".join([head, *(line for line in lines if line not in early)])))
    shop.database = shop.built(full=True)

    assert step == pairs(shop)
    assert len(step) == 3


def decided(shop, kind, *codes):
    """A person decided about offers; the database is made anew."""
    offers = [Party(**row) for code in codes for row in shop.rows(ABOUT.format(code))]
    record(shop.data, Decision(kind=kind, offers=tuple(offers), who="Ada", why="both labels", at=NOW))
    shop.database = None
    return shop


def twins(shop, table="match_pairs"):
    """What is said of twins, in one table."""
    return [(row["reviewed"], row["reasons"]) for row in shop.rows(table) if row["relation"] == "twin"]


def test_a_twin_that_a_person_confirmed_is_public_and_still_another_product(twins_built):
    shop = decided(twins_built, "twin", "b-90", "a-90")

    ((reviewed, reasons),) = twins(shop, "public_pairs")
    assert reviewed
    assert reasons.startswith("decided by Ada: both labels; no difference found")
    assert 6 == shop.rows("select count(distinct product_id) as n from offers")[0]["n"]


def test_a_twin_that_a_person_called_different_is_none_until_that_is_undone(twins_built):
    shop = decided(twins_built, "different", "a-90", "b-90")
    assert [] == twins(shop)

    ((reviewed, _),) = twins(decided(shop, "undo", "a-90", "b-90"))
    assert not reviewed


def test_a_person_may_name_twins_that_no_attribute_tells_and_later_call_them_one_product(twins_built):
    shop = decided(twins_built, "twin", "oats", "b-90")
    assert (True, "decided by Ada: both labels") in twins(shop)

    shop = decided(shop, "same", "oats", "b-90")
    assert 5 == shop.rows("select count(distinct product_id) as n from offers")[0]["n"]
    assert (True, "decided by Ada: both labels") not in twins(shop)
