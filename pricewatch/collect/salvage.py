"""After a run that was killed: what it had fetched is kept, and read into listings."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from pricewatch import lake
from pricewatch.collect.archive import PART, captures_in, seal
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.outcomes import Outcome, of_status
from pricewatch.collect.reading import Reader
from pricewatch.listing import Listing

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What was saved of a killed run."""

    segment: str
    captures: int
    listings: int
    priced: int


def salvage(data: Path, reader: Reader) -> Iterator[Salvaged]:
    """Finish every part that a killed run of this retailer left behind. The caller holds the retailer's lock."""
    slug = reader.retailer.slug
    for part in sorted((data / "captures" / slug).glob(f"*.warc.gz{PART}")):
        segment = part.name.removesuffix(f".warc.gz{PART}")
        cut_torn_end(part)
        if part.stat().st_size == 0:
            part.unlink()
            continue
        captures = list(captures_in(part))
        listings = read_again(captures, reader)
        if not (data / "listings" / f"retailer={slug}" / f"{segment}.parquet").exists():
            lake.write(data, slug, segment, listings)
        seal(part)
        priced = sum(listing.price is not None for listing in listings)
        yield Salvaged(segment=segment, captures=len(captures), listings=len(listings), priced=priced)


def read_again(captures: list[Exchange], reader: Reader) -> list[Listing]:
    """The listings of captures that were pages; robots.txt, redirects and failures are none."""
    pages = (replace(capture, outcome=outcome_of(capture)) for capture in captures)
    return [listing for page in pages if page.outcome is None for listing in reader.read(page).listings]


def outcome_of(capture: Exchange) -> Outcome | None:
    """Why a capture is no page to read; None where it is one."""
    if capture.truncated or capture.url.endswith("/robots.txt"):
        return "refused"
    return of_status(capture.status or 0)


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
