"""The records of a page: the elements that repeat once per item, found by their prices, links and likeness.

Every price is followed outwards. Where an element holds two or more children that look alike and each have a price and
a link of their own, those children are records. Grids whose rows end early, and items without a price, are found by
their likeness to the others.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from urllib.parse import urldefrag, urljoin

from pricewatch.read.mentions import Mention
from pricewatch.read.outline import Outline

FEWEST = 2
MOST_KINDS = 200
SAMPLE = 200
PLACE_WORDS = re.compile(r"\d+|^(?:first|last|odd|even|alt|item|col|row|left|right|middle|active|new|sale|hot)$")
ELSEWHERE = re.compile(
    r"recommend|related|similar|upsell|up-sell|cross-?sell|recent|viewed|history|carousel|slider|slick|swiper|owl-|"
    r"sidebar|side-bar|aside|footer|mini-?cart|minibasket|offcanvas|drawer|modal|popup|bestsell|best-sell|trending|"
    r"inspiration|accessor|empfehl|zuletzt|ähnlich|recomend|relaciona|vistos|mas-vendid|gerelateerd|megamenu|dropdown"
)
ACTION = re.compile(
    r"[?&/=](?:add(?:[-_]?to)?[-_]?\w*|cart|basket|checkout|wish-?list|compare|login|account|register|reviews?|share|buy_now)"
    r"(?:[/=?&.]|$)",
    re.I,
)
PLAIN_PATH = re.compile(r"/(?!/)[^#\\\s]*")
HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:")


@dataclass(slots=True)
class Links:
    """The links of a page that may lead to an item, in page order."""

    at: list[int] = field(default_factory=list)
    to: list[str] = field(default_factory=list)

    def within(self, page: Outline, n: int) -> list[str]:
        return self.to[bisect_left(self.at, n) : bisect_left(self.at, page.ends[n])]

    def of(self, n: int) -> str | None:
        """Where an element that is a link itself leads."""
        place = bisect_left(self.at, n)
        return self.to[place] if place < len(self.at) and self.at[place] == n else None


@dataclass(slots=True)
class Group:
    """Elements that look alike, in page order; `path` is the tags that lead to them."""

    members: list[int]
    path: tuple[str, ...]
    words: frozenset[str]


def find_links(page: Outline, url: str) -> Links:
    """Links to pages of their own: no anchors, no actions, and none that every item repeats."""
    absolute = joiner(url)
    here = absolute(url)
    found = []
    for n, tag in enumerate(page.tags):
        address = page.attribute(n, "href").strip() if tag == "a" else ""
        if address and not address.casefold().startswith(NO_PAGE) and not ACTION.search(address):
            target = absolute(address)
            if target and target != here:
                found.append((n, target))
    said = Counter((target, page.text(n)) for n, target in found)
    repeated = {target for (target, text), times in said.items() if text and times > FEWEST}
    kept = [(n, target) for n, target in found if target not in repeated]
    return Links([n for n, _ in kept], [target for _, target in kept])


def headings(page: Outline) -> Links:
    """Headings in the place of links, for lists whose items open by script; they lead nowhere."""
    found = [(n, f"#{page.text(n)}") for n, tag in enumerate(page.tags) if tag in HEADINGS]
    return Links([n for n, _ in found], [text for _, text in found])


def joiner(url: str) -> Callable[[str], str | None]:
    """Makes addresses absolute as seen from `url`, without their fragments; None where an address is none."""
    origin = re.match(r"https?://[^/?#]+", url)

    @cache
    def absolute(address: str) -> str | None:
        if origin and "/." not in address and PLAIN_PATH.fullmatch(address):
            return origin[0] + address
        try:
            return urldefrag(urljoin(url, address)).url
        except ValueError:
            return None

    return absolute


def find_records(page: Outline, mentions: list[Mention], links: Links) -> list[int]:
    """The records of the page's main list in page order; empty where nothing repeats."""
    groups = merged(page, deepest(page, forks(page, mentions, links)))
    if not groups:
        return []
    best = max(groups, key=lambda group: weight(page, group, links))
    return completed(page, best, links)


def forks(page: Outline, mentions: list[Mention], links: Links) -> list[Group]:
    """Groups of alike siblings that each have a price and a link which no other of them has."""
    rich: dict[int, dict[int, None]] = defaultdict(dict)
    for mention in mentions:
        child = mention.at
        for parent in page.around(mention.at):
            if child in rich[parent]:
                break
            if links.within(page, child):
                rich[parent][child] = None
            child = parent
    found = []
    for children in rich.values():
        for members in alike(page, sorted(children)):
            if len(members) >= FEWEST and are_distinct(page, members, links):
                found.append(Group(members, path(page, members[0]), words(page, members[0])))
    return found


def words(page: Outline, n: int) -> frozenset[str]:
    """An element's class words without those that tell its place."""
    return frozenset(word for word in page.classes(n).split() if not PLACE_WORDS.search(word))


def path(page: Outline, n: int) -> tuple[str, ...]:
    return (page.tags[n], *(page.tags[outer] for outer in page.around(n)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How many of the fewer class words are shared, 0 to 1."""
    if not one or not other:
        return 1.0 if not one and not other else 0.5
    return len(one & other) / min(len(one), len(other))


def alike(page: Outline, siblings: list[int]) -> list[list[int]]:
    """Siblings sorted into groups of one tag and similar class words."""
    kinds: dict[tuple[str, frozenset[str]], list[int]] = defaultdict(list)
    for n in siblings:
        kinds[page.tags[n], words(page, n)].append(n)
    groups: list[tuple[tuple[str, frozenset[str]], list[int]]] = []
    for kind, members in islice(kinds.items(), MOST_KINDS):
        like = (found for known, found in groups if known[0] == kind[0] and likeness(known[1], kind[1]) >= 0.5)
        group = next(like, None)
        if group is None:
            groups.append((kind, members))
        else:
            group += members
    return [sorted(members) for _, members in groups]


def are_distinct(page: Outline, members: list[int], links: Links) -> bool:
    """Do nearly all members lead somewhere that the others do not?"""
    own = [set(links.within(page, n)) for n in members]
    times = Counter(address for addresses in own for address in addresses)
    unique = sum(any(times[address] == 1 for address in addresses) for addresses in own)
    return unique >= 0.6 * len(members)


def deepest(page: Outline, groups: list[Group]) -> list[Group]:
    """Without the groups whose members hold several members of another: rows, columns, sections."""
    return [group for group in groups if not any(is_around(page, group, other) for other in groups)]


def is_around(page: Outline, outer: Group, inner: Group) -> bool:
    """Does one group's member hold the whole of another group?"""
    place = bisect_right(outer.members, inner.members[0]) - 1
    if outer is inner or place < 0:
        return False
    member = outer.members[place]
    return page.holds(member, inner.members[0]) and page.holds(member, inner.members[-1])


def merged(page: Outline, groups: list[Group]) -> list[Group]:
    """Groups of one shape as one: the rows of a grid."""
    found: list[Group] = []
    for group in sorted(groups, key=lambda group: group.members[0]):
        same = (one for one in found if one.path == group.path and likeness(one.words, group.words) >= 0.5)
        whole = next((one for one in same if is_aside(page, one.members[0]) == is_aside(page, group.members[0])), None)
        if whole:
            whole.members += group.members
        else:
            found.append(Group(list(group.members), group.path, group.words))
    return found


def is_aside(page: Outline, n: int) -> bool:
    """Does an element stand in a sidebar, a carousel, a footer, a list of recommendations?"""
    for outer in page.around(n):
        name = f"{page.classes(outer)} {page.attribute(outer, 'id').casefold()}"
        if page.tags[outer] in ("aside", "footer", "nav") or (page.tags[outer] != "body" and ELSEWHERE.search(name)):
            return True
    return False


def weight(page: Outline, group: Group, links: Links) -> float:
    """How likely a group is the page's main list: its items that have their link at the usual place within them.

    Much less where the group stands aside.
    """
    sample = group.members[:SAMPLE]
    usual = max(Counter(path_of_link(page, n, links) for n in sample).values()) / len(sample)
    return len(group.members) * usual * (0.2 if is_aside(page, group.members[0]) else 1)


def path_of_link(page: Outline, member: int, links: Links) -> tuple[str, ...]:
    """The tags that lead from a member to its first link."""
    first = links.at[bisect_left(links.at, member)]
    return path(page, first)[: len(path(page, first)) - len(path(page, member))]


def completed(page: Outline, group: Group, links: Links) -> list[int]:
    """The members, with alike elements that stand alone in their row or have no price."""
    depth = len(group.path)
    parents = {page.parents[n] for n in group.members}
    rows = {(page.parents[parent], page.tags[parent]) for parent in parents}
    found = set(group.members)
    for parent in [*parents, *(n for row, tag in rows for n in page.children(row) if page.tags[n] == tag)]:
        for n in page.children(parent):
            fits = page.tags[n] == group.path[0] and likeness(words(page, n), group.words) > 0.5
            if fits and links.within(page, n) and len(path(page, n)) == depth:
                found.add(n)
    return sorted(found)
