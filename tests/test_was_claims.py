"""D1: is the price that a reduction is measured against the lowest of the 30 days before?

The worked vectors are those of the audit's method: Aldi (CJEU C-330/23), the Coles and Strepsils tickets, a gap.
"""

from datetime import date

import pytest

MONTH = "2026-03-01..2026-04-09"
CLAIM = "2026-04-10..2026-04-16"


def claims(shop):
    return [
        (row["verdict"], row["outcome"], round(row["claimed_percent"], 1), round(row["real_percent"], 1))
        for row in shop.rows("select * from prior_prices order by claimed_on, price desc")
    ]


@pytest.mark.seen(f"""
    sku | captured_at | price | was_price
    1   | {MONTH}     | 10.00 |
    1   | {CLAIM}     | 8.00  | 10.00
""")
def test_a_reduction_from_the_lowest_price_of_30_days_is_consistent(shop):
    assert [("consistent", "consistent", 20.0, 20.0)] == claims(shop)


@pytest.mark.seen(f"""
    sku     | captured_at            | price | was_price | claimed_percent
    bananas | 2026-03-01..2026-03-20 | 1.29  |           |
    bananas | 2026-03-21..2026-04-09 | 1.69  |           |
    bananas | {CLAIM}                | 1.29  | 1.69      | 23.7
""")
def test_a_was_price_above_the_lowest_of_30_days_is_no_reduction_at_all(shop):
    assert [("violates", "no_reduction", 23.7, 0.0)] == claims(shop)


@pytest.mark.seen(f"""
    sku     | captured_at            | price | was_price
    lozenge | 2025-06-01..2026-03-12 | 5.50  |
    lozenge | 2026-03-13..2026-04-09 | 7.00  |
    lozenge | {CLAIM}                | 6.00  | 7.00
""")
def test_a_price_above_the_lowest_of_30_days_is_an_increase(shop):
    assert [("violates", "increase", 14.3, -9.1)] == claims(shop)


@pytest.mark.seen("""
    sku | captured_at            | price | was_price
    in  | 2026-02-01..2026-03-11 | 5.00  |
    in  | 2026-03-12..2026-04-09 | 6.50  |
    in  | 2026-04-10..2026-04-16 | 6.00  | 6.50
    out | 2026-02-01..2026-03-10 | 5.00  |
    out | 2026-03-11..2026-04-09 | 6.50  |
    out | 2026-04-10..2026-04-16 | 6.00  | 6.50
""")
def test_a_price_30_days_old_is_in_the_window_and_one_of_31_days_is_not(shop):
    assert {"in": "violates", "out": "consistent"} == {
        row["sku"]: row["verdict"] for row in shop.rows("select sku, verdict from prior_prices")
    }


@pytest.mark.seen(f"""
    sku | captured_at            | price | was_price
    1   | 2026-03-01..2026-04-09 | 10.00 |
    1   | {CLAIM}                | 9.00  | 15.00
""")
def test_an_overstated_reduction_is_told_by_its_percentage(shop):
    assert [("violates", "overstated", 40.0, 10.0)] == claims(shop)


@pytest.mark.seen(f"""
    sku | captured_at | price | was_price | claimed_percent
    1   | {MONTH}     | 2.99  |           |
    1   | {CLAIM}     | 1.99  | 2.99      | 33
""")
def test_half_a_point_of_rounding_is_no_overstatement(shop):
    assert [("consistent", "consistent", 33.0, 33.4)] == claims(shop)


@pytest.mark.seen(f"""
    sku   | captured_at            | price | was_price
    clear | 2026-03-01..2026-03-25 | 10.00 |
    clear | 2026-04-02..2026-04-09 | 10.00 |
    clear | {CLAIM}                | 8.00  | 10.00
    raise | 2026-03-01..2026-03-25 | 7.00  |
    raise | 2026-04-02..2026-04-09 | 10.00 |
    raise | {CLAIM}                | 8.00  | 10.00
""")
def test_a_missing_week_cannot_clear_but_can_accuse(shop):
    assert {"clear": "cannot_tell", "raise": "violates"} == {
        row["sku"]: row["verdict"] for row in shop.rows("select sku, verdict from prior_prices")
    }


@pytest.mark.seen(f"""
    sku | captured_at            | price | was_price
    1   | {CLAIM}                | 8.00  | 10.00
    2   | 2026-04-03..2026-04-09 | 7.00  |
    2   | {CLAIM}                | 8.00  | 10.00
""")
def test_something_first_seen_on_sale_or_a_week_before_cannot_be_told(shop):
    assert ["cannot_tell", "cannot_tell"] == [row["verdict"] for row in shop.rows("prior_prices")]


@pytest.mark.seen(f"""
    sku | captured_at | price | was_price | was_kind
    1   | {MONTH}     | 8.00  | 10.00     | rrp
    2   | {MONTH}     | 8.00  | 10.00     | competitor
    3   | {MONTH}     | 8.00  | 8.00      |
    4   | {MONTH}     | 8.00  | 7.00      | own_prior
""")
def test_rrp_and_competitor_prices_are_no_claims_and_neither_is_a_was_price_below_the_price(shop):
    assert [] == shop.rows("was_claims")


@pytest.mark.seen(f"""
    sku | captured_at            | price | was_price | member_price | availability | doubts
    1   | 2026-03-01..2026-03-20 | 10.00 |           | 5.00         |              |
    1   | 2026-03-21..2026-03-25 | 4.00  |           |              | out_of_stock |
    1   | 2026-03-26..2026-03-27 | 1.00  |           |              |              | unsure
    1   | 2026-03-28..2026-04-09 | 10.00 |           |              |              |
    1   | {CLAIM}                | 8.00  | 10.00     |              |              |
""")
def test_member_out_of_stock_and_doubtful_prices_set_no_low_and_their_days_clear_nobody(shop):
    assert [("cannot_tell", "consistent", 20.0, 20.0)] == claims(shop)
    assert [10.0] == [float(row["lowest_30d"]) for row in shop.rows("prior_prices")]


@pytest.mark.seen(f"""
    sku | captured_at            | price | was_price
    1   | 2026-03-01..2026-03-20 | 10.00 |
    1   | 2026-03-21             | 7.00  |
    1   | 2026-03-22..2026-04-09 | 10.00 |
    1   | {CLAIM}                | 8.00  | 10.00
""")
def test_a_low_seen_once_only_accuses_nobody(shop):
    assert [("cannot_tell", "increase")] == [(v, o) for v, o, *_ in claims(shop)]


@pytest.mark.seen(f"""
    sku | store | captured_at | price | was_price
    1   | North | {MONTH}     | 7.00  |
    1   | South | {MONTH}     | 10.00 |
    1   | South | {CLAIM}     | 8.00  | 10.00
""")
def test_stores_are_judged_by_their_own_prices(shop):
    assert [("consistent", "consistent", 20.0, 20.0)] == claims(shop)


@pytest.mark.seen("""
    sku | captured_at            | price | was_price
    1   | 2026-02-01..2026-03-09 | 10.00 |
    1   | 2026-03-10..2026-04-20 | 8.00  | 10.00
    1   | 2026-04-21..2026-04-27 | 10.00 |
    1   | 2026-04-28..2026-05-04 | 8.00  | 10.00
""")
def test_a_campaign_looks_back_from_its_first_day_and_the_next_one_over_it(shop):
    assert [(date(2026, 3, 10), "consistent"), (date(2026, 4, 28), "no_reduction")] == [
        (row["claimed_on"], row["outcome"])
        for row in shop.rows("select claimed_on, outcome from prior_prices order by claimed_on")
    ]


@pytest.mark.seen("""
    sku | country | captured_at            | price | was_price
    old | DE      | 2022-03-01..2022-05-09 | 10.00 |
    old | DE      | 2022-05-10..2022-05-16 | 10.00 | 12.00
    new | DE      | 2022-06-01..2022-07-09 | 10.00 |
    new | DE      | 2022-07-10..2022-07-16 | 10.00 | 12.00
    us  | US      | 2022-06-01..2022-07-09 | 10.00 |
    us  | US      | 2022-07-10..2022-07-16 | 10.00 | 12.00
""")
def test_claims_before_the_law_or_without_a_country_are_for_information(shop):
    assert {"old": "info", "new": "DE-PANGV11", "us": "info"} == {
        row["sku"]: row["rule_set"] for row in shop.rows("select sku, rule_set from prior_prices")
    }
