"""H1 beside the market: other shops of the product, an index of the category, and how unusual a rise is."""

from datetime import date, timedelta

import duckdb
import pytest

from pricewatch import models

QUARTER, AFTER = "2026-01-01..2026-04-09", "2026-04-10..2026-05-25"
ROWS = "select sku, tier, market, market_class, confirmed, surprise from hikes where retailer = 'acme' order by sku"


def shelf(rise, *, shops=3, coffees=4):
    """Coffees of some other shops, all of which rise by so many percent on 1 April."""
    rows = []
    for shop in range(shops):
        for coffee in range(coffees):
            line = f"peer-{shop} | {coffee} | Coffee brand {'abcdefgh'[shop]}{coffee} quill"
            rows += [f"{line} | 2026-01-01..2026-03-31 | 10.00", f"{line} | 2026-04-01..2026-05-25 | {10 + rise / 10}"]
    return rows


def street(rise, **other):
    rows = ["retailer | sku | name | captured_at | price", *shelf(rise, **other)]
    return "\n".join(
        [*rows, f"acme | 1 | Coffee Acme | {QUARTER} | 10.00", f"acme | 1 | Coffee Acme | {AFTER} | 12.50"]
    )


@pytest.mark.parametrize(
    ("rise", "shops", "market", "market_class", "surprise"),
    [
        (0, 3, "category", "idiosyncratic", True),
        (10, 3, "category", "partly_market", True),
        (25, 3, "category", "market_wide", False),
        (0, 2, None, "unknown", False),
    ],
)
def test_without_three_shops_of_the_product_the_category_is_the_market(
    given, rise, shops, market, market_class, surprise
):
    shop = given(street(rise, shops=shops, coffees=6))

    assert [("1", "severe", market, market_class, True, surprise)] == [tuple(row.values()) for row in shop.rows(ROWS)]


def test_a_category_of_fewer_than_ten_products_is_no_market(given):
    assert [(None, "unknown")] == [
        (row["market"], row["market_class"]) for row in given(street(0, coffees=3)).rows(ROWS)
    ]


CODES = {
    "1": "4006381333931",
    "2": "4012345678901",
    "3": "9520000000004",
    "4": "5901234123457",
    "5": "9526853300063",
    "6": "9526853300070",
}
PEERS = [
    f"{shop} | {sku} | {gtin} | {line}"
    for sku, gtin in CODES.items()
    for shop in ("p", "q", "r")
    for line in (
        {
            "1": ("2026-01-01..2026-03-10 | 10.00", "2026-03-11..2026-05-25 | 11.20"),
            "2": ("2026-01-01..2026-05-25 | 10.00",),
            "3": ("2026-01-01..2026-05-25 | 10.00",),
            "5": ("2026-01-01..2026-04-05 | 10.00", "2026-04-06..2026-05-25 | 11.20"),
            "6": ("2026-01-01..2026-03-05 | 10.00", "2026-03-06..2026-05-25 | 13.00"),
            "4": ("2026-01-01..2026-04-05 | 10.00", "2026-04-06..2026-05-25 | 7.00"),
        }[sku]
    )
]
ACME = f"""
acme | 1 | 4006381333931 | 2026-01-01..2026-03-10 | 10.00
acme | 1 | 4006381333931 | 2026-03-11..2026-04-09 | 11.20
acme | 1 | 4006381333931 | {AFTER} | 14.00
acme | 2 | 4012345678901 | {QUARTER} | 10.00
acme | 2 | 4012345678901 | 2026-04-10..2026-04-20 | 12.50
acme | 2 | 4012345678901 | 2026-04-21..2026-05-05 | 9.00
acme | 2 | 4012345678901 | 2026-05-06..2026-05-25 | 12.50
acme | 3 | 9520000000004 | {QUARTER} | 10.00
acme | 3 | 9520000000004 | 2026-04-10..2026-04-20 | 12.50
acme | 3 | 9520000000004 | 2026-04-21..2026-05-25 | 9.00
acme | 4 | 5901234123457 | {QUARTER} | 10.00
acme | 4 | 5901234123457 | {AFTER} | 11.50
acme | 5 | 9526853300063 | 2026-01-01..2026-03-19 | 10.00
acme | 5 | 9526853300063 | 2026-03-20..2026-04-09 | 12.50
acme | 5 | 9526853300063 | {AFTER} | 14.00
acme | 6 | 9526853300070 | 2026-01-01..2026-03-10 | 10.00
acme | 6 | 9526853300070 | 2026-03-11..2026-04-09 | 11.40
acme | 6 | 9526853300070 | {AFTER} | 13.00
"""


def test_what_the_lawyers_of_both_sides_would_say_of_the_market_and_of_sales(given):
    shop = given("\n".join(["retailer | sku | gtin | captured_at | price", *PEERS]) + ACME)

    assert [
        ("1", "severe", "peers", "idiosyncratic", True, True),  # it rose with the market before, and now alone
        ("2", "severe", "peers", "idiosyncratic", True, True),  # a sale soon after the rise does not undo it
        ("3", "severe", "peers", "idiosyncratic", False, False),  # it never came back to the raised price
        ("4", "material", "peers", "idiosyncratic", True, True),  # the others' sale of the moment is no market
        ("5", "material", "peers", "market_wide", True, False),  # it rose alone before, and now with the market
        ("6", "material", "peers", "market_wide", True, False),  # it takes the market's one step in two
    ] == [tuple(row.values()) for row in shop.rows(ROWS) if row["market"]]
    excess = {row["sku"]: row["excess_percent"] for row in shop.rows("hikes") if row["retailer"] == "acme"}
    assert (25.0, 15.0) == (round(excess["1"], 6), round(excess["4"], 6))


@pytest.mark.seen(f"""
    sku | captured_at            | price
    a   | {QUARTER}              | 7.99
    a   | {AFTER}                | 8.99
    b   | {QUARTER}              | 69.00
    b   | {AFTER}                | 89.90
    c   | 2026-01-01..2026-04-09 | 10.00
    c   | 2026-04-10..2026-04-20 | 8.00
    c   | 2026-04-21..2026-05-25 | 10.00
    d   | {QUARTER}              | 10.00
    d   | {AFTER}                | 10.04
    e   | {QUARTER}              | 0.09
    e   | {AFTER}                | 0.10
""")
def test_the_worked_examples_of_the_method(shop):
    assert [("a", "material", 12.5), ("b", "severe", 30.3), ("e", "material", 11.1)] == [
        (row["sku"], row["tier"], round(row["rise_percent"], 1))
        for row in shop.rows("select * from hikes order by sku")
    ]


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10..2026-04-11 | 12.00
""")
def test_a_young_rise_is_provisional_and_says_what_is_missing(shop):
    assert [(None, True, "cannot_tell", True)] == [
        (row["confirmed"], row["is_provisional"], row["verdict"], "stood" in row["missing"])
        for row in shop.rows("hikes")
    ]


# -------------------------------------------------------------------------------------- how unusual is a rise?

TODAY = date(2026, 4, 6)


@pytest.fixture
def ranked():
    """ranked(earlier, now): excesses of earlier rises of a category, and of those of one week, as q-values by rise."""

    def ranked(earlier, now):
        con = duckdb.connect()
        con.execute(
            "create macro parameter(wanted) as (case wanted when 'unusual_window' then 365 else 10 end)::decimal(12, 4)"
        )
        days = [TODAY - timedelta(days=1 + n % 300) for n in range(len(earlier))] + [TODAY] * len(now)
        rises = [(n, day, float(rise)) for n, (day, rise) in enumerate(zip(days, [*earlier, *now], strict=True))]
        con.execute("create table rises (offer_id bigint, hiked_on date, rise_percent double)")
        con.executemany("insert into rises values (?, ?, ?)", rises)
        con.execute(
            "create table own_rises as select *, 'acme' as retailer, 'coffee' as category, 'DE' as country,"
            " 'coffee|DE' as pool, 1.0 as price_before, 1.0 as price_then from rises"
        )
        con.execute(
            "create table peer_moves as select offer_id, hiked_on, 3 as peers, 0.0 as market_percent,"
            " 0.0 as since_percent from rises"
        )
        con.execute(
            "create table category_moves as select '' as pool, '' as retailer, null::date as hiked_on,"
            " 0.0 as market_percent where false"
        )
        sql = models.model("excesses").sql
        found = con.execute(f"select p_value, q_value from ({sql}) where hiked_on = ? order by offer_id", [TODAY])
        return found.fetchall()

    return ranked


def test_fifty_tests_need_499_earlier_rises_for_one_rejection(ranked):
    tests = [60.0] + [5.0] * 49

    assert [None] == list({q for _, q in ranked([10.0] * 498, tests)})
    enough = ranked([10.0] * 499, tests)
    assert (1 / 500, 0.1) == pytest.approx(enough[0])
    assert {1.0} == {q for _, q in enough[1:]}


def test_benjamini_and_hochberg_adjust_by_rank(ranked):
    p_values, q_values = zip(*ranked(range(99), [200.0, 97.5, 50.0]), strict=True)

    assert (0.01, 0.02, 0.5) == pytest.approx(p_values)
    assert (0.03, 0.03, 0.5) == pytest.approx(q_values)
