"""A product page to listings: every source is read, then they vote."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pricewatch.listing import Listing
from pricewatch.read import data_prices, embedded, json_ld, meta, microdata
from pricewatch.read.assemble import Stated, assembled
from pricewatch.read.choose import main_first
from pricewatch.read.currency import likely_currency
from pricewatch.read.naming import product_name
from pricewatch.read.page import Page
from pricewatch.read.shown import Shown, alike, place_of, read_shown, stands_alone, title_place
from pricewatch.read.terms import is_later, subscription
from pricewatch.read.visible import Visible, read_visible
from pricewatch.read.vote import Verdict, vote
from pricewatch.read.walls import check_status, wall
from pricewatch.read.withheld import Withheld, withheld

SOURCES: dict[str, Callable[[Page], list[Listing]]] = {
    "json-ld": json_ld.read,
    "microdata": microdata.read,
    "meta": meta.read,
}
PLAIN = 5.0
FEW_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class ProductPage:
    """What was read of a page as a product page. `clear`: it shows or states one product's price beyond question."""

    listings: list[Listing]
    clear: bool


def read_product(page: Page) -> ProductPage:
    """The listings of a product page, the one that its address shows first; none where it names no product.

    Raises NotAProductPage where the shop answers with a wall or says that the page is gone.
    """
    check_status(page)
    stated = {source: found for source, read in SOURCES.items() if (found := read(page))}
    title = document_title(page)
    seen = read_visible(page.tree)
    if not priced_names(stated) and (problem := wall(page, seen, title)):
        raise problem
    several = len({one.name for source, found in stated.items() if source != "meta" for one in found}) > 1
    stated = {source: own for source, found in stated.items() if (own := of_this_page(found, title, seen))}
    wanted = wanted_name(stated, title) or title
    heading = title_place(seen, wanted)
    stated = {source: main_first(found, page.url, wanted) for source, found in stated.items()}
    currency = likely_currency(page, stated, seen.text)
    shown = read_shown(seen, page.url, heading, currency)
    name = product_name(stated, seen, heading, title)
    if name and not several and not shows_stated(stated, shown) and (instead := withheld(shown, page.url)):
        listing = without_price(stated, shown, instead, {"name": name, "url": page.url})
        return ProductPage([listing], instead.times == 1 or wanted_name(stated, title) is not None)
    verdict = vote({source: of_one_product(found) for source, found in stated.items()}, shown)
    verdict = with_period(verdict, shown)
    if verdict.price is None and name and not shown.amounts and (found := from_scripts(page, name, currency)):
        stated, verdict = {**stated, "script data": found}, only_scripts_say(found)
    facts = {"name": name, "url": page.url, "currency": currency}
    listings = assembled(stated, shown, verdict, facts) if stated or name or verdict.price is not None else []
    return ProductPage(listings, is_clear(stated, shown, verdict, page.url))


def shows_stated(stated: Stated, shown: Shown) -> bool:
    """Is a price of the markup shown to pay? Then a line that withholds one speaks of another choice."""
    prices = {one.price for found in stated.values() for one in of_one_product(found)} - {None}
    return any(place_of(shown, price) is not None for price in prices if price is not None)


def without_price(stated: Stated, shown: Shown, instead: Withheld, facts: dict[str, Any]) -> Listing:
    """The main listing of a page that withholds its price, whatever its markup states."""
    verdict = Verdict(None, doubts=(instead.doubt,))
    return replace(assembled(stated, shown, verdict, {**facts, "currency": None})[0], **instead.fields)


def with_period(verdict: Verdict, shown: Shown) -> Verdict:
    """A price for each month is the price where the page has no other, or only one that is paid later."""
    later = verdict.place is not None and is_later(shown.amounts[verdict.place])
    if (verdict.place is not None and not later) or (at := subscription(shown)) is None:
        return verdict
    value = shown.amounts[at].value
    if verdict.price is None or verdict.source == "visible":
        return Verdict(value, at, "visible")
    return replace(verdict, place=at) if verdict.price == value else verdict


def from_scripts(page: Page, name: str, currency: str | None) -> list[Listing]:
    """What a page gives to its scripts: data about the product of that name, else attributes of its elements."""
    return embedded.read(page, name) or data_prices.read(page, name, currency)


def only_scripts_say(found: Sequence[Listing]) -> Verdict:
    """The price that the data for the page's scripts states, where nothing else does and it states just one."""
    prices = {one.price for one in found}
    if len(prices) == 1:
        return Verdict(found[0].price, None, "script data", ("only the data for the page's scripts states a price",))
    said = ", ".join(f"{price:f}" for price in sorted(price for price in prices if price is not None))
    return Verdict(None, doubts=(f"the data for the page's scripts states several prices: {said}",))


def priced_names(stated: Stated) -> set[str | None]:
    return {one.name for found in stated.values() for one in found if one.price is not None}


def is_clear(stated: Stated, shown: Shown, verdict: Verdict, url: str) -> bool:
    """Is one product priced in the markup, or one price shown that stands in no list and beside no link to an item?"""
    if names := priced_names(stated):
        return len(names) == 1
    at = verdict.place
    if at is None or shown.scores[at] < PLAIN or len(shown.buys) > FEW_BUTTONS:
        return False
    return stands_alone(shown, at, url)


def wanted_name(stated: Stated, title: str | None) -> str | None:
    """The product in markup that the page's title names, else the first; a head's title may be the shop's own."""
    names = [one.name for source, found in stated.items() if source != "meta" for one in found if one.name]
    return max(names, key=lambda name: alike(name, title or ""), default=None)


def of_this_page(found: list[Listing], title: str | None, seen: Visible) -> list[Listing]:
    """A source's listings; none where it tells of several products, and no heading names any: those are suggestions."""
    names = {one.name for one in found if one.name}
    heads = [title or "", *(seen.text[h.start : min(h.end, h.start + 200)] for h in seen.headings if h.tag == "h1")]
    if len(names) < 2 or any(shares_words(name, head) for name in names for head in heads):
        return found
    return []


def shares_words(name: str, head: str) -> bool:
    return alike(name, head) > 0 or (bool(head) and (name in head or head in name))


def of_one_product(found: Sequence[Listing]) -> list[Listing]:
    """The offers of the product that comes first, without those of others."""
    return [one for one in found if one.name == found[0].name]


def document_title(page: Page) -> str | None:
    element = page.tree.css_first("title")
    return re.sub(r"\s+", " ", element.text() or "").strip() or None if element else None
