"""How the pages say it: money, days, ages, and short sentences.

Whatever a shop wrote is text: `plain` makes it fit to be read, `markdown` makes it harmless where Streamlit reads
Markdown.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from pricewatch import textlines
from pricewatch.languages import N_, _, locale, ngettext
from pricewatch.pages import named
from pricewatch.pages.queries import Row

LONGEST = textlines.LONGEST
plain = textlines.plain

Tone = Literal["good", "bad", "even", "none"]

JOINER = "\u2060"
"""Not seen, not a break: keeps `:smile:`, `www.` and `a@b` from becoming pictures and links."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A word, its colour, and the sentences that give the reason."""

    word: str
    tone: Tone
    sentence: str
    reason: str = ""


def markdown(text: str) -> str:
    """Text as Markdown that shows just this text.

    >>> markdown("**Bold** [x](http://y)").replace(JOINER, "")
    '\\\\*\\\\*Bold\\\\*\\\\* \\\\[x\\\\]\\\\(http\\\\:\\\\/\\\\/y\\\\)'
    """
    split = re.sub(r"[:@.](?=\S)", lambda found: found[0] + JOINER, text)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", split)


def amount(value: Decimal | float) -> str:
    """Two decimals, in the language spoken.

    >>> amount(Decimal("1499"))
    '1,499.00'
    """
    return format_decimal(value, "#,##0.00", locale=locale())


def number(value: float) -> str:
    """A number as it is, in groups of three digits.

    >>> number(12345), number(2.5)
    ('12,345', '2.5')
    """
    return format_decimal(value, "#,##0.###", locale=locale())


def money(value: Decimal | float | None, currency: str | None) -> str:
    """Two decimals and the currency.

    >>> money(Decimal("1499"), "EUR"), money(None, "EUR")
    ('1,499.00 EUR', 'unknown')
    """
    if value is None:
        return _("unknown")
    return f"{amount(value)} {currency}" if currency else _("{amount} (no currency)").format(amount=amount(value))


def percent(value: Decimal | float, *, signed: bool = True) -> str:
    """One decimal, with a sign that can be seen.

    >>> percent(20), percent(-4.04), percent(0), percent(82.42, signed=False)
    ('+20.0 %', '−4.0 %', '0.0 %', '82.4 %')
    """
    rounded = format_decimal(value, "+0.0;-0.0" if signed else "0.0;-0.0", locale=locale())
    return (rounded.lstrip("+-") if not rounded.strip("+-0.,") else rounded.replace("-", "−")) + " %"


def day(when: date) -> str:
    """A day.

    >>> day(date(2026, 9, 2))
    '2 Sep 2026'
    """
    return format_date(when, "d MMM y" if locale().language == "en" else "medium", locale=locale())


def days(first: date, last: date) -> str:
    """The first and the last of some days.

    >>> days(date(2026, 10, 2), date(2026, 11, 3))
    '2 Oct 2026 to 3 Nov 2026'
    """
    return _("{first} to {last}").format(first=day(first), last=day(last))


def moment(when: datetime) -> str:
    """A day and time, UTC."""
    return f"{day(when)}, {format_time(when, 'HH:mm', locale=locale())} UTC"


def age(seen: datetime, newest: datetime) -> str:
    """How old a sighting is, as of the newest listing.

    >>> newest = datetime(2026, 6, 30, 12)
    >>> age(newest, newest), age(datetime(2026, 6, 30, 9), newest), age(datetime(2026, 6, 27, 9), newest)
    ('seen just now', 'seen 3 h ago', 'seen 27 Jun 2026')
    """
    past = newest - seen
    if past < timedelta(hours=1):
        return _("seen just now")
    if past < timedelta(hours=48):
        return _("seen {hours} h ago").format(hours=past // timedelta(hours=1))
    return _("seen {day}").format(day=day(seen))


def count(things: int, one: str, many: str) -> str:
    """A number with its noun.

    >>> count(1, "shop", "shops"), count(1200, "shop", "shops")
    ('1 shop', '1,200 shops')
    """
    return f"{number(things)} {ngettext(one, many, things)}"


UNIT_NAMES = {"piece": N_("piece"), "kg": "kg", "l": N_("litre"), "m": "m", "m2": "m²"}
AVAILABILITY = {
    "in_stock": N_("in stock"),
    "out_of_stock": N_("out of stock"),
    "preorder": N_("to be delivered later"),
    "discontinued": N_("no longer sold"),
}
HIDDEN = {"in_cart": N_("price shown in the cart only"), "login": N_("price shown after login only")}


def per_unit(unit: str) -> str:
    """The unit that a price is compared by."""
    return _(UNIT_NAMES.get(unit, unit))


def per_period(row: Row) -> str:
    """For how long a price holds, where it is not paid once."""
    return {"month": _(" a month"), "year": _(" a year")}.get(row["price_per"] or "", "")


def unread(row: Row) -> str:
    """A shop of which nothing new was seen, since when, and why if known."""
    since = _("not since {day}").format(day=day(row["last_seen"]))
    why = f": {plain(row['detail'], 120)}" if row["visit_outcome"] not in (None, "ok") and row["detail"] else ""
    return f"{plain(row['shop'], 60)} ({since}{why})"


def why_unranked(row: Row) -> str:
    """Why an offer takes no part in the ranking."""
    hidden, stock = row["price_hidden"], row["availability"]
    if hidden:
        return _(HIDDEN[hidden])
    if row["price"] is None:
        return _("no price stated")
    if stock not in (None, "in_stock"):
        return _(AVAILABILITY[stock])
    if row["doubts"]:
        return _("doubtful: the page contradicts itself")
    if not row["is_fresh"]:
        return _("not seen since {day}").format(day=day(row["last_seen"]))
    return _("not a price that everybody pays")


def pack(row: Row) -> str:
    """A pack's sizes before and after.

    >>> pack({"size_before": Decimal("500.0"), "size_after": Decimal("450"), "size_unit": "g"})
    '500 to 450 g'
    """
    before, after = number(float(row["size_before"])), number(float(row["size_after"]))
    return _("{before} to {after} {unit}").format(before=before, after=after, unit=row["size_unit"])


def reviewed(row: Row) -> Verdict:
    """Whether a person has looked at a twin."""
    if row["reviewed"]:
        return Verdict(_("Reviewed"), "even", _("A person compared the two."))
    return Verdict(_("Not reviewed"), "none", _("No person has compared the two yet."))


def attributes(row: Row) -> list[list[str]]:
    """A twin's attributes as a table: what the product's own shop states, what the other does."""
    ours, theirs = ("left", "right") if row["is_left"] else ("right", "left")
    return [
        [
            plain(each["attribute"]),
            plain(each[ours]) or "—",
            plain(each[theirs]) or "—",
            plain(named.told(each["result"])),
        ]
        for each in json.loads(row["attributes"] or "[]")
    ]


def value(thing: object) -> str:
    """Any value of a table as text.

    >>> value(None), value(Decimal("1.5000")), value(date(2026, 1, 2)), value(12.345), value("a\\nb")
    ('—', '1.50', '2 Jan 2026', '12.3', 'a b')
    """
    match thing:
        case None:
            return "—"
        case bool():
            return _("yes") if thing else _("no")
        case Decimal():
            return amount(thing)
        case float():
            return format_decimal(thing, "#,##0.0", locale=locale())
        case datetime():
            return moment(thing)
        case date():
            return day(thing)
    return plain(str(thing), 300)


def share(part: int | None, whole: int | None) -> str:
    """A share of something counted; unknown where nothing was counted.

    >>> share(3, 4), share(0, 0), share(None, 5)
    ('75.0 %', 'unknown', 'unknown')
    """
    return _("unknown") if not whole or part is None else percent(100 * part / whole, signed=False)


def maybe_percent(share: float | None) -> str:
    """A percentage, or that it is not known."""
    return _("unknown") if share is None else percent(share, signed=False)
