"""XML as feeds publish it: no entity is expanded, no address is opened, and forgivable faults are forgiven."""

import re
from collections.abc import Iterator
from functools import lru_cache

from lxml import etree

from pricewatch.errors import Unreadable
from pricewatch.read.feed_bounds import SHORTEST_TAG, check_parts
from pricewatch.read.feed_bytes import decoded, gunzipped

DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]+)")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
BARE_AMPERSAND = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)")
NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORGIVEN = {etree.ErrorDomains.NAMESPACE}  # a prefix such as g: that nobody declared


def parse_xml(body: bytes, fallback: str = "cp1252") -> etree._Element:
    """The root of a document. Raises Unreadable: a document that breaks off is refused, never read in part."""
    body = gunzipped(body)
    check_parts(body.count(b"<"), len(body), SHORTEST_TAG, "tags")
    declared = DECLARED.search(body[:400])
    text = decoded(body, declared=declared[1].decode() if declared else None, fallback=fallback)
    text = BARE_AMPERSAND.sub("&amp;", DECLARATION.sub("", NOT_XML.sub("", text)))
    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        root = etree.fromstring(text.strip().encode(), parser)
    except etree.XMLSyntaxError as problem:
        raise Unreadable(f"The XML cannot be read: {problem}.") from problem
    faults = [fault for fault in parser.error_log if fault.domain not in FORGIVEN]
    if root is None or faults:
        raise Unreadable(f"The XML is broken: {faults[0].message if faults else 'it has no element'}"[:300] + ".")
    return root


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace or prefix; empty for what is no element."""
    return without_prefix(element.tag) if isinstance(element.tag, str) else ""


@lru_cache(maxsize=1000)
def without_prefix(name: str) -> str:
    """A name without its namespace or prefix."""
    return re.split("[}:]", name)[-1]


def leaves(element: etree._Element) -> Iterator[tuple[str, str]]:
    """The attributes and the children without children of their own, as name and text."""
    for name, value in element.attrib.items():
        yield without_prefix(str(name)), str(value)
    for child in element:
        if len(child) == 0 and (name := local_name(child)):
            yield name, child.text or ""
