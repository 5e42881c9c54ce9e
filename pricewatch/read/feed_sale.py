"""Sales with dates: is the reduced price the one that a visitor pays now?"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a visitor pays, the regular price beside it where that is higher, when the sale ends, and what is unsure."""

    price: Decimal | None
    was: Decimal | None = None
    ends: datetime | None = None
    doubts: tuple[str, ...] = ()


def asked(
    regular: Decimal | None,
    sale: Decimal | None,
    *,
    starts: datetime | None = None,
    ends: datetime | None = None,
    now: datetime | None = None,
) -> Asked:
    """The price to pay, of a regular price and a sale price that holds between two times (None = open).

    A sale price of zero, or not below the regular one, is no sale. Without a clock a dated sale is taken, with a doubt.
    """
    if regular is None and sale is None:
        return Asked(price=None, doubts=("No amount is stated as the price.",))
    if not sale or (regular is not None and sale >= regular):
        return Asked(price=regular if regular is not None else sale)
    if now is not None and ((starts and now < starts) or (ends and now > ends)):
        if regular is None:
            return Asked(price=None, doubts=("Only a sale price is stated, and the sale is not on.",))
        return Asked(price=regular)
    unsure = now is None and (starts or ends)
    doubt = (
        f"The sale price {sale} holds only between {starts or 'any day'} and {ends or 'any day'}; today is not known."
    )
    return Asked(price=sale, was=regular, ends=ends, doubts=(doubt,) if unsure else ())


def moment(text: str | None) -> datetime | None:
    """A time in ISO 8601 (or a date, at its start); UTC where it names no zone."""
    try:
        found = datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def mail_moment(text: str | None) -> datetime | None:
    """A time as mail and RSS write it; UTC where it names no zone.

    >>> mail_moment("Mon, 12 Jan 2026 08:00:00 -0000")
    datetime.datetime(2026, 1, 12, 8, 0, tzinfo=datetime.timezone.utc)
    """
    try:
        found = parsedate_to_datetime((text or "").strip())
    except (ValueError, OverflowError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def last_moment(text: str | None) -> datetime | None:
    """As `moment`, but a mere date (or midnight without a zone) ends when its day does."""
    found = moment(text)
    whole_day = found is not None and "T" not in (text or "") and (found.hour, found.minute, found.second) == (0, 0, 0)
    return found.replace(hour=23, minute=59, second=59) if found and whole_day else found
