"""What every page has around it: style, the demo's banner, and what is said where there is nothing to show."""

import functools
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.navigation.page import Page as StreamlitPage

from pricewatch import languages
from pricewatch.errors import DatabaseMissing
from pricewatch.languages import N_, _
from pricewatch.pages import markup, queries, words
from pricewatch.pages.markup import English

ANY = "all"
FIRST = "compare"
PAGES = {
    "compare": N_("Compare"),
    "discount": N_("Discounts"),
    "hikes": N_("Hikes"),
    "findings": N_("Findings"),
    "shops": N_("Shops"),
    "review": N_("Review"),
    "honesty": N_("How good are we?"),
    "data": N_("Data"),
}
"""The pages that every page leads to."""
OTHERS = {
    "product": N_("Product"),
    "shop": N_("Shop"),
    "finding": N_("Finding"),
    "basket": N_("Basket"),
    "watch": N_("Watch"),
}
"""The pages that others lead to."""
known: ContextVar[Mapping[str, StreamlitPage]] = ContextVar("known")
"""The pages of this run, by name."""
STYLE = Path(__file__).resolve().parent / "style.css"

HOW_TO_BUILD = """pricewatch demo        # an invented street of shops, collected, built and shown
pricewatch run         # your own shops, as data/retailers.toml names them
pricewatch show"""


def speak() -> None:
    """The language that the visitor chose, else the browser's first that we speak; the choice stays in the address."""
    accepted = languages.preferred(None, st.context.headers.get("Accept-Language") or "")
    chosen = languages.preferred(st.query_params.get("lang") or st.session_state.get("lang"), accepted)
    languages.spoken.set(chosen)
    st.session_state["lang"] = chosen
    if chosen != accepted:
        st.query_params["lang"] = chosen


def begin(pages: Mapping[str, StreamlitPage]) -> None:
    """Style, the ways to the other pages, and the demo's banner, before the page."""
    known.set(pages)
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.html("<div class='pw-mark'>pricewatch</div>", width="content")
        for name, title in PAGES.items():
            way(name, _(title))
        markup.tongues(languages.LANGUAGES, languages.spoken.get(), dict(st.query_params))
    if queries.data_folder().resolve().name == "demo":
        markup.sentence(_("Demo: every shop, product and price here is invented."), "banner")


def page(show: Callable[[str], None]) -> Callable[[], None]:
    """A page that gets the path of the present generation, or says how to make one."""

    @functools.wraps(show)
    def shown() -> None:
        try:
            path = queries.generation()
        except DatabaseMissing as problem:
            no_database(str(problem))
            return
        show(path)
        end(path)

    return shown


def no_database(problem: str) -> None:
    """There is nothing to show, and what to do."""
    markup.heading(_("Nothing to show yet"))
    markup.sentence(problem)
    markup.sentence(_("In a shell, one of these makes one; this page then finds it when you reload."), "note")
    st.code(HOW_TO_BUILD, language="bash")


def end(path: str) -> None:
    """As of when all of this holds."""
    edition = queries.edition(path)
    told = _("Newest listing: {moment}; ages are counted from it. {products} in {shops}, edition {edition}.")
    markup.sentence(
        told.format(
            moment=words.moment(edition["newest"]) if edition["newest"] else _("never"),
            products=words.count(edition["products"], "product", "products"),
            shops=words.count(edition["retailers"], "shop", "shops"),
            edition=edition["generation"],
        ),
        "foot",
    )


def choose_market(markets: list[queries.Market], preferred: queries.Market | None = None) -> queries.Market:
    """One country and currency at a time; asked only where there are several."""
    if len(markets) < 2:
        return markets[0] if markets else queries.Market(None, None)
    labels = {market.label: market for market in markets}
    chosen = st.selectbox(
        _("Country and currency"),
        list(labels),
        index=markets.index(preferred) if preferred in markets else 0,
        key="market",
        bind="query-params",
        help=_("Prices of different countries or currencies are never mixed."),
        width=240,
    )
    return labels[chosen]


def more_button(more: int, every: int, show_more: Callable[[], None]) -> None:
    """The way to the next screenful of a list."""
    told = _("Show {more} more of {all}").format_map({"more": more, "all": words.number(every)})
    st.button(told, on_click=show_more)


def show_numbers(caption: str, numbers: list[queries.Row]) -> None:
    """The numbers that a rule uses, in the words of the method."""
    markup.table(
        caption,
        [_("Name"), _("Value"), _("Why")],
        [[row["name"], English(f"{row['value'].normalize():f} {row['unit']}"), English(row["why"])] for row in numbers],
    )


def show_query(sql: str) -> None:
    """What a chart is drawn from, to run elsewhere."""
    with st.expander(_("Show the query")):
        st.code(sql, language="sql", wrap_lines=True)


def understand(key: str, choices: Iterable[str], say: Callable[[str], str]) -> None:
    """Let an address choose the same whose label was written in another language; before the widget `key` is made."""
    asked = st.query_params.get(key)
    for language in set(languages.LANGUAGES) - {languages.spoken.get()} if asked else ():
        with languages.speaking(language):
            meant = next((each for each in choices if say(each) == asked), None)
        if meant is not None and asked not in {say(each) for each in choices}:
            st.session_state[key] = meant


def pick(label: str, key: str, options: dict[str, str], width: int | Literal["stretch"] = "stretch") -> str | None:
    """One filter, kept in the address; None where all are wanted."""
    chosen = st.selectbox(
        label,
        [ANY, *options],
        format_func=lambda each: words.plain(options[each], 60) if each in options else _("all"),
        key=key,
        bind="query-params",
        width=width,
    )
    return None if chosen == ANY else chosen


def way(page: str, label: str, query: dict[str, str] | None = None) -> None:
    """A link to one of our pages, by a label of ours. Given the page itself, Streamlit looks for no file."""
    st.page_link(known.get()[page], label=label, query_params=query or {}, width="content")


def product_link(product_id: str, name: str | None, market: queries.Market | None = None) -> None:
    """A link to a product's page, by its name."""
    query = {"product": product_id} | ({"market": market.label} if market else {})
    link("product", name, query)


def finding_link(finding_id: str, name: str | None) -> None:
    """A link to a finding's page."""
    link("finding", name, {"finding": finding_id})


def shop_link(slug: str, name: str | None) -> None:
    """A link to a shop's page."""
    link("shop", name, {"shop": slug})


def link(page: str, name: str | None, query: dict[str, str]) -> None:
    """A link to one of our pages, by a name that a shop may have written."""
    label = words.markdown(words.plain(name)) or _("(no name)")
    way(page, label, query)
