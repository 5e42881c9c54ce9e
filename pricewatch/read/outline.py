"""A page as a visitor sees it, flat: its elements and pieces of text in page order.

Each is a number, its place in that order. What is within element `n` is `range(n, ends[n])`, so that "is it inside?"
and "how many are inside?" compare numbers. Scripts, styles, menus of choices and what is styled away are left out.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pricewatch.read import signs

TEXT = "-text"
UNSEEN = frozenset(
    ["script", "style", "template", "svg", "head", "select", "noscript", "iframe", "textarea", "datalist", "object"]
)
STYLED_AWAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
DEEPEST = 256
NOTHING: Mapping[str, str | None] = {}


@dataclass(slots=True)
class Outline:
    """The page's nodes by number. `texts` is empty for elements, `attributes` for text."""

    tags: list[str] = field(default_factory=list)
    attributes: list[Mapping[str, str | None]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pieces: list[int] = field(default_factory=list)

    def append(self, tag: str, attributes: Mapping[str, str | None], text: str, parent: int) -> None:
        """Note the next node in page order; `close` must follow the last."""
        if text:
            self.pieces.append(len(self.tags))
        self.tags.append(tag)
        self.attributes.append(attributes)
        self.texts.append(text)
        self.parents.append(parent)

    def attribute(self, n: int, name: str) -> str:
        return self.attributes[n].get(name) or ""

    def classes(self, n: int) -> str:
        return self.attribute(n, "class").casefold()

    def around(self, n: int, levels: int = 1_000_000) -> Iterator[int]:
        """What a node stands in, inside out, without itself."""
        while levels > 0 and (n := self.parents[n]) >= 0:
            yield n
            levels -= 1

    def children(self, n: int) -> Iterator[int]:
        child, end = n + 1, self.ends[n]
        while child < end:
            yield child
            child = self.ends[child]

    def holds(self, outer: int, inner: int) -> bool:
        return outer <= inner < self.ends[outer]

    def pieces_in(self, n: int) -> list[int]:
        """The pieces of text within an element."""
        return self.pieces[bisect_left(self.pieces, n) : bisect_left(self.pieces, self.ends[n])]

    def text(self, n: int) -> str:
        """What an element says, on one line."""
        return " ".join(self.texts[piece] for piece in self.pieces_in(n))


def outline(tree: LexborHTMLParser) -> Outline:
    """The outline of a page's body."""
    page = Outline()
    waiting: list[tuple[LexborNode, int, int]] = [(tree.body, -1, 0)] if tree.body is not None else []
    while waiting:
        node, parent, depth = waiting.pop()
        if parent >= 0 and (following := node.next) is not None:
            waiting.append((following, parent, depth))
        if depth < DEEPEST and add(page, node, parent) and (child := node.first_child) is not None:
            waiting.append((child, len(page.tags) - 1, depth + 1))
    close(page)
    return page


def close(page: Outline) -> None:
    """Note where every element ends: where the last node within it does."""
    page.ends = list(range(1, len(page.tags) + 1))
    for n in range(len(page.tags) - 1, 0, -1):
        parent = page.parents[n]
        page.ends[parent] = max(page.ends[parent], page.ends[n])


def add(page: Outline, node: LexborNode, parent: int) -> bool:
    """Note a node that a visitor can see; True if there may be more within it."""
    tag, said, attributes = node.tag or "", "", NOTHING
    if tag == TEXT:
        raw = node.text_content
        if not raw or raw.isspace():
            return False
        said = " ".join(raw.split())
    elif tag in UNSEEN or tag.startswith("-"):
        return False
    else:
        attributes = node.attributes
        if attributes and parent >= 0 and is_hidden(attributes):
            return False
    page.append(tag, attributes, said, parent)
    return not said


def is_hidden(attributes: Mapping[str, str | None]) -> bool:
    """Is an element styled away for every visitor?"""
    style, classes = attributes.get("style"), attributes.get("class")
    if "hidden" in attributes or (style and STYLED_AWAY.search(style)):
        return True
    return bool(classes) and signs.is_hidden(classes)
