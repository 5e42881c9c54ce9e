"""The two-price ledger: did the public price rise when a member price began, and what does it cost not to join?"""

import pytest
from conftest import Given
from stdnum import ean

BEFORE, AFTER, ALWAYS = "2026-01-01..2026-04-09", "2026-04-10..2026-05-31", "2026-01-01..2026-05-31"
HEAD = "retailer | sku | gtin | name | price | member_price | currency | availability | doubts | captured_at\n"


def row(sku, price, member, when, *, shop="acme", gtin="", currency="EUR", stock="", doubts=""):
    """Listings of one article: one stretch of days at one public and one member price."""
    return f"{shop} | {sku} | {gtin} | {sku} jar | {price} | {member} | {currency} | {stock} | {doubts} | {when}\n"


def code(number):
    """A barcode of its own for every case that needs rivals."""
    digits = f"9520000000{number:02d}"
    return digits + ean.calc_check_digit(digits)


def rivals(sku, gtin, *stretches):
    """Three other shops that ask the same as each other."""
    return "".join(
        row(sku, price, "", when, shop=shop, gtin=gtin)
        for shop in ("birch", "cedar", "dogwood")
        for price, when in stretches
    )


def raised(sku, number, market=(("10.90", ALWAYS),), after=(("12.00", "10.00", AFTER),)):
    """A member price begins at the old public price, and the public price rises; with what the market does."""
    own = row(sku, "10.00", "", BEFORE, gtin=code(number))
    own += "".join(row(sku, price, member, when, gtin=code(number)) for price, member, when in after)
    return own + rivals(sku, code(number), *market)


def begun(sku, before, price="10.00", member="9.00", **stated):
    """A member price that begins beside a public price that everybody paid before, or did not."""
    return row(sku, before, "", BEFORE) + row(sku, price, member, AFTER, **stated)


RAISED = {
    "same-day": raised("same-day", 1),
    "days-apart": raised("days-apart", 2, after=(("10.00", "9.00", "2026-04-10..2026-04-14"),
                                                  ("12.00", "9.00", "2026-04-15..2026-05-31"))),
}  # fmt: skip
UNCHANGED = {
    "plain": begun("plain", "10.00"),
    "no-cheaper": begun("no-cheaper", "10.00", member="10.00"),
    "sale-ends": row("sale-ends", "12.00", "", "2026-01-01..2026-03-25")
    + row("sale-ends", "10.00", "", "2026-03-26..2026-04-09")
    + row("sale-ends", "12.00", "10.00", AFTER),
    "unseen-for-days": row("unseen-for-days", "10.00", "", BEFORE)
    + row("unseen-for-days", "10.00", "9.00", "2026-04-10..2026-04-12")
    + row("unseen-for-days", "10.00", "", "2026-04-13..2026-04-15")
    + row("unseen-for-days", "10.00", "9.00", "2026-04-16..2026-05-31"),
    "sold-out": row("sold-out", "10.00", "", BEFORE)
    + row("sold-out", "10.00", "9.00", "2026-04-10..2026-04-30")
    + row("sold-out", "14.00", "", "2026-05-01..2026-05-04", stock="out_of_stock")
    + row("sold-out", "10.00", "9.00", "2026-05-05..2026-05-31"),
}
CANNOT_TELL = {
    "market": raised("market", 3, market=(("10.90", BEFORE), ("13.20", AFTER))),
    "no-market": begun("no-market", "10.00", "12.00", "10.00"),
    "little": begun("little", "10.00", "10.30", "9.50"),
    "first-sight": row("first-sight", "12.00", "10.00", AFTER),
    "weeks-before": row("weeks-before", "10.00", "", "2026-01-01..2026-03-20")
    + row("weeks-before", "12.00", "", "2026-03-21..2026-04-09")
    + row("weeks-before", "12.00", "10.00", AFTER),
    "weeks-after": row("weeks-after", "10.00", "", BEFORE)
    + row("weeks-after", "10.00", "9.00", "2026-04-10..2026-04-24")
    + row("weeks-after", "12.00", "10.00", "2026-04-25..2026-05-31"),
    "taken-back": raised("taken-back", 4, after=(("12.00", "10.00", "2026-04-10..2026-04-15"),
                                                  ("10.00", "9.00", "2026-04-16..2026-05-31"))),
    "hardly-seen": row("hardly-seen", "10.00", "", "2026-04-06..2026-04-09")
    + row("hardly-seen", "10.00", "9.00", AFTER),
    "nobody-looked": row("nobody-looked", "10.00", "", "2026-01-01..2026-03-25")
    + row("nobody-looked", "10.00", "9.00", AFTER),
    "other-money": row("other-money", "75.00", "", BEFORE, currency="CZK") + row("other-money", "3.00", "2.50", AFTER),
    "once": row("once", "10.00", "", BEFORE) + row("once", "10.00", "9.00", "2026-04-10")
    + row("once", "10.00", "", "2026-04-11..2026-05-31"),
}  # fmt: skip
NO_BEGINNING = {
    "doubtful": begun("doubtful", "10.00", doubts="unsure"),
    "never": row("never", "10.00", "", ALWAYS),
}
AGAIN = (
    row("again", "10.00", "", BEFORE)
    + row("again", "12.00", "10.00", "2026-04-10..2026-04-20")
    + row("again", "12.00", "", "2026-04-21..2026-05-05")
    + row("again", "12.00", "10.00", "2026-05-06..2026-05-31")
)


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """All cases at one shop, each an article of its own."""
    cases = [*RAISED.values(), *UNCHANGED.values(), *CANNOT_TELL.values(), *NO_BEGINNING.values(), AGAIN]
    return Given(tmp_path_factory.mktemp("members") / "data").seen(HEAD + "".join(cases))


def of(shop, sku):
    return shop.rows(f"select * from member_prices where sku = '{sku}' order by begins_on")


@pytest.mark.parametrize("sku", RAISED)
def test_a_public_price_that_rises_as_a_member_price_begins_is_said_to_have_risen(shop, sku):
    (row,) = of(shop, sku)

    assert ("violates", "public_price_raised", 20.0) == (row["verdict"], row["outcome"], round(row["rise_percent"], 1))


@pytest.mark.parametrize("sku", UNCHANGED)
def test_a_member_price_beside_an_unchanged_public_price_is_cleared(shop, sku):
    assert [("consistent", "public_price_unchanged", None)] == [
        (row["verdict"], row["outcome"], row["missing"]) for row in of(shop, sku)
    ]


@pytest.mark.parametrize("sku", CANNOT_TELL)
def test_with_something_missing_nothing_is_told_of_a_member_price(shop, sku):
    (row,) = of(shop, sku)

    assert row["verdict"] == "cannot_tell"
    assert row["missing"]


@pytest.mark.parametrize("sku", NO_BEGINNING)
def test_what_is_no_member_price_begins_none(shop, sku):
    assert [] == of(shop, sku)


def test_a_member_price_that_ends_and_begins_again_clears_nobody(shop):
    first, second = of(shop, "again")

    assert (first["outcome"], second["verdict"]) == ("public_price_raised", "cannot_tell")
    assert "began again" in second["missing"]


def test_a_member_price_says_whether_it_saves_and_whether_a_rival_asks_less_of_everybody(shop):
    plain, no_cheaper, raised = (of(shop, sku)[0] for sku in ("plain", "no-cheaper", "same-day"))

    assert (True, -10.0, None) == (plain["member_saves"], round(plain["member_percent"], 1), plain["is_above_rival"])
    assert (False, 0.0) == (no_cheaper["member_saves"], no_cheaper["member_percent"])
    assert (False, 3) == (raised["is_above_rival"], raised["rivals"])


def test_joining_costs_are_told_for_a_stated_basket_and_only_where_half_a_year_is_known(given):
    half = "sku | price | member_price | captured_at\n"
    known = half + "a | 10.00 | 8.00 | 2026-01-01..2026-12-30\nb | 20.00 | | 2026-01-01..2026-12-30\n"
    (short,) = given(half + "a | 10.00 | 8.00 | 2026-01-01..2026-01-31").rows("joining_costs")
    (year,) = Given(given(known).data.parent / "year").seen(known).rows("joining_costs")

    assert (None, 1) == (short["joining_cost"], short["articles"])
    assert (2.0, 1) == (year["joining_cost"], year["articles"])
