"""Where does it cost least?"""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import cards, frame, markup, queries, words
from pricewatch.pages.queries import Filters

STEP = 20
"""So many products at a time."""

HOW_WE_RANK = N_(
    "How we rank: the lowest known total (price, shipping, fees you cannot decline) comes first; prices whose shipping "
    "is not stated follow as “from”. Member, coupon, out-of-stock, hidden, doubtful and old prices never rank. "
    "By price of a unit, shipping does not count. "
    "Low, usual and high compare the price with those of the last 90 days. "
    "Nobody pays us, and links carry no codes."
)
ORDERS = {"total": N_("total"), "unit": N_("price of a unit")}


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("What does it really cost?"))
    typed = st.text_input(
        _("Search by name, brand, barcode or a shop's address"),
        key="q",
        bind="query-params",
        type="search",
        live="300ms",
        max_chars=500,
        placeholder=_("Coffee beans, a brand, a barcode, or the address of a product's page …"),
        help=_("We look addresses up, we never fetch them."),
    )
    markets = queries.markets(path)
    if not markets:
        markup.sentence(_("No shop has stated a price yet. Collect again, or look at what was collected in the shell."))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        market = frame.choose_market(markets)
        filters = choose(queries.choices(path, market))
    if (typed or "").strip():
        show_found(path, typed or "", market, filters)
    else:
        show_starters(path, market, filters)
    markup.sentence(_(HOW_WE_RANK), "note")
    show_unread(path)


def choose(choices: dict[str, dict[str, str]]) -> Filters:
    """The filters, kept in the address."""
    category = frame.pick(_("Category"), "category", choices["category"], width=160)
    shop = frame.pick(_("Shop"), "shop", choices["shop"], width=160)
    frame.understand("order", ORDERS, lambda each: _(ORDERS[each]))
    order = st.selectbox(
        _("Cheapest by"),
        list(ORDERS),
        format_func=lambda each: _(ORDERS[each]),
        key="order",
        bind="query-params",
        width=160,
    )
    in_stock = st.checkbox(
        _("Surely in stock"),
        key="stock",
        bind="query-params",
        help=_("Leaves out offers whose shop does not say that it has them."),
    )
    return Filters(category=category, shop=shop, in_stock=in_stock, by_unit=order == "unit")


def show_starters(path: str, market: queries.Market, filters: Filters) -> None:
    """Something to start with."""
    markup.section(_("Sold at many shops"), _("A few products to start with."))
    results = queries.starters(path, market, filters)
    if not results:
        markup.sentence(_("Nothing is sold that fits these filters. Choose another category or shop."))
    show_results(path, results, market)


def show_found(path: str, typed: str, market: queries.Market, filters: Filters) -> None:
    """What was found for the words, or what to try instead."""
    found = queries.search(path, typed, market, filters)
    asked = words.plain(typed, 60)
    if not found.count:
        show_nothing(typed, asked, filters)
        return
    if found.meant:
        told = _("Nothing is sold under “{words}”; these have “{meant}”.")
        markup.sentence(told.format(words=asked, meant=words.plain(found.meant)), "note")
    count = words.count(found.count, "product", "products")
    if not found.results:
        fits = _("{count} found, but none sold in {market} that fits the filters.")
        told = fits if filters.shop or filters.in_stock else _("{count} found, but none sold in {market}.")
        markup.sentence(told.format(count=count, market=market.label))
        return
    if found.count > queries.MOST_FOUND:
        told = _("{count} have these words; the {most} that fit best are ranked here. Add a word to see others.")
        markup.sentence(told.format(count=count, most=queries.MOST_FOUND), "note")
    show_results(path, found.results, market)


def show_nothing(typed: str, asked: str, filters: Filters) -> None:
    """Nothing was found, and what to try."""
    if queries.is_address(typed):
        markup.sentence(_("We know no product of this address."))
        told = _(
            "We look addresses up, we never fetch them: only pages of shops that we read can be found. "
            "Try the product's name instead."
        )
        markup.sentence(told, "note")
        return
    all_wanted = filters == Filters()
    told = (
        _("Nothing is sold under “{words}”.")
        if all_wanted
        else _("Nothing is sold under “{words}” that fits the filters.")
    )
    markup.sentence(told.format(words=asked))
    markup.sentence(_("Try fewer words, another spelling, the maker's name, or the barcode on the pack."), "note")


def show_results(path: str, results: list[queries.Row], market: queries.Market) -> None:
    """Cards, a screenful at a time."""
    shown = st.session_state.get("shown", STEP)
    cards.show(path, results[:shown], market)
    if len(results) > shown:
        more = min(STEP, len(results) - shown)
        st.button(_("Show {more} more of {all}").format(more=more, all=len(results)), on_click=show_more)


def show_more() -> None:
    """The next screenful too."""
    st.session_state["shown"] = st.session_state.get("shown", STEP) + STEP


def show_unread(path: str) -> None:
    """Which shops are covered, and of which there is nothing new."""
    shops = queries.health(path)
    stale = [words.unread(row) for row in shops if row["is_stale"]]
    told = _("Compared here: {shops}, and no others.").format(shops=words.count(len(shops), "shop", "shops"))
    if stale:
        told += " " + _("Not read lately: {shops}.").format(shops="; ".join(stale))
    markup.sentence(told, "note")
    with st.container(horizontal=True, key="ways"):
        frame.way("shops", _("Which shops these are"))
        frame.way("basket", _("What a basket costs"))
        frame.way("watch", _("Watch prices"))


if __name__ == "__main__":
    show()
