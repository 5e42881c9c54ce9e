"""What a host's robots.txt allows (RFC 9309)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from protego import Protego

from pricewatch.collect.exchange import Exchange
from pricewatch.collect.outcomes import Outcome
from pricewatch.collect.settings import Clock
from pricewatch.read.page import Request

AGENT = "pricewatch"
MAX_BYTES = 512 * 1024
"""RFC 9309 asks for at least 500 KiB; what a longer file says after that is not read."""
MAX_AGE = timedelta(hours=24)
MAX_AGE_UNREACHABLE = timedelta(hours=1)
MAX_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """One host's rules. `unreachable`: why they could not be read; then nothing may be fetched."""

    read_at: datetime
    verdict: str
    parsed: Protego | None = None
    unreachable: Outcome | None = None
    detail: str | None = None

    def refusal(self, url: str) -> tuple[Outcome, str] | None:
        """Why this url may not be fetched; None where it may."""
        host = urlsplit(url).netloc
        if self.unreachable:
            return self.unreachable, f"{host}: {self.verdict}, so nothing is fetched from there. {self.detail}"
        if self.parsed and not self.parsed.can_fetch(url, AGENT):
            return "robots_disallowed", f"{host}: robots.txt does not allow {url}."
        return None

    @property
    def crawl_delay(self) -> float:
        """Seconds that the host wants between two requests."""
        delay = self.parsed.crawl_delay(AGENT) if self.parsed else None
        return max(0.0, delay or 0.0)

    def is_fresh(self, now: datetime) -> bool:
        """Exactly 24 hours old still counts."""
        age = now - self.read_at
        return timedelta(0) <= age <= (MAX_AGE_UNREACHABLE if self.unreachable else MAX_AGE)


class Robots:
    """The rules of every host, asked for when first needed. `fetch` sends one request and does not follow it."""

    def __init__(self, fetch: Callable[[Request], Exchange], clock: Clock) -> None:
        self.fetch = fetch
        self.clock = clock
        self.rules: dict[str, Rules] = {}

    def rules_for(self, url: str) -> Rules:
        """The rules that hold for a url."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        known = self.rules.get(origin)
        if known is None or not known.is_fresh(self.clock()):
            known = self.rules[origin] = self.read(f"{origin}/robots.txt")
        return known

    def read(self, url: str) -> Rules:
        """Fetch and parse: 4xx means that there are no rules; no answer, 5xx and 429 that we must stay out."""
        answer = self.followed(url)
        if answer.truncated in ("time", "disconnect") or answer.status is None or not is_settled(answer.status):
            outcome = answer.outcome or "network_error"
            verdict = f"robots.txt unreachable ({answer.status or outcome})"
            return Rules(read_at=answer.at, verdict=verdict, unreachable=outcome, detail=answer.detail)
        if answer.status >= 400:
            return Rules(read_at=answer.at, verdict=f"no robots.txt ({answer.status})")
        text = answer.body.decode("utf-8-sig", "replace")
        return Rules(read_at=answer.at, verdict="allowed by robots.txt", parsed=Protego.parse(text))

    def followed(self, url: str) -> Exchange:
        """The answer behind at most five redirects; the sixth redirect itself where there are more."""
        for _ in range(MAX_REDIRECTS):
            answer = self.fetch(Request(url=url, kind="robots"))
            target = answer.header("location")
            if answer.status is None or not 300 <= answer.status < 400 or not target:
                return answer
            url = urljoin(url, target)
        return self.fetch(Request(url=url, kind="robots"))


def is_settled(status: int) -> bool:
    """Does this status say for certain that there are rules, or that there are none?"""
    return 200 <= status < 300 or (400 <= status < 500 and status != 429)
