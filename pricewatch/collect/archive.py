"""Captures as WARC (ISO 28500): every exchange as it was kept, written at once, under its name when complete."""

import hashlib
import os
import time
import uuid
import zlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from warcio.recordloader import ArcWarcRecord  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from pricewatch.collect.captures import seal
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.redact import clean_url, redacted
from pricewatch.collect.settings import Settings

SYNC_SECONDS = 5.0
UNWRAPPED = ("content-encoding", "transfer-encoding", "content-length")
"""Headers about how the body travelled. It is kept as it reads, so they no longer hold; the record names them."""


class Sha256:
    """A digest as `sha256sum` writes it."""

    def __init__(self) -> None:
        self.digest = hashlib.sha256()
        self.update = self.digest.update

    def __str__(self) -> str:
        return f"sha256:{self.digest.hexdigest()}"


class Sha256Writer(WARCWriter):  # type: ignore[misc]
    """warcio's writer with SHA-256 in place of SHA-1; tests hold what this overrides."""

    @staticmethod
    def _create_digester() -> Sha256:
        return Sha256()


class Archive:
    """One growing WARC file. Each record is a gzip member of its own, so a torn end costs that record alone.

    The file is `<name>.warc.gz.part` until `finish` renames it and writes its SHA-256 beside it.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.part = path.with_name(f"{path.name}.part")
        self.records = BytesIO()
        self.writer = Sha256Writer(self.records, gzip=False, warc_version="WARC/1.1")
        path.parent.mkdir(parents=True, exist_ok=True)
        self.file = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
        self.size = 0
        self.synced = time.monotonic()
        self.begin(settings)

    def begin(self, settings: Settings) -> None:
        """The first record says who wrote the file, and how."""
        about = {
            "software": settings.user_agent.split(" ")[0],
            "format": "WARC File Format 1.1",
            "robots": "obey",
            "http-header-user-agent": settings.user_agent,
            "operator": settings.contact,
            "description": "Bodies are decompressed; cookies, tokens and personal data were removed before hashing.",
        }
        self.writer.write_record(self.writer.create_warcinfo_record(self.path.name, about))
        self.append()

    def keep(self, exchange: Exchange) -> Exchange:
        """Write an exchange, and give it back as it was kept, with its record id."""
        kept = replace(redacted(exchange), capture=record_id())
        common = {"WARC-Date": warc_date(kept.at), "WARC-Target-URI": kept.url}
        if kept.ip:
            common["WARC-IP-Address"] = kept.ip
        for record in (self.response_record(kept, common), self.request_record(kept, common)):
            self.writer.write_record(record)
            self.append()
        return kept

    def response_record(self, kept: Exchange, common: Mapping[str, str]) -> ArcWarcRecord:
        """The answer, its body as it reads."""
        more = {"WARC-Truncated": kept.truncated} if kept.truncated else {}
        status = f"{kept.status} {kept.reason.encode('ascii', 'replace').decode()}".strip()
        return self.writer.create_warc_record(
            kept.url,
            "response",
            payload=BytesIO(kept.body),
            length=len(kept.body),
            warc_headers_dict={**common, **more, "WARC-Record-ID": kept.capture},
            http_headers=StatusAndHeaders(status, unwrapped(kept), kept.protocol),
        )

    def request_record(self, kept: Exchange, common: Mapping[str, str]) -> ArcWarcRecord:
        """The question that was answered."""
        line = f"{kept.method} {request_target(kept.url)} {kept.protocol}"
        return self.writer.create_warc_record(
            kept.url,
            "request",
            payload=BytesIO(kept.sent_body),
            length=len(kept.sent_body),
            warc_headers_dict={**common, "WARC-Concurrent-To": kept.capture},
            http_headers=StatusAndHeaders(line, list(kept.sent_headers), is_http_request=True),
        )

    def note(self, exchange: Exchange, facts: Mapping[str, object]) -> None:
        """Write what else is known of a capture: how it was reached, what was removed, what became of it."""
        lines = "".join(f"{key}: {one_line(value)}\r\n" for key, value in facts.items() if value not in (None, "", ()))
        payload = lines.encode()
        headers = {"WARC-Date": warc_date(exchange.at), "WARC-Refers-To": exchange.capture}
        record = self.writer.create_warc_record(
            exchange.url,
            "metadata",
            payload=BytesIO(payload),
            length=len(payload),
            warc_headers_dict=headers,
            warc_content_type="application/warc-fields",
        )
        self.writer.write_record(record)
        self.append()

    def append(self) -> None:
        """Move the record that the writer holds to the file; where the disk refuses it, leave no half of it."""
        member = gzipped(self.records.getvalue())
        self.records.seek(0)
        self.records.truncate()
        try:
            written = os.write(self.file, member)
            while written < len(member):
                written += os.write(self.file, member[written:])
        except OSError:
            os.ftruncate(self.file, self.size)
            raise
        self.size += len(member)
        if time.monotonic() - self.synced > SYNC_SECONDS:
            self.sync()

    def sync(self) -> None:
        """See to it that a power cut takes nothing that was written so far."""
        os.fsync(self.file)
        self.synced = time.monotonic()

    def finish(self) -> Path:
        """Give the file its final name, with its SHA-256 beside it (as `sha256sum -c` reads it)."""
        self.abandon()
        return seal(self.part)

    def abandon(self) -> None:
        """Close the file and leave it as a part, to be salvaged by the next run."""
        if self.file >= 0:
            os.fsync(self.file)
            os.close(self.file)
            self.file = -1


def unwrapped(kept: Exchange) -> list[tuple[str, str]]:
    """Response headers that are true of the body as it is kept."""
    headers = [(name, value) for name, value in kept.headers if name.casefold() not in UNWRAPPED]
    return [*headers, ("Content-Length", str(len(kept.body)))]


def request_target(url: str) -> str:
    """The address as a request line names it.

    >>> request_target("https://shop.example/p?page=2")
    '/p?page=2'
    """
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def gzipped(record: bytes) -> bytes:
    """The record as one gzip member."""
    compressor = zlib.compressobj(6, zlib.DEFLATED, zlib.MAX_WBITS + 16)
    return compressor.compress(record) + compressor.flush()


def record_id() -> str:
    """A new WARC record id."""
    return f"<urn:uuid:{uuid.uuid4()}>"


def warc_date(at: datetime) -> str:
    """A time as WARC/1.1 writes it, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def one_line(value: object) -> str:
    """A fact as one line of warc-fields, the addresses in it without tokens."""
    return clean_url(" ".join(str(value).split()))
