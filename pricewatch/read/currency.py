"""Which currency a page's signs most likely mean."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import islice
from urllib.parse import urlsplit

from pricewatch.currencies import candidates, choose
from pricewatch.listing import Listing
from pricewatch.read.amounts import AFTER, BEFORE, NUMBER, is_mark
from pricewatch.read.page import Page

EURO = (
    "at",
    "be",
    "cy",
    "de",
    "ee",
    "es",
    "fi",
    "fr",
    "gr",
    "hr",
    "it",
    "lt",
    "lu",
    "lv",
    "mt",
    "nl",
    "pt",
    "si",
    "sk",
)
# By the country at the end of a shop's address. Only for signs that several countries use.
BY_COUNTRY = {
    "us": "USD", "ca": "CAD", "au": "AUD", "nz": "NZD", "sg": "SGD", "hk": "HKD", "tw": "TWD", "mx": "MXN", "ar": "ARS",
    "cl": "CLP", "co": "COP", "uy": "UYU", "br": "BRL", "uk": "GBP", "ie": "EUR", "se": "SEK", "no": "NOK", "dk": "DKK",
    "is": "ISK", "cn": "CNY", "jp": "JPY", "in": "INR", "pk": "PKR", "lk": "LKR", "np": "NPR", "ch": "CHF", "cz": "CZK",
    "pl": "PLN", "hu": "HUF", "ro": "RON", "bg": "BGN", "rs": "RSD", "ba": "BAM", "mk": "MKD", "al": "ALL", "ru": "RUB",
    "by": "BYN", "ua": "UAH", "kz": "KZT", "tr": "TRY", "il": "ILS", "ae": "AED", "sa": "SAR", "eg": "EGP", "ma": "MAD",
    "za": "ZAR", "ng": "NGN", "ke": "KES", "kr": "KRW", "th": "THB", "vn": "VND", "my": "MYR", "id": "IDR", "ph": "PHP",
    "pe": "PEN", "bo": "BOB", "py": "PYG", "cr": "CRC", "do": "DOP", "jo": "JOD", "kw": "KWD", "qa": "QAR", "bh": "BHD",
    "om": "OMR", "lb": "LBP", "tn": "TND", "dz": "DZD", "iq": "IQD", "md": "MDL", "ge": "GEL", "am": "AMD", "az": "AZN",
    **dict.fromkeys(EURO, "EUR"),
}  # fmt: skip
BY_LANGUAGE = {"nb": "NOK", "nn": "NOK", "no": "NOK", "sv": "SEK", "da": "DKK", "is": "ISK", "ja": "JPY"}
# Of a language that is spoken in several countries, or abroad: where the address tells nothing.
ELSEWHERE = {
    "zh": "CNY", "ko": "KRW", "hi": "INR", "th": "THB", "vi": "VND", "id": "IDR", "tr": "TRY", "uk": "UAH", "pl": "PLN",
    "cs": "CZK", "hu": "HUF", "he": "ILS",
    **dict.fromkeys(("el", "et", "fi", "it", "lt", "lv", "nl", "sk", "sl"), "EUR"),
}  # fmt: skip
IN_COM = re.compile(r"[a-z]+://[^/?#]*\.com(?::\d+)?(?:[/?#]|$)", re.I)
SAMPLE = 40
MOST_NUMBERS = 2_000


def likely_currency(page: Page, stated: Mapping[str, Sequence[Listing]], text: str) -> str | None:
    """The markup's currency; else the most frequent one that the text names; else what the address makes likely."""
    for found in stated.values():
        if currency := next((one.currency for one in found if one.currency), None):
            return currency
    if page.retailer and page.retailer.currency:
        return page.retailer.currency
    home = by_language(page) or by_address(page.url) or spoken_elsewhere(page)
    marks = Counter(choose(known, home) for known in marks_in(text, home))
    marks.pop(None, None)
    if home in marks:
        return home
    return marks.most_common(1)[0][0] if marks else home


def marks_in(text: str, home: str | None) -> list[tuple[str | None, ...]]:
    """What the marks beside the first numbers of a text can mean."""
    found: list[tuple[str | None, ...]] = []
    for number in islice(NUMBER.finditer(text), MOST_NUMBERS):
        before = BEFORE.search(text, max(0, number.start() - 8), number.start())
        after = AFTER.match(text, number.end(), number.end() + 12)
        sides = [side[1] for side in (before, after) if side]
        found += [candidates(word) or () for word in sides if is_mark(word, home)]
        if len(found) >= SAMPLE:
            break
    return found


def language_of(page: Page) -> tuple[str, str]:
    """The page's language and country (`en-CA`), in small letters."""
    root = page.tree.css_first("html")
    named = ((root.attributes.get("lang") or "") if root else "").casefold().replace("_", "-")
    language, _, country = named.partition("-")
    return language, country


def by_language(page: Page) -> str | None:
    """The currency of the country in the page's language, or of the one country that speaks it."""
    language, country = language_of(page)
    return BY_COUNTRY.get(country) or BY_LANGUAGE.get(language)


def spoken_elsewhere(page: Page) -> str | None:
    """The currency where most speakers of the page's language live, else the dollar of addresses in `.com`."""
    return ELSEWHERE.get(language_of(page)[0]) or ("USD" if IN_COM.match(page.url) else None)


def by_address(url: str) -> str | None:
    """The currency of the country that an address ends in, or names in its path (`/en-gb/`, `/us/`)."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    country = (parts.hostname or "").rsplit(".", 1)[-1]
    if (parts.hostname or "").endswith(".com.co"):
        return BY_COUNTRY["co"]
    if country in BY_COUNTRY and country not in ("co", "me", "is", "am"):
        return BY_COUNTRY[country]
    for step in [*parts.path.split("/")[1:3], (parts.hostname or "").split(".")[0]]:
        tail = step.casefold().replace("_", "-").split("-")[-1] if len(step) in (2, 5) else ""
        if tail in BY_COUNTRY:
            return BY_COUNTRY[tail]
    return None
