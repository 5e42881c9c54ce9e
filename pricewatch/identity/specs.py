"""What an offer's specification says, read by its category's schema. Every value keeps the words it was read from.

Sources in order: the shop's attributes, labels in its description, the name. What contradicts itself is not known.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from pricewatch.identity.schemas import Attribute, Schema, unaccented
from pricewatch.money import read_amount
from pricewatch.plaintext import plain

Item = Mapping[str, Any]

LONGEST = 4_000
LONGEST_VALUE = 300
MOST_ATTRIBUTES = 200
TIMES = r"\s*(?:cm|mm|in|inch|\"|'')?\s*[x×*хχ]\s*"
SIDES = re.compile(rf"(?<![\w.,])(\d{{1,4}}(?:[.,]\d{{1,2}})?){TIMES}(\d{{1,4}}(?:[.,]\d{{1,2}})?)"
                   rf"(?:{TIMES}(\d{{1,4}}(?:[.,]\d{{1,2}})?))?\s*(cm|mm|m|in\b|inch\w*|zoll|\"|''|″)?")  # fmt: skip
INCHES = re.compile(r"in\b|inch\w*|zoll|\"|''|″")
EACH = re.compile(r"\b(?:per|pro|po|par|por|je|a|na|za)\s(\w+)|/\s?(\w+)")
SPLIT = re.compile(r"\s*(?:\+|;|\||•|·|\n|\s/\s|,(?=\s)|\s(?:and|und|on|auf|i|et|y|e|over)\s(?=\d))\s*")
NEXT_LABEL = re.compile(r"[;\n|•·]|(?<!\w)[^\W\d_][\w /-]{1,30}:\s|\.\s")
DENSITY = re.compile(r"(\d{2,3}(?:[.,]\d+)?)\s?(?:kg\s?(?:/|per|pro)\s?m\^?[3]|kg/cbm|кг/м3)|\brg\s?(\d{2,3})")
POUNDS = re.compile(r"(\d(?:[.,]\d+)?)\s?(?:lbs?\s?(?:/|per)\s?(?:cu\.?\s?)?(?:ft3?|foot)|pcf)")
POUND = 16.01846337


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of a build."""

    filling: frozenset[str]
    thickness: float | None = None
    density: float | None = None


Value = float | tuple[float, ...] | frozenset[str] | tuple[Layer, ...] | str


@dataclass(frozen=True, slots=True)
class Spec:
    """One value. `said`: the words it was read from; `per`: what a number refers to ("m2", "160x200"), if stated."""

    value: Value
    said: str
    source: str
    per: str = ""


Specs = dict[str, Spec]


def specs_of(item: Item, schema: Schema) -> Specs:
    """All that an offer states of its schema's attributes; one that it states in two ways is left out."""
    found: dict[str, list[Spec]] = {}
    for name, text, source in statements(item, schema):
        if spec := read(schema.attributes[name], text, source):
            found.setdefault(name, []).append(spec)
    return {name: spec for name, said in found.items() if (spec := settled(schema.attributes[name], said))}


def settled(attribute: Attribute, said: list[Spec]) -> Spec | None:
    """The first statement, if no other of the same thing contradicts it."""
    first = said[0]
    others = (spec for spec in said[1:] if spec.per == first.per)
    return first if all(is_same(attribute, first.value, spec.value) for spec in others) else None


def is_same(attribute: Attribute, one: Value, other: Value) -> bool:
    """Within one offer: the same value, or the same said in fewer words."""
    if isinstance(one, float) and isinstance(other, float):
        return attribute.tolerates(one, other)
    if isinstance(one, frozenset) and isinstance(other, frozenset):
        return one <= other or other <= one
    if attribute.kind == "size" and isinstance(one, tuple) and isinstance(other, tuple):
        return same_sides(attribute, one, other)
    return one == other or attribute.kind in ("layers", "text")


def same_sides(attribute: Attribute, one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """The same sides in any order; a third that one of them leaves out is no difference."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) == len(longer):
        return all(attribute.tolerates(a, b) for a, b in zip(sorted(one), sorted(other), strict=True))
    return same_sides(attribute, shorter, longer[: len(shorter)])


def statements(item: Item, schema: Schema) -> Iterator[tuple[str, str, str]]:
    """(attribute, text, source) of everything that may be a value."""
    stated = attributes_of(item.get("attributes"))
    if schema.size in schema.attributes:
        for source in ("variant", "size_text", "name"):
            yield schema.size, plain(str(item.get(source) or "")[:LONGEST_VALUE]), source
    parts: dict[str, list[str]] = {}
    for label, text in stated.items():
        if name := schema.attribute_of(unaccented(plain(label))):
            parts.setdefault(name, []).append(with_unit(label, text))
    for name, texts in parts.items():
        joined = [" + ".join(texts)] if schema.attributes[name].kind == "layers" else texts
        yield from ((name, plain(text[:LONGEST_VALUE]), "attributes") for text in joined)
    for source in ("description", "name"):
        yield from ((name, text, source) for name, text in labelled(str(item.get(source) or ""), schema))
    named = plain(str(item.get("name") or "")[:LONGEST_VALUE])
    yield from ((each.name, named, "name") for each in schema.attributes.values() if each.alone)


def with_unit(label: str, text: str) -> str:
    """A bare number with the unit that stands in its label: "Height (cm)": "25"."""
    unit = re.search(r"[(\[]([^()\[\]]{1,12})[)\]]\s*$", label)
    return f"{text} {unit[1]}" if unit and re.fullmatch(r"\s*[\d.,]+\s*", text) else text


@cache
def attributes_of(text: str | None) -> Mapping[str, str]:
    """The shop's attributes; none where they are no JSON object."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    pairs = list(found.items())[:MOST_ATTRIBUTES]
    return {str(key): str(value) for key, value in pairs if isinstance(value, str | int | float)}


def labelled(text: str, schema: Schema) -> Iterator[tuple[str, str]]:
    """What stands behind the schema's labels in running text, up to the next label or the end of the sentence."""
    text = plain(text[:LONGEST])
    found = list(schema.label.finditer(unaccented(text)))
    ends = [label.start() for label in found[1:]] + [len(text)]
    for label, stop in zip(found, ends, strict=False):
        rest = text[label.end() : min(stop, label.end() + LONGEST_VALUE)]
        end = NEXT_LABEL.search(rest)
        yield schema.labels[label[1]], (rest[: end.start()] if end else rest).strip()


def read(attribute: Attribute, text: str, source: str) -> Spec | None:
    """The value in a text, or None."""
    low = unaccented(text)
    if source == "name":
        attribute = attribute.in_names
    value = READERS[attribute.kind](attribute, low) if text else None
    if attribute.alone and isinstance(value, frozenset):
        value &= frozenset(attribute.words.values())  # a name holds other words too
    if not value:
        return None
    return Spec(value, text, source, reference(attribute, low) if attribute.kind == "number" else "")


def reference(attribute: Attribute, text: str) -> str:
    """What a number refers to: "per m2", or the size in brackets behind it."""
    if size := SIDES.search(text):
        return "x".join(sorted(part for part in size.groups()[:2]))
    each = EACH.search(attribute.number.sub(" ", text))
    return (each[1] or each[2]) if each else ""


def number(attribute: Attribute, text: str) -> float | None:
    """The one number that has the attribute's unit; None where there are several."""
    text = SIDES.sub(" ", text)
    found = [amount(match["n"]) * attribute.scales[match["unit"]] if attribute.scales else amount(match["n"])
             for match in attribute.number.finditer(text)]  # fmt: skip
    if not found and attribute.bare:
        found = [amount(bare) for bare in re.findall(r"(?<![\w.,])\d[\d.,]*(?!\w)", text)]
    agreed = all(abs(value - found[0]) <= 0.03 * value for value in found)
    return found[0] if found and agreed and found[0] > 0 else None


def amount(digits: str) -> float:
    """Digits as a number; 0 where they are grouped like none."""
    return float(read_amount(digits.rstrip(".,"), decimals_likely=len(digits) < 5) or 0)


def sides(attribute: Attribute, text: str) -> tuple[float, ...] | None:
    """Width and length in centimetres, or the size that a word names; None where several are named."""
    sizes = {measured(match) for match in SIDES.finditer(text)} - {None}
    if not sizes:
        names = [name for name in attribute.named if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        sizes = {attribute.named[max(names, key=len)]} if names else set()
    return sizes.pop() if len(sizes) == 1 else None


def measured(match: re.Match[str]) -> tuple[float, ...] | None:
    """Sides in centimetres, by their unit, else by how large the numbers are."""
    values = [amount(part) for part in match.groups()[:3] if part]
    unit = match[4] or ""
    scale = 2.54 if INCHES.match(unit) else {"mm": 0.1, "m": 100.0}.get(unit, 1.0)
    if not unit and min(values[:2]) > 500:
        scale = 0.1
    return tuple(round(value * scale, 1) for value in values) if all(values) else None


def words(attribute: Attribute, text: str) -> frozenset[str]:
    """What the text's words mean, and those that no list knows, as they are."""
    bare = re.sub(r"\d+(?:[.,]\d+)?\s?%|\([^()]*\)", lambda m: m[0] if attribute.lexicon.search(m[0]) else " ", text)
    meant = {attribute.words[longest(attribute, match[0])] for match in attribute.lexicon.finditer(bare)}
    unknown = re.findall(r"[^\W\d_]{2,}", attribute.lexicon.sub(" ", bare))
    return frozenset(meant - {""} | set(unknown))


def longest(attribute: Attribute, match: str) -> str:
    """The spelling that a match began with."""
    return max((word for word in attribute.words if match.startswith(word)), key=len)


def layers(attribute: Attribute, text: str) -> tuple[Layer, ...] | None:
    """The layers of a build from top to base."""
    parts = [layer(attribute, part) for part in SPLIT.split(text) if part]
    known = [part for part in parts if part]
    return tuple(known) if known and len(known) == len([p for p in parts if p]) else None


def layer(attribute: Attribute, text: str) -> Layer | None:
    """One layer: its filling, thickness in centimetres, density in kg/m3."""
    heavy, pounds = DENSITY.search(text), POUNDS.search(text)
    density = amount(heavy[1] or heavy[2]) if heavy else amount(pounds[1]) * POUND if pounds else None
    rest = POUNDS.sub(" ", DENSITY.sub(" ", text))
    thick = re.search(r"(?<![\w.,])(\d{1,2}(?:[.,]\d+)?|\d{2,3}(?= ?mm))\s?(cm|mm|in\b|inch|zoll|\")", rest)
    scale = {"cm": 1.0, "mm": 0.1}.get(thick[2], 2.54) if thick else 1.0
    filling = words(attribute, re.sub(r"\d\S*\s?(?:cm|mm|in\b|inch|zoll|\")?", " ", rest))
    return Layer(filling, amount(thick[1]) * scale if thick else None, density) if filling else None


def maker(_: Attribute, text: str) -> str:
    """Plain words."""
    return " ".join(re.findall(r"\w+", text))


READERS: Mapping[str, Callable[[Attribute, str], Value | None]] = {
    "number": number,
    "size": sides,
    "words": words,
    "layers": layers,
    "text": maker,
}
