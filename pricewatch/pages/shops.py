"""Which shops are there, and what did the tests give at each?"""

from datetime import datetime

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import frame, markup, queries, results, words
from pricewatch.pages.markup import Chip

NOTE = N_(
    "Every shop that we read, in the order of the alphabet: there is no ranking, since a shop of which much is known "
    "fails more tests than one of which little is. How dear a shop is counts for nothing here."
)
COMPARE_NOTE = N_("The same tests at both, as shares of what could be told.")
NOBODY = N_("no shop")


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Shops"))
    markup.sentence(_(NOTE), "note")
    known = queries.shops(path)
    if not known:
        markup.sentence(_("No shop is known yet. Collect or import listings, and build."))
        return
    newest = queries.edition(path)["newest"]
    for place, row in enumerate(known):
        with st.container(gap=None, key=f"entry-{place}"):
            show_shop(row, newest)
    show_comparison(path, known)


def show_shop(row: queries.Row, newest: datetime) -> None:
    """One shop in three lines."""
    frame.shop_link(row["retailer"], row["shop"])
    known = _("{offers} since {day}, {age}").format(
        offers=words.count(row["offers"], "offer", "offers"),
        day=words.day(row["first_seen"]),
        age=words.age(row["last_seen"], newest),
    )
    stale = [_("no longer seen: what is said here may be old")] if row["is_stale"] else []
    markup.show(
        markup.line(Chip(results.shop_result(row)), results.tests_told(row)),
        markup.line(results.opacity(row)),
        markup.line(" · ".join([known, *stale]), kind="detail"),
    )


def show_comparison(path: str, known: list[queries.Row]) -> None:
    """Two shops side by side."""
    if len(known) < 2:
        return
    markup.section(_("Compare two shops"), _(COMPARE_NOTE))
    names = {row["retailer"]: words.plain(row["shop"], 60) for row in known}
    with st.container(horizontal=True):
        one, other = (
            st.selectbox(
                label,
                [NOBODY, *names],
                format_func=lambda slug: names[slug] if slug in names else _(slug),
                key=key,
                bind="query-params",
            )
            for label, key in ((_("One shop"), "one"), (_("Another shop"), "other"))
        )
    if len({one, other, NOBODY}) < 3:
        markup.sentence(_("Choose two shops."), "note")
        return
    pages = [queries.shop_page(path, slug) for slug in (one, other)]
    tests = {row["rule_id"]: results.rule_name(row) for page in pages if page for row in page.rules}
    markup.table(
        _("The tests at both shops"),
        [_("Test"), names[one], names[other]],
        [
            [test, *(results.rule_told(page.rules if page else [], rule) for page in pages)]
            for rule, test in sorted(tests.items())
        ],
        numbers=(names[one], names[other]),
    )


if __name__ == "__main__":
    show()
