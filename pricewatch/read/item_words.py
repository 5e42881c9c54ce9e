"""The name, the link and the other words of records, found by where they stand in most of them.

A name is the text that stands at one place within nearly every record, is a different one in each, and looks like a
name: in a heading, a link, an element called title or name. "Add to cart" stands in every record too, but is the same.
"""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass

from pricewatch.read.mentions import Mention
from pricewatch.read.outline import Outline
from pricewatch.read.records import Links
from pricewatch.read.signs import split_names

Place = tuple[str, ...]

NAMED = re.compile(r"(?:^|-)(?:title|name|\w*name|\w*title|heading|titel|nombre|nom|nome|bezeichnung)(?:$|-)")
BRAND = re.compile(r"(?:^|-)(?:brand|brands|vendor|manufacturer|marke|marque|marca|merk|hersteller|designer)(?:$|-)")
OTHER = re.compile(
    r"(?:^|-)(?:sku|code|desc\w*|description|rating|reviews?|stars?|badges?|labels?|stickers?|btn|button|buttons|actions?|stock|"
    r"availability|tax|shipping|delivery|categor\w+|swatch\w*|tags?|promo\w*|price\w*|prices|cart|qty|quantity|subtitle|tooltip)(?:$|-)"
)
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
CUT = re.compile(r"\s*(?:\.\.\.|…)$")
LONGEST_NAME = 250
INNER = 400


@dataclass(slots=True)
class Said:
    """What stands at one place of one record."""

    text: str
    at: int


def places(page: Outline, record: int, mentions: list[Mention]) -> dict[Place, Said]:
    """Every text within a record by its place: the first of each. Places with an amount of money are left out."""
    priced = {mention.piece for mention in mentions}
    found: dict[Place, Said] = {}
    where: dict[int, Place] = {record: ()}
    for n in range(record, min(page.ends[record], record + INNER * 4)):
        if n != record:
            where[n] = (*where.get(page.parents[n], ()), page.tags[n])
        if page.texts[n]:
            continue
        for key, text in texts(page, n, priced):
            place = (*where[n], split_names(page.classes(n)), key)
            if text and len(text) <= LONGEST_NAME:
                found.setdefault(place, Said(text, n))
        if len(found) > INNER:
            break
    return found


def texts(page: Outline, n: int, priced: set[int]) -> list[tuple[str, str]]:
    """The texts that an element offers: what it shows, and what a link or picture says of itself."""
    pieces = page.pieces_in(n)
    shown = "" if not priced.isdisjoint(pieces) else " ".join(page.texts[piece] for piece in pieces)
    found = [("", shown if 0 < len(pieces) <= 8 else "")]
    if page.tags[n] == "a":
        found.append(("@title", page.attribute(n, "title").strip()))
        found.append(("@aria-label", page.attribute(n, "aria-label").strip()))
    elif page.tags[n] == "img":
        found.append(("@alt", page.attribute(n, "alt").strip()))
    return found


def rank_places(page: Outline, found: list[dict[Place, Said]]) -> list[Place]:
    """The places where names stand, the best first."""
    texts_at: dict[Place, list[Said]] = defaultdict(list)
    for said in found:
        for place, one in said.items():
            texts_at[place].append(one)
    scores = {place: score(page, place, said, len(found)) for place, said in texts_at.items()}
    return sorted((place for place in scores if scores[place] > 0), key=lambda place: -scores[place])


def score(page: Outline, place: Place, said: list[Said], records: int) -> float:
    """How much a place looks like the one of the names."""
    letters = sum(sum(c.isalpha() for c in one.text) >= 3 for one in said) / len(said)
    distinct = len({one.text for one in said}) / len(said)
    length = sum(min(len(one.text), 120) for one in said) / len(said)
    hints = sum(hint(page, place, said[0]))
    if letters < 0.5 or (distinct < 0.3 and len(said) > 2 and hints < 1):
        return 0
    return len(said) / records + distinct + min(length, 25) / 50 - max(0.0, length - 90) / 40 + hints


def hint(page: Outline, place: Place, one: Said) -> list[float]:
    """What the names, tags and attributes around a text say for or against a name."""
    names = f"{place[-2]}-{'-'.join(split_names(page.classes(n)) for n in page.around(one.at, 2))}"
    attribute = place[-1]
    return [
        1.0 if page.attribute(one.at, "itemprop") == "name" else 0.0,
        0.7 if HEADINGS.intersection(place) and not attribute else 0.0,
        0.6 if NAMED.search(place[-2]) else 0.3 if NAMED.search(names) else 0.0,
        0.6 if "a" in place[:-2] or page.tags[one.at] == "a" else 0.0,
        -1.5 if BRAND.search(place[-2]) or page.attribute(one.at, "itemprop") == "brand" else 0.0,
        -1.0 if OTHER.search(place[-2]) else -0.3 if OTHER.search(names) else 0.0,
        -0.6 if attribute == "@aria-label" else -0.5 if attribute else 0.0,
        -1.0 if page.tags[one.at] in ("button", "label", "li", "form") else 0.0,
    ]


def name_of(said: dict[Place, Said], ranked: list[Place]) -> Said | None:
    """The record's name. A name that is cut off is completed by an attribute that goes on where it ends."""
    name = next((said[place] for place in ranked if place in said), None)
    if name and CUT.search(name.text):
        start = CUT.sub("", name.text)
        longer = (one.text for one in said.values() if one.text.startswith(start) and not CUT.search(one.text))
        return Said(max(longer, key=len, default=name.text), name.at)
    return name


def link_of(page: Outline, record: int, name: Said | None, links: Links, times: Counter[str]) -> str | None:
    """Where the record leads: the link of its name, else one that no other record has."""
    if name:
        around = (links.of(n) for n in page.around(name.at) if page.holds(record, n))
        own = [*links.within(page, name.at), *(address for address in around if address)]
        if own:
            return own[0]
    within = links.within(page, record)
    unique = [address for address in within if times[address] == 1]
    return max(unique or within, key=within.count, default=None)
