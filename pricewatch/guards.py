"""What stands before every answer: what a browser may do with it, and a limit for those who ask too often."""

import math
import re
import time
from collections import OrderedDict
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pricewatch import languages
from pricewatch.problems import problem

PER_SECOND = 10
"""So many requests a second may one visitor make of the API and the feeds, in the long run."""
BURST = 100
"""So many at once."""
LONGEST_PATH = 2_000
"""So many characters has an address without its query."""
FRAME = b'<html lang="en">'
MOST_VISITORS = 10_000
"""Of more visitors than this, those seen longest ago are forgotten."""

HEADERS = {
    # Streamlit writes styles into elements, draws charts by compiling expressions, and starts one inline script.
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'self'",
            "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' ws: wss:",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class PageLanguage:
    """The pages' frame, which is Streamlit's and English, says the language that the page will speak (WCAG 3.1.1).

    The frame is small, and is asked for uncompressed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def spoken(message: Message) -> None:
            if message["type"] == "http.response.body" and FRAME in message.get("body", b""):
                code = language_of(Request(scope)).encode()
                message = {**message, "body": message["body"].replace(FRAME, FRAME.replace(b"en", code))}
            await send(message)

        if scope["type"] == "http" and "text/html" in Request(scope).headers.get("Accept", ""):
            plainly = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self.app({**scope, "headers": plainly}, receive, spoken)
        else:
            await self.app(scope, receive, send)


def language_of(request: Request) -> str:
    """The code, of two letters, of the language that a page at this address speaks."""
    return languages.preferred(request.query_params.get("lang"), request.headers.get("Accept-Language", ""))


class SecurityHeaders:
    """Every response, Streamlit's too, says what a browser may do with it; no address is endless or hides anything."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        is_http = scope["type"] == "http"
        answer = (is_http and strange(scope["path"])) or self.app
        await answer(scope, receive, guarded if is_http else send)


def strange(path: str) -> Response | None:
    """The answer to an address that nobody means."""
    if len(path) > LONGEST_PATH:
        return problem(414, f"An address may have {LONGEST_PATH:,} characters before its query.")
    if re.search(r"[\x00-\x1f\x7f]", path):
        return problem(404, "No address here has control characters.")
    return None


class RateLimit:
    """A bucket of tokens for each visitor's address: filled at an even pace, one taken by each request."""

    def __init__(self, per_second: float = PER_SECOND, burst: float = BURST) -> None:
        self.per_second, self.burst = per_second, burst
        self.buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, visitor: str, now: float) -> float:
        """Seconds until the visitor may ask; 0 where it may, and then a token is gone.

        >>> limit = RateLimit(per_second=1, burst=2)
        >>> [limit.wait("a", at) for at in (0, 0, 0, 1, 1.5)], limit.wait("b", 0)
        ([0.0, 0.0, 1.0, 0.0, 0.5], 0.0)
        """
        tokens, at = self.buckets.pop(visitor, (self.burst, now))
        tokens = min(self.burst, tokens + (now - at) * self.per_second)
        allowed = tokens >= 1
        self.buckets[visitor] = (tokens - allowed, now)
        if len(self.buckets) > MOST_VISITORS:
            self.buckets.popitem(last=False)
        return 0.0 if allowed else (1 - tokens) / self.per_second


class Limited:
    """Requests beyond the limit are refused."""

    def __init__(self, app: ASGIApp, limit: RateLimit, refuse: Callable[[int], Response]) -> None:
        self.app, self.limit, self.refuse = app, limit, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, or say when to come again."""
        visitor = (scope.get("client") or ("unknown", 0))[0]
        wait = self.limit.wait(visitor, time.monotonic()) if scope["type"] == "http" else 0
        await (self.refuse(math.ceil(wait)) if wait else self.app)(scope, receive, send)
