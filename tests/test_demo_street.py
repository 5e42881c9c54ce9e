"""The demo street over HTTP: each shop publishes what the world says, in its own way; the street closes behind us."""

import csv
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import tomllib
from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import httpx
import pytest
from bs4 import BeautifulSoup

from pricewatch.demo.street import Street
from pricewatch.demo.world import draw
from pricewatch.errors import PricewatchError
from pricewatch.retailer import load_retailers

DAYS = [date(2025, 7, 1), date(2026, 2, 10), date(2026, 6, 30)]
G = "{http://base.google.com/ns/1.0}"


@pytest.fixture(scope="module")
def world():
    return draw(None)


@pytest.fixture(scope="module")
def street(world):
    with Street(world) as street:
        yield street


@pytest.fixture(scope="module")
def client():
    with httpx.Client() as client:
        yield client


@pytest.fixture
def get(street, client):
    def get(slug, path, status=200):
        response = client.get(street.addresses[slug] + path)
        assert response.status_code == status
        return response

    return get


@pytest.fixture(params=DAYS, ids=str)
def day(street, request):
    street.day = request.param
    return request.param


def shown(world, slug, day):
    """What the shop shows that day: code -> offer."""
    return {offer.sku: offer for offer in world.offers(slug, day)}


def euros(text):
    """The amount in "1.299,00 €"."""
    return Decimal(text.removesuffix(" €").replace(".", "").replace(",", "."))


def test_shops_show_a_small_picture_of_each_article_under_the_address_that_they_state(street, client, get):
    street.day = DAYS[1]
    stated = [
        *(product["images"][0]["src"] for product in get("bed-and-bean", "/products.json").json()["products"]),
        *(product["images"][0]["src"] for product in get("zrno-i-list", "/wp-json/wc/store/v1/products").json()),
        *re.findall(r"<g:image_link>(.*?)</g:image_link>", get("allesgut", "/feeds/google.xml").text),
    ]
    pictures = [client.get(url) for url in dict.fromkeys(stated)]
    assert {(each.status_code, each.headers["content-type"]) for each in pictures} == {(200, "image/png")}
    assert all(each.content.startswith(b"\x89PNG") and len(each.content) < 5_000 for each in pictures)
    assert get("bed-and-bean", "/pictures/1.png", 404)


# ---------------------------------------------------------------------------------------------- the seven ways


def test_shopify_pages_hold_ten_products_and_every_variant(world, get, day):
    pages = [get("bed-and-bean", f"/products.json?limit=250&page={n}").json()["products"] for n in (1, 2, 3)]
    variants = {v["sku"]: (p, v) for page in pages for p in page for v in p["variants"]}
    offers = shown(world, "bed-and-bean", day)

    assert [len(page) for page in pages] == [10, 7, 0]
    assert variants.keys() == offers.keys()
    for sku, (product, variant) in variants.items():
        assert Decimal(variant["price"]) == offers[sku].price
        assert variant["compare_at_price"] == (str(offers[sku].was_price) if offers[sku].was_price else None)
        assert variant["barcode"] == offers[sku].gtin
        assert all(f"{label}: {text}" in product["body_html"] for label, text in offers[sku].spec.items())


def test_json_ld_leads_from_the_category_to_products_whose_page_says_the_same(world, get, client, day):
    category = json_ld(get("lunaria", "/c/all"))
    offers = shown(world, "lunaria", day)
    seen = set()
    for entry in category["itemListElement"]:
        response = client.get(entry["url"])
        data = json_ld(response)
        visible = BeautifulSoup(response.text, "lxml").main.get_text(" ")
        for product in data.get("hasVariant", [data]):
            offer = offers[product["sku"]]
            seen.add(product["sku"])
            assert Decimal(product["offers"]["price"]) == offer.price
            assert f"{offer.price:,.2f}".replace(",", "").replace(".", ",") in visible.replace(".", "")
            kinds = {p.get("priceType", "").rpartition("/")[2]: p for p in product["offers"]["priceSpecification"]}
            if offer.was_price:
                kind = {"rrp": "SRP", "own_prior": "StrikethroughPrice"}[offer.was_kind]
                assert Decimal(kinds[kind]["price"]) == offer.was_price
        assert {p["name"]: p["value"] for p in data["additionalProperty"]} == dict(offer.spec)

    assert seen == offers.keys()


def json_ld(response):
    return json.loads(BeautifulSoup(response.text, "lxml").find("script", type="application/ld+json").string)


def test_the_croatian_price_list_of_the_day_is_linked_and_in_cp1250(world, get, day):
    index = BeautifulSoup(get("dobra-kosara", "/cjenici").text, "lxml")
    (link,) = [a["href"] for a in index.find_all("a") if a["href"].endswith(".csv")]
    response = get("dobra-kosara", link)
    rows = list(csv.DictReader(io.StringIO(response.content.decode("cp1250")), delimiter=";"))
    offers = shown(world, "dobra-kosara", day)

    assert day.isoformat() in link
    assert [row["ŠIFRA PROIZVODA"] for row in rows] == list(offers)
    assert any("č" in row["NAZIV PROIZVODA"] or "ž" in row["NAZIV PROIZVODA"] for row in rows)
    for row in rows:
        offer = offers[row["ŠIFRA PROIZVODA"]]
        paid = row["MPC ZA VRIJEME POSEBNOG OBLIKA PRODAJE"] or row["MALOPRODAJNA CIJENA"]
        assert Decimal(paid.replace(",", ".")) == offer.price
        assert bool(row["NAJNIŽA CIJENA U POSLJEDNIH 30 DANA"]) == (offer.was_price is not None)
        assert row["BARKOD"] == offer.gtin


def test_plain_html_is_read_by_the_declared_selectors(world, street, get, day):
    selectors = tomllib.loads(street.retailers_toml())["kramers-corner"]["selectors"]
    cards, path = [], "/shelves"
    while path:
        page = BeautifulSoup(get("kramers-corner", path).text, "lxml")
        cards += page.select(selectors["item"])
        further = page.select_one(selectors["next"].partition(" @")[0])
        path = further["href"] if further else None
    offers = shown(world, "kramers-corner", day)

    assert [card["data-article"] for card in cards] == list(offers)
    for card in cards:
        offer = offers[card["data-article"]]
        price, was = card.select_one(selectors["price"]).text, card.select_one(selectors["was_price"])
        assert price == "See price in cart" if offer.hidden else euros(price) == offer.price
        assert (euros(was.text) if was else None) == (None if offer.hidden else offer.was_price)
        assert card.select_one(selectors["name"]).text == offer.title
    assert {offer.hidden for offer in offers.values()} == ({True, False} if day == DAYS[1] else {False})


def test_woocommerce_counts_in_cents_and_says_how_many_pages_there_are(world, get, day):
    first = get("zrno-i-list", "/wp-json/wc/store/v1/products?per_page=20&page=1")
    second = get("zrno-i-list", "/wp-json/wc/store/v1/products?per_page=20&page=2")
    offers = shown(world, "zrno-i-list", day)
    products = {product["sku"]: product for product in first.json() + second.json()}

    assert (first.headers["X-WP-Total"], first.headers["X-WP-TotalPages"]) == (str(len(offers)), "2")
    assert products.keys() == offers.keys()
    for sku, product in products.items():
        assert Decimal(product["prices"]["price"]) / 100 == offers[sku].price
        assert Decimal(product["prices"]["regular_price"]) / 100 == (offers[sku].was_price or offers[sku].price)
        assert product["on_sale"] == (offers[sku].was_price is not None)


def test_microdata_stands_in_two_departments(world, get, day):
    household = BeautifulSoup(get("mila-and-daughters", "/household").text, "lxml")
    bedroom = BeautifulSoup(get("mila-and-daughters", household.find("a", rel="next")["href"]).text, "lxml")
    items = [*household.select('[itemtype$="/Product"]'), *bedroom.select('[itemtype$="/Product"]')]
    offers = shown(world, "mila-and-daughters", day)

    assert {item.find(itemprop="sku")["content"] for item in items} == offers.keys()
    for item in items:
        offer = offers[item.find(itemprop="sku")["content"]]
        price = item.select_one('.price [itemprop="price"]')
        assert (Decimal(price["content"]) if price else None) == (None if offer.hidden else offer.price)
        assert price is None or euros(price.text) == offer.price


def test_the_merchant_feed_has_sale_prices_and_measures(world, get, day):
    feed = ElementTree.fromstring(get("allesgut", "/feeds/google.xml").content)
    items = {item.findtext(f"{G}id"): item for item in feed.iter("item")}
    offers = shown(world, "allesgut", day)

    assert items.keys() == offers.keys()
    for sku, item in items.items():
        offer = offers[sku]
        assert item.findtext(f"{G}price") == f"{offer.was_price or offer.price} EUR"
        assert item.findtext(f"{G}sale_price") == (f"{offer.price} EUR" if offer.was_price else None)
        assert (item.findtext(f"{G}unit_pricing_measure") is not None) == (offer.pack is not None)


# ---------------------------------------------------------------------------------------------- all shops


def test_every_shop_has_robots_a_front_page_and_real_404s(world, get):
    for slug, shop in world.shops.items():
        assert "User-agent: *" in get(slug, "/robots.txt").text
        front = get(slug, "/")
        assert "An invented shop of the pricewatch demo street" in front.text
        assert front.headers["content-type"] == "text/html; charset=utf-8"
        assert shop.name in BeautifulSoup(front.text, "lxml").h1.text
        get(slug, "/no-such-page", 404)
        get(slug, "/products.json" if shop.publishes != "shopify" else "/shelves", 404)


def test_front_pages_link_only_to_pages_that_are_there(world, get):
    for slug in world.shops:
        for link in BeautifulSoup(get(slug, "/").text, "lxml").find_all("a"):
            get(slug, link["href"])


def test_a_crawl_delay_of_zero_and_a_forbidden_checkout(get):
    assert get("lunaria", "/robots.txt").text == "User-agent: *\nDisallow: /checkout\nCrawl-delay: 0\n"


def test_the_late_fee_is_in_the_small_print_and_at_the_checkout_only(world, street, get):
    (fee, *_) = [t for t in world.truth() if t.trick == "late_fee"]
    street.day = fee.day
    offer = shown(world, "lunaria", fee.day)[fee.sku]
    category = json_ld(get("lunaria", "/c/all"))
    paths = [entry["url"].removeprefix(street.addresses["lunaria"]) for entry in category["itemListElement"]]
    (page,) = [response.text for path in paths if fee.sku in (response := get("lunaria", path)).text]

    assert "A mandatory service charge of 19,90 € is added at checkout." in page
    assert str(offer.price + offer.charge.amount) not in page
    total = re.search(r"Total</th><td>([^<]+)", get("lunaria", f"/checkout/{fee.sku}").text)
    assert euros(total[1]) == offer.price + offer.charge.amount


def test_the_day_is_shared_by_all_shops_and_can_go_back(world, street, get):
    street.day = date(2026, 6, 30)
    late = get("bed-and-bean", "/products.json").text
    street.day = date(2025, 7, 1)
    early = get("bed-and-bean", "/products.json").text

    assert late != early
    assert street.day == date(2025, 7, 1)
    assert get("bed-and-bean", "/products.json").text == early


def test_a_day_outside_the_year_is_a_sentence(street):
    with pytest.raises(PricewatchError, match="knows no 2026-07-01; its year is 2025-07-01 to 2026-06-30"):
        street.day = date(2026, 7, 1)


def test_other_seeds_are_published_in_every_way(client):
    drawn = draw(11)
    with Street(drawn) as street:
        for slug in drawn.shops:
            front = client.get(street.addresses[slug] + "/")
            for link in BeautifulSoup(front.text, "lxml").find_all("a"):
                assert client.get(street.addresses[slug] + link["href"]).status_code == 200
        rows = client.get(f"{street.addresses['dobra-kosara']}/cjenici").text
        assert client.get(street.addresses["dobra-kosara"] + re.search(r"/cjenici/[^\"]+", rows)[0]).status_code == 200
        shelves = client.get(street.addresses["kramers-corner"] + "/shelves").text
        assert all(link.isascii() for link in re.findall(r'href="([^"]+)', shelves))


@pytest.mark.parametrize("request_line", [b"POST / HTTP/1.1", b"nonsense", b"GET http://x/ HTTP/1.1"])
def test_what_is_no_visit_is_refused(street, request_line):
    port = int(street.addresses["lunaria"].rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as visitor:
        visitor.sendall(request_line + b"\r\n\r\n")
        assert visitor.recv(1000).startswith(b"HTTP/1.1 405 ")


def test_retailers_toml_is_what_the_collector_reads(world, street, tmp_path):
    (tmp_path / "retailers.toml").write_text(street.retailers_toml(), encoding="utf-8")
    retailers = load_retailers(tmp_path)

    assert retailers.keys() == world.shops.keys()
    assert {r.pace for r in retailers.values()} == {0}
    assert {r.publish for r in retailers.values()} == {"all"}
    assert retailers["lunaria"].owner == retailers["bed-and-bean"].owner == "Luna Holding"
    assert retailers["mila-and-daughters"].scraper == "web_page"
    assert all(r.start[0].startswith(street.addresses[slug]) for slug, r in retailers.items())


# ---------------------------------------------------------------------------------------------- opening, closing


def is_listening(address):
    host, port = address.removeprefix("http://").split(":")
    with socket.socket() as visitor:
        return visitor.connect_ex((host, int(port))) == 0


def test_two_streets_can_be_open_at_once_and_each_closes_with_its_context(world, street):
    with Street(world) as other:
        addresses = other.addresses
        assert not set(addresses.values()) & set(street.addresses.values())
        assert all(map(is_listening, addresses.values()))

    assert not any(map(is_listening, addresses.values()))
    with pytest.raises(PricewatchError, match="is closed"):
        other.day = date(2025, 7, 1)


def test_a_port_that_was_asked_for_and_is_taken_is_a_sentence(world, street):
    taken = int(street.addresses["lunaria"].rpartition(":")[2])

    with (
        pytest.raises(PricewatchError, match=rf"cannot open lunaria on port {taken}: .*in use"),
        Street(world, ports={"lunaria": taken}),
    ):
        pass


def test_the_street_closes_when_its_parent_is_killed():
    code = (
        "import sys, time; from pricewatch.demo.street import Street; from pricewatch.demo.world import draw\n"
        "with Street(draw(None)) as street:\n"
        "    print(street.addresses['lunaria'], flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    address = parent.stdout.readline().strip()
    assert is_listening(address)
    os.kill(parent.pid, signal.SIGKILL)
    parent.communicate()

    deadline = time.monotonic() + 5
    while is_listening(address) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_listening(address)
