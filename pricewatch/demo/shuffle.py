"""Another street from the same templates."""

from collections.abc import Mapping
from typing import Any


def shuffled(script: Mapping[str, Any], seed: int) -> dict[str, Any]:
    return dict(script)
