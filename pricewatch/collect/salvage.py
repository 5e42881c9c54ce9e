"""After a run that was killed: what it had fetched is kept, and read into listings."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from pricewatch import lake
from pricewatch.collect.captures import PART, captures_in, seal
from pricewatch.collect.outcomes import SEEN
from pricewatch.collect.reading import PageRead, Reader
from pricewatch.listing import Listing

CHUNK = 1 << 20
READ = SEEN | {"reader_crashed"}
"""Outcomes of pages that may have given listings."""


@dataclass(slots=True)
class Salvaged:
    """What was saved of one segment of a killed run. `pages`: when each page was read, and what, by its address."""

    segment: str
    captures: int = 0
    listings: list[Listing] = field(default_factory=list)
    pages: dict[str, tuple[datetime, PageRead]] = field(default_factory=dict)


def salvage(data: Path, reader: Reader) -> Iterator[Salvaged]:
    """Finish every part that a killed run of this retailer left behind. The caller holds the retailer's lock."""
    slug = reader.retailer.slug
    for part in sorted((data / "captures" / slug).glob(f"*{PART}")):
        cut_torn_end(part)
        if part.stat().st_size == 0:
            part.unlink()
            continue
        saved = read_again(part, reader)
        if not (data / "listings" / f"retailer={slug}" / f"{saved.segment}.parquet").exists():
            lake.write(data, slug, saved.segment, saved.listings)
        seal(part)
        yield saved


def read_again(part: Path, reader: Reader) -> Salvaged:
    """The listings of the captures whose reading once came to an end.

    A page whose reading did not may be what killed the run. It is not read here, and asked for again instead.
    """
    saved = Salvaged(part.name.removesuffix(PART))
    for capture, facts in captures_in(part):
        saved.captures += 1
        if facts.get("outcome") in READ:
            page = reader.read(capture)
            saved.listings += page.listings
            saved.pages[facts.get("asked-url", capture.url)] = capture.at, replace(page, listings=())
    return saved


def cut_torn_end(part: Path) -> None:
    """Shorten a file of gzip members to its last whole one."""
    whole = 0
    with part.open("rb+") as file:
        for end in member_ends(file):
            whole = end
        file.truncate(whole)


def member_ends(file: BinaryIO) -> Iterator[int]:
    """The offset behind each whole gzip member, up to the first that is torn."""
    decoder, offset = zlib.decompressobj(zlib.MAX_WBITS + 16), 0
    chunk = file.read(CHUNK)
    while chunk:
        rest = chunk
        while rest:
            try:
                decoder.decompress(rest)
            except zlib.error:
                return
            if not decoder.eof:
                break
            rest = decoder.unused_data
            yield offset + len(chunk) - len(rest)
            decoder = zlib.decompressobj(zlib.MAX_WBITS + 16)
        offset += len(chunk)
        chunk = file.read(CHUNK)
