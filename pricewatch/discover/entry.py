"""Adds entries to retailers.toml without touching what people wrote there."""

import os
import tempfile
from dataclasses import fields
from pathlib import Path

import tomlkit
from tomlkit.exceptions import ParseError

from pricewatch.errors import BadInput
from pricewatch.retailer import Retailer, facts_file, load_retailers


def write_entry(data: Path, retailer: Retailer) -> Path:
    """Add the retailer to the data folder's retailers.toml and give that file's path.

    The folder's first own file starts as a copy of the committed one, since it replaces it. BadInput where the slug or
    the home page is there already.
    """
    known = load_retailers(data)
    if retailer.slug in known:
        raise BadInput(f"retailers.toml has [{retailer.slug}] already. Change that entry by hand, or remove it first.")
    if same := next((one.slug for one in known.values() if one.home.rstrip("/") == retailer.home.rstrip("/")), None):
        raise BadInput(f"retailers.toml has {retailer.home} already, as [{same}]. Change that entry by hand.")
    source, path = facts_file("retailers.toml", data), data / "retailers.toml"
    try:
        document = tomlkit.parse(source.read_text(encoding="utf-8") if source.exists() else "")
    except ParseError as problem:
        raise BadInput(f"{source} is not readable as TOML: {problem}. Mend that line and run again.") from problem
    if document:
        document.add(tomlkit.nl())
    document.add(retailer.slug, entry_of(retailer))
    replace_file(path, tomlkit.dumps(document))
    return path


def entry_of(retailer: Retailer) -> tomlkit.items.Table:
    """What differs from the defaults of an entry, in the order of the fields."""
    entry = tomlkit.table()
    usual = Retailer(slug="usual", name="", home="")
    for field in fields(Retailer):
        value = getattr(retailer, field.name)
        if field.name != "slug" and value != getattr(usual, field.name):
            entry.add(field.name, list(value) if isinstance(value, tuple) else value)
    return entry


def replace_file(path: Path, text: str) -> None:
    """The whole file or nothing: written beside it, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".retailers-", suffix=".toml")
    with os.fdopen(handle, "w", encoding="utf-8") as draft:
        draft.write(text)
    Path(name).chmod(0o644)
    Path(name).replace(path)
