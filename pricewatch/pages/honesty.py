"""How good are we? What was read, how fresh it is, and which of our findings we took back."""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import frame, markup, named, queries, results, words
from pricewatch.pages.markup import English
from pricewatch.questions import reviewing

READ_NOTE = N_(
    "Before any conclusion: how each shop is read, how old its newest price is, and how often what it showed could "
    "not be understood. What we could not read is not held against a shop."
)
TAKEN_BACK_NOTE = N_(
    "A finding that a later edition no longer supports is withdrawn, with the cause, and stays here: rule (we changed "
    "the method), reader (we had misread a page), data (listings were corrected), decision (a person corrected us)."
)
ERRORS_NOTE = N_(
    "What in the data must not become an accusation: nights on which a whole shop jumped by one factor, two prices "
    "at once, codes that went on with another article, sizes that contradict each other. None of it is used."
)
REVIEW_NOTE = N_(
    "Of the pairs that a machine had called one product, how many did people confirm? Pairs are taken as they come "
    "to review, so this is no random sample; `pricewatch audit --self` draws one of the findings."
)

ACCUSATION_NOTE = N_(
    "Of the tests called not met that a person checked, how many did not follow from what was seen? Those are not "
    "published any more. People choose what they check, so this is no random sample; the interval is Wilson's."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("How good are we?"))
    show_reading(path)
    show_corrections(path)
    show_review()
    show_false_accusations(path)
    show_errors(path)
    show_reports()


def show_reading(path: str) -> None:
    """Scrape success and freshness, by shop."""
    markup.section(_("What was read"), _(READ_NOTE))
    newest = queries.edition(path)["newest"]
    rows = queries.health(path)
    numbers = (_("Pages read"), _("Prices understood"), _("Doubtful"))
    markup.table(
        _("How each shop is read"),
        [_("Shop"), _("Newest price"), *numbers, _("Last visit")],
        [
            [
                words.plain(row["shop"], 60),
                words.age(row["last_seen"], newest) + (_(" (stale)") if row["is_stale"] else ""),
                words.share(row["pages_ok"], row["pages"]),
                words.share(row["priced"], row["spells"]),
                words.share(row["doubted"], row["spells"]),
                visit(row),
            ]
            for row in rows
        ],
        numbers=numbers,
    )


def visit(row: queries.Row) -> str:
    """How the last visit ended."""
    if row["visited_at"] is None:
        return _("imported, never visited")
    detail = f": {words.plain(row['detail'], 200)}" if row["detail"] else ""
    return f"{words.day(row['visited_at'])}, {named.told(row['visit_outcome'])}{detail}"


def show_corrections(path: str) -> None:
    """Claims made and withdrawn."""
    markup.section(_("Findings published and withdrawn"), _(TAKEN_BACK_NOTE))
    counted = queries.publication_counts(path)
    if not counted:
        markup.sentence(_("Nothing has been published yet."))
        return
    made, back = sum(row["made"] for row in counted), sum(row["withdrawn"] for row in counted)
    told = _("{findings} published in all, {withdrawn} of them withdrawn.")
    markup.sentence(told.format(findings=words.count(made, "finding", "findings"), withdrawn=words.number(back)))
    numbers = (_("Published"), _("Withdrawn"))
    markup.table(
        _("Published and withdrawn, by shop and test"),
        [_("Shop"), _("Test"), *numbers, _("Causes")],
        [
            [
                words.plain(row["shop"] or row["retailer"], 60),
                results.rule_name(row),
                str(row["made"]),
                str(row["withdrawn"]),
                causes(row),
            ]
            for row in counted
        ],
        numbers=numbers,
    )
    for row in queries.withdrawn(path):
        markup.show(
            markup.line(
                _("Withdrawn {moment}, cause: {cause}.").format(
                    moment=words.moment(row["withdrawn_at"]), cause=named.told(row["cause"])
                ),
                kind="entry",
            ),
            markup.line(English(words.plain(row["sentence"], 500)), kind="detail"),
            markup.line(English(words.plain(row["detail"], 300)), kind="detail"),
        )


def causes(row: queries.Row) -> str:
    """Why findings were withdrawn."""
    return ", ".join(map(named.told, (row["causes"] or "—").split(", ")))


def show_review() -> None:
    """What people said of our matches."""
    markup.section(_("Matches that people looked at"), _(REVIEW_NOTE))
    confirmed, refused = queries.reviews()
    if not confirmed + refused:
        markup.sentence(_("Nobody has reviewed a match yet, so we cannot say how often they are right."))
        return
    pairs = words.count(confirmed + refused, "reviewed pair", "reviewed pairs")
    told = _("{share} of {pairs} were confirmed.")
    markup.sentence(told.format(share=words.share(confirmed, confirmed + refused), pairs=pairs))


def show_false_accusations(path: str) -> None:
    """Of the findings that people checked, those that were wrong."""
    markup.section(_("False accusations"), _(ACCUSATION_NOTE))
    rows = reviewing.false_accusations(path)
    if not rows:
        markup.sentence(_("Nobody has checked a finding yet, so we cannot say how often we accuse falsely."))
        return
    numbers = (_("Checked"), _("Wrong"), _("Share"), _("95 % interval"))
    markup.table(
        _("Findings that people checked"),
        [_("Shop"), *numbers],
        [
            [
                words.plain(row["shop"], 60),
                words.number(row["reviewed"]),
                words.number(row["wrong"]),
                words.share(row["wrong"], row["reviewed"]),
                _("{low} to {high} %").format(low=words.value(row["low"]), high=words.value(row["high"])),
            ]
            for row in rows
        ],
        numbers=numbers,
    )


def show_errors(path: str) -> None:
    """What is set aside."""
    markup.section(_("Set aside as errors"), _(ERRORS_NOTE))
    rows = queries.error_counts(path)
    if not rows:
        markup.sentence(_("None."))
        return
    with st.container():
        markup.table(
            _("Errors in the data, by kind"),
            [_("Kind"), _("Cases"), _("Shops"), _("For example")],
            [
                [
                    named.told(row["kind"].replace("_", " ")),
                    words.number(row["cases"]),
                    str(row["shops"]),
                    English(words.plain(row["detail"], 160)),
                ]
                for row in rows
            ],
            numbers=(_("Cases"), _("Shops")),
        )


def show_reports() -> None:
    """What visitors said is wrong."""
    note = _("Anybody can say on a product's page that a price is wrong, without an account.")
    markup.section(_("Reported as wrong"), note)
    told = queries.report_count()
    so_far = _("{reports} so far.").format(reports=words.count(told, "report", "reports"))
    markup.sentence(so_far if told else _("Nobody has reported a wrong price yet."))


if __name__ == "__main__":
    show()
