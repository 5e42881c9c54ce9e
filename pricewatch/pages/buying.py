"""Is today a good day to buy? The verdict on a product's best price among those of the last weeks."""

from datetime import date

from pricewatch.languages import _
from pricewatch.pages.queries import Row
from pricewatch.pages.words import Verdict, day, money, percent

DAYS_FOR_VERDICT = 14
"""On fewer days than this seen, there is no verdict."""
NEAR = 105
"""A price of at most so many percent of the lowest is near it."""


def verdict(row: Row | None, currency: str | None, today: date) -> Verdict:
    """Today's best price among the lowest public prices of the last 90 days; `today`: of the newest listing."""
    on = day(today)
    if row is None:
        told = _("No public price was seen in the 90 days to {day}.").format(day=on)
        return Verdict(_("Cannot tell"), "none", told)
    if row["price"] is None:
        told = _("No shop showed a price on {day} that anybody could pay.").format(day=on)
        return Verdict(_("Cannot tell"), "none", told)
    best = _("The best price on {day} is {price}").format(day=on, price=money(row["price"], currency))
    if row["days"] < DAYS_FOR_VERDICT:
        told = _("Seen on {days} of the 90 days to {day} only: a verdict needs {needed}.")
        told = told.format(days=row["days"], day=on, needed=DAYS_FOR_VERDICT)
        return Verdict(_("Limited history"), "none", told, f"{best}.")
    reason = _(
        "{best}; prices were seen on {days} of the 90 days to {day}; the lowest of them was {lowest}, last on {last}."
    )
    lowest, last = money(row["lowest_price"], currency), day(row["lowest_on"])
    reasons = [reason.format(best=best, days=row["days"], day=on, lowest=lowest, last=last)]
    return position(row, " ".join(reasons + lately_raised(row, currency)))


def lately_raised(row: Row, currency: str | None) -> list[str]:
    """That the price was up for a while, and is down again: not a first time of being this low."""
    if row["raised_on"] is None:
        return []
    told = _("Raised lately, now lowered: it cost no more on {before}, and {raised} on {day}.")
    raised = money(row["raised_to"], currency)
    return [told.format(before=day(row["as_low_on"]), raised=raised, day=day(row["raised_on"]))]


def position(row: Row, reason: str) -> Verdict:
    """The verdict where enough days are known."""
    days = row["days"]
    above, below = 100 * row["dearer_days"] / days, 100 * row["cheaper_days"] / days
    dearer, cheaper = percent(above, signed=False), percent(below, signed=False)
    if above > 50:
        told = _("Cheaper than on {share} of the days seen.").format(share=dearer)
        return Verdict(_("Low"), "good", f"{told} {near_lowest(row)}".rstrip(), reason)
    if below > 50:
        told = _("Dearer than on {share} of the days seen.").format(share=cheaper)
        return Verdict(_("High"), "bad", told, reason)
    if not row["dearer_days"] and not row["cheaper_days"]:
        return Verdict(_("Unchanged"), "even", _("The same price on all days seen."), reason)
    return Verdict(_("Usual"), "even", usual(row, dearer, cheaper), reason)


def near_lowest(row: Row) -> str:
    """Whether it is the lowest price of these days, or nearly so."""
    if row["price"] <= row["lowest_price"]:
        return _("The lowest of these days.")
    return _("Within 5 % of the lowest.") if 100 * row["price"] <= NEAR * row["lowest_price"] else ""


def usual(row: Row, dearer: str, cheaper: str) -> str:
    """Where a price lies that is neither low nor high."""
    if not row["dearer_days"]:
        return _("Dearer than on {share} of the days seen, the same on the others.").format(share=cheaper)
    if not row["cheaper_days"]:
        return _("Cheaper than on {share} of the days seen, the same on the others.").format(share=dearer)
    told = _("Cheaper than on {dearer}, dearer than on {cheaper} of the days seen.")
    return told.format(dearer=dearer, cheaper=cheaper)


def verdict_rule() -> str:
    """How the verdict is found."""
    return _(
        "We take the lowest price of each day that anybody could have paid, over the 90 days to the newest listing of "
        "the country. Low: the best price of the last day is below that of more than half of the days seen. High: it "
        "is above that of more than half. Usual: neither. Limited history: seen on fewer than {days} of the days. "
        "Within 5 % of the lowest: at most that much above the lowest of these days. Raised lately, now lowered: "
        "within the last 30 days the price was as low as now or lower, and then at least 5 % above it. "
        "Shipping is left out of the verdict, since shops often do not state it."
    ).format(days=DAYS_FOR_VERDICT)
