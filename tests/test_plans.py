"""D8 and D9: what plans cost when their first price is over, and what those who renew pay."""

import pytest
from cases import table_of
from conftest import Given

COLUMNS = (
    *("captured_at", "price", "price_per", "price_after", "intro_months", "term_months", "fees", "was_price"),
    *("persona", "currency", "country", "attributes", "retailer", "category"),
)
SPRING, QUARTER, AFTER = "2026-03-01..2026-04-30/3", "2026-01-01..2026-04-09/3", "2026-04-10..2026-05-31/3"
BESIDE = "2026-03-02..2026-04-29/3"
LEAVING = "customer who cancels"


def seen(days, price, per="month", after="", intro="", term="", **more):
    """One row of a case."""
    stated = {"price_per": per, "price_after": after, "intro_months": intro, "term_months": term, **more}
    return " | ".join(str({"captured_at": days, "price": price, **stated}.get(name, "")) for name in COLUMNS)


def office(shop, price, days, **more):
    """A licence of invented software in Australia."""
    place = {"currency": "AUD", "country": "AU", "retailer": shop}
    return seen(days, price, "year", **{"attributes": "seats=1; storage=1 TB", **place, **more})


def risen(before, after, per="month", days=(QUARTER, AFTER)):
    return [seen(days[0], before, per), seen(days[1], after, per)]


def beside(price, persona, days=BESIDE, **more):
    """An open price of 20, and another one for some."""
    return [seen(SPRING, 20), seen(days, price, **{"persona": persona, **more})]


# What is told, the step, and what is paid in 12 and 24 months.
EXPIRIES = {
    "six months cheap of twenty-four": (
        "step 151.5 208.80 507.60", [seen(SPRING, "9.90", after="24.90", intro=6, term=24)]
    ),
    "a month for nothing": ("step None 109.89 229.77", [seen(SPRING, 0, after="9.99", intro=1)]),
    "a year cheap, then a year dear": (
        "step_after_term 100.0 60.00 180.00", [seen(SPRING, 5, after=10, intro=12, term=12)]
    ),
    "a cheap first year": ("step 40.0 50.00 120.00", [seen(SPRING, 50, "year", after=70, intro=12, term=24)]),
    "a contract shorter than the first price": (
        "step_after_term 50.0 120.00 300.00", [seen(SPRING, 10, after=15, intro=12, term=6)]
    ),
    "three years cheap": ("step 100.0 60.00 120.00", [seen(SPRING, 5, after=10, intro=36, term=48)]),
    "one price": ("one_price None 240.00 480.00", [seen(SPRING, 20)]),
    "with charges": (
        "one_price None 310.00 580.00",
        [seen(SPRING, 20, term=12, fees="activation fee 40 must page; network fee 2.50 must page month")],
    ),
    "with a charge that may be declined": (
        "one_price None 240.00 480.00", [seen(SPRING, 20, term=12, fees="router 5 may page month")]
    ),
    "a later price that is lower": ("no_step -50.0 180.00 300.00", [seen(SPRING, 20, after=10, intro=6)]),
}  # fmt: skip
UNKNOWN = {
    "nothing now, and who knows what later": [seen(SPRING, 0, intro=1, was_price="9.99")],
    "nothing now beside another price": [seen(SPRING, 0, "", was_price="9.99")],
    "cheap for six months, and who knows what later": [seen(SPRING, 5, intro=6, term=24)],
    "cheap for who knows how long": [seen(SPRING, 5, after=10, term=24)],
    "a price for who knows what time": [seen(SPRING, 5, "", after=10, intro=6)],
    "terms seen once": [seen("2026-04-01", 5, after=10, intro=6, term=24)],
}
RENEWALS = {
    "office one": ("violates: hidden_cheaper_plan 45.9", [office("soft", 109, QUARTER), office("soft", 159, AFTER)]),
    "office family": ("cannot_tell: renewal_rise 28.8", [office("hard", 139, QUARTER), office("hard", 179, AFTER)]),
    "prime by the month": ("cannot_tell: renewal_rise 12.5", risen("7.99", "8.99")),
    "prime by the year": ("cannot_tell: renewal_rise 30.3", risen("69.00", "89.90", "year")),
    "dearer for the loyal": ("violates: loyalty_gap 20.0", beside(24, "existing customer")),
    "as dear for the loyal": ("consistent: no_gap 0.0", beside(20, "renewal")),
    "cheaper for the loyal": ("consistent: no_gap -10.0", beside(18, "Bestandskunde")),
    "dearer for the loyal, seen once": (
        "cannot_tell: loyalty_gap 20.0", beside(24, "existing customer", "2026-04-02")
    ),
    "a year cheap, then a year dear": ("consistent: stated_gap 100.0", EXPIRIES["a year cheap, then a year dear"][1]),
    "another plan kept": ("cannot_tell: renewal_rise 25.0", [office("firm", 20, QUARTER), office("firm", 25, AFTER)]),
    "a plan kept in the open": (
        "cannot_tell: renewal_rise 25.0", [office("fair", 20, QUARTER), office("fair", 25, AFTER)]
    ),
    "a plan kept at the new price": (
        "cannot_tell: renewal_rise 25.0", [office("new", 20, QUARTER), office("new", 25, AFTER)]
    ),
    "announced": (
        "cannot_tell: renewal_rise 50.0",
        [seen(QUARTER, 20), seen("2026-04-10..2026-05-09", 20, after=30), seen("2026-05-10..2026-06-30/3", 30)],
    ),
}  # fmt: skip
KEPT = {
    "office classic": [office("soft", 109, AFTER, persona=LEAVING)],
    "other attributes": [office("firm", 20, AFTER, persona=LEAVING, attributes="seats=5; storage=1 TB")],
    "open classic": [office("fair", 20, AFTER, persona=LEAVING), office("fair", 20, "2026-05-01..2026-05-30/7")],
    "new classic": [office("new", 25, AFTER, persona=LEAVING)],
}
NO_RENEWAL = {
    "a thing bought once": risen(20, 30, ""),
    "dearer for students": beside(24, "student"),
    "another currency": beside(24, "renewal", currency="USD"),
    "by the year for the loyal": beside(200, "renewal", per="year"),
}
RANKED = {
    "cheap at first": [seen(SPRING, 5, after=30, intro=6, term=24, category="phone", retailer="p")],
    "dear at first": [seen(SPRING, 20, category="phone", retailer="q")],
    "cheap all along": [seen(SPRING, 10, category="phone", retailer="r")],
    "gone": [seen("2026-01-01..2026-01-31", 1, category="phone", retailer="r")],
}


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """All cases in one lake."""
    told = {name: rows for cases in (EXPIRIES, RENEWALS) for name, (_, rows) in cases.items()}
    cases = told | UNKNOWN | KEPT | NO_RENEWAL | RANKED
    return Given(tmp_path_factory.mktemp("plans") / "data").seen(table_of(" | ".join(COLUMNS), cases))


@pytest.fixture(scope="module")
def expiries(plans):
    return {row["sku"]: row for row in plans.rows("promo_expiries")}


@pytest.fixture(scope="module")
def renewals(plans):
    return {row["sku"]: row for row in plans.rows("renewals")}


def rounded(number):
    return None if number is None else round(number, 1)


@pytest.mark.parametrize("case", EXPIRIES)
def test_a_plan_costs_in_the_end(expiries, case):
    row = expiries[case]
    totals = f"{row['total_12']:.2f} {row['total_24']:.2f}"

    assert EXPIRIES[case][0] == f"{row['outcome']} {rounded(row['step_percent'])} {totals}"
    assert "consistent" == row["verdict"]


@pytest.mark.parametrize("case", UNKNOWN)
def test_what_a_page_leaves_open_is_not_told(expiries, case):
    assert ("cannot_tell", True) == (expiries[case]["verdict"], bool(expiries[case]["missing"]))


def test_plans_are_ranked_by_what_is_paid_in_two_years_and_not_by_their_first_price(expiries):
    ranks = {name: (expiries[name]["rank_in_category"], expiries[name]["rank_by_first_price"]) for name in RANKED}

    assert {"cheap at first": (3, 1), "dear at first": (2, 3), "cheap all along": (1, 2), "gone": (None, None)} == ranks


def test_no_introductory_price_is_an_accusation(plans):
    assert [] == plans.rows("select * from promo_expiries where verdict = 'violates'")


@pytest.mark.parametrize("case", RENEWALS)
def test_those_who_renew_pay(renewals, case):
    row = renewals[case]

    assert RENEWALS[case][0] == f"{row['verdict']}: {row['outcome']} {row['gap_percent']:.1f}"


@pytest.mark.parametrize("case", NO_RENEWAL)
def test_a_renewal_is_not(renewals, case):
    assert case not in renewals


def test_a_price_that_was_announced_has_its_notice(renewals):
    assert (30, None) == (renewals["announced"]["notice_days"], renewals["prime by the year"]["notice_days"])


def test_every_finding_has_a_sentence(plans):
    sentences = {(row["rule_id"], row["sku"]): row["sentence"] for row in plans.rows("findings")}

    assert (
        "result of the promotion expiry test (step): asks 9.90 EUR a month; for 6 months; then 24.90"
        in (sentences["D8", "six months cheap of twenty-four"])
    )
    assert (
        "renewal test (hidden cheaper plan): asked 109.00 AUD a year; asks those who renew 159.00; +45.9 %"
        in (sentences["D9", "office one"])
    )
