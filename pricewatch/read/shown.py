"""The price that a visitor sees: the amount near the title and the buy button that is the one to pay."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from pricewatch.read import page_words, words
from pricewatch.read.amounts import Amount, find_amounts
from pricewatch.read.conditions import mark_conditions
from pricewatch.read.pairs import beside_struck, by_name_only, mark_pairs, promote_named_for_old
from pricewatch.read.roles import Role, role_of
from pricewatch.read.visible import Scope, Visible, above

NEAR = 2500
LEAST = 2.5
COPIES_WITHIN = 1500
BUY_BEHIND, BUY_AHEAD = 2500, 6000
ITEM_LENGTH = 400
FEWEST = 3
HIGHEST_RATING = 5
WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Shown:
    """The amounts that a page shows, each with its role and how much it looks like the page's own price."""

    seen: Visible
    amounts: list[Amount]
    roles: list[Role]
    scores: list[float]
    titles: tuple[int, ...]
    buys: list[int]
    listed: set[int]

    @property
    def title(self) -> int:
        return self.titles[0]

    def of(self, *roles: Role, least: float = -9) -> list[int]:
        return [n for n, role in enumerate(self.roles) if role in roles and self.scores[n] >= least]


def read_shown(seen: Visible, url: str, heading: Scope | None, hint: str | None) -> Shown:
    """All amounts of a page with roles and scores. `heading`: the one that names the product."""
    shown = shown_of(seen, url, heading, find_amounts(seen, hint))
    if hint is None or best_price(shown) is not None:
        return shown
    bare = shown_of(seen, url, heading, find_amounts(seen, hint, bare=True))
    return bare if is_lone_number(bare) else shown


def is_lone_number(shown: Shown) -> bool:
    """Is a single number without a currency printed between title and buy button? No rating goes above five."""
    end = next((place for place in shown.buys if place > shown.title), shown.title)
    numbers = {amount.value for amount in shown.amounts if not amount.marked and shown.title < amount.start < end}
    return len(numbers) == 1 and min(numbers) > HIGHEST_RATING


def shown_of(seen: Visible, url: str, heading: Scope | None, amounts: list[Amount]) -> Shown:
    """Those amounts with roles and scores."""
    titles = copies(seen, heading)
    buys = [place for place in buy_buttons(seen, titles[0]) if not zoned(seen.scope_at(place), titles)]
    rows = alike_rows(amounts)
    listed = amounts_in(rows)
    others = amounts_in([row for row in rows if all(links_away(seen, step, url) for step in row)])
    roles: list[Role] = [
        role_of(amount) if n not in others and is_near(amount, titles, url) else "other"
        for n, amount in enumerate(amounts)
    ]
    mark_conditions(seen.text, amounts, roles)
    mark_pairs(seen, amounts, roles)
    promote_named_for_old(amounts, roles)
    reduced = beside_struck(amounts, roles)
    ranges = {n for n in range(len(amounts)) if upper_end(seen, amounts, n)}
    scores = [
        score(amount, titles, buys, url) + (1.5 if n in reduced | ranges else 0) - (2 if n in listed else 0)
        for n, amount in enumerate(amounts)
    ]
    return Shown(seen, amounts, roles, scores, titles, buys, listed)


def is_near(amount: Amount, titles: tuple[int, ...], url: str) -> bool:
    """May the amount be about this product: neither in a link to another page nor in a part about something else?"""
    return not leads_away(amount.scope.away, url) and not zoned(amount.scope, titles)


def buy_buttons(seen: Visible, title: int) -> list[int]:
    """Where the text offers to buy, near the title."""
    start = max(0, title - BUY_BEHIND)
    return page_words.BUY.places(seen.text, start, title + BUY_AHEAD)


def title_place(seen: Visible, name: str | None) -> Scope | None:
    """The heading most like the product's name; without one, the first main heading."""
    tops = [heading for heading in seen.headings if heading.end > heading.start]
    if name:
        likeness = [
            (alike(name, seen.text[h.start : min(h.end, h.start + 400)]) + (0.3 if h.tag == "h1" else 0), -n)
            for n, h in enumerate(tops)
        ]
        best = max(likeness, default=(0.0, 0))
        if best[0] >= 0.5:
            return tops[-best[1]]
    return next((heading for heading in tops if heading.tag == "h1" and not zoned(heading, (heading.start,))), None)


def alike(name: str, text: str) -> float:
    """How much a heading looks like a name: the share of words that both have; more where one holds all of the other,
    most where it stands at the beginning."""
    name, text = " ".join(name.casefold().split()), " ".join(text.casefold().split())
    wanted, have = set(WORDS.findall(name)), set(WORDS.findall(text))
    common = len(wanted & have)
    if not have or not wanted or common / max(len(wanted), len(have)) < 0.2:
        return 0.0
    whole = len(text) > 3 and (text in name or name in text)
    shared = 0.6 * common / min(len(wanted), len(have)) + 0.4 * common / max(len(wanted), len(have))
    return shared + (0.3 if whole else 0) + (0.3 if name.startswith(text) else 0)


def alike_rows(amounts: list[Amount]) -> list[list[Scope]]:
    """Rows of three or more alike elements with amounts: lists of products, or of choices."""
    kids: dict[Scope, dict[Scope, None]] = {}
    for amount in amounts:
        step = amount.scope
        while step.parent and step not in kids.get(step.parent, ()):
            kids.setdefault(step.parent, {})[step] = None
            step = step.parent
    rows: list[list[Scope]] = []
    for children in kids.values():
        if len(children) < FEWEST:
            continue
        alike: dict[tuple[str, str], list[Scope]] = {}
        for child in children:
            if child.tag not in ("p", "tr") or child.names:  # paragraphs and lines of a table are no items
                alike.setdefault((child.tag, child.names), []).append(child)
        rows += [[kid for kid in row if kid.end - kid.start > 12] for row in alike.values() if len(row) >= FEWEST]
    return [row for row in rows if row]


def amounts_in(rows: list[list[Scope]]) -> set[int]:
    return {n for row in rows for part in row for n in part.amounts or ()}


def links_away(seen: Visible, part: Scope, url: str) -> bool:
    """Does an element hold a link to another page?"""
    inside = range(bisect_left(seen.starts, part.start), bisect_left(seen.starts, part.end))
    return any(leads_away(seen.scopes[n].away, url) for n in inside)


def score(amount: Amount, titles: tuple[int, ...], buys: list[int], url: str) -> float:
    """How much an amount looks like the page's own price."""
    distance = amount.start - titles[0]
    points = 3 * (1 - distance / NEAR) if 0 <= distance < NEAR else 1.2 if -500 < distance < 0 else -0.5
    points += 1.5 if any(-1200 < place - amount.start < 1200 for place in buys) else 0
    points += 1.5 if "price" in amount.signs else 0
    points += 0.5 if "main" in amount.signs else 0
    points += 0.3 if amount.marked else -0.5
    points -= 3 if "option" in amount.signs else 0
    points -= 4 if zoned(amount.scope, titles) else 0
    points -= 3 if leads_away(amount.scope.away, url) else 0
    points -= 2 if amount.prose else 0
    points -= 3 if amount.value == 0 else 0
    points += 0.7 if amount.said else 0
    points -= 1.5 if "price" not in amount.signs and len(amount.before.split("\n")[-1]) > 30 else 0
    return points


def zoned(scope: Scope, titles: tuple[int, ...]) -> bool:
    """Does it stand in a part about something else? A part that holds the title is about this product."""
    return any(not any(zone.start <= title < zone.end for title in titles) for zone in scope.zones)


def copies(seen: Visible, heading: Scope | None) -> tuple[int, ...]:
    """Where the product's name stands: its heading, and repetitions soon after it for other screens."""
    if heading is None:
        return (0,)
    name = seen.text[heading.start : min(heading.end, heading.start + COPIES_WITHIN)].strip()
    again = re.finditer(re.escape(name), seen.text[heading.end : heading.end + COPIES_WITHIN]) if len(name) > 5 else ()
    return (heading.start, *(heading.end + match.start() for match in again))


def leads_away(address: str | None, url: str) -> bool:
    """Is this the link to another page?"""
    if not address or address.startswith(("#", "javascript:", "tel:", "mailto:")):
        return False
    try:
        return urlsplit(address).path.rstrip("/") not in ("", urlsplit(url).path.rstrip("/"))
    except ValueError:
        return False


def stands_alone(shown: Shown, at: int, url: str) -> bool:
    """Is the amount part of no list, and of no small block with the link to another page, as listed items are?"""
    if at in shown.listed:
        return False
    block = shown.amounts[at].scope
    for step in above(block):
        if step.end - step.start > ITEM_LENGTH or any(step.start <= title < step.end for title in shown.titles):
            break
        block = step
    return not links_away(shown.seen, block, url)


def best_price(shown: Shown) -> int | None:
    """The amount that a visitor takes for the price; None where nothing looks like it."""
    pools: tuple[tuple[Role, ...], ...] = (("pay",), ("each",), ("unit",))
    for roles in pools:
        if roles == ("unit",) and shown.of("member", "coupon", least=LEAST):
            break
        if found := shown.of(*roles, least=LEAST):
            return max(found, key=lambda n: (shown.scores[n], -n))
    lone = [
        n
        for n in shown.of("was", "ex_vat", least=LEAST)
        if not shown.amounts[n].scope.struck and by_name_only(shown.amounts[n])
    ]
    return max(lone, key=lambda n: (shown.scores[n], -n), default=None)


def upper_end(seen: Visible, amounts: list[Amount], n: int) -> Amount | None:
    """The higher end of a printed range that begins with this amount."""
    if n + 1 == len(amounts) or amounts[n + 1].value <= amounts[n].value:
        return None
    return amounts[n + 1] if words.RANGE.match(seen.text[amounts[n].end : amounts[n + 1].start]) else None


def place_of(shown: Shown, value: Decimal) -> int | None:
    """Where the page shows this value as something to pay, at its most prominent place."""
    found = [n for n in shown.of("pay", "each", "unit") if shown.amounts[n].value == value]
    return max(found, key=lambda n: (shown.scores[n], -n), default=None)
