"""Pack sizes as shops print them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Unit = Literal["g", "ml", "piece", "m", "m2"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """What is in the pack: `value` of canonical `unit` in all, in `pieces` packs, `text` as it was written."""

    value: Decimal
    unit: Unit
    pieces: int
    text: str


def parse_quantity(text: str) -> Quantity | None:
    """Read the pack size in a text, or None where it names none."""
    return None
