"""The page as a visitor reads it: one text, and for every place in it the elements that it stands in."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
) | {"s", "del", "strike", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "input", "button"}
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

    __slots__ = ("_given", "_look", "amounts", "block", "depth", "end", "hidden", "node", "parent", "start", "tag")

    def __init__(self, node: LexborNode, tag: str, parent: "Scope | None", hidden: bool) -> None:
        self.node, self.tag, self.parent, self.hidden = node, tag, parent, hidden
        self.start, self.end = 0, -1
        self.depth: int = parent.depth + 1 if parent else 0
        self.block: int = parent.block if parent and tag in INLINE else node.mem_id
        self.amounts: list[int] | None = None
        self._look: Look | None = None
        self._given: Mapping[str, str | None] | None = None

    @property
    def given(self) -> Mapping[str, str | None]:
        if self._given is None:
            self._given = self.node.attributes
        return self._given

    @property
    def names(self) -> str:
        """The names that the shop gave the element: id, class, property, and the one for its own tests."""
        test = next((key for key in TEST_NAMES if key in self.given), "")
        return " ".join(said for key in ("id", "class", "itemprop", test) if (said := self.given.get(key)))[:500]

    @property
    def look(self) -> Look:
        """What the element's names say."""
        if self._look is None:
            self._look = look_of(self.tag, self.names)
        return self._look

    @property
    def struck(self) -> bool:
        """Is the text crossed out, by its tag or its style?"""
        return any(step.tag in STRUCK_TAGS or STRIKING.search(step.given.get("style") or "") for step in above(self))

    @property
    def away(self) -> str | None:
        """Where the link leads that the text is part of."""
        return next((step.given.get("href") for step in above(self) if step.tag == "a"), None)


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
    """Collects the visible text of a tree in one pass; scopes are made only for elements that have text."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self.root = tree.root
        self.unseen = {node.mem_id for node in tree.css(HIDDEN) if is_unseen(node)}
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.scopes: list[Scope] = []
        self.headings: list[Scope] = []
        self.known: dict[int, Scope] = {}
        self.open: list[Scope] = []
        self.space = False
        self.last_title = LONGEST

    def read(self) -> Visible:
        skipping = False
        for node in self.root.traverse(include_text=True) if self.root else ():
            if node.is_text_node:
                if not skipping or (node.parent is not None and node.parent.tag not in UNSEEN):
                    self.take(node)
                    if self.length > LONGEST or self.length - self.last_title > LONGEST_TAIL:
                        break
                continue
            tag = node.tag
            skipping = tag in UNSEEN
            if tag in ("br", "hr"):
                self.line()
            elif tag == "input":
                self.button(node)
        for scope in self.open:
            scope.end = self.length
        return Visible("".join(self.parts), self.starts, self.scopes, self.headings)

    def take(self, node: LexborNode) -> None:
        """One piece of text, unless it is hidden or blank."""
        raw = node.text_content
        if not raw or raw.isspace():
            self.space = True
            return
        parent = node.parent
        if parent is not None and not (scope := self.scope(parent)).hidden:
            self.add(raw, scope)

    def button(self, node: LexborNode) -> None:
        """A button's caption stands in an attribute."""
        given = node.attributes
        if given.get("type") in ("submit", "button") and (caption := given.get("value")):
            scope = self.scope(node)
            if not scope.hidden:
                self.add(caption, scope)

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
        self.separate(scope, text, raw[0].isspace())
        self.enter(scope)
        self.starts.append(self.length)
        self.scopes.append(scope)
        self.parts.append(text)
        self.length += len(text)
        self.space = raw[-1].isspace()

    def separate(self, scope: Scope, text: str, spaced: bool) -> None:
        """What a reader sees between two pieces: a decimal point before cents, a new line, a space or nothing."""
        if not self.scopes:
            return
        before = self.scopes[-1]
        spaced = spaced or self.space
        if before is scope:
            mark = " " if spaced else ""
        elif text[0].isdigit() and self.parts[-1][-1].isdigit():
            mark = "." if self.are_cents(scope, text, spaced) else "\n" if before.block != scope.block else " "
        elif before.block != scope.block:
            mark = "\n"
        else:
            mark = " " if spaced else ""
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
        now = self.open
        if now and now[-1] is scope:
            return
        entered: list[Scope] = []
        step: Scope | None = scope
        while step and (step.depth >= len(now) or now[step.depth] is not step):
            entered.append(step)
            step = step.parent
        keep = step.depth + 1 if step else 0
        for closed in now[keep:]:
            closed.end = self.length
        del now[keep:]
        for opened in reversed(entered):
            opened.start = self.length
            now.append(opened)

    def scope(self, node: LexborNode) -> Scope:
        """The node's scope, and those around it, made when first needed. All within a hidden element share its."""
        known = self.known.get(node.mem_id)
        if known is not None:
            return known
        chain = [node]
        step = node.parent
        while step is not None and step.mem_id not in self.known:
            chain.append(step)
            step = step.parent
        scope = self.known[step.mem_id] if step is not None else None
        for element in reversed(chain):
            scope = self.make(element, scope)
        assert scope is not None
        return scope

    def make(self, node: LexborNode, parent: Scope | None) -> Scope:
        identity = node.mem_id
        if parent is not None and parent.hidden:
            self.known[identity] = parent
            return parent
        tag = node.tag or ""
        hidden = tag in UNSEEN or identity in self.unseen
        scope = self.known[identity] = Scope(node, tag, parent, hidden)
        if tag in HEADINGS and not hidden:
            self.headings.append(scope)
            if tag == "h1" and not any(step.look.zone for step in above(scope)):
                self.last_title = self.length
        return scope


def is_unseen(node: LexborNode) -> bool:
    """Is an element that looks hidden so on every screen? Class names may hide it on small ones alone."""
    given = node.attributes
    if "hidden" in given or "style" in given:
        style = "".join((given.get("style") or "").casefold().split())
        if "hidden" in given or "display:none" in style or "visibility:hidden" in style:
            return True
    return is_hidden(given.get("class") or "")
