"""A response's bytes to text, whatever the shop declares."""

import codecs
import re
import zlib
from collections import Counter
from functools import lru_cache

from charset_normalizer import from_bytes

from pricewatch.errors import TooLarge, Unreadable

MOST_BYTES = 5 * 1024 * 1024
MOST_TAGS = 150_000
DEEPEST = 10_000  # a browser's tree builder is quadratic in open elements

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
ENCODING = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.I)
TAG = re.compile(r"<(/?[a-zA-Z][a-zA-Z0-9]*)")
LONG_TAG = re.compile(r"<[a-zA-Z][^>]{4000,}")
ATTRIBUTE = re.compile(r"""[^\s"'=]+(?:\s*=\s*(?:"[^"]*"?|'[^']*'?|\S*))?""")
MOST_ATTRIBUTES = 1_000
MOST_ATTRIBUTES_IN_ALL = 300_000  # six times what the fullest shop page seen has
INSIDE_TAG = re.compile(r"<[a-zA-Z][^<>]*")
BEFORE_ATTRIBUTE = re.compile(r"[\s/]+")
NEVER_CLOSED = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
# What UTF-8 looks like that somebody once read as Windows-1252.
MOJIBAKE = re.compile("Ã[\u0080-\u00bf\u2010-\u2122]|Â[\u00a0-\u00bf]|â‚¬|â€[\u0080-\u2122]")
# HTML calls these by the older name and means the larger set.
LARGER = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252"}
LARGER |= {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "ks_c_5601-1987": "cp949", "euc-kr": "cp949"}
LARGER |= {"iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "big5": "big5hkscs"}


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of a page. Raises TooLarge above 5 MB, and Unreadable for a broken gzip stream.

    >>> decode("Käse 3,49 €".encode("utf-8"), "text/html; charset=iso-8859-1")
    'Käse 3,49 €'
    """
    body = unpacked(body)
    text = as_text(body, content_type).replace("\x00", "")
    suspicious = any(sign in text for sign in "ÃÂâ") and MOJIBAKE.search(text)
    return mended(text) if suspicious else text


def unpacked(body: bytes) -> bytes:
    """The bytes without gzip, checked against the size limit before and after."""
    if len(body) <= MOST_BYTES and body[:2] == b"\x1f\x8b":
        stream = zlib.decompressobj(47)
        try:
            body = stream.decompress(body, MOST_BYTES + 1)
        except zlib.error as problem:
            raise Unreadable(f"The bytes are broken gzip ({problem}); fetch the page again.") from problem
        if not stream.eof and len(body) <= MOST_BYTES:
            raise Unreadable("The gzip stream ends too early; fetch the page again.")
    if len(body) > MOST_BYTES:
        raise TooLarge(f"The page has more than {MOST_BYTES} bytes; pages of shops are smaller.")
    return body


def as_text(body: bytes, content_type: str | None) -> str:
    """Decoded by the first that fits: byte order mark, valid UTF-8, what is declared, a guess."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if body[:40].count(0) > 10:
        return body.decode("utf-16-le" if body[1:2] == b"\x00" else "utf-16-be", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return in_older_charset(body, content_type)


def in_older_charset(body: bytes, content_type: str | None) -> str:
    """Text of a page that is not clean UTF-8: what it declares, if that is nearly right, else the likeliest."""
    for name in declared(body, content_type):
        text = tried(body, name)
        if text is not None and text.count("\ufffd") * 1000 <= len(text):
            return text
    best = from_bytes(body[:20_000]).best()
    return tried(body, best.encoding if best else "cp1252") or body.decode("cp1252", "replace")


def declared(body: bytes, content_type: str | None) -> list[str]:
    """The charsets that the response's head and the page itself name."""
    names = CHARSET.findall(content_type or "")
    names += [name.decode("ascii", "replace") for name in ENCODING.findall(body[:4096])]
    return [LARGER.get(name.casefold(), name) for name in names]


def tried(body: bytes, encoding: str) -> str | None:
    """The text in that encoding, or None where there is no such encoding for text."""
    try:
        return body.decode(encoding, "replace")
    except (LookupError, UnicodeError):
        return None


def mended(text: str) -> str:
    """Text whose UTF-8 was once read as Windows-1252, read rightly.

    >>> mended("KÃ¤se 3,49 â‚¬")
    'Käse 3,49 €'
    """
    return re.sub(r"(?<![^\x00-\x7f])[\xc2-\xf4][^\x00-\x7f]+", lambda run: reread(run[0]), text)


@lru_cache(maxsize=10_000)  # words of a language recur
def reread(run: str) -> str:
    try:
        return run.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return run


def check_shape(text: str) -> None:
    """Refuse markup that would take a parser seconds: too many tags or attributes, or too many that stay open."""
    if any(len(ATTRIBUTE.findall(tag[0])) > MOST_ATTRIBUTES for tag in LONG_TAG.finditer(text)):
        raise TooLarge(f"An element of the page has more than {MOST_ATTRIBUTES} attributes.")
    if text.count("<") <= DEEPEST:
        return
    tags: Counter[str] = Counter()
    for tag, times in Counter(TAG.findall(text)).items():
        tags[tag.lower()] += times
    if tags.total() > MOST_TAGS:
        raise TooLarge(f"The page has {tags.total()} tags; more than {MOST_TAGS} are not read.")
    if sum(len(BEFORE_ATTRIBUTE.findall(tag)) for tag in INSIDE_TAG.findall(text)) > MOST_ATTRIBUTES_IN_ALL:
        raise TooLarge(f"The page has more than {MOST_ATTRIBUTES_IN_ALL} attributes; so many are not read.")
    opened = {name: count for name, count in tags.items() if name[:1] != "/" and name not in NEVER_CLOSED}
    if sum(max(0, count - tags["/" + name]) for name, count in opened.items()) > DEEPEST:
        raise TooLarge(f"The page leaves more than {DEEPEST} elements open; such a tree is not read.")
