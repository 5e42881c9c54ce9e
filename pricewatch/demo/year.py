"""A year on the demo street: collected day by day over HTTP, built, and shown."""

import itertools
import shutil
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from pricewatch.build import Built, build
from pricewatch.collect.pictures import fetch_all
from pricewatch.collect.run import Collector, Settings
from pricewatch.demo.street import Street
from pricewatch.demo.world import World, draw
from pricewatch.recognise import all_scrapers
from pricewatch.retailer import load_retailers
from pricewatch.serve import show

Say = Callable[[str], object]

VISIT_HOUR = 5
"""Every visit begins at this hour, UTC."""

TRY = """Three things to try:
  1. Search 'coffee' and open one: what it costs in all at each shop, and what each shop calls it.
  2. Open Hikes: who raised prices above a whole quarter, and whether the others did the same.
  3. Search 'mattress' and open one with a claimed reduction: what it cost in the 30 days before."""


class StreetClock:
    """A collector's clock on the street: a new second at every look, from the visiting hour of the day on.

    Each shop has its own, so that its robots.txt, fetched at the same second, is a day old and not older the day after.
    """

    def __init__(self, day: date) -> None:
        self.day = day

    @property
    def day(self) -> date:
        """The day that the clock shows."""
        return self._morning.date()

    @day.setter
    def day(self, day: date) -> None:
        self._morning = datetime(day.year, day.month, day.day, VISIT_HOUR, tzinfo=UTC)
        self._ticks = itertools.count()

    def __call__(self) -> datetime:
        return self._morning + timedelta(seconds=next(self._ticks))


def run_demo(data: Path, *, seed: int | None, port: int | None, say: Say) -> None:
    """Collect a street's year into `data` anew, build it, and serve the app on `port` (None: do not)."""
    world = draw(seed)
    began = time.monotonic()
    with Street(world) as street:
        prepare(data, world, street)
        say(f"The demo street is open: {', '.join(world.shops)}. All of it is invented.")
        pages = collect_days(data, street, world.days)
        say(f"Collected {len(world.days)} days in {time.monotonic() - began:.0f} s with {pages:,} requests.")
        built = build_year(data, world)
        fetch_all(data, settings=settings_of(data))
        tables = ", ".join(
            f"{name} {built.tables[name]:,}" for name in ("offers", "price_spells", "hikes", "was_claims")
        )
        say(f"Built, and pictures fetched, in {time.monotonic() - began:.0f} s in all: {tables}.")
        if port is not None:
            say(TRY)
            show(data, port)


def prepare(data: Path, world: World, street: Street) -> None:
    """An empty demo folder with the street's retailers and owners; only what a demo wrote is ever removed."""
    for name in ("captures", "listings", "log", "generations", "pictures"):
        shutil.rmtree(data / name, ignore_errors=True)
    (data / "current.duckdb").unlink(missing_ok=True)
    data.mkdir(parents=True, exist_ok=True)
    (data / "retailers.toml").write_text(street.retailers_toml(), encoding="utf-8")
    world.write_owners(data / "owners.csv")
    world.write_truth(data / "truth.csv")


def build_year(data: Path, world: World) -> Built:
    """Build as on the evening of the street's last day."""
    last = world.days[-1]
    return build(data, now=datetime(last.year, last.month, last.day, 20, tzinfo=UTC))


def settings_of(data: Path) -> Settings:
    """What lets us visit the street, which is on this machine."""
    return Settings(allow_hosts=frozenset(urlsplit(shop.home).netloc for shop in load_retailers(data).values()))


def collect_days(data: Path, street: Street, days: Iterable[date]) -> int:
    """Visit every shop on each of the days; how many requests that took."""
    retailers = load_retailers(data)
    settings = settings_of(data)
    clocks, pages = {slug: StreetClock(street.day) for slug in retailers}, 0
    with ExitStack() as opened, ThreadPoolExecutor(len(retailers)) as visitors:
        collectors = [
            opened.enter_context(
                Collector(
                    retailer,
                    data=data,
                    scraper=all_scrapers()[retailer.scraper or ""],
                    settings=settings,
                    clock=clocks[slug],
                )
            )
            for slug, retailer in retailers.items()
        ]
        for day in days:
            street.day = day
            for clock in clocks.values():
                clock.day = day
            pages += sum(sum(summary.pages.values()) for summary in visitors.map(Collector.visit, collectors))
    return pages
