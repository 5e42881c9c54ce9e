"""What should a person look at? Uncertain pairs side by side, findings nobody has checked, what was decided lately."""

import re

import streamlit as st

from pricewatch.decisions import Decision, Kind
from pricewatch.errors import PricewatchError
from pricewatch.languages import N_, _
from pricewatch.pages import frame, linked, markup, person, queries, results, side_by_side, words
from pricewatch.pages.markup import Strong
from pricewatch.pages.reasons import reason
from pricewatch.questions import reviewing

WHAT_THIS_IS = N_(
    "Whether two offers are one product is decided by codes and words; where these do not tell, a person does. Prices "
    "are not shown, since they prove nothing. What is decided here holds from the next build on, and can be undone."
)
FINDINGS_NOTE = N_("Tests that were not met, and that nobody has checked yet: open one, and say whether it is right.")
KINDS: dict[Kind, tuple[str, str, str]] = {
    "same": (N_("Same"), "S", N_("One product.")),
    "different": (N_("Different"), "D", N_("Never one product, nor twins.")),
    "twin": (N_("Twin"), "T", N_("One build under two names.")),
}
REASONS = [
    N_("name, brand and size say so"),
    N_("same picture"),
    N_("same codes"),
    N_("the attributes agree"),
    N_("another size or count"),
    N_("another variant or colour"),
    N_("another model"),
    N_("another brand"),
]
DONE = {"same": N_("One product"), "different": N_("Different"), "twin": N_("Twins"), "split": N_("A product alone")}


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Review"))
    markup.sentence(_(WHAT_THIS_IS), "note")
    who = person.show()
    if product := st.query_params.get("product"):
        show_product(path, product, who)
    else:
        show_next_pair(path, who)
    show_findings(path)
    show_decided(path, who)


def show_next_pair(path: str, who: str | None) -> None:
    """The pair of the address, or the next one of the queue."""
    markup.section(_("Is this one product?"))
    if wanted := st.query_params.get("pair"):
        ids = re.fullmatch(r"(-?\d{1,19})_(-?\d{1,19})", wanted)
        row = queries.review_pair(path, *map(int, ids.groups())) if ids and fits(ids.groups()) else None
        missing = _("There is no such pair in this edition.")
    else:
        row, missing = next_of_queue(path), _("No pair waits for a person here.")
    if row is None:
        markup.sentence(missing)
        show_again()
        return
    side_by_side.show(row)
    if who is not None:
        show_buttons(path, row)


def fits(ids: tuple[str, ...]) -> bool:
    """Whether the numbers may be ids at all."""
    return all(-(2**63) <= int(each) < 2**63 for each in ids)


def next_of_queue(path: str) -> queries.Row | None:
    """The most uncertain pair that was neither decided nor skipped."""
    known = queries.review_filters(path)
    shops = {row["retailer"]: words.plain(row["shop"], 60) for row in known}
    categories = {row["category"]: words.plain(row["category"], 60) for row in known if row["category"]}
    with st.container(horizontal=True):
        shop, category = frame.pick(_("Shop"), "shop", shops), frame.pick(_("Category"), "category", categories)
    gone = {each.about for each in reviewing.decided()} | skipped()
    most = reviewing.AT_ONCE * (1 + len(gone) // reviewing.AT_ONCE)
    waiting = queries.review_pairs(path, shop, category, most)
    if waiting:
        pairs = words.count(waiting[0]["found"], "pair", "pairs")
        markup.sentence(_("{pairs} of this edition could not be told.").format(pairs=pairs), "note")
    return next((row for row in waiting if is_open(row, gone)), None)


def is_open(row: queries.Row, gone: set[frozenset[int]]) -> bool:
    """Whether nothing was said of the pair, nor of an offer of it alone, since the build."""
    sides = {row["offer_a"], row["offer_b"]}
    return frozenset(sides) not in gone and not any(frozenset({side}) in gone for side in sides)


def skipped() -> set[frozenset[int]]:
    """The pairs that this visitor left for later."""
    found: set[frozenset[int]] = st.session_state.setdefault("skipped", set())
    return found


def show_again() -> None:
    """What was skipped may be looked at once more."""
    if skipped():
        pairs = words.count(len(skipped()), "skipped pair", "skipped pairs")
        st.button(_("Show the {pairs} again").format(pairs=pairs), on_click=skipped().clear)


def show_buttons(path: str, row: queries.Row) -> None:
    """What a person may say of a pair, by mouse or key."""
    ask_why()
    about = (row["offer_a"], row["offer_b"])
    with st.container(horizontal=True):
        for kind, (label, key, means) in KINDS.items():
            st.button(_(label), shortcut=key, help=_(means), key=kind, on_click=decide, args=(path, kind, about))
        st.button(
            _("Skip"), shortcut="K", help=_("Later."), key="skip", on_click=skipped().add, args=(frozenset(about),)
        )


def ask_why() -> None:
    """The reason that every decision needs."""
    st.selectbox(
        _("Why?"),
        REASONS,
        format_func=_,
        index=None,
        key="why",
        accept_new_options=True,
        placeholder=_("Choose a reason, or type one"),
        help=_("It stays until you change it, and is shown with the product."),
    )


def decide(path: str, kind: Kind, about: tuple[int, ...]) -> None:
    """Keep what was said, if somebody says so and why."""
    who, why = person.signed_in(), words.plain(st.session_state.get("why"), 300)
    if who is None or not why:
        person.tell(_("Say why first: every decision is kept with its reason."))
        return
    try:
        made = reviewing.decide(path, kind, about, who, why)
    except PricewatchError as problem:
        person.tell(reason(str(problem)))
        return
    person.tell(_("{decision}. Noted; it holds from the next build on.").format(decision=described(made)))


def described(decision: Decision) -> str:
    """A decision in a few words."""
    offers = [f"{words.plain(each.name, 80)} ({words.plain(each.retailer, 40)})" for each in decision.offers]
    done, joined = _(DONE.get(decision.kind, decision.kind)), _(" and ").join(offers)
    return f"{done}: {joined}"


def show_product(path: str, product: str, who: str | None) -> None:
    """The offers of a product, one of which may be another thing."""
    markup.section(_("Which of these is a product alone?"))
    found = {row["offer_id"]: row for row in queries.review_offers(path, product)}
    if not found:
        told = _("There is no product “{product}” in this edition.")
        markup.sentence(told.format(product=words.plain(product, 40)))
        return
    rows = [
        [words.plain(row["name"]), words.plain(row["shop"], 60), words.plain(linked.why(row["reason"]), 300)]
        for row in found.values()
    ]
    markup.table(_("Offers of this product"), [_("Name"), _("Shop"), _("Why it is here")], rows[:200])
    if who is not None:
        labels = {offer: f"{words.plain(row['name'], 80)}, {row['shop']}" for offer, row in found.items()}
        chosen = st.selectbox(
            _("Offer"),
            list(labels),
            format_func=lambda offer: words.plain(labels[offer]),
            index=None,
            key="split-offer",
        )
        ask_why()
        about = (chosen,) if chosen is not None else ()
        st.button(_("Split it out"), disabled=not about, key="split", on_click=decide, args=(path, "split", about))


def show_findings(path: str) -> None:
    """Findings that nobody has checked."""
    markup.section(_("Findings to check"), _(FINDINGS_NOTE))
    found = queries.review_findings(path, tuple(sorted(reviewing.reviewed_findings())), 5)
    if not found:
        markup.sentence(_("None waits."))
    for place, row in enumerate(found):
        with st.container(gap=None, key=f"entry-{place}"):
            frame.finding_link(row["finding_id"], results.finding_name(row))
            markup.show(markup.line(*results.finding_line(row)))


def show_decided(path: str, who: str | None) -> None:
    """What people decided, the latest first, each to be taken back."""
    markup.section(_("Decided lately"))
    made = reviewing.decided_to_show(path, 10)
    if not made:
        markup.sentence(_("Nobody has decided anything yet."))
    for place, each in enumerate(made):
        with st.container(key=f"entry-decided-{place}"):
            markup.show(
                markup.line(Strong(described(each))),
                markup.line(f"{words.plain(each.who, 60)}, {words.moment(each.at)}: {words.plain(_(each.why), 300)}"),
            )
            if who is not None:
                st.button(_("Undo"), key=f"undo-{place}", on_click=undo, args=(each,))


def undo(decision: Decision) -> None:
    """Take a decision back."""
    who = person.signed_in()
    if who is None:
        return
    try:
        reviewing.undo(decision, who, N_("taken back in review"))
    except PricewatchError as problem:
        person.tell(reason(str(problem)))
        return
    told = _("{decision}. Taken back; that holds from the next build on.")
    person.tell(told.format(decision=described(decision)))


if __name__ == "__main__":
    show()
