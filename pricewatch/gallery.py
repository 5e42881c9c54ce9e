"""The gallery: small copies of product pictures, a file each. A retailer that gives no leave has none here."""

import os
import re
from collections.abc import Set
from pathlib import Path

NAME = re.compile(r"[0-9a-f]{32}")
"""The name of a picture: `offers.picture`, a hash of its retailer and address."""


def file_of(data: Path, name: str) -> Path:
    """Where a picture is, or would be; ValueError for what is no picture's name."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name[:40]!r} is no name of a picture.")
    return data / "pictures" / name[:2] / f"{name}.webp"


def is_open(data: Path) -> bool:
    """Whether any picture was ever kept."""
    return (data / "pictures").exists()


def has(data: Path, name: str) -> bool:
    """Whether it is kept."""
    return file_of(data, name).is_file()


def keep(data: Path, name: str, picture: bytes) -> None:
    """Keep a picture, whole or not at all."""
    path = file_of(data, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".tmp")
    half.write_bytes(picture)
    os.replace(half, path)


def drop_others(data: Path, names: Set[str]) -> int:
    """Remove all that are not named, and what a killed run left half written; how many pictures that were."""
    others = [path for path in (data / "pictures").glob("*/*") if path.suffix != ".webp" or path.stem not in names]
    for path in others:
        path.unlink(missing_ok=True)
    return sum(path.suffix == ".webp" for path in others)
