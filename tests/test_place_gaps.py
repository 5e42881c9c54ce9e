"""How often does one retailer, or one owner, ask different prices for one thing in different places?"""

import pytest
from conftest import Given

HEAD = "retailer | store | country | sku | gtin | price | currency | name | captured_at"
DAY = "2026-03-10"
RETAILERS = """
[web]
name = "Web"
home = "https://web.example"
country = "DE"
channel = "online"
owner = "Elm Holding"

[walk]
name = "Walk"
home = "https://walk.example"
country = "DE"
channel = "stores"
owner = "Elm Holding"

[abroad]
name = "Abroad"
home = "https://abroad.example"
country = "AT"
channel = "online"
owner = "Elm Holding"

[crown]
name = "Crown"
home = "https://crown.example"
country = "CZ"
channel = "online"
owner = "Elm Holding"
"""


def code(number):
    """A valid GTIN-13."""
    body = f"400638{number:06d}"
    check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(body)) % 10
    return f"{body}{check}"


def shelf(retailer, stores, prices, *, country="DE", currency="EUR", things=40):
    """Many things in each store at prices(thing, store)."""
    return [
        f"{retailer} | {store} | {country} | {thing} | {code(thing)} | {prices(thing, store):.2f} | {currency}"
        f" | Thing {thing} of oak | {DAY}"
        for thing in range(things)
        for store in stores
    ]


@pytest.fixture(scope="module")
def gaps(tmp_path_factory):
    """(kind, retailer, other) -> row."""
    data = tmp_path_factory.mktemp("places") / "data"
    data.mkdir()
    (data / "retailers.toml").write_text(RETAILERS, encoding="utf-8")
    rows = [
        *shelf("even", "abc", lambda thing, store: 5),
        *shelf("uneven", "abc", lambda thing, store: 5.5 if store == "c" and thing < 20 else 5),
        *shelf("small", "abc", lambda thing, store: 5, things=20),
        *shelf("lone", "a", lambda thing, store: 5),
        *shelf("web", [""], lambda thing, store: 6 if thing < 30 else 5, things=100),
        *shelf("walk", "abc", lambda thing, store: 5.5 if store == "c" and thing < 30 else 5, things=100),
        *shelf("abroad", [""], lambda thing, store: 6, country="AT", things=100),
        *shelf("crown", [""], lambda thing, store: 150, country="CZ", currency="CZK", things=100),
    ]
    shop = Given(data).seen("\n".join([HEAD, *rows]))
    return {(row["kind"], row["retailer"], row["other"]): row for row in shop.rows("place_gaps")}


def test_stores_with_one_price_list_do_not_differ(gaps):
    row = gaps["stores", "even", None]

    assert (120, 0, 0, None, None) == (
        row["pairs"], row["differing"], row["differing_percent"], row["gap_percent"], row["missing"],
    )  # fmt: skip


def test_a_dearer_store_differs_from_each_other_one(gaps):
    row = gaps["stores", "uneven", None]

    assert (120, 40, 40) == (row["pairs"], row["differing"], row["products"])
    assert (33.3, 10) == (round(row["differing_percent"], 1), round(row["gap_percent"], 6))


def test_too_few_pairs_have_no_share_and_say_so(gaps):
    row = gaps["stores", "small", None]

    assert (60, None, "fewer than 100 pairs") == (row["pairs"], row["differing_percent"], row["missing"])


def test_one_place_is_compared_with_none(gaps):
    assert not [key for key in gaps if "lone" in key]


def test_two_channels_of_an_owner_are_compared_beside_their_own_noise(gaps):
    row = gaps["channels", "walk", "web"]

    assert (100, 30, 30, 20) == (
        row["pairs"], row["differing"], row["differing_percent"], round(row["gap_percent"], 6),
    )  # fmt: skip
    assert gaps["stores", "walk", None]["differing_percent"] == row["own_percent"]


def test_two_countries_are_compared_in_one_currency_only(gaps):
    assert 70 == gaps["countries", "abroad", "web"]["differing_percent"]
    row = gaps["countries", "crown", "web"]
    assert (None, None, "the prices are in different currencies") == (
        row["differing"], row["differing_percent"], row["missing"],
    )  # fmt: skip
