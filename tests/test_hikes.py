"""H1: which offers became dearer than they had been in a whole quarter?"""

from datetime import date

import pytest

HIKES = "select sku, hiked_on, price_before, price_after, tier, confirmed from hikes order by hiked_on"
QUARTER = "2026-01-01..2026-04-09"


def hikes(shop):
    return [
        (row["sku"], row["hiked_on"], float(row["price_before"]), float(row["price_after"]), row["tier"])
        for row in shop.rows(HIKES)
    ]


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10..2026-04-30 | 12.00
""")
def test_a_rise_over_the_highest_price_of_the_quarter_is_a_hike(shop):
    assert [("1", date(2026, 4, 10), 10.0, 12.0, "severe")] == hikes(shop)
    assert [True] == [row["confirmed"] for row in shop.rows(HIKES)]


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10..2026-04-30 | 10.49
    2   | {QUARTER}              | 10.00
    2   | 2026-04-10..2026-04-30 | 10.50
    3   | {QUARTER}              | 10.00
    3   | 2026-04-10..2026-04-30 | 11.00
    4   | {QUARTER}              | 4.99
    4   | 2026-04-10..2026-04-30 | 5.98
    5   | {QUARTER}              | 5.00
    5   | 2026-04-10..2026-04-30 | 6.00
""")
def test_tiers_are_reached_exactly(shop):
    assert [("2", "note"), ("3", "material"), ("4", "material"), ("5", "severe")] == sorted(
        (sku, tier) for sku, _, _, _, tier in hikes(shop)
    )


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10..2026-04-20 | 8.00
    1   | 2026-04-21..2026-04-30 | 10.00
""")
def test_the_end_of_a_sale_is_not_a_hike(shop):
    assert [] == hikes(shop)


@pytest.mark.seen("""
    sku | captured_at            | price
    1   | 2026-01-20..2026-04-09 | 10.00
    1   | 2026-04-10..2026-04-30 | 12.00
""")
def test_a_rise_of_something_known_for_less_than_a_quarter_is_not_judged(shop):
    assert [] == hikes(shop)


@pytest.mark.seen("""
    sku | captured_at            | price
    1   | 2026-01-01..2026-03-31 | 10.00
    1   | 2026-04-10..2026-04-30 | 12.00
""")
def test_a_rise_after_a_gap_has_no_day_and_is_not_judged(shop):
    assert [] == hikes(shop)


WEEKS = (
    "2026-01-02", "2026-01-09", "2026-01-16", "2026-01-23", "2026-01-30", "2026-02-06", "2026-02-13",
    "2026-02-20", "2026-02-27", "2026-03-06", "2026-03-13", "2026-03-20", "2026-03-27", "2026-04-03",
)  # fmt: skip


@pytest.mark.seen(
    "sku | captured_at | price\n"
    + "\n".join(f"1 | {day} | 10.00" for day in WEEKS)
    + "\n1 | 2026-04-10 | 12.00\n1 | 2026-04-17 | 12.00"
)
def test_weekly_readings_suffice_in_ten_of_thirteen_weeks(shop):
    assert [("1", date(2026, 4, 10), 10.0, 12.0, "severe")] == hikes(shop)


@pytest.mark.seen(f"""
    sku | captured_at            | price | doubts | availability | price_hidden | price_kind
    1   | {QUARTER}              | 10.00 |        |              |              |
    1   | 2026-04-10..2026-04-30 | 12.00 | unsure |              |              |
    2   | {QUARTER}              | 10.00 |        |              |              |
    2   | 2026-04-10..2026-04-30 | 12.00 |        | out_of_stock |              |
    3   | {QUARTER}              | 10.00 |        |              |              |
    3   | 2026-04-10..2026-04-30 | 12.00 |        |              | in_cart      |
    4   | {QUARTER}              | 10.00 |        |              |              |
    4   | 2026-04-10..2026-04-30 | 12.00 |        |              |              | from
""")
def test_doubtful_out_of_stock_hidden_and_from_prices_accuse_nobody(shop):
    assert [] == hikes(shop)


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10..2026-04-15 | 12.00
    1   | 2026-04-16..2026-05-15 | 10.00
""")
def test_a_rise_taken_back_within_two_weeks_is_a_rollback(shop):
    assert [("rollback", False, "cannot_tell")] == [
        (row["outcome"], row["confirmed"], row["verdict"]) for row in shop.rows("hikes")
    ]


@pytest.mark.seen("""
    sku | captured_at            | price | currency
    1   | 2026-01-01..2026-02-28 | 10.00 | EUR
    1   | 2026-03-01..2026-04-09 | 10.00 | CHF
    1   | 2026-04-10..2026-04-30 | 20.00 | EUR
""")
def test_another_currency_in_the_quarter_is_no_hike(shop):
    assert [] == hikes(shop)


def market(*rises):
    """One product at several shops; each rises by its own percentage on 10 April."""
    rows = ["retailer | sku | gtin | captured_at | price"]
    for number, rise in enumerate(rises):
        shop = f"shop-{number} | 1 | 4006381333931"
        rows += [f"{shop} | {QUARTER} | 10.00", f"{shop} | 2026-04-10..2026-04-30 | {10 + rise / 10:.2f}"]
    return "\n".join(rows)


def test_a_rise_that_three_other_shops_share_is_market_wide_and_no_surprise(given):
    shop = given(market(20, 20, 20, 20))

    assert {("market_wide", False, "consistent")} == {
        (row["market_class"], row["surprise"], row["verdict"]) for row in shop.rows("hikes")
    }


def test_a_rise_that_three_other_shops_do_not_share_is_a_surprise(given):
    shop = given(market(20, 0, 0, 0))

    assert [("shop-0", "idiosyncratic", True, "violates")] == [
        (row["retailer"], row["market_class"], row["surprise"], row["verdict"]) for row in shop.rows("hikes")
    ]


def test_with_fewer_than_three_other_shops_the_market_is_unknown_and_nothing_is_called_a_surprise(given):
    shop = given(market(20, 0, 0))

    assert [("unknown", None, False, "cannot_tell")] == [
        (row["market_class"], row["market_percent"], row["surprise"], row["verdict"]) for row in shop.rows("hikes")
    ]


@pytest.mark.seen(
    "sku | captured_at | price\n"
    + "\n".join(f"{sku} | {QUARTER} | {sku}.00\n{sku} | 2026-04-10..2026-04-30 | {sku}0.00" for sku in range(1, 31))
)
def test_a_shop_whose_prices_all_jump_by_one_factor_is_a_data_error_and_no_hikes(shop):
    assert [] == hikes(shop)
    assert [("scale_break", date(2026, 4, 10), 10.0, 30)] == [
        (row["kind"], row["seen_on"], row["factor"], row["offers"]) for row in shop.rows("data_errors")
    ]


def test_a_finding_keeps_its_id_when_history_grows(given):
    shop = given(f"""
        sku | captured_at            | price
        1   | {QUARTER}              | 10.00
        1   | 2026-04-10..2026-04-30 | 12.00
    """)
    first = [row["finding_id"] for row in shop.rows("hikes")]
    shop.seen("""
        sku | captured_at            | price
        1   | 2026-05-01..2026-05-20 | 12.00
        2   | 2026-05-01..2026-05-20 | 7.00
    """)

    assert first == [row["finding_id"] for row in shop.rows("hikes")]
