"""What people and shops say of a finding, beside what it says itself."""

import streamlit as st

from pricewatch.errors import PricewatchError
from pricewatch.finding_reviews import Kind
from pricewatch.languages import N_, _
from pricewatch.pages import markup, person, queries, words
from pricewatch.pages.reasons import reason
from pricewatch.questions import reviewing

REASONS = {
    "right": [N_("it follows from the prices shown"), N_("the captured page shows it")],
    "wrong": [
        N_("the page was misread"),
        N_("another article"),
        N_("another size or pack"),
        N_("the condition was shown to buyers"),
    ],
}


CALLED = {
    "right": N_("{who} called it right on {day}: {why}."),
    "wrong": N_("{who} called it wrong on {day}: {why}. It is not published from the next build on."),
}


def show_review(row: queries.Row) -> None:
    """Whether a person has checked the finding; signed in, one may say so."""
    who, review = person.signed_in(), reviewing.reviewed_findings().get(row["finding_id"])
    if who is None and review is None:
        return
    markup.section(_("Checked by a person"))
    if review is None:
        markup.sentence(_("Nobody has checked this finding yet."))
    else:
        who_said, on, why = words.plain(review.who, 60), words.day(review.at), words.plain(_(review.why), 300)
        markup.sentence(_(CALLED[review.kind]).format(who=who_said, day=on, why=why))
    if who is not None:
        person.show()
        ask(row, review is not None)


def ask(row: queries.Row, is_reviewed: bool) -> None:
    """Right or wrong, and why."""
    st.selectbox(
        _("Why?"),
        [*REASONS["wrong"], *REASONS["right"]],
        format_func=_,
        index=None,
        key="why-finding",
        accept_new_options=True,
        placeholder=_("Choose a reason, or type one"),
    )
    with st.container(horizontal=True):
        st.button(_("It is right"), key="right", on_click=review_as, args=(row, "right"))
        st.button(_("It is wrong"), key="wrong", on_click=review_as, args=(row, "wrong"))
        if is_reviewed:
            st.button(_("Undo the review"), key="undo-review", on_click=review_as, args=(row, "undo"))


def review_as(row: queries.Row, kind: Kind) -> None:
    """Keep what was said, if somebody says so and why."""
    who, why = person.signed_in(), words.plain(st.session_state.get("why-finding"), 300)
    why = why or ("taken back in review" if kind == "undo" else "")
    if who is None or not why:
        person.tell(_("Say why first: every review is kept with its reason."))
        return
    try:
        reviewing.review_finding(row, kind, who, why)
    except PricewatchError as problem:
        person.tell(reason(str(problem)))
        return
    person.tell(_("Noted. It holds from the next build on."))


def show_statements(about: str) -> None:
    """What the shop says to it."""
    found = reviewing.statements_of(about)
    if found:
        note = _("As it was sent to us, word for word; we neither agree nor disagree.")
        markup.section(_("What the shop says"), note)
    for statement in found:
        for paragraph in filter(None, map(str.strip, statement.text.split("\n"))):
            markup.sentence(words.plain(paragraph, 20_000), "quote")
        told = _("Received {day}; source: {source}.")
        source = words.plain(statement.source, 300)
        markup.sentence(told.format(day=words.day(statement.at), source=source), "note")
