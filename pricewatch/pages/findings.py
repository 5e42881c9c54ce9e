"""What was found, by every rule, and at whom?"""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import frame, markup, queries, results, words

STEP = 25

WHAT_THIS_IS = N_(
    "Every test that was made of a shop's prices, newest first: passed, not passed, or not to be judged. "
    "A result names the test, never a motive. Open one for its numbers, its evidence and the SQL behind it."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Findings"))
    markup.sentence(_(WHAT_THIS_IS), "note")
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
        frame.more_button(min(STEP, found[0]["found"] - shown), found[0]["found"], show_more)


def choose(known: list[queries.Row]) -> tuple[str | None, str | None, str | None]:
    """Rule, verdict and shop from the filters, None where all are wanted."""
    tests = {row["rule_id"]: row for row in sorted(known, key=lambda row: row["rule_id"])}
    rules = {rule: results.rule_name(row) for rule, row in tests.items()}
    shops = {row["retailer"]: row["shop"] for row in known}
    frame.understand("rule", rules, lambda rule: results.rule_name(tests[rule]))
    frame.understand("verdict", results.VERDICTS, lambda verdict: _(results.VERDICTS[verdict]))
    with st.container(horizontal=True):
        rule = frame.pick(_("Test"), "rule", rules)
        verdict = frame.pick(_("Result"), "verdict", {name: _(told) for name, told in results.VERDICTS.items()})
        shop = frame.pick(_("Shop"), "shop", shops)
    return rule, verdict, shop


def nothing(is_filtered: bool) -> None:
    """No row, and what that means."""
    if is_filtered:
        markup.sentence(_("Nothing fits these filters. Choose another test, result or shop."))
    elif queries.is_public():
        markup.sentence(_("No finding has been published yet."))
    else:
        markup.sentence(_("Nothing could be tested yet: most tests need weeks of prices before they say anything."))


def show_entry(row: queries.Row) -> None:
    """One finding: what, where, and the way to its evidence."""
    frame.finding_link(row["finding_id"], results.finding_name(row))
    markup.show(
        markup.line(*results.finding_line(row)),
        markup.line(results.finding_status(row), kind="detail"),
    )


def show_more() -> None:
    """The next screenful too."""
    st.session_state["findings_shown"] = st.session_state.get("findings_shown", STEP) + STEP


if __name__ == "__main__":
    show()
