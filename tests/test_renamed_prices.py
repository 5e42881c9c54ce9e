"""D14: what does another name cost, where two shops sell what may be one thing under two names?"""

from datetime import UTC, datetime

import pytest
from conftest import Given

from pricewatch.decisions import Decision, Party, record

ALWAYS, EARLY, LATE = "2026-01-01..2026-03-31", "2026-01-01..2026-03-20", "2026-03-21..2026-03-31"
HEAD = "retailer | sku | gtin | name | category | size_text | price | description | currency | doubts | captured_at\n"
BUILD = "Height: {} cm; Layers: 4 cm memory foam + {} cm pocket springs + 5 cm cold foam; Firmness: firm; Cover: {}"
CODES = ["9520000000004", "9520000000011", "9520000000028", "9520000000035", "9520000000042", "9520000000059",
         "9520000000066", "9520000000073", "9520000000080", "9520000000097"]  # fmt: skip


def row(shop, sku, name, price, when=ALWAYS, *, gtin="", build="", size="", currency="EUR", doubts=""):
    """Listings of one article at one shop."""
    category = "mattress" if build else ""
    return (
        f"{shop} | {sku} | {gtin} | {name} | {category} | {size} | {price} | {build} | {currency} | {doubts} | {when}\n"
    )


def mattresses(sku, height, cover, one=("Aurora", "499.00"), other=("Belvedere", "399.00")):
    """One build at two shops, each under its own name."""
    build = BUILD.format(height, height - 9, cover)
    return row("alpha", sku, *one, build=build, size="90 x 200 cm") + row(
        "beta", sku, *other, build=build, size="90 x 200 cm"
    )


def coded(sku, number, dear, cheap, name=("Krunchy Bites", "Golden Snack")):
    """One barcode at two shops; dear and cheap are (price, days) each."""
    return "".join(
        row(shop, sku, title, price, when, gtin=CODES[number], size="500 g")
        for shop, title, stretches in (("alpha", name[0], dear), ("beta", name[1], cheap))
        for price, when in stretches
    )


TWINS = mattresses("open", 25, "tencel") + mattresses("told", 21, "cotton", ("Cassandra", "300.00"), ("Dido", "300.00"))
CONFIRMED = mattresses("sure", 31, "bamboo", ("Electra", "450.00"), ("Fedora", "400.00"))
NEAR = row("alpha", "near", "Gudrun", "500.00", build=BUILD.format(18, 9, "wool"), size="90 x 200 cm") + row(
    "beta", "near", "Hera", "400.00", build=BUILD.format(18, 9, "linen").replace("firm", "soft"), size="90 x 200 cm"
)
DEARER = coded("dearer", 0, [("12.00", ALWAYS)], [("10.00", ALWAYS)])
LIKE = coded("like", 1, [("10.30", ALWAYS)], [("10.00", ALWAYS)], ("Milky Moon", "Sweet Dream"))
CANNOT_TELL = {
    "on-sale": coded("on-sale", 2, [("12.00", ALWAYS)], [("12.00", EARLY), ("9.00", LATE)], ("Oat Rings", "Morning")),
    "new-here": coded("new-here", 3, [("12.00", ALWAYS)], [("12.00", "2026-03-31")], ("Pine Soap", "Fresh Forest")),
    "too-dear": coded("too-dear", 4, [("60.00", ALWAYS)], [("10.00", ALWAYS)], ("Blue Ink", "Night Writer")),
}  # fmt: skip
NOTHING = {
    "openly": coded("openly", 5, [("12.00", ALWAYS)], [("10.00", ALWAYS)], ("Alder Jam", "Alder Jam")),
    "cut-short": coded("cut-short", 6, [("12.00", ALWAYS)], [("10.00", ALWAYS)], ("Straw. yog.", "Strawberry Pot")),
    "no-more": coded("no-more", 7, [("12.00", ALWAYS)], [("10.00", "2026-01-01..2026-02-15")], ("Zebra", "Old Cup")),
    "money": row("alpha", "money", "Quince Paste", "12.00", gtin=CODES[8])
    + row("beta", "money", "Yellow Spread", "99.00", gtin=CODES[8], currency="SEK"),
    "doubtful": row("alpha", "doubtful", "Violet Tea", "12.00", gtin=CODES[9])
    + row("beta", "doubtful", "Evening Cup", "10.00", gtin=CODES[9], doubts="unsure"),
    "near": NEAR,
}  # fmt: skip

RETAILERS = """
[alpha]
name = "Alpha"
home = "https://alpha.example"
owner = "Acme"
price_match = "Identical model cheaper elsewhere? We pay the difference."
price_match_needs = "identical_model"
price_match_source = "https://alpha.example/terms"
price_match_on = 2026-01-01
[beta]
name = "Beta"
home = "https://beta.example"
owner = "Acme"
price_match = "Never knowingly undersold."
"""


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """Two shops with all cases; a person has confirmed one of the twins."""
    cases = [TWINS, CONFIRMED, DEARER, LIKE, *CANNOT_TELL.values(), *NOTHING.values()]
    data = tmp_path_factory.mktemp("names") / "data"
    shops = Given(data).seen(HEAD + "".join(cases))
    (data / "retailers.toml").write_text(RETAILERS)
    sides = [
        Party(**side) for side in shops.rows("select offer_id, retailer, sku, name from offers where sku = 'sure'")
    ]
    record(
        data,
        Decision(kind="twin", offers=tuple(sides), who="Ada", why="both labels", at=datetime(2026, 4, 1, tzinfo=UTC)),
    )
    shops.database = None
    return shops


def of(street, sku):
    return street.rows(f"select * from renamed_prices where sku = '{sku}'")


def test_a_twin_that_nobody_confirmed_is_priced_and_accuses_nobody(street):
    (twin,) = of(street, "open")

    assert ("cannot_tell", "dearer", "twin", False) == tuple(
        twin[k] for k in ("verdict", "outcome", "relation", "reviewed")
    )
    assert ("alpha", "beta", 25.1) == (twin["retailer"], twin["other_retailer"], round(twin["premium_percent"], 1))
    assert (5, 5, True) == (twin["attributes_stated"], twin["attributes_agreeing"], twin["is_one_owner"])


def test_a_confirmed_twin_and_one_barcode_under_another_name_are_told(street):
    told = {sku: of(street, sku)[0] for sku in ("sure", "dearer", "like")}

    assert {"sure": "violates", "dearer": "violates", "like": "consistent"} == {
        k: v["verdict"] for k, v in told.items()
    }
    assert {"sure": 12.5, "dearer": 20.0, "like": 3.0} == {k: round(v["premium_percent"], 1) for k, v in told.items()}


@pytest.mark.parametrize("sku", CANNOT_TELL)
def test_what_may_be_a_sale_or_an_error_is_not_told(street, sku):
    (row,) = of(street, sku)

    assert row["verdict"] == "cannot_tell"
    assert row["missing"]


@pytest.mark.parametrize("sku", NOTHING)
def test_no_other_name_no_twin_or_no_price_now_is_nothing(street, sku):
    assert [] == of(street, sku)


def test_a_twin_is_worded_as_what_was_found_and_no_more(street):
    twin = of(street, "open")[0]["finding_id"]
    (finding,) = street.rows(f"select sentence from findings where finding_id = '{twin}'")

    assert "no difference found in the published attributes" in finding["sentence"]
    assert "identical" not in finding["sentence"]


def test_shares_of_exclusive_names_count_twins_and_have_no_percent_below_fifty_items(street):
    (alpha,) = street.rows("select * from exclusive_shares where retailer = 'alpha'")

    assert (4, 3, 1, None) == tuple(
        alpha[k] for k in ("items", "exclusive", "exclusive_confirmed", "exclusive_percent")
    )
    assert "50" in alpha["missing"]


def test_a_guarantee_on_the_identical_model_never_binds_where_a_confirmed_twin_is_cheaper(street):
    alpha, beta = street.rows("select * from guarantees order by retailer")

    assert ("never_binds_on_some", 2, 1) == (alpha["outcome"], alpha["defeated"], alpha["defeated_confirmed"])
    assert ("cannot_tell", "what the promise asks for") == (beta["outcome"], beta["missing"])
