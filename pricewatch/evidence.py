"""From a finding to what proves it: the spells and sightings of its offers, and the captures that they were read from.

Nothing is decided here. A page shows it, a case file packs it, and a check reads the captures again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pricewatch import database, journal
from pricewatch.collect import records
from pricewatch.errors import BadInput
from pricewatch.excerpts import Excerpt, excerpt
from pricewatch.read.page import Page
from pricewatch.sighted import Row, rows, sighted
from pricewatch.textlines import plain

BEFORE, AFTER = timedelta(400), timedelta(60)
"""How far beyond the days that a finding names its history is shown."""

SPELLS = """
    select * from price_spells
    where offer_id in (select unnest($ids)) and seen_to >= $first and seen_from <= $last
    order by first_seen, offer_id
"""
OFFERS = "select * from offers where offer_id in (select unnest($ids)) order by first_seen, offer_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """A response that was kept, and what it says of an offer. `url` and `at` are the record's own."""

    capture: str
    offer_id: int
    retailer: str
    url: str
    at: datetime
    status: int | None
    file: Path
    sha256: str
    is_intact: bool
    reader: str | None
    price: Decimal | None
    excerpt: Excerpt
    begins: records.Span | None
    spans: tuple[records.Span, ...]
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file of the lake that sightings come from. `captured`: they were read from captures of our own.

    Else they were imported: then `origin`, `licence` and `imported_at` are what was said about them.
    """

    file: str
    sha256: str
    rows: int
    captured: bool
    origin: str | None = None
    licence: str | None = None
    imported_at: str | None = None


@dataclass(frozen=True)
class Evidence:
    """A finding (`row`: as all rules tell it; `numbers`: as its own rule does), its offers, and their history.

    `spells`: how long each price stood. `sightings`: rows of the lake, each with its file, reader and capture.
    """

    generation: Path
    data: Path
    row: Row
    numbers: Row
    offers: list[Row]
    spells: list[Row]
    sightings: list[Row]

    @property
    def finding_id(self) -> str:
        """The finding's name for life."""
        return str(self.row["finding_id"])

    @cached_property
    def sources(self) -> list[Source]:
        """The files of the lake, hashed."""
        told = {line.get("id"): line for line in journal.read(self.data / "log" / "imports.ndjson")}
        files: dict[str, list[Row]] = {}
        for sighting in self.sightings:
            files.setdefault(sighting["file"], []).append(sighting)
        return [source_of(self.data / file, file, rows, told) for file, rows in sorted(files.items())]

    @cached_property
    def captures(self) -> list[Capture]:
        """The captures that open and close each spell, the oldest first; none of what was imported."""
        ends = ends_of(self.spells)
        return self.found(row for row in self.sightings if row["capture"] in ends)

    @property
    def missing_captures(self) -> list[str]:
        """Captures that spells name, and the archive does not hold."""
        return sorted(ends_of(self.spells) - {capture.capture for capture in self.captures})

    def found(self, sightings: Iterable[Row]) -> list[Capture]:
        """The captures of some sightings, as they lie in the archive."""
        by_capture = {row["capture"]: row for row in sightings if row["capture"]}
        kept = kept_of(self.data, by_capture.values())
        captures = [capture_of(each, by_capture[str(each.exchange.capture)]) for each in kept]
        return sorted(captures, key=lambda capture: (capture.at, capture.capture))


def gather(generation: Path, data: Path, finding_id: str) -> Evidence:
    """All that a generation and the lake know of a finding. Raises BadInput where there is no such finding."""
    con = database.connect(generation).cursor()
    row = finding(con, finding_id)
    numbers = rows(con, f"select * from {row['found_in']} where finding_id = $id", id=finding_id)[0]
    first, last = window({**row, **numbers})
    offers = offers_of(con, row)
    spells = rows(con, SPELLS, ids=[offer["offer_id"] for offer in offers], first=first, last=last)
    ends = ends_of(spells)
    return Evidence(
        generation=generation,
        data=data,
        row=row,
        numbers=numbers,
        offers=offers,
        spells=spells,
        sightings=[
            each for each in sighted(con, data, offers) if first <= each["seen_on"] <= last or each["capture"] in ends
        ],
    )


def source_of(path: Path, file: str, sightings: list[Row], told: Mapping[Any, Mapping[str, Any]]) -> Source:
    """A file of the lake, and what its import said of it."""
    line = told.get(path.stem, {})
    return Source(
        file=file,
        sha256=sha256_of(path),
        rows=len(sightings),
        captured=all(row["capture"] for row in sightings),
        origin=line.get("source"),
        licence=line.get("licence"),
        imported_at=line.get("imported_at"),
    )


def ends_of(spells: Iterable[Row]) -> set[str]:
    """The captures of the first and the last sighting of each spell."""
    return {spell[end] for spell in spells for end in ("capture", "last_capture") if spell[end]}


def kept_back(con: duckdb.DuckDBPyConnection, case: Evidence) -> str | None:
    """Why strangers may not see what proves a finding; None where they may."""
    if not case.row["published"]:
        return f"The finding {case.finding_id} is not published; what proves it is for the operator alone."
    if not {offer["retailer"] for offer in case.offers} <= may_be_shown(con):
        return f"The entry of {case.row['retailer']} lets no extracts be published, so what proves it stays here."
    return None


def may_be_shown(con: duckdb.DuckDBPyConnection) -> set[str]:
    """The retailers whose listings may leave the house."""
    return {row["slug"] for row in rows(con, "select slug from retailers where publish in ('extracts', 'all')")}


def finding(con: duckdb.DuckDBPyConnection, finding_id: str) -> Row:
    """A finding as all rules tell it."""
    found = rows(con, "select * from findings where finding_id = $id", id=finding_id)
    if not found:
        raise BadInput(
            f"There is no finding {plain(finding_id, 40)!r} in this database. The table `findings` lists all."
        )
    return found[0]


def offers_of(con: duckdb.DuckDBPyConnection, row: Row) -> list[Row]:
    """The offers that a finding is about, the older first."""
    ids = [row[name] for name in ("offer_id_before", "offer_id") if row[name] is not None]
    return rows(con, OFFERS, ids=ids)


def window(row: Row) -> tuple[date, date]:
    """The days around all that the finding names."""
    named = [day for name, day in row.items() if is_day(day) and name not in ("first_seen_on", "last_seen_on")]
    return min(named) - BEFORE, max(named) + AFTER


def is_day(value: Any) -> bool:
    """Whether a value is a day, and no instant."""
    return isinstance(value, date) and not isinstance(value, datetime)


def kept_of(data: Path, sightings: Iterable[Row]) -> Iterator[records.Kept]:
    """The captures of sightings that have one, retailer by retailer."""
    wanted: dict[str, dict[str, str]] = {}
    for row in sightings:
        if row["capture"]:
            wanted.setdefault(row["retailer"], {})[row["capture"]] = row["segment"]
    for retailer, captures in sorted(wanted.items()):
        yield from records.find(data / "captures" / retailer, captures)


def capture_of(kept: records.Kept, sighting: Row) -> Capture:
    """A capture, and where in it the offer's price stands."""
    exchange = kept.exchange
    page = Page(url=exchange.url, body=exchange.body, content_type=exchange.header("content-type"))
    return Capture(
        capture=str(exchange.capture),
        offer_id=sighting["offer_id"],
        retailer=sighting["retailer"],
        url=exchange.url,
        at=exchange.at,
        status=exchange.status,
        file=kept.file,
        sha256=kept.sha256,
        is_intact=kept.is_intact,
        reader=sighting["reader"],
        price=sighting["price"],
        excerpt=excerpt(page, sighting["price"], (sighting["sku"], sighting["name"])),
        begins=kept.begins,
        spans=tuple(kept.spans),
        facts=kept.facts,
    )


def sha256_of(path: Path) -> str:
    """A file's hash."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
