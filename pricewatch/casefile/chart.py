"""The history of a finding's prices on paper: steps, with gaps where nothing is known, and the day of the finding."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from io import BytesIO
from threading import Lock
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
from matplotlib.figure import Figure

from pricewatch.casefile.letters import printable
from pricewatch.evidence import Evidence
from pricewatch.sighted import Row

STYLE: Any = {"svg.hashsalt": "pricewatch", "text.parse_math": False, "font.family": "DejaVu Sans", "font.size": 9}
"""The same chart is the same file, and a dollar sign is no formula."""

SETTINGS = Lock()
"""matplotlib's settings are the whole process's."""

COLOURS = ("#1f5c99", "#8a5a00")
FORMATS = {"svg": {"Date": None, "Creator": None}, "png": {"Software": None}}

Step = tuple[list[Any], list[float]]


def draw(evidence: Evidence, gap_days: int) -> dict[str, bytes]:
    """The chart by file format; what was charged is a line, what was claimed as earlier price is dashed."""
    with SETTINGS, mpl.rc_context(STYLE):
        figure = Figure(figsize=(7.2, 3.4), dpi=150, layout="constrained")
        axes = figure.add_subplot()
        for offer, colour in zip(evidence.offers, COLOURS, strict=False):
            spells = [spell for spell in evidence.spells if spell["offer_id"] == offer["offer_id"]]
            add(axes, spells, "price", gap_days, colour, "-", printable(offer["name"] or offer["sku"], 50))
            add(axes, spells, "was_price", gap_days, colour, "--", "was-price shown")
        finish(axes, evidence)
        return {format_: saved(figure, format_) for format_ in FORMATS}


def add(axes: Axes, spells: Sequence[Row], field: str, gap_days: int, colour: str, style: str, label: str) -> None:
    """One line of steps, each known stretch by itself; the first carries the name."""
    for number, (days, prices) in enumerate(stretches(spells, field, gap_days)):
        name = label if number == 0 else "_"
        axes.step(days, prices, where="post", color=colour, linestyle=style, label=name)
        if days[0] == days[-1]:
            axes.plot(days[:1], prices[:1], marker="o", markersize=3, color=colour)


def stretches(spells: Iterable[Row], field: str, gap_days: int) -> list[Step]:
    """Days and prices of each time that has no gap; a price holds until the next, or until it was last seen."""
    found: list[Step] = []
    until = date.min
    for spell in spells:
        if spell[field] is None:
            until = date.min
            continue
        if until == date.min or spell["seen_from"] - until > timedelta(gap_days):
            found.append(([], []))
        days, prices = found[-1]
        days += [spell["seen_from"], spell["seen_to"]]
        prices += [float(spell[field])] * 2
        until = spell["seen_to"]
    return found


def finish(axes: Axes, evidence: Evidence) -> None:
    """The day of the finding, and what the axes say."""
    axes.axvline(evidence.row["found_on"], color="#555555", linewidth=0.8, linestyle=":", label="day of the finding")
    axes.set_ylabel(printable(evidence.offers[-1]["currency"] or "no currency", 20))
    days = ConciseDateFormatter(AutoDateLocator())  # type: ignore[no-untyped-call]
    axes.xaxis.set_major_formatter(days)
    axes.set_ylim(bottom=0)  # a small change shall look small
    axes.grid(axis="y", linewidth=0.4, alpha=0.5)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, -0.12), ncols=2, frameon=False)


def saved(figure: Figure, format_: str) -> bytes:
    """The figure as a file."""
    file = BytesIO()
    figure.savefig(file, format=format_, metadata=FORMATS[format_])
    return file.getvalue()
