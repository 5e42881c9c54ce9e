"""Every page as its reader meets it: the real app, run in this process on a small database."""

import ast
import html
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal as D
from urllib.parse import parse_qsl

import duckdb
import pytest
import streamlit as st
from app_here import pages_here
from conftest import Given
from streamlit.testing.v1 import AppTest
from street_corner import HOSTILE, corner_in, shown

from pricewatch import journal, news, reports
from pricewatch.errors import BadInput
from pricewatch.languages import LANGUAGES
from pricewatch.pages import buying, chart, queries, results, words
from pricewatch.pages.markup import Link, html_of
from pricewatch.questions import analysing
from pricewatch.serve import APP


@pytest.fixture(scope="session")
def corner(tmp_path_factory):
    return corner_in(tmp_path_factory.mktemp("app"), tmp_path_factory)


@pytest.fixture(scope="session", autouse=True)
def streamlit_here():
    with pages_here():
        yield


@pytest.fixture
def app(corner, monkeypatch):
    monkeypatch.setenv("PRICEWATCH_DATA", str(corner))

    def opened(page="compare", **query):
        test = AppTest.from_file(str(APP), default_timeout=30)
        for name, value in query.items():
            test.query_params[name] = value
        test.switch_page(f"pricewatch/pages/{page}.py")
        return checked(test.run())

    return opened


@pytest.fixture
def path(corner, monkeypatch):
    monkeypatch.setenv("PRICEWATCH_DATA", str(corner))
    return queries.generation()


def checked(test):
    """Not even a bad address may end in an exception."""
    assert not test.exception, test.exception
    return test


def said(test):
    """All HTML of a page as the text that a reader sees, a blank between elements."""
    bodies = [each.proto.body for each in test.get("html") if not each.proto.body.startswith("<style")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", " ".join(bodies)))).replace(" .", ".")


def links(test):
    """The names that a page links to, in order."""
    found = [each.proto.label for each in test.get("page_link") if each.proto.page == "product"]
    return [re.sub(r"\\(.)", r"\1", label).replace(words.JOINER, "") for label in found]


def product_of(path, name):
    """The product that some shop sells under exactly this name."""
    con = queries.connection(path).cursor()
    return con.execute("select product_id from offers where name = ?", [name]).fetchall()[0][0]


class TestCompare:
    def test_starts_with_a_few_products_and_says_how_it_ranks(self, app):
        page = app()
        assert "Night Lamp" in links(page)
        assert "lowest known total" in said(page) and "Nobody pays us" in said(page)

    @pytest.mark.parametrize("typed", ["rolled oats", "oats ROLLED", "hafer körnig", "KORNIG flocken", "4000000000006"])
    def test_finds_by_any_of_its_names_whatever_order_case_and_accents(self, app, typed):
        assert "Haferflocken fein 500 g" in links(app(q=typed, market="DE EUR"))

    def test_finds_what_was_probably_meant(self, app):
        page = app(q="stedy ketle")
        assert links(page) == ["Steady Kettle"]
        assert "these have “steady kettle”" in said(page)

    def test_typing_fills_the_address_and_the_address_fills_the_box(self, app):
        page = app(q="kettle")
        assert page.text_input(key="q").value == "kettle"
        checked(page.text_input(key="q").set_value("lamp").run())
        assert links(page) == ["Night Lamp"]

    def test_ranks_known_totals_first_and_nothing_that_is_not_everybodys_price_of_today(self, app):
        page = app(q="oats", market="DE EUR")
        assert links(page) == ["Haferflocken fein 500 g", "Young Oats 1 kg"]
        assert "5.00 EUR in all at Alpha" in said(page)
        assert "2.00 EUR and 3.00 EUR shipping" in said(page) and "4.00 EUR per kg" in said(page)
        assert "2 shops, 1.90 to 2.00 EUR before shipping" in said(page)
        assert not re.search(r"\b(1\.00|0\.50|0\.60|0\.70|0\.80) EUR (in all|at)", said(page))

    def test_shows_one_country_and_currency_at_a_time(self, app):
        page = app(q="haferflocken", market="CH CHF")
        assert page.selectbox(key="market").options == ["DE EUR", "CH CHF"]
        assert "0.80 CHF in all at Epsilon" in said(page) and "EUR" not in said(page)

    def test_says_that_nothing_was_found_and_what_to_try(self, app):
        page = app(q="qqqq zzzz")
        assert "Nothing is sold under “qqqq zzzz”." in said(page) and "Try fewer words" in said(page)

    def test_says_when_it_is_sold_elsewhere_only(self, app):
        assert "1 product found, but none sold in CH CHF." in said(app(q="kettle", market="CH CHF"))

    def test_finds_a_pasted_address_and_says_that_it_fetches_none(self, app):
        assert links(app(q="https://www.b.example/lamp?utm_source=x")) == ["Night Lamp"]
        told = said(app(q="https://shop.example/never-seen"))
        assert "We know no product of this address." in told and "we never fetch them" in told

    def test_filters_by_shop_and_keeps_that_in_the_address(self, app):
        page = app(q="oats", market="DE EUR", shop="Beta")
        assert links(page) == ["Haferflocken fein 500 g"] and "from 1.90 EUR at Beta" in said(page)
        assert "Nothing is sold under “lamp” that fits the filters." in said(
            app(q="lamp", market="DE EUR", shop="Alpha")
        )
        assert "Night Lamp" not in links(app(market="DE EUR", shop="Alpha"))

    def test_sorts_by_the_price_of_a_unit(self, app):
        page = app(q="oats", market="DE EUR", order="price of a unit")
        assert links(page) == ["Young Oats 1 kg", "Haferflocken fein 500 g"]
        assert "3.80 EUR per kg" in said(page)

    def test_says_which_shops_are_compared_and_which_were_not_read_lately(self, app):
        assert "Compared here: 5 shops, and no others." in said(app())

    @pytest.mark.parametrize("query", [{"shop": "nobody"}, {"category": "x"}, {"order": "x"}, {"stock": "x"}])
    def test_ignores_filters_that_do_not_exist(self, app, query):
        assert "Night Lamp" in links(app(**query))

    @pytest.mark.parametrize("typed", ["'", "%", "' or 1=1 --", "\\", "a" * 5000, "\u202e", "   ", "%_"])
    def test_survives_whatever_is_typed(self, app, typed):
        app(q=typed)


class TestProduct:
    def test_shows_every_shop_ranked_by_total_with_the_reason_why_some_do_not_rank(self, app, path):
        page = app("product", product=product_of(path, "Rolled oats 500 g"), market="DE EUR")
        told = said(page)
        assert re.search(r"Alpha 5\.00 EUR 2\.00 EUR 3\.00 EUR — 4\.00 EUR per kg in stock", told)
        assert re.search(r"Beta unknown 1\.90 EUR unknown 1\.00 EUR 3\.80 EUR per kg in stock", told)
        for reason in (
            "out of stock",
            "doubtful: the page contradicts itself",
            "not seen since 1 Mar 2026",
            "price shown in the cart only",
        ):
            assert reason in told
        assert told.index("Alpha 5.00") < told.index("Beta unknown") < told.index("Gamma not ranked")

    def test_gives_a_verdict_with_its_reason_and_its_rule(self, app, path):
        page = app("product", product=product_of(path, "Steady Kettle"))
        assert "High Dearer than on 76.7 % of the days seen." in said(page)
        assert (
            "The best price on 30 Apr 2026 is 50.00 EUR; prices were seen on 90 of the 90 days to 30 Apr 2026"
            in said(page)
        )
        assert "the lowest of them was 40.00 EUR, last on 9 Apr 2026" in said(page)
        assert any("days_seen" in block.value for block in page.code)

    def test_gives_no_verdict_on_a_short_history(self, app, path):
        page = app("product", product=product_of(path, "Young Oats 1 kg"))
        assert "Limited history Seen on 6 of the 90 days to 30 Apr 2026 only: a verdict needs 14." in said(page)

    def test_lists_every_name_and_why_it_is_one_product(self, app, path):
        told = said(app("product", product=product_of(path, "Rolled oats 500 g")))
        for name in ("Haferflocken fein 500 g", "Rolled oats 500 g", "Oats in the cart 500 g", "Haferflocken 500 g"):
            assert name in told
        assert "same GTIN 04000000000006" in told

    def test_puts_the_claim_beside_what_was_seen(self, app, path):
        told = said(app("product", product=product_of(path, "Night Lamp")))
        assert "−42.0 % the shop claims: 29.00 EUR, before 50.00 EUR" in told
        assert "−3.3 % against the lowest price of the 30 days before: 30.00 EUR" in told
        assert "Test not met" in told and "The claim is larger than the saving." in told

    def test_lists_its_findings_with_a_way_to_each(self, app, path):
        page = app("product", product=product_of(path, "Steady Kettle"))
        told = said(page).split("Findings What our tests")[1]
        assert "On 10 Apr 2026: cannot be judged by the quarter-high test" in told and "a rise of 25.0 %" in told
        assert "finding" in [each.proto.page for each in page.get("page_link")]

    @pytest.mark.parametrize("bad", ["", "nonsense", "p" * 5000, "<script>", "' or 1=1", "../../etc/passwd"])
    def test_answers_a_bad_address_with_a_sentence_and_a_way_on(self, app, bad):
        page = app("product", product=bad)
        assert "Which product?" in said(page)
        assert "Search for a product" in [each.proto.label for each in page.get("page_link")]

    def test_shows_the_range_that_is_chosen_with_its_lowest_and_average(self, app, path):
        kettle, lowest = product_of(path, "Steady Kettle"), "Lowest: 40.00 EUR, last on 9 Apr 2026 at Alpha. Average of"
        assert f"{lowest} each day's lowest: 41.75 EUR." in said(app("product", product=kettle))
        assert f"{lowest} each day's lowest: 47.00 EUR." in said(app("product", product=kettle, range="30 days"))


SIZES = """
retailer | sku | name                | brand | category | size_text | price | shipping | captured_at
Alpha    | a   | Mela crunchy oats   | Mela  | snack    | 250 g     | 2.00  | 0.00     | 2026-01-01..2026-01-31
Alpha    | b   | Mela crunchy oats   | Mela  | snack    | 500 g     | 3.00  | 0.00     | 2026-01-01..2026-01-31
Alpha    | c   | Mela salted peanuts | Mela  | snack    | 200 g     | 1.00  | 0.00     | 2026-01-01..2026-01-31
"""


def test_other_sizes_stand_by_unit_price_and_what_else_the_maker_sells(given, monkeypatch):
    lake = given(SIZES)
    lake.built().close()
    monkeypatch.setenv("PRICEWATCH_DATA", str(lake.data))
    told = said(app_in("product", product=product_of(queries.generation(), "Mela crunchy oats")))
    packs = told.split("Other pack sizes")[1]
    assert packs.index("6.00 EUR per kg") < packs.index("8.00 EUR per kg")
    assert "Same maker" in packs and "1.00 EUR in all at Alpha" in packs.split("Same maker")[1]


class TestDiscount:
    def test_puts_the_claim_beside_the_lowest_of_30_days_and_says_how_that_was_worked_out(self, app):
        page = app("discount", q="http://b.example/lamp")
        told = said(page)
        assert "−42.0 % the shop claims: 29.00 EUR, before 50.00 EUR" in told
        assert "−3.3 % against the lowest price of the 30 days before: 30.00 EUR" in told
        assert "29.00 is 42.0 % below 50.00." in told and "29.00 is 3.3 % below 30.00." in told
        assert "public prices were seen on 30 days; the longest gap had 0 days." in told
        assert "Other test" in told

    def test_lists_the_latest_claims_with_filters(self, app):
        assert links(app("discount")) == ["Night Lamp"]
        assert "1 claimed reduction" in said(app("discount", verdict="Test not met", shop="Beta"))
        assert "No claim fits these filters." in said(app("discount", verdict="Test met"))

    def test_says_that_nothing_was_claimed_or_found(self, app, path):
        told = said(app("discount", product=product_of(path, "Steady Kettle")))
        assert "No shop has claimed a reduction of it that could be tested" in told
        assert "We know no product of this address." in said(app("discount", q="https://shop.example/never-seen"))
        assert "Nothing is sold under these words." in said(app("discount", q="qqqq zzzz"))

    @pytest.mark.parametrize("bad", ["nonsense", "p" * 5000, "<script>", "' or 1=1"])
    def test_survives_a_bad_address(self, app, bad):
        assert "there is no product" in said(app("discount", product=bad)).lower()


def test_a_claim_that_cannot_be_judged_gets_no_number():
    row = {"verdict": "cannot_tell", "real_percent": 12.0, "lowest_30d": 9, "missing": "another currency"}
    assert results.real_figure(row) == ("cannot tell", "against the lowest 30 days: another currency")


class TestWatch:
    def test_makes_the_address_of_a_feed_that_the_feeds_understand(self, app, path):
        kettle = product_of(path, "Steady Kettle")
        page = app("watch", items=kettle, market="DE EUR")
        page.number_input(key="below").set_value(45.0)
        address = checked(page.checkbox(key="pack").check().run()).code[0].value
        assert address.endswith(f"/feeds/watch.atom?product={kettle}&market=DE+EUR&below=45.00&low=1&pack=1")
        assert news.read_watch(parse_qsl(address.split("?")[1])).below == "45.00"

    def test_says_that_something_must_be_asked_for_and_that_nothing_is_kept(self, app, path):
        page = app("watch", items=product_of(path, "Steady Kettle"))
        assert "nothing about you is kept" in said(page)
        assert "Choose at least one thing" in said(checked(page.checkbox(key="low").uncheck().run()))

    @pytest.mark.parametrize("page", ["watch", "basket"])
    def test_products_are_added_and_removed_in_the_address(self, app, path, page):
        kettle, lamp = (product_of(path, name) for name in ("Steady Kettle", "Night Lamp"))
        test = app(page, items=kettle, market="DE EUR")
        checked(test.text_input(key="add").set_value("lamp").run())
        checked(test.button(key=f"add-{lamp}").click().run())
        assert test.query_params["items"] in ([f"{kettle},{lamp}"], f"{kettle},{lamp}")
        assert links(test) == ["Steady Kettle", "Night Lamp"]
        checked(test.button(key=f"remove-{kettle}").click().run())
        assert links(test) == ["Night Lamp"]

    @pytest.mark.parametrize("page", ["watch", "basket"])
    @pytest.mark.parametrize("bad", ["", "nonsense", "p" * 5000, "<script>", "p1,p2,,p1", "' or 1=1"])
    def test_survive_a_bad_address(self, app, page, bad):
        assert "add a product above" in said(app(page, items=bad))


class TestBasket:
    def test_one_shop_and_a_split_with_shipping_once_a_shop(self, app, path):
        items = ",".join(product_of(path, name) for name in ("Steady Kettle", "Young Oats 1 kg", "Night Lamp"))
        told = said(app("basket", items=items, market="DE EUR"))
        assert "No shop has all of it." in told
        split = told.split("Split among shops")[1]
        assert "87.00 EUR in all: 82.00 EUR and 5.00 EUR shipping" in split

    def test_says_what_is_not_known(self, app, path):
        items = ",".join(product_of(path, name) for name in ("Rolled oats 500 g", "Night Lamp"))
        told = said(app("basket", items=items, market="DE EUR"))
        assert "from 30.90 EUR on: 30.90 EUR and 0.00 EUR shipping, as far as it is stated" in told
        gone = said(app("basket", items=items, market="CH CHF"))
        assert "Not counted, since no price of now is known: Night Lamp." in gone


class TestReports:
    def test_a_wrong_price_is_reported_without_account_and_counted(self, given, monkeypatch):
        lake = given("sku | price | captured_at\n one | 1.00 | 2026-01-01")
        lake.built().close()
        monkeypatch.setenv("PRICEWATCH_DATA", str(lake.data))
        page = app_in("product", product=product_of(queries.generation(), "one"))
        page.text_area[0].set_value("it is\n**2.00** \u202e")
        button = next(each for each in page.button if each.label == "Report")
        assert "Kept. Thank you" in said(checked(button.click().run()))
        (line,) = journal.read(reports.log_of(lake.data))
        assert line["said"] == "it is **2.00** \ufffd" and set(line) == {
            "product", "offer", "wrong", "said", "generation", "at",
        }  # fmt: skip
        assert "1 report so far." in said(app_in("honesty"))

    def test_a_visit_and_a_day_have_a_limit(self, tmp_path, monkeypatch):
        monkeypatch.setattr(reports, "MOST_A_DAY", 2)
        at = datetime(2026, 5, 1, tzinfo=UTC)
        one = reports.Report(product="p1", offer=None, wrong="price", said="x" * 999, generation=1, at=at)
        for _ in range(2):
            reports.record(tmp_path, one)
        with pytest.raises(BadInput, match="Too many"):
            reports.record(tmp_path, one)
        reports.record(tmp_path, replace(one, at=at + timedelta(days=2)))
        assert reports.count(tmp_path) == 3
        assert max(len(line["said"]) for line in journal.read(reports.log_of(tmp_path))) == reports.LONGEST


class TestHikes:
    def test_shows_the_newest_first_with_a_link_to_the_product(self, app):
        page = app("hikes")
        assert "Steady Kettle" in links(page)
        assert "On 10 Apr 2026 from 40.00 to 50.00 EUR (+25.0 %)" in said(page) and "Market: unknown." in said(page)

    def test_filters_by_shop_and_size(self, app):
        page = app("hikes", shop="Alpha", tier="20 % or more")
        assert "Steady Kettle" in links(page)
        checked(page.selectbox(key="tier").select("note").run())
        assert "No rise fits these filters." in said(page)

    def test_shows_the_rule_and_its_numbers(self, app):
        page = app("hikes")
        assert any("hike_note" in block.value for block in page.code)
        assert "hike_window 91 days" in said(page)

    @pytest.mark.parametrize("query", [{"shop": "nobody"}, {"tier": "huge"}])
    def test_ignores_filters_that_do_not_exist(self, app, query):
        assert "Steady Kettle" in links(app("hikes", **query))


def finding_of(path, rule):
    con = queries.connection(path).cursor()
    return con.execute("select finding_id from findings where rule_id = ? order by all", [rule]).fetchall()[0][0]


class TestFindings:
    def test_lists_every_finding_with_its_sentence_and_status(self, app):
        told = said(app("findings"))
        assert "does not pass the 30-day prior price test (overstated)" in told
        assert "D1 version 2, for information" in told or "D1 version 2, rule set" in told
        assert "· published" in told and "not published" in told

    def test_filters_by_test_result_and_shop(self, app):
        told = said(app("findings", rule="D1: 30-day prior price test", verdict="Test not met", shop="Beta"))
        assert "30-day prior price test" in told and "quarter-high" not in told and "Steady Kettle" not in told
        assert "Nothing fits these filters." in said(app("findings", rule="D1: 30-day prior price test", shop="Alpha"))

    def test_an_address_chooses_the_same_in_every_language(self, app):
        chosen = {"rule": "D1: 30-day prior price test", "verdict": "Test not met"}
        pages = [app("findings", lang=language, **chosen) for language in LANGUAGES]
        ways = [
            [each.proto.query_string for each in page.get("page_link") if each.proto.page == "finding"]
            for page in pages
        ]
        assert ways[0] and [ways[0]] * len(pages) == ways

    def test_shows_strangers_what_is_published_and_what_was_passed_alone(self, app, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
        st.cache_data.clear()
        told = said(app("findings"))
        st.cache_data.clear()
        assert "· published" in told
        assert "quarter-high" not in told and "Cannot tell" not in told and "for information" not in told


class TestFinding:
    def test_shows_coverage_before_the_prices_and_the_prices_before_the_method(self, app, path):
        page = app("finding", finding=finding_of(path, "D1"))
        told = said(page)
        assert told.index("Days observed") < told.index("What the shop showed") < told.index("Numbers of this finding")
        assert "15 Apr 2026 to 30 Apr 2026 29.00 EUR 50.00" in told
        assert any("D1" in block.value for block in page.code)

    def test_lists_the_files_that_prove_what_was_imported_and_makes_a_case_of_it(self, app, path):
        page = app("finding", finding=finding_of(path, "D1"))
        told = said(checked(page.button[0].click().run()))
        assert "There is none: the listings were imported." in told and "SHA-256" in told
        page = checked(page.button[1].click().run())
        assert "Keep the case file (ZIP)" in [each.proto.label for each in page.get("download_button")]

    def test_counts_what_other_numbers_would_find(self, app, path):
        page = app("finding", finding=finding_of(path, "H1"))
        assert "Test not met" in said(page)
        told = said(checked(page.button[2].click().run()))
        assert "Findings that follow" in told

    @pytest.mark.parametrize("bad", ["", "nonsense", "f" * 5000, "<script>", "' or 1=1"])
    def test_answers_a_bad_address_with_a_sentence_and_a_way_on(self, app, bad):
        page = app("finding", finding=bad)
        assert "Which finding?" in said(page)
        assert "All findings" in [each.proto.label for each in page.get("page_link")]


class TestShops:
    def test_lists_every_shop_with_what_the_tests_gave_and_does_not_rank(self, app):
        told = said(app("shops"))
        assert "there is no ranking" in told and "No opacity index: fewer than 5 components could be measured." in told
        assert [each.proto.label for each in app("shops").get("page_link") if each.proto.page == "shop"] == [
            "Alpha", "Beta", "Delta", "Epsilon", "Gamma",
        ]  # fmt: skip

    def test_compares_two_shops_by_the_same_tests(self, app):
        told = said(app("shops", one="Alpha", other="Beta"))
        assert "D1: 30-day prior price test not tested 100.0 % of 1" in told

    def test_shows_strangers_passed_tests_too(self, app, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
        st.cache_data.clear()
        told = said(app("shop", shop="Beta"))
        st.cache_data.clear()
        assert "Some tests not met" in told and "Its listings are not shown here" in told


class TestShop:
    def test_shows_coverage_before_the_tests_and_what_is_not_disclosed_last(self, app):
        told = said(app("shop", shop="Beta"))
        assert told.index("Days observed") < told.index("What the tests gave") < told.index("What it does not disclose")
        assert "left out: fewer than 30 claims" in told

    @pytest.mark.parametrize("bad", ["", "nobody", "s" * 5000, "<script>"])
    def test_answers_a_bad_address_with_a_sentence_and_a_way_on(self, app, bad):
        page = app("shop", shop=bad)
        assert "Which shop?" in said(page)
        assert "All shops" in [each.proto.label for each in page.get("page_link")]


class TestHonesty:
    def test_says_how_each_shop_is_read_and_what_was_taken_back(self, app):
        told = said(app("honesty"))
        assert "Alpha seen just now" in told and "imported, never visited" in told
        assert "1 finding published in all, 0 of them withdrawn." in told and "Nobody has reviewed a match" in told


class TestHostileNames:
    @pytest.mark.parametrize(
        ("page", "query"),
        [("compare", {"q": "bold"}), ("hikes", {}), ("findings", {}), ("product", {}), ("compare", {"q": "endless"})],
    )
    def test_show_as_text(self, app, path, page, query):
        test = app(page, **(query or ({"product": product_of(path, HOSTILE)} if page == "product" else {})))
        for each in test.get("html"):
            assert "<img" not in each.proto.body and "<b>" not in each.proto.body and "\u202e" not in each.proto.body
        if page not in ("product", "findings") and "endless" not in query.values():
            assert shown(HOSTILE) in links(test)
        assert max(len(label) for label in [*links(test), ""]) <= words.LONGEST
        assert len(said(test)) < 20_000

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil", "http://[", "", None])
    def test_only_addresses_of_web_pages_are_linked(self, url):
        assert html_of(Link("shop", url)) == "shop"

    def test_an_address_cannot_leave_its_quotes(self):
        assert "'onclick" not in html_of(Link("shop", "http://a.example/'onclick='alert(1)"))


@pytest.fixture(scope="module")
def unpriced(tmp_path_factory):
    shop = Given(tmp_path_factory.mktemp("unpriced") / "data").seen("sku | captured_at\n x | 2026-01-01")
    shop.built().close()
    return shop


class TestNothingToShow:
    @pytest.mark.parametrize("page", ["compare", "product", "hikes"])
    def test_an_empty_folder_says_how_to_build(self, app, tmp_path, monkeypatch, page):
        monkeypatch.setenv("PRICEWATCH_DATA", str(tmp_path))
        test = app_in(page)
        assert "Nothing to show yet" in said(test) and "pricewatch build" in said(test)

    def test_a_database_of_another_version_says_so(self, tmp_path, monkeypatch):
        con = duckdb.connect(str(tmp_path / "current.duckdb"))
        con.execute("create table meta as select 99 as schema_version")
        con.close()
        monkeypatch.setenv("PRICEWATCH_DATA", str(tmp_path))
        assert "tables of version 99" in said(app_in("compare"))

    def test_shops_without_prices_and_hikes_get_sentences(self, unpriced, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_DATA", str(unpriced.data))
        assert "No shop has stated a price yet." in said(app_in("compare"))
        assert "No rise was found." in said(app_in("hikes"))

    def test_a_product_without_any_price_gets_sentences(self, unpriced, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_DATA", str(unpriced.data))
        test = app_in("product", product=product_of(queries.generation(), "x"))
        assert "Cannot tell" in said(test) and "No public price has been seen" in said(test)


def app_in(page, **query):
    """A page of whatever folder is set."""
    test = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in query.items():
        test.query_params[name] = value
    test.switch_page(f"pricewatch/pages/{page}.py")
    return checked(test.run())


def test_the_demo_says_that_it_is_invented(app):
    assert "every shop, product and price here is invented" in said(app())


def test_a_new_generation_is_shown_without_a_restart(given, monkeypatch):
    lake = given("sku | price | captured_at\n first | 1.00 | 2026-01-01")
    lake.built().close()
    monkeypatch.setenv("PRICEWATCH_DATA", str(lake.data))
    assert links(app_in("compare")) == ["first"]
    lake.seen("sku | price | captured_at\n second | 2.00 | 2026-01-01").built().close()
    assert sorted(links(app_in("compare"))) == ["first", "second"]


def test_a_line_breaks_where_nothing_was_seen_and_is_a_dot_where_seen_once(path):
    page = queries.product_page(path, product_of(path, "Tea once a week, with a gap"))
    drawn = list(chart.points(page.history, gap_days=7))
    assert [(str(each["day"]), each["price"]) for each in drawn] == [
        ("2026-01-01", 4.0),
        ("2026-01-31", 4.0),
        ("2026-02-01", None),
        ("2026-04-01", 4.0),
        ("2026-04-30", 4.0),
    ]


@pytest.mark.parametrize(
    ("days", "dearer", "cheaper", "price", "word", "sentence"),
    [
        (90, 74, 10, 1, "Low", "Cheaper than on 82.2 % of the days seen. The lowest of these days."),
        (90, 74, 10, D("1.05"), "Low", "Cheaper than on 82.2 % of the days seen. Within 5 % of the lowest."),
        (90, 74, 10, D("1.06"), "Low", "Cheaper than on 82.2 % of the days seen."),
        (90, 10, 74, 1, "High", "Dearer than on 82.2 % of the days seen."),
        (90, 45, 45, 1, "Usual", "Cheaper than on 50.0 %, dearer than on 50.0 % of the days seen."),
        (90, 0, 40, 1, "Usual", "Dearer than on 44.4 % of the days seen, the same on the others."),
        (14, 0, 0, 1, "Unchanged", "The same price on all days seen."),
        (13, 13, 0, 1, "Limited history", "Seen on 13 of the 90 days to 1 May 2026 only: a verdict needs 14."),
        (90, 0, 0, None, "Cannot tell", "No shop showed a price on 1 May 2026 that anybody could pay."),
    ],
)
def test_verdicts(days, dearer, cheaper, price, word, sentence):
    row = {"days": days, "dearer_days": dearer, "cheaper_days": cheaper, "price": price, "raised_on": None}
    row |= {"lowest_price": 1, "lowest_on": words.date(2026, 1, 1)}
    found = buying.verdict(row, "EUR", words.date(2026, 5, 1))
    assert (found.word, found.sentence) == (word, sentence)


@pytest.mark.parametrize(
    ("confirmed", "surprise", "market", "word"),
    [
        (None, False, "unknown", "Not confirmed yet"),
        (False, False, "unknown", "Taken back"),
        (True, True, "idiosyncratic", "Surprise"),
        (True, False, "market_wide", "With the market"),
        (True, False, "unknown", "Confirmed rise"),
    ],
)
def test_what_may_be_said_of_a_rise(confirmed, surprise, market, word):
    assert results.hike_result({"confirmed": confirmed, "surprise": surprise, "market_class": market}).word == word


TWINS = """
retailer | name      | category | size_text   | price  | description                                                       | captured_at
Alpha    | Aurora    | mattress | 90 x 200 cm | 399.00 | Height: 25 cm; Coils: 300 per m2; Weight: 20 kg; Cover: tencel    | 2026-01-01..2026-01-31
Beta     | Belvedere | mattress | 90 x 200 cm | 299.00 | Thickness: 25 cm; Springs: 300 per m2; Weight: 20 kg; Cover: tencel | 2026-01-01..2026-01-31
"""  # noqa: E501


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    return Given(tmp_path_factory.mktemp("twins") / "data").seen(TWINS)


class TestTwins:
    @pytest.fixture
    def twin(self, twins, tmp_path, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_DATA", str(twins.copied(tmp_path / "data").data))

        def opened(name):
            test = AppTest.from_file(str(APP), default_timeout=30)
            test.query_params["product"] = product_of(queries.generation(), name)
            test.switch_page("pricewatch/pages/product.py")
            return said(checked(test.run()))

        return opened

    def test_other_names_stand_on_the_page_with_price_attributes_and_that_nobody_reviewed_them(self, twin):
        page = twin("Aurora").split("Also sold as")[1]

        assert "Not reviewed Belvedere Beta 299.00 EUR" in page
        assert "no difference found in the published attributes" in page
        assert "coils 300 per m2 300 per m2 agrees" in page

    def test_strangers_are_not_told_what_nobody_reviewed(self, twin, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")

        assert "Also sold as" not in twin("Aurora")


class TestData:
    @pytest.mark.parametrize("name", analysing.ready())
    def test_every_ready_question_is_answered(self, path, name):
        con = queries.connection(path).cursor()
        rows = con.execute(analysing.ready()[name]).fetchall()
        assert rows or name[:2] in ("03", "06", "07"), "the corner has no market, no smaller pack and no twin"

    def test_the_notebook_is_python_and_its_questions_are_answered(self, path):
        cells = ast.parse((APP.parent / "docs" / "notebook.py").read_text(encoding="utf-8"))
        asked = [
            call.args[0].value
            for call in ast.walk(cells)
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "con.sql"
        ]
        con = queries.connection(path).cursor()
        assert len(asked) >= 5
        assert all(con.sql(sql).columns for sql in asked)

    def test_the_query_under_a_chart_runs_anywhere_and_gives_what_is_drawn(self, path):
        con, page = queries.connection(path).cursor(), queries.product_page(path, product_of(path, "Steady Kettle"))
        asked = con.execute(queries.history_query(page.product["product_id"], page.market)).fetchall()
        assert asked == [tuple(row.values()) for row in page.history] and len(asked) == 2
        assert con.execute(queries.trend_query("Alpha")).fetchall()
        assert con.execute(queries.trend_query("' or true --")).fetchall() == []

    def test_begins_with_ready_questions_and_says_what_each_table_holds(self, app):
        page = app("data")
        assert "Where is each product cheapest now, and how far do shops differ?" in page.selectbox(key="begin").options
        assert page.text_area[0].value.startswith("-- Where is each product cheapest now")
        assert "price_spells How long did each offer stand at each price?" in said(page)
        assert "Left out: instants with two prices at once" in said(page) and "DECIMAL(18,4)" in said(page)

    def test_tables_are_found_by_a_word(self, app):
        page = app("data", find="hiked_on")
        assert "price_spells" not in said(page) and "hikes Which offers became dearer" in said(page)
        assert re.search(r"\b[1-3] of \d+ tables", said(page))

    def test_a_strange_address_is_no_matter(self, app):
        assert "No table and no column has this word." in said(app("data", begin="nonsense", find="<img>" + "x" * 50))
        app("data", begin="nonsense", find="x" * 5000)

    def test_a_question_gets_its_rows_as_text_and_as_files(self, app):
        page = app("data")
        page.text_area[0].set_value("select name, 1 as one from offers where name like '%bold%'")
        checked(page.button[0].click().run())
        assert "1 row." in said(page) and words.plain(HOSTILE, 200) in said(page)
        assert "<img" not in "".join(each.proto.body for each in page.get("html"))
        assert [each.proto.label for each in page.get("download_button")] == ["CSV", "Parquet"]

    def test_a_mistake_is_a_sentence_and_the_page_lives_on(self, app):
        page = app("data")
        page.text_area[0].set_value("copy offers to 'x.csv'")
        checked(page.button[0].click().run())
        assert "Only one SELECT can be asked at a time" in said(page) and "price_spells" in said(page)
        checked(page.selectbox(key="begin").select_index(1).run())
        assert page.text_area[0].value.startswith("-- What did every offer cost on one day?")

    def test_strangers_ask_only_of_what_may_be_passed_on(self, app, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
        page = app("data")
        page.text_area[0].set_value("select count(*) as offers, any_value(name) as name from offers")
        checked(page.button[0].click().run())
        assert "offers name 0 —" in said(page)
