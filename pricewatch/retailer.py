"""A retailer is data: an entry in `data/retailers.toml`."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import available_timezones

from anyascii import anyascii

from pricewatch.errors import BadInput, UnknownRetailer

FACTS = Path(__file__).resolve().parent.parent / "data"

Publish = Literal["nothing", "findings", "extracts", "all"]
PriceMatch = Literal["identical_model", "any_equal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retailer:
    """One shop, as far as it differs from others.

    `start`: addresses where a scraper begins. `pace`: seconds between two requests.
    `publish`: what may leave the house (nothing; findings: claims alone; extracts: the listings that prove them; all).
    `price_match`: its promise to meet a lower price, in its words; `price_match_needs`: what must be cheaper elsewhere
    (the identical model, or anything equal), None where nobody has read the terms; with their address and the day.
    `pictures`: small copies of its product pictures may be kept and shown, since it or a law lets us.
    `selectors`: CSS selectors by listing field, for the `css` scraper only.
    """

    slug: str
    name: str
    home: str
    country: str | None = None
    currency: str | None = None
    timezone: str = "UTC"
    scraper: str | None = None
    start: tuple[str, ...] = ()
    pace: float = 5.0
    owner: str | None = None
    licence: str | None = None
    terms: str | None = None
    publish: Publish = "findings"
    channel: str | None = None
    price_match: str | None = None
    price_match_needs: PriceMatch | None = None
    price_match_source: str | None = None
    price_match_on: date | None = None
    pictures: bool = False
    selectors: Mapping[str, str] = field(default_factory=dict)


def slug_of(name: str) -> str:
    """The retailer's name as a file name: [a-z0-9-], other scripts transliterated, never empty.

    >>> slug_of("Crème & Söhne GmbH")
    'creme-sohne-gmbh'
    >>> slug_of("Кауфланд"), slug_of("***")
    ('kaufland', 'retailer-2a2a2a')
    """
    folded = unicodedata.normalize("NFKD", name).casefold()
    latin = "".join(c for c in folded if not unicodedata.combining(c))
    slug = re.sub(r"[^a-z0-9]+", "-", anyascii(latin).casefold()).strip("-")[:80].strip("-")
    return slug or "retailer-" + name.encode("utf-8", "replace").hex()[:24]


def facts_file(name: str, data: Path) -> Path:
    """A committed fact, overridden by a file of the same name in the data folder."""
    own = data / name
    return own if own.exists() else FACTS / name


def load_retailers(data: Path) -> dict[str, Retailer]:
    """All retailers by slug, in the order of the file."""
    path = facts_file("retailers.toml", data)
    try:
        entries = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadInput(f"{path} is not readable as TOML: {problem}. Mend that line and run again.") from problem
    return {slug: read_retailer(slug, entry, path) for slug, entry in entries.items()}


def read_retailer(slug: str, entry: Any, path: Path) -> Retailer:
    """One entry of the file, or a sentence about what is wrong with it."""
    known = {f.name for f in fields(Retailer)} - {"slug"}
    if not isinstance(entry, dict):
        raise BadInput(f"{path}: [{slug}] is not a table. See the head of data/retailers.toml for an example.")
    if unknown := sorted(set(entry) - known):
        raise BadInput(
            f"{path}: [{slug}] has unknown keys {', '.join(unknown)}. Known are: {', '.join(sorted(known))}."
        )
    if missing := [key for key in ("name", "home") if not isinstance(entry.get(key), str)]:
        raise BadInput(f"{path}: [{slug}] lacks {' and '.join(missing)}.")
    zone = entry.get("timezone", "UTC")
    if zone not in available_timezones():
        raise BadInput(f"{path}: [{slug}] has no such time zone as {zone!r}; write one such as Europe/Berlin.")
    if entry.get("price_match_needs") not in (None, *get_args(PriceMatch)):
        raise BadInput(f"{path}: [{slug}] price_match_needs is none of {', '.join(get_args(PriceMatch))}.")
    if (day := entry.get("price_match_on")) is not None and (not isinstance(day, date) or isinstance(day, datetime)):
        raise BadInput(f"{path}: [{slug}] price_match_on is no date; write it as 2026-01-31, without quotes.")
    if not isinstance(entry.get("pictures", False), bool):
        raise BadInput(f"{path}: [{slug}] pictures is neither true nor false; write it without quotes.")
    if slug != slug_of(slug):
        raise BadInput(f"{path}: [{slug}] is not a slug; write [{slug_of(slug)}].")
    return Retailer(slug=slug, **{**entry, "start": tuple(entry.get("start", ()))})


def find_retailer(slug: str, data: Path) -> Retailer:
    """The retailer of that slug, or UnknownRetailer with the slugs that there are."""
    retailers = load_retailers(data)
    if slug not in retailers:
        known = ", ".join(sorted(retailers)) or "none yet"
        raise UnknownRetailer(f"No retailer [{slug}] in retailers.toml. Known are: {known}.")
    return retailers[slug]
