"""Two specifications side by side: what agrees, what differs, what only one of them states."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pricewatch.identity.schemas import Attribute, Schema
from pricewatch.identity.specs import Layer, Spec, Specs, Value, same_sides

Result = Literal["agrees", "differs", "not comparable", "missing"]


@dataclass(frozen=True, slots=True)
class Row:
    """One attribute of two offers, in the shops' words."""

    attribute: str
    left: str | None
    right: str | None
    result: Result

    def as_dict(self) -> dict[str, str | None]:
        """As JSON holds it."""
        return {"attribute": self.attribute, "left": self.left, "right": self.right, "result": self.result}


def table(schema: Schema, left: Specs, right: Specs) -> list[Row]:
    """Every attribute that either side states, in the schema's order."""
    rows = []
    for name, attribute in schema.attributes.items():
        one, other = left.get(name), right.get(name)
        if one or other:
            rows.append(Row(name, said(one), said(other), compared(attribute, one, other)))
    return rows


def said(spec: Spec | None) -> str | None:
    """The shop's words."""
    return spec.said if spec else None


def compared(attribute: Attribute, one: Spec | None, other: Spec | None) -> Result:
    """What one attribute of two offers says."""
    if one is None or other is None:
        return "missing"
    if one.per != other.per:
        return "not comparable"
    match one.value, other.value:
        case float() as a, float() as b:
            return "agrees" if attribute.tolerates(a, b) else "differs"
        case frozenset() as a, frozenset() as b:
            return compared_words(a, b)
        case str() as a, str() as b:
            return "agrees" if set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split()) else "differs"
        case _:
            return compared_parts(attribute, one.value, other.value)


def compared_words(one: frozenset[str], other: frozenset[str]) -> Result:
    """Words of one scale: the same; the same in fewer words, which may hide a difference; or others."""
    scales = {scale_of(word) for word in one} & {scale_of(word) for word in other}
    one, other = (frozenset(word for word in words if scale_of(word) in scales) for words in (one, other))
    if not scales:
        return "not comparable"
    if one == other:
        return "agrees"
    return "not comparable" if one < other or other < one else "differs"


def scale_of(word: str) -> str:
    """ "H" of "H:3"; most words have none."""
    return word.partition(":")[0] if ":" in word else ""


def compared_parts(attribute: Attribute, one: Value, other: Value) -> Result:
    """Sizes side by side, or layers from top to base."""
    if not isinstance(one, tuple) or not isinstance(other, tuple):
        return "not comparable"
    if attribute.kind == "size":
        return "agrees" if same_sides(attribute, one, other) else "differs"
    if len(one) != len(other):
        return "differs"
    pairs = [(a, b) for a, b in zip(one, other, strict=True) if isinstance(a, Layer) and isinstance(b, Layer)]
    results = {layers_compared(attribute, a, b) for a, b in pairs}
    return "differs" if "differs" in results else "not comparable" if "not comparable" in results else "agrees"


def layers_compared(attribute: Attribute, one: Layer, other: Layer) -> Result:
    """One layer beside another; a number that only one of them states is no difference, but no agreement either."""
    filling = compared_words(one.filling, other.filling)
    for a, b, within in (
        (one.thickness, other.thickness, attribute.within),
        (one.density, other.density, attribute.within_percent / 100 * (one.density or 0)),
    ):
        if a is not None and b is not None and abs(a - b) > within + 1e-9:
            return "differs"
    stated = {one.thickness is None, other.thickness is None}
    return "not comparable" if filling == "agrees" and len(stated) == 2 else filling


def weight(schema: Schema, rows: list[Row]) -> tuple[int, int]:
    """How many attributes other than the size agree, and what they weigh together."""
    agreeing = [schema.attributes[row.attribute] for row in rows if row.result == "agrees"]
    agreeing = [attribute for attribute in agreeing if attribute.name != schema.size]
    return len(agreeing), sum(attribute.weight for attribute in agreeing)


def vetoed(schemas: Mapping[str, Attribute], rows: list[Row]) -> str | None:
    """The attribute whose difference means another product, if there is one."""
    return next((row.attribute for row in rows if row.result == "differs" and schemas[row.attribute].veto), None)
