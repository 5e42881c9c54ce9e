"""Plain HTML without markup, read through CSS selectors that the retailer's entry declares.

`selectors` in retailers.toml: `item` is one record on a page, `next` the link to the next page. Every other key is
relative to the item: `link` its page, or the name of a `Listing` field. A selector reads the element's text, or with
` @name` at its end that attribute: `image = "img @src"`. An empty selector is the item itself: `sku = "@data-id"`.
"""

import warnings
from collections.abc import Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup, Tag
from soupsieve import SelectorSyntaxError

from pricewatch.errors import BadInput, LayoutChanged, PricewatchError, TooLarge
from pricewatch.listing import Listing
from pricewatch.money import parse_price
from pricewatch.read import walls
from pricewatch.read.availability import availability_of
from pricewatch.read.item_prices import was_kind
from pricewatch.read.page import Page, Reading, Request
from pricewatch.read.parts import join_price_parts
from pricewatch.read.visible import read_visible
from pricewatch.read.withheld import hidden_by
from pricewatch.read.words import PERCENT
from pricewatch.retailer import Retailer

LARGEST = 2_000_000
MOST_TAGS = 60_000
MOST_ITEMS = 2_000
LONGEST_PRICE = 200
READER = "css"
CLAIM = ("was_price", "was_text")
PAGE_KEYS = {"item", "next", "link"}
FIELDS = {f.name: f.type for f in fields(Listing)}
MONEY = {name for name, kind in FIELDS.items() if kind == Decimal | None} - {"claimed_percent"}
OURS = {"retailer", "country", "capture", "persona", "reader"}
ADDRESSES = {"url", "image"}
TEXTS = {name for name, kind in FIELDS.items() if kind == str | None} - ADDRESSES - OURS
CHOICES = {"availability": availability_of, "price_hidden": hidden_by}
READABLE = MONEY | ADDRESSES | TEXTS | set(CHOICES)


def recognises(page: Page) -> bool:
    """Only pages of a retailer whose entry declares selectors."""
    return page.retailer is not None and page.retailer.scraper == READER and bool(page.retailer.selectors)


def requests(retailer: Retailer) -> list[Request]:
    """The retailer's start addresses."""
    return [Request(url=url) for url in retailer.start]


def read(page: Page) -> Reading:
    """One listing per `item`, in page order, and the next page."""
    if page.retailer is None:
        raise BadInput(f"{page.url}: declared selectors need a retailer; none was given.")
    selectors = checked(page.retailer)
    root = parse(page)
    items = outermost(select(root, selectors["item"], page.retailer))
    if not items:
        raise refusal(page, selectors["item"])
    if len(items) > MOST_ITEMS:
        raise TooLarge(f"{page.url}: {len(items)} items; declared selectors read pages of up to {MOST_ITEMS} items.")
    return Reading(
        listings=[read_item(item, selectors, page, page.retailer) for item in items],
        requests=next_page(root, selectors, page, page.retailer),
    )


def refusal(page: Page, selector: str) -> PricewatchError:
    """Why there are no items: a wall in front of them, or another layout."""
    seen = read_visible(page.tree)
    title = page.tree.css_first("title")
    wall = walls.wall(page, seen, title.text() if title else None)
    slug = page.retailer.slug if page.retailer else ""
    return wall or LayoutChanged(f"{page.url}: nothing matches the selector {selector!r} of [{slug}].")


def checked(retailer: Retailer) -> Mapping[str, str]:
    """The declared selectors, or a sentence about the first that cannot be used."""
    if "item" not in retailer.selectors:
        raise BadInput(f"[{retailer.slug}] declares no selector `item`; add the selector of one record on the page.")
    if unknown := sorted(set(retailer.selectors) - READABLE - PAGE_KEYS):
        raise BadInput(f"[{retailer.slug}] declares selectors for {', '.join(unknown)}; no listing has such a field.")
    return {key: with_attribute(key, selector) for key, selector in retailer.selectors.items()}


def with_attribute(key: str, selector: str) -> str:
    """Links are read from `href` and images from `src` unless the selector says otherwise."""
    usual = {"next": " @href", "link": " @href", "url": " @href", "image": " @src"}
    return selector if "@" in selector else selector + usual.get(key, "")


def parse(page: Page) -> BeautifulSoup:
    """The page's tree; a page above 2 MB is refused."""
    if len(page.body) > LARGEST:
        raise TooLarge(f"{page.url}: {len(page.body)} bytes; declared selectors read pages up to {LARGEST} bytes.")
    if (tags := page.body.count(b"<")) > MOST_TAGS:
        raise TooLarge(f"{page.url}: {tags} tags; declared selectors read pages up to {MOST_TAGS} tags.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whatever the retailer's bytes look like, they are read as HTML
        return BeautifulSoup(page.text, "lxml")


def select(node: Tag, selector: str, retailer: Retailer, *, limit: int = 0) -> list[Tag]:
    """Every match in page order; a selector that is none is the entry's fault."""
    try:
        return list(node.select(selector, limit=limit))
    except (SelectorSyntaxError, NotImplementedError) as problem:
        raise BadInput(f"[{retailer.slug}] declares {selector!r}, which is not a CSS selector.") from problem


def outermost(items: list[Tag]) -> list[Tag]:
    """Without the items that stand within another item."""
    every = {id(item) for item in items}
    return [item for item in items if not any(id(parent) in every for parent in item.parents)]


def read_item(item: Tag, selectors: Mapping[str, str], page: Page, retailer: Retailer) -> Listing:
    """One record. A price that cannot be read is None, and says so in `doubts`."""
    said = {key: said_by(item, selectors[key], retailer) for key in selectors if key not in ("item", "next")}
    values: dict[str, Any] = {"currency": retailer.currency}
    for key, parts in said.items():
        if parts:
            values |= typed("url" if key == "link" else key, parts, page, retailer)
    return Listing(
        retailer=retailer.slug,
        country=retailer.country,
        reader=READER,
        doubts=doubts(said.get("price", []), values, selectors),
        **with_claim(values),
    )


def said_by(item: Tag, selector: str, retailer: Retailer) -> list[str]:
    """The pieces of text, or the attribute, that a selector names within an item; empty where there is none."""
    path, _, attribute = selector.partition("@")
    found = select(item, path.strip(), retailer, limit=1) if path.strip() else [item]
    if not found or not attribute:
        return [text for node in found for text in node.stripped_strings]
    value = found[0].get(attribute.strip()) or ""
    return [text for text in (value if isinstance(value, list) else [value]) if text.strip()]


def typed(key: str, parts: list[str], page: Page, retailer: Retailer) -> dict[str, Any]:
    """A field as a listing holds it; the price brings its currency with it."""
    text = " ".join(" ".join(parts).split())
    if key in MONEY:
        return money(key, join_price_parts(parts)[:LONGEST_PRICE], retailer)
    if key in ADDRESSES:
        return {key: urljoin(page.url, text)}
    if key in CHOICES:
        return {key: CHOICES[key](text)}
    return {key: text}


def money(key: str, text: str, retailer: Retailer) -> dict[str, Any]:
    """The amount; a price that is hidden behind the cart or a login says so instead."""
    price = parse_price(text, currency=retailer.currency)
    if price.amount is None and key == "price":
        return {"price_hidden": hidden_by(text)}
    return {key: price.amount} | ({"currency": price.currency} if price.currency and key == "price" else {})


def with_claim(values: dict[str, Any]) -> dict[str, Any]:
    """The earlier price with its kind and percentage, by its words; one that is not above the price claims nothing."""
    price, was, words = values.get("price"), values.get("was_price"), values.get("was_text") or ""
    if was is None or (price is not None and was <= price):
        return {key: value for key, value in values.items() if key not in CLAIM}
    percent = PERCENT.search(words)
    stated = {"was_kind": was_kind(words) or "unspecified"}
    return values | stated | ({"claimed_percent": Decimal(percent[1].replace(",", "."))} if percent else {})


def doubts(said: list[str], values: Mapping[str, Any], selectors: Mapping[str, str]) -> tuple[str, ...]:
    """Why an item has no price, in a sentence."""
    if values.get("price") is not None or "price" not in selectors:
        return ()
    if not said:
        return (f"Nothing on this item matches the selector {selectors['price']!r} for its price.",)
    return (f"The item shows {' '.join(said)[:80]!r} where its price should stand.",)


def next_page(root: Tag, selectors: Mapping[str, str], page: Page, retailer: Retailer) -> list[Request]:
    """The link to the next page, where there is one and it leads elsewhere."""
    if "next" not in selectors:
        return []
    parts = said_by(root, selectors["next"], retailer)
    target = urldefrag(urljoin(page.url, parts[0])).url if parts else page.url
    return [] if target == urldefrag(page.url).url else [Request(url=target)]
