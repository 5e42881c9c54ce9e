"""Adding a shop by its address: every shop here is a small one on a real port."""

import json
import tomllib
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from collect_shop import HTML, Shop

from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.settings import Settings
from pricewatch.discover import discover, write_entry
from pricewatch.errors import BadInput, FetchFailed, FetchRefused
from pricewatch.read.page import Page, Request
from pricewatch.recognise import all_scrapers
from pricewatch.retailer import Retailer, load_retailers

JSON = {"Content-Type": "application/json"}
XML = {"Content-Type": "application/xml"}
HEAD = "<html lang=de-DE><head><title>Beds | Corner</title><meta property=og:site_name content='Corner Beds'></head>"
SHOPIFY = {
    "products": [
        {
            "id": 1,
            "title": "Lull mattress",
            "handle": "lull",
            "vendor": "Nordlys",
            "variants": [
                {"id": 11, "title": "90 x 200", "price": "199.00", "compare_at_price": "249.00", "sku": "L90"}
            ],
        }
    ]
}
WOO = [
    {
        "id": 7,
        "name": "Oat drink",
        "permalink": "https://corner.example/oat",
        "sku": "O1",
        "prices": {"price": "129", "regular_price": "129", "currency_code": "EUR", "currency_minor_unit": 2},
    }
]
FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel><title>Corner</title>
<item><g:id>1</g:id><g:title>Dusk lamp</g:title><g:price>39.00 EUR</g:price><g:link>https://corner.example/dusk</g:link>
</item></channel></rss>"""
TILE = "<div class=tile><h3><a href=/p/{n}>Thing {n}</a></h3><p class=price>1{n},50 €</p></div>"
GRID = f"<h1>Things</h1><div class=list>{''.join(TILE.format(n=n) for n in range(4))}</div>"
PRODUCT = """<html><head><script type="application/ld+json">{"@type": "Product", "name": "Thing %d",
"offers": {"@type": "Offer", "price": "1%d.50", "priceCurrency": "EUR"}}</script></head>
<body><h1>Thing</h1></body></html>"""


def home(body=""):
    return (200, HTML, f"{HEAD}<body><a href=/impressum>Impressum</a>{body}</body></html>")


@contextmanager
def fetching(shop):
    fetcher = Fetcher(Settings(allow_hosts=frozenset({f"127.0.0.1:{shop.port}"})), lambda: datetime.now(UTC))

    def fetch(url):
        exchange = fetcher.exchange(Request(url=url))
        if exchange.outcome:
            raise FetchFailed(exchange.detail or url)
        return Page(url=url, body=exchange.body, content_type=exchange.header("content-type"))

    with fetcher.client:
        yield fetch


def look(pages, path="/"):
    with Shop(pages) as shop, fetching(shop) as fetch:
        return discover(shop.url(path), fetch), shop


def test_a_shopify_shop_is_read_at_its_known_address():
    found, shop = look({"/": home(), "/products.json?limit=250&page=1": (200, JSON, json.dumps(SHOPIFY))})

    assert found.retailer == Retailer(
        slug="corner-beds",
        name="Corner Beds",
        home=shop.url(),
        country="DE",
        timezone="Europe/Berlin",
        scraper="shopify",
    )
    assert found.said == (
        f"{shop.url()} calls itself 'Corner Beds'.",
        f"{shop.url('/products.json')}?limit=250&page=1 is a Shopify storefront: 1 listing, 1 with a price.",
        "1 of 1 have an earlier price.",
        'It names no currency; add one to its entry, such as currency = "EUR".',
    )
    assert found.samples[0].price == Decimal("199.00")


def test_a_woocommerce_shop_brings_its_currency():
    path = "/wp-json/wc/store/v1/products?per_page=100&page=1"
    found, _ = look({"/": home(), path: (200, JSON, json.dumps(WOO))})

    assert (found.retailer.scraper, found.retailer.currency, found.retailer.start) == ("woocommerce", "EUR", ())


def test_a_feed_is_found_by_its_link():
    found, shop = look({"/": home("<a href=/export/google.xml>Feed</a>"), "/export/google.xml": (200, XML, FEED)})

    assert (found.retailer.scraper, found.retailer.start) == ("merchant_feed", (shop.url("/export/google.xml"),))
    assert found.samples[0].name == "Dusk lamp"


def test_the_address_of_a_feed_is_enough():
    found, shop = look({"/": home(), "/feed.xml": (200, XML, FEED)}, "/feed.xml")

    assert (found.retailer.scraper, found.retailer.start) == ("merchant_feed", (shop.url("/feed.xml"),))


def test_category_pages_are_found_from_the_home_page():
    links = "<a href=/cart>Cart</a><a href=/kategorie/beds>Beds</a><a href=/kategorie/lamps>Lamps</a>"
    pages = {"/": home(links), "/kategorie/beds": (200, HTML, GRID), "/kategorie/lamps": (200, HTML, GRID)}
    found, shop = look(pages)

    assert found.retailer.scraper == "web_page"
    assert found.retailer.start == (shop.url("/kategorie/beds"), shop.url("/kategorie/lamps"))
    assert found.retailer.currency == "EUR"
    assert "/cart" not in shop.asked


def test_a_list_that_only_links_is_followed_to_its_products():
    entries = ",".join(f'{{"@type": "ListItem", "url": "/product/{n}"}}' for n in range(4))
    listing = f'<script type="application/ld+json">{{"@type": "ItemList", "itemListElement": [{entries}]}}</script>'
    products = {f"/product/{n}": (200, HTML, PRODUCT % (n, n)) for n in range(4)}
    found, shop = look(
        {"/": home("<a href=/kategorie/beds>Beds</a>"), "/kategorie/beds": (200, HTML, listing), **products}
    )

    assert (found.retailer.scraper, found.retailer.start) == ("web_page", (shop.url("/kategorie/beds"),))
    assert [sample.price for sample in found.samples] == [Decimal("10.50"), Decimal("11.50"), Decimal("12.50")]


def test_product_pages_are_found_through_the_sitemap_that_robots_txt_names():
    with Shop({}) as shop, fetching(shop) as fetch:
        products = "".join(f"<url><loc>{shop.url(f'/product/{n}')}</loc></url>" for n in range(3))
        shop.pages |= {
            "/": home(),
            "/robots.txt": (200, {"Content-Type": "text/plain"}, f"User-agent: *\nSitemap: {shop.url('/map.xml')}\n"),
            "/map.xml": (
                200,
                XML,
                f"<sitemapindex><sitemap><loc>{shop.url('/products-1.xml')}</loc></sitemap></sitemapindex>",
            ),
            "/products-1.xml": (200, XML, f"<urlset>{products}</urlset>"),
            **{f"/product/{n}": (200, HTML, PRODUCT % (n, n)) for n in range(3)},
        }
        found = discover(shop.url(), fetch)

        assert found.retailer.scraper == "web_page"
        assert found.retailer.start == tuple(shop.url(f"/product/{n}") for n in range(3))
        assert [sample.name for sample in found.samples] == ["Thing 0", "Thing 1", "Thing 2"]


def test_what_was_found_is_what_a_collector_starts_with():
    found, _ = look({"/": home(), "/products.json?limit=250&page=1": (200, JSON, json.dumps(SHOPIFY))})
    scraper = all_scrapers()[found.retailer.scraper]

    assert scraper.requests(found.retailer)[0].url == f"{found.retailer.home}products.json?limit=250&page=1"


def test_a_shop_without_prices_is_told_what_to_try_and_never_asked_for_a_selector():
    found, shop = look({"/": home("<p>Welcome</p>")})

    assert found.retailer is None
    assert found.said[-1] == "No prices were found. Try the address of a page of 'Corner Beds' that lists its products."
    assert "selector" not in " ".join(found.said)
    assert len(shop.asked) < 15


def test_a_refusal_is_said():
    def fetch(url):
        if url.endswith("/"):
            return Page(url=url, body=HEAD.encode(), content_type="text/html")
        raise FetchRefused("robots.txt says no")

    found = discover("https://corner.example/", fetch)

    assert found.retailer is None
    assert any(sentence.endswith("must not be fetched: robots.txt says no") for sentence in found.said)


def test_a_shop_that_cannot_be_reached_says_why():
    with Shop({}) as shop, fetching(shop) as fetch, pytest.raises(FetchFailed):
        discover(shop.url("/gone"), fetch)


@pytest.mark.parametrize("address", ["", "ftp://corner.example/", "https://", "http://[", "mailto:me"])
def test_an_address_that_is_none_is_refused(address):
    with pytest.raises(BadInput, match="no address of a shop"):
        discover(address, lambda url: pytest.fail("nothing is fetched"))


CORNER = Retailer(
    slug="corner", name="Corner", home="https://corner.example/", country="DE", scraper="css", start=("a", "b")
)


def test_an_entry_is_added_and_comments_stay(tmp_path):
    path = tmp_path / "retailers.toml"
    path.write_text('# Shops that we know.\n[old]  # the first\nname = "Old"\nhome = "https://old.example/"\n')

    assert write_entry(tmp_path, CORNER) == path
    assert path.read_text().startswith("# Shops that we know.\n[old]  # the first\n")
    assert tomllib.loads(path.read_text())["corner"] == {
        "name": "Corner",
        "home": "https://corner.example/",
        "country": "DE",
        "scraper": "css",
        "start": ["a", "b"],
    }


def test_what_is_written_is_read_back(tmp_path):
    (tmp_path / "retailers.toml").write_text("")
    every = Retailer(
        slug="all",
        name='A "quoted" näme',
        home="https://a.example/",
        pace=2.5,
        selectors={"item": "li", "image": "img @src"},
    )
    for retailer in (CORNER, every):
        write_entry(tmp_path, retailer)

    assert load_retailers(tmp_path) == {"corner": CORNER, "all": every}


@pytest.mark.parametrize(
    ("again", "complaint"),
    [
        (CORNER, r"has \[corner\] already"),
        (Retailer(slug="other", name="Other", home="https://corner.example"), r"already, as \[corner\]"),
    ],
)
def test_a_shop_is_not_added_twice(tmp_path, again, complaint):
    (tmp_path / "retailers.toml").write_text("")
    written = write_entry(tmp_path, CORNER).read_text()

    with pytest.raises(BadInput, match=complaint):
        write_entry(tmp_path, again)
    assert (tmp_path / "retailers.toml").read_text() == written


def test_a_new_data_folder_keeps_the_committed_shops(tmp_path):
    committed = load_retailers(tmp_path / "new")
    write_entry(tmp_path / "new", CORNER)

    assert load_retailers(tmp_path / "new") == {**committed, "corner": CORNER}
