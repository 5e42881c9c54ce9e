"""Feeds as their readers meet them, and what is sent to whom the operator names."""

import http.server
import json
import threading
from datetime import UTC, datetime

import feedparser
import httpx
import pytest
from conftest import Given
from lxml import etree
from serving import serving
from starlette.applications import Starlette
from starlette.routing import Mount
from street_corner import HOSTILE

from pricewatch import alerts, database, feeds
from pricewatch.errors import BadInput

ATOM = "{http://www.w3.org/2005/Atom}"
NOW = datetime(2026, 3, 31, 20, tzinfo=UTC)

SEEN = f"""
retailer | sku  | name         | gtin          | size_text | price | was_price | availability | captured_at
alpha    | oat  | Oats         | 4000000000006 | 500 g     | 3.00  |           | in_stock     | 2026-01-01..2026-03-14
alpha    | oat  | Oats         | 4000000000006 | 500 g     | 2.40  |           | in_stock     | 2026-03-15..2026-03-31
beta     | oat  | Rolled oats  | 4000000000006 | 500 g     | 2.50  |           | in_stock     | 2026-01-01..2026-02-28
beta     | oat  | Rolled oats  | 4000000000006 | 500 g     | 2.50  |           | out_of_stock | 2026-03-01..2026-03-09
beta     | oat  | Rolled oats  | 4000000000006 | 500 g     | 2.50  |           | in_stock     | 2026-03-10..2026-03-26
beta     | oat  | Rolled oats  | 4000000000006 | 500 g     | 2.75  |           | in_stock     | 2026-03-27..2026-03-31
gamma    | oat  | Old oats     | 4000000000006 | 500 g     | 2.90  |           | in_stock     | 2026-01-01..2026-03-09
gamma    | oat  | Old oats     | 4000000000006 | 500 g     | 0.10  |           | out_of_stock | 2026-03-10..2026-03-31
alpha    | tea  | Tea          |               | 100 g     | 5.00  |           | in_stock     | 2026-01-01..2026-02-14
alpha    | tea  | Tea          |               | 80 g      | 5.00  |           | in_stock     | 2026-02-15..2026-03-31
alpha    | bad  | {HOSTILE}    |               |           | 10.00 |           | in_stock     | 2026-01-01..2026-03-19
alpha    | bad  | {HOSTILE}    |               |           | 8.00  |           | in_stock     | 2026-03-20..2026-03-31
alpha    | pan  | Pan          |               |           | 80.00 |           | in_stock     | 2026-01-01..2026-02-14
alpha    | pan  | Pan          |               |           | 79.00 | 120.00    | in_stock     | 2026-02-15..2026-03-31
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    given = Given(tmp_path_factory.mktemp("feeds") / "data").seen(SEEN)
    given.built("2026-03-31").close()
    return given.data


@pytest.fixture(autouse=True)
def shown(data, monkeypatch):
    monkeypatch.setenv("PRICEWATCH_DATA", str(data))
    monkeypatch.delenv("PRICEWATCH_PUBLIC", raising=False)


@pytest.fixture(scope="module")
def address():
    with serving(Starlette(routes=[Mount("/feeds", app=feeds.application(None))])) as address:
        yield f"{address}/feeds"


@pytest.fixture(scope="module")
def id_of(data):
    con = database.connect(database.current(data))
    return lambda name: con.execute("select product_id from offers where name = ?", [name]).fetchall()[0][0]


@pytest.fixture
def watch(address, id_of):
    """watch(name, below=..., ...): titles of the entries, the latest first."""

    def told(*names, **wants):
        response = httpx.get(f"{address}/watch.atom", params={"product": [id_of(name) for name in names], **wants})
        return [entry.title for entry in valid(response).entries]

    return told


def valid(response):
    """The feed, read as a stranger would, once it holds to RFC 4287."""
    assert (response.status_code, response.headers["content-type"]) == (200, "application/atom+xml"), response.text
    root = etree.fromstring(response.content)
    assert root.tag == f"{ATOM}feed"
    for each in [root, *root.findall(f"{ATOM}entry")]:
        for name in ("id", "title", "updated"):
            assert len(each.findall(ATOM + name)) == 1 and each.findtext(ATOM + name), name
        assert each.findtext(f"{ATOM}id").startswith("urn:uuid:")
        datetime.strptime(each.findtext(f"{ATOM}updated"), "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        assert all(link.get("href").startswith("http://") for link in each.findall(f"{ATOM}link"))
    ids = [entry.findtext(f"{ATOM}id") for entry in root.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids)) and root.findtext(f"{ATOM}author/{ATOM}name")
    assert [link.get("href") for link in root.findall(f"{ATOM}link[@rel='self']")] == [str(response.url)]
    read = feedparser.parse(response.content)
    assert not read.bozo and read.version == "atom10"
    return read


class TestWatch:
    def test_tells_when_a_target_is_reached_and_not_what_nobody_could_pay(self, watch):
        assert watch("Oats", below="2.45") == ["Rolled oats: 2.40 EUR, at or under 2.45, alpha"]

    def test_a_target_is_reached_once_until_the_price_was_above_it_again(self, watch):
        assert watch("Oats", below="2.60") == [
            "Rolled oats: 2.40 EUR, at or under 2.60, alpha",
            "Rolled oats: 2.50 EUR, at or under 2.60, beta",
        ]

    def test_tells_drops_and_rises_of_so_many_percent(self, watch):
        assert watch("Oats", drop=20) == ["Rolled oats: 20.0 % less, 2.40 EUR, alpha"]
        assert watch("Oats", rise=10) == ["Rolled oats: 10.0 % more, 2.75 EUR, beta"]
        assert watch("Oats", drop=20.1) == watch("Oats", rise=10.1) == []

    def test_tells_a_new_low_and_what_can_be_bought_again(self, watch):
        assert watch("Oats", low=1) == ["Rolled oats: lowest so far, 2.40 EUR, alpha"]
        assert watch("Oats", stock=1) == ["Rolled oats: in stock again, 2.50 EUR, beta"]

    def test_tells_a_changed_pack(self, watch):
        assert watch("Tea", pack=1) == ["Tea: the pack holds 80 g, before 100 g, alpha"]

    def test_watches_a_basket_for_several_things_at_once_the_latest_first(self, watch):
        told = watch("Oats", "Tea", drop=10, rise=5, pack=1)
        assert [title.partition(":")[0] for title in told] == ["Rolled oats", "Rolled oats", "Tea"]

    def test_says_the_numbers_in_a_sentence(self, address, id_of):
        feed = valid(httpx.get(f"{address}/watch.atom", params={"product": id_of("Oats"), "drop": "10"}))
        assert feed.entries[0].content[0].value == (
            "Rolled oats at alpha: 2.40 EUR since 2026-03-15 12:00 UTC, before shipping. "
            "It was 3.00 EUR when seen before, on 2026-03-14."
        )
        assert f"/product?product={id_of('Oats')}&market=DE+EUR" in feed.entries[0].link

    def test_a_hostile_name_is_text(self, address, id_of):
        response = httpx.get(f"{address}/watch.atom", params={"product": id_of(HOSTILE), "drop": "10"})
        feed = etree.fromstring(response.content)
        assert "<img src=x onerror=alert(1)>" in feed.findtext(f"{ATOM}entry/{ATOM}title")
        assert "\u202e" not in response.text and len(feed.findall(f".//{ATOM}title/*")) == 0

    @pytest.mark.parametrize(
        "query",
        ["", "below=1", "product=p1", "product=p1&below=cheap", "product=p1&below=-1", "product=p1&drop=0",
         "product=p1&drop=nan", "product=p1&low=yes", "product='&low=1", "product=p1&colour=red&low=1",
         "product=p1&drop=1&drop=2", "&".join(["product=p1"] * 21) + "&low=1", "product=p1&low=1&market=" + "x" * 9000],
        ids=lambda query: query[:30],
    )  # fmt: skip
    def test_what_cannot_be_watched_is_refused(self, address, query):
        assert httpx.get(f"{address}/watch.atom?{query}").status_code == 400

    def test_what_is_not_here_is_not_found(self, address, id_of):
        assert httpx.get(f"{address}/watch.atom?product=p1&low=1").status_code == 404
        assert httpx.get(f"{address}/watch.atom?product={id_of('Oats')}&low=1&market=XX").status_code == 404
        assert httpx.get(f"{address}/shops/nobody.atom").status_code == 404
        assert httpx.get(f"{address}/other.atom").status_code == 404

    def test_strangers_get_nothing_of_shops_that_keep_it_to_themselves(self, address, id_of, monkeypatch):
        monkeypatch.setenv("PRICEWATCH_PUBLIC", "1")
        assert httpx.get(f"{address}/watch.atom?product={id_of('Oats')}&low=1").status_code == 404


def test_published_findings_have_a_feed_and_each_shop_its_own(address):
    every = valid(httpx.get(f"{address}/findings.atom")).entries
    assert every and "does not pass the 30-day prior price test" in " ".join(each.content[0].value for each in every)
    assert [each.id for each in valid(httpx.get(f"{address}/shops/alpha.atom")).entries] == [each.id for each in every]
    assert valid(httpx.get(f"{address}/shops/beta.atom")).entries == []


def test_a_feed_is_sent_once_per_generation(address):
    first = httpx.get(f"{address}/findings.atom")
    assert httpx.get(f"{address}/findings.atom", headers={"If-None-Match": first.headers["etag"]}).status_code == 304


@pytest.fixture
def phone():
    """A service that takes messages, and the messages; `answers` are the codes of the next ones."""

    class Phone(http.server.BaseHTTPRequestHandler):
        taken, answers = [], []

        def do_POST(self):
            code = self.answers.pop(0) if self.answers else 200
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self.taken.append((code, body["title"]))
            self.send_response(code)
            self.end_headers()

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Phone) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        Phone.to = f"json://127.0.0.1:{server.server_port}"
        yield Phone
        server.shutdown()
        thread.join()


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")  # as Apprise imports it
class TestAlerts:
    @pytest.fixture
    def send(self, data, id_of, phone):
        """send(entry): what is said; the log is empty before."""
        log = data / "log" / "alerts.ndjson"
        log.unlink(missing_ok=True)

        def sent(entry=None, now=NOW):
            entry = entry or f'[oats]\nto = ["{phone.to}"]\nwatch = "product={id_of("Oats")}&rise=5"\n'
            (data / "alerts.toml").write_text(entry)
            return alerts.send(data, now)

        yield sent
        (data / "alerts.toml").unlink()

    def test_news_go_out_once(self, send, phone):
        assert send() == ["Alert oats: 1 sent."] and send() == ["Alert oats: 0 sent."]
        assert phone.taken == [(200, "Rolled oats: 10.0 % more, 2.75 EUR, beta")]

    def test_what_failed_is_tried_again_and_what_was_broken_off_is_not(self, send, phone, data):
        phone.answers.append(500)
        assert send() == ["Alert oats: 0 sent, 1 failed and are tried again at the next run."]
        assert send() == ["Alert oats: 1 sent."]
        log = data / "log" / "alerts.ndjson"
        log.write_text("".join(log.read_text().splitlines(keepends=True)[:1]))
        assert send() == ["Alert oats: 0 sent."]

    def test_the_log_holds_no_address(self, send, phone, data):
        send()
        assert phone.to not in (data / "log" / "alerts.ndjson").read_text()

    def test_old_news_are_not_sent(self, send, phone):
        assert send(now=datetime(2026, 4, 30, tzinfo=UTC)) == ["Alert oats: 0 sent."] and phone.taken == []

    def test_published_findings_may_be_sent(self, send, phone):
        send(f'[claims]\nto = ["{phone.to}"]\nfindings = true\nretailer = "alpha"\n')
        assert phone.taken and all(title.endswith("alpha, 2026-02-15") for _, title in phone.taken)

    def test_without_a_file_nothing_is_sent(self, data):
        assert alerts.send(data, NOW) == []

    @pytest.mark.parametrize(
        "entry",
        ["[a", "a = 1", "[a]\nfindings = true", '[a]\nto = ["json://x"]', '[a]\nto = ["json://x"]\nwatch = 3',
         '[a]\nto = ["json://x"]\nwatch = "product=p1"', '[a]\nto = ["json://x"]\nwotch = "x"',
         '[a]\nto = ["nonsense:secret"]\nfindings = true'],
    )  # fmt: skip
    def test_what_is_wrong_in_the_file_is_said(self, send, entry):
        with pytest.raises(BadInput) as why:
            send(entry)
        assert "secret" not in str(why.value)
