"""Google Merchant feeds: RSS, Atom or any XML with their names, and the same names as headings of a table.

Many advertising and comparison systems read the same files. Source: https://support.google.com/merchants/answer/7052112
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from lxml import etree

from pricewatch.errors import LayoutChanged
from pricewatch.listing import Availability, Listing
from pricewatch.money import parse_price
from pricewatch.read.feed_bounds import SHORTEST_ROW, check_parts
from pricewatch.read.feed_bytes import beginning, decoded, gunzipped
from pricewatch.read.feed_html import text_and_facts
from pricewatch.read.feed_sale import Asked, asked, last_moment, mail_moment, moment
from pricewatch.read.feed_table import heads_a_table, tables
from pricewatch.read.feed_values import amount, barcode, currency_code, decimal_mark_of, linked, tidy
from pricewatch.read.feed_xml import local_name, parse_xml
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer

Item = dict[str, list[str]]
"""What a feed states of one offer: texts by attribute name; a group such as shipping is one text `name:value;...`."""

READS_THE_DATE = True
NAMES = {"id", "title", "link", "price", "image_link", "availability", "sale_price", "brand", "gtin", "description"}
GROUPS = {"shipping", "loyalty_program", "product_detail", "installment", "subscription_cost", "tax", "certification"}
MOST_GROUPS, LONGEST_GROUP = 1_000, 10_000  # deliveries of one offer, and their characters
FACTS = ("color", "size", "material", "pattern", "age_group", "gender", "energy_efficiency_class", "item_group_id")
VARIANT = ("color", "size", "material", "pattern")
READ = NAMES | {"sale_price_effective_date", "mpn", "condition", "product_type", "google_product_category"}
UNIT_PRICING = {"unit_pricing_measure", "unit_pricing_base_measure"}
PLAIN = READ - {"price", "sale_price", "description"} | UNIT_PRICING | {*FACTS}
READ |= UNIT_PRICING | {"shipping", "loyalty_program", "product_detail", *FACTS}
AVAILABILITY: dict[str, Availability] = {
    "in stock": "in_stock",
    "out of stock": "out_of_stock",
    "preorder": "preorder",
    "backorder": "preorder",
    "discontinued": "discontinued",
}


def recognises(page: Page) -> bool:
    """The feed's namespace or prefix in XML, or its headings over a table."""
    if b"<html" in page.body[:2000].lower():
        return False
    start = decoded(beginning(page.body))
    if start.lstrip().startswith("<"):
        return bool(re.search(r"base\.google\.com/(ns|cns)/1\.0|<g:(id|price|availability|title)\b", start))
    return heads_a_table(start, known)


def requests(retailer: Retailer) -> list[Request]:
    """The feeds themselves."""
    return [Request(url=start, kind="detail") for start in retailer.start]


def read(page: Page) -> Reading:
    """One listing per item, in the feed's order."""
    body = gunzipped(page.body)
    if decoded(body[:400]).lstrip().startswith("<"):
        root = parse_xml(body)
        items, made = list(items_of(root)), build_time(root)
        if not items and local_name(root) not in ("rss", "feed", "channel"):
            raise LayoutChanged(f"{page.url} is XML without an item that has a title and a price.")
    else:
        items, made = list(items_of_table(body, page.url)), None
    check_parts(len(items), len(body), SHORTEST_ROW, "items")
    mark = decimal_mark_of((text for item in items for text in item.get("price", ())), unless=".")
    return Reading(listings=[listing_of(item, page, mark, page.fetched_at or made) for item in items])


def known(row: Sequence[str]) -> int:
    """How many of Google's attribute names the row holds, if they head a feed."""
    names = {attribute(cell) for cell in row} & NAMES
    return len(names) if {"id", "title"} <= names and names & {"price", "sale_price"} and len(names) >= 5 else 0


@lru_cache(maxsize=1000)
def attribute(heading: str) -> str:
    """`g:Image Link` as `image_link`."""
    return re.sub(r"[\s-]+", "_", heading.strip().strip('"\ufeff').casefold().removeprefix("g:"))


def items_of_table(body: bytes, name: str) -> Iterator[Item]:
    """The rows of a delimited feed."""
    found = list(tables(body, name, known, fallback="cp1252"))
    if not found:
        raise LayoutChanged(f"{name} has no row of headings such as id, title, link, price.")
    for table in found:
        places = {place: name for place, cell in enumerate(table.headings) if (name := attribute(cell)) in READ}
        for row in table.rows:
            item = {name: [row[place]] for place, name in places.items() if place < len(row) and row[place].strip()}
            yield item | ({"cells": [str(len(row))]} if len(row) != len(table.headings) else {})


def items_of(root: etree._Element) -> Iterator[Item]:
    """The items of a feed in XML: the elements that have a title and a price of their own."""
    sample = next((e for e in root.iter() if {"title", "price"} <= {local_name(child) for child in e}), None)
    for element in root.iter(sample.tag) if sample is not None else ():
        item: Item = {}
        for child in element:
            name = attribute(local_name(child))
            text = group(child) if len(child) else (child.text or child.get("href") or "").strip()
            if not text:
                continue
            if is_prefixed(child) and name not in GROUPS:
                item[name] = [text]
            else:
                item.setdefault(name, []).append(text)
        yield item


def is_prefixed(element: etree._Element) -> bool:
    """Is it Google's own attribute (g:title) and not RSS's or Atom's of the same name?"""
    return "base.google.com" in str(element.tag) or str(element.tag).startswith("g:")


def group(element: etree._Element) -> str:
    """The parts of a group such as g:shipping, as one text."""
    return ";".join(f"{local_name(part)}:{(part.text or '').strip()}" for part in element)


def build_time(root: etree._Element) -> datetime | None:
    """When the feed says that it was made."""
    for element in root.iter():
        if local_name(element) in ("lastBuildDate", "pubDate", "updated") and element.text:
            return moment(element.text) or mail_moment(element.text)
        if local_name(element) in ("item", "entry"):
            return None
    return None


def listing_of(item: Item, page: Page, mark: str, now: datetime | None) -> Listing:
    """What one item states."""
    said = {name: tidy(texts[0]) for name, texts in item.items() if name in PLAIN}
    price_text = first(item, "price")
    paid = price_of(item, mark, now)
    description, facts = text_and_facts(first(item, "description"))
    return Listing(
        url=linked(page.url, first(item, "link")),
        sku=said.get("id"),
        gtin=barcode(first(item, "gtin")),
        mpn=said.get("mpn"),
        name=said.get("title"),
        brand=said.get("brand"),
        category=said.get("product_type") or said.get("google_product_category"),
        variant=" / ".join(text for name in VARIANT if (text := said.get(name))) or None,
        condition=said.get("condition"),
        size_text=said.get("unit_pricing_measure"),
        price=paid.price,
        price_kind="exact" if paid.price is not None else None,
        currency=currency_of(price_text or first(item, "sale_price"))
        or (page.retailer.currency if page.retailer else None),
        was_price=paid.was,
        was_kind="unspecified" if paid.was is not None else None,
        claim_ends=paid.ends,
        member_price=member_price(item, mark),
        unit_price_per=said.get("unit_pricing_base_measure"),
        shipping=shipping(item, mark, page.retailer.country if page.retailer else None),
        availability=AVAILABILITY.get(re.sub(r"[\s_-]+", " ", first(item, "availability") or "").strip().casefold()),
        image=linked(page.url, first(item, "image_link")),
        description=description,
        attributes={**facts, **details(item, said)},
        reader="merchant_feed",
        doubts=paid.doubts,
    )


def first(item: Item, name: str) -> str | None:
    """The first text of an attribute."""
    return item[name][0] if name in item else None


def price_of(item: Item, mark: str, now: datetime | None) -> Asked:
    """The sale price while the sale is on, else the price."""
    if "cells" in item:
        return Asked(
            price=None,
            doubts=(f"The row has {item['cells'][0]} cells, not as many as headings; its price is not read.",),
        )
    starts, _, ends = (first(item, "sale_price_effective_date") or "").partition("/")
    regular, sale = amount(first(item, "price"), mark), amount(first(item, "sale_price"), mark)
    return asked(regular, sale, starts=moment(starts), ends=last_moment(ends), now=now)


def currency_of(text: str | None) -> str | None:
    """The ISO 4217 code beside the amount, or what its sign stands for."""
    codes = re.findall(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])", text or "")
    if codes:
        return next((code for code in codes if currency_code(code)), None)
    return parse_price(text).currency if text else None


def parts_of(text: str) -> dict[str, str]:
    """The parts of a group: `country:DE;price:4.90 EUR`, or by place in a table, `DE::Standard:4.90 EUR`."""
    named = dict(part.split(":", 1) for part in text.split(";") if ":" in part)
    if "price" in named or "country" in named:
        return named
    by_place = text.split(":")
    return {"country": by_place[0], "price": by_place[-1]}


def shipping(item: Item, mark: str, country: str | None) -> Decimal | None:
    """The cheapest delivery to the retailer's country; of several countries none, where we do not know which."""
    groups = [text for text in item.get("shipping", [])[:MOST_GROUPS] if len(text) <= LONGEST_GROUP]
    stated = [parts_of(text) for whole in groups for text in re.split(r",(?=\s*[A-Z]{2}:)", whole)]
    countries = {part.get("country", "").strip() for part in stated}
    if country in countries or len(countries) > 1:
        stated = [part for part in stated if part.get("country", "").strip() == country]
    costs = [cost for part in stated if (cost := amount(part.get("price"), mark)) is not None]
    return min(costs, default=None)


def member_price(item: Item, mark: str) -> Decimal | None:
    """The lowest price that a loyalty programme's members pay."""
    groups = [parts_of(text) for text in item.get("loyalty_program", ())]
    return min((cost for part in groups if (cost := amount(part.get("price"), mark)) is not None), default=None)


def details(item: Item, said: dict[str, str | None]) -> dict[str, str]:
    """Named facts: the attributes that describe the goods, and g:product_detail."""
    found = {name: text for name in FACTS if (text := said.get(name))}
    for text in item.get("product_detail", ()):
        part = dict(piece.split(":", 1) for piece in text.split(";") if ":" in piece)
        if (name := tidy(part.get("attribute_name"))) and (value := tidy(part.get("attribute_value"))):
            found.setdefault(name, value)
    return found
