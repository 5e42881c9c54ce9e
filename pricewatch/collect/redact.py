"""What is taken out of an exchange before it is hashed and kept: cookies, tokens and personal data.

Readers get the exchange as it is kept, so a replay years later reads the same bytes.
"""

import re
from collections.abc import Callable
from dataclasses import replace

from pricewatch.collect.exchange import Exchange, Headers

REMOVED = b"removed"

SECRET_HEADER = re.compile(
    r"cookie|token|csrf|xsrf|session|secret|api-?key|^(proxy-)?authorization$|client-?ip|forwarded|real-?ip|"
    r"connecting-?ip|user-?email",
    re.IGNORECASE,
)
SECRET_NAME = re.compile(
    rb"[a-z_-]*(csrf|xsrf)[a-z_-]*|_token|form_key|session_?id|[a-z]*sessid|jsessionid|authenticity_token|"
    rb"__requestverificationtoken|[a-z_-]*(access|refresh|session|auth|api|customer|id|storefront)[_-]?token",
    re.IGNORECASE,
)
SECRET_QUERY = re.compile(
    r"([?&;](?:[a-z_-]*csrf[a-z_-]*|(?:access|auth|session|api)?_?-?token|phpsessid|jsessionid|sessionid|sid|sig|"
    r"signature|api_?key)=)[^&;#?\s]+",
    re.IGNORECASE,
)

# Every pattern begins with a literal and is bounded, so that no page, however hostile, takes long to clean.
TAG = re.compile(rb"<(?:meta|input|META|INPUT)\b[^<>]{0,2000}>")
TAG_NAME = re.compile(rb"\b(?:name|id)\s?=\s?[\"']?([\w-]{1,60})", re.IGNORECASE)
TAG_VALUE = re.compile(rb"(\b(?:content|value)\s?=\s?)(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.IGNORECASE)
KEY_ENDS = (b"oken", b"OKEN", b"srf", b"SRF", b"ssionId", b"ssionID", b"ssion_id", b"SESSID", b"form_key")
KEYS = [re.compile(end + rb"\\?[\"']\s{0,9}:\s{0,9}\\?[\"']([^\"'\\<>]{1,9000})") for end in KEY_ENDS]
AUTHOR_KEY = re.compile(
    rb"(\"author\"\s{0,9}:\s{0,9}(?:\{[^{}]{0,300}?\"name\"\s{0,9}:\s{0,9})?\")(?:[^\"\\]|\\.){1,300}"
)
AUTHOR_TAG = re.compile(rb"(itemprop=[\"']?author[\"']?[^<>]{0,300}>(?:\s{0,99}<[^<>]{0,300}>){0,3})[^<]{1,300}")
MAIL_HOST = re.compile(
    rb"@[A-Za-z](?:[A-Za-z0-9-]{0,62}\.){1,4}(?!(?:png|jpe?g|gif|webp|svg|avif|css|m?js|json|html?)\b)[A-Za-z]{2,18}\b"
)
NAME_BYTES = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-"
MAIL_BYTES = NAME_BYTES + b"0123456789.+%"


def redacted(exchange: Exchange) -> Exchange:
    """The exchange as it may be kept; `removed` names what is missing, never what it was."""
    headers, gone = clean_headers(exchange.headers)
    sent, sent_gone = clean_headers(exchange.sent_headers)
    body, body_gone = clean_body(exchange.body)
    sent_body, sent_body_gone = clean_body(exchange.sent_body)
    url = clean_url(exchange.url)
    if url != exchange.url:
        body_gone.append("tokens in the address")
    removed = tuple(dict.fromkeys((*gone, *sent_gone, *sent_body_gone, *body_gone)))
    return replace(
        exchange, url=url, headers=headers, sent_headers=sent, sent_body=sent_body, body=body, removed=removed
    )


def clean_headers(headers: Headers) -> tuple[Headers, list[str]]:
    """Headers without those that hold secrets or say who asked, and the names of what is gone."""
    kept = tuple((name, clean_url(value)) for name, value in headers if not SECRET_HEADER.search(name))
    return kept, [f"header {name}" for name, _ in headers if SECRET_HEADER.search(name)]


def clean_url(url: str) -> str:
    """An address without session and access tokens.

    >>> clean_url("https://shop.example/p;jsessionid=1A2B?page=2&access_token=secret")
    'https://shop.example/p;jsessionid=removed?page=2&access_token=removed'
    """
    return SECRET_QUERY.sub(r"\1removed", url) if "=" in url else url


def clean_body(body: bytes) -> tuple[bytes, list[str]]:
    """A text body without tokens, reviewers' names and e-mail addresses; other bytes as they are.

    >>> clean_body(b'<input type="hidden" name="csrf_token" value="c0ffee"><b>12.50</b>')
    (b'<input type="hidden" name="csrf_token" value="removed"><b>12.50</b>', ['tokens in markup'])
    """
    removed: list[str] = []
    if b"\0" in body[:1024]:
        return body, removed
    for name, clean in BODY_RULES.items():
        cleaned = clean(body)
        removed += [name] * (cleaned != body)
        body = cleaned
    return body, removed


def without_tag_tokens(body: bytes) -> bytes:
    """Meta and input elements without the tokens that they carry."""
    return TAG.sub(lambda tag: clean_tag(tag[0]), body)


def clean_tag(tag: bytes) -> bytes:
    """One element; its value is gone where its name says that it is a token."""
    is_token = any(SECRET_NAME.fullmatch(name) for name in TAG_NAME.findall(tag))
    return TAG_VALUE.sub(rb'\1"removed"', tag) if is_token else tag


def without_key_tokens(body: bytes) -> bytes:
    """JSON and scripts without the tokens that their keys name."""
    for end, pattern in zip(KEY_ENDS, KEYS, strict=True):
        if end in body:
            body = pattern.sub(clean_key, body)
    return body


def clean_key(found: re.Match[bytes]) -> bytes:
    """One key and its value, from the key's last letters on; the value is gone where the whole key is a token's."""
    before = found.string[max(0, found.start() - 60) : found.start()]
    key = before[len(before.rstrip(NAME_BYTES)) :] + re.split(rb"[^A-Za-z_-]", found[0], maxsplit=1)[0]
    return found[0][: -len(found[1])] + REMOVED if SECRET_NAME.fullmatch(key) else found[0]


def without_reviewers(body: bytes) -> bytes:
    """Reviews without the names of those who wrote them."""
    if b'"review' in body:
        body = AUTHOR_KEY.sub(rb"\1removed", body)
    if b"schema.org/Review" in body:
        body = AUTHOR_TAG.sub(rb"\1removed", body)
    return body


def without_mail_addresses(body: bytes) -> bytes:
    """Text without e-mail addresses; file names such as tea@2x.png stay."""
    pieces, last = [], 0
    for host in MAIL_HOST.finditer(body):
        before = body[max(last, host.start() - 64) : host.start()]
        rest = before.rstrip(MAIL_BYTES)
        if len(rest) < len(before) and not rest.endswith(b"/"):
            pieces += [body[last : host.start() - len(before) + len(rest)], REMOVED, b"@removed.invalid"]
            last = host.end()
    return b"".join([*pieces, body[last:]]) if pieces else body


BODY_RULES: dict[str, Callable[[bytes], bytes]] = {
    "tokens in markup": without_tag_tokens,
    "tokens in scripts": without_key_tokens,
    "names of reviewers": without_reviewers,
    "e-mail addresses": without_mail_addresses,
}
