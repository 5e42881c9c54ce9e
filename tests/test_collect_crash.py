"""Runs that end badly lose nothing: killed processes, torn files, full disks."""

import json
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
import pytest
from collect_shop import HTML, Shop, TinyScraper, retailer_at, settings_for
from warcio.archiveiterator import ArchiveIterator

from pricewatch.collect.archive import Archive
from pricewatch.collect.captures import captures_in
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.log import Log
from pricewatch.collect.run import Collector
from pricewatch.collect.salvage import cut_torn_end
from pricewatch.collect.settings import Settings

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
CHILD = """
import sys
from pathlib import Path
from types import SimpleNamespace
sys.path.insert(0, {tests!r})
from collect_shop import Shop, TinyScraper, retailer_at, settings_for
from pricewatch.collect.run import Collector

class There:
    port = {port}
    url = Shop.url

shop = There()
with Collector(retailer_at(shop), data=Path({data!r}), scraper=TinyScraper(), settings=settings_for(shop)) as collector:
    collector.visit()
"""


def child(shop, data, **more):
    """Another process that visits the shop."""
    code = CHILD.format(tests=str(Path(__file__).parent), port=shop.port, data=str(data))
    return subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True, **more)


def log_of(data):
    return [json.loads(line) for line in (data / "log/collect/tiny.ndjson").read_text().splitlines()]


def shop_of(pages, slow_from):
    """A shop of so many pages with one item each; those from `slow_from` on never answer until the shop is closed."""

    def stuck(handler):
        time.sleep(30)

    answers = {"/": (200, HTML, "\n".join(f"next /{n}" for n in range(pages)))}
    answers |= {f"/{n}": (200, HTML, f"item Tea-{n} 2.50") if n < slow_from else stuck for n in range(pages)}
    return Shop(answers)


def wait_for(shop, path):
    deadline = time.monotonic() + 30
    while path not in shop.asked:
        assert time.monotonic() < deadline, f"nobody asked for {path}"
        time.sleep(0.01)


def test_a_run_that_is_killed_loses_nothing_and_the_next_one_goes_on_from_there(tmp_path):
    with shop_of(pages=20, slow_from=12) as shop:
        running = child(shop, tmp_path)
        wait_for(shop, "/12")
        running.send_signal(signal.SIGKILL)
        running.communicate()
        assert not list(tmp_path.glob("listings/**/*.parquet"))
        shop.pages |= {f"/{n}": (200, HTML, f"item Tea-{n} 2.50") for n in range(12, 20)}
        shop.asked.clear()
        with Collector(
            retailer_at(shop), data=tmp_path, scraper=TinyScraper(), settings=settings_for(shop)
        ) as collector:
            summary = collector.visit()

    assert (summary.outcome, summary.pages) == ("ok", {"ok": 21})
    assert shop.asked == ["/robots.txt", *(f"/{n}" for n in range(12, 20))]
    lake = pl.read_parquet(sorted(tmp_path.glob("listings/retailer=tiny/*.parquet")))
    assert sorted(lake["name"]) == sorted(f"Tea-{n}" for n in range(20))
    assert set(lake["capture"]) <= {
        capture.capture for path in tmp_path.glob("captures/tiny/*.warc.gz") for capture, _ in captures_in(path)
    }
    assert not list(tmp_path.glob("captures/tiny/*.part"))
    killed = next(line for line in log_of(tmp_path) if line["kind"] == "visit")
    assert (killed["outcome"], killed["listings"]) == ("partial", 12)


def test_a_run_that_is_interrupted_writes_what_it_has(tmp_path):
    with shop_of(pages=5, slow_from=3) as shop:
        running = child(shop, tmp_path)
        wait_for(shop, "/3")
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert said.splitlines()[-1] == "KeyboardInterrupt"
    lake = pl.read_parquet(sorted(tmp_path.glob("listings/retailer=tiny/*.parquet")))
    assert sorted(lake["name"]) == ["Tea-0", "Tea-1", "Tea-2"]
    assert {path.suffix for path in tmp_path.glob("captures/tiny/*")} == {".gz", ".sha256"}


def exchange(number):
    body = (f"item Tea-{number} 2.50\n" + "filler " * number).encode()
    return Exchange(
        url=f"http://127.0.0.1:9/{number}", at=NOON, status=200, headers=(("Content-Type", "x/y"),), body=body
    )


@pytest.fixture
def part(tmp_path):
    """A WARC part of three captures, as a killed run leaves it."""
    archive = Archive(tmp_path / "captures/tiny/run.warc.gz", Settings())
    for number in range(3):
        archive.note(archive.keep(exchange(number)), {"outcome": "ok"})
    archive.abandon()
    return archive.part


@pytest.mark.parametrize("garbage", [b"", b"\0" * 4096, b"\x1f\x8b\x08\x00torn", b"not gzip"])
def test_what_follows_the_last_whole_record_is_cut_off(part, garbage):
    whole = part.read_bytes()
    part.write_bytes(whole + garbage)
    cut_torn_end(part)
    assert part.read_bytes() == whole


def test_a_part_torn_at_any_byte_keeps_every_record_before_it(part):
    whole = part.read_bytes()
    last = 0
    for size in range(0, len(whole), 97):
        part.write_bytes(whole[:size])
        cut_torn_end(part)
        kept = sum(1 for _ in captures_in(part)) if part.stat().st_size else 0
        assert last <= kept <= 3
        last = kept
    assert last >= 2


def salvaged(tmp_path, shop):
    with Collector(
        retailer_at(shop), data=tmp_path, scraper=TinyScraper(), settings=settings_for(shop), clock=lambda: NOON
    ):
        pass


def test_a_part_becomes_a_capture_and_a_lake_file_of_its_name(part, tmp_path):
    with Shop({}) as shop:
        salvaged(tmp_path, shop)
    lake = pl.read_parquet(tmp_path / "listings/retailer=tiny/run.parquet")
    assert sorted(lake["name"]) == ["Tea-0", "Tea-1", "Tea-2"]
    with (tmp_path / "captures/tiny/run.warc.gz").open("rb") as file:
        kinds = [record.rec_type for record in ArchiveIterator(file, check_digests="raise")]
    assert kinds == ["warcinfo", *["response", "request", "metadata"] * 3]
    assert not part.exists()


def test_a_page_whose_reading_never_ended_is_kept_but_not_read_at_every_start(part, tmp_path):
    """It may be what killed the run; the next visit asks for it again."""
    whole = part.read_bytes()
    ends = [end for end in range(len(whole) - 1) if whole[end : end + 3] == b"\x1f\x8b\x08"]
    part.write_bytes(whole[: ends[-1]])
    with Shop({}) as shop:
        salvaged(tmp_path, shop)
    lake = pl.read_parquet(tmp_path / "listings/retailer=tiny/run.parquet")
    assert sorted(lake["name"]) == ["Tea-0", "Tea-1"]
    assert [facts.get("outcome") for _, facts in captures_in(tmp_path / "captures/tiny/run.warc.gz")] == [
        "ok",
        "ok",
        None,
    ]


def test_a_run_killed_between_its_two_files_is_not_counted_twice(part, tmp_path):
    with Shop({}) as shop:
        archived = part.read_bytes()
        salvaged(tmp_path, shop)
        part.write_bytes(archived)
        salvaged(tmp_path, shop)
    assert [path.name for path in tmp_path.glob("listings/retailer=tiny/*")] == ["run.parquet"]
    assert not part.exists()


def test_an_empty_part_is_thrown_away(tmp_path):
    (tmp_path / "captures/tiny").mkdir(parents=True)
    (tmp_path / "captures/tiny/run.warc.gz.part").write_bytes(b"")
    with Shop({}) as shop:
        salvaged(tmp_path, shop)
    assert list((tmp_path / "captures/tiny").iterdir()) == []


def test_a_torn_line_of_the_log_is_cut_off(tmp_path):
    path = tmp_path / "log/collect/tiny.ndjson"
    path.parent.mkdir(parents=True)
    path.write_text('{"kind": "visit"}\n{"kind": "pa')
    log = Log(path, "tiny")
    log.write("visit", run="r", at=NOON, outcome="ok")
    log.close()
    assert [json.loads(line)["kind"] for line in path.read_text().splitlines()] == ["visit", "visit"]


def no_file_longer_than_20_kb():
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))


def test_a_full_disk_is_a_sentence_and_leaves_nothing_half_written_under_a_final_name(tmp_path):
    noise = os.urandom(60_000).hex()
    pages = {"/": (200, HTML, "item Tea-0 2.50\nnext /1\nnext /2"), "/1": (200, HTML, "item Tea-1 2.50")}
    with Shop({**pages, "/2": (200, HTML, f"item Tea-2 2.50\n{noise}")}) as shop:
        running = child(shop, tmp_path, preexec_fn=no_file_longer_than_20_kb)
        _, said = running.communicate()
        assert running.returncode != 0
        assert "Make room there and run again" in said.splitlines()[-1]
        with Collector(
            retailer_at(shop), data=tmp_path, scraper=TinyScraper(), settings=settings_for(shop)
        ) as collector:
            assert collector.visit().outcome == "ok"
    lake = pl.read_parquet(sorted(tmp_path.glob("listings/retailer=tiny/*.parquet")))
    assert set(lake["name"]) == {"Tea-0", "Tea-1", "Tea-2"}
    assert {path.suffix for path in tmp_path.rglob("tiny/*")} == {".gz", ".sha256"}
    for path in tmp_path.glob("captures/tiny/*.warc.gz"):
        assert list(captures_in(path))
