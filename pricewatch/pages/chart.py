"""The history of a product's prices as a chart has it: steps, with gaps where nothing is known."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

import polars as pl

from pricewatch.exports import guard
from pricewatch.pages.queries import Row
from pricewatch.pages.words import plain

Point = dict[str, object]


def place_of(row: Row) -> str:
    """An offer's shop, and what tells it from the shop's other offers."""
    return ", ".join(plain(row[part], 60) for part in ("shop", "store", "seller", "variant") if row[part])


def within(history: Iterable[Row], since: date | None) -> list[Row]:
    """The spells since a day; one that had begun before begins on it."""
    if since is None:
        return list(history)
    return [{**row, "seen_from": max(row["seen_from"], since)} for row in history if row["seen_to"] >= since]


def points(history: Iterable[Row], gap_days: int) -> Iterator[Point]:
    """The ends of every spell; a point without a price where an offer was unseen for longer than `gap_days`.

    A price holds until the next one where the gap between is short, else until the day on which it was last seen.
    """
    for _, spells in groupby(history, key=lambda row: row["offer_id"]):
        before: Row | None = None
        for spell in spells:
            if before is not None and (spell["seen_from"] - before["seen_to"]).days > gap_days:
                yield point(spell, before["seen_to"] + timedelta(days=1), empty=True)
            yield point(spell, spell["seen_from"], single=spell["seen_from"] == spell["seen_to"])
            yield point(spell, spell["seen_to"])
            before = spell


def point(spell: Row, on: date, *, empty: bool = False, single: bool = False) -> Point:
    """One point of a line. A float, since charts draw decimals a hundred times too high."""
    price = None if empty else float(spell["price"])
    return {"line": str(spell["offer_id"]), "shop": plain(spell["shop"], 40), "offer": place_of(spell)} | {
        "day": on,
        "price": price,
        "single": single,
    }


def claimed(history: Iterable[Row]) -> list[Point]:
    """Both ends of every spell's was-price, each a line of its own."""
    spells = [row for row in history if row.get("was_price") is not None]
    return [
        {"line": str(place), "shop": plain(row["shop"], 40), "offer": place_of(row)}
        | {"day": on, "price": float(row["was_price"])}
        for place, row in enumerate(spells)
        for on in (row["seen_from"], row["seen_to"] + timedelta(days=1))
    ]


def sales(history: Iterable[Row]) -> list[tuple[date, date]]:
    """The days on which some shop claimed a reduction, as stretches that do not overlap; the end is the day after.

    >>> spell = {"was_price": 2, "seen_from": date(2026, 1, 1), "seen_to": date(2026, 1, 3)}
    >>> sales([spell, {**spell, "seen_from": date(2026, 1, 4), "seen_to": date(2026, 1, 5)}])
    [(datetime.date(2026, 1, 1), datetime.date(2026, 1, 6))]
    """
    found: list[tuple[date, date]] = []
    claiming = sorted((row["seen_from"], row["seen_to"]) for row in history if row.get("was_price") is not None)
    for first, last in claiming:
        until = last + timedelta(days=1)
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((first, until))
    return found


def csv_of(history: Iterable[Row], currency: str | None) -> str:
    """The spells of the chart as CSV, one line each."""
    columns = ("shop", "store", "seller", "variant")
    lines = [
        {name: guard(row[name] or "") for name in columns}
        | {name: str(row[name] if row[name] is not None else "") for name in ("seen_from", "seen_to", "price")}
        | {"was_price": str(row["was_price"] or ""), "currency": currency or ""}
        for row in history
    ]
    return pl.DataFrame(lines).write_csv()
