"""The pages speak every language of the catalogues, wholly, and write numbers and days as it does."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import read_po

from pricewatch import languages
from pricewatch.pages import words
from pricewatch.serve import APP

KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2), "count": (2, 3)}
TRANSLATED = sorted(set(languages.LANGUAGES) - {"en"})


@cache
def texts() -> set[str | tuple[str, ...]]:
    """All that the pages say, as the code says it."""
    pages = (found[2] for found in extract_from_dir(APP.parent / "pricewatch" / "pages", keywords=KEYWORDS))
    return {*pages, *(found[1] for found in extract_from_file("python", APP, keywords=KEYWORDS))}


@cache
def catalogue(language: str) -> Catalog:
    with (languages.FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def names(text: str) -> list[str]:
    """The values that a text has places for."""
    return sorted(re.findall(r"{[^}]*}", text))


@pytest.fixture
def german():
    with languages.speaking("de"):
        yield


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_of_the_pages_is_translated(language):
    known = {message.id for message in catalogue(language) if message.id and all(map(bool, strings(message)))}
    assert sorted(map(str, texts() - known)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_has_a_place_for_every_value(language):
    wrong = [
        message.id
        for message in catalogue(language)
        for string in strings(message)
        if message.id and names(string) != names(message.id if isinstance(message.id, str) else message.id[-1])
    ]
    assert wrong == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_catalogue_is_cut_short_or_guessed(language):
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]
    assert not catalogue(language).obsolete
    assert sorted(str(message.id) for message in catalogue(language) if message.id and message.id not in texts()) == []


def strings(message) -> tuple[str, ...]:
    """A message's translations: one, or one for each number."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string)


def test_numbers_and_days_are_written_as_the_language_does(german):
    assert words.money(Decimal("1499"), "EUR") == "1.499,00 EUR"
    assert words.percent(-4.04) == "−4,0 %"
    assert words.day(date(2026, 10, 2)) == "02.10.2026"
    assert words.moment(datetime(2026, 10, 2, 9, 5, tzinfo=UTC)) == "02.10.2026, 09:05 UTC"


def test_english_is_as_written():
    assert languages.catalogue("en").gettext("Compare") == "Compare"
    assert words.money(Decimal("1499"), "EUR") == "1,499.00 EUR"
