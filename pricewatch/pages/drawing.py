"""The history of a product's prices, drawn: a line for each offer, and marks for what else was seen."""

from typing import Any

import altair as alt
import polars as pl
import streamlit as st

from pricewatch.languages import N_, _, ngettext
from pricewatch.pages import chart_locale
from pricewatch.pages.chart import claimed, points, sales
from pricewatch.pages.markup import sentence
from pricewatch.pages.queries import Past, Row
from pricewatch.pages.words import day, money, pack, plain

KEY = {
    "was": N_("dashed: the price that the shop says it was before"),
    "sale": N_("shaded: days on which a shop showed such a price"),
    "average": N_("fine line: the average of each day's lowest price"),
    "lowest": N_("ring: the lowest price"),
    "pack": N_("upright line: the pack changed"),
}
"""What the marks mean."""


def draw(history: list[Row], currency: str | None, gap_days: int, past: Past) -> None:
    """The chart, by shop; single days are dots. What its marks mean stands below it."""
    layers = {
        "sale": shades(history),
        "was": was_lines(history),
        "average": average(past),
        "": prices(history, currency, gap_days),
        "pack": pack_marks(past),
        "lowest": lowest(past, currency),
    }
    drawn = {name: layer for name, layer in layers.items() if layer is not None}
    chart = alt.layer(*drawn.values()).properties(height=320, config=chart_locale.config())
    st.altair_chart(chart, alt=alternative(history, currency, past))
    meant = "; ".join(_(meaning) for name, meaning in KEY.items() if name in drawn)
    sentence(f"{meant[:1].upper()}{meant[1:]}.", "note")


def alternative(history: list[Row], currency: str | None, past: Past) -> str:
    """The chart in words."""
    first, last = min(row["seen_from"] for row in history), max(row["seen_to"] for row in history)
    shops = len({row["shop"] for row in history})
    told = ngettext(
        "Prices at {shops} shop from {first} to {last}; the table below has those of today.",
        "Prices at {shops} shops from {first} to {last}; the table below has those of today.",
        shops,
    ).format(shops=shops, first=day(first), last=day(last))
    return f"{told} {lowest_told(past.lows, currency)}" if past.lows else told


def lowest_told(lows: Row, currency: str | None) -> str:
    """The lowest price, when and where it was, and the average."""
    told = _("Lowest: {lowest}, last on {day} at {shop}. Average of each day's lowest: {average}.")
    lowest, average = money(lows["lowest"], currency), money(lows["average"], currency)
    return told.format(lowest=lowest, day=day(lows["lowest_on"]), shop=plain(lows["shop"], 40), average=average)


def x_of(name: str = "day") -> alt.X:
    """The axis of days."""
    return alt.X(f"{name}:T", title=None, axis=alt.Axis(format="%b %Y", labelOverlap=True, grid=False, tickCount=6))


def prices(history: list[Row], currency: str | None, gap_days: int) -> Any:
    """A line for each offer."""
    schema = {"line": pl.String, "shop": pl.String, "offer": pl.String, "day": pl.Date, "price": pl.Float64}
    frame = pl.DataFrame(list(points(history, gap_days)), schema={**schema, "single": pl.Boolean})
    base = alt.Chart(frame).encode(
        x=x_of(),
        y=alt.Y(
            "price:Q", title=currency, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(format=",.2f", tickCount=5)
        ),
        color=color(frame["shop"].n_unique()),
        detail="line:N",
        tooltip=tips(_("Price")),
    )
    steps = base.mark_line(aria=False, interpolate="step-after", strokeWidth=2)
    return steps + base.mark_circle(aria=False, size=30, opacity=1).transform_filter("datum.single")


def color(shops: int) -> alt.Color:
    """One colour for each shop."""
    legend = alt.Legend(orient="top", columns=2, symbolType="stroke", labelLimit=140) if shops > 1 else None
    return alt.Color("shop:N", title=None, legend=legend)


def tips(title: str) -> list[alt.Tooltip]:
    """What a point tells."""
    return [
        alt.Tooltip("offer:N", title=_("Shop")),
        alt.Tooltip("day:T", title=_("Day"), format=chart_locale.day_format()),
        alt.Tooltip("price:Q", title=title, format=",.2f"),
    ]


def was_lines(history: list[Row]) -> Any:
    """What the shops say it was, dashed."""
    if not (found := claimed(history)):
        return None
    shops = len({row["shop"] for row in history})
    return (
        alt.Chart(pl.DataFrame(found))
        .mark_line(aria=False, strokeDash=[5, 4], strokeWidth=1.5, opacity=0.75)
        .encode(x=x_of(), y="price:Q", color=color(shops), detail="line:N", tooltip=tips(_("Said to have been")))
    )


def shades(history: list[Row]) -> Any:
    """The days of claimed reductions."""
    if not (found := sales(history)):
        return None
    frame = pl.DataFrame(found, schema={"day": pl.Date, "until": pl.Date}, orient="row")
    marks = alt.Chart(frame).mark_rect(aria=False, opacity=0.12, color="#888888", tooltip=None)
    return marks.encode(x=x_of(), x2="until:T")


def average(past: Past) -> Any:
    """The average of the daily lowest prices."""
    if past.lows is None:
        return None
    frame = pl.DataFrame({"price": [past.lows["average"]]})
    tip = alt.Tooltip("price:Q", title=_("Average of each day's lowest"), format=",.2f")
    return (
        alt.Chart(frame)
        .mark_rule(aria=False, strokeWidth=1, opacity=0.7, color="#888888")
        .encode(y="price:Q", tooltip=[tip])
    )


def lowest(past: Past, currency: str | None) -> Any:
    """The lowest price, with its day and shop."""
    if past.lows is None:
        return None
    lows = past.lows
    frame = pl.DataFrame(
        {
            "day": [lows["lowest_on"]],
            "price": [float(lows["lowest"])],
            "offer": [plain(lows["shop"], 40)],
        }
    )
    return (
        alt.Chart(frame)
        .mark_point(aria=False, size=110, strokeWidth=2, color="#888888")
        .encode(x=x_of(), y="price:Q", tooltip=tips(_("Lowest")))
    )


def pack_marks(past: Past) -> Any:
    """Upright lines where the pack changed."""
    if not past.packs:
        return None
    frame = pl.DataFrame(
        {
            "day": [row["changed_on"] for row in past.packs],
            "change": [pack(row) for row in past.packs],
            "offer": [plain(row["shops"], 100) for row in past.packs],
        }
    )
    tip = [
        alt.Tooltip("change:N", title=_("Pack")),
        alt.Tooltip("day:T", title=_("Day"), format=chart_locale.day_format()),
        alt.Tooltip("offer:N", title=_("Shop")),
    ]
    return (
        alt.Chart(frame)
        .mark_rule(aria=False, strokeDash=[2, 3], strokeWidth=2, color="#b0632a")
        .encode(x=x_of(), tooltip=tip)
    )
