"""A person signs in, decides what the machine could not tell, checks findings, and takes things back."""

import html
import re
import shutil
from datetime import UTC, datetime

import duckdb
import pytest
from app_here import pages_here
from click.testing import CliRunner
from conftest import Given
from streamlit.testing.v1 import AppTest

from pricewatch import disclosure, finding_reviews, publications, reply, served, statements
from pricewatch.build import build
from pricewatch.cli import main
from pricewatch.decisions import decisions, standing
from pricewatch.errors import BadInput
from pricewatch.guards import RateLimit
from pricewatch.pages import person
from pricewatch.questions import reviewing
from pricewatch.serve import APP
from pricewatch.signin import DOOR, Door

DAYS = "2026-01-01..2026-03-20"
SHOPS = f"""
    retailer | sku | name                          | brand | captured_at            | price | was_price
    alpha    | 1   | Lumo desk lamp LED 12 W black | Lumo  | 2026-01-01..2026-02-20 | 10.00 |
    alpha    | 1   | Lumo desk lamp LED 12 W black | Lumo  | 2026-02-21..2026-03-01 | 10.00 | 20.00
    beta     | 1   | Lumo LED lamp for desks 12W   |       | {DAYS}                 | 11.00 |
    gamma    | 1   | desk lamp Lumo 12 W LED black | Lumo  | {DAYS}                 | 11.00 |
    alpha    | 2   | Steady Kettle 1.7 l steel     | Sied  | {DAYS}                 | 12.00 |
    beta     | 2   | Kettle Steady K17             | Sied  | {DAYS}                 | 13.00 |
    gamma    | 2   | Sied kettle 1.7 litre         | Sied  | {DAYS}                 | 13.00 |
    beta     | 3   | Night Radio Nova with clock   | Sied  | {DAYS}                 | 77.00 |
    gamma    | 3   | Radio Nova                    |       | {DAYS}                 | 88.00 |
"""
PUBLISH = '[alpha]\nname = "Alpha"\nhome = "https://alpha.example"\npublish = "all"\n'
WHY = "another model"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
EVENT = {"finding_id": "f9", "retailer": "alpha", "rule_id": "D1", "sentence": "Lumo, x.", "event_at": NOW}
ONCE = [EVENT | {"event": "published"}, EVENT | {"event": "withdrawn", "cause": "data", "detail": "it went"}]
RADIOS = {"Radio Nova", "Night Radio Nova with clock"}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    data = tmp_path_factory.mktemp("review") / "shops"
    data.mkdir()
    (data / "retailers.toml").write_text(PUBLISH, encoding="utf-8")
    Given(data).seen(SHOPS).built("2026-05-01").close()
    with pages_here():
        yield data


@pytest.fixture
def data(built, tmp_path, monkeypatch):
    """A copy to write into, served with the token `open`."""
    folder = shutil.copytree(built, tmp_path / "shops", symlinks=True)
    monkeypatch.setenv("PRICEWATCH_DATA", str(folder))
    for name, value in {"token": "open", "say": lambda _: None, "limit": RateLimit(1, 99)}.items():
        monkeypatch.setattr(DOOR, name, value)
    return folder


@pytest.fixture
def opened(data):
    def opening(page="review", **query):
        test = AppTest.from_file(str(APP), default_timeout=30)
        for key, value in query.items():
            test.query_params[key] = value
        test.switch_page(f"pricewatch/pages/{page}.py")
        return checked(test.run())

    return opening


@pytest.fixture
def ada(opened):
    """The review page, signed in."""
    return signed_in(opened())


def checked(test):
    assert not test.exception, test.exception
    return test


def signed_in(test, token="open", name="Ada"):
    test.text_input(key="name").set_value(name)
    test.text_input(key="token").set_value(token)
    return press(test, "Sign in")


def press(test, label):
    return checked(next(each for each in test.button if each.label == label).click().run())


def labels(test):
    return [each.label for each in test.button]


def said(test):
    bodies = [each.proto.body for each in test.get("html") if not each.proto.body.startswith("<style")]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", " ".join(bodies)))).replace("\xa0", " ")


def queue(test):
    return said(test).split("Is this one product?")[1].split("Findings to check")[0]


def holding(data):
    return [
        (each.kind, {party.name for party in each.offers}, each.who, each.why) for each in standing(decisions(data))
    ]


def ids_of(data, *names):
    con = served.connection(served.generation()).cursor()
    return [con.execute("select offer_id from offers where name = ?", [name]).fetchall()[0][0] for name in names]


class TestSigningIn:
    def test_reading_needs_none_offers_nothing_to_press_and_no_address_signs_in(self, opened):
        page = opened(token="open", name="Ada", reviewer="Ada")
        assert "Radio Nova" in said(page) and labels(page) == ["Sign in"]

    def test_the_token_works_once_and_for_this_session_alone(self, opened):
        page = signed_in(opened())
        assert "Signed in as Ada" in said(page) and "Same" in labels(page)
        assert "Signed in as Ada" in said(checked(page.run()))
        assert "not the token" in said(signed_in(opened()))

    @pytest.mark.parametrize(("token", "name", "says"), [("shut", "Ada", "not the token"), ("open", " ", "your name")])
    def test_says_what_is_wrong(self, opened, token, name, says):
        page = signed_in(opened(), token, name)
        assert says in said(page) and "Same" not in labels(page)

    def test_without_a_token_nobody_signs_in_and_the_page_says_how(self, opened, monkeypatch):
        monkeypatch.setattr(DOOR, "token", None)
        page = opened()
        assert labels(page) == [] and "prints a token to sign in with" in said(page)

    def test_signing_out_ends_it(self, ada):
        assert "Same" not in labels(press(ada, "Sign out"))

    def test_a_used_token_is_replaced_by_another_one(self):
        printed = []
        door = Door(say=printed.append)
        with pytest.raises(BadInput, match="not the token"):
            door.enter("Ada", "", "here", 0)
        door.unlock()
        first = door.token
        assert door.enter(" Ada\n", f" {first} ", "here", 0) == "Ada"
        assert len(printed) == 2 and first in printed[0] and door.token in printed[1] and door.token != first

    def test_five_attempts_a_minute_and_the_right_token_does_not_help_after_them(self):
        door = Door(say=lambda _: None)
        door.unlock()
        for _ in range(5):
            with pytest.raises(BadInput, match="not the token"):
                door.enter("Eve", "guess", "here", 0)
        with pytest.raises(BadInput, match=r"Too many attempts\. Try again in 12 seconds"):
            door.enter("Ada", door.token, "here", 0)
        assert door.enter("Ada", door.token, "elsewhere", 0) == "Ada"
        assert door.enter("Ada", door.token, "here", 13) == "Ada"

    def test_by_oidc_only_whom_the_operator_lists(self, opened, monkeypatch):
        class User:
            def to_dict(self):
                return {"is_logged_in": True, "email": "ada@alpha.example", "email_verified": True}

        listed = {"auth": {}, "pricewatch": {"reviewers": ["*@alpha.example"]}}
        monkeypatch.setattr(person.st, "user", User())
        monkeypatch.setattr(person, "has_oidc", lambda: True)
        monkeypatch.setattr(person.st, "secrets", listed)
        assert person.signed_in() == "ada@alpha.example"
        monkeypatch.setattr(person.st, "secrets", {"auth": {}})
        assert person.signed_in() is None


class TestPairs:
    def test_the_most_uncertain_pair_comes_first_side_by_side_without_prices(self, opened):
        page = said(opened())
        assert "2 pairs of this edition" in page
        assert "Name Night Radio Nova with clock Radio Nova differs" in page or (
            "Name Radio Nova Night Radio Nova with clock differs" in page
        )
        assert "Brand" in page and "missing" in page and "24 % likely" in page
        assert not re.search(r"77\.00|88\.00", page)

    def test_a_decision_needs_a_reason(self, ada, data):
        assert "Say why first" in said(press(ada, "Same"))
        assert holding(data) == []

    def test_a_decided_pair_leaves_the_queue_holds_from_the_next_build_and_can_be_taken_back(self, ada, data):
        for label, kind in (("Same", "same"), ("Different", "different"), ("Twin", "twin")):
            ada.selectbox(key="why").set_value(WHY)
            page = said(press(ada, label))
            assert holding(data) == [(kind, RADIOS, "Ada", WHY)]
            assert "Noted; it holds from the next build on." in page
            assert "Steady Kettle" in queue(ada) and "Nova" not in queue(ada)
            assert f"Ada, {decisions(data)[0].at.day} " in page.split("Decided lately")[1]
            assert "Taken back" in said(press(ada, "Undo"))
            assert holding(data) == [] and "Nova" in queue(ada)

    def test_a_skipped_pair_comes_back_when_asked_for(self, ada):
        page = press(press(ada, "Skip"), "Skip")
        assert "No pair waits for a person here" in said(page)
        assert "Radio Nova" in said(press(page, "Show the 2 skipped pairs again"))

    def test_filters_stand_in_the_address(self, opened):
        assert "Kettle" in queue(opened(shop="Alpha"))

    def test_a_pair_that_nobody_can_decide_says_why(self, opened, data):
        lamp, *_ = ids_of(data, "Lumo desk lamp LED 12 W black")
        page = signed_in(opened(pair=f"{lamp}_{lamp}"))
        page.selectbox(key="why").set_value(WHY)
        assert "one and the same" in said(press(page, "Same"))

    @pytest.mark.parametrize("pair", ["1_2", "99999999999999999999_1"])
    def test_a_pair_that_is_not_there_is_a_sentence(self, opened, pair):
        assert "There is no such pair" in said(opened(pair=pair))

    def test_an_offer_is_split_out_of_its_product(self, opened, data):
        (lamp,) = ids_of(data, "Lumo LED lamp for desks 12W")
        con = served.connection(served.generation()).cursor()
        ((product,),) = con.execute("select product_id from offers where offer_id = ?", [lamp]).fetchall()
        page = signed_in(opened(product=product))
        page.selectbox(key="why").set_value(WHY)
        page.selectbox(key="split-offer").set_value(lamp)
        press(checked(page.run()), "Split it out")
        checked(page.switch_page("pricewatch/pages/product.py").run())
        assert "Is one of these another product" in str([each.proto.label for each in page.get("page_link")])
        assert holding(data) == [("split", {"Lumo LED lamp for desks 12W"}, "Ada", WHY)]

    def test_strangers_see_no_decision_about_offers_that_stay_in_the_house(self, ada, opened, monkeypatch):
        ada.selectbox(key="why").set_value(WHY)
        press(ada, "Same")
        monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
        page = said(opened())
        assert "Nobody has decided anything yet" in page and "Nova" not in page


@pytest.fixture
def finding(data):
    con = served.connection(served.generation()).cursor()
    ((found,),) = con.execute("select finding_id from findings where published").fetchall()
    return found


class TestFindings:
    def test_one_called_wrong_is_withdrawn_by_the_next_build_counted_and_stays_visible(self, opened, data, finding):
        page = signed_in(opened())
        assert "alpha" in said(page).split("Findings to check")[1] or page.get("page_link")
        page.query_params["finding"] = finding
        page.switch_page("pricewatch/pages/finding.py")
        checked(page.run())
        assert "Say why first" in said(press(page, "It is wrong"))
        page.selectbox(key="why-finding").set_value("the page was misread")
        page = said(press(page, "It is wrong"))
        assert "Ada called it wrong on" in page and "not published from the next build on" in page
        assert "None waits." in said(opened())
        assert "All shops 1 1 100.0 % 20.7 to 100.0 %" in said(opened("honesty"))

        publications.write(data, ONCE)
        statements.record(data, statements.Statement(about="f9", text="Told you.", source="mail", at=NOW))
        build(data, now=NOW)
        page = said(opened("honesty"))
        assert "cause: decision" in page and "called wrong by Ada: the page was misread" in page
        gone = said(opened("finding", finding="f9"))
        assert "A finding that we took back" in gone and "Lumo, x." in gone and "Told you." in gone
        assert CliRunner().invoke(main, ["notices", "--data", str(data)]).stdout.startswith("retailer,finding_id,")

    def test_the_latest_review_counts_and_can_be_taken_back(self, data, finding):
        path = served.generation()
        row = {"finding_id": finding, "rule_id": "D1", "retailer": "alpha", "verdict": "violates"}
        for kind in ("wrong", "right"):
            reviewing.review_finding(row, kind, "Ada", "looked")
        assert [(1, 0)] * 2 == [(each["reviewed"], each["wrong"]) for each in reviewing.false_accusations(path)]
        reviewing.review_finding(row, "undo", "Ada", "looked again")
        assert [(1, 1)] * 2 == [(each["reviewed"], each["wrong"]) for each in reviewing.false_accusations(path)]
        reviewing.review_finding(row, "undo", "Ada", "looked again")
        assert [] == reviewing.false_accusations(path)
        with pytest.raises(BadInput, match="no review"):
            reviewing.review_finding(row, "undo", "Ada", "looked again")

    def test_a_clear_that_was_wrong_is_no_false_accusation(self, data):
        row = {"finding_id": "f", "rule_id": "D1", "retailer": "alpha", "verdict": "consistent"}
        reviewing.review_finding(row, "wrong", "Ada", "looked")
        assert [] == reviewing.false_accusations(served.generation())

    def test_lines_that_are_no_review_are_passed_over(self, data):
        log = finding_reviews.log_of(data)
        log.parent.mkdir(exist_ok=True)
        log.write_text('[]\n{"kind": "cheer"}\n{"kind": "wrong", "finding_id": "f"')
        assert [] == finding_reviews.reviews(data)


class TestRightOfReply:
    def state(self, data, about, text, source="a letter"):
        file = data / "reply.txt"
        file.write_bytes(text)
        return CliRunner().invoke(
            main, ["statement", about, "--text", str(file), "--source", source, "--data", str(data)]
        )

    def test_a_statement_stands_with_the_shop_and_with_the_finding_as_text(self, opened, data, finding):
        assert self.state(data, "alpha", b"We disagree.\n\n<b>Strongly</b>").exit_code == 0
        assert self.state(data, finding, b"It was a misprint.").exit_code == 0
        shop, page = said(opened("shop", shop="alpha")), opened("finding", finding=finding)
        assert "We disagree." in shop and "<b>Strongly</b>" in shop and "source: a letter" in shop
        assert "It was a misprint." in said(page) and "We disagree." not in said(page)

    @pytest.mark.parametrize(
        ("about", "text", "source", "says"),
        [
            ("nobody", b"x", "a letter", "no shop and no finding 'nobody'"),
            ("alpha", b" ", "a letter", "needs its text"),
            ("alpha", b"x", " ", "its source"),
            ("alpha", b"\xff", "a letter", "no text in UTF-8"),
            ("alpha", b"x" * 20_001, "a letter", "20,000 characters"),
        ],
    )
    def test_what_cannot_be_meant_is_refused_in_a_sentence(self, data, about, text, source, says):
        done = self.state(data, about, text, source)
        assert done.exit_code == 1 and says in done.stderr and done.stderr.count("\n") == 1
        assert [] == statements.statements(data, about)


def test_announcements_stay_between_us_and_the_shop():
    assert disclosure.rule("publications", {"event", "retailer"}).startswith("event in ('published', 'withdrawn')")


def test_notices_are_what_is_announced_and_not_published_yet():
    con = duckdb.connect()
    con.execute("create macro parameter(wanted) as 14::decimal(12, 4)")
    con.execute("""
        create table publications as
        select
            *, 'alpha' as retailer, 'D1' as rule_id, date '2026-05-01' as found_on, 'Lumo.' as sentence,
            timestamp '2026-05-02' as event_at
        from (values (1, 'announced', 'f1'), (2, 'announced', 'f2'), (3, 'published', 'f2'))
            as t (position, event, finding_id)
    """)

    found = con.execute(f"select finding_id, published_from from ({reply.NOTICES})").fetchall()
    assert [("f1", datetime(2026, 5, 16))] == found  # noqa: DTZ001
