"""The page as a visitor reads it: one text, and for every place in it the elements that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

from pricewatch.plaintext import plain
from pricewatch.read.signs import HIDDEN_NAMES, Look, is_hidden, look_of

# Menus and footers are left out too: no price of the page's product stands in them.
UNSEEN = frozenset(
    ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math", "canvas", "datalist", "map")
) | {"nav", "footer", "select"}
INLINE = frozenset(
    (
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
    )
) | {"s", "del", "strike", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var"}
TEXT = "-text"
HEADINGS = frozenset(("h1", "h2", "h3"))
STRUCK_TAGS = frozenset(("del", "s", "strike"))
TEST_NAMES = ("data-testid", "data-test", "data-test-id", "data-cy", "data-auto", "data-qa", "data-aut-id")
HIDDEN = (
    '[hidden], [style*="display:none" i], [style*="display: none" i], [style*="visibility:hidden" i], '
    + ", ".join(f".{name}" for name in sorted(HIDDEN_NAMES))
)
STRIKING = re.compile(r"line-through", re.I)
SUPERSCRIPT = re.compile("(?<=[0-9])([⁰¹²³⁴-⁹]{2})(?![⁰¹²³⁴-⁹])")
CENTS = re.compile(r"\d{2}(?!\d)")
WHOLE = re.compile(r"(?:^|[^\d.,])\d+(?:[ .,']\d{3})*$")
LONGEST = 400_000
LONGEST_TAIL = 12_000  # what stands so far behind the last main heading is reviews, suggestions and small print


class Scope:
    """An element with visible text. `start` and `end` are its part of the page's text.

    What its names and style say is looked up when it is first asked for: few elements stand near an amount.
    """

    start = end = -1
    amounts: list[int] | None = None

    def __init__(self, node: LexborNode, tag: str, parent: "Scope | None") -> None:
        self.node, self.tag, self.parent = node, tag, parent
        self.block: int = parent.block if parent is not None and tag in INLINE else node.mem_id

    @cached_property
    def given(self) -> Mapping[str, str | None]:
        return self.node.attributes

    @cached_property
    def names(self) -> str:
        """The names that the shop gave the element: id, class, property, and the one for its own tests."""
        test = next((key for key in TEST_NAMES if key in self.given), "")
        return " ".join(said for key in ("id", "class", "itemprop", test) if (said := self.given.get(key)))[:500]

    @cached_property
    def look(self) -> Look:
        """What the element's names say."""
        return look_of(self.tag, self.names)

    @cached_property
    def struck(self) -> bool:
        """Is the text crossed out, by its tag or its style?"""
        return any(step.tag in STRUCK_TAGS or STRIKING.search(step.given.get("style") or "") for step in above(self))

    @cached_property
    def away(self) -> str | None:
        """Where the link leads that the text is part of."""
        return next((step.given.get("href") for step in above(self) if step.tag == "a"), None)

    @cached_property
    def zones(self) -> list["Scope"]:
        """The parts about something else that the text may stand in, by their names."""
        return [step for step in above(self) if step.look.zone]


def above(scope: Scope) -> Iterator[Scope]:
    """The scope and all that it stands in."""
    step: Scope | None = scope
    while step:
        yield step
        step = step.parent


@dataclass(slots=True)
class Visible:
    """`text` with a line for each block; `starts` and `scopes` tell where each piece of text stands."""

    text: str
    starts: list[int]
    scopes: list[Scope]
    headings: list[Scope]

    def scope_at(self, place: int) -> Scope:
        return self.scopes[max(0, bisect_right(self.starts, place) - 1)]


def read_visible(tree: LexborHTMLParser) -> Visible:
    """What a visitor sees of a page, without running its scripts."""
    return Reader(tree).read()


class Reader:
    """Collects the visible text of a tree in one pass, without entering what is hidden."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.root = tree.root
        self.unseen = {node.mem_id for node in tree.css(HIDDEN) if is_unseen(node)}
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.scopes: list[Scope] = []
        self.headings: list[Scope] = []
        self.space = False
        self.last_title = LONGEST

    def read(self) -> Visible:
        self.walk()
        if self.scopes:
            self.move(self.scopes[-1], None)
        return Visible("".join(self.parts), self.starts, self.scopes, self.headings)

    def walk(self) -> None:
        """Every node in page order, up to where enough is read."""
        unseen = self.unseen
        node, scope = self.root, None
        waiting: list[tuple[LexborNode | None, Scope | None]] = []
        while node is not None or waiting:
            if node is None:
                node, scope = waiting.pop()
                continue
            tag = node.tag or ""
            if tag == TEXT:
                if scope is not None and self.take(node.text_content or "", scope):
                    return
            elif tag not in UNSEEN and node.mem_id not in unseen:
                if (child := node.first_child) is not None:
                    waiting.append((node.next, scope))
                    node, scope = child, Scope(node, tag, scope)
                    continue
                self.childless(node, tag, scope)
            node = node.next

    def childless(self, node: LexborNode, tag: str, parent: Scope | None) -> None:
        """An element that breaks the line; or a button, whose caption stands in an attribute."""
        if tag in ("br", "hr"):
            self.put_mark("\n")
        elif tag == "input":
            given = node.attributes
            caption = given.get("alt") if given.get("type") == "image" else given.get("value")
            if given.get("type") in ("submit", "button", "image") and caption:
                self.take(caption, Scope(node, tag, parent))

    def put_mark(self, mark: str) -> None:
        """A mark between pieces; no white space at the beginning of a line."""
        if self.parts and (mark == "." or self.parts[-1] != "\n"):
            self.parts.append(mark)
            self.length += 1

    def take(self, raw: str, scope: Scope) -> bool:
        """One piece of text, unless it is blank; True where enough is read."""
        if not raw or raw.isspace():
            self.space = True
            return False
        text = " ".join(raw.split())
        if text.isascii() or (text := " ".join(plain(SUPERSCRIPT.sub(r".\1", text)).split())):
            self.add(text, scope, self.space or raw[0].isspace())
            self.space = raw[-1].isspace()
        return self.length > LONGEST or self.length - self.last_title > LONGEST_TAIL

    def add(self, text: str, scope: Scope, spaced: bool) -> None:
        before = self.scopes[-1] if self.scopes else None
        if before is scope:
            if spaced:
                self.put_mark(" ")
        else:
            if before is not None and (mark := self.mark_between(before, scope, text, spaced)):
                self.put_mark(mark)
            self.move(before, scope)
        self.starts.append(self.length)
        self.scopes.append(scope)
        self.parts.append(text)
        self.length += len(text)

    def mark_between(self, before: Scope, scope: Scope, text: str, spaced: bool) -> str:
        """What a reader sees between two elements: a decimal point before cents, a new line, a space or nothing."""
        if text[0].isdigit() and self.parts[-1][-1].isdigit() and self.are_cents(scope, text, spaced):
            return "."
        if before.block != scope.block:
            return "\n"
        return " " if spaced or are_words(self.parts[-1], text) else ""

    def are_cents(self, scope: Scope, text: str, spaced: bool) -> bool:
        """Two digits right after whole units, in an element of their own that is raised or named for cents or price."""
        if not CENTS.match(text) or not WHOLE.search(self.parts[-1]):
            return False
        near = (scope, scope.parent) if scope.parent else (scope,)
        if any(step.tag == "sup" or "cents" in step.look.signs for step in near):
            return True
        return not spaced and len(text) == 2 and any("price" in step.look.signs for step in near)

    def move(self, before: Scope | None, scope: Scope | None) -> None:
        """Begin the elements that had no text yet; end those that the last piece stood in and this one does not."""
        while scope is not None and scope.start < 0:
            scope.start = self.length
            if scope.tag in HEADINGS:
                self.note(scope)
            scope = scope.parent
        while before is not None and before is not scope:
            before.end = self.length
            before = before.parent

    def note(self, heading: Scope) -> None:
        self.headings.append(heading)
        if heading.tag == "h1" and not heading.zones:
            self.last_title = self.length


def are_words(before: str, text: str) -> bool:
    """Are two pieces that touch words of their own: a name behind a brand, a price behind its label?"""
    if text[0].isdigit():
        return before[-1].isalnum()
    return text[0].isupper() and before.rstrip(".")[-1:].isalpha() and len(before) > 1


def is_unseen(node: LexborNode) -> bool:
    """Is an element that looks hidden so on every screen? Class names may hide it on small ones alone."""
    given = node.attributes
    if "hidden" in given or "style" in given:
        style = "".join((given.get("style") or "").casefold().split())
        if "hidden" in given or "display:none" in style or "visibility:hidden" in style:
            return True
    return is_hidden(given.get("class") or "")
