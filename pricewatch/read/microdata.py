"""Microdata and RDFa: schema.org's words in the attributes of a page's elements.

Source: https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/
"""

from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborNode

from pricewatch.listing import Listing
from pricewatch.read import schema_org
from pricewatch.read.page import Page
from pricewatch.read.values import clean

MOST_ITEMS = 3_000
LONGEST_VALUE = 2_000
ADDRESSES = {"a": "href", "link": "href", "area": "href", "img": "src", "source": "src", "object": "data"}
STATED = {"meta": "content", "time": "datetime", "data": "value", "meter": "value"}


@dataclass(frozen=True, slots=True)
class Syntax:
    """The attributes by which one syntax opens an item, types it and names its properties."""

    scope: str
    kind: str
    prop: str


MICRODATA = Syntax("itemscope", "itemtype", "itemprop")
RDFA = Syntax("typeof", "typeof", "property")


def nodes(page: Page, syntax: Syntax) -> list[dict[str, Any]]:
    """The items of a page that stand in no other item, in order, in the shape that JSON-LD would have."""
    items: dict[int, dict[str, Any]] = {}
    top: list[dict[str, Any]] = []
    # An element with both attributes is found twice.
    elements = {element.mem_id: element for element in page.tree.css(f"[{syntax.scope}], [{syntax.prop}]")}
    for element in list(elements.values())[:MOST_ITEMS]:
        given = element.attributes
        item = {"@type": (given.get(syntax.kind) or "").split()} if syntax.scope in given else None
        owner = owner_of(element, items)
        for name in (given.get(syntax.prop) or "").split():
            if owner is not None:
                add(owner, name.rsplit("/", 1)[-1].rsplit(":", 1)[-1], item if item is not None else value_of(element))
        if item is not None:
            items[element.mem_id] = item
            if owner is None or not given.get(syntax.prop):
                top.append(item)
    return top


def owner_of(element: LexborNode, items: dict[int, dict[str, Any]]) -> dict[str, Any] | None:
    """The item of the closest element around this one that opens one."""
    step = element.parent
    while step is not None:
        if step.mem_id in items:
            return items[step.mem_id]
        step = step.parent
    return None


def add(item: dict[str, Any], name: str, value: Any) -> None:
    """A property may stand several times; an empty value says nothing."""
    if value in (None, ""):
        return
    known = item.get(name)
    item[name] = value if known is None else [*known, value] if isinstance(known, list) else [known, value]


def value_of(element: LexborNode) -> str:
    """What a property's element says: its own content, its address, or its text."""
    given, tag = element.attributes, element.tag or ""
    stated = given.get("content") or (given.get(STATED[tag]) if tag in STATED else None)
    if stated is None and tag in ADDRESSES:
        stated = given.get(ADDRESSES[tag])
    return clean(stated if stated is not None else (element.text(separator="") or "")[:LONGEST_VALUE])


def read(page: Page) -> list[Listing]:
    """The listings that a page's microdata states, else those of its RDFa."""
    for syntax, sign in ((MICRODATA, "itemtype"), (RDFA, "typeof")):
        if sign in page.text and (found := schema_org.listings(nodes(page, syntax), page.url)):
            return found
    return []
