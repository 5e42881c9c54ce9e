"""The languages that the pages speak: English as written in the code, the others by the catalogues in `locale/`.

`spoken` is set once for each run of a page. Texts that a page says are written `_("...")`, or `ngettext(...)` where a
number decides; a text kept in a constant is marked by `N_("...")` and said by `_(CONSTANT)`. Values come in by
`.format`, never by an f-string, so that a translation may move them. tests/test_languages.py holds every catalogue
to every text.
"""

import functools
import gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from babel import Locale
from babel.core import negotiate_locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).resolve().parent / "locale"
LANGUAGES = {"en": "English", "de": "Deutsch"}
"""Each language by its code, named as its speakers name it."""
LOCALES = {"en": Locale("en"), "de": Locale("de", "DE")}
"""How each writes numbers and days."""

spoken: ContextVar[str] = ContextVar("spoken", default="en")


def preferred(asked: str | None, accepted: str) -> str:
    """The language asked for by its code, else the first that a browser's Accept-Language (RFC 9110, 12.5.4) names.

    >>> preferred("de", "en"), preferred(None, "fr, de-AT;q=0.8, en;q=0.9"), preferred("xx", "q=;,")
    ('de', 'en', 'en')
    """
    if asked in LANGUAGES:
        return asked
    parts = [part.strip().partition(";") for part in accepted[:500].split(",")]
    ranked = sorted(parts, key=lambda part: -weight(part[2]))
    return negotiate_locale([code for code, _, _ in ranked if code], LANGUAGES, sep="-") or "en"


def weight(parameter: str) -> float:
    """How much a browser wants a language: 1 where it does not say.

    >>> weight(""), weight("q=0.3"), weight("q=much")
    (1.0, 0.3, 0.0)
    """
    try:
        return float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        return 0.0


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations of a language; English has none."""
    path = FOLDER / f"{language}.po"
    if not path.exists():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """One language for a while."""
    token = spoken.set(language)
    try:
        yield
    finally:
        spoken.reset(token)


def _(text: str) -> str:
    """A text in the language spoken now."""
    return catalogue(spoken.get()).gettext(text) if text else ""


def ngettext(one: str, many: str, number: int) -> str:
    """A text that goes with a number, in the language spoken now."""
    return catalogue(spoken.get()).ngettext(one, many, number)


def N_(text: str) -> str:
    """Marks a text that is translated where it is shown."""
    return text


def locale() -> Locale:
    """How numbers and days are written in the language spoken now."""
    return LOCALES[spoken.get()]
