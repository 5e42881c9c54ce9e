"""Indices within a build: the months of `index_items` to one row per group, method and month, for `indices`."""

import zlib
from dataclasses import replace
from itertools import product
from typing import Any

import duckdb
import numpy as np
import polars as pl
from scipy.special import ndtri

from pricewatch.indices.formulas import Floats, chained, reached, spliced, time_product_dummy
from pricewatch.indices.matched import Counts, Matched, Shelf, Terms, starts

ITEMS = """
    select
        country, currency, retailer, category, product_id, month, log_price,
        concat_ws('|', offer_id, price_per, series) as series
    from index_items
    where not is_dump
    order by product_id, retailer, offer_id, price_per, series, month
"""
SCHEMA = dict.fromkeys(("country", "currency", "retailer", "category", "method"), pl.String) | {
    "month": pl.Date, "value": pl.Float64, "low": pl.Float64, "high": pl.Float64, "standard_error": pl.Float64,
    "items": pl.Int64, "sellers": pl.Int64, "drift": pl.Float64,
}  # fmt: skip
LASTING = 2
"""An item seen in fewer months says nothing of change."""


def indices(con: duckdb.DuckDBPyConnection) -> pl.DataFrame:
    """Every index of every group in which anything is matched; what is not known is null."""

    def number(name: str) -> float:
        return float(con.execute("select parameter(?)", [name]).fetchall()[0][0])

    pooled = Terms(
        items=int(number("index_items")),
        sellers=int(number("index_sellers")),
        window=int(number("index_window")),
        draws=int(number("index_draws")),
        level=number("index_level"),
    )
    rows, found = con.sql(ITEMS).pl(), []
    for retailer, category in product(("retailer", None), ("category", None)):
        terms = replace(pooled, sellers=1) if retailer else pooled
        by = ["country", "currency", *(name for name in (retailer, category) if name)]
        known = rows.filter(pl.col(category).is_not_null()) if category else rows
        for key, group in known.group_by(by, maintain_order=True):
            found += of_group(group, terms, dict(zip(by, key, strict=True)))
    frame = pl.DataFrame(found, schema=SCHEMA, orient="row")
    return frame.with_columns(pl.col(pl.Float64).round(6).fill_nan(None))


def of_group(rows: pl.DataFrame, terms: Terms, place: dict[str, Any]) -> list[dict[str, Any]]:
    """The three indices of a group; the first month with enough items and sellers is 100."""
    shelf = Shelf.of(rows)
    items, sellers = shelf.counts(np.isfinite(shelf.prices))
    shelf = shelf.within((items >= terms.items) & (sellers >= terms.sellers))
    if len(shelf.months) < LASTING:
        return []
    matched = Matched(shelf, terms, zlib.crc32(repr(place).encode()))
    moves, drawn = matched.moves(), matched.drawn_moves()
    months = np.isfinite(shelf.prices)
    lasting = shelf.counts(months & (months.sum(axis=1, keepdims=True) >= LASTING))
    dummies, errors = linked_dummies(shelf, moves)
    spread = ndtri(0.5 + terms.level / 200) * errors

    def told(method: str, index: Floats, low: Floats, high: Floats, counts: tuple[Counts, Counts]) -> pl.DataFrame:
        columns = {
            "month": shelf.months, "value": 100 * np.exp(index), "low": 100 * np.exp(low), "high": 100 * np.exp(high),
            "items": counts[0], "sellers": counts[1], "drift": 100 * np.expm1(index - moves[0]),
        }  # fmt: skip
        return pl.DataFrame(columns).with_columns(method=pl.lit(method))

    def drawn_between(index: Floats) -> tuple[Floats, Floats]:
        low, high = np.percentile(index, [50 - terms.level / 2, 50 + terms.level / 2], axis=0)
        return low, high

    tables = [
        told("jevons", chained(moves), *drawn_between(chained(drawn)), matched.links()),
        told("geks_jevons", spliced(moves, terms.window), *drawn_between(spliced(drawn, terms.window)), lasting),
        told("time_product_dummy", dummies, dummies - spread, dummies + spread, lasting).with_columns(
            standard_error=100 * np.exp(dummies) * errors
        ),
    ]
    return [place | row for row in pl.concat(tables, how="diagonal").to_dicts()]


def linked_dummies(shelf: Shelf, moves: Floats) -> tuple[Floats, Floats]:
    """The time-product dummy index of the months that are linked with the first, and its standard errors."""
    linked = reached(np.isfinite(moves))
    shelf = shelf.within(linked)
    index, errors = np.full((2, len(linked)), np.nan)
    if linked.sum() >= LASTING:
        index[linked], errors[linked] = time_product_dummy(shelf.prices, shelf.weights(), starts(shelf.product))
    return index, errors
