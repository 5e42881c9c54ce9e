"""Charts write numbers and days as the page around them does."""

from datetime import date

import pytest

from pricewatch.languages import LANGUAGES, spoken
from pricewatch.pages import chart_locale, words


@pytest.fixture(params=LANGUAGES)
def language(request):
    token = spoken.set(request.param)
    yield request.param
    spoken.reset(token)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_written_alike_in_charts_and_beside_them(language, month):
    when = date(2026, month, 2)
    written = when.strftime(chart_locale.day_format().replace("%b", "{month}"))
    names = chart_locale.config().get("locale", {}).get("time", {}).get("shortMonths")
    assert written.format(month=names[month - 1] if names else f"{when:%b}") == words.day(when)


def test_a_chart_of_english_is_told_nothing_and_others_their_numbers_and_days(language):
    told = chart_locale.config()
    if language == "en":
        assert told == {}
        return
    number, time = told["locale"]["number"], told["locale"]["time"]
    assert f"1{number['thousands']}234{number['decimal']}50" == words.amount(1234.5)
    assert [len(time[name]) for name in ("days", "shortDays", "months", "shortMonths")] == [7, 7, 12, 12]


def test_the_week_of_a_chart_begins_on_sunday():
    token = spoken.set("de")
    assert chart_locale.config()["locale"]["time"]["days"][:2] == ["Sonntag", "Montag"]
    spoken.reset(token)
