"""Many shops side by side: one broken shop never stops the others."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from pricewatch.collect.collector import Collector
from pricewatch.collect.settings import Clock, Settings, load_settings, real_time
from pricewatch.collect.turns import Turns
from pricewatch.collect.visit import Summary
from pricewatch.errors import BadInput, PricewatchError
from pricewatch.recognise import all_scrapers
from pricewatch.retailer import Retailer, find_retailer, load_retailers

__all__ = ["Collector", "Settings", "Summary", "collect"]

MAX_SHOPS_AT_ONCE = 128
"""Threads that mostly wait for their shop's pace."""


def collect(
    data: Path,
    slugs: Sequence[str] = (),
    *,
    settings: Settings | None = None,
    clock: Clock = real_time,
) -> list[Summary]:
    """Visit retailers side by side, in the order of the summaries: the named ones, else all that have a scraper.

    A shop that fails has a summary that says so, and stops no other. Raises UnknownRetailer before any is visited.
    """
    retailers = [find_retailer(slug, data) for slug in dict.fromkeys(slugs)] or [
        retailer for retailer in load_retailers(data).values() if retailer.scraper
    ]
    settings = settings or load_settings(data)
    turns = Turns()
    with ThreadPoolExecutor(max_workers=max(1, min(len(retailers), MAX_SHOPS_AT_ONCE))) as pool:
        visits = [pool.submit(visit_once, retailer, data, settings, clock, turns) for retailer in retailers]
        try:
            return [summary_of(retailer, visit) for retailer, visit in zip(retailers, visits, strict=True)]
        except BaseException:
            turns.stop.set()
            raise


def visit_once(retailer: Retailer, data: Path, settings: Settings, clock: Clock, turns: Turns) -> Summary:
    """One visit of one retailer."""
    scraper = all_scrapers().get(retailer.scraper or "")
    if scraper is None:
        raise BadInput(
            f"[{retailer.slug}] names the scraper {retailer.scraper!r}; write one of "
            f"{', '.join(all_scrapers())} into its entry in retailers.toml."
        )
    with Collector(retailer, data=data, scraper=scraper, settings=settings, clock=clock, turns=turns) as collector:
        return collector.visit()


def summary_of(retailer: Retailer, visit: "Future[Summary]") -> Summary:
    """The visit's summary, or one that says why there was no visit."""
    problem = visit.exception()
    if problem is None:
        return visit.result()
    known = isinstance(problem, PricewatchError)
    sentence = f"{retailer.name}: failed. {problem if known else f'{type(problem).__name__}: {problem}'}"
    return Summary(retailer=retailer.slug, run=None, outcome="failed", sentence=sentence)
