"""The page as a visitor reads it: one text, and for every place in it the elements that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pricewatch.plaintext import plain
from pricewatch.read.signs import is_hidden, is_zone, signs_of

UNSEEN = frozenset(
    ["script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "canvas", "datalist", "map"]
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "del",
        "strike",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "meta",
        "link",
        "img",
        "wbr",
        "input",
        "button",
        "custom-price",
    ]
)
STRUCK_TAGS = frozenset(("del", "s", "strike"))
ZONE_TAGS = frozenset(("nav", "footer", "aside", "select"))
WHOLE_PAGE = frozenset(("html", "body", "main"))
HEADINGS = frozenset(("h1", "h2", "h3"))
TEST_NAMES = (
    "data-testid",
    "data-test",
    "data-test-id",
    "data-cy",
    "data-auto",
    "data-qa",
    "data-automation",
    "data-hook",
)
HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
STRIKING = re.compile(r"line-through", re.I)
SUPERSCRIPT = re.compile("(?<=[0-9])([⁰¹²³⁴-⁹]{2})(?![⁰¹²³⁴-⁹])")
CENTS = re.compile(r"\d{2}(?!\d)")
WHOLE = re.compile(r"(?:^|[^\d.,])\d+(?:[ .,']\d{3})*$")
LONGEST = 400_000


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's names say: about amounts within it, and whether it is hidden or about something else."""

    names: str
    signs: frozenset[str]
    hidden: bool
    struck: bool
    zone: bool
    inline: bool


@lru_cache(maxsize=32_768)
def look_of(tag: str, classes: str | None, identity: str | None, prop: str | None, test: str | None) -> Look:
    names = " ".join(name for name in (identity, classes, prop, test) if name)[:500]
    return Look(
        names,
        signs_of(names) if names else frozenset(),
        hidden=tag in UNSEEN or bool(classes and is_hidden(classes)),
        struck=tag in STRUCK_TAGS,
        zone=tag in ZONE_TAGS or bool(names and tag not in WHOLE_PAGE and is_zone(names)),
        inline=tag in INLINE,
    )


def test_name(given: Mapping[str, str | None]) -> str | None:
    """The name by which the shop's own tests find an element; it says more than a scrambled class."""
    return next((given[key] for key in TEST_NAMES if key in given), None) if len(given) > 1 else None


class Scope:
    """An element with visible text. `start` and `end` are its part of the page's text; `away` leads elsewhere."""

    __slots__ = (
        "amounts",
        "away",
        "block",
        "depth",
        "end",
        "hidden",
        "look",
        "parent",
        "start",
        "struck",
        "tag",
        "zone",
    )

    def __init__(self, tag: str, look: Look, parent: "Scope | None") -> None:
        self.tag, self.look, self.parent = tag, look, parent
        self.start, self.end = 0, -1
        self.hidden, self.struck, self.zone = look.hidden, look.struck, look.zone
        self.depth, self.block = 0, self
        self.away: str | None = None
        self.amounts: list[int] | None = None
        if parent is not None:
            self.depth, self.away = parent.depth + 1, parent.away
            self.hidden, self.struck = self.hidden or parent.hidden, self.struck or parent.struck
            self.zone = self.zone or parent.zone
            self.block = parent.block if look.inline else self


@dataclass(slots=True)
class Visible:
    """`text` with a line for each block; `starts` and `scopes` tell where each piece of text stands."""

    text: str
    starts: list[int]
    scopes: list[Scope]
    headings: list[Scope]

    def scope_at(self, place: int) -> Scope:
        return self.scopes[max(0, bisect_right(self.starts, place) - 1)]


class Reader:
    """Collects the visible text of a tree in one pass; scopes are made only for elements that have text."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.scopes: list[Scope] = []
        self.headings: list[Scope] = []
        self.known: dict[int, Scope] = {}
        self.open: list[Scope] = []
        self.space = False

    def read(self, tree: LexborHTMLParser) -> Visible:
        skipping = False
        root = tree.root
        for node in root.traverse(include_text=True) if root else ():
            tag = node.tag
            if tag == "-text":
                self.take(node, skipping)
            else:
                skipping = tag in UNSEEN
                if tag in ("br", "hr"):
                    self.line()
                elif tag == "input":
                    self.button(node)
            if self.length > LONGEST:
                break
        for scope in self.open:
            scope.end = self.length
        return Visible("".join(self.parts), self.starts, self.scopes, self.headings)

    def take(self, node: LexborNode, skipping: bool) -> None:
        """One piece of text, unless it is hidden or blank."""
        parent = node.parent
        if parent is None or (skipping and parent.tag in UNSEEN):
            return
        raw = node.text_content or ""
        if raw.isspace():
            self.space = True
            return
        scope = self.scope(parent)
        if not scope.hidden and raw:
            self.add(raw, scope)

    def button(self, node: LexborNode) -> None:
        """A button's caption stands in an attribute."""
        given = node.attributes
        if given.get("type") in ("submit", "button") and given.get("value"):
            scope = self.scope(node)
            if not scope.hidden:
                self.add(given["value"] or "", scope)

    def line(self) -> None:
        if self.parts and self.parts[-1] != "\n":
            self.parts.append("\n")
            self.length += 1

    def add(self, raw: str, scope: Scope) -> None:
        text = " ".join(raw.split())
        if not text.isascii():
            text = " ".join(plain(SUPERSCRIPT.sub(r".\1", text)).split())
        if not text:
            return
        before = self.scopes[-1] if self.scopes else None
        self.separate(before, scope, text, raw[0].isspace())
        self.enter(scope)
        self.starts.append(self.length)
        self.scopes.append(scope)
        self.parts.append(text)
        self.length += len(text)
        self.space = raw[-1].isspace()

    def separate(self, before: Scope | None, scope: Scope, text: str, spaced: bool) -> None:
        """What a reader sees between two pieces: a decimal point before cents, a new line, a space or nothing."""
        if before is None or before is scope:
            mark = " " if before and (self.space or spaced) else ""
        elif self.are_cents(scope, text, self.space or spaced):
            mark = "."
        elif before.block is not scope.block:
            mark = "\n"
        else:
            digits = self.parts[-1][-1].isdigit() and text[0].isdigit()
            mark = " " if self.space or spaced or digits else ""
        if mark and not (mark in " \n" and self.parts[-1] == "\n"):
            self.parts.append(mark)
            self.length += 1

    def are_cents(self, scope: Scope, text: str, spaced: bool) -> bool:
        """Two digits right after whole units, in an element of their own that is raised or named for cents or price."""
        if not CENTS.match(text) or not WHOLE.search(self.parts[-1]):
            return False
        near = (scope, scope.parent) if scope.parent else (scope,)
        if any(step.tag == "sup" or "cents" in step.look.signs for step in near):
            return True
        return not spaced and len(text) == 2 and any("price" in step.look.signs for step in near)

    def enter(self, scope: Scope) -> None:
        """Close the scopes that this one does not stand in."""
        above: list[Scope] = []
        step: Scope | None = scope
        while step and (step.depth >= len(self.open) or self.open[step.depth] is not step):
            above.append(step)
            step = step.parent
        keep = step.depth + 1 if step else 0
        for closed in self.open[keep:]:
            closed.end = self.length
        del self.open[keep:]
        start = self.length
        for opened in reversed(above):
            opened.start = start
            self.open.append(opened)

    def scope(self, node: LexborNode) -> Scope:
        """The node's scope, and those of the elements around it, made when first needed."""
        chain: list[LexborNode] = []
        step: LexborNode | None = node
        while step is not None and step.mem_id not in self.known:
            chain.append(step)
            step = step.parent
        scope = self.known[step.mem_id] if step is not None else None
        for element in reversed(chain):
            scope = self.make(element, scope)
            self.known[element.mem_id] = scope
        assert scope is not None
        return scope

    def make(self, node: LexborNode, parent: Scope | None) -> Scope:
        """One element as a scope; what hides, strikes or leads away is inherited."""
        tag = node.tag or ""
        given = node.attributes
        said = given.get
        look = look_of(tag, said("class"), said("id"), said("itemprop"), test_name(given))
        scope = Scope(tag, look, parent)
        style = said("style")
        scope.hidden |= "hidden" in given or bool(style and HIDING.search(style))
        scope.struck |= bool(style and STRIKING.search(style))
        if tag == "a" and said("href"):
            scope.away = said("href")
        elif tag in HEADINGS and not scope.hidden:
            self.headings.append(scope)
        return scope


def read_visible(tree: LexborHTMLParser) -> Visible:
    """What a visitor sees of a page, without running its scripts."""
    return Reader().read(tree)
