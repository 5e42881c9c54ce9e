"""Captures read again with today's readers, beside what the lake has of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from pricewatch import lake
from pricewatch.collect.captures import SUFFIX, captures_in
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.outcomes import SEEN
from pricewatch.collect.reading import Reader
from pricewatch.errors import BadInput
from pricewatch.recognise import all_scrapers
from pricewatch.retailer import Retailer, find_retailer, load_retailers

COMPARED = [name for name in lake.LISTING if name not in ("reader", "capture", "captured_at")]
READ = SEEN | {"reader_crashed"}
"""Outcomes of pages that listings may have been read from."""

Row = dict[str, Any]


@dataclass(slots=True)
class Replayed:
    """What came of one retailer's captures. `fields`: how often each field is read otherwise now."""

    retailer: str
    captures: int = 0
    equal: int = 0
    changed: int = 0
    failed: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    trouble: str | None = None

    @property
    def sentence(self) -> str:
        """It in one line."""
        if self.trouble and not self.captures:
            return f"{self.retailer}: not read again. {self.trouble}"
        told = ", ".join(f"{name} {count:,}" for name, count in self.fields.most_common(12))
        differs = f" What differs: {told}." if told else ""
        why = f" The first failure: {self.trouble}" if self.trouble else ""
        counts = f"{self.equal:,} equal, {self.changed:,} changed, {self.failed:,} failed"
        return f"{self.retailer}: {self.captures:,} captures read again, {counts}.{differs}{why}"


def replay(data: Path, slugs: Sequence[str] = ()) -> list[Replayed]:
    """Every retailer with captures, or those named; none is written to. Raises UnknownRetailer."""
    known = load_retailers(data)
    folders = sorted(path.name for path in (data / "captures").glob("*") if path.is_dir())
    wanted = [find_retailer(slug, data).slug for slug in dict.fromkeys(slugs)] or folders
    return [replayed(data, slug, known.get(slug)) for slug in wanted]


def replayed(data: Path, slug: str, retailer: Retailer | None) -> Replayed:
    """One retailer's captures, file by file."""
    found = Replayed(slug)
    try:
        reader = reader_of(slug, retailer)
    except BadInput as problem:
        found.trouble = str(problem)
        return found
    for path in sorted((data / "captures" / slug).glob(f"*{SUFFIX}")):
        had = listings_of(data, slug, path.name.removesuffix(SUFFIX))
        for exchange, facts in captures_in(path):
            if facts.get("outcome") in READ:
                compare(found, reader, exchange, had.get(str(exchange.capture), []))
    return found


def reader_of(slug: str, retailer: Retailer | None) -> Reader:
    """Today's reader of a retailer."""
    scraper = all_scrapers().get(retailer.scraper or "") if retailer else None
    if retailer is None or scraper is None:
        raise BadInput(f"retailers.toml names no scraper for [{slug}].")
    return Reader(scraper, retailer)


def listings_of(data: Path, slug: str, segment: str) -> dict[str, list[Row]]:
    """What the lake has of a WARC file, by capture."""
    found: dict[str, list[Row]] = defaultdict(list)
    for path in (path for path in lake.files_of(data, slug, segment)):
        for row in pl.read_parquet(path).iter_rows(named=True):
            if row["capture"]:
                found[row["capture"]].append(row)
    return found


def compare(found: Replayed, reader: Reader, exchange: Exchange, had: list[Row]) -> None:
    """Read one capture again, and count what became of it."""
    page = reader.read(exchange)
    found.captures += 1
    if page.outcome not in READ:
        found.failed += bool(had)
        found.trouble = found.trouble or (page.detail if had else None)
        found.equal += not had
        return
    now = [dict(zip(lake.LISTING, lake.row_of(listing), strict=True)) for listing in page.listings]
    differing = list(differences(had, now))
    found.fields.update(differing)
    found.changed += bool(differing)
    found.equal += not differing


def differences(had: Iterable[Row], now: Iterable[Row]) -> Iterator[str]:
    """The fields that differ between two readings of a page, listing by listing; 'listing' where one has none."""
    before, after = by_key(had), by_key(now)
    for key in sorted(before.keys() | after.keys(), key=repr):
        ours, theirs = before.get(key, []), after.get(key, [])
        yield from ["listing"] * abs(len(ours) - len(theirs))
        for one, other in zip(ours, theirs, strict=False):
            yield from (name for name in COMPARED if one.get(name) != other[name])


def by_key(rows: Iterable[Row]) -> dict[tuple[Any, ...], list[Row]]:
    """Listings by what tells them apart on a page, those that nothing tells apart in their order."""
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        found[row["store"], row["seller"], row["sku"] or row["url"], row["variant"], row["condition"]].append(row)
    return found
