"""One finding: what was tested, with which numbers, on which evidence, and what other numbers would find."""

from decimal import Decimal
from pathlib import Path

import streamlit as st

from pricewatch import models
from pricewatch.errors import PricewatchError
from pricewatch.evidence import Capture, Evidence, gather
from pricewatch.languages import N_, _
from pricewatch.pages import frame, markup, named, queries, results, said, words
from pricewatch.pages.markup import Chip, English, Link, Strong
from pricewatch.pages.reasons import reason

SPELLS_NOTE = N_(
    "Every price that the shop showed around that day, as it was seen: a row holds as long as nothing about the price "
    "changed. A capture is the page as the shop served it, kept unchanged."
)
CAPTURES_NOTE = N_(
    "The responses that open and close each price, as the shop served them: when, what they hash to, and the text "
    "around the price. The case file holds them whole, with all that is needed to compute the finding again."
)
WHAT_IF_NOTE = N_(
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
    test, told = named.told(row["test"]), English(results.finding_sentence(row), "strong")
    markup.heading(f"{test[:1].upper()}{test[1:]}")
    markup.show(
        markup.line(Chip(results.finding_result(row)), Strong(results.finding_day(row)), told, kind="verdict"),
        markup.line(_("The test asks: {question}").format(question=named.told(row["asks"])), kind="detail"),
        markup.line(results.finding_status(row), kind="detail"),
        markup.line(_("Offered by"), Link(words.plain(row["shop"], 60), row["url"]), kind="detail"),
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
    markup.heading(_("A finding that we took back") if gone else _("Which finding?"))
    if gone:
        markup.show(markup.line(_("We had published:"), English(words.plain(gone["sentence"], 600)), kind="lead"))
        show_events(path, wanted)
        said.show_statements(wanted)
    elif wanted:
        told = _(
            "There is no finding “{id}” in this edition. If it was published once, the page on corrections says what "
            "became of it."
        )
        markup.sentence(told.format(id=words.plain(wanted, 40)))
    else:
        markup.sentence(_("No finding is chosen yet."))
    with st.container(key="entry-way-on"):
        frame.way("findings", _("All findings"))
        frame.way("honesty", _("Corrections"))


def show_coverage(numbers: queries.Row) -> None:
    """How well it was observed, before anything else is said."""
    markup.section(_("Observed"), _("What was seen decides what can be said."))
    told = [
        (_("Days observed"), numbers.get("days_observed")),
        (_("Longest gap, days"), numbers.get("longest_gap")),
        (_("First seen"), numbers.get("first_seen_on")),
        (_("Last seen"), numbers.get("last_seen_on")),
        (_("Deciding price seen twice, hours apart"), numbers.get("has_evidence")),
    ]
    markup.table(_("Coverage"), [_("What"), _("Value")], [[what, words.value(value)] for what, value in told])
    if numbers.get("missing"):
        markup.sentence(_("Missing: {what}.").format(what=reason(numbers["missing"])))


def show_spells(path: str, row: queries.Row) -> None:
    """The prices around the day."""
    markup.section(_("What the shop showed"), _(SPELLS_NOTE))
    spells = queries.finding_spells(path, row)
    if not spells:
        markup.sentence(_("No price of the weeks around that day is kept in this edition."))
        return
    numbers = (_("Price"), _("Was-price"), _("Members"), _("30-day low shown"), _("Sightings"))
    columns = [_("Seen"), *numbers, _("Capture")]
    markup.table(_("Prices around that day"), columns, map(spell_row, spells), numbers=numbers)


def spell_row(spell: queries.Row) -> list[str]:
    """One price, as a row of the table."""
    return [
        words.days(spell["seen_from"], spell["seen_to"]),
        words.money(spell["price"], spell["currency"]),
        words.value(spell["was_price"]),
        words.value(spell["member_price"]),
        words.value(spell["lowest_30d_shown"]),
        str(spell["sightings"]),
        words.plain(spell["capture"], 60) or _("imported"),
    ]


def show_captures(path: str, row: queries.Row) -> None:
    """The pages that open and close each price, and all of it as a case file; both are read only when asked for."""
    if queries.is_public() and row["publish"] not in ("extracts", "all"):
        markup.sentence(_("The captures of this shop are not shown here: its entry does not allow it."), "note")
        return
    with st.container(horizontal=True):
        wants_captures = st.button(_("Look at the captures"))
        wants_case = not queries.is_public() and st.button(_("Make a case file"))
    if wants_captures:
        list_captures(gather(Path(path), queries.data_folder(), row["finding_id"]))
    if wants_case:
        offer_case(path, row["finding_id"])


def list_captures(evidence: Evidence) -> None:
    """Each capture with its time, digest and the text around the price."""
    markup.section(_("Captures"), _(CAPTURES_NOTE))
    if not evidence.captures:
        markup.sentence(_("There is none: the listings were imported. Their files in the lake, and what they hash to:"))
    for source in evidence.sources if not evidence.captures else ():
        rows = words.count(source.rows, "row", "rows")
        markup.sentence(f"{source.file}: SHA-256 {source.sha256}, {rows}.", "note")
    for capture in evidence.captures:
        seen = " … ".join(words.plain(text, 400) for text in (capture.excerpt.text, capture.excerpt.markup) if text)
        price = _("unknown") if capture.price is None else words.amount(capture.price)
        markup.show(
            markup.line(Strong(words.moment(capture.at)), price, kind="entry"),
            markup.line(seen or _("The price stands in no text that could be cut out."), kind="detail"),
            markup.line(origin(capture), kind="detail"),
        )


def origin(capture: Capture) -> str:
    """Where a capture is from, whether it is as it was kept, and what it hashes to."""
    told = _("{url} · HTTP {status} · {state} · reader {reader} · SHA-256 {digest}")
    return told.format(
        url=words.plain(capture.url, 200),
        status=capture.status or _("unknown"),
        state=_("unchanged since") if capture.is_intact else _("NOT as it was kept: its digest differs"),
        reader=capture.reader or _("unknown"),
        digest=capture.sha256,
    )


def offer_case(path: str, finding_id: str) -> None:
    """The case file, to be kept."""
    from pricewatch.casefile.pack import case_bytes

    try:
        packed = case_bytes(path, queries.data_folder(), [finding_id])
    except PricewatchError as problem:
        markup.sentence(str(problem))
        return
    st.download_button(
        _("Keep the case file (ZIP)"),
        packed,
        file_name=f"case-{finding_id}.zip",
        mime="application/zip",
        on_click="ignore",
    )


def show_numbers(numbers: queries.Row) -> None:
    """All that the rule computed."""
    with st.expander(_("All numbers of this finding")):
        rows = [
            [words.plain(name.replace("_", " ")), words.value(value)]
            for name, value in numbers.items()
            if name not in SHOWN_COLUMNS
        ]
        markup.table(_("Numbers of this finding"), [_("Column"), _("Value")], rows)


def show_events(path: str, finding: str) -> None:
    """Its life in public."""
    events = queries.finding_events(path, finding)
    if not events:
        return
    markup.section(_("Published and withdrawn"))
    for event in events:
        told = _("{moment}: {event}, cause: {cause} ({detail}).") if event["cause"] else _("{moment}: {event}.")
        markup.sentence(
            told.format(
                moment=words.moment(event["event_at"]),
                event=named.told(event["event"]),
                cause=named.told(event["cause"] or ""),
                detail=words.plain(event["detail"], 200),
            )
        )


def show_rule(path: str, row: queries.Row) -> None:
    """The SQL and its numbers."""
    rules = models.of_rule(row["rule_id"])
    names = tuple(sorted({name for rule in rules for name in rule.parameters}))
    with st.expander(_("The SQL of this test, and its numbers")):
        if row["source"]:
            told = _("Rule set {name}: {source}.")
            markup.sentence(told.format(name=row["rule_set"], source=words.plain(row["source"], 500)), "note")
        frame.show_numbers(_("Numbers that the test uses"), queries.numbers(path, names))
        for rule in rules:
            st.code(rule.sql, language="sql")


def show_what_if(path: str, row: queries.Row) -> None:
    """Other numbers, and how many findings would follow."""
    model = queries.model_of(path, row["rule_id"], row["finding_id"])
    numbers = queries.numbers(path, tuple(sorted(model.parameters)))
    if not numbers:
        return
    with st.expander(_("What if the numbers were others?")):
        markup.sentence(_(WHAT_IF_NOTE), "note")
        with st.form("what-if", border=False):
            chosen = tuple(
                (number["name"], typed)
                for number in numbers
                if (typed := st.number_input(f"{number['name']} ({number['unit']})", value=float(number["value"])))
                != float(number["value"])
            )
            st.form_submit_button(_("Count again"))
        show_counts(path, model.name, chosen)


def show_counts(path: str, model: str, chosen: tuple[tuple[str, float], ...]) -> None:
    """How many findings of each result there are, and would be."""
    usual = queries.recount(path, model, ())
    other = queries.recount(path, model, tuple((name, str(Decimal(str(value)))) for name, value in chosen))
    if other is None or usual is None:
        markup.sentence(_("With these numbers the rule cannot run. Choose others."))
        return
    numbers = (_("As it is"), _("With these numbers"))
    markup.table(
        _("Findings that follow"),
        [_("Result"), *numbers],
        [[_(told), str(usual.get(name, 0)), str(other.get(name, 0))] for name, told in results.VERDICTS.items()],
        numbers=numbers,
    )


if __name__ == "__main__":
    show()
