"""Lists whose items are runs of siblings without an element around them: `<dt>` and `<dd>`, a row for each part.

Such runs are given the element that the page's author did not write; then they are records like all others.
"""

from bisect import bisect_left
from itertools import pairwise

from pricewatch.read.mentions import Mention
from pricewatch.read.outline import NOTHING, Outline, close
from pricewatch.read.records import Links, words

FEWEST = 3
Run = tuple[int, int]
"""The first element of a run, and the number behind its last."""


def with_runs(page: Outline, mentions: list[Mention], links: Links) -> Outline | None:
    """The page with an element around each run of siblings that is an item; None where there are no such runs."""
    prices = [mention.piece for mention in mentions]
    parents = {parent for mention in mentions for parent in page.around(mention.at, 3)}
    runs = max((runs_in(page, parent, prices, links) for parent in sorted(parents)), key=len, default=[])
    return wrapped(page, runs) if len(runs) >= FEWEST else None


def runs_in(page: Outline, parent: int, prices: list[int], links: Links) -> list[Run]:
    """The runs among an element's children: each begins with a link of its kind and has a price behind it."""
    children = list(page.children(parent))
    linked = [n for n in children if links.within(page, n)]
    if len(linked) < FEWEST:
        return []
    starts = starts_among(page, linked, links)
    if len(starts) < FEWEST or has_price(starts[0], parent, prices):
        return []  # where a price stands before the first link, each may belong to the link behind it
    if any(has_price(page.ends[n], n, prices) for n in starts):
        return []
    place = {child: number for number, child in enumerate(children)}
    longest = max((place[after] - place[start] for start, after in pairwise(starts)), default=1)
    last = min(place[starts[-1]] + longest, len(children)) - 1
    ends = [*starts[1:], page.ends[children[last]]]
    runs = list(zip(starts, ends, strict=True))
    priced = [run for run in runs if has_price(run[1], run[0], prices)]
    if runs[-1] not in priced:
        return []  # as above, the first price missing
    return runs if len(priced) >= 0.6 * len(runs) else []


def starts_among(page: Outline, linked: list[int], links: Links) -> list[int]:
    """The elements with an item's first link: of one kind, each leading elsewhere than the one before."""
    kind = page.tags[linked[0]], words(page, linked[0])
    starts: list[int] = []
    for n in linked:
        alike = (page.tags[n], words(page, n)) == kind
        if alike and not (starts and set(links.within(page, n)) <= set(links.within(page, starts[-1]))):
            starts.append(n)
    return starts


def has_price(end: int, start: int, prices: list[int]) -> bool:
    return bisect_left(prices, start) < bisect_left(prices, end)


def wrapped(page: Outline, runs: list[Run]) -> Outline:
    """A copy of the outline with one more element around each run."""
    parent = page.parents[runs[0][0]]
    ends = dict(runs)
    copy, number = Outline(), {-1: -1}
    wrapper, end = -1, -1
    for n, tag in enumerate(page.tags):
        if n in ends:
            wrapper, end = len(copy.tags), ends[n]
            copy.append("div", NOTHING, "", number[parent])
        number[n] = len(copy.tags)
        inside = page.parents[n] == parent and n < end
        copy.append(tag, page.attributes[n], page.texts[n], wrapper if inside else number[page.parents[n]])
    close(copy)
    return copy
