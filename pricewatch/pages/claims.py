"""A claimed reduction beside what we saw, and how that was worked out."""

import streamlit as st

from pricewatch.pages import chart, frame, markup, queries, results, words
from pricewatch.pages.markup import Chip

NOTE = (
    "Test: is the price below the lowest public price of the 30 days before the reduction "
    "(Directive 98/6/EC Art. 6a)? A result is about prices we saw, not about anybody's intentions."
)


def show(path: str, row: queries.Row, *, product: bool = True) -> None:
    """One claim; `product`: with a link to its product."""
    if product:
        frame.product_link(row["product_id"], row["name"])
    result = results.claim_result(row)
    until = "" if row["claimed_until"] == row["claimed_on"] else f" to {words.day(row['claimed_until'])}"
    where = chart.place_of({**row, "seller": None})
    st.html(markup.line(Chip(result), f"{where}, {words.day(row['claimed_on'])}{until}"))
    markup.versus(results.claimed_figure(row), results.real_figure(row))
    st.html(markup.line(result.sentence, kind="detail"))
    with st.expander("How we worked it out"):
        show_working(path, row)


def show_working(path: str, row: queries.Row) -> None:
    """The sum, step by step, what other rules gave, and the way to the evidence."""
    markup.show(*(markup.line(step) for step in results.working(row)))
    others = queries.other_tests(path, row["offer_id"], row["claimed_on"])
    if others:
        markup.table(
            "Other tests of the same claim",
            ["Other test", "Result", "Missing"],
            [
                [
                    f"{each['rule_id']}: {each['test']}",
                    Chip(results.finding_result(each)),
                    words.plain(each["missing"]) or "—",
                ]
                for each in others
            ],
        )
    frame.finding_link(row["finding_id"], "Evidence, numbers and SQL of this test")
