"""One finding: what was tested, with which numbers, on which evidence, and what other numbers would find."""

from decimal import Decimal
from pathlib import Path

import streamlit as st

from pricewatch import models
from pricewatch.casefile.pack import case_bytes
from pricewatch.errors import PricewatchError
from pricewatch.evidence import Evidence, gather
from pricewatch.pages import frame, markup, queries, results, said, words
from pricewatch.pages.markup import Chip, Link, Strong

SPELLS_NOTE = (
    "Every price that the shop showed around that day, as it was seen: a row holds as long as nothing about the price "
    "changed. A capture is the page as the shop served it, kept unchanged."
)
CAPTURES_NOTE = (
    "The responses that open and close each price, as the shop served them: when, what they hash to, and the text "
    "around the price. The case file holds them whole, with all that is needed to compute the finding again."
)
WHAT_IF_NOTE = (
    "The numbers are conventions. Change one, and the rule runs again over all offers of this database, "
    "here and for you alone."
)
SHOWN_COLUMNS = {"finding_id", "sentence", "published", "missing", "verdict", "outcome"}


@frame.page
def show(path: str) -> None:
    """The page."""
    wanted = st.query_params.get("finding", "")
    row = queries.finding(path, wanted) if wanted else None
    if row is None:
        no_finding(path, wanted)
        return
    markup.heading(f"{row['test'][:1].upper()}{row['test'][1:]}")
    result = results.finding_result(row)
    markup.show(
        markup.line(Chip(result), Strong(results.finding_sentence(row)), kind="verdict"),
        markup.line(f"The test asks: {row['asks']}", kind="detail"),
        markup.line(results.finding_status(row), kind="detail"),
        markup.line("Offered by", Link(words.plain(row["shop"], 60), row["url"]), kind="detail"),
    )
    if row["product_id"]:
        frame.product_link(row["product_id"], row["name"])
    numbers = queries.finding_numbers(path, row["found_in"], wanted)
    show_coverage(numbers)
    show_spells(path, row)
    show_captures(path, row)
    show_numbers(numbers)
    show_events(path, wanted)
    said.show_statements(wanted)
    said.show_review(row)
    show_rule(path, row)
    show_what_if(path, row)


def no_finding(path: str, wanted: str) -> None:
    """What became of it, or a sentence, and a way on."""
    gone = queries.once_published(path, wanted) if wanted else None
    markup.heading("A finding that we took back" if gone else "Which finding?")
    if gone:
        markup.sentence(f"We had published: {words.plain(gone['sentence'], 600)}")
        show_events(path, wanted)
        said.show_statements(wanted)
    elif wanted:
        markup.sentence(
            f"There is no finding “{words.plain(wanted, 40)}” in this edition. If it was published once, the page on "
            "corrections says what became of it."
        )
    else:
        markup.sentence("No finding is chosen yet.")
    with st.container(key="entry-way-on"):
        st.page_link("pricewatch/pages/findings.py", label="All findings")
        st.page_link("pricewatch/pages/honesty.py", label="Corrections")


def show_coverage(numbers: queries.Row) -> None:
    """How well it was observed, before anything else is said."""
    markup.section("Observed", "What was seen decides what can be said.")
    told = [
        ("Days observed", numbers.get("days_observed")),
        ("Longest gap, days", numbers.get("longest_gap")),
        ("First seen", numbers.get("first_seen_on")),
        ("Last seen", numbers.get("last_seen_on")),
        ("Deciding price seen twice, hours apart", numbers.get("has_evidence")),
    ]
    markup.table("Coverage", ["What", "Value"], [[what, words.value(value)] for what, value in told])
    if numbers.get("missing"):
        markup.sentence(f"Missing: {numbers['missing']}.")


def show_spells(path: str, row: queries.Row) -> None:
    """The prices around the day."""
    markup.section("What the shop showed", SPELLS_NOTE)
    spells = queries.finding_spells(path, row)
    if not spells:
        markup.sentence("No price of the weeks around that day is kept in this edition.")
        return
    markup.table(
        "Prices around that day",
        ["Seen", "Price", "Was-price", "Members", "30-day low shown", "Sightings", "Capture"],
        [
            [
                f"{words.day(spell['seen_from'])} to {words.day(spell['seen_to'])}",
                words.money(spell["price"], spell["currency"]),
                words.value(spell["was_price"]),
                words.value(spell["member_price"]),
                words.value(spell["lowest_30d_shown"]),
                str(spell["sightings"]),
                words.plain(spell["capture"], 60) or "imported",
            ]
            for spell in spells
        ],
        numbers=("Price", "Was-price", "Members", "30-day low shown", "Sightings"),
    )


def show_captures(path: str, row: queries.Row) -> None:
    """The pages that open and close each price, and all of it as a case file; both are read only when asked for."""
    if queries.is_public() and row["publish"] not in ("extracts", "all"):
        markup.sentence("The captures of this shop are not shown here: its entry does not allow it.", "note")
        return
    with st.container(horizontal=True):
        wants_captures = st.button("Look at the captures")
        wants_case = not queries.is_public() and st.button("Make a case file")
    if wants_captures:
        list_captures(gather(Path(path), queries.data_folder(), row["finding_id"]))
    if wants_case:
        offer_case(path, row["finding_id"])


def list_captures(evidence: Evidence) -> None:
    """Each capture with its time, digest and the text around the price."""
    markup.section("Captures", CAPTURES_NOTE)
    if not evidence.captures:
        markup.sentence("There is none: the listings were imported. Their files in the lake, and what they hash to:")
    for source in evidence.sources if not evidence.captures else ():
        markup.sentence(f"{source.file}: SHA-256 {source.sha256}, {words.count(source.rows, 'row', 'rows')}.", "note")
    for capture in evidence.captures:
        state = "unchanged since" if capture.is_intact else "NOT as it was kept: its digest differs"
        seen = " … ".join(words.plain(text, 400) for text in (capture.excerpt.text, capture.excerpt.markup) if text)
        markup.show(
            markup.line(Strong(words.moment(capture.at)), words.money(capture.price, None).split(" ")[0], kind="entry"),
            markup.line(seen or "The price stands in no text that could be cut out.", kind="detail"),
            markup.line(
                f"{words.plain(capture.url, 200)} · HTTP {capture.status or 'unknown'} · {state} · reader "
                f"{capture.reader or 'unknown'} · SHA-256 {capture.sha256}",
                kind="detail",
            ),
        )


def offer_case(path: str, finding_id: str) -> None:
    """The case file, to be kept."""
    try:
        packed = case_bytes(path, queries.data_folder(), [finding_id])
    except PricewatchError as problem:
        markup.sentence(str(problem))
        return
    st.download_button(
        "Keep the case file (ZIP)",
        packed,
        file_name=f"case-{finding_id}.zip",
        mime="application/zip",
        on_click="ignore",
    )


def show_numbers(numbers: queries.Row) -> None:
    """All that the rule computed."""
    with st.expander("All numbers of this finding"):
        rows = [
            [words.plain(name.replace("_", " ")), words.value(value)]
            for name, value in numbers.items()
            if name not in SHOWN_COLUMNS
        ]
        markup.table("Numbers of this finding", ["Column", "Value"], rows)


def show_events(path: str, finding: str) -> None:
    """Its life in public."""
    events = queries.finding_events(path, finding)
    if not events:
        return
    markup.section("Published and withdrawn")
    for event in events:
        cause = f", cause: {event['cause']} ({words.plain(event['detail'], 200)})" if event["cause"] else ""
        markup.sentence(f"{words.moment(event['event_at'])}: {event['event']}{cause}.")


def show_rule(path: str, row: queries.Row) -> None:
    """The SQL and its numbers."""
    rules = models.of_rule(row["rule_id"])
    names = tuple(sorted({name for rule in rules for name in rule.parameters}))
    with st.expander("The SQL of this test, and its numbers"):
        if row["source"]:
            markup.sentence(f"Rule set {row['rule_set']}: {words.plain(row['source'], 500)}.", "note")
        markup.table(
            "Numbers that the test uses",
            ["Name", "Value", "Why"],
            [
                [number["name"], f"{number['value'].normalize():f} {number['unit']}", number["why"]]
                for number in queries.numbers(path, names)
            ],
        )
        for rule in rules:
            st.code(rule.sql, language="sql")


def show_what_if(path: str, row: queries.Row) -> None:
    """Other numbers, and how many findings would follow."""
    model = queries.model_of(path, row["rule_id"], row["finding_id"])
    numbers = queries.numbers(path, tuple(sorted(model.parameters)))
    if not numbers:
        return
    with st.expander("What if the numbers were others?"):
        markup.sentence(WHAT_IF_NOTE, "note")
        with st.form("what-if", border=False):
            chosen = tuple(
                (number["name"], typed)
                for number in numbers
                if (typed := st.number_input(f"{number['name']} ({number['unit']})", value=float(number["value"])))
                != float(number["value"])
            )
            st.form_submit_button("Count again")
        show_counts(path, model.name, chosen)


def show_counts(path: str, model: str, chosen: tuple[tuple[str, float], ...]) -> None:
    """How many findings of each result there are, and would be."""
    usual = queries.recount(path, model, ())
    other = queries.recount(path, model, tuple((name, str(Decimal(str(value)))) for name, value in chosen))
    if other is None or usual is None:
        markup.sentence("With these numbers the rule cannot run. Choose others.")
        return
    markup.table(
        "Findings that follow",
        ["Result", "As it is", "With these numbers"],
        [[results.VERDICTS[name], str(usual.get(name, 0)), str(other.get(name, 0))] for name in results.VERDICTS],
        numbers=("As it is", "With these numbers"),
    )


if __name__ == "__main__":
    show()
