"""Indices and dispersion: formulas against other computations, then the tables built of small shops."""

import math

import numpy as np
import pytest
from conftest import Given
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pricewatch.indices.formulas import chained, geks, spliced, time_product_dummy

NAN = math.nan
PRICES = np.array([
    [2.00, 2.10, 2.10, NAN, 2.30, 2.20, 2.40, 2.50],
    [5.00, 4.50, 5.20, 5.30, NAN, NAN, 5.60, 5.50],
    [1.20, 1.20, 1.10, 1.30, 1.30, 1.40, NAN, NAN],
    [NAN, NAN, 9.90, 9.50, 9.90, 10.50, 10.20, 10.90],
    [0.80, 0.85, NAN, 0.90, 0.70, 0.95, 0.99, 1.05],
])  # fmt: skip
PEER = {
    "geks": [1.0, 1.0055031399826664, 1.025821431375074, 1.0869184804188543, 1.0286706263531162, 1.138148914953474,
             1.1689494562180118, 1.2143137262459045],
    "dummies": [1.0, 1.0010140814152173, 1.0240258772585167, 1.0838632878416279, 1.0310254233667822, 1.1377168072481143,
                1.1645368451037446, 1.2084375142554467],
    "spliced": [1.1358423523881975, 1.152476371308333, 1.225590232346226],
}  # fmt: skip
"""What PriceIndexCalc 0.7 makes of PRICES (GEKS-Jevons; time dummy, equal weights; mean_pub, windows of 5 months)."""


def moves(prices):
    """The mean log move between each two months, the plain way."""
    size = prices.shape[1]
    table = np.full((size, size), NAN)
    for one in range(size):
        for other in range(size):
            both = [math.log(row[other] / row[one]) for row in prices if not math.isnan(row[one] * row[other])]
            table[one, other] = sum(both) / len(both) if both else NAN
    return table


def test_indices_equal_those_of_priceindexcalc():
    effects, _ = time_product_dummy(np.log(PRICES), np.ones_like(PRICES), np.arange(5))

    assert np.allclose(PEER["geks"], np.exp(geks(moves(PRICES))), rtol=0, atol=1e-9)
    assert np.allclose(PEER["dummies"], np.exp(effects), rtol=0, atol=1e-9)
    assert np.allclose(PEER["spliced"], np.exp(spliced(moves(PRICES), 5))[5:], rtol=0, atol=1e-9)


def test_standard_errors_equal_those_of_a_regression_on_explicit_dummies():
    row, month = np.nonzero(np.isfinite(PRICES))
    design = np.hstack([np.eye(8)[month][:, 1:], np.eye(5)[row]])
    found, *_ = np.linalg.lstsq(design, np.log(PRICES[row, month]), rcond=None)
    left = np.log(PRICES[row, month]) - design @ found
    scores = np.array([design[row == one].T @ left[row == one] for one in range(5)])
    inverse = np.linalg.pinv(design.T @ design)
    errors = np.sqrt(np.diag(inverse @ scores.T @ scores @ inverse) * 5 / 4)[:7]

    effects, standard = time_product_dummy(np.log(PRICES), np.ones_like(PRICES), np.arange(5))

    assert np.allclose(found[:7], effects[1:], rtol=0, atol=1e-9)
    assert np.allclose(errors, standard[1:], rtol=0, atol=1e-9)


def test_a_chain_ends_at_a_month_without_a_link_and_geks_goes_round_it():
    table = np.array([[0, NAN, 0.2], [NAN, 0, 0.1], [-0.2, -0.1, 0]])

    assert [0, NAN, NAN] == pytest.approx(chained(table).tolist(), nan_ok=True)
    assert [0, 0.1, 0.2] == pytest.approx(geks(table).tolist())


def test_months_that_nothing_links_with_the_first_have_no_index():
    table = np.array([[0, 0.1, NAN], [-0.1, 0, NAN], [NAN, NAN, 0]])

    assert [0, 0.1, NAN] == pytest.approx(geks(table).tolist(), nan_ok=True)


prices_drawn = arrays(float, st.tuples(st.integers(1, 6), st.integers(2, 7)), elements=st.floats(0.5, 50))


@settings(max_examples=40, deadline=None)
@drawn(prices_drawn, st.integers(0, 6), st.floats(0.1, 9))
def test_geks_is_transitive_and_knows_neither_units_nor_the_first_month(prices, start, factor):
    start %= prices.shape[1]
    order = [start, *(month for month in range(prices.shape[1]) if month != start)]
    index, from_start = geks(moves(prices)), geks(moves(prices[:, order] * factor))

    assert np.allclose(index[order] - index[start], from_start, atol=1e-9)


@settings(max_examples=40, deadline=None)
@drawn(
    arrays(float, st.integers(1, 6), elements=st.floats(0.5, 50)), st.lists(st.floats(0.5, 2), min_size=2, max_size=9)
)
def test_prices_that_move_together_give_that_move_by_every_method(first, path):
    prices = first[:, None] * np.array(path)
    wanted = np.log(np.array(path) / path[0])
    effects, errors = time_product_dummy(np.log(prices), np.ones_like(prices), np.arange(len(first)))

    for index in (chained(moves(prices)), geks(moves(prices)), spliced(moves(prices), 3), effects):
        assert np.allclose(wanted, index, atol=1e-9)
    assert np.allclose(0, errors, atol=1e-9)


MONTHS = ("2026-01-10..2026-01-20", "2026-02-10..2026-02-20", "2026-03-10..2026-03-20")
SHOPS = {"p": 1.00, "q": 1.10, "r": 0.90}


def gtin(number):
    """A barcode of that number, with its check digit."""
    body = f"400638{number:06}"
    return body + str(-sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body)) % 10)


def shelf():
    """Three shops with twelve teas each: everything rises by 10 %, then by nothing; and some odd ones."""
    rows = ["retailer | sku | gtin | captured_at | price | currency"]
    for shop, level in SHOPS.items():
        for tea in range(12):
            for days, index in zip(MONTHS, (10, 11, 11), strict=True):
                rows.append(f"{shop} | tea {tea} | {gtin(tea)} | {days}/5 | {index * level * (tea + 1):.2f} | EUR")
    rows += [f"p | slips | | {days}/5 | {price} | EUR" for days, price in zip(MONTHS, (5, 30, 30), strict=True)]
    rows += [f"q | clearance | | {days}/5 | {price} | EUR" for days, price in zip(MONTHS[:2], (8, 4), strict=True)]
    rows += [f"r | dollars {n} | | {MONTHS[0]}/5 | {n + 1} | USD" for n in range(3)]
    return "\n".join(rows)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    return Given(tmp_path_factory.mktemp("indices") / "data").seen(shelf())


def indices(street, where):
    return street.rows(f"select * from indices where category is null and {where} order by retailer, method, month")


def test_an_index_says_how_a_shop_s_prices_moved_whatever_the_method(street):
    found = indices(street, "retailer = 'p'")

    assert [100, 110, 110] * 3 == pytest.approx([row["value"] for row in found], abs=0.05)
    assert {None} == {row["missing"] for row in found}
    assert [12, 12, 13] == [row["items"] for row in found if row["method"] == "jevons"]


def test_the_index_of_all_shops_pools_their_items_and_draws_products(street):
    rows = indices(street, "retailer is null and currency = 'EUR' and method = 'jevons'")

    assert [(36, 3), (36, 3), (37, 3)] == [(row["items"], row["sellers"]) for row in rows]
    assert [0, 0, 0] == pytest.approx([row["drift"] for row in rows], abs=0.01)
    assert all(row["low"] <= row["value"] <= row["high"] for row in rows)


def test_an_extreme_price_cuts_its_series_a_clearance_is_left_out_and_both_are_counted(street):
    counted = {row["retailer"]: (row["extreme"], row["dumped"]) for row in indices(street, "month = '2026-02-01'")}

    assert {"p": (1, 0), "q": (0, 1), "r": (0, 0), None: (1, 1)} == counted


def test_too_few_items_have_no_index_and_the_row_says_so(street):
    rows = indices(street, "retailer = 'r' and currency = 'USD'")

    assert {(None, "enough items: 3 of 10")} == {(row["value"], row["missing"]) for row in rows}


def test_a_category_of_two_retailers_is_kept_back_but_each_of_them_is_shown(given):
    rows = ["retailer | sku | captured_at | price"]
    rows += [f"{shop} | {n} | {days}/5 | {n + 1}" for shop in "ab" for n in range(10) for days in MONTHS[:2]]
    shop = given("\n".join(rows))

    found = shop.rows("select distinct retailer, missing from indices order by retailer nulls last")
    assert [("a", None), ("b", None), (None, "enough retailers: 2 of 3")] == [tuple(row.values()) for row in found]
