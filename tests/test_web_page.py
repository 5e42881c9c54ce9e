"""The scraper for pages in general: what it asks for, and where it goes from there."""

import json

from pricewatch.read.page import Page, Request
from pricewatch.retailer import Retailer
from scrapers import web_page

SHOP = Retailer(slug="shop", name="Shop", home="https://shop.example/", start=("https://shop.example/c/drinks",))


def html(body: str) -> Page:
    content_type = "text/html; charset=utf-8"
    return Page(url="https://shop.example/c/drinks", body=body.encode(), content_type=content_type, retailer=SHOP)


def test_it_starts_where_the_retailer_entry_says_or_at_home() -> None:
    assert web_page.requests(SHOP) == [Request(url="https://shop.example/c/drinks")]
    assert web_page.requests(Retailer(slug="s", name="S", home="https://s.example/")) == [
        Request(url="https://s.example/")
    ]


def test_html_is_recognised_with_and_without_a_declared_type() -> None:
    assert web_page.recognises(html(""))
    assert web_page.recognises(Page(url="https://a.example/", body=b"\n<!DOCTYPE html><html>"))
    assert not web_page.recognises(Page(url="https://a.example/", body=b'{"price": 1}'))


def test_a_collected_category_page_leads_to_its_products_and_its_next_page_on_the_same_host() -> None:
    items = [{"@type": "ListItem", "position": n, "url": f"/p/{n}"} for n in (1, 2)]
    away = [{"@type": "ListItem", "position": 3, "url": "https://elsewhere.example/p/3"}]
    script = json.dumps({"@context": "https://schema.org", "@type": "ItemList", "itemListElement": items + away})
    reading = web_page.read(
        html(f'<html><script type="application/ld+json">{script}</script><a rel="next" href="?page=2">More</a>')
    )
    assert reading.listings == []
    assert reading.requests == [
        Request(url="https://shop.example/p/1", kind="detail"),
        Request(url="https://shop.example/p/2", kind="detail"),
        Request(url="https://shop.example/c/drinks?page=2"),
    ]
