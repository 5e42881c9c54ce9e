"""How good are we? What was read, how fresh it is, and which of our findings we took back."""

import streamlit as st

from pricewatch.pages import frame, markup, queries, words
from pricewatch.questions import reviewing

READ_NOTE = (
    "Before any conclusion: how each shop is read, how old its newest price is, and how often what it showed could "
    "not be understood. What we could not read is not held against a shop."
)
TAKEN_BACK_NOTE = (
    "A finding that a later edition no longer supports is withdrawn, with the cause, and stays here: rule (we changed "
    "the method), reader (we had misread a page), data (listings were corrected), decision (a person corrected us)."
)
ERRORS_NOTE = (
    "What in the data must not become an accusation: nights on which a whole shop jumped by one factor, two prices "
    "at once, codes that went on with another article, sizes that contradict each other. None of it is used."
)
REVIEW_NOTE = (
    "Of the pairs that a machine had called one product, how many did people confirm? Pairs are taken as they come "
    "to review, so this is no random sample; `pricewatch audit --self` draws one of the findings."
)

ACCUSATION_NOTE = (
    "Of the tests called not met that a person checked, how many did not follow from what was seen? Those are not "
    "published any more. People choose what they check, so this is no random sample; the interval is Wilson's."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading("How good are we?")
    show_reading(path)
    show_corrections(path)
    show_review()
    show_false_accusations(path)
    show_errors(path)
    show_reports()


def show_reading(path: str) -> None:
    """Scrape success and freshness, by shop."""
    markup.section("What was read", READ_NOTE)
    newest = queries.edition(path)["newest"]
    rows = queries.health(path)
    markup.table(
        "How each shop is read",
        ["Shop", "Newest price", "Pages read", "Prices understood", "Doubtful", "Last visit"],
        [
            [
                words.plain(row["shop"], 60),
                words.age(row["last_seen"], newest) + (" (stale)" if row["is_stale"] else ""),
                words.share(row["pages_ok"], row["pages"]),
                words.share(row["priced"], row["spells"]),
                words.share(row["doubted"], row["spells"]),
                visit(row),
            ]
            for row in rows
        ],
        numbers=("Pages read", "Prices understood", "Doubtful"),
    )


def visit(row: queries.Row) -> str:
    """How the last visit ended."""
    if row["visited_at"] is None:
        return "imported, never visited"
    detail = f": {words.plain(row['detail'], 200)}" if row["detail"] else ""
    return f"{words.day(row['visited_at'])}, {row['visit_outcome']}{detail}"


def show_corrections(path: str) -> None:
    """Claims made and withdrawn."""
    markup.section("Findings published and withdrawn", TAKEN_BACK_NOTE)
    counted = queries.publication_counts(path)
    if not counted:
        markup.sentence("Nothing has been published yet.")
        return
    made, back = sum(row["made"] for row in counted), sum(row["withdrawn"] for row in counted)
    markup.sentence(f"{words.count(made, 'finding', 'findings')} published in all, {back:,} of them withdrawn.")
    markup.table(
        "Published and withdrawn, by shop and test",
        ["Shop", "Test", "Published", "Withdrawn", "Causes"],
        [
            [
                words.plain(row["shop"] or row["retailer"], 60),
                f"{row['rule_id']}: {row['test'] or 'a test that is no more'}",
                str(row["made"]),
                str(row["withdrawn"]),
                row["causes"] or "—",
            ]
            for row in counted
        ],
        numbers=("Published", "Withdrawn"),
    )
    for row in queries.withdrawn(path):
        markup.show(
            markup.line(f"Withdrawn {words.moment(row['withdrawn_at'])}, cause: {row['cause']}.", kind="entry"),
            markup.line(words.plain(row["sentence"], 500), kind="detail"),
            markup.line(words.plain(row["detail"], 300), kind="detail"),
        )


def show_review() -> None:
    """What people said of our matches."""
    markup.section("Matches that people looked at", REVIEW_NOTE)
    confirmed, refused = queries.reviews()
    if not confirmed + refused:
        markup.sentence("Nobody has reviewed a match yet, so we cannot say how often they are right.")
        return
    pairs = words.count(confirmed + refused, "reviewed pair", "reviewed pairs")
    markup.sentence(f"{words.share(confirmed, confirmed + refused)} of {pairs} were confirmed.")


def show_false_accusations(path: str) -> None:
    """Of the findings that people checked, those that were wrong."""
    markup.section("False accusations", ACCUSATION_NOTE)
    rows = reviewing.false_accusations(path)
    if not rows:
        markup.sentence("Nobody has checked a finding yet, so we cannot say how often we accuse falsely.")
        return
    markup.table(
        "Findings that people checked",
        ["Shop", "Checked", "Wrong", "Share", "95 % interval"],
        [
            [
                words.plain(row["shop"], 60),
                f"{row['reviewed']:,}",
                f"{row['wrong']:,}",
                words.share(row["wrong"], row["reviewed"]),
                f"{row['low']:.1f} to {row['high']:.1f} %",
            ]
            for row in rows
        ],
        numbers=("Checked", "Wrong", "Share", "95 % interval"),
    )


def show_errors(path: str) -> None:
    """What is set aside."""
    markup.section("Set aside as errors", ERRORS_NOTE)
    rows = queries.error_counts(path)
    if not rows:
        markup.sentence("None.")
        return
    with st.container():
        markup.table(
            "Errors in the data, by kind",
            ["Kind", "Cases", "Shops", "For example"],
            [
                [
                    words.plain(row["kind"].replace("_", " ")),
                    f"{row['cases']:,}",
                    str(row["shops"]),
                    words.plain(row["detail"], 160),
                ]
                for row in rows
            ],
            numbers=("Cases", "Shops"),
        )


def show_reports() -> None:
    """What visitors said is wrong."""
    markup.section(
        "Reported as wrong", "Anybody can say on a product's page that a price is wrong, without an account."
    )
    told = queries.report_count()
    markup.sentence(
        f"{words.count(told, 'report', 'reports')} so far." if told else "Nobody has reported a wrong price yet."
    )


if __name__ == "__main__":
    show()
