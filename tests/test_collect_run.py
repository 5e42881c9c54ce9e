"""Many shops side by side, and the settings that hold for all."""

import json
import time

import polars as pl
import pytest
from collect_shop import Shop, settings_for

from pricewatch.collect.run import collect
from pricewatch.collect.settings import Settings, load_settings
from pricewatch.errors import BadInput, UnknownRetailer

JSON = {"Content-Type": "application/json"}
TEA = {"title": "Tea", "handle": "tea", "variants": [{"id": 1, "product_id": 1, "option1": "100 g", "price": "2.50"}]}


def products(*items):
    return 200, JSON, json.dumps({"products": items})


@pytest.fixture
def shop():
    pages = {
        "/products.json?limit=250&page=1": products(TEA),
        "/products.json?limit=250&page=2": products(),
        "/other.json?limit=250&page=1": (200, JSON, "no JSON at all"),
    }
    with Shop(pages) as running:
        yield running


def entry(shop, slug, **more):
    keys = {"name": slug.title(), "home": shop.url(), "scraper": "shopify", "pace": 0.0, **more}
    return f"[{slug}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in keys.items())


def write_retailers(data, *entries):
    (data / "retailers.toml").write_text("\n".join(entries))


def test_a_broken_shop_never_stops_the_others(shop, tmp_path):
    write_retailers(
        tmp_path,
        entry(shop, "broken", start=[shop.url("/other.json")]),
        entry(shop, "unknown", scraper="no-such-scraper"),
        entry(shop, "real", home="https://shop.example"),
        entry(shop, "good"),
    )
    summaries = collect(tmp_path, settings=settings_for(shop))
    assert [(summary.retailer, summary.outcome, summary.priced) for summary in summaries] == [
        ("broken", "failed", 0),
        ("unknown", "failed", 0),
        ("real", "failed", 0),
        ("good", "ok", 1),
    ]
    said = [summary.sentence for summary in summaries]
    assert "shopify" in said[1] and "retailers.toml" in said[1]
    assert "contact =" in said[2]
    assert said[3].startswith("Good: ok, 2 pages (1 ok, 1 no listing), 1 listings, 1 with a price, in ")
    assert pl.read_parquet(f"{tmp_path}/listings/retailer=good/*.parquet")["reader"][0].startswith("shopify ")


def test_all_that_have_a_scraper_are_visited_or_only_those_named(shop, tmp_path):
    write_retailers(
        tmp_path, entry(shop, "one"), entry(shop, "two"), '[three]\nname = "Three"\nhome = "https://x.example"\n'
    )
    settings = settings_for(shop)
    assert [summary.retailer for summary in collect(tmp_path, settings=settings)] == ["one", "two"]
    assert [summary.retailer for summary in collect(tmp_path, ["two", "two"], settings=settings)] == ["two"]
    with pytest.raises(UnknownRetailer, match="four"):
        collect(tmp_path, ["one", "four"], settings=settings)
    assert [summary.outcome for summary in collect(tmp_path, ["three"], settings=settings)] == ["failed"]


def test_no_retailers_no_summaries(tmp_path):
    write_retailers(tmp_path)
    assert collect(tmp_path, settings=Settings()) == []


def test_settings_are_read_from_the_data_folder(tmp_path):
    (tmp_path / "pricewatch.toml").write_text(
        'contact = "mailto:you@example.org"\ndeadline = 20\nmax_pages = 7\n'
        'allow_hosts = ["127.0.0.1:8001"]\n[alerts]\nx = 1\n'
    )
    settings = load_settings(tmp_path)
    assert settings == Settings(
        contact="mailto:you@example.org", deadline=20.0, max_pages=7, allow_hosts=frozenset({"127.0.0.1:8001"})
    )
    assert settings.user_agent.endswith(" (+mailto:you@example.org)")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("contact = ", "not readable as TOML"),
        ('contact = "me"', "contact is 'me'"),
        ("contact = 5", "contact is 5"),
        ("deadline = 0", "deadline is 0"),
        ('deadline = "long"', "deadline is 'long'"),
        ("max_pages = true", "max_pages is True"),
        ("max_pages = nan", "max_pages is nan"),
        ('allow_hosts = "127.0.0.1"', "allow_hosts is"),
        ("pace = 5", "unknown keys pace"),
    ],
)
def test_settings_that_cannot_be_used_are_a_sentence(text, said, tmp_path):
    (tmp_path / "pricewatch.toml").write_text(text)
    with pytest.raises(BadInput, match=said) as refusal:
        load_settings(tmp_path)
    assert "pricewatch.toml" in str(refusal.value)


def test_shops_are_visited_side_by_side(shop, tmp_path):
    def slow(handler):
        time.sleep(0.5)
        handler.send_error(404)

    with Shop({"/slow.json?limit=250&page=1": slow}) as other:
        write_retailers(
            tmp_path,
            entry(shop, "one", start=[shop.url("/slow.json")]),
            entry(other, "two", start=[other.url("/slow.json")]),
        )
        shop.pages["/slow.json?limit=250&page=1"] = slow
        started = time.monotonic()
        summaries = collect(tmp_path, settings=settings_for(shop, other))
        took = time.monotonic() - started
    assert [summary.pages for summary in summaries] == [{"gone": 1}] * 2
    assert took < sum(summary.seconds for summary in summaries) * 0.8
