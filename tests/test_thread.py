"""The whole thread: a street collected over HTTP, built, and what was played on it found - and nothing else."""

from pathlib import Path

import duckdb
import pytest

from pricewatch import database, questions
from pricewatch.demo.street import Street
from pricewatch.demo.world import World, draw
from pricewatch.demo.year import build_year, collect_days, prepare

SEEDS = [None, 1]
CLAIMS = "was_claims where rule_id = 'D1' and was_price is not null"
MOST_REQUESTS = 8_000


class Year:
    """A street's year as it was played, and as it was found."""

    def __init__(self, world: World, data: Path, pages: int) -> None:
        self.world, self.data, self.pages = world, data, pages
        self.con: duckdb.DuckDBPyConnection = database.connect(database.current(data))

    def played(self, rule: str) -> dict[tuple[str, str, str], object]:
        """Truth by shop, sku and day."""
        return {(row.shop, row.sku, str(row.day)): row for row in self.world.truth() if row.rule == rule}

    def found(self, table: str, day: str, columns: str) -> dict[tuple[str, str, str], tuple[object, ...]]:
        """Findings by shop, sku and day."""
        rows = self.con.execute(f"select retailer, sku, {day}, {columns} from {table}").fetchall()
        return {(shop, sku, str(on)): tuple(rest) for shop, sku, on, *rest in rows}


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed-{seed or 'none'}")
def year(request, tmp_path_factory):
    world, data = draw(request.param), tmp_path_factory.mktemp("street")
    with Street(world) as street:
        prepare(data, world, street)
        pages = collect_days(data, street, world.days)
    build_year(data, world)
    return Year(world, data, pages)


def test_every_hike_that_was_played_is_found_and_no_other(year):
    played, found = year.played("H1"), year.found("hikes", "hiked_on", "tier")

    assert set() == {key for key, row in played.items() if row.control == "no"} - set(found)
    assert set() == set(found) - set(played)


def test_a_hike_is_a_surprise_exactly_where_the_market_is_known_and_does_not_share_it(year):
    found = year.found("hikes", "hiked_on", "surprise, market")
    told = {key: found[key] for key in year.played("H1") if key in found}
    secret = {key for key, row in year.played("H1").items() if row.expected == "surprise"}

    assert [] == [key for key, (surprise, market) in told.items() if market == "peers" and surprise != (key in secret)]
    assert not any(surprise for surprise, market in told.values() if market == "unknown")
    assert any(surprise for surprise, _ in told.values())


def test_every_claim_is_judged_as_it_was_played(year):
    played, found = year.played("D1"), year.found(CLAIMS, "claimed_on", "verdict, outcome")
    tested = {key: row for key, row in played.items() if row.expected in ("increase", "no_reduction", "overstated")}

    assert {key: ("violates", row.expected) for key, row in tested.items()} == {key: found.get(key) for key in tested}
    accused = {key for key, (verdict, _) in found.items() if verdict == "violates"}
    assert set() == accused - set(tested) - {k for k, r in played.items() if r.expected == "displayed_p30_mismatch"}


def test_every_displayed_low_is_judged_as_it_was_played(year):
    shown = year.found("was_claims where lowest_30d_shown is not null", "claimed_on", "verdict")
    played = {key for key, row in year.played("D1").items() if row.expected == "displayed_p30_mismatch"}

    assert played == {key for key, (verdict,) in shown.items() if verdict == "violates"}


@pytest.mark.parametrize(("rule", "table"), [("D2", "price_establishments"), ("D3", "reference_shares")])
def test_every_was_price_is_tested_by_its_past_as_it_was_played(year, rule, table):
    played, found = year.played(rule), year.found(table, "claimed_on", "verdict, outcome")
    accused = {key: outcome for key, (verdict, outcome) in found.items() if verdict == "violates"}
    cleared = {key for key, (verdict, _) in found.items() if verdict == "consistent"}

    assert {key: row.expected for key, row in played.items() if row.control == "no"} == accused
    assert {key for key, row in played.items() if row.expected == "consistent"} <= cleared


def test_every_sale_that_hardly_ends_is_found_and_no_other(year):
    played = {(shop, sku): row.expected for (shop, sku, _), row in year.played("D4").items()}
    rows = year.con.execute("select retailer, sku, outcome from perpetual_sales where verdict = 'violates'").fetchall()

    assert played == {(shop, sku): outcome for shop, sku, outcome in rows}


@pytest.mark.parametrize(("rule", "table"), [("D6", "fees"), ("D7", "fees"), ("D8", "promo_expiries")])
def test_every_charge_and_term_is_found_as_it_was_played_and_no_other(year, rule, table):
    found = year.found(f"{table} where rule_id = '{rule}'", "found_on", "outcome")

    assert {key: (row.expected,) for key, row in year.played(rule).items()} == found


def test_a_plan_is_ranked_by_what_it_costs_in_two_years(year):
    ((price, after, total),) = year.con.execute("select price, price_after, total_24 from promo_expiries").fetchall()
    fee = year.con.execute("select max(fee_after) from fees where rule_id = 'D7'").fetchone()

    assert total == 6 * price + 18 * after + 24 * fee[0]


def test_every_unit_price_is_judged_as_it_was_played(year):
    played = {(shop, sku, row.expected) for (shop, sku, _), row in year.played("D10").items() if row.control == "no"}
    rows = year.con.execute("select retailer, sku, outcome from unit_prices where outcome != 'consistent'").fetchall()

    assert played == set(rows)


def test_nothing_is_found_at_the_honest_shops(year):
    honest = {row.shop for row in year.world.truth() if row.trick == "honest_shop"}
    hikes = year.found("hikes", "hiked_on", "surprise")
    accused = year.con.execute("select retailer from was_claims where verdict = 'violates'").fetchall()

    assert honest
    assert [] == [key for key, (surprise,) in hikes.items() if key[0] in honest and surprise]
    assert set() == honest & {shop for (shop,) in accused}


def test_every_offer_of_every_shop_was_read_on_every_day(year):
    listed = {
        (shop, offer.sku)
        for shop in year.world.shops
        for day in year.world.days[:: len(year.world.days) - 1]
        for offer in year.world.offers(shop, day)
    }

    assert set() == listed - set(year.con.execute("select retailer, sku from offers").fetchall())
    assert [] == year.con.execute("select * from data_errors where concerns != 'size'").fetchall()
    assert [("ok", False)] == year.con.execute(
        "select distinct visit_outcome, is_stale from retailer_health"
    ).fetchall()


def test_a_year_takes_at_most_eight_thousand_requests(year):
    robots = len(year.world.shops) * (len(year.world.days) + 1) // 2

    assert year.pages + robots <= MOST_REQUESTS


def test_a_price_that_the_shop_hides_is_none_and_says_why(year):
    hidden = {(row.shop, row.sku) for row in year.world.truth() if row.expected == "price_hidden"}
    rows = year.con.execute(
        "select retailer, sku, bool_and(doubts is not null) from price_spells join offers using (offer_id)"
        " where price is null group by all"
    ).fetchall()

    assert hidden
    assert {(shop, sku): True for shop, sku in hidden} == {(shop, sku): said for shop, sku, said in rows}


def test_every_twin_is_priced_and_nothing_else(year):
    sides = "retailer, sku, other_retailer, other_sku, is_one_owner, verdict"
    rows = year.con.execute(f"select {sides} from renamed_prices").fetchall()
    twins = [row for row in year.world.truth() if row.rule == "D14" and row.expected == "twin"]
    told = {
        frozenset(((row.shop, row.sku), (row.other_shop, row.other_sku))): row.trick == "twin_of_one_owner"
        for row in twins
    }

    assert told == {frozenset((row[:2], row[2:4])): row[4] for row in rows}
    assert {"cannot_tell"} == {row[5] for row in rows}


def test_every_member_price_is_told_as_it_was_played(year):
    played = {key: (row.expected,) for key, row in year.played("two_price").items()}

    assert played == year.found("member_prices", "begins_on", "outcome")
    assert {"public_price_raised"} == {
        outcome
        for (outcome,) in year.found("member_prices where verdict = 'violates'", "begins_on", "outcome").values()
    }


def test_a_promise_on_the_identical_model_is_named_where_a_twin_undercuts_it(year):
    promised = {slug for slug, shop in year.world.shops.items() if shop.guarantee}
    rows = year.con.execute("select retailer, outcome, defeated from guarantees").fetchall()

    assert promised == {retailer for retailer, *_ in rows}
    assert all(outcome == "cannot_tell" for _, outcome, defeated in rows if defeated)


def test_every_twin_at_two_shops_of_one_owner_is_told_as_such_and_no_other(year):
    played = {
        frozenset(((row.shop, row.sku), (row.other_shop, row.other_sku)))
        for row in year.world.truth()
        if row.trick == "twin_of_one_owner"
    }
    rows = year.con.execute(
        "select a.retailer, a.sku, b.retailer, b.sku, gap_percent, missing from owner_twins"
        " join offers as a on offer_a = a.offer_id join offers as b on offer_b = b.offer_id"
        " where relation = 'twin' and shared = 'retailers'"
    ).fetchall()

    assert played
    assert played == {frozenset(((row[0], row[1]), (row[2], row[3]))) for row in rows}
    assert [] == [row for row in rows if row[4] is None and row[5] is None]


def test_the_page_of_every_mattress_names_its_twins(year):
    path = str(database.current(year.data))
    paired = "select offer_a, offer_b from match_pairs where relation = 'twin'"
    ask = f"select distinct product_id from offers join ({paired}) on offer_id in (offer_a, offer_b)"
    ids = year.con.execute(ask).fetchall()
    named = {product: questions.product_page(path, product).twins for (product,) in ids}

    assert len(named) > 10
    assert [product for product, found in named.items() if not found] == []
