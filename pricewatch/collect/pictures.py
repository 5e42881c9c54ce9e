"""Small copies of the pictures that shops show, from those alone whose entry says that it is allowed."""

import json
import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from pricewatch import database, gallery
from pricewatch.collect.disk import locked
from pricewatch.collect.exchange import Exchange
from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.log import Log, closed_until, mend
from pricewatch.collect.manners import Manners
from pricewatch.collect.outcomes import BY_ERROR, SHUT, Outcome
from pricewatch.collect.redact import clean_url
from pricewatch.collect.run import MAX_SHOPS_AT_ONCE
from pricewatch.collect.settings import Clock, Settings, load_settings, real_time
from pricewatch.collect.small import FORMATS, small
from pricewatch.collect.turns import Turns
from pricewatch.errors import Unreadable
from pricewatch.read.page import Request
from pricewatch.retailer import Retailer, load_retailers

MOST_A_RUN = 300
"""So many of one shop; at a pace of 5 seconds that is half an hour."""
MOST_BYTES = 5_000_000
ASK_AGAIN = timedelta(days=30)
ACCEPT = (("Accept", ", ".join(f"image/{form.lower()}" for form in FORMATS)),)
WANTED = """
select retailer, image, picture
from offers
where regexp_matches(image, '^https?://') and length(image) <= 2000
group by all
order by max(last_seen) desc, picture
"""
"""The picture of each offer as it was last seen, those that were seen lately first."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Where a shop's picture is, and what our copy is called."""

    url: str
    name: str


def fetch_all(
    data: Path, *, settings: Settings | None = None, clock: Clock = real_time, most: int = MOST_A_RUN
) -> list[str]:
    """Fetch what is not yet kept, at most so many of each shop, and drop what may not be kept any more.

    A sentence for each shop. The rest comes with the next run; a shop that fails stops no other.
    """
    settings = settings or load_settings(data)
    settings = replace(settings, max_bytes=min(settings.max_bytes, MOST_BYTES))
    allowed = {slug: retailer for slug, retailer in load_retailers(data).items() if retailer.pictures}
    wanted = {slug: found for slug, found in wanted_of(data).items() if slug in allowed}
    gallery.drop_others(data, {picture.name for found in wanted.values() for picture in found})
    turns = Turns()
    rounds = [Round(allowed[slug], data, settings, clock, turns) for slug in wanted]
    with ThreadPoolExecutor(max_workers=max(1, min(len(wanted), MAX_SHOPS_AT_ONCE))) as pool:
        try:
            return list(pool.map(told, rounds, wanted.values(), [most] * len(rounds)))
        except BaseException:
            turns.stop.set()
            raise


def wanted_of(data: Path) -> Mapping[str, list[Picture]]:
    """Every picture that the current generation knows, by retailer."""
    found: dict[str, list[Picture]] = {}
    with closing(database.connect(database.current(data))) as con:
        for slug, url, name in con.execute(WANTED).fetchall():
            found.setdefault(slug, []).append(Picture(url, name))
    return found


def told(shop: "Round", wanted: Sequence[Picture], most: int) -> str:
    """What became of one shop's pictures, in a sentence."""
    try:
        return shop.fetch(wanted, most)
    except Exception as problem:  # noqa: BLE001  # trouble at one shop must stop no other
        return f"{shop.retailer.name}: no pictures fetched. {problem}"


class Round:
    """One retailer's pictures, asked for under its lock and as politely as its pages."""

    def __init__(self, retailer: Retailer, data: Path, settings: Settings, clock: Clock, turns: Turns) -> None:
        self.retailer, self.data, self.settings, self.clock, self.turns = retailer, data, settings, clock, turns
        self.run = f"{clock():%Y%m%dT%H%M%SZ}-{uuid.uuid4().hex[:6]}"
        self.outcomes: Counter[Outcome] = Counter()
        self.failures_in_a_row = 0

    def fetch(self, wanted: Sequence[Picture], most: int) -> str:
        """Ask for those that are missing, and tell."""
        missing = [picture for picture in wanted if not gallery.has(self.data, picture.name)]
        if not missing:
            return f"{self.retailer.name}: all {len(wanted):,} pictures are kept."
        path = self.data / "log" / "pictures" / f"{self.retailer.slug}.ndjson"
        with (
            locked(self.data, self.retailer.slug),
            closing(Fetcher(self.settings, self.clock)) as fetcher,
            closing(Log(path, self.retailer.slug)) as self.log,
        ):
            fetcher.check(self.retailer.home)
            self.manners = Manners(self.retailer, fetcher, unarchived, self.turns)
            self.manners.closed_until = max(
                filter(None, (self.log.closed_until, self.closed_to_visits())), default=None
            )
            failed = failed_lately(path, self.clock())
            asked = [picture for picture in missing if clean_url(picture.url) not in failed]
            for picture in asked[:most]:
                if self.is_over():
                    break
                self.fetch_one(picture)
            return self.sentence(len(asked), len(missing) - len(asked))

    def closed_to_visits(self) -> datetime | None:
        """Until when the shop, when its pages were last visited, asked us to stay away."""
        path = self.data / "log" / "collect" / f"{self.retailer.slug}.ndjson"
        return closed_until(mend(path)) if path.exists() else None

    def is_over(self) -> bool:
        """Whether the shop, or whoever runs this, has had enough."""
        until = self.manners.closed_until
        return (
            self.turns.stop.is_set()
            or (until is not None and self.clock() < until)
            or self.failures_in_a_row >= self.settings.give_up_after
        )

    def fetch_one(self, picture: Picture) -> None:
        """Ask for one picture, keep it small, and write down what became of it."""
        exchange = self.manners.fetch(Request(url=picture.url, headers=ACCEPT)).exchange
        outcome, detail = exchange.outcome, exchange.detail
        if outcome is None:
            outcome, detail = self.kept(picture, exchange.body)
        self.outcomes[outcome] += 1
        self.failures_in_a_row = self.failures_in_a_row + 1 if outcome in SHUT else 0
        until = self.manners.closed_until
        self.log.write(
            "picture",
            run=self.run,
            at=exchange.at,
            url=clean_url(picture.url),
            outcome=outcome,
            status=exchange.status,
            seconds=round(exchange.seconds, 4),
            bytes=len(exchange.body),
            closed_until=until.isoformat() if until else None,
            detail=clean_url(detail) if detail else None,
        )

    def kept(self, picture: Picture, body: bytes) -> tuple[Outcome, str | None]:
        """Keep what was fetched, or say why it is no picture."""
        try:
            gallery.keep(self.data, picture.name, small(body))
        except Unreadable as problem:
            return BY_ERROR.get(type(problem), "unreadable"), f"{picture.url}: {problem}"
        return "ok", None

    def sentence(self, asked: int, failed: int) -> str:
        """What became of them."""
        done, kept = sum(self.outcomes.values()), self.outcomes["ok"]
        parts = [f"{kept:,} pictures kept"]
        if done > kept:
            why = ", ".join(f"{n:,} {how.replace('_', ' ')}" for how, n in self.outcomes.most_common() if how != "ok")
            parts.append(f"{done - kept:,} not to be had ({why})")
        if failed:
            parts.append(f"{failed:,} not asked for again yet")
        if asked > done:
            parts.append(f"{asked - done:,} left for the next run")
        return f"{self.retailer.name}: {', '.join(parts)}."


def unarchived(exchange: Exchange) -> Exchange:
    """Pictures are no evidence, and are kept small alone."""
    return exchange


def failed_lately(log: Path, now: datetime) -> set[str]:
    """Addresses whose picture could not be had within the last 30 days."""
    with log.open(encoding="utf-8") as lines:
        facts = [json.loads(line) for line in lines]
    return {
        fact["url"]
        for fact in facts
        if fact["outcome"] not in ("ok", "rate_limited") and now - datetime.fromisoformat(fact["at"]) < ASK_AGAIN
    }
