"""Captures on disk: WARC files that are complete, and parts that are not yet."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]

from pricewatch.collect.exchange import Exchange

SUFFIX = ".warc.gz"
PART = f"{SUFFIX}.part"


def seal(part: Path) -> Path:
    """Rename a complete part to its final name, after its digest was written."""
    path = part.with_name(part.name.removesuffix(".part"))
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    path.with_name(path.name + ".sha256").write_text(f"{digest}  {path.name}\n", encoding="ascii")
    part.rename(path)
    return path


def captures_in(path: Path) -> Iterator[tuple[Exchange, Mapping[str, str]]]:
    """The exchanges that a WARC file holds, as they were kept, each with the facts that were noted beside it.

    No facts: no page (robots.txt, a redirect, a failed try), or a page that was never read to its end.
    """
    held: Exchange | None = None
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                if held:
                    yield held, {}
                held = exchange_of(record)
            elif record.rec_type == "metadata" and held:
                yield held, facts_of(record)
                held = None
    if held:
        yield held, {}


def facts_of(record: ArcWarcRecord) -> dict[str, str]:
    """A metadata record's facts by name."""
    lines = record.content_stream().read().decode("utf-8", "replace").splitlines()
    return {key: value for key, _, value in (line.partition(": ") for line in lines)}


def exchange_of(record: ArcWarcRecord) -> Exchange:
    """The response of a WARC record."""
    warc, http = record.rec_headers, record.http_headers
    return Exchange(
        url=warc.get_header("WARC-Target-URI"),
        at=datetime.fromisoformat(warc.get_header("WARC-Date")).astimezone(UTC),
        status=int(http.get_statuscode()),
        headers=tuple(http.headers),
        body=record.content_stream().read(),
        ip=warc.get_header("WARC-IP-Address"),
        truncated=warc.get_header("WARC-Truncated"),
        capture=warc.get_header("WARC-Record-ID"),
    )
