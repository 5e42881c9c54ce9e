"""Captures found again: the exchanges of some record ids, with the very bytes of their WARC records."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]

from pricewatch.collect.captures import SUFFIX, exchange_of, facts_of
from pricewatch.collect.exchange import Exchange

Span = tuple[int, int]
"""Where a record's gzip member lies in its file: offset and length."""


@dataclass(slots=True, kw_only=True)
class Kept:
    """An exchange as it lies in the archive. `sha256` is of its body, as read now; `digest` what the record says of it.

    `begins`: the record that says who wrote the file. `spans`: response, request, and what was noted beside them.
    """

    file: Path
    exchange: Exchange
    digest: str | None
    sha256: str
    begins: Span | None = None
    spans: list[Span] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)

    @property
    def is_intact(self) -> bool:
        """Whether the body is the one that was hashed when it was kept."""
        return self.digest == f"sha256:{self.sha256}"


def find(folder: Path, wanted: Mapping[str, str]) -> Iterator[Kept]:
    """The captures of one retailer's folder; `wanted` names each with the segment that it is expected in.

    What is not there is looked for in the folder's other files. What is nowhere is not given.
    """
    missing = set(wanted)
    likely = [folder / f"{name}{SUFFIX}" for name in sorted(set(wanted.values()))]
    others = sorted(set(folder.glob(f"*{SUFFIX}")) - set(likely))
    for path in [*(path for path in likely if path.exists()), *others]:
        if not missing:
            return
        for kept in kept_in(path, missing):
            missing.discard(str(kept.exchange.capture))
            yield kept


def kept_in(path: Path, wanted: Collection[str]) -> Iterator[Kept]:
    """The wanted captures of one WARC file, in its order."""
    found: dict[str, Kept] = {}
    wanted, begins = set(wanted), None
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            header = record.rec_headers.get_header
            capture = header("WARC-Record-ID" if record.rec_type == "response" else ABOUT.get(record.rec_type, ""))
            if record.rec_type == "response" and capture in wanted:
                yield from found.values()
                found = {capture: read(path, record)}
            if record.rec_type == "metadata" and capture in found:
                found[capture].facts = facts_of(record)
            span = records.get_record_offset(), records.get_record_length()
            if record.rec_type == "warcinfo":
                begins = span
            elif capture in found:
                found[capture].begins = begins
                found[capture].spans.append(span)
    yield from found.values()


ABOUT = {"request": "WARC-Concurrent-To", "metadata": "WARC-Refers-To"}
"""The header in which a record names the capture that it belongs to."""


def read(path: Path, record: ArcWarcRecord) -> Kept:
    """A response, its body hashed anew."""
    exchange = exchange_of(record)
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    return Kept(file=path, exchange=exchange, digest=digest, sha256=hashlib.sha256(exchange.body).hexdigest())


def members(file: Path, spans: Iterable[Span]) -> bytes:
    """Records as they lie in their file, byte for byte."""
    with file.open("rb") as archive:
        return b"".join(part(archive.seek, archive.read, span) for span in spans)


def part(seek: Callable[[int], int], read_bytes: Callable[[int], bytes], span: Span) -> bytes:
    """One record."""
    seek(span[0])
    return read_bytes(span[1])
