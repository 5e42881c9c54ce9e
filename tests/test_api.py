"""The API as its callers meet it: a real server over a small database."""

import threading
import time

import httpx
import pytest
import schemathesis
from conftest import Given
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from serving import serving
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Mount
from street_corner import HOSTILE, corner_in

from pricewatch import api, database
from pricewatch.guards import RateLimit, SecurityHeaders
from pricewatch.parameters import NoParameters


def application(limit=None):
    return Starlette(routes=[Mount("/api/v1", app=api.application(limit))], middleware=[Middleware(SecurityHeaders)])


@pytest.fixture(scope="module")
def corner(tmp_path_factory):
    return corner_in(tmp_path_factory.mktemp("api"), tmp_path_factory)


@pytest.fixture(scope="module")
def address():
    with serving(application()) as address:
        yield f"{address}/api/v1"


@pytest.fixture(autouse=True)
def shown(corner, monkeypatch):
    monkeypatch.setenv("PRICEWATCH_DATA", str(corner))
    monkeypatch.delenv("PRICEWATCH_PUBLIC", raising=False)


@pytest.fixture
def ask(address):
    """ask(path, name=value): the response."""
    with httpx.Client(base_url=address) as client:
        yield lambda path, **params: client.get(path, params=params or None)


@pytest.fixture(scope="module")
def kettle(corner, address):
    """The id of a product."""
    con = database.connect(database.current(corner))
    return con.execute("select product_id from offers where name = 'Steady Kettle'").fetchall()[0][0]


def names(response):
    assert response.status_code == 200, response.text
    return [each["name"] for each in response.json()["products"]]


def id_of(ask, words):
    return ask("/search", q=words).json()["products"][0]["id"]


def refusal(response, status):
    """The sentence of a refusal."""
    assert (response.status_code, response.headers["content-type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status
    return response.json()["detail"]


class TestSearch:
    @pytest.mark.parametrize(
        "typed",
        ["rolled oats", "KORNIG flocken", "4000000000006", "04000000000006", "4000000 000006", "http://a.example/oat",
         "https://www.a.example/oat/?utm_source=mail#top", "b.example/oat"],
    )  # fmt: skip
    def test_finds_by_words_barcode_or_address(self, ask, typed):
        assert "Haferflocken fein 500 g" in names(ask("/search", q=typed))

    def test_an_address_that_nobody_has_seen_finds_nothing_and_is_not_fetched(self, ask, address):
        found = ask("/search", q=f"{address}/oat").json()
        assert (found["count"], found["products"]) == (0, [])

    def test_says_what_was_looked_for_instead(self, ask):
        assert ask("/search", q="stedy ketle").json()["meant"] == "steady kettle"

    def test_money_is_a_string_with_its_currency_and_times_are_utc(self, ask):
        found = ask("/search", q="rolled oats", market="DE EUR").json()
        best = found["products"][0]["best"]
        assert best["total"] == {"amount": "5.00", "currency": "EUR"} and best["shop"] == "Alpha"
        assert best["seen_at"] == "2026-04-30T12:00:00Z" and found["edition"]["newest"].endswith("Z")

    def test_shows_one_market_at_a_time(self, ask):
        found = ask("/search", q="haferflocken", market="CH CHF").json()
        assert [each["best"]["price"] for each in found["products"]] == [{"amount": "0.80", "currency": "CHF"}]
        assert "Known are: DE EUR, CH CHF" in refusal(ask("/search", q="oats", market="XX"), 404)

    @pytest.mark.parametrize(
        "typed", ["", "  ", "\0", "a\0b", "a" * 10_000, "\ud7ff" * 3000, "x" * 501], ids=lambda text: repr(text[:5])
    )
    def test_what_cannot_be_looked_for_is_refused(self, ask, typed):
        assert refusal(ask("/search", q=typed), 400)

    @pytest.mark.parametrize(
        "typed", ["'", "%", "' or 1=1 --", "\\", "\u202e", "\u0301", "%_", "../../etc/passwd", "=1+1"]
    )
    def test_anything_else_is_only_text(self, ask, typed):
        assert ask("/search", q=typed).status_code == 200

    def test_unknown_and_doubled_parameters_are_refused_by_name(self, ask, address):
        assert "'colour'" in refusal(ask("/search", q="oats", colour="red"), 400)
        assert "more than once" in refusal(httpx.get(f"{address}/search?q=a&q=b"), 400)

    def test_is_quick(self, ask):
        took = []
        for words in ("oats", "kettle", "lamp", "korn", "stedy ketle", "500 g", "tea", "young"):
            began = time.perf_counter()
            ask("/search", q=words)
            took.append(time.perf_counter() - began)
        assert sorted(took)[-2] < 0.5


class TestProduct:
    def test_tells_what_each_shop_asks_and_under_which_names(self, ask):
        told = ask(f"/products/{id_of(ask, 'rolled oats')}", market="DE EUR").json()
        alpha, beta = told["offers"][:2]
        assert (alpha["shop"], alpha["ranked"], alpha["total"]["amount"]) == ("Alpha", True, "5.00")
        assert (beta["shop"], beta["total"], beta["member_price"]["amount"]) == ("Beta", None, "1.00")
        assert {"Rolled oats 500 g", "Haferflocken 500 g"} <= {each["name"] for each in told["names"]}
        assert told["last_90_days"]["price"] == {"amount": "1.90", "currency": "EUR"}

    def test_only_addresses_of_web_pages_are_given(self, ask):
        told = ask(f"/products/{id_of(ask, 'rolled oats')}", market="DE EUR").json()
        assert {each["url"] for each in told["offers"] if each["shop"] == "Gamma"} == {None, "http://c.example/oat2"}

    def test_history_is_steps_with_their_days(self, ask):
        told = ask(f"/products/{id_of(ask, 'kettle')}/history").json()
        assert [(each["seen_from"], each["seen_to"], each["price"]["amount"]) for each in told["spells"]] == [
            ("2026-01-01", "2026-04-09", "40.00"),
            ("2026-04-10", "2026-04-30", "50.00"),
        ]

    @pytest.mark.parametrize("name", ["%00", "a%0Ab", "p" * 5000])
    def test_an_id_that_none_can_be_is_refused(self, ask, name):
        assert ask(f"/products/{name}").status_code in (404, 414)

    @pytest.mark.parametrize("name", ["x", "p" * 1500, "' or 1=1", "<script>", "%2e%2e", "\u202e"])
    def test_an_unknown_product_is_not_found(self, ask, name):
        for path in (f"/products/{name}", f"/products/{name}/history"):
            assert "There is no product" in refusal(ask(path), 404)


class TestFindings:
    def test_come_newest_first_page_by_page(self, ask):
        every = ask("/findings", limit=200).json()["findings"]
        pages, cursor = [], {}
        while cursor is not None:
            page = ask("/findings", limit=2, **cursor).json()
            pages += page["findings"]
            cursor = page["next"] and {"cursor": page["next"]}
        assert pages == every and len(every) > 3
        assert every == sorted(every, key=lambda each: each["found_on"], reverse=True)

    @pytest.mark.parametrize(
        ("asked", "name", "value"),
        [("rule", "rule", "H1"), ("retailer", "retailer", "Beta"), ("verdict", "verdict", "violates")],
    )
    def test_are_filtered(self, ask, asked, name, value):
        found = ask("/findings", limit=200, **{asked: value}).json()["findings"]
        assert found and {each[name] for each in found} == {value}
        assert all(each["found_on"] >= "2026-04-15" for each in ask("/findings", since="2026-04-15").json()["findings"])

    @pytest.mark.parametrize(
        "params",
        [{"cursor": "x"}, {"limit": 0}, {"limit": "many"}, {"since": "yesterday"},
         {"verdict": "guilty"}, {"rule": "'"}, {"published": "perhaps"}, {"retailer": "\0"}],
    )  # fmt: skip
    def test_bad_filters_are_refused(self, ask, params):
        assert refusal(ask("/findings", **params), 400)


def test_shops_say_what_may_be_published_of_them(ask):
    shops = {each["slug"]: each for each in ask("/shops").json()["shops"]}
    assert (shops["Alpha"]["name"], shops["Alpha"]["publish"], shops["Alpha"]["offers"]) == ("Alpha", "findings", 5)


def test_strangers_get_no_listing_that_its_shop_keeps_to_itself(ask, monkeypatch):
    product = id_of(ask, "kettle")
    monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
    assert ask("/search", q="kettle").json()["products"] == []
    assert refusal(ask(f"/products/{product}"), 404)
    told = ask("/findings", limit=200).json()["findings"]
    assert told and all(each["published"] or each["verdict"] == "consistent" for each in told)


def test_a_hostile_name_is_text(ask):
    response = ask("/search", q="bold click")
    assert names(response) == [HOSTILE] and response.headers["content-type"] == "application/json"


def test_an_answer_is_sent_once_per_generation(ask, address):
    first = ask("/search", q="oats")
    again = httpx.get(f"{address}/search?q=oats", headers={"If-None-Match": f'"other", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert ask("/search", q="lamp").headers["etag"] != first.headers["etag"]


@pytest.mark.parametrize("path", ["/", "/search/", "/products", "/products/a/b/c", "/" + "deep/" * 300, "/openapi.xml"])
def test_other_addresses_are_not_found(ask, path):
    assert "openapi.json" in refusal(ask(path), 404)


def test_nothing_can_be_written(address):
    assert refusal(httpx.post(f"{address}/search?q=oats"), 405)


def test_without_a_database_there_is_a_sentence(ask, tmp_path, monkeypatch):
    monkeypatch.setenv("PRICEWATCH_DATA", str(tmp_path))
    told = refusal(ask("/shops"), 503)
    assert "pricewatch build" in told and str(tmp_path) not in told


def test_who_asks_too_often_is_told_when_to_come_again():
    with serving(application(RateLimit(per_second=0.01, burst=2))) as address:
        answers = [httpx.get(f"{address}/api/v1/shops") for _ in range(3)]
    assert [each.status_code for each in answers[:2]] == [200, 200]
    assert "Ask again in" in refusal(answers[2], 429) and 1 < int(answers[2].headers["retry-after"]) <= 100


def test_a_new_generation_under_load_gives_no_error_and_no_stale_answer(tmp_path, monkeypatch, address):
    lake = Given(tmp_path / "data").seen("sku | price | captured_at\n first | 1.00 | 2026-01-01")
    lake.built().close()
    monkeypatch.setenv("PRICEWATCH_DATA", str(lake.data))
    seen, done = [], threading.Event()

    def load():
        with httpx.Client(base_url=address) as client:
            while not done.is_set():
                answer = client.get("/search", params={"q": "st" if len(seen) % 2 else "second"})
                seen.append((time.monotonic(), answer.status_code, answer.json()["edition"]["generation"]))
                time.sleep(0.02)

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    lake.seen("sku | price | captured_at\n second | 2.00 | 2026-01-01").built().close()
    swapped = time.monotonic()
    while time.monotonic() < swapped + 1:
        time.sleep(0.05)
    done.set()
    for thread in threads:
        thread.join()
    assert {status for _, status, _ in seen} == {200}
    assert {number for _, _, number in seen} == {1, 2}
    assert {number for at, _, number in seen if at > swapped + 0.5} == {2}


@pytest.fixture(scope="module")
def described(address):
    return {
        each.ok().path: each.ok()
        for each in schemathesis.openapi.from_url(f"{address}/openapi.json").get_all_operations()
    }


@pytest.mark.parametrize(
    ("path", "mode"),
    [(each.path, mode) for each in api.OPERATIONS for mode in GenerationMode if each.query is not NoParameters],
)
def test_the_api_keeps_what_its_description_promises(described, kettle, path, mode):
    @given(case=described[path].as_strategy(generation_mode=mode))
    @settings(max_examples=12, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    def holds(case):
        if len(case.path_parameters.get("id", "")) % 2:
            case.path_parameters["id"] = kettle
        case.call_and_validate()

    holds()
