"""Redirects: where they lead, and whether that is still the page that was asked for."""

from dataclasses import replace
from urllib.parse import urldefrag, urljoin

from pricewatch.collect.exchange import Exchange
from pricewatch.collect.outcomes import of_redirect
from pricewatch.read.page import Request


def redirect_target(exchange: Exchange) -> str | None:
    """Where a redirect leads, as a whole address; None where the exchange is no redirect."""
    location = exchange.header("location")
    if exchange.status not in (301, 302, 303, 307, 308) or not location:
        return None
    try:
        return urldefrag(urljoin(exchange.url, location.encode("latin-1").decode("utf-8", "replace"))).url
    except ValueError:
        return None


def redirected(request: Request, status: int, target: str) -> Request:
    """The request that follows from a redirect, as browsers do it: all but 307 and 308 turn into a GET."""
    if status in (307, 308):
        return replace(request, url=target)
    return replace(request, url=target, method="GET", body=None)


def same_site(one: str, other: str) -> bool:
    """Is one host a part of the other? Ports tell two sites apart only where there are no names.

    >>> same_site("www.shop.example", "m.shop.example:443"), same_site("shop.example", "shop.example.evil.example")
    (True, False)
    >>> same_site("127.0.0.1:8001", "127.0.0.1:8002")
    False
    """
    if one == other:
        return True
    names = [netloc.casefold().rpartition("@")[2].partition(":")[0].removeprefix("www.") for netloc in (one, other)]
    if any(name.replace(".", "").isdecimal() or "[" in name or "." not in name for name in names):
        return False
    return names[0] == names[1] or names[0].endswith(f".{names[1]}") or names[1].endswith(f".{names[0]}")


def judged(request: Request, exchange: Exchange) -> Exchange:
    """The exchange, with an outcome where redirects led to another kind of page than the one asked for."""
    led_to = of_redirect(request.url, exchange.url, detail_page=request.kind == "detail")
    if exchange.outcome or led_to is None:
        return exchange
    return replace(exchange, outcome=led_to, detail=f"{request.url} leads to {exchange.url} instead.")
