"""The history of a product's prices, drawn: a line for each offer, and marks for what else was seen."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import streamlit as st

from pricewatch.languages import N_, _, ngettext
from pricewatch.pages import chart_locale
from pricewatch.pages.chart import claimed, points, sales
from pricewatch.pages.markup import sentence
from pricewatch.pages.queries import Past, Row
from pricewatch.pages.words import day, money, pack, plain

Vega = dict[str, Any]
"""A part of a chart as Vega-Lite has it (vega.github.io/vega-lite)."""

X: Vega = {"field": "day", "type": "temporal", "title": None}
X["axis"] = {"format": "%b %Y", "labelOverlap": True, "grid": False, "tickCount": 6}
PRICE = {"field": "price", "type": "quantitative"}
GREY = "#888888"

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
        "lowest": lowest(past),
    }
    drawn = {name: layer for name, layer in layers.items() if layer is not None}
    chart = {"layer": list(drawn.values()), "height": 320, "config": chart_locale.config()}
    st.vega_lite_chart(chart, alt=alternative(history, currency, past))
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


def layer(mark: Vega, rows: Iterable[Vega], **encoding: Any) -> Vega:
    """One kind of mark over some rows. Days become the reader's midnights, since Vega takes bare days for UTC's."""
    values = [{k: f"{v}T00:00:00" if isinstance(v, date) else v for k, v in row.items()} for row in rows]
    return {"mark": {"aria": False, **mark}, "data": {"values": values}, "encoding": encoding}


def prices(history: list[Row], currency: str | None, gap_days: int) -> Vega:
    """A line for each offer, and a dot for each day alone."""
    found = list(points(history, gap_days))
    y = {**PRICE, "title": currency, "scale": {"zero": False, "nice": True}, "axis": {"format": ",.2f", "tickCount": 5}}
    shared = {"x": X, "y": y, "color": color(history), "detail": {"field": "line"}, "tooltip": tips(_("Price"))}
    steps = layer({"type": "line", "interpolate": "step-after", "strokeWidth": 2}, found, **shared)
    dots = layer({"type": "circle", "size": 30, "opacity": 1}, (row for row in found if row["single"]), **shared)
    return {"layer": [steps, dots]}


def color(history: list[Row]) -> Vega:
    """One colour for each shop."""
    legend = {"orient": "top", "columns": 2, "symbolType": "stroke", "labelLimit": 140}
    several = len({row["shop"] for row in history}) > 1
    return {"field": "shop", "type": "nominal", "title": None, "legend": legend if several else None}


def tip(field: str, title: str) -> Vega:
    """One line of what a mark tells."""
    return {"field": field, "type": "nominal", "title": title}


def day_tip() -> Vega:
    """The line with the day."""
    return {"field": "day", "type": "temporal", "title": _("Day"), "format": chart_locale.day_format()}


def price_tip(title: str) -> Vega:
    """The line with the price."""
    return {**PRICE, "title": title, "format": ",.2f"}


def tips(title: str) -> list[Vega]:
    """What a point tells."""
    return [tip("offer", _("Shop")), day_tip(), price_tip(title)]


def was_lines(history: list[Row]) -> Vega | None:
    """What the shops say it was, dashed."""
    if not (found := claimed(history)):
        return None
    mark = {"type": "line", "strokeDash": [5, 4], "strokeWidth": 1.5, "opacity": 0.75}
    told = tips(_("Said to have been"))
    return layer(mark, found, x=X, y=PRICE, color=color(history), detail={"field": "line"}, tooltip=told)


def shades(history: list[Row]) -> Vega | None:
    """The days of claimed reductions."""
    if not (found := sales(history)):
        return None
    mark = {"type": "rect", "opacity": 0.12, "color": GREY, "tooltip": None}
    return layer(mark, ({"day": first, "until": until} for first, until in found), x=X, x2={"field": "until"})


def average(past: Past) -> Vega | None:
    """The average of the daily lowest prices."""
    if past.lows is None:
        return None
    mark = {"type": "rule", "strokeWidth": 1, "opacity": 0.7, "color": GREY}
    told = [price_tip(_("Average of each day's lowest"))]
    return layer(mark, [{"price": past.lows["average"]}], y=PRICE, tooltip=told)


def lowest(past: Past) -> Vega | None:
    """The lowest price, with its day and shop."""
    if (lows := past.lows) is None:
        return None
    point = {"day": lows["lowest_on"], "price": float(lows["lowest"]), "offer": plain(lows["shop"], 40)}
    mark = {"type": "point", "size": 110, "strokeWidth": 2, "color": GREY}
    return layer(mark, [point], x=X, y=PRICE, tooltip=tips(_("Lowest")))


def pack_marks(past: Past) -> Vega | None:
    """Upright lines where the pack changed."""
    if not past.packs:
        return None
    changes = ({"day": row["changed_on"], "change": pack(row), "offer": plain(row["shops"], 100)} for row in past.packs)
    mark = {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 2, "color": "#b0632a"}
    return layer(mark, changes, x=X, tooltip=[tip("change", _("Pack")), day_tip(), tip("offer", _("Shop"))])
