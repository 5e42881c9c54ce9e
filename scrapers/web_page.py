"""Any HTML page of a shop: a product, or a category that leads to products."""

from pricewatch.errors import Unreadable
from pricewatch.read import schema_org
from pricewatch.read.category import looks_like_category, read_category
from pricewatch.read.page import Page, Reading, Request
from pricewatch.read.product import read_product
from pricewatch.read.values import absolute, same_host
from pricewatch.retailer import Retailer

HTML = ("text/html", "application/xhtml+xml")
OPENINGS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<title", b"<div", b"<script")


def recognises(page: Page) -> bool:
    """HTML by its declared type, or by how it begins."""
    if page.media_type in HTML:
        return True
    head = page.body[:4096].replace(b"\x00", b"").lower()
    return any(opening in head for opening in OPENINGS)


def requests(retailer: Retailer) -> list[Request]:
    return [Request(url=url) for url in retailer.start or (retailer.home,)]


def read(page: Page) -> Reading:
    """A product page gives listings; a category page its items and the next page.

    A collected category page whose markup lists addresses leads to those instead: products say more on their own pages.
    """
    if page.retailer and len(listed := addresses_in_lists(page)) > 1:
        return Reading(requests=[Request(url=url, kind="detail") for url in listed] + next_pages(page))
    found = read_product(page)
    if not found.clear and looks_like_category(page):
        return read_category(page)
    if not found.listings:
        raise Unreadable(f"{page.url} holds no product that can be read.")
    return Reading(listings=found.listings)


def addresses_in_lists(page: Page) -> list[str]:
    """Where the markup's item lists lead on the same host."""
    if "itemListElement" not in page.text:
        return []
    return [url for url in schema_org.listed(page.json_ld, page.url) if same_host(url, page.url)]


def next_pages(page: Page) -> list[Request]:
    """The page that rel=next names, on the same host."""
    addresses = (link.attributes.get("href") for link in page.tree.css('link[rel~="next"], a[rel~="next"]'))
    urls = dict.fromkeys(url for address in addresses if address and (url := absolute(address, page.url)))
    return [Request(url=url) for url in urls if same_host(url, page.url) and url != page.url][:1]
