"""The one door to shops: a request goes out, an exchange comes back, bounded in time and size. It never follows."""

import ssl
import time
import zlib
from collections.abc import Iterable, Iterator
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from pricewatch.collect.exchange import Exchange, Headers
from pricewatch.collect.guards import GuardedBackend, host_port
from pricewatch.collect.outcomes import Outcome, of_status
from pricewatch.collect.settings import Clock, Settings
from pricewatch.errors import FetchFailed, FetchRefused, Unreadable
from pricewatch.read.page import Request

PIECE = 1 << 16
KEPT_OF_TOO_LARGE = 1 << 20
"""Bytes of a body beyond the cap that are kept, to show what it was."""
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8"


class Fetcher:
    """One retailer's connection to the web: kept alive, without cookies, proxies or redirects; for one thread."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self.clock = clock
        self.backend = GuardedBackend(settings.allow_hosts)
        transport = httpx.HTTPTransport(verify=trusted_authorities(), trust_env=False)
        transport._pool._network_backend = self.backend  # no public way in httpx 0.28; tests hold it
        self.client = httpx.Client(
            transport=transport,
            timeout=settings.deadline,
            trust_env=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            headers={"User-Agent": settings.user_agent, "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"},
        )

    def exchange(self, request: Request, *, limit: int | None = None) -> Exchange:
        """Send one request. Whatever happens is in the exchange; `limit` (bytes) replaces the settings' cap."""
        started = time.monotonic()
        self.backend.deadline = started + self.settings.deadline
        try:
            self.check(request.url)
            outgoing = self.client.build_request(
                request.method, request.url, headers=list(request.headers), content=request.body
            )
            response = self.client.send(outgoing, stream=True)
        except (FetchFailed, httpx.HTTPError, httpx.InvalidURL, UnicodeError) as problem:
            outcome, detail = explain(problem, request.url, self.settings)
            seconds = time.monotonic() - started
            return Exchange(url=request.url, at=self.clock(), seconds=seconds, outcome=outcome, detail=detail)
        try:
            return self.received(request, response, limit or self.settings.max_bytes, started)
        finally:
            response.close()

    def check(self, url: str) -> None:
        """Refuse what is no public web address, and real shops while nobody says who is asking."""
        host = host_port(url)
        if self.settings.contact is None and host not in self.settings.allow_hosts:
            raise FetchRefused(
                f"{host} is a real shop, and shops must be able to reach who visits them: write "
                'contact = "mailto:you@example.org" into pricewatch.toml in the data folder and run again.'
            )

    def received(self, request: Request, response: httpx.Response, limit: int, started: float) -> Exchange:
        """The exchange that a response makes, its body read as far as limit and deadline allow."""
        body, truncated = bytearray(), None
        challenged = response.headers.get("cf-mitigated") == "challenge"
        outcome, detail = of_status(response.status_code, challenged=challenged), None
        try:
            for piece in pieces(response):
                body += piece
                if len(body) > limit:
                    del body[min(limit, KEPT_OF_TOO_LARGE) :]
                    truncated, outcome = "length", outcome or "too_large"
                    detail = f"{request.url} is longer than {limit:,} bytes; max_bytes in pricewatch.toml allows more."
                    break
        except (Unreadable, FetchFailed, httpx.HTTPError) as problem:
            truncated = "time" if isinstance(problem, httpx.TimeoutException) else "disconnect"
            outcome, detail = explain(problem, request.url, self.settings)
        return Exchange(
            url=request.url,
            at=self.clock(),
            method=request.method,
            sent_headers=texts(response.request.headers.raw),
            sent_body=request.body or b"",
            status=response.status_code,
            reason=response.reason_phrase,
            protocol=response.http_version,
            headers=texts(response.headers.raw),
            body=bytes(body),
            ip=peer(response),
            seconds=time.monotonic() - started,
            truncated=truncated,
            outcome=outcome,
            detail=detail or (f"{request.url} answered {response.status_code}." if outcome else None),
        )

    def close(self) -> None:
        """Hang up."""
        self.client.close()


@cache
def trusted_authorities() -> ssl.SSLContext:
    """Who may vouch for a shop's certificate; loaded once for all retailers."""
    return httpx.create_ssl_context(trust_env=False)


def pieces(response: httpx.Response) -> Iterator[bytes]:
    """The body, decompressed in pieces of at most 64 KiB, so that no bomb can grow before it is counted."""
    encoding = response.headers.get("content-encoding", "").strip().casefold()
    if encoding in ("", "identity"):
        return response.iter_raw()
    if encoding in ("gzip", "x-gzip", "deflate"):
        return inflated(response.iter_raw())
    raise Unreadable(f"{response.url} is compressed as {encoding[:40]}, which was not asked for.")


def inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Decompress gzip, zlib or bare deflate."""
    decoder = None
    for chunk in chunks:
        decoder = decoder or zlib.decompressobj(window_bits(chunk))
        rest = chunk
        while rest and not decoder.eof:
            try:
                yield decoder.decompress(rest, PIECE)
            except zlib.error as problem:
                raise Unreadable(f"The page's compression is broken: {problem}.") from problem
            rest = decoder.unconsumed_tail
    if decoder and not decoder.eof:
        raise FetchFailed("The page is cut short: its compressed data has no end.")


def window_bits(start: bytes) -> int:
    """zlib's name for the wrapping that the first bytes show: gzip or zlib (47), else none (-15)."""
    wrapped = start[:1] == b"\x1f" or (len(start) > 1 and start[0] & 15 == 8 and int.from_bytes(start[:2]) % 31 == 0)
    return 47 if wrapped else -15


def explain(problem: Exception, url: str, settings: Settings) -> tuple[Outcome, str]:
    """The outcome that an error stands for, and a sentence about it."""
    match problem:
        case FetchRefused():
            return "refused", str(problem)
        case httpx.InvalidURL() | httpx.UnsupportedProtocol() | UnicodeError():
            return "refused", f"{url} cannot be asked for: {problem}."
        case httpx.TimeoutException():
            return "timeout", f"{url} did not answer in full within {settings.deadline:g} seconds."
        case Unreadable():
            return "unreadable", str(problem)
        case FetchFailed():
            return "network_error", str(problem)
        case _:
            return "network_error", f"{url} could not be fetched: {problem or type(problem).__name__}."


def texts(raw: Iterable[tuple[bytes, bytes]]) -> Headers:
    """Header bytes as text, byte for byte."""
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in raw)


def peer(response: httpx.Response) -> str | None:
    """The address that answered."""
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream else None
    return str(address[0]) if address else None
