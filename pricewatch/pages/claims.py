"""A claimed reduction beside what we saw, and how that was worked out."""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import chart, frame, markup, queries, results, words
from pricewatch.pages.markup import Chip

NOTE = N_(
    "Test: is the price below the lowest public price of the 30 days before the reduction "
    "(Directive 98/6/EC Art. 6a)? A result is about prices we saw, not about anybody's intentions."
)


def show(path: str, row: queries.Row, *, product: bool = True) -> None:
    """One claim; `product`: with a link to its product."""
    if product:
        frame.product_link(row["product_id"], row["name"])
    result = results.claim_result(row)
    where, first, last = chart.place_of({**row, "seller": None}), row["claimed_on"], row["claimed_until"]
    when = words.day(first) if first == last else words.days(first, last)
    st.html(markup.line(Chip(result), f"{where}, {when}"))
    markup.versus(results.claimed_figure(row), results.real_figure(row))
    st.html(markup.line(result.sentence, kind="detail"))
    with st.expander(_("How we worked it out")):
        show_working(path, row)


def show_working(path: str, row: queries.Row) -> None:
    """The sum, step by step, what other rules gave, and the way to the evidence."""
    markup.show(*(markup.line(step) for step in results.working(row)))
    others = queries.other_tests(path, row["offer_id"], row["claimed_on"])
    if others:
        columns = [_("Other test"), _("Result"), _("Missing")]
        markup.table(_("Other tests of the same claim"), columns, map(other_row, others))
    frame.finding_link(row["finding_id"], _("Evidence, numbers and SQL of this test"))


def other_row(row: queries.Row) -> list[markup.Piece]:
    """What another test of the claim gave, and what it lacked."""
    missing = results.missing(row) if row["missing"] else "—"
    return [results.rule_name(row), Chip(results.finding_result(row)), missing]
