"""What was found, by every rule, and at whom?"""

import streamlit as st

from pricewatch.pages import frame, markup, queries, results, words
from pricewatch.pages.markup import Chip

STEP = 25

WHAT_THIS_IS = (
    "Every test that was made of a shop's prices, newest first: passed, not passed, or not to be judged. "
    "A result names the test, never a motive. Open one for its numbers, its evidence and the SQL behind it."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading("Findings")
    markup.sentence(WHAT_THIS_IS, "note")
    known = queries.finding_filters(path)
    rule, verdict, shop = choose(known)
    shown = st.session_state.get("findings_shown", STEP)
    found = queries.findings(path, rule, verdict, shop, shown)
    if not found:
        nothing(bool(rule or verdict or shop))
    else:
        markup.sentence(words.count(found[0]["found"], "finding", "findings"), "note")
    for place, row in enumerate(found):
        with st.container(gap=None, key=f"entry-{place}"):
            show_entry(row)
    if found and found[0]["found"] > shown:
        st.button(f"Show {min(STEP, found[0]['found'] - shown)} more of {found[0]['found']:,}", on_click=show_more)


def choose(known: list[queries.Row]) -> tuple[str | None, str | None, str | None]:
    """Rule, verdict and shop from the filters, None where all are wanted."""
    rules = {row["rule_id"]: f"{row['rule_id']}: {row['test']}" for row in sorted(known, key=lambda r: r["rule_id"])}
    shops = {row["retailer"]: row["shop"] for row in known}
    with st.container(horizontal=True):
        rule = frame.pick("Test", "rule", rules)
        verdict = frame.pick("Result", "verdict", results.VERDICTS)
        shop = frame.pick("Shop", "shop", shops)
    return rule, verdict, shop


def nothing(is_filtered: bool) -> None:
    """No row, and what that means."""
    if is_filtered:
        markup.sentence("Nothing fits these filters. Choose another test, result or shop.")
    elif queries.is_public():
        markup.sentence("No finding has been published yet.")
    else:
        markup.sentence("Nothing could be tested yet: most tests need weeks of prices before they say anything.")


def show_entry(row: queries.Row) -> None:
    """One finding: what, where, and the way to its evidence."""
    frame.finding_link(row["finding_id"], f"{row['name'] or row['sku'] or 'an offer'} at {row['shop']}")
    result = results.finding_result(row)
    markup.show(
        markup.line(Chip(result), results.finding_sentence(row)),
        markup.line(results.finding_status(row), kind="detail"),
    )


def show_more() -> None:
    """The next screenful too."""
    st.session_state["findings_shown"] = st.session_state.get("findings_shown", STEP) + STEP


if __name__ == "__main__":
    show()
