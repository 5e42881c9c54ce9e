"""How the pages say it: money, days, ages, and the sentences of verdicts, claims and hikes.

Whatever a shop wrote is text: `plain` makes it fit to be read, `markdown` makes it harmless where Streamlit reads
Markdown.
"""

import json
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from pricewatch import textlines
from pricewatch.pages.queries import Row

LONGEST = textlines.LONGEST
plain = textlines.plain

DAYS_FOR_VERDICT = 14

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


def money(amount: Decimal | float | None, currency: str | None) -> str:
    """Two decimals and the currency.

    >>> money(Decimal("1499"), "EUR"), money(None, "EUR")
    ('1,499.00 EUR', 'unknown')
    """
    return "unknown" if amount is None else f"{amount:,.2f} {currency or '(no currency)'}"


def percent(value: Decimal | float, *, signed: bool = True) -> str:
    """One decimal, with a sign that can be seen.

    >>> percent(20), percent(-4.04), percent(0), percent(82.42, signed=False)
    ('+20.0 %', '−4.0 %', '0.0 %', '82.4 %')
    """
    rounded = f"{value:+.1f}" if signed else f"{value:.1f}"
    return (rounded.lstrip("+-") if rounded in ("+0.0", "-0.0") else rounded.replace("-", "−")) + " %"


def day(when: date) -> str:
    """A day.

    >>> day(date(2026, 10, 2))
    '2 Oct 2026'
    """
    return f"{when.day} {when:%b %Y}"


def moment(when: datetime) -> str:
    """A day and time, UTC."""
    return f"{day(when)}, {when:%H:%M} UTC"


def age(seen: datetime, newest: datetime) -> str:
    """How old a sighting is, as of the newest listing.

    >>> newest = datetime(2026, 6, 30, 12)
    >>> age(newest, newest), age(datetime(2026, 6, 30, 9), newest), age(datetime(2026, 6, 27, 9), newest)
    ('seen just now', 'seen 3 h ago', 'seen 27 Jun 2026')
    """
    past = newest - seen
    if past < timedelta(hours=1):
        return "seen just now"
    return f"seen {past // timedelta(hours=1)} h ago" if past < timedelta(hours=48) else f"seen {day(seen)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> count(1, "shop"), count(1200, "shop")
    ('1 shop', '1,200 shops')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def verdict(row: Row | None, currency: str | None, today: date) -> Verdict:
    """Today's best price among the lowest public prices of the last 90 days; `today`: of the newest listing."""
    if row is None:
        return Verdict("Cannot tell", "none", f"No public price was seen in the 90 days to {day(today)}.")
    if row["price"] is None:
        return Verdict("Cannot tell", "none", f"No shop showed a price on {day(today)} that anybody could pay.")
    seen = f"{row['days']} of the 90 days to {day(today)}"
    best = f"The best price on {day(today)} is {money(row['price'], currency)}"
    if row["days"] < DAYS_FOR_VERDICT:
        return Verdict(
            "Limited history", "none", f"Seen on {seen} only: a verdict needs {DAYS_FOR_VERDICT}.", f"{best}."
        )
    lowest = f"the lowest of them was {money(row['lowest_price'], currency)}, last on {day(row['lowest_on'])}"
    return position(row, f"{best}; prices were seen on {seen}; {lowest}.")


def position(row: Row, reason: str) -> Verdict:
    """The verdict where enough days are known."""
    days = row["days"]
    above, below = 100 * row["dearer_days"] / days, 100 * row["cheaper_days"] / days
    dearer, cheaper = percent(above, signed=False), percent(below, signed=False)
    if above > 50:
        return Verdict("Low", "good", f"Cheaper than on {dearer} of the days seen.", reason)
    if below > 50:
        return Verdict("High", "bad", f"Dearer than on {cheaper} of the days seen.", reason)
    if not row["dearer_days"] and not row["cheaper_days"]:
        return Verdict("Unchanged", "even", "The same price on all days seen.", reason)
    return Verdict("Usual", "even", usual(row, dearer, cheaper), reason)


def usual(row: Row, dearer: str, cheaper: str) -> str:
    """Where a price lies that is neither low nor high."""
    if not row["dearer_days"]:
        return f"Dearer than on {cheaper} of the days seen, the same on the others."
    if not row["cheaper_days"]:
        return f"Cheaper than on {dearer} of the days seen, the same on the others."
    return f"Cheaper than on {dearer}, dearer than on {cheaper} of the days seen."


VERDICT_RULE = f"""We take the lowest price of each day that anybody could have paid, over the 90 days to the newest
listing of the country. Low: the best price of the last day is below that of more than half of the days seen.
High: it is above that of more than half. Usual: neither. Limited history: seen on fewer than {DAYS_FOR_VERDICT} of
the days. Shipping is left out of the verdict, since shops often do not state it."""

UNIT_NAMES = {"piece": "piece", "kg": "kg", "l": "litre", "m": "m", "m2": "m²"}
AVAILABILITY = {
    "in_stock": "in stock",
    "out_of_stock": "out of stock",
    "preorder": "to be delivered later",
    "discontinued": "no longer sold",
}


def per_period(row: Row) -> str:
    """For how long a price holds, where it is not paid once."""
    return {"month": " a month", "year": " a year"}.get(row["price_per"] or "", "")


def unread(row: Row) -> str:
    """A shop of which nothing new was seen, since when, and why if known."""
    since = f"{plain(row['shop'], 60)} (not since {day(row['last_seen'])}"
    why = f": {plain(row['detail'], 120)}" if row["visit_outcome"] not in (None, "ok") and row["detail"] else ""
    return f"{since}{why})"


def why_unranked(row: Row) -> str:
    """Why an offer takes no part in the ranking."""
    if row["price_hidden"]:
        return {"in_cart": "price shown in the cart only", "login": "price shown after login only"}[row["price_hidden"]]
    if row["price"] is None:
        return "no price stated"
    if row["availability"] not in (None, "in_stock"):
        return AVAILABILITY[row["availability"]]
    if row["doubts"]:
        return "doubtful: the page contradicts itself"
    if not row["is_fresh"]:
        return f"not seen since {day(row['last_seen'])}"
    return "not a price that everybody pays"


def pack(row: Row) -> str:
    """A pack's sizes before and after.

    >>> pack({"size_before": Decimal("500.0"), "size_after": Decimal("450"), "size_unit": "g"})
    '500 to 450 g'
    """
    return f"{float(row['size_before']):g} to {float(row['size_after']):g} {row['size_unit']}"


def reviewed(row: Row) -> Verdict:
    """Whether a person has looked at a twin."""
    if row["reviewed"]:
        return Verdict("Reviewed", "even", "A person compared the two.")
    return Verdict("Not reviewed", "none", "No person has compared the two yet.")


def attributes(row: Row) -> list[list[str]]:
    """A twin's attributes as a table: what the product's own shop states, what the other does."""
    ours, theirs = ("left", "right") if row["is_left"] else ("right", "left")
    return [
        [plain(each["attribute"]), plain(each[ours]) or "—", plain(each[theirs]) or "—", plain(each["result"])]
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
            return "yes" if thing else "no"
        case Decimal():
            return f"{thing:,.2f}"
        case float():
            return f"{thing:,.1f}"
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
    return "unknown" if not whole or part is None else percent(100 * part / whole, signed=False)


def maybe_percent(number: float | None) -> str:
    """A percentage, or that it is not known."""
    return "unknown" if number is None else percent(number, signed=False)
