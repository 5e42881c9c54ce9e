"""Who a shop is, by its home page and its address: name, country, time zone."""

import re
from urllib.parse import urlsplit

from pricewatch.errors import PricewatchError
from pricewatch.read import schema_org
from pricewatch.read.meta import metas
from pricewatch.read.page import Page
from pricewatch.read.values import text_of

SELLERS = {"organization", "onlinestore", "store", "localbusiness", "website", "corporation", "grocerystore", "brand"}
SEPARATORS = re.compile(r"\s+[|–—·:»-]\s+")
# Endings that name a country under another code, and those that name none.
ENDINGS = {"uk": "GB", "eu": None, "io": None, "co": None, "me": None, "tv": None, "ai": None, "fm": None, "cc": None}
LOCALE = re.compile(r"^[a-z]{2,3}[-_]([A-Z]{2})$")
# Countries with one time zone, as far as shops are likely to be there.
TIMEZONES = {
    "AT": "Europe/Vienna", "BE": "Europe/Brussels", "BG": "Europe/Sofia", "CH": "Europe/Zurich",
    "CY": "Asia/Nicosia", "CZ": "Europe/Prague", "DE": "Europe/Berlin", "DK": "Europe/Copenhagen",
    "EE": "Europe/Tallinn", "FI": "Europe/Helsinki", "FR": "Europe/Paris", "GB": "Europe/London",
    "GR": "Europe/Athens", "HR": "Europe/Zagreb", "HU": "Europe/Budapest", "IE": "Europe/Dublin",
    "IL": "Asia/Jerusalem", "IN": "Asia/Kolkata", "IT": "Europe/Rome", "JP": "Asia/Tokyo", "KR": "Asia/Seoul",
    "LT": "Europe/Vilnius", "LU": "Europe/Luxembourg", "LV": "Europe/Riga", "MT": "Europe/Malta",
    "NL": "Europe/Amsterdam", "NO": "Europe/Oslo", "NZ": "Pacific/Auckland", "PL": "Europe/Warsaw",
    "RO": "Europe/Bucharest", "RS": "Europe/Belgrade", "SE": "Europe/Stockholm", "SG": "Asia/Singapore",
    "SI": "Europe/Ljubljana", "SK": "Europe/Bratislava", "TR": "Europe/Istanbul", "TW": "Asia/Taipei",
    "UA": "Europe/Kyiv",
}  # fmt: skip


def name_of(home: Page) -> str:
    """What the shop calls itself; else its host."""
    host = (urlsplit(home.url).hostname or "").removeprefix("www.")
    try:
        said = [
            metas(home).get("og:site_name"),
            metas(home).get("application-name"),
            organisation(home),
            title(home, host),
        ]
    except PricewatchError:
        return host
    return next((name[:80] for name in said if name), host)


def organisation(home: Page) -> str | None:
    """The name of the organisation that JSON-LD describes."""
    nodes = (node for node in schema_org.every(home.json_ld) if schema_org.types(node) & SELLERS)
    return next((name for node in nodes if (name := text_of(node.get("name")))), None)


def title(home: Page, host: str) -> str | None:
    """The part of the title that is like the host's name."""
    element = home.tree.css_first("title")
    parts = SEPARATORS.split(" ".join((element.text() or "").split())) if element else []
    label = re.sub(r"[^a-z0-9]", "", host.partition(".")[0])
    return next((part for part in parts if label and re.sub(r"[^a-z0-9]", "", part.casefold()) == label), None)


def country_of(home: Page) -> str | None:
    """By the end of the address, else by the page's locale; None where neither names a country."""
    ending = (urlsplit(home.url).hostname or "").rpartition(".")[2]
    if len(ending) == 2 and ending.isalpha() and ENDINGS.get(ending, ending):
        return ENDINGS.get(ending) or ending.upper()
    try:
        root = home.tree.css_first("html")
        said = [metas(home).get("og:locale"), root.attributes.get("lang") if root else None]
    except PricewatchError:
        return None
    return next((found[1] for locale in said if locale and (found := LOCALE.match(locale))), None)


def timezone_of(country: str | None) -> str:
    """The country's time zone where it has one; else UTC."""
    return TIMEZONES.get(country or "", "UTC")
