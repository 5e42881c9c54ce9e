"""The history of a product's prices, drawn as steps, with gaps where nothing is known."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby

import altair as alt
import polars as pl
import streamlit as st

from pricewatch.pages.queries import Row
from pricewatch.pages.words import day, plain

Point = dict[str, object]


def place_of(row: Row) -> str:
    """An offer's shop, and what tells it from the shop's other offers."""
    return ", ".join(plain(row[part], 60) for part in ("shop", "store", "seller", "variant") if row[part])


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


def draw(history: list[Row], currency: str | None, gap_days: int) -> None:
    """The chart, by shop; single days are dots."""
    frame = pl.DataFrame(
        list(points(history, gap_days)),
        schema={
            "line": pl.String,
            "shop": pl.String,
            "offer": pl.String,
            "day": pl.Date,
            "price": pl.Float64,
            "single": pl.Boolean,
        },
    )
    shops = frame["shop"].n_unique()
    base = alt.Chart(frame).encode(
        x=alt.X("day:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=6)),
        y=alt.Y(
            "price:Q", title=currency, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(format=",.2f", tickCount=5)
        ),
        color=alt.Color(
            "shop:N",
            title=None,
            legend=alt.Legend(orient="top", columns=2, symbolType="stroke", labelLimit=140) if shops > 1 else None,
        ),
        detail="line:N",
        tooltip=[
            alt.Tooltip("offer:N", title="Shop"),
            alt.Tooltip("day:T", title="Day", format="%-d %b %Y"),
            alt.Tooltip("price:Q", title="Price", format=",.2f"),
        ],
    )
    steps = base.mark_line(interpolate="step-after", strokeWidth=2, aria=False)
    dots = base.mark_circle(size=30, opacity=1, aria=False).transform_filter("datum.single")
    first, last = min(row["seen_from"] for row in history), max(row["seen_to"] for row in history)
    st.altair_chart(
        (steps + dots).properties(height=320),
        alt=f"Prices at {shops} shops from {day(first)} to {day(last)}; the table above has those of today.",
    )
