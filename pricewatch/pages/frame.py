"""What every page has around it: style, the demo's banner, and what is said where there is nothing to show."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import streamlit as st

from pricewatch.errors import DatabaseMissing
from pricewatch.pages import markup, queries, words

ANY = "all"
STYLE = Path(__file__).resolve().parent / "style.css"

HOW_TO_BUILD = """pricewatch demo        # an invented street of shops, collected, built and shown
pricewatch run         # your own shops, as data/retailers.toml names them
pricewatch show"""
ANY = "all"


def begin() -> None:
    """Style, the ways to the other pages, and the demo's banner, before the page."""
    st.html(STYLE)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.html("<div class='pw-mark'>pricewatch</div>", width="content")
        st.page_link("pricewatch/pages/compare.py", label="Compare")
        st.page_link("pricewatch/pages/discount.py", label="Discounts")
        st.page_link("pricewatch/pages/hikes.py", label="Hikes")
        st.page_link("pricewatch/pages/findings.py", label="Findings")
        st.page_link("pricewatch/pages/shops.py", label="Shops")
        st.page_link("pricewatch/pages/review.py", label="Review")
        st.page_link("pricewatch/pages/honesty.py", label="How good are we?")
        st.page_link("pricewatch/pages/data.py", label="Data")
    if queries.data_folder().resolve().name == "demo":
        markup.sentence("Demo: every shop, product and price here is invented.", "banner")


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
    markup.heading("Nothing to show yet")
    markup.sentence(problem)
    markup.sentence("In a shell, one of these makes one; this page then finds it when you reload.", "note")
    st.code(HOW_TO_BUILD, language="bash")


def end(path: str) -> None:
    """As of when all of this holds."""
    edition = queries.edition(path)
    size = f"{words.count(edition['products'], 'product')} in {words.count(edition['retailers'], 'shop')}"
    newest = words.moment(edition["newest"]) if edition["newest"] else "never"
    markup.sentence(
        f"Newest listing: {newest}; ages are counted from it. {size}, edition {edition['generation']}.", "foot"
    )


def choose_market(markets: list[queries.Market], preferred: queries.Market | None = None) -> queries.Market:
    """One country and currency at a time; asked only where there are several."""
    if len(markets) < 2:
        return markets[0] if markets else queries.Market(None, None)
    labels = {market.label: market for market in markets}
    chosen = st.selectbox(
        "Country and currency",
        list(labels),
        index=markets.index(preferred) if preferred in markets else 0,
        key="market",
        bind="query-params",
        help="Prices of different countries or currencies are never mixed.",
        width=240,
    )
    return labels[chosen]


def show_query(sql: str) -> None:
    """What a chart is drawn from, to run elsewhere."""
    with st.expander("Show the query"):
        st.code(sql, language="sql", wrap_lines=True)


def pick(label: str, key: str, options: dict[str, str], width: int | Literal["stretch"] = "stretch") -> str | None:
    """One filter, kept in the address; None where all are wanted."""
    chosen = st.selectbox(
        label,
        [ANY, *options],
        format_func=lambda each: words.plain(options.get(each, each), 60),
        key=key,
        bind="query-params",
        width=width,
    )
    return None if chosen == ANY else chosen


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
    label = words.markdown(words.plain(name)) or "(no name)"
    st.page_link(f"pricewatch/pages/{page}.py", label=label, query_params=query, width="content")
