"""How charts write numbers and days: Vega's locale (that of d3), made of Babel's data."""

from typing import Any

from babel import Locale

from pricewatch.languages import locale

DAYS = {"en": "%-d %b %Y", "de": "%d.%m.%Y"}
"""A day as d3 writes it, by language."""


def day_format() -> str:
    """A day, as the page writes it."""
    return DAYS[locale().language]


def config() -> dict[str, Any]:
    """What a chart is told of the language spoken; nothing of English, which is Vega's own."""
    spoken = locale()
    if spoken.language == "en":
        return {}
    return {"locale": {"number": numbers(spoken), "time": times(spoken)}}


def numbers(spoken: Locale) -> dict[str, Any]:
    """A language's decimals and groups of digits."""
    symbols = spoken.number_symbols["latn"]
    return {"decimal": symbols["decimal"], "thousands": symbols["group"], "grouping": [3], "currency": ["", ""]}


def times(spoken: Locale) -> dict[str, Any]:
    """A language's days and months; the week of d3 begins on Sunday."""
    day, names = day_format(), {}
    for width, days, months in (("wide", "days", "months"), ("abbreviated", "shortDays", "shortMonths")):
        names[days] = [spoken.days["format"][width][(place + 6) % 7] for place in range(7)]
        names[months] = [spoken.months["format"][width][place + 1] for place in range(12)]
    return {"dateTime": f"{day}, %H:%M:%S", "date": day, "time": "%H:%M:%S", "periods": ["AM", "PM"], **names}
