"""What people and shops say of a finding, beside what it says itself."""

import streamlit as st

from pricewatch.errors import PricewatchError
from pricewatch.finding_reviews import Kind
from pricewatch.pages import markup, person, queries, words
from pricewatch.questions import reviewing

REASONS = {
    "right": ["it follows from the prices shown", "the captured page shows it"],
    "wrong": ["the page was misread", "another article", "another size or pack", "the condition was shown to buyers"],
}


def show_review(row: queries.Row) -> None:
    """Whether a person has checked the finding; signed in, one may say so."""
    who, review = person.signed_in(), reviewing.reviewed_findings().get(row["finding_id"])
    if who is None and review is None:
        return
    markup.section("Checked by a person")
    if review is None:
        markup.sentence("Nobody has checked this finding yet.")
    else:
        said = f"{words.plain(review.who, 60)} called it {review.kind} on {words.day(review.at)}"
        holds = " It is not published from the next build on." if review.kind == "wrong" else ""
        markup.sentence(f"{said}: {words.plain(review.why, 300)}.{holds}")
    if who is not None:
        person.show()
        ask(row, review is not None)


def ask(row: queries.Row, is_reviewed: bool) -> None:
    """Right or wrong, and why."""
    st.selectbox(
        "Why?",
        [*REASONS["wrong"], *REASONS["right"]],
        index=None,
        key="why-finding",
        accept_new_options=True,
        placeholder="Choose a reason, or type one",
    )
    with st.container(horizontal=True):
        st.button("It is right", key="right", on_click=review_as, args=(row, "right"))
        st.button("It is wrong", key="wrong", on_click=review_as, args=(row, "wrong"))
        if is_reviewed:
            st.button("Undo the review", key="undo-review", on_click=review_as, args=(row, "undo"))


def review_as(row: queries.Row, kind: Kind) -> None:
    """Keep what was said, if somebody says so and why."""
    who, why = person.signed_in(), words.plain(st.session_state.get("why-finding"), 300)
    why = why or ("taken back in review" if kind == "undo" else "")
    if who is None or not why:
        person.tell("Say why first: every review is kept with its reason.")
        return
    try:
        reviewing.review_finding(row, kind, who, why)
    except PricewatchError as problem:
        person.tell(str(problem))
        return
    person.tell("Noted. It holds from the next build on.")


def show_statements(about: str) -> None:
    """What the shop says to it."""
    found = reviewing.statements_of(about)
    if found:
        markup.section("What the shop says", "As it was sent to us, word for word; we neither agree nor disagree.")
    for statement in found:
        for paragraph in filter(None, map(str.strip, statement.text.split("\n"))):
            markup.sentence(words.plain(paragraph, 20_000), "quote")
        markup.sentence(f"Received {words.day(statement.at)}; source: {words.plain(statement.source, 300)}.", "note")
