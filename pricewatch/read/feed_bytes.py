"""From the bytes of a published list to text, within bounds: compression, archives, encodings."""

import codecs
import io
import re
import zipfile
import zlib

from pricewatch.errors import TooLarge, Unreadable
from pricewatch.read.feed_bounds import largest_unpacked

MOST_MEMBERS = 2_000  # files of one archive: a chain has fewer stores
GZIP = b"\x1f\x8b"
ZIP = b"PK\x03\x04"
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def gunzipped(body: bytes) -> bytes:
    """The body, unpacked where it is gzip. Raises TooLarge before it holds more than a list of its size can have."""
    parts: list[bytes] = []
    room = limit = largest_unpacked(len(body))
    while body.startswith(GZIP):
        stream = zlib.decompressobj(31)
        try:
            part = stream.decompress(body, room + 1)
        except zlib.error as problem:
            raise Unreadable(f"The gzip file is damaged: {problem}.") from problem
        room -= len(part)
        if room < 0:
            raise TooLarge(f"The gzip file unpacks to more than {limit:,} bytes.")
        if not stream.eof:
            raise Unreadable("The gzip file ends early; a part of the list would be missing.")
        parts.append(part)
        body = stream.unused_data
    return b"".join(parts) if parts else body


def open_zip(body: bytes) -> zipfile.ZipFile:
    """The archive, every member of it tested; no member is larger than its entry says, all together within bounds."""
    limit = largest_unpacked(len(body))
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        if len(archive.infolist()) > MOST_MEMBERS or sum(member.file_size for member in archive.infolist()) > limit:
            raise TooLarge(f"The archive unpacks to more than {limit:,} bytes, or to more than {MOST_MEMBERS:,} files.")
        damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError) as problem:
        raise Unreadable(f"The archive is damaged: {problem}.") from problem
    if damaged:
        raise Unreadable(f"The archive is damaged at {damaged!r}.")
    return archive


def decoded(body: bytes, *, declared: str | None = None, fallback: str = "cp1252") -> str:
    """The text of some bytes: by byte order mark, else UTF-8 where it fits, else as declared, else `fallback`."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace").replace("\0", "")
    if body[:4:2] and body[1:4:2] == b"\0\0" and body[:1] != b"\0":
        return body.decode("utf-16-le", "replace").replace("\0", "")
    text = utf8(body)
    if text is None:
        text = body.decode(known_encoding(declared) or fallback, "replace")
    return text.replace("\0", "")


def utf8(body: bytes) -> str | None:
    """The text, where the bytes are UTF-8 but for a few damaged ones."""
    try:
        return body.decode()
    except UnicodeDecodeError:
        text = body.decode(errors="replace")
    damaged = text.count("\ufffd")
    whole = sum(1 for c in text if c > "\x7f") - damaged
    return text if whole > 20 * damaged else None


def known_encoding(name: str | None) -> str | None:
    """A declared encoding that Python has and that is not UTF-8 (which was tried before)."""
    try:
        found = codecs.lookup(name or "").name
    except LookupError:
        return None
    return found if re.match(r"cp\d|iso8859|latin|koi8|mac|windows", found) else None


def beginning(body: bytes, size: int = 2**16) -> bytes:
    """The first bytes of what the body holds once unpacked; of a workbook its words. Never raises."""
    try:
        if body.startswith(GZIP):
            return beginning(zlib.decompressobj(31).decompress(body, size), size)
        if not body.startswith(ZIP):
            return body[:size]
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
            is_book = "xl/workbook.xml" in names
            words = [n for n in names if n.startswith(("xl/sharedStrings", "xl/worksheets/")) or not is_book]
            return b"\n".join(archive.open(name).read(size) for name in sorted(words)[:3])
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError):
        return b""
