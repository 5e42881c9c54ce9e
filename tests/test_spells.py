"""Spells, days seen and facts: how listings become history."""

from datetime import date
from decimal import Decimal

import pytest

SPELLS = "select price, seen_from, seen_to, sightings from price_spells order by offer_id, first_seen"


def spell(price, seen_from, seen_to, sightings):
    return {
        "price": Decimal(price),
        "seen_from": date.fromisoformat(seen_from),
        "seen_to": date.fromisoformat(seen_to),
        "sightings": sightings,
    }


@pytest.mark.seen("""
    sku | captured_at            | price
    1   | 2026-01-01..2026-01-10 | 2.00
""")
def test_a_price_that_stands_is_one_spell(shop):
    assert [spell("2", "2026-01-01", "2026-01-10", 10)] == shop.rows(SPELLS)


@pytest.mark.seen("""
    sku | captured_at            | price
    1   | 2026-01-01..2026-01-10 | 2.00
    1   | 2026-01-11..2026-01-12 | 2.50
    1   | 2026-01-13..2026-01-14 | 2.00
""")
def test_a_changed_price_begins_a_new_spell(shop):
    assert [
        spell("2", "2026-01-01", "2026-01-10", 10),
        spell("2.5", "2026-01-11", "2026-01-12", 2),
        spell("2", "2026-01-13", "2026-01-14", 2),
    ] == shop.rows(SPELLS)


@pytest.mark.seen("""
    sku | captured_at | price
    1   | 2026-01-01  | 2.00
    1   | 2026-01-08  | 2.00
    1   | 2026-01-16  | 2.00
""")
def test_a_gap_of_a_week_is_carried_and_a_longer_one_ends_the_spell(shop):
    assert [
        spell("2", "2026-01-01", "2026-01-08", 2),
        spell("2", "2026-01-16", "2026-01-16", 1),
    ] == shop.rows(SPELLS)


@pytest.mark.seen("""
    sku | captured_at | name  | price | member_price
    1   | 2026-01-01  | Old   | 2.00  |
    1   | 2026-01-02  | New   | 2.00  |
    1   | 2026-01-03  | New   | 2.00  | 1.80
""")
def test_any_price_field_ends_a_spell_and_a_new_name_does_not(shop):
    assert [
        spell("2", "2026-01-01", "2026-01-02", 2),
        spell("2", "2026-01-03", "2026-01-03", 1),
    ] == shop.rows(SPELLS)
    assert [("Old", 1), ("New", 3)] == [
        (row["name"], row["last_seen"].day)
        for row in shop.rows("select name, last_seen from offer_facts order by first_seen")
    ]


@pytest.mark.seen("""
    sku | captured_at      | price
    1   | 2026-01-01 08:00 | 2.00
    1   | 2026-01-01 20:00 | 2.00
    1   | 2026-01-02       | 2.50
    1   | 2026-01-05       | 2.50
""")
def test_days_seen_are_runs_of_consecutive_days(shop):
    assert [
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 1, 5), date(2026, 1, 5)),
    ] == [(row["seen_from"], row["seen_to"]) for row in shop.rows("select * from sighted order by seen_from")]


@pytest.mark.seen("""
    sku | captured_at      | price
    1   | 2026-01-01       | 2.00
    1   | 2026-01-02 12:00 | 2.00
    1   | 2026-01-02 12:00 | 9.00
    1   | 2026-01-03       | 2.00
""")
def test_two_prices_at_one_instant_are_a_data_error_and_neither_is_used(shop):
    assert [spell("2", "2026-01-01", "2026-01-03", 2)] == shop.rows(SPELLS)
    assert [("two_prices", "2026-01-02 12:00:00")] == [
        (row["kind"], str(row["seen_at"])) for row in shop.rows("data_errors")
    ]


@pytest.mark.seen("""
    sku | captured_at      | price
    1   | 2026-01-02 12:00 | 2.00
    1   | 2026-01-02 12:00 | 2.00
""")
def test_the_same_listing_twice_counts_once(shop):
    assert [spell("2", "2026-01-02", "2026-01-02", 1)] == shop.rows(SPELLS)
    assert [] == shop.rows("data_errors")


@pytest.mark.seen("""
    sku  | name   | captured_at | price
    null | Apples | 2026-01-01  | 2.00
    -    | Pears  | 2026-01-01  | 3.00
    nan  | Pears  | 2026-01-02  | 3.00
""")
def test_an_unclear_sku_is_no_sku_and_the_name_tells_offers_apart(shop):
    assert [("Apples", None), ("Pears", None)] == [
        (row["name"], row["sku"]) for row in shop.rows("select name, sku from offers order by name")
    ]


def test_days_are_the_retailers_own(given):
    shop = given("""
        sku | captured_at      | price
        1   | 2026-01-01 02:00 | 2.00
    """)
    (shop.data / "retailers.toml").write_text(
        '[acme]\nname = "Acme"\nhome = "https://acme.example"\ntimezone = "America/New_York"\n', encoding="utf-8"
    )

    assert [date(2025, 12, 31)] == [row["seen_from"] for row in shop.rows("price_spells")]


@pytest.mark.seen("""
    sku | store | seller | captured_at      | price
    1   | North |        | 2026-01-01 12:00 | 2.00
    1   | South |        | 2026-01-01 12:00 | 3.00
    1   | South | Other  | 2026-01-01 12:00 | 4.00
""")
def test_stores_and_sellers_keep_their_own_prices(shop):
    assert [2, 3, 4] == [row["price"] for row in shop.rows("select price from price_spells order by price")]
    assert [] == shop.rows("data_errors")
