"""`pricewatch add`: a shop's address is enough, over real HTTP."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from pricewatch.collect.look import looking
from pricewatch.collect.settings import Settings
from pricewatch.demo.street import Street
from pricewatch.demo.world import draw
from pricewatch.discover import discover, write_entry
from pricewatch.errors import BadInput, FetchRefused
from pricewatch.retailer import load_retailers

WAYS = {
    "bed-and-bean": "shopify",
    "lunaria": "web_page",
    "dobra-kosara": "croatian_price_list",
    "zrno-i-list": "woocommerce",
    "mila-and-daughters": "web_page",
    "allesgut": "merchant_feed",
}


@pytest.fixture(scope="module")
def street():
    world = draw(None)
    with Street(world) as open_street:
        open_street.day = world.days[100]
        yield open_street


def look(address: str):
    settings = Settings(allow_hosts=frozenset({urlsplit(address).netloc}))
    with looking(address, settings, pace=0) as fetch:
        return discover(address, fetch)


@pytest.mark.parametrize(("slug", "scraper"), WAYS.items())
def test_a_shop_is_found_to_publish_as_it_does(street, slug, scraper):
    found = look(street.addresses[slug] + "/")

    assert found.retailer is not None
    assert scraper == found.retailer.scraper
    assert [] == [listing for listing in found.samples if listing.price is None]


def test_its_entry_is_written_once_and_comments_stay(street, tmp_path: Path):
    (tmp_path / "retailers.toml").write_text("# ours\n", encoding="utf-8")
    found = look(street.addresses["allesgut"] + "/")
    write_entry(tmp_path, found.retailer)

    assert [found.retailer.slug] == list(load_retailers(tmp_path))
    assert (tmp_path / "retailers.toml").read_text(encoding="utf-8").startswith("# ours\n")
    with pytest.raises(BadInput):
        write_entry(tmp_path, found.retailer)


def test_a_private_address_is_refused():
    with (
        looking("http://127.0.0.1:9/", Settings(contact="mailto:a@b.example"), pace=0) as fetch,
        pytest.raises(FetchRefused),
    ):
        fetch("http://127.0.0.1:9/")
