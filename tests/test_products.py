"""Offers become products in a build: by codes, by what people decide, and with ids that stay."""

import shutil
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from conftest import Given

from pricewatch import database
from pricewatch.build import build
from pricewatch.cli import main
from pricewatch.errors import CheckFailed
from pricewatch.identity.products import log_of

NOW = datetime(2026, 12, 31, tzinfo=UTC)
DRILLS = """
    retailer | store | sku | captured_at | price | name             | brand | mpn
    acme     | north | 1   | 2026-01-01  | 99.00 | Cordless drill   | Bösch | GSR-12V
    acme     | south | 1   | 2026-01-01  | 98.00 | Cordless drill   | Bösch | GSR-12V
    bolt     |       | 7   | 2026-01-02  | 95.00 | Drill, with case | BOSCH | gsr12v
    coop     |       | x   | 2026-01-03  | 90.00 | Something else   | Bosch | GSR-18V
"""


CODES = """
    retailer | store | sku | variant | condition | captured_at | price  | name    | brand | mpn     | gtin
    acme     |       | 1   |         |           | 2026-01-01  | 1.00   |         |       |         | 4006381333931
    bolt     |       | 2   |         |           | 2026-01-01  | 1.00   |         |       |         | 4006381333931
    coop     |       | 3   |         |           | 2026-01-01  | 1.00   |         |       |         | 5000112637922
    delta    | north | 1   |         |           | 2026-01-01  | 1.00   |         |       |         | 4000000000006
    delta    | south | 1   |         |           | 2026-01-01  | 1.00   |         |       |         | 4000000000013
    delta    | east  | 1   |         |           | 2026-01-01  | 1.00   |         |       |         |
    extra    |       | 1   | red     |           | 2026-01-01  | 1.00   | Sweater | Nord  | NW-1234 |
    extra    |       | 2   | blue    |           | 2026-01-01  | 1.00   | Sweater | Nord  | NW-1234 |
    fox      |       | 3   | blue    |           | 2026-01-01  | 1.00   | Sweater | Nord  | NW-1234 |
    gala     |       | 1   |         | new       | 2026-01-01  | 500.00 |         |       |         | 4000000000020
    holm     |       | 2   |         | used      | 2026-01-01  | 200.00 |         |       |         | 4000000000020
    isar     |       | 3   |         |           | 2026-01-01  | 510.00 |         |       |         | 4000000000020
"""


@pytest.fixture(scope="module")
def built_drills(tmp_path_factory):
    """The drills, for tests that only read."""
    return Given(tmp_path_factory.mktemp("drills") / "data").seen(DRILLS)


@pytest.fixture(scope="module")
def codes(tmp_path_factory):
    """Small cases of codes side by side, since a database takes a second to build."""
    return Given(tmp_path_factory.mktemp("codes") / "data").seen(CODES)


@pytest.fixture
def drills(built_drills, tmp_path):
    """The drills, for a test that goes on from there."""
    return built_drills.copied(tmp_path / "data")


def together(shop, columns="retailer, sku", among=None):
    """Which offers stand together, by product; `among`: in the products of these shops."""
    wanted = f"having bool_or(retailer in {list(among)})" if among else ""
    query = f"select list(concat_ws(' ', {columns})) as offers from offers group by product_id {wanted}"
    return sorted(sorted(row["offers"]) for row in shop.rows(query))


def offer(shop, retailer):
    return min(row["offer_id"] for row in shop.rows(f"select offer_id from offers where retailer = '{retailer}'"))


def run(shop, *words):
    return CliRunner().invoke(main, [*map(str, words), "--data", str(shop.data)])


def decide(shop, kind, *offers):
    done = run(shop, "decide", kind, *offers, "--why", "same label", "--who", "Ada")
    assert 0 == done.exit_code, done.output
    shop.database = None


def test_one_brand_and_makers_number_makes_one_product_of_all_stores(built_drills):
    assert [["acme 1", "acme 1", "bolt 7"], ["coop x"]] == together(built_drills)
    assert {"same brand and maker's number gsr12v", "no identifier shared with another offer"} == {
        row["reason"] for row in built_drills.rows("product_offers")
    }


def test_stores_of_one_shop_share_a_product_and_multiply_no_pairs(built_drills):
    (pair,) = built_drills.rows("match_pairs")

    assert {offer(built_drills, "acme"), offer(built_drills, "bolt")} == {pair["offer_a"], pair["offer_b"]}
    assert (1.0, "same", False, "linked") == tuple(pair[it] for it in ("probability", "relation", "reviewed", "band"))


def test_one_code_with_two_gtins_is_two_items_and_two_products(codes):
    assert [["east", "south"], ["north"]] == together(codes, "store", among=["delta"])


def test_a_decision_holds_from_the_next_build_without_a_new_listing_and_can_be_undone(drills):
    acme, bolt, coop = (offer(drills, retailer) for retailer in ("acme", "bolt", "coop"))
    decide(drills, "different", acme, bolt)
    decide(drills, "same", bolt, coop)

    assert not build(drills.data, now=NOW).full
    drills.database = database.connect(database.current(drills.data))
    assert [["acme 1", "acme 1"], ["bolt 7", "coop x"]] == together(drills)
    (pair,) = drills.rows("select * from match_pairs where reviewed")
    assert ({bolt, coop}, "decided by Ada: same label") == ({pair["offer_a"], pair["offer_b"]}, pair["reasons"])

    decide(drills, "undo", bolt, acme)
    decide(drills, "undo", bolt, coop)
    assert [["acme 1", "acme 1", "bolt 7"], ["coop x"]] == together(drills)


def test_a_person_may_join_two_gtins_and_take_an_offer_out_of_its_gtin(codes, tmp_path):
    shop, three = codes.copied(tmp_path / "data"), ("acme", "bolt", "coop")
    decide(shop, "same", offer(shop, "acme"), offer(shop, "coop"))
    assert [["acme 1", "bolt 2", "coop 3"]] == together(shop, among=three)

    decide(shop, "split", offer(shop, "bolt"))
    assert [["acme 1", "coop 3"], ["bolt 2"]] == together(shop, among=three)


def test_a_decision_outlives_a_change_in_how_offers_are_told_apart(drills):
    decide(drills, "different", offer(drills, "acme"), offer(drills, "bolt"))
    log = drills.data / "log" / "decisions.ndjson"
    log.write_text(log.read_text().replace(str(offer(drills, "bolt")), "42"))

    assert [["acme 1", "acme 1"], ["bolt 7"], ["coop x"]] == together(drills)


def test_what_cannot_be_decided_is_said_in_a_sentence(drills):
    acme, store = (
        row["offer_id"] for row in drills.rows("select offer_id from offers where retailer = 'acme' order by 1")
    )

    for words, says in (
        (("different", acme, store), "Both are one item of acme"),
        (("same", acme, 42), "There is no offer 42"),
        (("same", acme), "name that many"),
        (("same", acme, acme), "one and the same"),
        (("undo", acme), "no decision"),
    ):
        done = run(drills, "decide", *words, "--why", "x", "--who", "Ada")
        assert (1, True) == (done.exit_code, says in done.output), done.output
    assert 2 == run(drills, "decide", "perhaps", acme, acme, "--why", "x", "--who", "Ada").exit_code


def test_review_lists_nothing_where_everything_is_known(drills):
    assert "offer_a,offer_b,shop_a,name_a,shop_b,name_b,probability,relation,reasons\n" == run(drills, "review").output


def test_a_deleted_database_gets_the_same_ids_from_the_log(drills):
    decide(drills, "same", offer(drills, "coop"), offer(drills, "acme"))
    ids = drills.rows("select offer_id, product_id from product_offers order by all")
    decide(drills, "undo", offer(drills, "coop"), offer(drills, "acme"))
    decide(drills, "different", offer(drills, "bolt"), offer(drills, "acme"))
    parted = drills.rows("select offer_id, product_id from product_offers order by all")
    shutil.rmtree(drills.data / "generations")
    (drills.data / "current.duckdb").unlink()
    drills.database = None

    assert 1 == len({row["product_id"] for row in ids})
    assert 3 == len({row["product_id"] for row in parted})
    assert parted == drills.rows("select offer_id, product_id from product_offers order by all")


def test_ids_are_logged_only_when_their_generation_is_published(given, monkeypatch):
    shop = given(DRILLS)

    def refuse(self):
        raise CheckFailed("no")

    monkeypatch.setattr("pricewatch.generation.Generation.check", refuse)
    with pytest.raises(CheckFailed):
        build(shop.data, now=NOW)
    assert not log_of(shop.data).exists()

    monkeypatch.undo()
    build(shop.data, now=NOW)
    lines = log_of(shop.data).read_text()
    build(shop.data, now=NOW, full=True)
    assert lines == log_of(shop.data).read_text() != ""


MAKERS = ("Alda", "Borvo", "Cembra", "Dorna", "Elvex", "Fenno", "Gorsa", "Helmi", "Ivaro", "Jokka")
THINGS = ("espresso machine", "bread toaster", "garden hose", "cordless drill", "table lamp", "water kettle")


def shelf(retailer, numbers, day):
    """What one of three shops sells of sixty things: each under words of its own."""
    rows = ["retailer | sku | captured_at | price | name"]
    for number in numbers:
        maker, thing, model = MAKERS[number % 10], THINGS[number // 10], f"{number % 7}X{number * 37 % 1000:03}"
        name = {
            "acme": f"{maker} {thing} {model}",
            "bolt": f"{thing} {model} by {maker}",
            "coop": f"{maker} {model} {thing}, black",
        }[retailer]
        rows.append(f"{retailer} | {number} | {day} | 9.00 | {name}")
    return "\n".join(rows)


def test_carried_pairs_are_those_of_a_full_build_and_as_likely_within_a_tenth_in_the_mean(given):
    shop = given(shelf("acme", range(60), "2026-01-01")).seen(shelf("bolt", range(60), "2026-01-01"))
    shop.seen(shelf("coop", range(50), "2026-01-01")).built()
    shop.seen(shelf("coop", range(50, 60), "2026-01-02"))
    pairs = "select (left_id, right_id)::varchar as pair, probability from scored_pairs"
    assert [{"items_changed": 10}] == shop.rows("select items_changed from meta"), "new items alone were scored"
    step_by_step = {row["pair"]: row["probability"] for row in shop.rows(pairs)}
    in_steps = together(shop)
    shop.database = shop.built(full=True)
    whole = {row["pair"]: row["probability"] for row in shop.rows(pairs)}
    products = together(shop)
    both = step_by_step.keys() & whole.keys()

    assert len(both) > 100
    assert products == in_steps
    assert 0.02 * len(whole) >= len(step_by_step.keys() ^ whole.keys())
    assert 0.1 >= sum(abs(step_by_step[pair] - whole[pair]) for pair in both) / len(both)


def test_a_number_of_a_whole_style_proves_nothing_and_its_colours_are_told_apart(codes):
    assert [["extra 1"], ["extra 2", "fox 3"]] == together(codes, among=("extra", "fox"))
    assert [] == codes.rows("select * from product_offers where reason like '%maker%'")


def test_a_used_thing_and_a_new_one_under_one_gtin_are_two_products(codes):
    assert [["gala 1", "isar 3"], ["holm 2"]] == together(codes, among=("gala", "holm", "isar"))


def test_an_id_that_a_late_barcode_would_change_stays_in_a_rebuild_too_and_is_logged(given):
    shop = given("""
        sku | captured_at | price
        1   | 2026-01-01  | 1.00
    """)
    (before,) = shop.rows("select product_id from offers")
    shop.database = shop.seen("""
        sku | captured_at | price | gtin
        1   | 2026-01-02  | 1.00  | 4006381333931
    """).built(full=True)

    assert [before] == shop.rows("select product_id from offers")
    assert before["product_id"] in log_of(shop.data).read_text()
