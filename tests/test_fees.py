"""D6 and D7: what must be paid beside the price, and which of it rises while the price stands still."""

import pytest
from cases import lines, table_of
from conftest import Given

COLUMNS = "captured_at | price | fees | price_per | term_months | country | shipping | deposit | doubts | availability"
JANUARY = "2026-01-01..2026-02-28/3"
YEAR, MARCH, APRIL = "2026-01-01..2026-04-30/3", "2026-03-01..2026-03-31/3", "2026-04-01..2026-04-30/3"
CONNECT = "Activation fee 36 must page"
TV = "Broadcast TV surcharge"

DRIPS = {
    "a driving lesson with a booking fee": (
        "violates: medium 7.9",
        lines(f"{YEAR} | 38.00 | booking fee 3.00 must checkout | | | GB"),
    ),
    "a ticket with two fees": (
        "violates: high 20.0",
        lines(f"{YEAR} | 50.00 | service fee 7.50 must checkout; facility fee 2.50 must basket"),
    ),
    "a small charge": ("violates: low 1.0", lines(f"{YEAR} | 200.00 | handling fee 2.00 must checkout")),
    "exactly two percent": ("violates: medium 2.0", lines(f"{YEAR} | 100.00 | handling fee 2.00 must checkout")),
    "exactly ten percent": ("violates: medium 10.0", lines(f"{YEAR} | 100.00 | handling fee 10.00 must checkout")),
    "a plan with a monthly charge": (
        "violates: high 20.1",
        lines(f"{YEAR} | 9.90 | network fee 1.99 must page month | month | 24"),
    ),
    "a charge once, over the contract": ("violates: medium 7.5", lines(f"{YEAR} | 20.00 | {CONNECT} | month | 24")),
    "a tax where prices hold taxes": ("violates: medium 4.0", lines(f"{YEAR} | 100 | city tax 4.00 must checkout")),
    "a charge beside a moving price": (
        "violates: medium 10.0",
        lines(
            f"{JANUARY} | 50 | service fee 5 must checkout; insurance 9 may basket chosen",
            f"{MARCH} | 60 | service fee 5 must checkout; insurance 9 may basket chosen",
        ),
    ),
    "a cent": ("consistent: no_drip 0.0", lines(f"{YEAR} | 50.00 | rounding fee 0.01 must checkout")),
    "nothing but an option": ("consistent: no_drip 0.0", lines(f"{YEAR} | 50 | gift wrap 4.00 may checkout")),
}
NOT_ACCUSED = {
    "a fee that the price includes": (None, lines(f"{YEAR} | 50.00 | service fee (included) 5.00 must page")),
    "no charge at all": (None, lines(f"{YEAR} | 50.00")),
    "a charge of nothing": (None, lines(f"{YEAR} | 50.00 | booking fee 0 must checkout")),
    "collection for free beside a delivery": ("no_drip", lines(f"{YEAR} | 50 | home delivery 9.00 must checkout")),
    "a deposit that comes back": ("no_drip", lines(f"{YEAR} | 300 | refundable security deposit 100 must checkout")),
    "a deposit and shipping beside the price": (None, lines(f"{YEAR} | 50.00 | | | | | 4.90 | 0.25")),
    "a fee for leaving early": ("no_drip", lines(f"{YEAR} | 20 | early termination fee 150 must checkout | month")),
    "sales tax where prices go without": ("no_drip", lines(f"{YEAR} | 20 | sales tax 1.60 must checkout | | | US")),
    "a fee that may be declined, for all we know": (
        "cannot_tell",
        lines(f"{YEAR} | 50 | service fee 5.00 unsaid page"),
    ),
    "a mandatory fee without an amount": ("cannot_tell", lines(f"{YEAR} | 50.00 | service fee must page")),
    "a charge once, for who knows how long": ("cannot_tell", lines(f"{YEAR} | 20.00 | {CONNECT} | month")),
    "an option, with the last step unseen": ("cannot_tell", lines(f"{YEAR} | 50.00 | gift wrap 4.00 may page")),
    "a charge seen once": ("medium", lines("2026-03-01 | 50 | service fee 5.00 must page", f"{APRIL} | 50")),
    "a doubtful page": (None, lines(f"{YEAR} | 50 | service fee 5.00 must page | | | | | | the markup says 55")),
    "sold out": (None, lines(f"{YEAR} | 50 | service fee 5.00 must page | | | | | | | out_of_stock")),
    "a price of nothing": (None, lines(f"{YEAR} | 0 | service fee 5.00 must page")),
}
RISES = {
    "a surcharge in 2018": (
        "violates 12.4",
        lines(f"{MARCH} | 60 | {TV} 8.85 must page month | month", f"{APRIL} | 60 | {TV} 9.95 must page month | month"),
    ),
    "a surcharge in 2020": (
        "violates 21.9",
        lines(f"{MARCH} | 60 | {TV} 13.50 must page month | month", f"{APRIL} | 60 | {TV} 16.45 must page | month"),
    ),
    "a surcharge in 2021": (
        "violates 9.4",
        lines(f"{MARCH} | 60 | {TV} 16.45 must page month | month", f"{APRIL} | 60 | {TV} 17.99 must page | month"),
    ),
    "written another way": (
        "violates 50.0",
        lines(f"{MARCH} | 60 | Network fee 2 must page", f"{APRIL} | 60 | network fees 3 must checkout"),
    ),
    "one of two": (
        "violates 10.0",
        lines(
            f"{MARCH} | 60 | a fee 10 must page; b fee 5 must page",
            f"{APRIL} | 60 | a fee 11 must page; b fee 5 must page",
        ),
    ),
    "under another name": (
        "cannot_tell 50.0",
        lines(f"{MARCH} | 60 | Network fee 2 must page", f"{APRIL} | 60 | Platform contribution 3 must page"),
    ),
    "seen once": (
        "cannot_tell 50.0",
        lines(f"{MARCH} | 60 | network fee 2 must page", "2026-04-01 | 60 | network fee 3 must page"),
    ),
}
NO_RISE = {
    "the price falls by as much": lines(f"{MARCH} | 60 | x fee 2 must page", f"{APRIL} | 59 | x fee 3 must page"),
    "the price falls by less": lines(f"{MARCH} | 60 | x fee 2 must page", f"{APRIL} | 59.5 | x fee 3 must page"),
    "the price rises too": lines(f"{MARCH} | 60 | x fee 2 must page", f"{APRIL} | 65 | x fee 3 must page"),
    "a fee falls": lines(f"{MARCH} | 60 | x fee 3 must page", f"{APRIL} | 60 | x fee 2 must page"),
    "another fee falls by as much": lines(
        f"{MARCH} | 60 | x fee 2 must page; y fee 3 must page", f"{APRIL} | 60 | x fee 3 must page; y fee 2 must page"
    ),
    "a fee was waived for a month": lines(
        f"{MARCH} | 60 | x fee 3 must page", "2026-04-01..2026-04-20/3 | 60 | x fee 1 must page",
        "2026-04-21..2026-05-20/3 | 60 | x fee 3 must page",
    ),
    "a fee that can be declined": lines(f"{MARCH} | 60 | x fee 2 may page", f"{APRIL} | 60 | x fee 3 may page"),
    "a deposit": lines(f"{MARCH} | 60 | deposit 2 must page", f"{APRIL} | 60 | deposit 3 must page"),
    "a tax": lines(f"{MARCH} | 60 | tourist tax 2 must page", f"{APRIL} | 60 | tourist tax 3 must page"),
    "a fee that was not read before": lines(f"{MARCH} | 60", f"{APRIL} | 60 | x fee 3 must page"),
    "a second fee": lines(f"{MARCH} | 60 | x fee 2 must page", f"{APRIL} | 60 | x fee 2 must page; y fee 3 must page"),
    "a charge once becomes one a month": lines(
        f"{MARCH} | 60 | x fee 2 must page once | month", f"{APRIL} | 60 | x fee 3 must page month | month"
    ),
}  # fmt: skip
JUDGED = {name: rows for cases in (DRIPS, NOT_ACCUSED, RISES) for name, (_, rows) in cases.items()}


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    """All cases in one lake."""
    return Given(tmp_path_factory.mktemp("fees") / "data").seen(table_of(COLUMNS, JUDGED | NO_RISE))


@pytest.fixture(scope="module")
def drips(street):
    return {row["sku"]: row for row in street.rows("select * from fees where rule_id = 'D6' order by found_on desc")}


@pytest.fixture(scope="module")
def rises(street):
    return {row["sku"]: row for row in street.rows("select * from fees where rule_id = 'D7'")}


@pytest.mark.parametrize("case", DRIPS)
def test_what_must_be_paid_is_more_than_the_price_by(drips, case):
    row = drips[case]

    assert DRIPS[case][0] == f"{row['verdict']}: {row['outcome']} {row['drip_ratio']:.1f}"


@pytest.mark.parametrize("case", NOT_ACCUSED)
def test_nobody_is_accused_of(drips, case):
    assert NOT_ACCUSED[case][0] == (drips[case]["outcome"] if case in drips else None)
    assert case not in drips or drips[case]["verdict"] != "violates"


@pytest.mark.parametrize("case", RISES)
def test_a_charge_rises_beside_an_unchanged_price_by(rises, case):
    assert RISES[case][0] == f"{rises[case]['verdict']} {rises[case]['rise_percent']:.1f}"


@pytest.mark.parametrize("case", NO_RISE)
def test_no_charge_rises_when(rises, case):
    assert case not in rises


def test_the_price_with_all_its_charges_rises_by_less_than_the_charge(rises):
    row = rises["a surcharge in 2018"]

    assert ("68.85", "69.95", 1.6) == (
        f"{row['all_in_before']:.2f}", f"{row['all_in']:.2f}", round(row["all_in_percent"], 1),
    )  # fmt: skip


def test_a_finding_says_after_how_many_steps_a_charge_was_shown(drips):
    assert ("checkout", 2) == (drips["a small charge"]["step"], drips["a small charge"]["n_steps"])
    assert ("basket", 1) == (drips["a ticket with two fees"]["step"], drips["a ticket with two fees"]["n_steps"])


def test_only_a_law_of_the_place_that_is_known_is_named(drips):
    assert "GB-DMCC230" == drips["a driving lesson with a booking fee"]["rule_set"]
    assert {"info"} == {row["rule_set"] for row in drips.values() if row["country"] != "GB"}


def test_a_charge_stays_one_finding_while_the_price_moves(street, drips):
    row = drips["a charge beside a moving price"]

    assert (1, 50, "2026-01-01", 9) == (
        len(street.rows(f"select * from fees where sku = '{row['sku']}'")),
        row["price"], str(row["found_on"]), row["preselected"],
    )  # fmt: skip


def test_the_sentence_of_a_finding_names_the_charge_and_the_sum(street):
    sentences = {row["sku"]: row["sentence"] for row in street.rows("findings")}

    assert "passes the" not in sentences["a small charge"]
    assert (
        "drip test (low): asks 200.00 EUR; beside it handling fee; in all at least 202.00; 1.0 % more"
        in (sentences["a small charge"])
    )
