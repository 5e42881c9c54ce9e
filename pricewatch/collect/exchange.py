"""One request, and what came back."""

from dataclasses import dataclass
from datetime import datetime

from pricewatch.collect.outcomes import Outcome

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What went over the wire for one request. No status = nothing came back.

    `body` is decompressed. `outcome` is None where there is a page to read; else `detail` is a sentence about it.
    `truncated` says why the body is not whole: length, time or disconnect. `removed` names what was taken out before
    the exchange was kept as `capture` (its WARC record id). `at` is when the answer came, in UTC; `seconds` how long
    it took.
    """

    url: str
    at: datetime
    method: str = "GET"
    sent_headers: Headers = ()
    sent_body: bytes = b""
    status: int | None = None
    reason: str = ""
    protocol: str = "HTTP/1.1"
    headers: Headers = ()
    body: bytes = b""
    ip: str | None = None
    seconds: float = 0.0
    truncated: str | None = None
    outcome: Outcome | None = None
    detail: str | None = None
    removed: tuple[str, ...] = ()
    capture: str | None = None

    def header(self, name: str) -> str | None:
        """The first response header of that name, whatever its case."""
        wanted = name.casefold()
        return next((value for key, value in self.headers if key.casefold() == wanted), None)
