"""A visit of a real local shop: what it leaves on disk, and what it says of itself."""

import hashlib
import json
import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import duckdb
import polars as pl
import pytest
from collect_shop import HTML, Pages, Shop, TinyScraper, retailer_at, settings_for
from warcio.archiveiterator import ArchiveIterator

from pricewatch.collect.log import KEYS
from pricewatch.collect.run import Collector
from pricewatch.collect.turns import Turns
from pricewatch.errors import (
    BotWall,
    Busy,
    ConsentWall,
    FetchRefused,
    LayoutChanged,
    LoginWall,
    NotAProductPage,
    PageGone,
    PricewatchError,
    TooLarge,
    Unreadable,
)
from pricewatch.listing import Listing
from pricewatch.read.page import Reading

NOON = datetime(2026, 3, 1, 12, 0, 0, 250, tzinfo=UTC)

CATALOGUE: Pages = {
    "/": (200, HTML, "next /soap\nnext /tea"),
    "/soap": (200, HTML, "item Soap 2.50"),
    "/tea": (200, HTML, "item Tea -\nitem Green tea 4.00"),
}


@pytest.fixture
def shop():
    with Shop(CATALOGUE) as running:
        yield running


def collector_of(shop, data, **more):
    return Collector(
        retailer_at(shop), data=data, scraper=TinyScraper(), settings=settings_for(shop), clock=lambda: NOON, **more
    )


def test_a_visit_leaves_captures_listings_and_log_lines_that_name_each_other(shop, tmp_path):
    with collector_of(shop, tmp_path) as collector:
        summary = collector.visit()

    assert (summary.outcome, summary.pages, summary.listings, summary.priced) == ("ok", {"ok": 3}, 3, 2)
    lake = pl.read_parquet(tmp_path / f"listings/retailer=tiny/{summary.run}.parquet").sort("name")
    assert lake["name"].to_list() == ["Green tea", "Soap", "Tea"]
    assert lake["captured_at"].unique().to_list() == [NOON.replace(tzinfo=None)]
    assert lake["reader"].unique().to_list() == ["tiny 1"]
    assert lake["country"].to_list() == [None] * 3
    with (tmp_path / f"captures/tiny/{summary.run}.warc.gz").open("rb") as file:
        responses = {
            record.rec_headers["WARC-Record-ID"]: record.rec_headers["WARC-Target-URI"]
            for record in ArchiveIterator(file, check_digests="raise")
            if record.rec_type == "response"
        }
    assert {responses[capture] for capture in lake["capture"]} == {shop.url("/soap"), shop.url("/tea")}
    lines = [json.loads(line) for line in (tmp_path / "log/collect/tiny.ndjson").read_text().splitlines()]
    assert [(line["kind"], line["outcome"], line["listings"]) for line in lines] == [
        ("page", "ok", 0),
        ("page", "ok", 1),
        ("page", "ok", 2),
        ("visit", "ok", 3),
    ]


def test_robots_txt_is_asked_once_a_day_and_exactly_24_hours_still_counts(shop, tmp_path):
    now = NOON
    collector = Collector(
        retailer_at(shop), data=tmp_path, scraper=TinyScraper(), settings=settings_for(shop), clock=lambda: now
    )
    asked = []
    with collector:
        for age in (timedelta(0), timedelta(hours=24), timedelta(hours=24, seconds=1)):
            now = NOON + age
            collector.visit()
            asked.append(shop.asked.count("/robots.txt"))
    assert asked == [1, 1, 2]


def visit(pages, data, *, problem=None, start=("/",), scraper=None, **settings):
    """One visit of a shop with these pages: the summary, and the log's lines."""
    with Shop(pages) as shop:
        collector = Collector(
            retailer_at(shop, start=start),
            data=data,
            scraper=scraper or TinyScraper(problem),
            settings=settings_for(shop, **settings),
            clock=lambda: NOON,
        )
        with collector:
            summary = collector.visit()
    return summary, log_of(data)


def log_of(data):
    return [json.loads(line) for line in (data / "log/collect/tiny.ndjson").read_text().splitlines()]


def records_of(data, kind="response"):
    """The records of all finished captures: address, headers, text."""
    found = []
    for path in sorted(data.glob("captures/tiny/*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                if record.rec_type == kind:
                    text = record.content_stream().read().decode()
                    found.append((record.rec_headers["WARC-Target-URI"], record.http_headers, text))
    return found


@pytest.mark.parametrize(
    ("problem", "outcome"),
    [
        (BotWall("prove that you are human"), "blocked"),
        (ConsentWall("agree first"), "consent_wall"),
        (LoginWall("log in first"), "login_wall"),
        (PageGone("no longer sold"), "gone"),
        (NotAProductPage("a blog"), "no_listing"),
        (TooLarge("a giant"), "too_large"),
        (LayoutChanged("no price table"), "layout_changed"),
        (Unreadable("binary"), "unreadable"),
        (PricewatchError("something else"), "unreadable"),
        (ZeroDivisionError("a bug"), "reader_crashed"),
        (RecursionError("a deep bug"), "reader_crashed"),
    ],
)
def test_what_a_reader_raises_types_the_page_and_the_capture_is_kept(problem, outcome, tmp_path):
    pages = {
        "/": (200, HTML, "next /bad\nnext /good"),
        "/bad": (200, HTML, "raise"),
        "/good": (200, HTML, "item Tea 2"),
    }
    summary, log = visit(pages, tmp_path, problem=problem)
    assert [line["outcome"] for line in log[:3]] == ["ok", outcome, "ok"]
    assert str(problem) in log[1]["detail"]
    assert summary.listings == 1
    assert any(url.endswith("/bad") and text == "raise" for url, _, text in records_of(tmp_path))


def test_a_page_that_states_nothing_is_no_failure(tmp_path):
    summary, log = visit({"/": (200, HTML, "nothing sold here")}, tmp_path)
    assert (summary.outcome, summary.pages, summary.listings) == ("ok", {"no_listing": 1}, 0)
    assert log[-1]["listings"] == 0


@pytest.mark.parametrize(
    ("start", "outcome"),
    [(("/down",), "failed"), (("/gone",), "failed"), (("/down", "/"), "partial"), ((), "failed"), (("/",), "ok")],
)
def test_a_visit_whose_start_pages_failed_is_failed_and_never_an_empty_shop(start, outcome, tmp_path):
    pages = {"/": (200, HTML, "item Tea 2"), "/down": (500, HTML, "")}
    summary, log = visit(pages, tmp_path, start=start)
    assert summary.outcome == log[-1]["outcome"] == outcome
    assert (log[-1]["detail"] is None) is (outcome == "ok")


def test_products_that_are_gone_leave_a_visit_whole(tmp_path):
    summary, _ = visit({"/": (200, HTML, "next /gone\nitem Tea 2")}, tmp_path)
    assert (summary.outcome, summary.pages) == ("ok", {"ok": 1, "gone": 1})


def test_a_shop_whose_door_is_shut_is_given_up(tmp_path):
    pages = {"/": (200, HTML, "\n".join(f"next /{n}" for n in range(50)))}
    pages |= {f"/{n}": (403, HTML, "no robots") for n in range(50)}
    summary, log = visit(pages, tmp_path, give_up_after=4)
    assert (summary.outcome, summary.pages) == ("partial", {"ok": 1, "blocked": 4})
    assert "4 pages failed one after the other" in log[-1]["detail"]


def test_a_visit_ends_at_its_page_limit_and_says_so(tmp_path):
    pages = {"/": (200, HTML, "next /1\nnext /2\nnext /3"), "/1": (200, HTML, "item Tea 2")}
    summary, log = visit(pages, tmp_path, max_pages=2)
    assert (summary.outcome, log[-1]["pages"]) == ("partial", 2)
    assert "2 more pages are known" in log[-1]["detail"]


def test_every_page_is_asked_for_once(tmp_path):
    pages = {"/": (200, HTML, "next /\nnext /#top\nnext /tea\nnext /tea"), "/tea": (200, HTML, "next /")}
    with Shop(pages) as shop, collector_of(shop, tmp_path) as collector:
        collector.visit()
    assert shop.asked == ["/robots.txt", "/", "/tea"]


def test_a_shop_that_wants_us_away_is_left_alone_until_then_by_the_next_run_too(tmp_path):
    busy = (429, {**HTML, "Retry-After": "3600"}, "")
    pages = {"/": (200, HTML, "item Tea 2\nnext /busy\nnext /tea"), "/busy": busy, "/tea": (200, HTML, "item Tea 2")}
    summary, log = visit(pages, tmp_path)
    assert (summary.outcome, summary.pages) == ("partial", {"ok": 1, "rate_limited": 1})
    assert datetime.fromisoformat(log[-1]["closed_until"]) == NOON + timedelta(hours=1)
    again, log = visit(pages, tmp_path)
    assert (again.outcome, again.pages) == ("failed", {})
    assert "stay away until 2026-03-01 13:00" in again.sentence


class Impossible(TinyScraper):
    def read(self, page):
        values = (Decimal("NaN"), Decimal("1E+30"), "2.50", Decimal("3.00"))
        return Reading(listings=[Listing(name=f"Tea {number}", price=price) for number, price in enumerate(values)])


def test_values_that_no_file_can_hold_are_left_out_and_said_so(tmp_path):
    summary, log = visit({"/": (200, HTML, "")}, tmp_path, scraper=Impossible())
    assert (log[0]["outcome"], log[0]["listings"], log[0]["priced"]) == ("reader_crashed", 4, 1)
    assert log[0]["detail"] == "3 values were left out; the first because the reader gave Decimal('NaN') as price."
    lake = pl.read_parquet(tmp_path / f"listings/retailer=tiny/{summary.run}.parquet").sort("name")
    assert lake["price"].to_list() == [None, None, None, Decimal("3.00")]
    assert [bool(doubts) for doubts in lake["doubts"]] == [True, True, True, False]


class HalfCharacters(TinyScraper):
    def read(self, page):
        return Reading(listings=[Listing(name="Tea \ud83d", attributes={"form": "\ud83d\ude00"})])


def test_half_characters_are_mended(tmp_path):
    summary, _ = visit({"/": (200, HTML, "")}, tmp_path, scraper=HalfCharacters())
    row = pl.read_parquet(tmp_path / f"listings/retailer=tiny/{summary.run}.parquet").row(0, named=True)
    assert (row["name"], row["attributes"]) == ("Tea \ufffd", '{"form": "😀"}')


PRIVATE = """item Tea 2.50
<meta name="csrf-token" content="c0ffee">
<input type='hidden' name='authenticity_token' value='c0ffee'>
<script>window.shop = {"accessToken": "c0ffee", "price": "2.50"}</script>
<script>{"review": [{"author": {"@type": "Person", "name": "Jane Doe"}}, {"author": "Jane Doe"}]}</script>
<a href="mailto:jane.doe@mail.example">write</a> <img src="tea@2x.png">"""


def test_cookies_tokens_and_personal_data_are_removed_before_hashing_and_the_record_says_so(tmp_path):
    headers = {**HTML, "Set-Cookie": "visitor=c0ffee", "X-CSRF-Token": "c0ffee", "Content-Language": "en"}
    visit({"/?sid=c0ffee&page=2": (200, headers, PRIVATE)}, tmp_path, start=("/?sid=c0ffee&page=2",))
    url, http, text = records_of(tmp_path)[-1]
    everything = "".join(
        [*map(str, records_of(tmp_path)), *map(str, records_of(tmp_path, "request"))]
        + [text for _, _, text in records_of(tmp_path, "metadata")]
    )
    assert "c0ffee" not in everything and "Jane" not in everything and "jane.doe" not in everything
    assert http["Content-Language"] == "en"
    assert url.endswith("/?sid=removed&page=2")
    assert "item Tea 2.50" in text and '"price": "2.50"' in text and "tea@2x.png" in text
    facts = records_of(tmp_path, "metadata")[-1][2]
    assert "removed: header Set-Cookie, header X-CSRF-Token, tokens in markup" in facts
    for name in ("tokens in scripts", "names of reviewers", "e-mail addresses", "tokens in the address"):
        assert name in facts


def test_the_record_tells_how_the_page_was_reached(tmp_path):
    pages = {"/": (301, {"Location": "/home"}, ""), "/home": (200, HTML, "item Tea 2")}
    visit(pages, tmp_path)
    (metadata,) = records_of(tmp_path, "metadata")
    facts = dict(line.split(": ", 1) for line in metadata[2].splitlines())
    assert facts["outcome"] == "ok"
    assert facts["redirected-by"].startswith("301 http://127.0.0.1:") and facts["asked-url"].endswith("/")
    assert facts["robots"] == "no robots.txt (404)"
    assert facts["reader"] == "tiny 1"


def test_of_a_page_beyond_the_cap_only_the_beginning_is_kept(tmp_path):
    visit({"/": (200, HTML, "x" * 3_000_000)}, tmp_path, max_bytes=2_000_000)
    assert [len(text) for url, _, text in records_of(tmp_path) if url.endswith("/")] == [1 << 20]


def test_digests_are_those_of_sha256sum(tmp_path):
    visit({"/": (200, HTML, "item Tea 2")}, tmp_path)
    (path,) = tmp_path.glob("captures/tiny/*.warc.gz")
    with path.open("rb") as file:
        digests = [record.rec_headers["WARC-Payload-Digest"] for record in ArchiveIterator(file)]
    assert f"sha256:{hashlib.sha256(b'item Tea 2').hexdigest()}" in digests
    stated = path.with_name(path.name + ".sha256").read_text()
    assert stated == f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


def test_two_runs_never_overlap(shop, tmp_path):
    with collector_of(shop, tmp_path) as first:
        with pytest.raises(Busy, match="tiny"), collector_of(shop, tmp_path):
            pass
        assert first.visit().outcome == "ok"
    with collector_of(shop, tmp_path) as second:
        assert second.visit().outcome == "ok"


def test_a_real_shop_is_refused_without_a_contact_and_leaves_no_trace(shop, tmp_path):
    collector = Collector(
        retailer_at(shop), data=tmp_path, scraper=TinyScraper(), settings=settings_for(), clock=lambda: NOON
    )
    with pytest.raises(FetchRefused, match=r"contact = .* into pricewatch\.toml"), collector:
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_stopped_visit_keeps_what_it_has(shop, tmp_path):
    stop = threading.Event()

    class Stopping(TinyScraper):
        def read(self, page):
            stop.set()
            return super().read(page)

    collector = Collector(
        retailer_at(shop, start=("/soap", "/tea")),
        data=tmp_path,
        scraper=Stopping(),
        settings=settings_for(shop),
        turns=Turns(stop),
    )
    with collector:
        summary = collector.visit()
    assert (summary.outcome, summary.pages, summary.listings) == ("partial", {"ok": 1}, 1)
    assert (tmp_path / f"listings/retailer=tiny/{summary.run}.parquet").exists()


def test_a_long_run_is_written_in_segments(shop, tmp_path):
    with collector_of(shop, tmp_path) as collector:
        collector.settings = settings_for(shop, flush_listings=1)
        run = collector.visit().run
    names = [f"{run}", f"{run}-2"]
    assert sorted(path.name for path in (tmp_path / "captures/tiny").iterdir()) == sorted(
        f"{name}.warc.gz{more}" for name in names for more in ("", ".sha256")
    )
    assert sorted(path.stem for path in (tmp_path / "listings/retailer=tiny").iterdir()) == names


def test_the_log_has_the_same_keys_on_every_line_and_duckdb_reads_it(shop, tmp_path):
    shop.pages["/tea"] = (500, HTML, "")
    with collector_of(shop, tmp_path) as collector:
        collector.visit()
        collector.visit()
    assert {tuple(line) for line in log_of(tmp_path)} == {KEYS}
    rows = duckdb.sql(
        "select kind, outcome, count(*), sum(listings)::int from "
        f"read_json('{tmp_path}/log/collect/*.ndjson', format = 'newline_delimited', columns = "
        "{kind: 'varchar', outcome: 'varchar', 'at': 'timestamptz', listings: 'bigint'}) group by all order by all"
    ).fetchall()
    assert rows == [("page", "ok", 4, 2), ("page", "server_error", 2, 0), ("visit", "partial", 2, 2)]
