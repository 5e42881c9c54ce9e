"""What leaves the house when strangers are served: as much as each retailer's entry (`publish`) says, and no more."""

import pytest
from conftest import Given

from pricewatch import disclosure, questions, served
from pricewatch.questions import Market

ENTRY = '[{slug}]\nname = "{slug}"\nhome = "http://{slug}.example"\npublish = "{publish}"\n'
PUBLISH = {"silent": "nothing", "claims": "findings", "proofs": "extracts", "open": "all"}
SEEN = """
retailer | sku | gtin          | name             | size_text   | category | price  | captured_at
{slug}   | oat | 4000000000006 | Oats at {slug}   | 500 g       |          | 2.00   | 2026-01-01..2026-02-28
{slug}   | own | {slug}        | Only at {slug}   |             |          | 3.00   | 2026-01-01..2026-02-28
"""
MARKED = """
retailer | sku | name  | price | was_price | captured_at
{slug}   | pan | Pan   | 80.00 |           | 2026-01-01..2026-02-14
{slug}   | pan | Pan   | 79.00 | 120.00    | 2026-02-15..2026-03-31
"""


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    data = tmp_path_factory.mktemp("disclosure")
    (data / "retailers.toml").write_text("".join(ENTRY.format(slug=s, publish=p) for s, p in PUBLISH.items()))
    lake = Given(data)
    for slug in PUBLISH:
        lake.seen(SEEN.format(slug=slug)).seen(MARKED.format(slug=slug))
    lake.built("2026-05-01").close()
    return str((data / "current.duckdb").resolve())


@pytest.fixture
def rows(path, monkeypatch):
    """rows(SQL): what a stranger gets."""
    monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
    return lambda sql: served.cursor(path).execute(sql).fetchall()


def test_listings_and_prices_leave_only_where_extracts_may(rows):
    for table in ("offers", "offer_facts", "price_spells", "sighted", "public_spells"):
        told = rows(
            f"select distinct named.retailer from {table} as told"
            " left join offers as named on told.offer_id = named.offer_id order by 1"
        )
        assert told == [("open",), ("proofs",)], table


def test_a_retailer_that_lets_nothing_be_published_is_not_named(rows):
    assert rows("select slug from retailers order by 1") == [("claims",), ("open",), ("proofs",)]


def test_findings_leave_when_they_are_published_and_then_of_all_that_may_be_named(rows):
    assert rows("select distinct retailer, published from findings order by 1") == [
        ("claims", True), ("open", True), ("proofs", True),
    ]  # fmt: skip
    assert rows("select count(*) from was_claims where not published") == [(0,)]


def test_products_are_called_as_the_shops_do_that_may_be_shown(rows):
    names = [name for (name,) in rows("select name from products order by 1")]
    assert "Only at open" in names and "Only at claims" not in names and "Only at silent" not in names
    assert rows("select retailers from products where search_text like '%4000000000006%'") == [(2,)]
    assert rows("select count(*) from products where contains(search_text, 'claims')") == [(0,)]


def test_what_passed_the_test_of_a_law_is_told_and_what_is_for_information_is_not(path):
    con = served.connection(path).cursor()
    told = disclosure.rule("findings", {"published", "retailer", "verdict", "rule_set"}).format(source="main")
    rows = "(values ('consistent', 'EU-6A'), ('consistent', 'info'), ('violates', 'EU-6A')) as t(verdict, rule_set)"
    sql = f"select verdict, rule_set from (select *, false as published, 'open' as retailer from {rows}) where {told}"
    assert con.execute(sql).fetchall() == [("consistent", "EU-6A")]


def test_a_finding_about_two_retailers_leaves_when_both_may_be_named_and_a_person_said_they_are_one(path):
    con = served.connection(path).cursor()
    told = disclosure.rule("renamed_prices", disclosure.columns_of(con)["renamed_prices"]).format(source="main")
    pairs = (
        "select true as published, 'consistent' as verdict, 'info' as rule_set, 'twin' as relation, reviewed,"
        " retailer, other_retailer from (values ('open', 'claims', true), ('open', 'silent', true),"
        " ('silent', 'open', true), ('open', 'proofs', false)) as pairs(retailer, other_retailer, reviewed)"
    )
    assert con.execute(f"select retailer, other_retailer from ({pairs}) where {told}").fetchall() == [
        ("open", "claims")
    ]


def test_what_no_rule_opens_stays_in_the_house(rows):
    assert rows("select count(*) from base_rates") == [(0,)] == rows("select count(*) from lake_files")


def test_a_search_finds_only_what_may_be_shown(path, rows):
    found = questions.search(path, "only", Market(None, "EUR"))
    assert {row["retailer"] for row in questions.search(path, "only", Market("DE", "EUR")).results} == {
        "open",
        "proofs",
    }
    assert found.count == 2


def test_at_home_all_of_it_is_told(path, monkeypatch):
    monkeypatch.delenv("PRICEWATCH_PUBLIC", raising=False)
    assert served.cursor(path).execute(
        "select count(distinct retailer) from price_spells join offers using (offer_id)"
    ).fetchall() == [(4,)]


def test_a_generation_opened_again_shows_no_more_than_before(path, rows):
    shown = rows("select count(*) from offers")
    served.connection.cache_clear()

    assert shown == rows("select count(*) from offers")
