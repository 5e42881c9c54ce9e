"""What relations are found in, and given as."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from pricewatch.identity.agreement import Row
from pricewatch.identity.bare import bare_words
from pricewatch.identity.facts import category_finder
from pricewatch.identity.schemas import Schema, load_schemas, unaccented
from pricewatch.identity.specs import SIDES, Specs, measured, specs_of
from pricewatch.plaintext import plain

RELATED: dict[str, pl.DataType | type[pl.DataType]] = {
    "left_id": pl.Int64,
    "right_id": pl.Int64,
    "relation": pl.String,
    "probability": pl.Float64,
    "reasons": pl.String,
    "attributes": pl.String,
}
"""Columns of what `related` gives; left_id < right_id; attributes: JSON, one object for each attribute."""


@dataclass(frozen=True)
class Rules:
    """What relations are found by. `crowd`: of what more items than this share, nothing follows."""

    schemas: Mapping[str, Schema]
    category_of: Callable[[str], str | None] = lambda _: None
    launch_words: frozenset[str] = frozenset()
    relaunch_days: float = 30
    crowd: int = 60


def load_rules(schemas: Path, categories: Path, launch_words: Path, **numbers: Any) -> Rules:
    """The rules as the committed facts state them."""
    lines = launch_words.read_text(encoding="utf-8").splitlines()[1:]
    return Rules(
        schemas=load_schemas(schemas),
        category_of=category_finder(categories),
        launch_words=frozenset(unaccented(line.split(",")[0]) for line in lines if line),
        **numbers,
    )


@dataclass(frozen=True, eq=False)
class Known:
    """One item with what its words say."""

    row: Mapping[str, Any]
    rules: Rules = field(repr=False)

    @property
    def id(self) -> int:
        """The item's id."""
        return int(self.row["id"])

    @property
    def retailer(self) -> str:
        """The shop that sells it."""
        return str(self.row["retailer"])

    @property
    def schema(self) -> Schema | None:
        """The schema of its category, if there is one."""
        return self.rules.schemas.get(self.row.get("category") or "")

    @cached_property
    def specs(self) -> Specs:
        """What its specification says."""
        return specs_of(self.row, self.schema) if self.schema else {}

    @cached_property
    def brand(self) -> str:
        """Its brand in plain words."""
        return " ".join(bare_words(str(self.row.get("brand") or "")))

    @cached_property
    def name(self) -> tuple[str, ...]:
        """The words of its name and choice, without sizes."""
        return bare_words(f"{self.row.get('name') or ''} {self.row.get('variant') or ''}")

    @cached_property
    def size(self) -> tuple[str, tuple[float, ...]] | None:
        """What its pack holds, else its sides in centimetres."""
        if self.row.get("size_value") is not None:
            return str(self.row["size_unit"]), (float(self.row["size_value"]),)
        texts = (plain(str(self.row.get(field) or "")[:300]) for field in ("variant", "size_text", "name"))
        sides = {measured(match) for text in texts for match in SIDES.finditer(unaccented(text))} - {None}
        (found,) = sides if len(sides) == 1 else (None,)
        return ("cm", found) if found else None

    @property
    def seen(self) -> tuple[datetime, datetime] | None:
        """When it was seen first and last, where that is known."""
        first, last = self.row.get("first_seen"), self.row.get("last_seen")
        return (first, last) if first and last else None

    @property
    def condition(self) -> str:
        """New unless it says otherwise."""
        return str(self.row.get("condition") or "new")


def relation(kind: str, one: Known, other: Known, probability: float, reason: str, rows: list[Row]) -> dict[str, Any]:
    """One row of RELATED."""
    if one.id > other.id:
        one, other = other, one
        rows = [Row(row.attribute, row.right, row.left, row.result) for row in rows]
    return {
        "left_id": one.id,
        "right_id": other.id,
        "relation": kind,
        "probability": probability,
        "reasons": reason,
        "attributes": json.dumps([row.as_dict() for row in rows], ensure_ascii=False),
    }
