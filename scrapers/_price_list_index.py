"""Pages that link to daily price lists, and what the names of those lists say."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from urllib.parse import unquote_plus, urlsplit

from lxml import etree, html

from pricewatch.errors import Unreadable
from pricewatch.read.feed_bytes import decoded
from pricewatch.read.feed_json import parsed_or_none
from pricewatch.read.feed_values import linked, query_of
from pricewatch.read.page import Page, Request

MOST_LINKS = 20_000
SPOKEN_OF_WITHIN = 200_000  # every HTML page is asked, and most that sell something are far longer
LIST_FILE = re.compile(r"\.(csv|xml|xlsx|xls|zip|gz)$", re.IGNORECASE)
YEAR_FIRST = re.compile(r"(?<!\d)(20\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])")
DAY_FIRST = re.compile(r"(?<!\d)(0?[1-9]|[12]\d|3[01])([-_. ]{0,2})(0?[1-9]|1[0-2])\2(20\d\d)")


def is_page(page: Page) -> bool:
    """Is it a page for people (HTML) or for their browser's script (JSON), and no list?"""
    start = page.body[:2000].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith((b"{", b"[", b"<!doctype html")) or b"<html" in start


def is_index(page: Page, *words: bytes) -> bool:
    """Is it a page that speaks of price lists (in one of these words, not far down) and links to some?"""
    start = page.body[:SPOKEN_OF_WITHIN]
    return is_page(page) and any(word in start for word in words) and any(all_links(page))


def lists_of_the_day(page: Page) -> list[Request]:
    """The lists of the newest day that the page names (not after the day it was fetched); all where it names none."""
    found = dict.fromkeys(all_links(page))
    today = page.fetched_at.date() if page.fetched_at else date.max
    days = {day for _, day in found if day and day <= today}
    newest = max(days, default=None)
    urls = dict.fromkeys(url for url, day in found if newest is None or day == newest)
    return [Request(url=url, kind="detail") for url in urls]


def newest_of_each_store(urls: list[str]) -> list[str]:
    """Of files that are named by kind, chain and store, and at their end by time, the last one of each."""
    latest: dict[str, str] = {}
    for url in sorted(dict.fromkeys(urls), key=file_name):
        latest[re.sub(r"[-_]\d{8,14}(?=\D|$).*", "", file_name(url))] = url
    return list(latest.values())


def all_links(page: Page) -> Iterator[tuple[str, date | None]]:
    """Each link to a list, with the day that its name, its words or its table row state."""
    data = parsed_or_none(page.body)
    found = ((link, link) for link in links_in_json(data)) if data else links_in_html(page.body)
    for number, (link, words) in enumerate(found):
        if number >= MOST_LINKS:
            raise Unreadable(f"{page.url} links to more than {MOST_LINKS:,} price lists, which no chain publishes.")
        if url := linked(page.url, link):
            yield url, day_in(file_name(url)) or day_in(words)


def links_in_html(body: bytes) -> Iterator[tuple[str, str]]:
    """Links to files, with the words of the row or item that they stand in."""
    try:
        root = html.document_fromstring(decoded(body, fallback="cp1250").encode(), html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return
    for anchor in root.iter("a"):
        link = anchor.get("href") or ""
        if LIST_FILE.search(file_name(link)):
            row = next((e for e in anchor.iterancestors("tr", "li")), anchor)
            yield link, " ".join(str(part) for part in islice(row.itertext(), 20))[:500]


def links_in_json(value: object, depth: int = 0) -> Iterator[str]:
    """Every text in the JSON that is an address of a list."""
    if depth > 10:
        return
    if isinstance(value, str) and "/" in value and LIST_FILE.search(file_name(value)):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from links_in_json(part, depth + 1)


def file_name(url: str) -> str:
    """The name of the file behind an address: of its path, or of the parameter that names one."""
    try:
        last = unquote_plus(urlsplit(url).path.rpartition("/")[2])
    except ValueError:
        return ""
    named = [value.rpartition("/")[2] for value in query_of(url).values() if LIST_FILE.search(value)]
    return last if LIST_FILE.search(last) or not named else named[0]


def day_in(text: str) -> date | None:
    """The first date in a text, year or day first, with or without signs between."""
    if found := YEAR_FIRST.search(text):
        year, month, day = int(found[1]), int(found[3]), int(found[4])
    elif found := DAY_FIRST.search(text):
        year, month, day = int(found[4]), int(found[3]), int(found[1])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def store_of(name: str) -> str | None:
    """The store in a list's file name: what is left of it without date, time and the running number at its end.

    A name without a date is not the law's form and says nothing certain.

    >>> store_of("SUPERMARKET,ULICA 10 52450 GRAD,0613,43525,29.12.2025, 05-20.CSV")
    'SUPERMARKET ULICA 10 52450 GRAD'
    >>> store_of("prodavaonica_LANAC_20250801T0630_S10_CESTA_31,_ZAGREB.csv")
    'prodavaonica LANAC S10 CESTA 31 ZAGREB'
    """
    stem = LIST_FILE.sub("", name.rpartition("/")[2])
    if not day_in(stem):
        return None
    pattern = YEAR_FIRST if YEAR_FIRST.search(stem) else DAY_FIRST
    before, after = pattern.sub("|", stem, count=1).split("|", 1)
    words = trimmed(before, r"[^\W\d_]{2}|^[A-Z]\d+$") + trimmed(re.sub(r"^T?\d+(?=\D)", "", after), r"[^\W\d_]{2}")
    return " ".join(words) or None


def trimmed(part: str, meaningful: str) -> list[str]:
    """The words of a name's part up to its last meaningful one: running numbers and times of day end it."""
    words = [word for each in re.split(r"[\s,_;|-]+", part) if (word := each.strip("."))]
    while words and not re.search(meaningful, words[-1]):
        words.pop()
    return words
