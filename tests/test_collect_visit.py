"""A visit of a real local shop: what it leaves on disk, and what it says of itself."""

import json
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from collect_shop import HTML, Pages, Shop, TinyScraper, retailer_at, settings_for
from warcio.archiveiterator import ArchiveIterator

from pricewatch.collect.run import Collector

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
