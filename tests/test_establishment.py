"""D2 and D3: had the was-price been established, and was it ever charged?

The worked vectors are those of the audit's method: the Coles tickets, Kogan, a watch and a shaver of Which?.
Shops are read weekly here; a price stands between two sightings.
"""

import pytest
from cases import last_said, lines, table_of
from conftest import Given

COLUMNS = (
    "captured_at | price | was_price | claimed_percent | was_kind | store | currency | availability | doubts"
    " | name | country"
)
LONG, SPIKE, CLAIM = "2025-04-10..2026-03-10/7", "2026-03-11..2026-04-09/7", "2026-04-10..2026-04-30/7"


ESTABLISHED = {
    "a ticket of dog food after a week at its was-price": (
        "violates: illusory",
        lines("2025-06-11..2026-04-02/7 | 4.00", "2026-04-03..2026-04-09/3 | 6.00", f"{CLAIM} | 4.50 | 6.00"),
    ),
    "lozenges after 28 days": (
        "violates: illusory",
        lines("2024-06-02..2026-03-12/7 | 5.50", "2026-03-13..2026-04-09/7 | 7.00", f"{CLAIM} | 6.00 | 7.00"),
    ),
    "a spray after 30 days that the EU's rule passes": (
        "violates: illusory",
        lines("2025-01-27..2026-03-10/7 | 5.00", f"{SPIKE} | 6.50", f"{CLAIM} | 6.00 | 6.50"),
    ),
    "ten percent off what was raised by ten": (
        "violates: inflated",
        lines(f"{LONG} | 100.00", f"{SPIKE} | 110.00", f"{CLAIM} | 99.00 | 110.00 | 10"),
    ),
    "a rise in two steps": (
        "violates: illusory",
        lines(f"{LONG} | 10.00", "2026-03-11..2026-03-24/7 | 11.50", "2026-03-25..2026-04-09/7 | 13.00",
             f"{CLAIM} | 10.00 | 13.00"),
    ),
    "a sale among others before the rise": (
        "violates: illusory",
        lines("2025-04-10..2025-12-10/7 | 10.00", "2025-12-11..2026-01-10/7 | 8.00 | 10.00",
             "2026-01-11..2026-03-10/7 | 10.00", f"{SPIKE} | 12.00", f"{CLAIM} | 10.00 | 12.00"),
    ),
    "a real reduction": (
        "consistent: consistent",
        lines(f"{LONG} | 10.00", f"{SPIKE} | 10.00", f"{CLAIM} | 8.00 | 10.00"),
    ),
    "a rise by nine percent": (
        "consistent: consistent",
        lines(f"{LONG} | 100.00", f"{SPIKE} | 109.00", f"{CLAIM} | 100.00 | 109.00"),
    ),
    "a price raised for twelve weeks": (
        "consistent: consistent",
        lines("2025-04-10..2026-01-15/7 | 10.00", "2026-01-16..2026-04-09/7 | 12.00", f"{CLAIM} | 10.00 | 12.00"),
    ),
    "a reduction counted from the price before the rise": (
        "consistent: consistent",
        lines(f"{LONG} | 100.00", f"{SPIKE} | 112.00", f"{CLAIM} | 90.00 | 100.00 | 10"),
    ),
    "a return from unannounced sales to the price that it had before each": (
        "consistent: consistent",
        lines("2025-10-01..2025-11-01/7 | 12.00", "2025-11-02..2026-03-10/7 | 10.00", f"{SPIKE} | 12.00",
             f"{CLAIM} | 10.00 | 12.00"),
    ),
    "first seen on sale": ("cannot_tell: cannot_tell", lines(f"{CLAIM} | 8.00 | 10.00")),
    "known for seven weeks": (
        "cannot_tell: cannot_tell",
        lines("2026-01-20..2026-03-10/7 | 10.00", f"{SPIKE} | 12.00", f"{CLAIM} | 10.00 | 12.00"),
    ),
    "the rise seen once": (
        "cannot_tell: illusory",
        lines("2025-04-10..2026-04-08/7 | 10.00", "2026-04-09 | 12.00", f"{CLAIM} | 10.00 | 12.00"),
    ),
    "three weeks unseen between the rise and the claim": (
        "cannot_tell: illusory",
        lines(f"{LONG} | 10.00", "2026-03-11..2026-03-18/7 | 12.00", f"{CLAIM} | 10.00 | 12.00"),
    ),
    "a rise that the page itself makes doubtful": (
        "cannot_tell: consistent",
        lines(f"{LONG} | 10.00", f"{SPIKE} | 12.00 | | | | | | | the page shows 10.00", f"{CLAIM} | 10.00 | 12.00"),
    ),
    "lower prices while out of stock": (
        "consistent: consistent",
        lines("2025-04-10..2025-10-10/7 | 10.00", "2025-10-11..2025-12-31/7 | 6.00 | | | | | | out_of_stock",
             "2026-01-01..2026-04-09/7 | 10.00", f"{CLAIM} | 8.00 | 10.00"),
    ),
    "another currency before": (
        "cannot_tell: cannot_tell",
        lines("2025-04-10..2026-03-10/7 | 19.56 | | | | | BGN", f"{SPIKE} | 25.00", f"{CLAIM} | 20.00 | 25.00"),
    ),
    "a pack of twice the size": (
        "cannot_tell: cannot_tell",
        lines(f"{LONG} | 10.00 | | | | | | | | Tea 100 g", f"{SPIKE} | 19.00 | | | | | | | | Tea 200 g",
             f"{CLAIM} | 17.00 | 19.00 | | | | | | | Tea 200 g"),
    ),
    "a maker's recommended price": (
        None,
        lines(f"{LONG} | 10.00", f"{SPIKE} | 12.00", f"{CLAIM} | 10.00 | 12.00 | | rrp"),
    ),
    "a rise at another store": (
        "consistent: consistent",
        lines(f"{LONG} | 10.00 | | | | South", f"{SPIKE} | 10.00 | | | | South", f"{SPIKE} | 12.00 | | | | North",
             f"{CLAIM} | 8.00 | 10.00 | | | South"),
    ),
}  # fmt: skip

CHARGED = {
    "a watch whose was-price was never asked": (
        "violates: never_charged",
        lines(f"{LONG} | 349.99", f"{SPIKE} | 320.00", f"{CLAIM} | 294.00 | 384.00"),
    ),
    "a shaver": (
        "violates: never_charged",
        lines(f"{LONG} | 18.99", f"{SPIKE} | 18.99", f"{CLAIM} | 18.99 | 49.99 | 62"),
    ),
    "asked on ten days of thirty": (
        "violates: minority_price",
        lines("2025-04-10..2025-06-30/7 | 10.00", "2025-07-01..2026-04-09/7 | 8.00", f"{CLAIM} | 7.00 | 10.00"),
    ),
    "asked on one morning only": (
        "violates: minority_price",
        lines(f"{LONG} | 8.00", "2026-03-11 08:00 | 10.00", f"{SPIKE} | 8.00", f"{CLAIM} | 7.00 | 10.00"),
    ),
    "not seen for a fortnight": (
        "violates: minority_price",
        lines("2025-04-10..2025-12-10/7 | 8.00", "2025-12-25..2026-04-09/7 | 8.00", f"{CLAIM} | 7.00 | 10.00"),
    ),
    "asked for most of the year": (
        "consistent: consistent",
        lines("2025-04-10..2025-11-30/7 | 10.00", "2025-12-01..2026-04-09/7 | 9.00", f"{CLAIM} | 8.00 | 10.00"),
    ),
    "asked less four cents": (
        "consistent: consistent",
        lines(f"{LONG} | 9.96", f"{SPIKE} | 9.96", f"{CLAIM} | 8.00 | 10.00"),
    ),
    "known for less than half a year": (
        "cannot_tell: cannot_tell",
        lines("2025-11-01..2026-04-09/7 | 8.00", f"{CLAIM} | 8.00 | 10.00"),
    ),
    "raised for good in winter": (
        "cannot_tell: minority_price",
        lines("2025-04-10..2025-12-20/7 | 9.00", "2025-12-21..2026-04-09/7 | 10.00", f"{CLAIM} | 8.00 | 10.00"),
    ),
    "unseen for half of the year": (
        "cannot_tell: minority_price",
        lines("2025-04-10..2025-06-30/7 | 8.00", "2026-01-10..2026-04-09/7 | 8.00", f"{CLAIM} | 7.00 | 10.00"),
    ),
    "sold out at its was-price": (
        "cannot_tell: consistent",
        lines("2025-04-10..2025-08-01/7 | 10.00", "2025-08-02..2026-03-10/7 | 10.00 | | | | | | out_of_stock",
             f"{SPIKE} | 8.00", f"{CLAIM} | 7.00 | 10.00"),
    ),
    "a year in another currency": (
        "cannot_tell: cannot_tell",
        lines(f"{LONG} | 19.56 | | | | | BGN", f"{SPIKE} | 10.00", f"{CLAIM} | 9.00 | 19.56"),
    ),
    "a smaller pack until March": (
        "cannot_tell: cannot_tell",
        lines(f"{LONG} | 5.00 | | | | | | | | Tea 100 g", f"{SPIKE} | 10.00 | | | | | | | | Tea 200 g",
             f"{CLAIM} | 9.00 | 10.00 | | | | | | | Tea 200 g"),
    ),
    "a was-price left in lev": (
        "cannot_tell: cannot_tell",
        lines(f"{LONG} | 10.00 | | | | | | | | | BG", f"{SPIKE} | 10.00 | | | | | | | | | BG",
              f"{CLAIM} | 9.00 | 19.56 | | | | | | | | BG"),
    ),
    "asked at another store only": (
        "violates: never_charged",
        lines(f"{LONG} | 10.00 | | | | North", f"{LONG} | 8.00 | | | | South", f"{SPIKE} | 8.00 | | | | South",
             f"{CLAIM} | 8.00 | 10.00 | | | South"),
    ),
    "the maker's": (None, lines(f"{LONG} | 8.00", f"{SPIKE} | 8.00", f"{CLAIM} | 8.00 | 10.00 | | rrp")),
}  # fmt: skip


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    cases = {name: text for name, (_, text) in (ESTABLISHED | CHARGED).items()}
    return Given(tmp_path_factory.mktemp("shop")).seen(table_of(COLUMNS, cases))


@pytest.fixture(scope="module")
def said(shop):
    return {rule_id: last_said(shop, rule_id) for rule_id in ("D2", "D3")}


@pytest.mark.parametrize("name", ESTABLISHED)
def test_whether_the_price_was_raised_to_be_reduced(said, name):
    assert ESTABLISHED[name][0] == said["D2"].get(name)


@pytest.mark.parametrize("name", CHARGED)
def test_whether_the_was_price_was_charged(said, name):
    assert CHARGED[name][0] == said["D3"].get(name)


def test_a_finding_shows_how_far_and_how_long_the_price_was_raised(shop):
    (ticket,) = shop.rows("select * from price_establishments where sku like 'a spray%'")

    assert (30.0, 30, 180) == (round(ticket["spike_percent"], 1), ticket["spike_days"], ticket["long_run_days"])
    assert (5.0, -20.0) == (float(ticket["long_run_price"]), round(ticket["real_percent"], 1))


def test_a_finding_shows_the_highest_price_of_the_year(shop):
    (watch,) = shop.rows("select * from reference_shares where sku like 'a watch%'")

    assert (23.4, 16.0, 349.99) == (
        round(watch["claimed_percent"], 1), round(watch["real_percent"], 1), float(watch["highest_12m"])
    )  # fmt: skip


def test_what_is_not_known_is_said(shop):
    rows = shop.rows("select verdict, missing from was_claims where rule_id in ('D2', 'D3', 'D4')")

    assert [] == [row for row in rows if (row["verdict"] == "cannot_tell") != (row["missing"] is not None)]
