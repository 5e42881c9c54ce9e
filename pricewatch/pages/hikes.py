"""Who raised prices, and by how much?"""

import streamlit as st

from pricewatch import models
from pricewatch.languages import N_, _
from pricewatch.pages import chart, frame, markup, queries, results, words
from pricewatch.pages.markup import Chip

STEP = 25
ANY_TIER, ANY_SHOP = N_("any rise"), N_("all shops")

WHAT_THIS_IS = N_(
    "Every rise of at least 5 % over the highest price of the 91 days before, newest first. "
    "The list says what prices did, not why. Each rise names the test that it passed or failed."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Who raised prices?"))
    markup.sentence(_(WHAT_THIS_IS), "note")
    shop, tier = choose(queries.hiking_shops(path))
    shown = st.session_state.get("hikes_shown", STEP)
    hikes = queries.ledger(path, shop, tier, shown)
    if not hikes:
        nothing(shop, tier)
    else:
        markup.sentence(words.count(hikes[0]["found"], "rise", "rises"), "note")
    for place, row in enumerate(hikes):
        with st.container(gap=None, key=f"entry-{place}"):
            show_hike(row)
    if hikes and hikes[0]["found"] > shown:
        frame.more_button(min(STEP, hikes[0]["found"] - shown), hikes[0]["found"], show_more)
    show_method(path)


def choose(shops: dict[str, str]) -> tuple[str | None, str | None]:
    """Shop and tier from the filters, None where all are wanted."""
    frame.understand("tier", results.TIERS, lambda name: _(results.TIERS[name]))
    with st.container(horizontal=True):
        shop = st.selectbox(
            _("Shop"),
            [ANY_SHOP, *shops],
            format_func=lambda slug: words.plain(shops[slug], 60) if slug in shops else _(slug),
            key="shop",
            bind="query-params",
        )
        tier = st.selectbox(
            _("Size of the rise"),
            [ANY_TIER, *results.TIERS],
            format_func=lambda name: _(results.TIERS.get(name) or name),
            key="tier",
            bind="query-params",
        )
    return (None if shop == ANY_SHOP else shop), (None if tier == ANY_TIER else tier)


def nothing(shop: str | None, tier: str | None) -> None:
    """No row, and what that means."""
    if shop or tier:
        markup.sentence(_("No rise fits these filters. Choose another shop or size."))
    else:
        markup.sentence(
            _("No rise was found. It takes 91 days of known prices before a rise can be told from a sale's end.")
        )


def show_hike(row: queries.Row) -> None:
    """One rise: what, where, and what may be said of it."""
    result = results.hike_result(row)
    where = chart.place_of({**row, "seller": None, "variant": None})
    frame.product_link(row["product_id"], row["name"])
    markup.show(
        markup.line(results.hike(row)),
        markup.line(
            Chip(result),
            _("At {where}. {result} {market}").format(
                where=where, result=result.sentence, market=results.hike_market(row)
            ),
            kind="detail",
        ),
    )


def show_more() -> None:
    """The next screenful too."""
    st.session_state["hikes_shown"] = st.session_state.get("hikes_shown", STEP) + STEP


def show_method(path: str) -> None:
    """The rule itself, and the numbers it uses."""
    rules = models.of_rule("H1")
    names = tuple(sorted({name for rule in rules for name in rule.parameters}))
    with st.expander(_("The SQL behind this list, and its numbers")):
        frame.show_numbers(_("Numbers that the rule uses"), queries.numbers(path, names))
        for rule in rules:
            st.code(rule.sql, language="sql")


if __name__ == "__main__":
    show()
