"""The opacity index: what combines to it, what it leaves open, and what is too little for one."""

import duckdb
import polars as pl
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from pricewatch import models
from pricewatch.given import OPACITY_PART
from pricewatch.opacity import indices, sensitivity

WEIGHTS = {1: 0.20, 2: 0.15, 3: 0.10, 4: 0.15, 5: 0.10, 6: 0.10, 7: 0.10, 8: 0.10}
DRAWS, FIRMNESS = 2000, 50


def shares_of(shops, effective=400, missing=()):
    """opacity_shares of shops, each with the opaque percent of every component."""
    rows = [
        (shop, None, component, weight, effective, percents[component], "too few" if component in missing else None)
        for shop, percents in shops.items()
        for component, weight in WEIGHTS.items()
        if component in percents
    ]
    names = ["retailer", "category", "component", "weight", "effective", "share_percent", "missing"]
    return pl.DataFrame(rows, schema=names, orient="row", schema_overrides={"category": pl.String})


def alike(percent):
    return dict.fromkeys(WEIGHTS, percent)


def index_of(shares):
    return {row["retailer"]: row for row in indices(shares, DRAWS, FIRMNESS).to_dicts()}


def test_a_shop_that_discloses_all_has_zero_within_its_interval():
    row = index_of(shares_of({"clear": alike(0)}))["clear"]

    assert 0 == row["opacity_low"]
    assert row["opacity"] < row["opacity_high"] < 1.5
    assert 0 == row["opacity_mean"]


def test_seven_good_components_do_not_buy_off_a_very_bad_one():
    rows = index_of(shares_of({"one": alike(0) | {1: 100}, "all": alike(20)}))

    assert rows["one"]["opacity_mean"] == pytest.approx(rows["all"]["opacity_mean"])
    assert rows["one"]["opacity"] > 2 * rows["all"]["opacity"]


def test_the_interval_holds_the_share_and_narrows_with_cases():
    few, many = (index_of(shares_of({"a": alike(30)}, effective=n))["a"] for n in (10, 1000))

    assert all(row["opacity_low"] < 30 < row["opacity_high"] for row in (few, many))
    assert few["opacity_high"] - few["opacity_low"] > 2 * (many["opacity_high"] - many["opacity_low"])


def test_what_is_not_measured_is_left_out_and_the_weights_are_shared_among_the_rest():
    row = index_of(shares_of({"a": alike(40) | {3: 100}}, missing=(3,)))["a"]

    assert (7, pytest.approx(0.9)) == (row["components"], row["measured_weight"])
    assert row["opacity"] == pytest.approx(40, abs=1)


def test_few_cases_are_drawn_to_what_other_shops_do():
    shops = {f"shop {n}": alike(5 + n) for n in range(6)}
    many = shares_of(shops)
    few = shares_of({"small": alike(60)}, effective=5)
    row = index_of(pl.concat([many, few], how="vertical_relaxed"))["small"]

    assert row["opacity_shrunk"] < row["opacity"]


def test_a_shop_of_which_nothing_is_measured_has_no_row():
    assert {} == index_of(shares_of({"a": alike(10)}, missing=tuple(WEIGHTS)))


def test_the_index_with_other_weights_moves_towards_what_weighs_more():
    rows = sensitivity(shares_of({"a": alike(10) | {1: 90}})).to_dicts()
    told = {(row["component"], row["variation"]): row["opacity"] for row in rows}

    assert told[1, "dropped"] == pytest.approx(10)
    assert told[1, "halved"] < told[None, "as weighted"] < told[1, "doubled"]
    assert 1 + 3 * len(WEIGHTS) == len(rows)


def database_of(cases):
    """The relations that the opacity models read, with cases (shop, component, aspect, opaque) of one product each."""
    con = duckdb.connect()
    for name, types in (("parameters", "value::decimal(12, 4) as value"), ("opacity_parts", OPACITY_PART)):
        source = f"read_csv('{models.HERE / name}.csv', all_varchar = true)"
        con.execute(f"create table {name} as select * replace ({types}) from {source}")
    con.execute("create macro parameter(wanted) as (select value from parameters where name = wanted)")
    names = ["retailer", "component", "aspect", "opaque"]
    con.register("given", pl.DataFrame(cases, schema=names, orient="row").with_row_index("cluster").to_arrow())
    con.execute("create table opacity_cases as select *, 'tea' as category, 1 as cases from given")
    con.execute(
        "create table retailers as select distinct retailer as slug, timestamp '2026-06-30' as last_seen from given"
    )
    con.execute("create table offers as select cluster as offer_id, retailer, 'tea' as category from given")
    con.execute(
        "create table sighted as select 0 as offer_id, date '2026-01-01' as seen_from, date '2026-06-30' as seen_to"
    )
    return con


def judged(cases):
    """The opacity of shops over all categories."""
    con = database_of(cases)
    con.execute(f"create table opacity_shares as {models.model('opacity_shares').sql}")
    con.register("opacity_draws", indices(con.sql("from opacity_shares").pl(), DRAWS, FIRMNESS).to_arrow())
    rows = con.sql(models.model("opacity").sql).pl().filter(pl.col("category").is_null())
    return {row["retailer"]: row for row in rows.to_dicts()}


def well_known(shop, opaque, most=400):
    """Enough cases for an index."""
    return [(shop, component, "all", int(n % 100 < opaque)) for component in (1, 2, 3, 4, 6, 8) for n in range(most)]


def test_a_shop_with_enough_cases_has_a_number_a_band_and_those_that_cannot_be_told_from_it():
    rows = judged([*well_known("a", 30), *well_known("b", 31), *well_known("c", 0)])

    assert rows["a"]["opacity"] == pytest.approx(30, abs=1)
    assert ("C", "A") == (rows["a"]["band"], rows["c"]["band"])
    assert (["b"], None) == (rows["a"]["alike"], rows["c"]["alike"])
    assert "6/8, weight 0.80" == rows["a"]["coverage"]


@pytest.mark.parametrize(
    ("cases", "missing"),
    [
        (well_known("a", 30, most=10), "fewer than 5 components could be measured"),
        ([row for row in well_known("a", 30) if row[1] > 2], "fewer than 5 components could be measured"),
        ([row for row in well_known("a", 30) if row[1] != 1], "weigh too little"),
    ],
    ids=["few cases", "few components", "light"],
)
def test_below_the_minimums_there_is_no_number_and_a_reason(cases, missing):
    row = judged(cases)["a"]

    assert (None, None, None) == (row["opacity"], row["opacity_low"], row["band"])
    assert missing in row["missing"]


percents = st.fixed_dictionaries({component: st.integers(0, 100) for component in WEIGHTS})


@settings(max_examples=25, deadline=None)
@drawn(percents, st.sampled_from(list(WEIGHTS)), st.integers(1, 50))
def test_more_opacity_in_one_component_is_never_a_lower_index(shop, component, more):
    worse = shop | {component: min(100, shop[component] + more)}
    before, after = (index_of(shares_of({"a": each}))["a"] for each in (shop, worse))

    assert after["opacity_mean"] >= before["opacity_mean"]
    assert after["opacity"] >= before["opacity"] - 0.5


@settings(max_examples=10, deadline=None)
@drawn(st.permutations(range(24)))
def test_the_order_of_rows_does_not_matter(order):
    shares = shares_of({"a": alike(10), "b": alike(30) | {2: 80}, "c": alike(0)})

    assert indices(shares, 200, FIRMNESS).equals(
        indices(shares[list(order)], 200, FIRMNESS).sort("retailer"), null_equal=True
    )
