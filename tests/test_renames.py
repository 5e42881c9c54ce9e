"""D12: which products came back under a new code, and what happened to their price?"""

import pytest
from conftest import Given

BEFORE, AFTER = "2026-03-01..2026-05-31", "2026-06-01..2026-07-31"
HEAD = "retailer | country | sku | gtin | name | price | was_price | currency | availability | doubts | captured_at\n"


def article(shop, sku, name, price, when, *, gtin="", was="", currency="EUR", stock="", doubts=""):
    """Listings of one article at one shop."""
    return f"{shop} | DE | {sku} | {gtin} | {name} | {price} | {was} | {currency} | {stock} | {doubts} | {when}\n"


def relaunch(shop, before, after, prices, **stated):
    """An article that ends on 31 May, and another that begins the day after."""
    return article(shop, "1", before, prices[0], BEFORE, **stated) + article(
        shop, "2", after, prices[1], AFTER, **stated
    )


DEARER = {
    "elvive": (
        article("elvive", "1", "Alder Shampoo 250 ml", "3.18", "2026-03-01..2026-05-10", gtin="4006381333931")
        + article("elvive", "1", "Alder Shampoo 250 ml", "2.00", "2026-05-11..2026-05-31", gtin="4006381333931")
        + article("elvive", "2", "NEW Alder Shampoo 250 ml", "3.98", AFTER, gtin="4000000000006"),
        25.2,
    ),
    "exactly": (relaunch("exactly", "Birch Wash 1 l", "Improved Birch Wash 1 l", ("10.00", "10.50")), 5.0),
    "unsized": (relaunch("unsized", "Cedar Lamp", "New Cedar Lamp", ("40.00", "48.00")), 20.0),
    "offered": (
        article("offered", "1", "Dogwood Soap 100 g", "2.00", BEFORE)
        + article("offered", "2", "Neu Dogwood Soap 100 g", "2.50", "2026-06-01..2026-06-10", was="3.00")
        + article("offered", "2", "Neu Dogwood Soap 100 g", "3.00", "2026-06-11..2026-07-31"),
        50.0,
    ),
}
CLEARED = {
    "plain": relaunch("plain", "Elder Gel 1 l", "New Elder Gel 1 l", ("6.79", "6.79")),
    "nearly": relaunch("nearly", "Fir Gel 1 l", "New Fir Gel 1 l", ("10.00", "10.49")),
    "clearance": article("clearance", "1", "Ginkgo Rinse 500 ml", "5.00", "2026-03-01..2026-05-05")
    + article("clearance", "1", "Ginkgo Rinse 500 ml", "2.50", "2026-05-06..2026-05-31")
    + article("clearance", "2", "New Ginkgo Rinse 500 ml", "5.00", AFTER),
    "rise-before": article("rise-before", "1", "Hazel Foam 500 ml", "5.00", "2026-03-01..2026-05-10")
    + article("rise-before", "1", "Hazel Foam 500 ml", "6.00", "2026-05-11..2026-05-31")
    + article("rise-before", "2", "New Hazel Foam 500 ml", "6.00", AFTER),
}
NO_RELAUNCH = {
    "spelt": article("spelt", "PLAN\u00a01-A", "Heath Plan A", "5.00", BEFORE)
    + article("spelt", "Plan 1\u2011a", "Heath Plan A", "6.00", AFTER),
    "same-code": article("same-code", "1", "Ivy Polish 1 l", "5.00", BEFORE)
    + article("same-code", "1", "New Ivy Polish 1 l", "6.00", AFTER),
    "both": article("both", "1", "Juniper Spray 1 l", "5.00", "2026-03-01..2026-07-31")
    + article("both", "2", "New Juniper Spray 1 l", "6.00", AFTER),
    "late": article("late", "1", "Kelp Scrub 100 g", "5.00", "2026-01-01..2026-02-10")
    + article("late", "2", "New Kelp Scrub 100 g", "6.00", AFTER),
    "six": relaunch("six", "Larch Beer 330 ml", "Larch Beer 6 x 330 ml", ("1.00", "5.40")),
    "wide": relaunch("wide", "Maple Pads 60x90 cm 15 pcs", "Maple Pads 90x180 cm 15 pcs", ("3.00", "9.00")),
    "model": relaunch("model", "Nettle Drill 200", "New Nettle Drill 300", ("60.00", "90.00")),
    "smaller": relaunch("smaller", "Oak Cream 100 ml", "New Oak Cream 90 ml", ("5.00", "6.00")),
    "other": relaunch("other", "Pine Candle", "Quince Kettle", ("5.00", "60.00")),
    "weighed": relaunch(
        "weighed", "Rowan Roast min. weight 1 kg", "New Rowan Roast min. weight 1 kg", ("9.00", "12.00")
    ),
    "two": article("two", "1", "Sorrel Tea 50 g", "2.00", BEFORE)
    + article("two", "2", "Sorrel Tea 50 g", "2.00", BEFORE)
    + article("two", "3", "New Sorrel Tea 50 g", "3.00", AFTER),
}
CANNOT_TELL = {
    "money": article("money", "1", "Thyme Oil 50 ml", "5.00", BEFORE, currency="CHF")
    + article("money", "2", "New Thyme Oil 50 ml", "6.00", AFTER, currency="EUR"),
    "brief": article("brief", "1", "Umbel Oil 50 ml", "5.00", BEFORE)
    + article("brief", "2", "New Umbel Oil 50 ml", "6.00", "2026-06-01..2026-06-09"),
    "doubted": article("doubted", "1", "Vetch Oil 50 ml", "5.00", BEFORE)
    + article("doubted", "2", "New Vetch Oil 50 ml", "6.00", AFTER, doubts="unsure"),
    "always-on-sale": article("always-on-sale", "1", "Willow Oil 50 ml", "5.00", BEFORE, was="7.00")
    + article("always-on-sale", "2", "New Willow Oil 50 ml", "6.00", AFTER),
    "incredible": relaunch("incredible", "Zinnia Card", "New Zinnia Card", ("90.00", "1139.00")),
    "later": article("later", "1", "Yarrow Oil 50 ml", "5.00", BEFORE)
    + article("later", "2", "New Yarrow Oil 50 ml", "5.00", "2026-06-01..2026-06-20")
    + article("later", "2", "New Yarrow Oil 50 ml", "6.00", "2026-06-21..2026-08-31"),
}


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """All cases in one lake, each at a shop of its own that was known before."""
    cases = [rows for rows, _ in DEARER.values()]
    cases += [*CLEARED.values(), *NO_RELAUNCH.values(), *CANNOT_TELL.values()]
    shops = [*DEARER, *CLEARED, *NO_RELAUNCH, *CANNOT_TELL]
    known = [article(shop, "9", f"{shop} postcard", "1.00", "2026-01-01..2026-01-02") for shop in shops]
    return Given(tmp_path_factory.mktemp("renames") / "data").seen(HEAD + "".join(cases + known))


def of(street, shop):
    return street.rows(f"select * from renames where retailer = '{shop}'")


@pytest.mark.parametrize("shop", DEARER)
def test_a_relaunch_is_measured_from_regular_price_to_regular_price(street, shop):
    assert [("1", "2", "increase", "violates", DEARER[shop][1])] == [
        (row["sku_before"], row["sku_after"], row["outcome"], row["verdict"], round(row["rise_percent"], 1))
        for row in of(street, shop)
    ]


@pytest.mark.parametrize("shop", CLEARED)
def test_a_relaunch_at_the_old_price_is_cleared(street, shop):
    assert [("consistent", "consistent", None)] == [
        (row["outcome"], row["verdict"], row["missing"]) for row in of(street, shop)
    ]


@pytest.mark.parametrize("shop", NO_RELAUNCH)
def test_what_is_no_relaunch_is_none(street, shop):
    assert [] == of(street, shop)


@pytest.mark.parametrize("shop", CANNOT_TELL)
def test_with_something_missing_nothing_is_told(street, shop):
    assert ["cannot_tell"] == [row["verdict"] for row in of(street, shop)]
    assert all(row["missing"] for row in of(street, shop))
