"""D5 and D2's round trips: what was a deal of Black Friday (28 November 2025) worth?"""

from datetime import date

import pytest
from cases import last_said, lines, table_of
from conftest import Given

COLUMNS = "captured_at | price | was_price | was_kind | availability | country"
SUMMER, AUTUMN = "2025-05-20..2025-10-31/7", "2025-11-01..2025-11-23/7"
FRIDAY, AFTER = "2025-11-24..2025-12-01", "2025-12-02..2026-06-10/7"

DEALS = {
    "never so cheap": (
        "consistent: cheapest",
        lines(f"{SUMMER} | 10", f"{AUTUMN} | 10", f"{FRIDAY} | 8 | 10", f"{AFTER} | 10"),
    ),
    "as cheap in summer": (
        "consistent: as_cheap_before",
        lines("2025-05-20..2025-07-31/7 | 10", "2025-08-01..2025-08-20/7 | 8", "2025-08-21..2025-11-23/7 | 10",
              f"{FRIDAY} | 8 | 10", f"{AFTER} | 10"),
    ),
    "cheaper in spring": (
        "consistent: as_cheap_after",
        lines(f"{SUMMER} | 10", f"{AUTUMN} | 10", f"{FRIDAY} | 8 | 10", "2025-12-02..2026-03-01/7 | 10",
              "2026-03-02..2026-06-10/7 | 7"),
    ),
    "cut without a word": (
        "consistent: cheapest",
        lines(f"{SUMMER} | 10", f"{AUTUMN} | 10", f"{FRIDAY} | 8", f"{AFTER} | 10"),
    ),
    "as cheap for one glance": (
        "cannot_tell: cannot_tell",
        lines(f"{SUMMER} | 10", "2025-11-01 | 8", "2025-11-02..2025-11-23/7 | 10",
              f"{FRIDAY} | 8 | 10", f"{AFTER} | 10"),
    ),
    "known since October": (
        "cannot_tell: cannot_tell",
        lines("2025-10-01..2025-11-23/7 | 10", f"{FRIDAY} | 8 | 10", f"{AFTER} | 10"),
    ),
    "as cheap while sold out": (
        "cannot_tell: cannot_tell",
        lines("2025-05-20..2025-07-31/7 | 10", "2025-08-01..2025-09-20/7 | 8 | | | out_of_stock",
              "2025-09-21..2025-11-23/7 | 10", f"{FRIDAY} | 8 | 10", f"{AFTER} | 10"),
    ),
    "cheap since October": (None, lines("2025-05-20..2025-10-01/7 | 10", "2025-10-02..2026-06-10/7 | 8")),
    "below a recommended price": (
        None,
        lines(f"{SUMMER} | 8", f"{AUTUMN} | 8", f"{FRIDAY} | 8 | 10 | rrp", f"{AFTER} | 8"),
    ),
    "four percent less": (None, lines(f"{SUMMER} | 10", f"{AUTUMN} | 10", f"{FRIDAY} | 9.60", f"{AFTER} | 10")),
}  # fmt: skip
TRIPS = {
    "raised by ten percent and back": (
        "violates: round_trip",
        lines(f"{SUMMER} | 100", f"{AUTUMN} | 110", f"{FRIDAY} | 99 | 110", f"{AFTER} | 100"),
    ),
    "raised and back without a ticket": (
        "violates: round_trip",
        lines(f"{SUMMER} | 100", f"{AUTUMN} | 120", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "raised and partly back": (
        "consistent: consistent",
        lines(f"{SUMMER} | 100", f"{AUTUMN} | 120", f"{FRIDAY} | 105", f"{AFTER} | 105"),
    ),
    "raised in September": (
        "consistent: consistent",
        lines("2025-05-20..2025-09-14/7 | 100", "2025-09-15..2025-11-23/7 | 120", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "tripled and back": (
        "cannot_tell: round_trip",
        lines(f"{SUMMER} | 100", f"{AUTUMN} | 300", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "raised, unseen and back": (
        "cannot_tell: round_trip",
        lines(f"{SUMMER} | 100", "2025-11-01..2025-11-04 | 120", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "back for one glance": (
        "cannot_tell: round_trip",
        lines(f"{SUMMER} | 100", f"{AUTUMN} | 120", "2025-11-24 | 100", "2025-11-25..2026-06-10/7 | 120"),
    ),
    "raised by nine percent and back": (
        None,
        lines(f"{SUMMER} | 100", f"{AUTUMN} | 109", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "raised for five days and back": (
        None,
        lines("2025-05-20..2025-11-18/7 | 100", "2025-11-19..2025-11-23 | 120", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "high and low in turns": (
        None,
        lines(*[f"2025-{month:02}-01..2025-{month:02}-11 | 120" for month in range(6, 11)],
              *[f"2025-{month:02}-12..2025-{month:02}-28/7 | 100" for month in range(6, 11)],
              f"{AUTUMN} | 120", f"{FRIDAY} | 100", f"{AFTER} | 100"),
    ),
    "fruit with another price each week": (
        None,
        lines(*[f"2025-{month:02}-{day:02}..2025-{month:02}-{day + 6:02}/3 | {100 + 7 * month - day}"
                for month in range(6, 11) for day in (1, 8, 15, 22)],
              f"{AUTUMN} | 250", f"{FRIDAY} | 150", f"{AFTER} | 100"),
    ),
    "raised in June and back in July": (
        None,
        lines("2025-01-02..2025-06-01/7 | 100", "2025-06-02..2025-07-01/7 | 120", "2025-07-02..2026-06-10/7 | 100"),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    cases = {name: rows for name, (_, rows) in (DEALS | TRIPS).items()}
    return Given(tmp_path_factory.mktemp("shop")).seen(table_of(COLUMNS, cases))


@pytest.fixture(scope="module")
def trips(shop):
    return last_said(shop, "D2", "round_trips", "fell_on")


@pytest.mark.parametrize("name", DEALS)
def test_whether_a_deal_was_to_be_had_before_or_after(shop, name):
    assert DEALS[name][0] == last_said(shop, "D5", "event_deals", "starts_on").get(name)


@pytest.mark.parametrize("name", TRIPS)
def test_whether_a_price_made_a_round_trip(trips, name):
    assert TRIPS[name][0] == trips.get(name)


def test_black_friday_is_the_day_after_the_fourth_thursday(shop):
    days = shop.rows("select starts_on, ends_on from sale_events where event = 'black_friday'")

    assert {"starts_on": date(2025, 11, 28), "ends_on": date(2025, 12, 1)} in days


def test_an_event_is_counted_by_the_deals_whose_half_years_were_seen(shop):
    (friday,) = shop.rows("select * from event_shares where deals > 0")
    deals = shop.rows(
        "select was_as_cheap_before from event_deals where is_covered_before and was_as_cheap_before is not null"
    )

    assert len(deals) == friday["decided_before"]
    assert sum(deal["was_as_cheap_before"] for deal in deals) == friday["as_cheap_before"]
    assert 0 < friday["before_low"] < friday["before_percent"] < friday["before_high"] < 100
