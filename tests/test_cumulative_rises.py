"""D13: which prices crept up, in the present and the two calendar years before, by so much that it should be told?"""

from datetime import date

import pytest
from conftest import Given

HEAD = "retailer | sku | gtin | name | price | was_price | currency | captured_at\n"
YEAR = ("2025-01-01..2025-04-30", "2025-05-01..2025-07-31", "2025-08-01..2025-10-31", "2025-11-01..2026-02-28")


def steps(shop, *prices, spans=YEAR, gtin="", name=None, currencies=("EUR",) * 6):
    """One offer at one price after the other."""
    return "".join(
        f"{shop} | 1 | {gtin} | {name or shop} | {price} | | {currency} | {when}\n"
        for price, when, currency in zip(prices, spans, currencies, strict=False)
    )


TOLD = {
    "creeping": (steps("creeping", "10.00", "10.60", "11.20", "11.80"), 18.0, 3),
    "at-once": (steps("at-once", "10.00", "10.00", "10.00", "11.60"), 16.0, 1),
    "sale-between": (steps("sale-between", "10.00", "8.00", "10.80", "12.00"), 20.0, 2),
}
NOT_TOLD = {
    "too-little": steps("too-little", "10.00", "10.50", "11.00", "11.59"),
    "taken-back": steps("taken-back", "10.00", "12.00", "10.00",
        spans=(YEAR[0], "2025-05-01..2025-05-10", "2025-05-11..2025-10-31")),
    "from-a-sale": steps("from-a-sale", "12.00", "10.00", "12.00"),
    "claimed": "claimed | 1 | | claimed | 10.00 | 13.00 | EUR | 2025-01-01..2025-04-30\n"
    + steps("claimed", "13.00", spans=YEAR[1:]),
    "first-quarter": steps("first-quarter", "10.00", "13.00",
        spans=("2025-01-01..2025-02-10", "2025-02-11..2025-06-30")),
    "introduced": steps("introduced", "12.00", "10.00", "12.00",
        spans=("2025-01-01..2025-01-20", "2025-01-21..2025-06-30", YEAR[2])),
    "money": steps("money", "10.00", "19.60", currencies=("EUR", "BGN"),
        spans=("2025-01-01..2025-06-30", "2025-07-01..2025-09-30")),
    "spike": steps("spike", "10.00", "99.00", "10.20",
        spans=(YEAR[0], "2025-05-01..2025-05-02", "2025-05-03..2025-10-31")),
}  # fmt: skip
CANNOT_TELL = {
    "alone": steps("alone", "10.00", "12.00"),
    "smaller": steps("smaller", "10.00", name="Alder Bar 100 g") + steps("smaller", "12.00",
        spans=YEAR[1:], name="Alder Bar 90 g"),
    "threefold": steps("threefold", "10.00", "31.00"),
    "brief": steps("brief", "10.00", "12.00", spans=(YEAR[0], "2025-05-01..2025-05-09")),
}  # fmt: skip
OTHERS = "".join(
    steps(f"{market}-{number}", *prices, gtin=gtin, name=f"{market} tea")
    for market, gtin, prices in (
        ("calm", "4006381333931", ("10.00", "10.10", "10.20", "10.30")),
        ("rising", "4000000000006", ("10.00", "11.00", "11.50", "12.00")),
    )
    for number in range(3)
)
MARKETS = (
    OTHERS
    + steps("calm-own", "10.00", "10.60", "11.20", "12.00", gtin="4006381333931", name="calm tea")
    + steps("rising-own", "10.00", "10.60", "11.20", "12.00", gtin="4000000000006", name="rising tea")
)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """All cases in one lake, each at a shop of its own."""
    cases = [rows for rows, _, _ in TOLD.values()] + [*NOT_TOLD.values(), *CANNOT_TELL.values(), MARKETS]
    return Given(tmp_path_factory.mktemp("cumulative") / "data").seen(HEAD + "".join(cases))


def of(street, shop):
    return street.rows(f"select * from cumulative_rises where retailer = '{shop}' order by reached_on")


@pytest.mark.parametrize("shop", TOLD)
def test_small_steps_are_added_up(street, shop):
    _, percent, count = TOLD[shop]

    assert [("increase", percent, count)] == [
        (row["outcome"], round(row["rise_percent"], 1), row["steps"]) for row in of(street, shop)
    ]


def test_the_day_on_which_it_became_too_much_is_named(street):
    assert [(date(2025, 11, 1), 10.0, 11.8)] == [
        (row["reached_on"], float(row["price_before"]), float(row["price_after"])) for row in of(street, "creeping")
    ]


@pytest.mark.parametrize("shop", NOT_TOLD)
def test_what_did_not_creep_up_is_not_told(street, shop):
    assert [] == of(street, shop)


@pytest.mark.parametrize("shop", [*TOLD, *CANNOT_TELL])
def test_with_something_missing_nobody_is_accused(street, shop):
    assert {"cannot_tell"} == {row["verdict"] for row in of(street, shop)}
    assert all(row["missing"] for row in of(street, shop))


def test_a_rise_beyond_the_market_is_told_from_one_that_it_shares(street):
    assert [("violates", 3)] == [(row["verdict"], row["peers"]) for row in of(street, "calm-own")]
    assert [("consistent", 3)] == [(row["verdict"], row["peers"]) for row in of(street, "rising-own")]


def test_what_rose_before_the_two_calendar_years_is_not_added(given):
    years = ("2022-01-01..2022-03-31", "2022-12-20..2023-03-31", "2025-04-01..2025-05-31", "2026-01-02..2026-01-31")
    shop = given(HEAD + steps("slow", "10.00", "11.00", "11.60", "12.80", spans=years))

    assert [] == of(shop, "slow")
