"""Two years of invented weekly prices with sales, ordinary changes, market shocks, and hikes put in by hand."""

from dataclasses import dataclass

import numpy as np
import polars as pl

FIRST_DAY = np.datetime64("2024-01-01")
SHOPS = 5


@dataclass(frozen=True, slots=True)
class Year:
    """`prices`: series x weeks, as posted; `hiked_in`: the week of a series' hike; `test`: the weeks judged."""

    prices: np.ndarray
    hiked_in: dict[int, int]
    test: range

    def listings(self) -> pl.DataFrame:
        """One row per series and week: five shops sell each product, ten products make a category."""
        series, weeks = self.prices.shape
        at = np.repeat(np.arange(series), weeks)
        product = at // SHOPS
        return pl.DataFrame(
            {
                "retailer": at % SHOPS,
                "product": product,
                "category": product // 10,
                "series": at,
                "seen_on": np.tile(FIRST_DAY + 7 * np.arange(weeks), series),
                "price": self.prices.ravel(),
            }
        )


def regular_prices(rng: np.random.Generator, series: int, weeks: int, hiked_in: dict[int, int]) -> np.ndarray:
    """Regular prices that change as the euro area's do: 8.5 % a month, two in three upwards, 10 % of them by over 20 %.

    What was just raised by hand is left alone for six weeks.
    """
    changes = rng.random((series, weeks)) < 1 - (1 - 0.085) ** (7 / 30.4)
    for row, week in hiked_in.items():
        changes[row, week : week + 6] = False
    sizes = np.exp(rng.normal(np.log(np.where(up := rng.random((series, weeks)) < 2 / 3, 0.067, 0.087)), 0.85))
    steps = np.where(up, np.log1p(sizes), -np.log1p(np.minimum(sizes, 1)))
    start = np.log(rng.lognormal(1.5, 0.7, (series, 1)))
    return start + np.cumsum(np.where(changes, steps, 0), axis=1)


def shock(rng: np.random.Generator, logs: np.ndarray, test: range, share: float = 0.25) -> None:
    """In a quarter of the categories every shop's prices rise by 12 %, within four weeks of one another."""
    series, weeks = logs.shape
    categories = series // (SHOPS * 10)
    for category in rng.choice(categories, max(1, int(share * categories)), replace=False):
        members = np.arange(category * SHOPS * 10, (category + 1) * SHOPS * 10)
        starts = rng.integers(test.start, test.stop - 4) + rng.integers(0, 4, members.size)
        logs[members] += np.where(np.arange(weeks) >= starts[:, None], np.log(1.12), 0)


def discounts(rng: np.random.Generator, series: int, weeks: int) -> np.ndarray:
    """A sale begins in 5 % of the weeks without one, lasts one to three weeks, and takes 10 to 40 % off."""
    factor = np.ones((series, weeks))
    for row, week in zip(*np.nonzero(rng.random((series, weeks)) < 0.05), strict=True):
        if factor[row, week] == 1:
            factor[row, week : week + rng.integers(1, 4)] = 1 - rng.uniform(0.1, 0.4)
    return factor


def injected(seed: int, *, series: int = 2000, weeks: int = 104, hikes: int = 60) -> Year:
    """The simulation of the method: in the last 24 weeks but six, some series rise by 20 to 45 % at one shop alone."""
    rng = np.random.default_rng(seed)
    test = range(weeks - 30, weeks - 6)
    hiked_in = {int(row): int(rng.integers(test.start, test.stop)) for row in rng.choice(series, hikes, replace=False)}
    logs = regular_prices(rng, series, weeks, hiked_in)
    shock(rng, logs, test)
    for row, week in hiked_in.items():
        logs[row, week:] += np.log(rng.uniform(1.20, 1.45))
    return Year(np.maximum(np.round(np.exp(logs) * discounts(rng, series, weeks), 2), 0.05), hiked_in, test)
