"""What is taken out of an exchange before it is hashed and kept: cookies, tokens and personal data.

Readers get the exchange as it is kept, so a replay years later reads the same bytes.
"""

import re
from dataclasses import replace

from pricewatch.collect.exchange import Exchange, Headers

REMOVED = "removed"

SECRET_HEADER = re.compile(
    r"cookie|token|csrf|xsrf|session|secret|api-?key|^(proxy-)?authorization$|client-?ip|forwarded|real-?ip|"
    r"connecting-?ip|user-?email",
    re.IGNORECASE,
)
SECRET_NAME = (
    rb"(?:[a-z_-]*csrf[a-z_-]*|[a-z_-]*xsrf[a-z_-]*|authenticity_token|__requestverificationtoken|_token|form_key|"
    rb"[a-z_-]*(?:access|refresh|session|auth|api|customer|id|storefront)[_-]?token|session_?id|phpsessid|jsessionid)"
)
SECRET_QUERY = re.compile(
    r"([?&;](?:[a-z_-]*csrf[a-z_-]*|(?:access|auth|session|api)?_?-?token|phpsessid|jsessionid|sessionid|sid|sig|"
    r"signature|api_?key)=)[^&;#?\s]+",
    re.IGNORECASE,
)

Rule = tuple[str, tuple[bytes, ...], re.Pattern[bytes], bytes]
BODY_RULES: tuple[Rule, ...] = (
    (
        "tokens in markup",
        (b"token", b"csrf", b"xsrf", b"form_key"),
        re.compile(
            rb"(<(?:meta|input)\b[^>]{0,400}?\bname\s*=\s*[\"']"
            + SECRET_NAME
            + rb"[\"'][^>]{0,400}?\b(?:content|value)"
            rb"\s*=\s*[\"'])[^\"'>]+",
            re.IGNORECASE,
        ),
        rb"\g<1>removed",
    ),
    (
        "tokens in scripts",
        (b"token", b"csrf", b"xsrf", b"sess"),
        re.compile(rb"(\\?[\"']" + SECRET_NAME + rb"\\?[\"']\s*:\s*\\?[\"'])[^\"'\\<>]+", re.IGNORECASE),
        rb"\g<1>removed",
    ),
    (
        "names of reviewers",
        (b'"review', b"schema.org/review"),
        re.compile(rb"(\"author\"\s*:\s*(?:\{[^{}]{0,300}?\"name\"\s*:\s*)?\")(?:[^\"\\]|\\.)+"),
        rb"\g<1>removed",
    ),
    (
        "names of reviewers",
        (b"schema.org/review",),
        re.compile(rb"(itemprop\s*=\s*[\"']author[\"'][^>]{0,200}>(?:\s*<[^>]{0,200}>){0,3})[^<]+", re.IGNORECASE),
        rb"\g<1>removed",
    ),
    (
        "e-mail addresses",
        (b"@",),
        re.compile(
            rb"(?<![\w.+%/-])[\w.+%-]{1,64}@(?=[a-z])(?:[a-z0-9-]{1,63}\.){1,4}"
            rb"(?!png|jpe?g|gif|webp|svg|avif|css|js\b|mjs|json|html?\b)[a-z]{2,18}\b",
            re.IGNORECASE,
        ),
        b"removed@removed.invalid",
    ),
)


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
    return SECRET_QUERY.sub(rf"\1{REMOVED}", url) if "=" in url else url


def clean_body(body: bytes) -> tuple[bytes, list[str]]:
    """A text body without tokens, reviewers' names and e-mail addresses; other bytes as they are.

    >>> clean_body(b'<input type="hidden" name="csrf_token" value="c0ffee"><b>12.50</b>')
    (b'<input type="hidden" name="csrf_token" value="removed"><b>12.50</b>', ['tokens in markup'])
    """
    removed: list[str] = []
    if b"\0" in body[:1024]:
        return body, removed
    lower = body.lower()
    for name, markers, pattern, replacement in BODY_RULES:
        if any(marker in lower for marker in markers):
            body, count = pattern.subn(replacement, body)
            removed += [name] * bool(count)
    return body, removed
