"""What the shop's lawyer would say: cases in which a careless rule accuses, or clears, the wrong one."""

import pytest
from conftest import Given

MONTH, CLAIM = "2026-03-01..2026-04-09", "2026-04-10..2026-04-16"
QUARTER, AFTER = "2026-01-01..2026-04-09", "2026-04-10..2026-04-30"

NOT_ACCUSED = {
    "a saving of less than half a percent": f"""
        sku | captured_at | price   | was_price
        1   | {MONTH}     | 1999.00 |
        1   | {CLAIM}     | 1990.00 | 1999.00""",
    "another currency before": f"""
        sku | captured_at | price | was_price | currency
        1   | {MONTH}     | 10.00 |           | EUR
        1   | {CLAIM}     | 36.00 | 43.00     | PLN""",
    "a price by the month before one by the year": f"""
        sku | captured_at | price  | was_price | price_per
        1   | {MONTH}     | 10.00  |           | month
        1   | {CLAIM}     | 100.00 | 120.00    | year""",
    "a price of nothing for two days": f"""
        sku | captured_at            | price | was_price
        1   | 2026-03-01..2026-03-20 | 10.00 |
        1   | 2026-03-21..2026-03-22 | 0.00  |
        1   | 2026-03-23..2026-04-09 | 10.00 |
        1   | {CLAIM}                | 8.00  | 10.00""",
    "a low seen twice within a minute": f"""
        sku | captured_at            | price | was_price
        1   | 2026-03-01..2026-03-20 | 10.00 |
        1   | 2026-03-21 08:00       | 5.00  |
        1   | 2026-03-21 08:01       | 5.00  |
        1   | 2026-03-22..2026-04-09 | 10.00 |
        1   | {CLAIM}                | 8.00  | 10.00""",
    "a doubtful day within the campaign": f"""
        sku | captured_at            | price | was_price | doubts
        1   | {MONTH}                | 10.00 |           |
        1   | 2026-04-10..2026-04-12 | 8.00  | 10.00     |
        1   | 2026-04-13             | 8.00  |           | unsure
        1   | 2026-04-14..2026-04-16 | 8.00  | 10.00     |""",
    "a percentage misprinted once": f"""
        sku | captured_at            | price | was_price | claimed_percent
        1   | {MONTH}                | 10.00 |           |
        1   | 2026-04-10..2026-04-15 | 8.00  | 10.00     | 20
        1   | 2026-04-16             | 8.00  | 10.00     | 70""",
    "a code that goes on with another barcode": f"""
        sku | gtin          | captured_at | price | was_price
        1   | 4006381333931 | {MONTH}     | 2.00  |
        1   | 9520000000004 | {CLAIM}     | 39.00 | 49.00""",
    "a shop of twenty-five offers whose decimal points slip for two nights": "sku | captured_at | price | was_price\n"
    + "\n".join(
        f"{sku} | 2026-03-01..2026-04-01 | 10.00 |\n{sku} | 2026-04-02..2026-04-03 | 0.10 |\n"
        f"{sku} | 2026-04-04..2026-04-09 | 10.00 |"
        for sku in range(1, 26)
    )
    + f"\n1 | {CLAIM} | 8.00 | 10.00",
}

NO_HIKE = {
    "a doubtful price before": f"""
        sku | captured_at | price | doubts
        1   | {QUARTER}   | 5.00  | the page shows 12.00
        1   | {AFTER}     | 12.00 |""",
    "a price from before": f"""
        sku | captured_at | price | price_kind
        1   | {QUARTER}   | 8.00  | from
        1   | {AFTER}     | 12.00 | exact""",
    "a quarter in which no price was seen": f"""
        sku | captured_at            | price
        1   | 2026-01-05..2026-01-10 | 10.00
        1   | 2026-01-11..2026-04-09 |
        1   | {AFTER}                | 12.00""",
    "a price by the month before one by the year": f"""
        sku | captured_at | price  | price_per
        1   | {QUARTER}   | 10.00  | month
        1   | {AFTER}     | 100.00 | year""",
    "a pack of twice the size": f"""
        sku | name      | captured_at | price
        1   | Tea 100 g | {QUARTER}   | 2.00
        1   | Tea 200 g | {AFTER}     | 3.80""",
    "a code that goes on with another barcode": f"""
        sku | gtin          | captured_at | price
        1   | 4006381333931 | {QUARTER}   | 2.00
        1   | 9520000000004 | {AFTER}     | 39.00""",
    "one store whose decimal points slip": "sku | store | captured_at | price\n"
    + "\n".join(
        f"{sku} | {store} | {QUARTER} | 10.00\n{sku} | {store} | {AFTER} | {after}"
        for sku in range(1, 7)
        for store, after in (("a", "1000.00"), ("b", "10.00"))
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    return found_at_shops(tmp_path_factory.mktemp("claims"), NOT_ACCUSED, "was_claims")


@pytest.fixture(scope="module")
def hikes(tmp_path_factory):
    return found_at_shops(tmp_path_factory.mktemp("hikes"), NO_HIKE, "hikes")


def found_at_shops(folder, cases, table):
    """What a table holds of each case, all in one database: each case is a shop of its own."""
    shop = Given(folder / "data")
    for case, text in cases.items():
        shop.seen(text, retailer=slug(case))
    rows = shop.rows(table)
    assert {slug(case) for case in cases} == {row["retailer"] for row in shop.rows("offers")}
    return {case: [row for row in rows if row["retailer"] == slug(case)] for case in cases}


def slug(case):
    return case.replace(" ", "-")


@pytest.mark.parametrize("case", NOT_ACCUSED)
def test_no_claim_is_called_a_violation_for(claims, case):
    assert [] == [row["outcome"] for row in claims[case] if row["verdict"] == "violates"]


@pytest.mark.parametrize("case", NO_HIKE)
def test_no_hike_comes_of(hikes, case):
    assert [] == hikes[case]


@pytest.mark.seen(f"""
    sku | captured_at            | price | doubts | availability
    1   | 2026-01-01..2026-04-08 | 10.00 |        |
    1   | 2026-04-09             | 99.00 | unsure |
    1   | {AFTER}                | 12.00 |        |
    2   | {QUARTER}              | 10.00 |        | in_stock
    2   | 2026-04-10             | 15.00 |        | out_of_stock
    2   | 2026-04-11..2026-05-10 | 15.00 |        | in_stock
""")
def test_a_doubtful_high_hides_no_hike_and_neither_does_a_day_out_of_stock(shop):
    assert [("1", "severe"), ("2", "severe")] == [
        (row["sku"], row["tier"]) for row in shop.rows("select sku, tier from hikes order by sku")
    ]


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10 08:00       | 12.00
    1   | 2026-04-10 20:00       | 12.60
    1   | 2026-04-11..2026-04-30 | 12.60
""")
def test_two_rises_in_a_day_are_one_hike_from_the_day_before(shop):
    assert [(10.0, 12.6)] == [(float(row["price_before"]), float(row["price_after"])) for row in shop.rows("hikes")]


@pytest.mark.seen(f"""
    sku | captured_at            | price
    1   | {QUARTER}              | 10.00
    1   | 2026-04-10             | 12.00
    1   | 2026-05-01..2026-05-20 | 10.00
""")
def test_a_rise_seen_once_is_not_confirmed(shop):
    assert [(None, "cannot_tell")] == [(row["confirmed"], row["outcome"]) for row in shop.rows("hikes")]


def peers(before, after, extra=""):
    rows = [
        "retailer | sku | store | gtin | captured_at | price | doubts",
        f"acme | 1 | | 4006381333931 | {QUARTER} | 10.00 |",
    ]
    rows.append(f"acme | 1 | | 4006381333931 | {AFTER} | 12.00 |")
    for shop in ("p", "q", "r"):
        rows += [f"{shop} | 1 | {line}" for line in (before, after) if line]
    return "\n".join(rows)


PEERS = {
    "peers last seen before the rise": (" | 4006381333931 | 2026-01-01..2026-03-01 | 10.00 |", None, "unknown"),
    "peers whose prices are doubtful": (
        f" | 4006381333931 | {QUARTER} | 10.00 |",
        f" | 4006381333931 | {AFTER} | 10.00 | the page shows 12.00",
        "unknown",
    ),
}


@pytest.mark.parametrize(("before", "after", "market"), PEERS.values(), ids=PEERS)
def test_the_market_is_not_known_from(given, before, after, market):
    shop = given(peers(before, after))

    assert [(market, "cannot_tell")] == [
        (row["market_class"], row["verdict"]) for row in shop.rows("hikes") if row["retailer"] == "acme"
    ]


def test_peers_with_two_stores_are_measured_store_by_store(given):
    rows = [f"acme | 1 | | {QUARTER} | 10.00", f"acme | 1 | | {AFTER} | 12.00"]
    for shop in ("p", "q", "r"):
        rows += [
            f"{shop} | 1 | dear | {QUARTER} | 10.00",
            f"{shop} | 1 | dear | {AFTER} | 12.00",
            f"{shop} | 1 | cheap | {QUARTER} | 6.00",
            f"{shop} | 1 | cheap | {AFTER} | 7.20",
        ]
    shop = given(
        "retailer | sku | store | captured_at | price | gtin\n" + "\n".join(f"{r} | 4006381333931" for r in rows)
    )

    assert {("market_wide", False)} == {(row["market_class"], row["surprise"]) for row in shop.rows("hikes")}


@pytest.mark.seen(f"""
    sku | seller | variant | name | size_text | captured_at | price | was_price
    1   | a      |         |      |           | {QUARTER}   | 10.00 |
    1   | a      |         |      |           | {AFTER}     | 12.00 |
    1   | b      |         |      |           | {QUARTER}   | 10.00 |
    1   | b      |         |      |           | {AFTER}     | 12.00 |
    2   |        | S       |      |           | {QUARTER}   | 10.00 |
    2   |        | S       |      |           | {AFTER}     | 8.00  | 10.00
    2   |        | L       |      |           | {QUARTER}   | 10.00 |
    2   |        | L       |      |           | {AFTER}     | 8.00  | 10.00
        |        |         | Tea  | 100 g     | {QUARTER}   | 10.00 |
        |        |         | Tea  | 100 g     | {AFTER}     | 12.00 |
        |        |         | Tea  | 250 g     | {QUARTER}   | 10.00 |
        |        |         | Tea  | 250 g     | {AFTER}     | 12.00 |
""")
def test_sellers_variants_and_nameless_sizes_have_findings_of_their_own(shop):
    assert (4, 2) == (len(shop.rows("hikes")), len(shop.rows("prior_prices")))
