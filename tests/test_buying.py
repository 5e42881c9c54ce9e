"""Is today a good day to buy? What the last weeks' prices say."""

from datetime import date

import pytest
from conftest import Given

from pricewatch import questions
from pricewatch.pages import buying
from pricewatch.questions import Market

PRICES = """
retailer | sku     | price | captured_at
Alpha    | yoyo    | 10.00 | 2026-03-01..2026-04-10
Alpha    | yoyo    | 13.00 | 2026-04-11..2026-04-24
Alpha    | yoyo    | 10.00 | 2026-04-25..2026-04-30
Alpha    | new low | 13.00 | 2026-03-01..2026-04-24
Alpha    | new low | 10.00 | 2026-04-25..2026-04-30
Alpha    | long up | 10.00 | 2026-03-01..2026-03-10
Alpha    | long up | 13.00 | 2026-03-11..2026-04-24
Alpha    | long up | 10.00 | 2026-04-25..2026-04-30
Alpha    | ripple  | 10.00 | 2026-03-01..2026-04-10
Alpha    | ripple  | 10.40 | 2026-04-11..2026-04-24
Alpha    | ripple  | 10.00 | 2026-04-25..2026-04-30
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    data = tmp_path_factory.mktemp("buying")
    con = Given(data).seen(PRICES).built("2026-05-01")
    path = str(data / "current.duckdb")
    products = dict(con.execute("select name, product_id from products").fetchall())
    rows = questions.verdicts(path, tuple(products.values()), Market("DE", "EUR"))
    return {name: buying.verdict(rows[product], "EUR", date(2026, 4, 30)) for name, product in products.items()}


def test_a_price_that_was_raised_for_a_while_and_is_down_again_is_told_from_one_that_was_never_so_low(told):
    raised = "Raised lately, now lowered: it cost no more on 10 Apr 2026, and 13.00 EUR on 11 Apr 2026."
    assert told["yoyo"].reason.endswith(raised)
    assert [name for name, verdict in told.items() if "Raised lately" in verdict.reason] == ["yoyo"]


def test_the_lowest_price_is_called_so(told):
    assert told["new low"].sentence == "Cheaper than on 90.2 % of the days seen. The lowest of these days."
