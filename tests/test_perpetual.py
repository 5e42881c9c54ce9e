"""D4: does the sale ever end, and what comes after the end that it announced?"""

from datetime import date, timedelta

import pytest
from cases import last_said, lines, table_of
from conftest import Given

COLUMNS = "captured_at | price | was_price | claim_ends | claimed_percent | was_kind | availability"
FIRST, LAST = date(2025, 7, 1), date(2026, 6, 30)


def stretch(begin: int, days: int, price: float, was: float | None = None, kind: str = "") -> str:
    """Weekly sightings from a day of the year on."""
    first = FIRST + timedelta(begin)
    return f"{first}..{first + timedelta(days - 1)}/7 | {price:.2f} | {f'{was:.2f}' if was else ''} | | | {kind} |"


def cycles(on: int, off: int, times: int, begin: int = 0) -> list[str]:
    """Off, then on sale, again and again."""
    each = on + off
    return [
        line
        for n in range(times)
        for line in (stretch(begin + n * each, off, 10), stretch(begin + n * each + off, on, 8, 10))
    ]


SALES = {
    "twenty days of every thirty": ("violates: perpetual", cycles(20, 10, 11)),
    "nine days of every ten": ("violates: severe", cycles(54, 6, 6)),
    "since August without an end": ("violates: severe", [stretch(0, 34, 10), stretch(34, 320, 8, 10)]),
    "every third week": ("consistent: consistent", cycles(7, 14, 16)),
    "one clearance of five months": ("consistent: consistent", [stretch(0, 190, 10), stretch(190, 150, 8, 10)]),
    "two long sales and little else": (
        "cannot_tell: perpetual",
        [stretch(0, 150, 10), stretch(150, 20, 8, 10), stretch(170, 10, 10), stretch(180, 185, 8, 10)],
    ),
    "watched for five months": ("cannot_tell: cannot_tell", cycles(20, 10, 5)),
    "unseen for five months between": (
        "cannot_tell: perpetual",
        [*cycles(20, 10, 3), *cycles(20, 10, 4, begin=240)],
    ),
    "first seen on sale": ("cannot_tell: cannot_tell", [stretch(0, 60, 8, 10)]),
    "a recommended price all year": (None, [stretch(0, 360, 8, 10, "rrp")]),
    "never reduced": (None, [stretch(0, 360, 8)]),
    "sold out while on sale": (
        "cannot_tell: cannot_tell",
        [stretch(0, 60, 10), stretch(60, 290, 8, 10) + " out_of_stock", stretch(350, 10, 8, 10)],
    ),
}
BEFORE = "2026-03-01..2026-05-17 | 10.00"
SALE = "2026-05-18..2026-05-31 | 8.00 | 10.00 | 2026-05-31"
COUNTDOWNS = {
    "goes on with a new end": (
        "violates: countdown_reset",
        f"{SALE}; 2026-06-01..2026-06-14 | 8.00 | 10.00 | 2026-06-14",
    ),
    "goes on without a word": ("violates: countdown_reset", f"{SALE}; 2026-06-01..2026-06-14 | 8.00 | 10.00"),
    "goes on under its old end": (
        "violates: countdown_reset",
        f"{SALE}; 2026-06-01..2026-06-14 | 8.00 | 10.00 | 2026-05-31",
    ),
    "is followed by a deeper one": ("violates: countdown_reset", f"{SALE}; 2026-06-02..2026-06-14 | 7.00 | 10.00"),
    "is back on the third day": (
        "violates: countdown_reset",
        f"{SALE}; 2026-06-01 | 10.00; 2026-06-02..2026-06-14 | 8.00 | 10.00",
    ),
    "ends": ("consistent: consistent", f"{SALE}; 2026-06-01..2026-06-14 | 10.00"),
    "is back after a week": (
        "consistent: consistent",
        f"{SALE}; 2026-06-01..2026-06-07 | 10.00; 2026-06-08..2026-06-14 | 8.00 | 10.00 | 2026-06-21",
    ),
    "is followed by a smaller one": ("consistent: consistent", f"{SALE}; 2026-06-01..2026-06-14 | 9.00 | 10.00"),
    "becomes the price": ("consistent: consistent", f"{SALE}; 2026-06-01..2026-06-14 | 8.00"),
    "gives way to a recommended price": (
        "consistent: consistent",
        f"{SALE}; 2026-06-01..2026-06-14 | 8.00 | 10.00 | | | rrp",
    ),
    "was unseen afterwards": ("cannot_tell: cannot_tell", f"{SALE}; 2026-06-08..2026-06-14 | 10.00"),
    "was seen once afterwards": (
        "cannot_tell: countdown_reset",
        f"{SALE}; 2026-06-01 | 8.00 | 10.00; 2026-06-02..2026-06-14 | 10.00",
    ),
    "was said when it was over": (None, "2026-05-18..2026-06-14 | 8.00 | 10.00 | 2026-05-10"),
    "is still to come": (None, "2026-05-18..2026-06-14 | 8.00 | 10.00 | 2026-06-30"),
}  # fmt: skip


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    return Given(tmp_path_factory.mktemp("year")).seen(
        table_of(COLUMNS, {name: rows for name, (_, rows) in SALES.items()})
    )


@pytest.fixture(scope="module")
def summer(tmp_path_factory):
    cases = {name: lines(BEFORE, *rows.split("; ")) for name, (_, rows) in COUNTDOWNS.items()}
    return last_said(
        Given(tmp_path_factory.mktemp("summer")).seen(table_of(COLUMNS, cases)),
        "D4",
        "countdown_resets",
        "ends_on desc",
    )


@pytest.mark.parametrize("name", SALES)
def test_whether_a_thing_is_on_sale_for_most_of_the_time(year, name):
    assert SALES[name][0] == last_said(year, "D4", "perpetual_sales").get(name)


@pytest.mark.parametrize("name", COUNTDOWNS)
def test_whether_a_sale_ends_when_it_says(summer, name):
    assert COUNTDOWNS[name][0] == summer.get(name)


def test_the_interval_is_wider_where_sales_are_few_and_missing_where_there_is_one(year):
    rows = year.rows(
        "select sku, share_low, sale_share, share_high, sale_episodes from perpetual_sales order by claimed_on"
    )
    found = {row["sku"]: row for row in rows}
    steady, few = found["twenty days of every thirty"], found["two long sales and little else"]

    assert 60 < steady["share_low"] <= steady["sale_share"] <= steady["share_high"] < 72
    assert few["share_low"] < 50 < few["sale_share"]
    assert (1, None) == (
        found["since August without an end"]["sale_episodes"], found["since August without an end"]["share_low"]
    )  # fmt: skip
