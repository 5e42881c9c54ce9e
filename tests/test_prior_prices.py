"""D1 whole, as the shop's lawyer and the method's worked vectors see it; one offer per case, all in one database.

Every case is a sku; what is expected of it is verdict and outcome of each row that the rule gives, earliest first.
"""

import pytest
from conftest import Given

BEFORE, CLAIM = "2026-03-01..2026-04-09", "2026-04-10..2026-04-16"
COLUMNS = (
    "sku | country | store | category | captured_at | price | was_price | was_kind | claimed_percent | member_price"
    " | offer_text | availability | currency | price_per | lowest_30d_shown"
)
NOTHING: list[tuple[str, str]] = []
CONSISTENT = [("consistent", "consistent")]

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "aldi bananas": (
        """DE | | | 2026-03-01..2026-03-20 | 1.29
           DE | | | 2026-03-21..2026-04-09 | 1.69
           DE | | | 2026-04-10..2026-04-16 | 1.29 | 1.69 | | 23.7""",
        [("violates", "no_reduction")],
    ),
    "coles dog food": (
        """DE | | | 2026-01-01..2026-04-02 | 4.00
           DE | | | 2026-04-03..2026-04-09 | 6.00
           DE | | | 2026-04-10..2026-04-16 | 4.50 | 6.00""",
        [("violates", "increase")],
    ),
    "rexona held for 30 days": (
        """DE | | | 2026-02-01..2026-03-10 | 5.00
           DE | | | 2026-03-11..2026-04-09 | 6.50
           DE | | | 2026-04-10..2026-04-16 | 6.00 | 6.50""",
        CONSISTENT,
    ),
    "20 of 30 days, none below": (
        """DE | | | 2026-03-21..2026-04-09 | 10.00
           DE | | | 2026-02-01..2026-02-20 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("cannot_tell", "consistent")],
    ),
    "deeper step where adopted": (
        """DE | | | 2026-03-01..2026-04-09 | 100.00
           DE | | | 2026-04-10..2026-04-16 | 80.00 | 100.00
           DE | | | 2026-04-17..2026-04-30 | 60.00 | 100.00 | | 40""",
        CONSISTENT * 2,
    ),
    "deeper step where not adopted": (
        """PL | | | 2026-03-01..2026-04-09 | 100.00
           PL | | | 2026-04-10..2026-04-16 | 80.00 | 100.00
           PL | | | 2026-04-17..2026-04-30 | 60.00 | 100.00 | | 40""",
        [*CONSISTENT, ("violates", "overstated")],
    ),
    "deeper step where nobody verified": (
        """GR | | | 2026-03-01..2026-04-09 | 100.00
           GR | | | 2026-04-10..2026-04-16 | 80.00 | 100.00
           GR | | | 2026-04-17..2026-04-30 | 60.00 | 100.00 | | 40""",
        [*CONSISTENT, ("cannot_tell", "overstated")],
    ),
    "a step back up is a new campaign": (
        """DE | | | 2026-03-01..2026-04-09 | 100.00
           DE | | | 2026-04-10..2026-04-16 | 60.00 | 100.00
           DE | | | 2026-04-17..2026-04-30 | 80.00 | 100.00""",
        [*CONSISTENT, ("violates", "increase")],
    ),
    "a was-price raised within the campaign": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00
           DE | | | 2026-04-17..2026-04-30 | 8.00 | 12.00""",
        [*CONSISTENT, ("violates", "overstated")],
    ),
    "a recommended price": ("DE | | | 2026-03-01..2026-04-16 | 8.00 | 10.00 | rrp", NOTHING),
    "a competitor's price": ("DE | | | 2026-03-01..2026-04-16 | 8.00 | 10.00 | competitor", NOTHING),
    "two stores": (
        """DE | North | | 2026-03-01..2026-04-09 | 7.00
           DE | South | | 2026-03-01..2026-04-09 | 10.00
           DE | South | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        CONSISTENT,
    ),
    "first seen on sale": ("DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00", [("cannot_tell", "new_arrival")]),
    "new arrival where no option is known": (
        """DE | | | 2026-04-01..2026-04-09 | 7.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("cannot_tell", "new_arrival")],
    ),
    "new arrival where the low since then counts": (
        """AT | | | 2026-04-01..2026-04-09 | 7.00
           AT | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("violates", "increase")],
    ),
    "new arrival that kept its price": (
        """AT | | | 2026-04-01..2026-04-09 | 10.00
           AT | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("cannot_tell", "consistent")],
    ),
    "an out-of-stock low": (
        """DE | | | 2026-03-01..2026-03-20 | 10.00
           DE | | | 2026-03-21..2026-03-22 | 4.00 | | | | | | out_of_stock
           DE | | | 2026-03-23..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        CONSISTENT,
    ),
    "a member-only low": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00 | | | | 5.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        CONSISTENT,
    ),
    "a claim before the law": (
        """DE | | | 2022-03-01..2022-04-09 | 7.00
           DE | | | 2022-04-10..2022-04-16 | 8.00 | 10.00""",
        [("violates", "increase")],
    ),
    "another currency before": (
        """DE | | | 2026-03-01..2026-04-09 | 7.00 | | | | | | | EUR
           DE | | | 2026-04-10..2026-04-16 | 36.00 | 43.00 | | | | | | PLN""",
        [("cannot_tell", "cannot_tell")],
    ),
    "one was-price left in the old currency": (
        """BG | | | 2025-12-01..2026-01-09 | 10.00
           BG | | | 2026-01-10..2026-01-16 | 8.00 | 19.56""",
        [("cannot_tell", "cannot_tell")],
    ),
    "a low seen once": (
        """DE | | | 2026-03-01..2026-03-20 | 10.00
           DE | | | 2026-03-21 | 7.00
           DE | | | 2026-03-22..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("cannot_tell", "increase")],
    ),
    "a low seen once beside one seen often": (
        """DE | | | 2026-03-01..2026-03-20 | 8.50
           DE | | | 2026-03-21 | 7.00
           DE | | | 2026-03-22..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("violates", "overstated")],
    ),
    "a label missed on one day": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00
           DE | | | 2026-04-17 | 8.00
           DE | | | 2026-04-18..2026-04-24 | 8.00 | 10.00""",
        CONSISTENT,
    ),
    "a campaign seen again after a gap": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00
           DE | | | 2026-04-27..2026-05-04 | 8.00 | 10.00""",
        [*CONSISTENT, ("cannot_tell", "cannot_tell")],
    ),
    "perishable where the country's rule is its own": (
        """PL | | Owoce i warzywa | 2026-03-01..2026-04-09 | 7.00
           PL | | Owoce i warzywa | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("cannot_tell", "cannot_tell")],
    ),
    "a lemon detergent where fresh goods have their own rule": (
        """PL | | Detergent | 2026-03-01..2026-04-09 | 7.00
           PL | | Detergent | 2026-04-10..2026-04-16 | 8.00 | 10.00""",
        [("violates", "increase")],
    ),
    "a percentage alone": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | 40""",
        [("violates", "overstated")],
    ),
    "a percentage that may be the coupon's": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 10.00 | | | 40 | | 40 % with code""",
        NOTHING,
    ),
    "a cent above the low": (
        """DE | | | 2026-03-01..2026-04-09 | 0.99
           DE | | | 2026-04-10..2026-04-16 | 0.79 | 1.00""",
        CONSISTENT,
    ),
    "a displayed low that is correct": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | | | | | | | 10.00""",
        CONSISTENT,
    ),
    "a displayed low above ours": (
        """DE | | | 2026-03-01..2026-03-31 | 7.00
           DE | | | 2026-04-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | | | | | | | 10.00""",
        [("violates", "displayed_p30_mismatch")],
    ),
    "a displayed low below ours": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | | | | | | | 9.00""",
        CONSISTENT,
    ),
    "a displayed low that drifts": (
        """DE | | | 2026-03-01..2026-04-09 | 12.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | | | | | | | 10.00
           DE | | | 2026-04-17..2026-04-23 | 8.00 | | | | | | | | | 11.00""",
        [*CONSISTENT, ("violates", "drifting_p30")],
    ),
    "a displayed low misread once": (
        """DE | | | 2026-03-01..2026-04-09 | 12.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | | | | | | | 10.00
           DE | | | 2026-04-17 | 8.00 | | | | | | | | | 11.00
           DE | | | 2026-04-18..2026-04-23 | 8.00 | | | | | | | | | 10.00""",
        [*CONSISTENT, ("cannot_tell", "consistent")],
    ),
    "a displayed low under a new price": (
        """DE | | | 2026-03-01..2026-04-09 | 12.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | | | | | | | | | 12.00
           DE | | | 2026-04-17..2026-05-25 | 12.00
           DE | | | 2026-05-26..2026-06-02 | 8.00 | | | | | | | | | 12.00""",
        CONSISTENT * 2,
    ),
    "a displayed low and a claim": (
        """DE | | | 2026-03-01..2026-04-09 | 10.00
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00 | | | | | | | | 10.00""",
        CONSISTENT * 2,
    ),
    "a price by the month": (
        """DE | | | 2026-03-01..2026-04-09 | 7.00 | | | | | | | | month
           DE | | | 2026-04-10..2026-04-16 | 8.00 | 10.00 | | | | | | | month""",
        [("violates", "increase")],
    ),
}
FOR_INFORMATION = {"a claim before the law", "a price by the month"}


def table():
    width = COLUMNS.count("|")
    rows = [f"{sku} | {line.strip()}" for sku, (lines, _) in CASES.items() for line in lines.splitlines()]
    return "\n".join([COLUMNS, *(row + " |" * (width - row.count("|")) for row in rows)])


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    shop = Given(tmp_path_factory.mktemp("claims") / "data").seen(table())
    rows = shop.rows("select * from was_claims where rule_id = 'D1' order by claimed_on, lowest_30d_shown, price desc")
    return {sku: [row for row in rows if row["sku"] == sku] for sku in CASES}


@pytest.mark.parametrize(("sku", "expected"), [(sku, rows) for sku, (_, rows) in CASES.items()], ids=CASES)
def test_what_is_found_of(found, sku, expected):
    assert expected == [(row["verdict"], row["outcome"]) for row in found[sku]]


def test_claims_before_the_law_and_on_services_are_for_information_only(found):
    rule_sets = {row["rule_set"] for sku in FOR_INFORMATION for row in found[sku]}

    assert {"info"} == rule_sets
    assert not {row["rule_set"] for sku in CASES.keys() - FOR_INFORMATION for row in found[sku]} & rule_sets


def test_every_verdict_that_cannot_tell_says_what_is_missing_and_no_other_does(found):
    rows = [row for rows in found.values() for row in rows]

    assert {"cannot_tell"} == {row["verdict"] for row in rows if row["missing"]}
    assert [] == [row["sku"] for row in rows if row["verdict"] == "cannot_tell" and not row["missing"]]
    assert {True} == {row["has_evidence"] for row in rows if row["verdict"] == "violates"}


def test_the_worked_numbers_of_the_aldi_case(found):
    (row,) = found["aldi bananas"]

    assert (1.29, 0.0, 23.7) == (float(row["lowest_30d"]), row["real_percent"], row["claimed_percent"])


def test_many_was_prices_at_the_fixed_rate_are_a_changeover_and_no_claim_of_that_month_is_judged(given):
    skus = range(1, 8)
    rows = ["sku | country | captured_at | price | was_price"]
    rows += [f"{sku} | BG | 2025-12-01..2026-01-09 | {sku}.00 |" for sku in skus]
    rows += [f"{sku} | BG | 2026-01-10..2026-01-16 | {sku}.00 | {sku * 1.95583:.2f}" for sku in skus]
    rows += ["8 | BG | 2025-12-01..2026-01-09 | 6.00 |", "8 | BG | 2026-01-10..2026-01-16 | 8.00 | 10.00"]
    shop = given("\n".join(rows))

    errors = shop.rows("select retailer, kind, offers from data_errors where kind = 'currency_changeover'")

    assert [("acme", 7)] == [(row["retailer"], row["offers"]) for row in errors]
    assert {"cannot_tell"} == {
        row["verdict"] for row in shop.rows("select verdict from was_claims where rule_id = 'D1'")
    }
