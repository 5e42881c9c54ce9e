"""Category pages without rules for a site: the repeated record, its fields in page order, and the next page."""

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import Any

from pricewatch.errors import LayoutChanged
from pricewatch.listing import Listing
from pricewatch.money import parse_price
from pricewatch.read.currency import likely_currency
from pricewatch.read.item_facts import facts_of
from pricewatch.read.item_prices import money_of, read_amounts
from pricewatch.read.item_words import Place, Said, link_of, name_of, places, rank_places
from pricewatch.read.markup_items import confirmed, in_markup, list_items, main_products
from pricewatch.read.mentions import Mention, mentions
from pricewatch.read.meta import metas
from pricewatch.read.next_page import next_page
from pricewatch.read.outline import Outline, outline
from pricewatch.read.page import Page, Reading, Request
from pricewatch.read.records import Links, find_links, find_records, headings, is_aside
from pricewatch.read.siblings import with_runs

READER = "category"
HIDDEN = {
    "in_cart": "The shop shows this price in the cart only.",
    "login": "The shop shows this price to signed-in visitors only.",
}
FEWEST = 2
SAMPLE = 60
MOST_RECORDS = 1_000
MOST_NODES = 30_000
MOST_AMOUNTS = 40


@dataclass(slots=True)
class Record:
    """One repeated element: the money that it mentions, and what stands at each of its places."""

    at: int
    money: list[Mention]
    said: dict[Place, Said]


@dataclass(slots=True)
class Shelf:
    """A page's main list: the page, its records, the places of their names, their links."""

    url: str
    seen: Outline
    money: list[Mention]
    links: Links
    records: list[Record]
    names: list[Place]
    currency: str | None


def looks_like_category(page: Page) -> bool:
    """Is the page about a list of items, rather than about one that stands above others?"""
    if about_one_product(page):
        return False
    shelf = find_shelf(page)
    if not shelf.records:
        return len(list_items(page)) >= FEWEST
    if not is_coherent(shelf) or has_own_price(shelf):
        return False
    return not is_aside(shelf.seen, shelf.records[0].at) or next_page(page.tree, page.url) is not None


def read_category(page: Page) -> Reading:
    """One listing per item in page order, and the next page. LayoutChanged where nothing repeats."""
    listings = confirmed(read_items(page), in_markup(page))
    if not listings:
        raise LayoutChanged(f"{page.url}: nothing on this page repeats with a name, a link and a price.")
    following = next_page(page.tree, page.url)
    return Reading(listings=listings, requests=[Request(url=following)] if following else [])


def read_items(page: Page) -> list[Listing]:
    """The items of a page's main list; none where it has no list."""
    shelf = find_shelf(page)
    usual = Counter(first(record.said, shelf.names) for record in shelf.records if record.money)
    times = Counter(address for record in shelf.records for address in set(shelf.links.within(shelf.seen, record.at)))
    found = []
    for record in shelf.records:
        place = first(record.said, shelf.names)
        if place and (record.money or usual[place] > 1):  # without a price, the name must stand where others do
            found.append(read_record(shelf, record, times))
    return found


def find_shelf(page: Page) -> Shelf:
    """The page's main list, empty where nothing repeats."""
    seen = outline(page.tree)
    money = mentions(seen)
    links = find_links(seen, page.url)
    found = find_records(seen, money, links) or find_records(seen, money, headings(seen))
    if not found and len(seen.tags) <= MOST_NODES and (runs := with_runs(seen, money, links)):
        seen, money, links = runs, mentions(runs), find_links(runs, page.url)
        found = find_records(seen, money, links)
    records = [record_at(seen, n, money) for n in found[:MOST_RECORDS]]
    names = rank_places(seen, [record.said for record in records if record.money])
    currency = likely_currency(page, {}, " ".join(mention.text for mention in money[:SAMPLE]))
    return Shelf(page.url, seen, money, links, records, names, currency)


def record_at(seen: Outline, n: int, money: list[Mention]) -> Record:
    own = money[bisect_left(money, n, key=place_of) : bisect_left(money, seen.ends[n], key=place_of)]
    return Record(n, own[:MOST_AMOUNTS], places(seen, n, own))


def place_of(mention: Mention) -> int:
    return mention.piece


def first(said: dict[Place, Said], ranked: list[Place]) -> Place | None:
    return next((place for place in ranked if place in said), None)


def read_record(shelf: Shelf, record: Record, times: Counter[str]) -> Listing:
    """One record as a listing. `times`: how many records lead to each address."""
    name = name_of(record.said, shelf.names)
    facts = facts_of(shelf.seen, record.at, shelf.url)
    amounts = read_amounts(shelf.seen, record.at, record.money, name.text if name else "", shelf.currency)
    fields: dict[str, Any] = money_of(amounts)
    if facts["price_hidden"] and "price" not in fields:
        fields["doubts"] = (HIDDEN[facts["price_hidden"]],)
    return Listing(
        name=name.text if name else None,
        url=link_of(shelf.seen, record.at, name, shelf.links, times),
        reader=READER,
        **facts,
        **fields,
    )


def about_one_product(page: Page) -> bool:
    """Does the markup name exactly one product, or say that the page is one?"""
    names = {listing.name for listing in main_products(page)}
    return len(names) == 1 or "product" in {said.get("og:type", "").casefold() for said in [metas(page)]}


def is_coherent(shelf: Shelf) -> bool:
    """Do the items with a price have their names at one place, as a list has them?"""
    used = Counter(first(record.said, shelf.names) for record in shelf.records if record.money)
    (place, times), *_ = used.most_common(1) or [(None, 0)]
    return place is not None and times >= max(FEWEST, 0.6 * used.total())


def has_own_price(shelf: Shelf) -> bool:
    """Does the page show a price of its own, between its main heading and its list?"""
    start = shelf.records[0].at
    headings = [n for n, tag in enumerate(shelf.seen.tags[:start]) if tag == "h1"]
    if not headings:
        return False
    between = [mention for mention in shelf.money if headings[-1] < mention.at < start]
    return any(parse_price(mention.text).amount and not is_aside(shelf.seen, mention.at) for mention in between)
