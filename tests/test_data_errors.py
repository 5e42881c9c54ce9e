"""data_errors: what in the data must not become an accusation?"""

from datetime import date

import pytest
from conftest import Given

QUARTER, AFTER = "2026-01-01..2026-04-09", "2026-04-10..2026-04-30"

ERRORS = f"""
name         | sku       | retailer | gtin          | captured_at            | price | was_price | price_per | size_text
Soap         | tenth     | acme     |               | {QUARTER}              | 12.90 |           |           |
Soap         | tenth     | acme     |               | 2026-04-10..2026-04-14 | 1.29  |           |           |
Soap         | tenth     | acme     |               | 2026-04-15..2026-04-30 | 13.90 |           |           |
Brush        | exact     | acme     |               | {QUARTER}              | 1.29  |           |           |
Brush        | exact     | acme     |               | {AFTER}                | 12.90 |           |           |
Comb         | beyond    | acme     |               | {QUARTER}              | 0.08  |           |           |
Comb         | beyond    | acme     |               | {AFTER}                | 5.83  |           |           |
Razor        | elsewhere | acme     | 4006381333931 | {QUARTER}              | 8.00  |           |           |
Razor        | elsewhere | acme     | 4006381333931 | {AFTER}                | 92.00 |           |           |
Razor        | 9         | globex   | 4006381333931 | {QUARTER}              | 8.50  |           |           |
Razor        | 9         | globex   | 4006381333931 | {AFTER}                | 8.50  |           |           |
Fan          | dearer    | acme     |               | {QUARTER}              | 10.00 |           |           |
Fan          | dearer    | acme     |               | {AFTER}                | 85.00 |           |           |
Film plan    | intro     | acme     |               | {QUARTER}              | 9.99  |           | month     |
Film plan    | intro     | acme     |               | 2026-04-10..2026-04-13 | 0     | 9.99      | month     |
Film plan    | intro     | acme     |               | 2026-04-14..2026-04-30 | 10.99 |           | month     |
Game plan    | token     | acme     |               | {QUARTER}              | 99.00 |           | month     |
Game plan    | token     | acme     |               | {AFTER}                | 2.00  | 99.00     | month     |
Voucher      | nothing   | acme     |               | {QUARTER}              | 5.00  |           |           |
Voucher      | nothing   | acme     |               | 2026-04-10             | 0     |           |           |
Voucher      | nothing   | acme     |               | 2026-04-11..2026-04-30 | 5.00  |           |           |
Lamp         | flicker   | acme     |               | {QUARTER}              | 20.00 |           |           |
Lamp         | flicker   | acme     |               | 2026-04-10             | 30.00 |           |           |
Lamp         | flicker   | acme     |               | 2026-04-11..2026-04-30 | 20.00 |           |           |
Torch        | sale      | acme     |               | {QUARTER}              | 20.00 |           |           |
Torch        | sale      | acme     |               | 2026-04-10             | 15.00 | 20.00     |           |
Torch        | sale      | acme     |               | 2026-04-11..2026-04-30 | 20.00 |           |           |
Carrots      | reused    | acme     |               | {QUARTER}              | 1.00  |           |           |
Sweetcorn    | reused    | acme     |               | {AFTER}                | 1.20  |           |           |
Lime flowers | renamed   | acme     |               | {QUARTER}              | 4.00  |           |           |
May flowers  | renamed   | acme     |               | {AFTER}                | 4.50  |           |           |
Beer Hoppla  | bottle    | acme     | 4012345678901 | {QUARTER}              | 1.10  |           |           | 0.5 l
Beer Hoppla  | case      | globex   | 4012345678901 | {QUARTER}              | 20.00 |           |           | 10 l
"""

EXPECTED = [
    ("beyond", "price_slip", date(2026, 4, 10)),
    ("case", "shared_code", date(2026, 1, 1)),
    ("elsewhere", "price_slip", date(2026, 4, 10)),
    ("exact", "price_slip", date(2026, 4, 10)),
    ("flicker", "flicker", date(2026, 4, 10)),
    ("intro", "intro_offer", date(2026, 4, 10)),
    ("nothing", "nothing_asked", date(2026, 4, 10)),
    ("reused", "recycled_code", date(2026, 4, 10)),
    ("tenth", "price_slip", date(2026, 4, 10)),
    ("token", "intro_offer", date(2026, 4, 10)),
]


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    return Given(tmp_path_factory.mktemp("errors") / "data").seen(ERRORS)


def test_each_kind_is_told_with_its_offer_and_day(errors):
    rows = errors.rows("select sku, kind, seen_on from data_errors order by all")

    assert EXPECTED == [tuple(row.values()) for row in rows]


def test_no_rise_across_an_error_is_a_hike_but_a_dear_one_and_one_under_a_new_name_are(errors):
    assert ["dearer", "renamed"] == [row["sku"] for row in errors.rows("select sku from hikes order by sku")]


def test_every_error_says_what_it_concerns_and_why(errors):
    rows = errors.rows("select kind, concerns, detail, seen_on <= seen_to as is_ordered from data_errors")

    assert {"price", "article", "product", "nothing"} == {row["concerns"] for row in rows}
    assert all(row["detail"] and row["is_ordered"] for row in rows)
