"""Who owns the shelf: brands to owners, shelves to shares, and twins of one owner."""

import csv
import re

import pytest
from conftest import Given

from pricewatch.retailer import FACTS

OWNERS = """brand,owner,ultimate_owner,source,as_of,country,category
Softly,Soft Ltd,Big Group,https://example.org/soft,2026-01-01,,
Clöudy,Cloud Inc,Big Group,https://example.org/cloud,2026-01-01,,
Persa,Alpha,Alpha,,,DE,
Persa,Beta,Beta,,,FR,
Twofold,Alpha,Alpha,,,,
Twofold,Beta,Beta,,,,
Crunch,Alpha,Alpha,,,,snack
Dreamer,Dream Ltd,Sleep Group,,,,
Slumber,Slumber Ltd,Sleep Group,,,,
"""
RETAILERS = """
[one-shop]
name = "One"
home = "https://one.example"
owner = "Two Shops Ltd"
[other-shop]
name = "Other"
home = "https://other.example"
owner = "Two Shops Ltd."
"""
BUILD = "Height: 25 cm; Layers: 4 cm memory foam + 16 cm pocket springs + 5 cm cold foam; Firmness: firm; Cover: tencel"
DAYS = "2026-01-01..2026-01-31"


def shelf():
    """A shelf of ten known things and one unknown; brands that need care; mattresses that are twins."""
    rows = ["retailer | sku | name | brand | country | category | size_text | gtin | price | description | captured_at"]
    for place, brand in enumerate(["SOFTLY"] * 6 + ["Cloudy"] * 4 + ["Nobody's"]):
        rows.append(f"acme | s{place} | Thing {place} | {brand} | HR | | | | 1.00 | | {DAYS}")
    for place, brand in enumerate(("Softly", "Nobody's", "Noone's")):
        rows.append(f"bolt | b{place} | Item {place} | {brand} | HR | | | | 1.00 | | {DAYS}")
    for sku, brand, country, category in (
        ("de", "Persa", "DE", ""),
        ("fr", "Persa", "FR", ""),
        ("at", "Persa", "AT", ""),
        ("two", "Twofold", "DE", ""),
        ("chips", "Crunch", "DE", "Chips"),
        ("drill", "Crunch", "DE", ""),
    ):
        rows.append(f"core | {sku} | Stuff {sku} | {brand} | {country} | {category} | | | 1.00 | | {DAYS}")
    for shop, name, brand, price in (
        ("dell", "Aurora 90 x 200 cm", "Dreamer", 400),
        ("edge", "Belvedere", "Slumber", 300),
        ("fort", "Cassandra", "Lonely", 300),
    ):
        rows.append(f"{shop} | {shop} | {name} | {brand} | SI | mattress | 90 x 200 cm | | {price} | {BUILD} | {DAYS}")
    for shop, price in (("one-shop", 10), ("other-shop", 12), ("third-shop", 11)):
        rows.append(f"{shop} | lamp | Lamp | Lux | SI | | | 4006381333931 | {price} | | {DAYS}")
    return "\n".join(rows)


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    data = tmp_path_factory.mktemp("owners") / "data"
    data.mkdir()
    (data / "owners.csv").write_text(OWNERS, encoding="utf-8")
    (data / "retailers.toml").write_text(RETAILERS, encoding="utf-8")
    return Given(data).seen(shelf())


def owner_of(street, sku):
    (row,) = street.rows(
        f"select p.owner, p.ultimate_owner from offers join products as p using (product_id) where sku = '{sku}'"
    )
    return row["owner"], row["ultimate_owner"]


def test_a_product_has_its_brand_s_owner_and_who_stands_above_however_the_brand_is_written(street):
    assert ("Soft Ltd", "Big Group") == owner_of(street, "s0")
    assert ("Cloud Inc", "Big Group") == owner_of(street, "s6")


def test_a_brand_of_different_owners_is_claimed_only_where_its_line_holds(street):
    assert [("Alpha", "Alpha"), ("Beta", "Beta"), (None, None)] == [owner_of(street, sku) for sku in ("de", "fr", "at")]
    assert ("Alpha", "Alpha") == owner_of(street, "chips")
    assert (None, None) == owner_of(street, "drill")


def test_a_brand_with_two_owners_at_one_place_has_none(street):
    assert (None, None) == owner_of(street, "two")


def test_a_shelf_of_two_brands_and_one_owner_is_one_owner_s(street):
    (row,) = street.rows("select * from shelf_owners where retailer = 'acme' and category is null")

    assert (11, 3, 1, "Big Group") == tuple(row[name] for name in ("items", "brands", "owners", "top_owner"))
    assert (100, 10_000, None) == (row["top_share_percent"], row["hhi"], row["missing"])
    assert (1000 / 11, 200 / 3) == pytest.approx((row["known_percent"], row["brands_known_percent"]))


def test_small_and_unknown_shelves_have_no_share_and_say_why(street):
    found = {
        row["retailer"]: (row["hhi"], row["top_owner"], row["missing"])
        for row in street.rows("select * from shelf_owners where category is null and country in ('HR', 'DE')")
    }

    assert (None, None, "enough items: 3 of 10") == found["bolt"]


def test_a_result_list_tells_its_brands_and_owners(street):
    shown = "(select list(product_id) from offers where sku in ('s0', 's1', 's7', 's10'))"
    (row,) = street.rows(f"select * from owners_among({shown})")

    assert {"brands": 3, "brands_known": 2, "owners": 1, "names": ["Big Group"]} == row


def test_twins_of_brands_with_one_owner_stand_beside_each_other_with_both_prices(street):
    rows = street.rows("select * from owner_twins where relation = 'twin'")

    assert [("brands", "Sleep Group", {400.0, 300.0})] == [
        (row["shared"], row["owner"], {float(row["price_a"]), float(row["price_b"])}) for row in rows
    ]
    assert 100 / 3 == pytest.approx(rows[0]["gap_percent"])
    assert rows[0]["reviewed"] is False


def test_one_product_at_two_shops_of_one_owner_is_told_too(street):
    rows = street.rows("select * from owner_twins where relation = 'same'")

    assert [("retailers", "one-shop", "other-shop", "b", 20.0)] == [
        (row["shared"], row["retailer_a"], row["retailer_b"], row["dearer"], pytest.approx(row["gap_percent"]))
        for row in rows
    ]


def test_the_owners_that_are_shipped_have_sources_and_dates_and_no_brand_twice():
    with (FACTS / "owners.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    places = [(re.sub(r"\W", "", row["brand"].lower()), row["country"], row["category"]) for row in rows]

    assert len({brand for brand, *_ in places}) >= 300
    assert [] == [row for row in rows if not row["source"].startswith("https://") or not row["ultimate_owner"]]
    assert [] == [row for row in rows if not re.fullmatch(r"\d{4}-\d\d-\d\d", row["as_of"])]
    assert len(places) == len(set(places))
