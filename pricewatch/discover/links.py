"""Where a shop's own pages lead: feeds and price lists, lists of products, the pages of its sitemap."""

import re
from collections.abc import Callable, Iterator
from urllib.parse import urldefrag, urlsplit

from pricewatch.errors import PricewatchError
from pricewatch.read.page import Page
from pricewatch.read.values import absolute, same_host

FEED = re.compile(
    r"feed|merchant|google.*\.(?:xml|tsv|txt|csv)|cjeni|price-?list|pricelist|price-?full|preisliste", re.I
)
FEED_TYPES = ("application/rss+xml", "application/atom+xml")
NEWS = re.compile(r"blog|comment|news|post|kommentar", re.I)
LIST = re.compile(
    r"collection|categor|kategor|catalog|katalog|/c/|/shop/?$|/shop/|product|produkt|produit|prodotti|producto|produto|"
    r"proizvod|artikel|sortiment|department|range|angebot|offers?|sale|/all/?$",
    re.I,
)
NO_LIST = re.compile(
    r"cart|basket|warenkorb|checkout|account|login|register|wishlist|contact|kontakt|about|ueber-|imprint|impressum|privacy|"
    r"datenschutz|terms|agb|faq|help|hilfe|shipping|versand|returns|blog|news|jobs|career|gift-?card|\.(?:jpg|png|pdf|zip|css|js)$",
    re.I,
)
LOC = re.compile(r"<loc>\s*(?:<!\[CDATA\[)?\s*([^<\s\]]+)", re.I)
SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.I | re.M)
PRODUCTS = re.compile(r"product|produkt|produit|item|artikel|/p/|/dp/|shop", re.I)
MOST_SITEMAPS = 4


def candidates(page: Page, kind: str) -> list[str]:
    """Links to what may be a feed or price list (`feeds`) or a list of products (`lists`), likeliest first."""
    try:
        found = list(feeds(page) if kind == "feeds" else lists(page))
    except PricewatchError:
        return []
    return list(dict.fromkeys(found))


def feeds(page: Page) -> Iterator[str]:
    for link in page.tree.css("link[rel~=alternate][href]"):
        address = absolute(link.attributes.get("href") or "", page.url)
        if address and (link.attributes.get("type") or "") in FEED_TYPES and not NEWS.search(address):
            yield address
    yield from (address for address, words in links(page) if FEED.search(f"{address} {words}"))


def lists(page: Page) -> list[str]:
    """Links of this host that are named like lists of products, then the others; the less deep ones first."""
    found = [(address, words) for address, words in links(page) if not NO_LIST.search(urlsplit(address).path)]
    own = [
        (address, words) for address, words in found if same_host(address, page.url) and urlsplit(address).path != "/"
    ]
    return [address for address, words in sorted(own, key=lambda one: not LIST.search(" ".join(one)))]


def links(page: Page) -> list[tuple[str, str]]:
    """The page's links with their words, without itself."""
    here, found = urldefrag(page.url).url, []
    for link in page.tree.css("a[href]"):
        address = absolute(link.attributes.get("href") or "", page.url)
        if address and urldefrag(address).url != here and urlsplit(address).scheme in ("http", "https"):
            found.append((urldefrag(address).url, " ".join(link.text().split())[:80]))
    return found


def sitemap_pages(home: str, get: Callable[[str], Page | None]) -> list[str]:
    """Pages of the shop's sitemap, those that are named like products first."""
    waiting, seen, pages = starts(home, get), 0, list[str]()
    while waiting and seen < MOST_SITEMAPS and not pages:
        page, seen = get(waiting.pop(0)), seen + 1
        found = LOC.findall(text_of(page)) if page else []
        nested = [url for url in found if re.search(r"\.xml(?:\.gz)?(?:\?|$)", url)]
        waiting = sorted(nested, key=lambda url: not PRODUCTS.search(url)) + waiting
        pages = [url for url in found if url not in nested and same_host(url, home)]
    return sorted(pages, key=lambda url: not PRODUCTS.search(url))


def starts(home: str, get: Callable[[str], Page | None]) -> list[str]:
    """The sitemaps that robots.txt names, else the usual one."""
    robots = get(absolute("/robots.txt", home) or home)
    named = SITEMAP.findall(text_of(robots)) if robots else []
    return named or [absolute("/sitemap.xml", home) or home]


def text_of(page: Page) -> str:
    """A text file's text; gzip is undone, other bytes are taken as they are."""
    try:
        return page.text
    except PricewatchError:
        return ""
