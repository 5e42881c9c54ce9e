"""What is sold in two months alike: one group's prices, the mean move between each two months, and draws of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from pricewatch.indices.formulas import Floats

Counts = NDArray[np.intp]
PRODUCTS_AT_ONCE = 2048
"""So many are drawn together: memory stays small however many there are."""
TIMES = np.repeat(np.arange(9, dtype=np.float32), [24109, 24109, 12055, 4018, 1005, 201, 33, 5, 1])
"""How often something is drawn that is drawn once on average: Poisson's law in 65,536 equal parts."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What an index needs: matched items and sellers; months of a window; draws, and the percent of them within."""

    items: int
    sellers: int
    window: int
    draws: int
    level: float


@dataclass(frozen=True, slots=True)
class Shelf:
    """One group's log prices, a row per series and a column per month; item, product and seller by row, in order."""

    months: pl.Series
    prices: Floats
    item: Counts
    product: Counts
    seller: Counts

    @classmethod
    def of(cls, rows: pl.DataFrame) -> "Shelf":
        """The shelf of `rows`, which stand in order of product, retailer, series and month."""
        columns = rows.select(
            row=pl.struct("product_id", "retailer", "series").rle_id(),
            item=pl.struct("product_id", "retailer").rle_id(),
            product=pl.col("product_id").rle_id(),
            seller=pl.col("retailer").rank("dense"),
            month=pl.col("month").rank("dense") - 1,
        ).to_numpy()
        row, item, of, seller, month = columns.astype(np.intp).T
        months = rows["month"].unique().sort()
        prices = np.full((row[-1] + 1, len(months)), np.nan)
        prices[row, month] = rows["log_price"].to_numpy()
        first = starts(row)
        return cls(months, prices, item[first], of[first], seller[first])

    def within(self, months: NDArray[np.bool_]) -> "Shelf":
        """These months alone, and what was sold in them."""
        prices = self.prices[:, months]
        sold = np.isfinite(prices).any(axis=1)
        kept = self.months.filter(pl.Series(months))
        return Shelf(kept, prices[sold], self.item[sold], self.product[sold], self.seller[sold])

    def parts(self) -> Iterator[slice]:
        """Rows of some products at a time."""
        marks = starts(self.product)[::PRODUCTS_AT_ONCE]
        for begin, end in zip(marks, [*marks[1:], len(self.product)], strict=True):
            yield slice(begin, end)

    def counts(self, seen: NDArray[np.bool_]) -> tuple[Counts, Counts]:
        """Items and sellers seen, by column of `seen`, which has a row per series."""
        begin = starts(self.item)
        items = np.logical_or.reduceat(seen, begin, axis=0)
        sellers = [items[self.seller[begin] == seller].any(axis=0) for seller in np.unique(self.seller)]
        return items.sum(axis=0), np.sum(sellers, axis=0)

    def weights(self) -> Floats:
        """What each price counts, so that an item counts once a month however many offers it has."""
        begin = starts(self.item)
        offers = np.add.reduceat(np.isfinite(self.prices), begin, axis=0, dtype=np.intp)
        return np.repeat(1 / np.maximum(offers, 1), np.diff([*begin, len(self.item)]), axis=0)


def starts(sorted_codes: Counts) -> Counts:
    """Where each run of equal codes begins."""
    return np.flatnonzero(np.diff(sorted_codes, prepend=sorted_codes[0] - 1))


class Matched:
    """What is sold in both of two months, for every two months of a window: mean moves, and draws of them."""

    def __init__(self, shelf: Shelf, terms: Terms, seed: int) -> None:
        self.size = len(shelf.months)
        first, second = np.triu_indices(self.size, 1)
        near = second - first < terms.window
        self.first, self.second = first[near], second[near]
        self.total, self.items = np.zeros(len(self.first)), np.zeros(len(self.first), np.intp)
        self.drawn_total, self.drawn_items = np.zeros((2, terms.draws, len(self.first)))
        self.met = {seller: np.zeros(len(self.first), bool) for seller in np.unique(shelf.seller)}
        chance = np.random.default_rng(seed)
        for part in shelf.parts():
            self.add(shelf, part, chance)
        self.sellers = np.sum(list(self.met.values()), axis=0)
        self.enough = (self.items >= terms.items) & (self.sellers >= terms.sellers)

    def add(self, shelf: Shelf, part: slice, chance: np.random.Generator) -> None:
        """Some more products. An item moves as its offers do on average; a product is drawn with all its sellers."""
        begin = starts(shelf.item[part])
        moves = shelf.prices[part][:, self.second] - shelf.prices[part][:, self.first]
        seen = np.isfinite(moves)
        offers = np.add.reduceat(seen, begin, axis=0, dtype=np.intp)
        means = np.add.reduceat(np.where(seen, moves, 0), begin, axis=0) / np.maximum(offers, 1)
        matched = offers > 0
        self.total += means.sum(axis=0)
        self.items += matched.sum(axis=0)
        sellers = shelf.seller[part][begin]
        for seller in np.unique(sellers):
            self.met[seller] |= matched[sellers == seller].any(axis=0)
        products = starts(shelf.product[part][begin])
        times = TIMES[chance.integers(0, len(TIMES), (len(self.drawn_total), len(products)), dtype=np.uint16)]
        self.drawn_total += times @ np.add.reduceat(means, products, axis=0, dtype=np.float32)
        self.drawn_items += times @ np.add.reduceat(matched, products, axis=0, dtype=np.float32)

    def moves(self) -> Floats:
        """The mean moves; NaN where too little was sold in both months."""
        return self.square(np.where(self.enough, self.mean, np.nan))

    def drawn_moves(self) -> Floats:
        """The same for each draw."""
        drawn = np.where(self.drawn_items > 0, self.drawn_total / np.maximum(self.drawn_items, 1), self.mean)
        return self.square(np.where(self.enough, drawn, np.nan))

    @property
    def mean(self) -> Floats:
        """The mean move of each pair of months, however few items it is of."""
        return self.total / np.maximum(self.items, 1)

    def square(self, values: Floats) -> Floats:
        """Values of pairs of months as a table, months by months; back is forth with the other sign."""
        table = np.full((*values.shape[:-1], self.size, self.size), np.nan)
        table[..., self.first, self.second] = values
        table[..., self.second, self.first] = -values
        table[..., np.arange(self.size), np.arange(self.size)] = 0
        return table

    def links(self) -> tuple[Counts, Counts]:
        """Items and sellers matched with the month before; those of the first month, with the next."""
        beside = np.flatnonzero(self.second - self.first == 1)
        beside = np.concatenate([beside[:1], beside])
        return self.items[beside], self.sellers[beside]
