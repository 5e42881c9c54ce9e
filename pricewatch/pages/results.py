"""How the pages tell what a test gave: claims beside what was seen, rises, findings, and a shop's tests in a word."""

from decimal import Decimal

from pricewatch.languages import N_, _, ngettext
from pricewatch.pages import named
from pricewatch.pages.markup import Chip, English, Piece
from pricewatch.pages.queries import Row
from pricewatch.pages.reasons import reason
from pricewatch.pages.words import Tone, Verdict, amount, day, maybe_percent, money, number, percent, plain

OUTCOMES = {
    "increase": N_("the price is above that lowest price"),
    "no_reduction": N_("the price is not below that lowest price"),
    "overstated": N_("the claim is larger than the saving"),
    "displayed_p30_mismatch": N_("the 30-day low that the shop shows is above that lowest price"),
    "drifting_p30": N_("the 30-day low that the shop shows changed while the price stood still"),
    "new_arrival": N_("first seen less than 30 days before"),
    "consistent": N_("the claim agrees with the prices seen"),
    "cannot_tell": N_("cannot tell"),
}


Figure = tuple[str, str]
"""A number, and what it is."""


def claimed_figure(row: Row) -> Figure:
    """What the shop says that one saves."""
    price = money(row["price"], row["currency"])
    if row["was_price"] is None:
        low = money(row["lowest_30d_shown"], row["currency"])
        told = _("by what the shop shows: {price}, lowest of 30 days {low}").format(price=price, low=low)
        return percent(-row["claimed_percent"]), told
    before = money(row["was_price"], row["currency"])
    told = _("the shop claims: {price}, before {before}").format(price=price, before=before)
    return percent(-row["claimed_percent"]), told


def real_figure(row: Row) -> Figure:
    """What one saves against the lowest price of the 30 days before."""
    if row["verdict"] == "cannot_tell" or row["real_percent"] is None:
        return _("cannot tell"), _("against the lowest 30 days: {why}").format(why=missing(row))
    low = money(row["lowest_30d"], row["currency"])
    told = _("against the lowest price of the 30 days before: {low}").format(low=low)
    return percent(-row["real_percent"]), told


def missing(row: Row) -> str:
    """Why a test could not tell."""
    return plain(reason(row["missing"] or N_("too little was seen")), 300)


def working(row: Row) -> list[str]:
    """The sum behind both figures, a sentence a step."""
    steps = [shown_sum(row)]
    if row["was_kind"] == "unspecified":
        steps.append(_("The page does not say whose price that was; it is tested as the shop's own."))
    days, gap = row["days_observed"] or 0, row["longest_gap"] or 0
    seen = ngettext(
        "In the 30 days before {day}, public prices were seen on {days} day",
        "In the 30 days before {day}, public prices were seen on {days} days",
        days,
    ).format(day=day(row["announced_on"] or row["claimed_on"]), days=days)
    longest = ngettext("the longest gap had {gap} day", "the longest gap had {gap} days", gap).format(gap=gap)
    steps.append(f"{seen}; {longest}.")
    if row["verdict"] == "cannot_tell" or row["real_percent"] is None:
        return [*steps, _("So we cannot tell: {why}.").format(why=missing(row))]
    told = beside(row["price"], row["real_percent"], row["lowest_30d"])
    low = money(row["lowest_30d"], row["currency"])
    return [*steps, _("The lowest of them was {low}: {compared}.").format(low=low, compared=told)]


def shown_sum(row: Row) -> str:
    """Both prices of a claim, as the page showed them, compared."""
    if row["was_price"] is None:
        said = _("From {day} on the page showed {price}, and {before} as the lowest price of 30 days: {compared}.")
    else:
        said = _("From {day} on the page showed {price}, and {before} as the price before: {compared}.")
    before = row["was_price"] or row["lowest_30d_shown"]
    return said.format(
        day=day(row["claimed_on"]),
        price=money(row["price"], row["currency"]),
        before=money(before, row["currency"]),
        compared=beside(row["price"], row["claimed_percent"], before),
    )


def beside(price: Decimal, below: float, other: Decimal) -> str:
    """Two prices compared.

    >>> beside(Decimal(9), 10.0, Decimal(10)), beside(Decimal(12), -20.0, Decimal(10))
    ('9.00 is 10.0 % below 10.00', '12.00 is 20.0 % above 10.00')
    """
    if not below:
        told = _("{price} is no less than {other}")
    else:
        told = _("{price} is {share} below {other}") if below > 0 else _("{price} is {share} above {other}")
    return told.format(price=amount(price), share=percent(abs(below), signed=False), other=amount(other))


def claim_result(row: Row) -> Verdict:
    """What the test of a claim gave."""
    known = OUTCOMES.get(row["outcome"], N_("see the method"))
    outcome = _(known)
    told = f"{outcome[:1].upper()}{outcome[1:]}."
    if row["verdict"] == "violates":
        return Verdict(_("Test not met"), "bad", told)
    if row["verdict"] == "consistent":
        return Verdict(_("Test met"), "good", told)
    return Verdict(_("Cannot tell"), "none", _("Not judged: {why}.").format(why=missing(row)))


TIERS = {"note": N_("5 % or more"), "material": N_("10 % or more"), "severe": N_("20 % or more")}
MARKET_CLASSES = {
    "idiosyncratic": N_("the others did not move with it"),
    "partly_market": N_("the others rose too, but less"),
    "market_wide": N_("the others rose alike"),
    "unknown": N_("unknown"),
}


def hike(row: Row) -> str:
    """One rise in a sentence."""
    told = _("On {day} from {before} to {after} ({rise}), above everything seen in the 91 days before.")
    before, after = amount(row["price_before"]), money(row["price_after"], row["currency"])
    return told.format(day=day(row["hiked_on"]), before=before, after=after, rise=percent(row["rise_percent"]))


def hike_market(row: Row) -> str:
    """What other shops did meanwhile."""
    told = _("Market: {class}.") if row["market_percent"] is None else _("Market: {class} ({moved}).")
    market, moved = MARKET_CLASSES[row["market_class"] or "unknown"], percent(row["market_percent"] or 0)
    return told.format_map({"class": _(market), "moved": moved})


def hike_result(row: Row) -> Verdict:
    """What may be said of a rise."""
    if row["confirmed"] is None:
        return Verdict(_("Not confirmed yet"), "none", _("The days after it are not known well enough."))
    if not row["confirmed"]:
        return Verdict(_("Taken back"), "none", _("The price fell back within 14 days."))
    if row["surprise"]:
        return Verdict(_("Surprise"), "bad", _("Well above what the market did, and it stayed."))
    if row["market_class"] == "market_wide":
        return Verdict(_("With the market"), "even", _("Other shops raised the same product alike."))
    return Verdict(_("Confirmed rise"), "even", _("It stayed."))


VERDICTS = {"violates": N_("Test not met"), "consistent": N_("Test met"), "cannot_tell": N_("Cannot tell")}
TONES: dict[str, Tone] = {"violates": "bad", "consistent": "good", "cannot_tell": "none"}


def rule_name(row: Row) -> str:
    """A test by its id and name."""
    test = named.told(row["test"]) if row["test"] else _("a test that is no more")
    return f"{row['rule_id']}: {test}"


def finding_name(row: Row) -> str:
    """What a finding is about, and where."""
    return _("{name} at {shop}").format(name=row["name"] or row["sku"] or _("an offer"), shop=row["shop"])


def finding_result(row: Row) -> Verdict:
    """What a test gave."""
    told = _("Missing: {what}.").format(what=reason(row["missing"])) if row["missing"] else ""
    verdict = row["verdict"]
    return Verdict(_(VERDICTS[verdict]), TONES[verdict], told)


def finding_line(row: Row) -> list[Piece]:
    """What a test gave, on which day, and the words of record."""
    return [Chip(finding_result(row)), finding_day(row), English(finding_sentence(row))]


def finding_day(row: Row) -> str:
    """The day that a finding is of."""
    return _("On {day}:").format(day=day(row["found_on"]))


def finding_sentence(row: Row) -> str:
    """What the test gave, in the words of record, without the shop, the name and the day that stand above it.

    >>> from datetime import date
    >>> finding_sentence({"found_on": date(2026, 5, 1), "sentence": "a, Tea: 1, 2026-05-01: passes the test."})
    'passes the test.'
    """
    return plain(row["sentence"].split(f"{row['found_on']}: ", 1)[-1], 600)


def finding_status(row: Row) -> str:
    """By which rule and version, and whether it stands in public."""
    kind = _("for information") if row["rule_set"] == "info" else _("rule set {name}").format(name=row["rule_set"])
    named = _("{rule} version {version}, {kind}")
    told = [named.format(rule=row["rule_id"], version=row["rule_version"], kind=kind)]
    if row["is_provisional"]:
        told.append(_("provisional: younger than 14 days"))
    told.append(_("published") if row["published"] else _("not published"))
    return " · ".join(told)


def shop_result(row: Row) -> Verdict:
    """A shop's tests in a word: cleared where tests were passed and none was failed."""
    if row["failed"]:
        return Verdict(_("Some tests not met"), "bad", "")
    if row["passed"]:
        return Verdict(_("All tests met"), "good", "")
    return Verdict(_("Cannot tell"), "none", "")


def tests_told(row: Row) -> str:
    """A shop's findings, counted."""
    told = _("{failed} not met, {passed} met, {untold} that could not be told.")
    return told.format(failed=number(row["failed"]), passed=number(row["passed"]), untold=number(row["untold"]))


def rule_told(rules: list[Row], rule_id: str) -> str:
    """One test at one shop: the share that was not met, and of how many."""
    for row in rules:
        if row["rule_id"] == rule_id:
            told = row["failed"] + row["passed"]
            share = maybe_percent(row["failed_percent"])
            return _("{share} of {tests}").format(share=share, tests=number(told)) if told else _("cannot tell")
    return _("not tested")


def opacity(row: Row) -> str:
    """A shop's opacity with its interval, or why it has none."""
    if row["opacity"] is None:
        return _("No opacity index: {why}.").format(why=reason(row["missing"] or N_("nothing was measured")))
    told = _("Opacity {index} of 100 (between {low} and {high}), band {band}; measured: {coverage}.")
    index, low, high = (f"{row[name]:.0f}" for name in ("opacity", "opacity_low", "opacity_high"))
    return told.format(index=index, low=low, high=high, band=row["band"], coverage=row["coverage"])
