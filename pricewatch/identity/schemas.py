"""What is worth knowing of the things of one category, and how its values are compared: `data/schemas/<category>.toml`.

Files that begin with an underscore are shared: units and words in many languages.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Literal

from pricewatch.errors import BadInput

Kind = Literal["number", "size", "words", "layers", "text"]
Scales = Mapping[str, float]


def unaccented(text: str) -> str:
    """Lower case without accents, letter for letter, so that a place in it is a place in the text.

    >>> unaccented("Größe Ćevapčići")
    'große cevapcici'
    """
    return text.lower() if text.isascii() else "".join(map(base, text))


@cache
def base(letter: str) -> str:
    """One letter without its accent, in lower case."""
    return {"đ": "d", "Đ": "d", "ł": "l", "Ł": "l"}.get(letter) or unicodedata.normalize("NFD", letter)[0].lower()[0]


@dataclass(frozen=True)
class Attribute:
    """One thing that is worth knowing. `within`, `within_percent`: differences that are none; `veto`: a difference
    means another product; `alone`: a name tells it without a label; `bare`: a number needs no unit."""

    name: str
    kind: Kind
    labels: tuple[str, ...] = ()
    scales: Scales = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    named: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    within: float = 0.0
    within_percent: float = 0.0
    weight: int = 1
    veto: bool = True
    alone: bool = False
    bare: bool = False

    @cached_property
    def number(self) -> re.Pattern[str]:
        """A number, with one of the attribute's units where it has one."""
        known = "|".join(re.escape(unit) for unit in sorted(self.scales, key=len, reverse=True))
        unit = rf"\s?-?(?P<unit>{known})(?!\w)" if known else r"(?P<unit>)(?!\w)"
        return re.compile(rf"(?<![\w.,])(?P<n>\d+(?:[.,' ]\d{{3}}(?!\d))*(?:[.,]\d+)?){unit}")

    @cached_property
    def in_names(self) -> "Attribute":
        """The attribute as names tell it: a number there needs its unit."""
        return replace(self, bare=False)

    @cached_property
    def lexicon(self) -> re.Pattern[str]:
        """The longest of the attribute's words at the beginning of a word; short ones stand whole."""
        known = sorted(self.words, key=len, reverse=True)
        return re.compile(r"(?<!\w)(?:" + "|".join(re.escape(w) + r"(?!\w)" * (len(w) < 4) for w in known) + r")\w*")

    def tolerates(self, one: float, other: float) -> bool:
        """Are two numbers the same, as exactly as shops state them?"""
        return abs(one - other) <= max(self.within, self.within_percent / 100 * max(one, other)) + 1e-9


@dataclass(frozen=True)
class Schema:
    """One category. `needs`: attributes that must agree in a twin, `worth`: their weight together; `size`: the one in
    which twins must agree ("pack": what the pack holds); `makers`: makers sell here under their own brand."""

    category: str
    attributes: Mapping[str, Attribute]
    needs: int
    worth: int
    size: str
    makers: bool = False

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Attribute by label."""
        return {label: each.name for each in self.attributes.values() for label in each.labels}

    @cached_property
    def label(self) -> re.Pattern[str]:
        """A label and its colon in running text."""
        known = sorted(self.labels, key=len, reverse=True)
        return re.compile(r"(?<!\w)(" + "|".join(map(re.escape, known)) + r")(?:\s?\([^()]{1,12}\))?\s?[:=]\s?")

    def attribute_of(self, label: str) -> str | None:
        """The attribute that a shop calls so: the label itself, or its end ("Matratzenhöhe"), without what stands in
        brackets."""
        words = re.sub(r"\(.*?\)|[^\w\s-]", " ", label[:80]).strip()
        if words in self.labels:
            return self.labels[words]
        ends = [known for known in self.labels if len(known) >= 5 and words.endswith(known)]
        return self.labels[max(ends, key=len)] if ends else None


def load_schemas(folder: Path) -> dict[str, Schema]:
    """Every category's schema, by category."""
    units, words = read_toml(folder / "_units.toml"), read_toml(folder / "_words.toml")
    found = (read_schema(path, units, words) for path in sorted(folder.glob("[!_]*.toml")))
    return {schema.category: schema for schema in found}


def read_toml(path: Path) -> dict[str, Any]:
    """The file's tables."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadInput(f"{path} is not readable as TOML: {problem}. Mend that line and run again.") from problem


def read_schema(path: Path, units: Mapping[str, Any], words: Mapping[str, Any]) -> Schema:
    """One category's file."""
    tables = read_toml(path)
    try:
        twin = tables.pop("twin")
        made = {name: read_attribute(name, table, units, words) for name, table in tables.items()}
        return Schema(category=path.stem.replace("_", " "), attributes=made, **twin)
    except (AttributeError, TypeError, KeyError, ValueError) as problem:
        raise BadInput(f"{path} has an entry that no schema knows: {problem}. Mend it and run again.") from problem


def read_attribute(name: str, table: dict[str, Any], units: Mapping[str, Any], words: Mapping[str, Any]) -> Attribute:
    """One attribute, with the shared units and words that it names."""
    given = {key: value for key, value in table.items() if key not in ("unit", "units", "words", "labels", "named")}
    scales = table.get("units") or (units[table["unit"]] if "unit" in table else {})
    listed = table.get("words", {})
    lists = words[listed] if isinstance(listed, str) else listed
    ignored = {word: "" for word in words["ignored"][""]} if lists else {}
    return Attribute(
        name=name,
        labels=tuple(map(unaccented, table.get("labels", ()))),
        scales={unaccented(unit): float(scale) for scale, spelled in scales.items() for unit in spelled},
        words=ignored | by_spelling(lists),
        named={unaccented(word): tuple(size) for word, size in table.get("named", {}).items()},
        **given,
    )


def by_spelling(lists: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """What each spelling means."""
    return {unaccented(word): meant for meant, spelled in lists.items() for word in spelled}
