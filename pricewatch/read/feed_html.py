"""Descriptions that feeds carry as HTML: their text, and the facts in tables and lists."""

import re
from functools import lru_cache

from lxml import etree, html

from pricewatch.read.feed_values import tidy

LONGEST_DESCRIPTION = 5_000
LONGEST_HTML = 200_000
MOST_FACTS = 60
BLOCKS = {"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "dt", "dd", "table", "ul", "ol"}


def text_and_facts(markup: object) -> tuple[str | None, dict[str, str]]:
    """The text of a description, one line per block, and its `key: value` facts in order.

    >>> text_and_facts("<p>Warm.</p><ul><li>Weight: 2 kg</li></ul>")
    ('Warm.\\nWeight: 2 kg', {'Weight': '2 kg'})
    """
    if not isinstance(markup, str) or not markup.strip():
        return None, {}
    if "<" not in markup:
        return tidy(markup[:LONGEST_DESCRIPTION]), {}
    text, found = text_and_facts_of_html(markup[:LONGEST_HTML])
    return text, dict(found)


@lru_cache(maxsize=20)  # variants share their product's description
def text_and_facts_of_html(markup: str) -> tuple[str | None, dict[str, str]]:
    """As `text_and_facts`, for what has tags."""
    root = fragment(markup)
    if root is None:
        return None, {}
    lines = [" ".join(line.split()) for line in spaced(root).split("\n")]
    text = "\n".join(line for line in lines if line)[:LONGEST_DESCRIPTION]
    return text or None, facts(root)


def fragment(markup: str) -> html.HtmlElement | None:
    """The markup as an element, or None where nothing can be made of it."""
    try:
        clean = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]", "", markup)
        return html.fragment_fromstring(clean, create_parent="div")
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def spaced(root: html.HtmlElement) -> str:
    """The text with a line break at each block; scripts and styles are no text."""
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in BLOCKS:
            parts.append("\n")
        elif tag in ("td", "th"):
            parts.append(" ")
        if event == "start" and tag and tag not in ("script", "style"):
            parts.append(node.text or "")
        elif event == "end":
            parts.append(node.tail or "")
    return "".join(parts)


def facts(root: html.HtmlElement) -> dict[str, str]:
    """What tables of two columns, definition lists, and lines such as `Material: Leather` state; the first one wins."""
    found: dict[str, str] = {}
    pairs = [(row[0], row[1]) for row in root.iter("tr") if len(row) == 2]
    pairs += [(name, name.getnext()) for name in root.iter("dt") if name.getnext() is not None]
    for name, value in pairs:
        keep(found, flat(name).rstrip(":"), flat(value))
    for line in root.iter("li", "p"):
        name_text, colon, value_text = flat(line).partition(":")
        if colon and len(value_text) <= 120 and not value_text.startswith("//"):
            keep(found, name_text, value_text)
    return found


def keep(found: dict[str, str], name: str, value: str) -> None:
    """Add a fact if it is short enough to be one, and not one of very many."""
    name, value = name.strip(), value.strip()
    if len(found) < MOST_FACTS and 0 < len(name) <= 40 and 0 < len(value) <= 300:
        found.setdefault(name, value)


def flat(node: html.HtmlElement) -> str:
    """A node's text on one line."""
    return " ".join("".join(node.itertext()).split()) if isinstance(node.tag, str) else ""
