"""How far apart the prices of one product are: one barcode per case, in one database."""

import pytest
from conftest import Given

NOW, BEFORE = "2026-03-10..2026-03-20", "2026-02-10..2026-02-20"
FIVE = {"a": 10, "b": 11, "c": 12, "d": 13, "e": 14}
CASES = {
    "five shops": [f"{shop} | | {NOW} | {price} | EUR |" for shop, price in FIVE.items()],
    "two shops": [f"a | | {NOW} | 10 | EUR |", f"b | | {NOW} | 12 | EUR |"],
    "two stores of a shop": [f"a | x | {NOW} | 9 | EUR |", f"a | y | {NOW} | 10 | EUR |", f"b | | {NOW} | 12 | EUR |"],
    "one shop": [f"a | | {NOW} | 10 | EUR |"],
    "out of stock, stale or in other money": [
        f"a | | {NOW} | 10 | EUR |",
        f"b | | {NOW} | 12 | EUR | out_of_stock",
        "c | | 2026-03-10..2026-03-12 | 12 | EUR |",
        f"d | | {NOW} | 12 | USD |",
    ],
    "another order": [
        f"{shop} | | {days} | {price} | EUR |"
        for days, prices in ((BEFORE, (10, 11, 12)), (NOW, (12, 11, 10)))
        for shop, price in zip("abc", prices, strict=True)
    ],
    "the same order": [
        f"{shop} | | {days} | {price} | EUR |"
        for days, prices in ((BEFORE, (10, 11, 12)), (NOW, (13, 14, 15)))
        for shop, price in zip("abc", prices, strict=True)
    ],
    "five times as dear": [f"a | | {NOW} | 10 | EUR |", f"b | | {NOW} | 51 | EUR |"],
}
CODES = [
    "4006381333931", "4006381333948", "4006381333955", "4006381333962",
    "4006381333979", "4006381333986", "4006381333993", "4006381334006",
]  # fmt: skip


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    rows = ["name | gtin | sku | retailer | store | captured_at | price | currency | availability"]
    for code, (case, lines) in zip(CODES, CASES.items(), strict=True):
        rows += [f"{case} | {code} | {code} | {line}" for line in lines]
    given = Given(tmp_path_factory.mktemp("dispersion") / "data").seen("\n".join(rows))
    query = "select p.name, d.* from dispersion as d inner join products as p using (product_id) where d.month {}"
    return {
        when: {row["name"]: row for row in given.rows(query.format(when))} for when in ("is null", "= '2026-03-01'")
    }


def test_five_shops_have_every_measure_but_churn(found):
    row = found["is null"]["five shops"]

    assert (5, 10, 14, 12) == (row["retailers"], row["lowest"], row["highest"], row["mean"])
    assert 13.8350 == pytest.approx(row["cv_percent"], abs=1e-4)  # 1.05 x 1.5811 / 12
    assert [40, 10, 100 / 6, 100 / 12] == pytest.approx(
        [row[f"{name}_percent"] for name in ("range", "gap", "information", "mad")]
    )
    assert row["missing"] == "3 retailers, not all of one price, in two months on end for rank_churn"


def test_two_shops_have_a_gap_and_no_variation_and_the_row_says_what_is_missing(found):
    row = found["is null"]["two shops"]

    assert (20, None, None) == (pytest.approx(row["gap_percent"]), row["cv_percent"], row["mad_percent"])
    assert row["missing"].startswith("5 retailers for cv_percent; 3 retailers for mad_percent; ")


def test_a_shop_counts_once_by_its_lowest_price(found):
    row = found["is null"]["two stores of a shop"]

    assert (2, 9, 12) == (row["retailers"], row["lowest"], row["highest"])


def test_what_one_shop_alone_sells_now_in_this_money_is_left_out(found):
    assert set() == {"one shop", "out of stock, stale or in other money"} & found["is null"].keys()


@pytest.mark.parametrize("when", ["is null", "= '2026-03-01'"])
def test_churn_is_nothing_in_one_order_and_two_in_the_reverse(found, when):
    assert (2, 0) == tuple(found[when][name]["rank_churn"] for name in ("another order", "the same order"))


def test_prices_too_far_apart_are_not_measured_as_one_product_s(found):
    row = found["is null"]["five times as dear"]

    assert (None, None) == (row["range_percent"], row["information_percent"])
    assert row["missing"].startswith("prices that can be of one thing")
