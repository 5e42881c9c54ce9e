"""D11: which packs hold more or less than before, and what does that do to the price of their content?"""

import pytest
from conftest import Given

BEFORE, AFTER = "2026-03-01..2026-05-31", "2026-06-01..2026-07-31"
HEAD = (
    "retailer | country | sku | gtin | name | size_text | price | was_price | currency | availability | captured_at\n"
)


def pack(shop, name, price, when, *, country="DE", sku="1", gtin="", size="", was="", currency="EUR", stock=""):
    """Listings of one pack at one shop."""
    return f"{shop} | {country} | {sku} | {gtin} | {name} | {size} | {price} | {was} | {currency} | {stock} | {when}\n"


def change(shop, before, after, prices, **stated):
    """A pack that changes under its code on 1 June."""
    return pack(shop, before, prices[0], BEFORE, **stated) + pack(shop, after, prices[1], AFTER, **stated)


VECTORS = {
    "ons": (change("ons", "Alder Bar 85 g", "Alder Bar 80 g", ("2.00", "2.00"), country="FR"), "shrinkflation", 6.25),
    "bls": (change("bls", "Birch Juice 64 fl oz", "Birch Juice 60 fl oz", ("4.00", "4.00")), "shrinkflation", 6.67),
    "italy": (
        change("italy", "Cedar Oil 100 ml", "Cedar Oil 98 ml", ("4.00", "4.00"), country="IT"),
        "shrinkflation",
        2.04,
    ),
    "austria": (
        change("austria", "Dogwood Tea 100 g", "Dogwood Tea 98 g", ("4.00", "4.00"), country="AT"),
        "shrinkflation",
        2.04,
    ),
    "vienna": (
        change("vienna", "Elder Jam 400 g", "Elder Jam 360 g", ("4.00", "4.00"), country="AT"),
        "shrinkflation",
        11.11,
    ),
    "sharp": (change("sharp", "Fir Mints 50 g", "Fir Mints 45 g", ("1.00", "1.10")), "sharkflation", 22.22),
    "fair": (change("fair", "Ginkgo Nuts 500 g", "Ginkgo Nuts 400 g", ("4.29", "3.43")), "proportional", -0.06),
    "kind": (change("kind", "Hazel Rice 500 g", "Hazel Rice 400 g", ("4.00", "2.80")), "shrinkdeflation", -12.5),
    "more": (change("more", "Ivy Soup 400 g", "Ivy Soup 440 g", ("2.00", "2.00")), "unshrinkdeflation", -9.09),
    "dear": (change("dear", "Juniper Gin 500 ml", "Juniper Gin 550 ml", ("10.00", "12.00")), "unshrinkflation", 9.09),
    "gift": (change("gift", "Kelp Chips 100 g", "Kelp Chips 120 g", ("2.00", "1.80")), "sharkdeflation", -25.0),
    "caps": (change("caps", "Larch Pods 30 pcs", "Larch Pods 28 pcs", ("9.00", "9.00")), "shrinkflation", 7.14),
    "field": (
        pack("field", "Maple Syrup", "5.00", BEFORE, size="250 ml")
        + pack("field", "Maple Syrup", "5.00", AFTER, size="220 ml"),
        "shrinkflation",
        13.64,
    ),
    "follows": (
        pack("follows", "Nettle Biscuits 300 g", "3.00", BEFORE, sku="1", gtin="4006381333931")
        + pack("follows", "NEW Nettle Biscuits 270 g", "3.00", AFTER, sku="2", gtin="4000000000006"),
        "shrinkflation",
        11.11,
    ),
    "sales": (
        pack("sales", "Oak Flakes 500 g", "4.00", "2026-03-01..2026-05-10")
        + pack("sales", "Oak Flakes 500 g", "3.00", "2026-05-11..2026-05-31", was="4.00")
        + pack("sales", "Oak Flakes 450 g", "3.20", "2026-06-01..2026-06-14", was="4.00")
        + pack("sales", "Oak Flakes 450 g", "4.00", "2026-06-15..2026-07-31"),
        "shrinkflation",
        11.11,
    ),
}
NO_CHANGE = {
    "promo": change("promo", "Pine Butter 480 g (400 g + 20 % free)", "Pine Butter 400 g", ("3.00", "3.00")),
    "multi": change("multi", "Quince Cola 6 x 330 ml", "Quince Cola 4 x 330 ml", ("4.00", "4.00")),
    "pair": change("pair", "Rowan Gloves 2 pieces", "Rowan Gloves 1 pair", ("5.00", "5.00")),
    "unit": change("unit", "Sorrel Wash 40 wl", "Sorrel Wash 1.5 l", ("5.00", "5.00")),
    "drain": change("drain", "Thyme Olives 350 g", "Thyme Olives 250 g drained", ("3.00", "3.00")),
    "typo": change("typo", "Umbel Mocha 360 g", "Umbel Mocha 306 g", ("6.00", "6.00")),
    "scale": change("scale", "Vetch Stock 112 g", "Vetch Stock 112 kg", ("2.00", "2.00")),
    "back": pack("back", "Willow Bread 500 g", "2.00", BEFORE)
    + pack("back", "Willow Bread 450 g", "2.00", "2026-06-01..2026-06-20")
    + pack("back", "Willow Bread 500 g", "2.00", "2026-06-21..2026-07-31"),
    "weighed": change("weighed", "Yarrow Cheese ca. 300 g", "Yarrow Cheese ca. 270 g", ("6.00", "6.00")),
    "range": change("range", "Zinnia Honey 500 g", "Zinnia Honey 250 g", ("6.00", "4.00")),
    "rounded": change("rounded", "Aster Cream 200 ml", "Aster Cream 199 ml", ("3.00", "3.00")),
    "derived": "".join(
        pack("derived", "Bluebell Ham", price, when, size=size)
        for price, size, when in (
            ("4.00", "200 g", BEFORE),
            ("3.49", "174.5 g", "2026-06-01..2026-06-30"),
            ("3.89", "194.5 g", "2026-07-01..2026-07-31"),
        )
    ),
    "recipe": change("recipe", "Clover Muesli 500 g", "Clover Muesli new recipe 450 g", ("4.00", "4.00")),
    "other": change("other", "Daisy Carrots 500 g", "Sweet Corn 450 g", ("2.00", "2.00")),
    "dispute": pack("dispute", "Erica Sun Milk 175 ml", "9.00", BEFORE, size="0.18 l")
    + pack("dispute", "Erica Sun Milk 175 ml", "9.00", AFTER, size="0.15 l"),
    "night": "".join(
        change("night", f"{word} Paper 100 g", f"{word} Paper 90 g", ("2.00", "2.00"), sku=str(number))
        for number, word in enumerate(
            ("Fern", "Gorse", "Hemp", "Iris", "Jasmine", "Kale", "Lily", "Mint", "Nerine", "Olive")
        )
    ),
    "silence": pack("silence", "Poppy Seed 500 g", "3.00", "2026-01-01..2026-02-10")
    + pack("silence", "Poppy Seed 450 g", "3.00", AFTER),
    "still": pack("still", "Rose Flour 500 g", "3.00", BEFORE + "", gtin="4006381333948")
    + pack("still", "Rose Flour 450 g", "3.00", AFTER, gtin="4006381333948")
    + pack("still-too", "Rose Flour 500 g", "3.10", "2026-03-01..2026-09-30", gtin="4006381333948"),
}
CANNOT_TELL = {
    "once": pack("once", "Sage Rub 50 g", "2.00", BEFORE) + pack("once", "Sage Rub 45 g", "2.00", "2026-06-01"),
    "brief": pack("brief", "Tansy Balm 50 g", "2.00", BEFORE)
    + pack("brief", "Tansy Balm 45 g", "2.00", "2026-06-01..2026-06-10"),
    "only-sales": pack("only-sales", "Ulex Gum 50 g", "2.00", BEFORE, was="3.00")
    + pack("only-sales", "Ulex Gum 45 g", "3.00", AFTER),
    "money": pack("money", "Viola Wax 50 g", "2.00", BEFORE, currency="CHF")
    + pack("money", "Viola Wax 45 g", "2.10", AFTER, currency="EUR"),
    "sold-out": pack("sold-out", "Wheat Cake 50 g", "2.00", BEFORE)
    + pack("sold-out", "Wheat Cake 45 g", "2.00", AFTER, stock="out_of_stock"),
    "unmoved": change("unmoved", "Xylia Jar 500 g", "Xylia Jar 350 g", ("7.00", "7.00")),
}
ACQUITTED = {
    "earlier-rise": pack("earlier-rise", "Yucca Dip 200 g", "2.00", "2026-03-01..2026-05-12")
    + pack("earlier-rise", "Yucca Dip 200 g", "2.50", "2026-05-13..2026-05-31")
    + pack("earlier-rise", "Yucca Dip 180 g", "2.25", AFTER),
    "quiet-sale": pack("quiet-sale", "Zebra Grass Bar 100 g", "2.00", "2026-03-01..2026-04-20")
    + pack("quiet-sale", "Zebra Grass Bar 100 g", "1.50", "2026-04-21..2026-05-31")
    + pack("quiet-sale", "Zebra Grass Bar 90 g", "1.80", AFTER),
}


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """All cases in one lake, each at a shop of its own."""
    cases = [rows for rows, _, _ in VECTORS.values()]
    cases += [*NO_CHANGE.values(), *CANNOT_TELL.values(), *ACQUITTED.values()]
    return Given(tmp_path_factory.mktemp("sizes") / "data").seen(HEAD + "".join(cases))


def of(street, shop):
    return street.rows(f"select * from size_changes where retailer = '{shop}'")


@pytest.mark.parametrize("shop", VECTORS)
def test_a_changed_size_has_its_kind_and_what_it_does_to_the_price_of_the_content(street, shop):
    _, kind, percent = VECTORS[shop]

    assert [(kind, kind, percent)] == [
        (row["kind"], row["outcome"], round(row["unit_price_percent"], 2)) for row in of(street, shop)
    ]


@pytest.mark.parametrize(
    ("shop", "rule_set", "verdict"),
    [
        ("ons", "FR-PACKS", "violates"),
        ("italy", "IT-PACKS", "violates"),
        ("austria", "AT-PACKS", "consistent"),
        ("vienna", "AT-PACKS", "violates"),
        ("sharp", "info", "violates"),
        ("fair", "info", "consistent"),
        ("kind", "info", "consistent"),
        ("more", "info", "consistent"),
        ("dear", "info", "consistent"),
    ],
)
def test_the_law_of_the_place_says_by_how_much_content_may_become_dearer(street, shop, rule_set, verdict):
    assert [(rule_set, verdict)] == [(row["rule_set"], row["verdict"]) for row in of(street, shop)]


def test_a_smaller_size_alone_hides_a_rise(street):
    assert [(6.25, "B")] == [(round(row["hidden_rise_percent"], 2), row["confidence"]) for row in of(street, "ons")]
    assert ["A"] == [row["confidence"] for row in of(street, "field")]


def test_a_pack_is_followed_to_its_new_code(street):
    assert [("1", "2", "new_code", True)] == [
        (row["sku_before"], row["sku_after"], row["link"], row["has_evidence"]) for row in of(street, "follows")
    ]


@pytest.mark.parametrize("shop", NO_CHANGE)
def test_what_is_no_change_of_the_content_is_none(street, shop):
    assert [] == of(street, shop)


@pytest.mark.parametrize("shop", CANNOT_TELL)
def test_with_something_missing_nothing_is_told(street, shop):
    assert ["cannot_tell"] == [row["verdict"] for row in of(street, shop)]
    assert all(row["missing"] for row in of(street, shop))


@pytest.mark.parametrize("shop", ACQUITTED)
def test_an_earlier_rise_and_the_end_of_a_sale_are_not_the_new_packs(street, shop):
    assert [("proportional", "consistent")] == [(row["kind"], row["verdict"]) for row in of(street, shop)]


def test_every_finding_says_what_was_observed(street):
    rows = street.rows("select * from size_changes where verdict != 'cannot_tell'")

    assert all(row["days_observed"] > 28 and row["longest_gap"] == 0 for row in rows)
    assert all(row["first_seen_on"] < row["changed_on"] < row["last_seen_on"] for row in rows)


@pytest.mark.parametrize(
    ("shop", "error"),
    [
        ("promo", "promo_pack"),
        ("multi", "multipack"),
        ("unit", "relabelled_unit"),
        ("drain", "drained_weight"),
        ("typo", "size_typo"),
        ("scale", "size_typo"),
        ("dispute", "size_typo"),
        ("still", "size_typo"),
        ("back", "size_returns"),
        ("weighed", "catch_weight"),
        ("range", "other_pack"),
        ("derived", "derived_size"),
        ("recipe", "reformulated"),
        ("other", "other_article"),
        ("night", "size_restatement"),
    ],
)
def test_what_explains_a_size_that_is_no_change_is_kept(street, shop, error):
    assert {error} == {row["error"] for row in street.rows(f"select * from pack_steps where retailer = '{shop}'")}
