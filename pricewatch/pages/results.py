"""How the pages tell what a test gave: claims beside what was seen, rises, findings, and a shop's tests in a word."""

from decimal import Decimal

from pricewatch.pages.queries import Row
from pricewatch.pages.words import Tone, Verdict, count, day, maybe_percent, money, percent, plain

OUTCOMES = {
    "increase": "the price is above that lowest price",
    "no_reduction": "the price is not below that lowest price",
    "overstated": "the claim is larger than the saving",
    "displayed_p30_mismatch": "the 30-day low that the shop shows is above that lowest price",
    "drifting_p30": "the 30-day low that the shop shows changed while the price stood still",
    "new_arrival": "first seen less than 30 days before",
    "consistent": "the claim agrees with the prices seen",
    "cannot_tell": "cannot tell",
}


Figure = tuple[str, str]
"""A number, and what it is."""


def claimed_figure(row: Row) -> Figure:
    """What the shop says that one saves."""
    price = money(row["price"], row["currency"])
    if row["was_price"] is None:
        low = money(row["lowest_30d_shown"], row["currency"])
        return percent(-row["claimed_percent"]), f"by what the shop shows: {price}, lowest of 30 days {low}"
    before = money(row["was_price"], row["currency"])
    return percent(-row["claimed_percent"]), f"the shop claims: {price}, before {before}"


def real_figure(row: Row) -> Figure:
    """What one saves against the lowest price of the 30 days before."""
    if row["verdict"] == "cannot_tell" or row["real_percent"] is None:
        return "cannot tell", f"against the lowest 30 days: {plain(row['missing'] or 'too little was seen', 200)}"
    low = money(row["lowest_30d"], row["currency"])
    return percent(-row["real_percent"]), f"against the lowest price of the 30 days before: {low}"


def working(row: Row) -> list[str]:
    """The sum behind both figures, a sentence a step."""
    price, before = row["price"], row["was_price"] or row["lowest_30d_shown"]
    said = "as the lowest price of 30 days" if row["was_price"] is None else "as the price before"
    steps = [
        f"From {day(row['claimed_on'])} on the page showed {money(price, row['currency'])}, and "
        f"{money(before, row['currency'])} {said}: {beside(price, row['claimed_percent'], before)}."
    ]
    if row["was_kind"] == "unspecified":
        steps.append("The page does not say whose price that was; it is tested as the shop's own.")
    steps.append(
        f"In the 30 days before {day(row['announced_on'] or row['claimed_on'])}, public prices were seen on "
        f"{count(row['days_observed'] or 0, 'day')}; the longest gap had {count(row['longest_gap'] or 0, 'day')}."
    )
    if row["verdict"] == "cannot_tell" or row["real_percent"] is None:
        return [*steps, f"So we cannot tell: {plain(row['missing'] or 'too little was seen', 300)}."]
    low = row["lowest_30d"]
    told = beside(price, row["real_percent"], low)
    return [*steps, f"The lowest of them was {money(low, row['currency'])}: {told}."]


def beside(price: Decimal, below: float, other: Decimal) -> str:
    """Two prices compared.

    >>> beside(Decimal(9), 10.0, Decimal(10)), beside(Decimal(12), -20.0, Decimal(10))
    ('9.00 is 10.0 % below 10.00', '12.00 is 20.0 % above 10.00')
    """
    if not below:
        return f"{price:,.2f} is no less than {other:,.2f}"
    return f"{price:,.2f} is {percent(abs(below), signed=False)} {'below' if below > 0 else 'above'} {other:,.2f}"


def claim_result(row: Row) -> Verdict:
    """What the test of a claim gave."""
    outcome = OUTCOMES.get(row["outcome"], "see the method")
    told = f"{outcome[:1].upper()}{outcome[1:]}."
    if row["verdict"] == "violates":
        return Verdict("Test not met", "bad", told)
    if row["verdict"] == "consistent":
        return Verdict("Test met", "good", told)
    return Verdict("Cannot tell", "none", f"Not judged: {row['missing'] or 'too little was seen'}.")


TIERS = {"note": "5 % or more", "material": "10 % or more", "severe": "20 % or more"}
MARKET_CLASSES = {
    "idiosyncratic": "the others did not move with it",
    "partly_market": "the others rose too, but less",
    "market_wide": "the others rose alike",
    "unknown": "unknown",
}


def hike(row: Row) -> str:
    """One rise in a sentence."""
    before, after = money(row["price_before"], row["currency"]), money(row["price_after"], row["currency"])
    before = before.removesuffix(f" {row['currency']}")
    rise = percent(row["rise_percent"])
    return f"On {day(row['hiked_on'])} from {before} to {after} ({rise}), above everything seen in the 91 days before."


def hike_market(row: Row) -> str:
    """What other shops did meanwhile."""
    words = MARKET_CLASSES.get(row["market_class"], row["market_class"])
    moved = "" if row["market_percent"] is None else f" ({percent(row['market_percent'])})"
    return f"Market: {words}{moved}."


def hike_result(row: Row) -> Verdict:
    """What may be said of a rise."""
    if row["confirmed"] is None:
        return Verdict("Not confirmed yet", "none", "The days after it are not known well enough.")
    if not row["confirmed"]:
        return Verdict("Taken back", "none", "The price fell back within 14 days.")
    if row["surprise"]:
        return Verdict("Surprise", "bad", "Well above what the market did, and it stayed.")
    if row["market_class"] == "market_wide":
        return Verdict("With the market", "even", "Other shops raised the same product alike.")
    return Verdict("Confirmed rise", "even", "It stayed.")


VERDICTS = {"violates": "Test not met", "consistent": "Test met", "cannot_tell": "Cannot tell"}
TONES: dict[str, Tone] = {"violates": "bad", "consistent": "good", "cannot_tell": "none"}


def finding_result(row: Row) -> Verdict:
    """What a test gave."""
    told = f"Missing: {row['missing']}." if row["missing"] else ""
    return Verdict(VERDICTS[row["verdict"]], TONES[row["verdict"]], told)


def finding_sentence(row: Row) -> str:
    """What the test gave, without the shop, the name and the day that stand above it.

    >>> from datetime import date
    >>> finding_sentence({"found_on": date(2026, 5, 1), "sentence": "a, Tea: 1, 2026-05-01: passes the test."})
    'On 1 May 2026: passes the test.'
    """
    return plain(f"On {day(row['found_on'])}: " + row["sentence"].split(f"{row['found_on']}: ", 1)[-1], 600)


def finding_status(row: Row) -> str:
    """By which rule and version, and whether it stands in public."""
    kind = "for information" if row["rule_set"] == "info" else f"rule set {row['rule_set']}"
    told = [f"{row['rule_id']} version {row['rule_version']}, {kind}"]
    if row["is_provisional"]:
        told.append("provisional: younger than 14 days")
    told.append("published" if row["published"] else "not published")
    return " · ".join(told)


def shop_result(row: Row) -> Verdict:
    """A shop's tests in a word: cleared where tests were passed and none was failed."""
    if row["failed"]:
        return Verdict("Some tests not met", "bad", "")
    if row["passed"]:
        return Verdict("All tests met", "good", "")
    return Verdict("Cannot tell", "none", "")


def tests_told(row: Row) -> str:
    """A shop's findings, counted."""
    return f"{row['failed']:,} not met, {row['passed']:,} met, {row['untold']:,} that could not be told."


def rule_told(rules: list[Row], rule_id: str) -> str:
    """One test at one shop: the share that was not met, and of how many."""
    for row in rules:
        if row["rule_id"] == rule_id:
            told = row["failed"] + row["passed"]
            return f"{maybe_percent(row['failed_percent'])} of {told:,}" if told else "cannot tell"
    return "not tested"


def opacity(row: Row) -> str:
    """A shop's opacity with its interval, or why it has none."""
    if row["opacity"] is None:
        return f"No opacity index: {row['missing'] or 'nothing was measured'}."
    return (
        f"Opacity {row['opacity']:.0f} of 100 (between {row['opacity_low']:.0f} and {row['opacity_high']:.0f}), band "
        f"{row['band']}; measured: {row['coverage']}."
    )
