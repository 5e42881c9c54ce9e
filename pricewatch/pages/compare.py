"""Where does it cost least?"""

import streamlit as st

from pricewatch.pages import cards, frame, markup, queries, words
from pricewatch.pages.queries import Filters

STEP = 20
"""So many products at a time."""

HOW_WE_RANK = (
    "How we rank: the lowest known total (price, shipping, fees you cannot decline) comes first; prices whose shipping "
    "is not stated follow as “from”. Member, coupon, out-of-stock, hidden, doubtful and old prices never rank. "
    "By price of a unit, shipping does not count. "
    "Low, usual and high compare the price with those of the last 90 days. "
    "Nobody pays us, and links carry no codes."
)
BY_UNIT = "price of a unit"


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading("What does it really cost?")
    typed = st.text_input(
        "Search by name, brand, barcode or a shop's address",
        key="q",
        bind="query-params",
        type="search",
        live="300ms",
        max_chars=500,
        placeholder="Coffee beans, a brand, a barcode, or the address of a product's page …",
        help="We look addresses up, we never fetch them.",
    )
    markets = queries.markets(path)
    if not markets:
        markup.sentence("No shop has stated a price yet. Collect again, or look at what was collected in the shell.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        market = frame.choose_market(markets)
        filters = choose(queries.choices(path, market))
    if (typed or "").strip():
        show_found(path, typed or "", market, filters)
    else:
        show_starters(path, market, filters)
    markup.sentence(HOW_WE_RANK, "note")
    show_unread(path)


def choose(choices: dict[str, dict[str, str]]) -> Filters:
    """The filters, kept in the address."""
    category = frame.pick("Category", "category", choices["category"], width=160)
    shop = frame.pick("Shop", "shop", choices["shop"], width=160)
    order = st.selectbox("Cheapest by", ["total", BY_UNIT], key="order", bind="query-params", width=160)
    in_stock = st.checkbox(
        "Surely in stock",
        key="stock",
        bind="query-params",
        help="Leaves out offers whose shop does not say that it has them.",
    )
    return Filters(category=category, shop=shop, in_stock=in_stock, by_unit=order == BY_UNIT)


def show_starters(path: str, market: queries.Market, filters: Filters) -> None:
    """Something to start with."""
    markup.section("Sold at many shops", "A few products to start with.")
    results = queries.starters(path, market, filters)
    if not results:
        markup.sentence("Nothing is sold that fits these filters. Choose another category or shop.")
    show_results(path, results, market)


def show_found(path: str, typed: str, market: queries.Market, filters: Filters) -> None:
    """What was found for the words, or what to try instead."""
    found = queries.search(path, typed, market, filters)
    asked = f"“{words.plain(typed, 60)}”"
    if not found.count:
        show_nothing(typed, asked, filters)
        return
    if found.meant:
        markup.sentence(f"Nothing is sold under {asked}; these have “{words.plain(found.meant)}”.", "note")
    if not found.results:
        fits = " that fits the filters" if filters.shop or filters.in_stock else ""
        markup.sentence(f"{words.count(found.count, 'product')} found, but none sold in {market.label}{fits}.")
        return
    if found.count > queries.MOST_FOUND:
        markup.sentence(
            f"{words.count(found.count, 'product')} have these words; the {queries.MOST_FOUND} that fit best are "
            "ranked here. Add a word to see others.",
            "note",
        )
    show_results(path, found.results, market)


def show_nothing(typed: str, asked: str, filters: Filters) -> None:
    """Nothing was found, and what to try."""
    if queries.is_address(typed):
        markup.sentence("We know no product of this address.")
        markup.sentence(
            "We look addresses up, we never fetch them: only pages of shops that we read can be found. "
            "Try the product's name instead.",
            "note",
        )
        return
    markup.sentence(f"Nothing is sold under {asked}{' that fits the filters' if filters != Filters() else ''}.")
    markup.sentence("Try fewer words, another spelling, the maker's name, or the barcode on the pack.", "note")


def show_results(path: str, results: list[queries.Row], market: queries.Market) -> None:
    """Cards, a screenful at a time."""
    shown = st.session_state.get("shown", STEP)
    cards.show(path, results[:shown], market)
    if len(results) > shown:
        more = min(STEP, len(results) - shown)
        st.button(f"Show {more} more of {len(results)}", on_click=show_more)


def show_more() -> None:
    """The next screenful too."""
    st.session_state["shown"] = st.session_state.get("shown", STEP) + STEP


def show_unread(path: str) -> None:
    """Which shops are covered, and of which there is nothing new."""
    shops = queries.health(path)
    stale = [words.unread(row) for row in shops if row["is_stale"]]
    told = f"Compared here: {words.count(len(shops), 'shop')}, and no others."
    markup.sentence(f"{told} Not read lately: {'; '.join(stale)}." if stale else told, "note")
    with st.container(horizontal=True, key="ways"):
        st.page_link("pricewatch/pages/shops.py", label="Which shops these are", width="content")
        st.page_link("pricewatch/pages/basket.py", label="What a basket costs", width="content")
        st.page_link("pricewatch/pages/watch.py", label="Watch prices", width="content")


if __name__ == "__main__":
    show()
