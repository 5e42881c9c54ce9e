"""D10: is the price per unit shown, right, in the usual unit, and kept up to date?"""

from decimal import Decimal

import pytest
from cases import table_of
from conftest import Given

from pricewatch.contents import Base, contents, parse_base

YEAR = "2026-03-01..2026-03-20"
COLUMNS = (
    "captured_at | name | price | unit_price | unit_price_per | size_text | was_price | member_price | deposit"
    " | retailer | country"
)


def offer(name, price, unit_price="", per="", size="", *, was="", member="", deposit="", shop="", country="", at=YEAR):
    """Listings of one offer."""
    place = f"{shop or 'acme'} | {country or 'DE'}"
    return f"{at} | {name} | {price} | {unit_price} | {per} | {size} | {was} | {member} | {deposit} | {place}"


RIGHT = {
    "by the kilogram": [offer("Ash Coffee 250 g", "2.50", "10.00", "kg")],
    "rounded": [offer("Birch Coffee 300 g", "1.00", "3.33", "kg")],
    "half a percent off": [offer("Cedar Tea 400 g", "4.00", "10.05", "kg")],
    "multipack": [offer("Dill Cola 6 x 330 ml", "3.96", "2.00", "l")],
    "packs of packs": [offer("Elm Yoghurt 2 x (4 x 100 g)", "3.20", "4.00", "kg")],
    "twenty percent free": [offer("Fir Chips 500 g + 20 % free", "3.00", "5.00", "kg")],
    "drained": [offer("Ginkgo Olives 350 g, drained 180 g", "1.80", "10.00", "kg")],
    "ounces": [offer("Hazel Mix 16 oz", "4.00", "0.25", "oz", country="US")],
    "american fluid ounces": [offer("Ivy Juice 64 fl oz", "4.00", "2.11", "l", country="US")],
    "imperial pint": [offer("Jasmine Milk 2 pints", "1.50", "1.32", "l", country="GB")],
    "american pint": [offer("Kale Milk 2 pints", "1.50", "1.59", "l", country="US")],
    "washes": [offer("Larch Gel 1.25 l 25 washes", "5.00", "0.20", "WL")],
    "litres of the same gel": [offer("Maple Gel 1.25 l 25 washes", "5.00", "4.00", "1 l")],
    "pieces": [offer("Nut Eggs 10 pcs", "3.00", "0.30", "kom")],
    "hundred pieces": [offer("Oak Swabs 200 pcs", "2.00", "1.00", "100 pcs", country="AU")],
    "rolls and sheets": [offer("Pine Paper 8 rolls 150 sheets 3-ply", "6.00", "0.01", "sheet")],
    "deposit within": [offer("Quince Water 500 ml", "1.25", "2.00", "l", deposit="0.25")],
    "deposit beside": [offer("Rose Water 500 ml", "1.00", "2.00", "l", deposit="0.25")],
    "weighed and right": [offer("Sage Cheese ca. 500 g", "5.00", "10.00", "kg")],
    "hundred grams where the law says so": [offer("Thyme Nuts 250 g", "5.00", "2.00", "100 g", country="AU")],
    "hundred grams throughout": [
        offer("Ulex Nuts 250 g", "5.00", "2.00", "100 g", shop="grams"),
    ],
    "no unit said, right by the kilogram": [offer("Vine Tea 250 g", "2.50", "10.00")],
}
WRONG = {
    "a tenth too low": [offer("Willow Cocoa 250 g", "2.50", "9.00", "kg")],
    "a tenth too high, where nothing is drained": [offer("Wisteria Coffee 250 g", "2.50", "11.00", "kg")],
    "one percent off": [offer("Yew Cocoa 250 g", "2.50", "10.10", "kg")],
    "grams called kilograms": [offer("Aster Rice 900 g", "1.80", "0.002", "kg")],
    "deposit counted": [offer("Bay Water 500 ml", "1.00", "2.50", "l", deposit="0.25")],
    "imperial ounces in america": [offer("Clove Juice 64 fl oz", "4.00", "2.20", "l", country="US")],
    "no unit said, right by none": [offer("Daisy Bitter 0.7 l", "12.99", "18557.14")],
}
CANNOT_TELL = {
    "higher, as by an unstated drained weight": [offer("Dogwood Olives 350 g", "1.80", "10.00", "kg")],
    "no unit said, litres or kilograms": [offer("Edelweiss Sauce 500 ml", "2.00", "3.60")],
    "no unit said, a number without unit": [offer("Foxglove Tomatoes", "2.10", "3.00", "", "0.7 / 720 ml")],
    "right by a box of seven": [offer("Geranium Cappuccino 18 g", "5.49", "43.57", "kg")],
    "no size": [offer("Erica Spread", "2.50", "10.00", "kg")],
    "name and field contradict": [offer("Fern Balm 175 g", "1.75", "9.72", "kg", "180 g")],
    "right by one part": [offer("Gorse Cola 6 x 330 ml", "0.66", "2.00", "l")],
    "right by the net weight": [offer("Hemp Olives 350 g, drained 180 g", "1.75", "5.00", "kg")],
    "right by the pack without the extra": [offer("Iris Chips 500 g + 20 % free", "3.00", "6.00", "kg")],
    "right ready to drink": [offer("Juniper Syrup 1 l makes 8 l", "4.00", "0.50", "l")],
    "per a portion": [offer("Kelp Soup 500 g serves 4", "2.00", "0.50", "portion")],
    "per a wash without their number": [offer("Lily Powder 1.5 kg", "6.00", "0.20", "wash")],
    "the members'": [offer("Mint Coffee 250 g", "2.50", "8.00", "kg", member="2.00")],
    "weighed each time": [offer("Nettle Cheese ca. 500 g", "5.20", "10.00", "kg")],
    "the field is rounded": [offer("Olive Croissant", "1.17", "10.00", "kg", "0.12 kg")],
    "an earlier price that was not seen": [offer("Poppy Coffee 250 g", "2.00", "10.00", "kg", was="2.50")],
    "no unit said, price itself": [offer("Rowan Shadow 30 g", "1.58", "1.58")],
    "no unit said, one of many": [offer("Sorrel Pods 500 g", "5.00", "0.25")],
    "no unit said, a piece of unknown weight": [offer("Tansy Melon", "5.00", "1.99", "", "1 kom")],
}
BOTTLES = {
    f"a bottle that holds a deposit {size}": [offer(f"Lilac Juice {size} ml", price, "2.00", "l", shop="bottles")]
    for size, price in ((n, f"{n * 2 / 1000 + 0.1:.2f}") for n in range(200, 320, 10))
}
NONE_NEEDED = {
    "one kilogram": [offer("Umbel Sugar 1 kg", "1.20", "1.20", "kg")],
    "one piece": [offer("Vetch Lamp 1 pc", "9.00")],
    "one litre": [offer("Walnut Oil 1 l", "9.00")],
    "fifty grams": [offer("Xylia Balm 50 g", "9.00")],
    "no content": [offer("Yarrow Chair", "90.00")],
    "by the feed's base": [offer("Zinnia Tea 250 g", "9.00", "", "kg", shop="feed")],
}
MISSING = {
    "not shown": [offer("Alder Tea 250 g", "9.00")],
    "not shown, by pieces": [offer("Beech Pads 16 pcs", "3.00")],
}
SILENT = {
    "nothing shown at all": [offer("Cherry Tea 250 g", "9.00", shop="json")],
    "no law that asks": [offer("Date Tea 250 g", "9.00", country="US")],
    "not shown, weighed": [offer("Elder Cheese ca. 250 g", "9.00")],
}
OTHER = {
    "stale": [
        offer("Fig Gel 250 ml", "2.50", "10.00", "l", at="2026-03-01..2026-03-09"),
        offer("Fig Gel 250 ml", "2.00", "10.00", "l", was="2.50", at="2026-03-10..2026-03-20"),
    ],
    "stale after a rise": [
        offer("Grape Gel 250 ml", "2.00", "8.00", "l", at="2026-03-01..2026-03-09"),
        offer("Grape Gel 250 ml", "2.50", "8.00", "l", at="2026-03-10..2026-03-20"),
    ],
    "another unit": [offer("Holly Nachos 250 g", "2.50", "1.00", "100 g")],
    "wrong once": [
        offer("Ilex Jam 250 g", "2.50", "10.00", "kg", at="2026-03-01..2026-03-09"),
        offer("Ilex Jam 250 g", "2.50", "11.00", "kg", at="2026-03-10"),
        offer("Ilex Jam 250 g", "2.50", "10.00", "kg", at="2026-03-11..2026-03-20"),
    ],
    "wrong, seen once": [offer("Jute Jam 250 g", "2.50", "9.00", "kg", at="2026-03-10")],
}


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """All cases in one lake."""
    cases = RIGHT | WRONG | CANNOT_TELL | BOTTLES | NONE_NEEDED | MISSING | SILENT | OTHER
    text = table_of(COLUMNS, cases)
    return Given(tmp_path_factory.mktemp("units") / "data").seen(text)


@pytest.fixture(scope="module")
def said(street):
    """sku -> verdict and outcome."""
    rows = street.rows("unit_prices")
    return {row["sku"]: [f"{r['verdict']}: {r['outcome']}" for r in rows if r["sku"] == row["sku"]] for row in rows}


@pytest.mark.parametrize("case", RIGHT)
def test_a_unit_price_by_the_content_is_right(said, case):
    assert ["consistent: consistent"] == said[case]


@pytest.mark.parametrize("case", WRONG)
def test_a_unit_price_by_no_reading_of_the_content_is_wrong(said, case):
    assert ["violates: wrong"] == said[case]


@pytest.mark.parametrize("case", CANNOT_TELL)
def test_where_another_reading_may_explain_it_nothing_is_told(street, said, case):
    assert ["cannot_tell: cannot_tell"] == said[case]
    assert street.rows(f"select missing from unit_prices where sku = $${case}$$")[0]["missing"]


def test_an_amount_that_many_unit_prices_leave_out_may_be_a_deposit(street):
    rows = street.rows("select * from unit_prices where retailer = 'bottles'")

    assert len(BOTTLES) == len(rows)
    assert {("cannot_tell", True)} == {(row["verdict"], "0.10 a piece" in row["missing"]) for row in rows}


@pytest.mark.parametrize("case", NONE_NEEDED)
def test_what_needs_no_unit_price_has_no_row(said, case):
    assert case not in said


@pytest.mark.parametrize("case", MISSING)
def test_a_unit_price_is_missing_where_the_shop_shows_others(said, case):
    assert ["violates: missing"] == said[case]


@pytest.mark.parametrize("case", SILENT)
def test_a_missing_unit_price_accuses_nobody_whose_source_law_or_pack_may_have_none(said, case):
    assert ["cannot_tell: missing"] == said[case]


def test_a_unit_price_that_a_promotion_left_behind_is_told_as_such(said):
    assert ["violates: not_updated_on_promo"] == said["stale"]
    assert ["violates: wrong"] == said["stale after a rise"]


def test_another_unit_than_the_shops_own_and_the_laws_is_not_the_usual_one(said):
    assert ["violates: nonstandard_unit"] == said["another unit"]


def test_what_was_seen_once_accuses_nobody(said):
    assert ["consistent: consistent"] == said["wrong once"]
    assert ["cannot_tell: wrong"] == said["wrong, seen once"]


def test_a_finding_says_what_the_unit_price_should_be(street):
    row = street.rows("select * from unit_prices where sku = 'a tenth too low'")[0]

    assert (250, "g", 10, -10) == (
        *(row[name] for name in ("size_value", "size_unit", "unit_price_due")),
        round(row["off_percent"], 9),
    )
    assert (20, 0, True, "info") == (row["days_observed"], row["longest_gap"], row["has_evidence"], row["rule_set"])


def test_a_mix_of_units_is_counted_by_shop_and_category(street):
    rows = {
        row["retailer"]: row
        for row in street.rows("select * from unit_mixes where category = 'other' or retailer = 'grams'")
    }

    assert rows["acme"]["units"] > 3
    assert 50 < rows["acme"]["other_percent"] < 80
    assert (None, "fewer than 30 offers with a unit") == (rows["grams"]["other_percent"], rows["grams"]["missing"])


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("kg", 1000, "g"),
        ("100g", 100, "g"),
        ("/ 100 ml", 100, "ml"),
        ("l", 1000, "ml"),
        ("lit", 1000, "ml"),
        ("1 Liter", 1000, "ml"),
        ("кг", 1000, "g"),
        ("10 dag", 100, "g"),
        ("kom", 1, "piece"),
        ("Stk.", 1, "piece"),
        ("St.", 1, "piece"),
        ("Stück", 1, "piece"),
        ("pièce", 1, "piece"),
        ("pezzo", 1, "piece"),
        ("each", 1, "piece"),
        ("rola", 1, "piece"),
        ("roll", 1, "piece"),
        ("100 pcs", 100, "piece"),
        ("WL", 1, "wash"),
        ("je Waschladung", 1, "wash"),
        ("m²", 1, "m2"),
        ("m", 1, "m"),
        ("lb", Decimal("453.59237"), "g"),
    ],
)
def test_what_a_unit_price_is_per_is_read_in_many_spellings(text, value, unit):
    assert Base(Decimal(value), unit) == parse_base(text)


@pytest.mark.parametrize("text", ["", "€", "portion", "m3", "1"])
def test_what_names_no_unit_is_per_nothing(text):
    assert parse_base(text) is None


def test_no_reading_of_a_pack_is_the_main_one_where_field_and_name_differ():
    assert not any(one.is_main for one in contents("Fern Balm 175 g", "180 g"))
    assert {175, 180} <= {one.value for one in contents("Fern Balm 175 g", "180 g")}
