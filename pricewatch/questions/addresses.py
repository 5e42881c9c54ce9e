"""A shop's address as somebody pastes it, in the ways in which we may have kept it. It is looked up, never fetched."""

import itertools
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

TRACKING = re.compile(r"utm_.*|.*clid|ref|referrer|source|campaign|mc_.*", re.IGNORECASE)


def spellings(typed: str) -> list[str]:
    """The address, and the same without tracking codes, fragment or query, with either scheme, with `www.` or without.

    >>> spellings("oat drink")
    []
    >>> "http://a.example/oat" in spellings(" https://www.A.example/oat/?utm_source=x#top ")
    True
    """
    found = re.fullmatch(r"\s*(?:https?://)?([\w.-]+\.[a-z]{2,}|localhost|[\d.]+)(:\d+)?(/\S*)\s*", typed, re.I)
    if not found:
        return []
    host, port, rest = found[1].lower().removeprefix("www."), found[2] or "", urlsplit("//x" + found[3])
    kept = urlencode([pair for pair in parse_qsl(rest.query) if not TRACKING.fullmatch(pair[0])])
    path = rest.path.rstrip("/")
    queries = dict.fromkeys(f"?{query}" if query else "" for query in (rest.query, kept, ""))
    hosts = [f"{scheme}://{www}{host}{port}" for scheme in ("https", "http") for www in ("", "www.")]
    return [typed.strip(), *("".join(parts) for parts in itertools.product(hosts, [path, f"{path}/"], queries))]


def is_address(typed: str) -> bool:
    """Whether somebody pasted an address rather than words.

    >>> is_address("a.example/oat"), is_address("oat drink 3.5 %")
    (True, False)
    """
    return bool(spellings(typed))


def is_web(url: str | None) -> bool:
    """Whether an address may be linked: http and https only.

    >>> is_web("https://a.example/oat"), is_web("javascript:alert(1)"), is_web("http://["), is_web(None)
    (True, False, False, False)
    """
    try:
        return bool(url) and urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
