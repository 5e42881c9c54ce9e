"""Where does it cost least?"""

from datetime import date, datetime

import streamlit as st

from pricewatch.pages import frame, markup, queries, words
from pricewatch.pages.markup import Chip, Strong

STEP = 20
"""So many products at a time."""

HOW_WE_RANK = (
    "How we rank: the lowest known total (price, shipping, fees you cannot decline) comes first; prices whose shipping "
    "is not stated follow as “from”. Member, coupon, out-of-stock, hidden, doubtful and old prices never rank. "
    "Low, usual and high compare the price with those of the last 90 days. "
    "Nobody pays us, and links carry no codes."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading("What does it really cost?")
    typed = st.text_input(
        "Search by name, brand or barcode",
        key="q",
        bind="query-params",
        type="search",
        live="300ms",
        max_chars=200,
        placeholder="Coffee beans, a brand, a barcode …",
    )
    markets = queries.markets(path)
    if not markets:
        markup.sentence("No shop has stated a price yet. Collect again, or look at what was collected in the shell.")
        return
    market = frame.choose_market(markets)
    if (typed or "").strip():
        show_found(path, typed or "", market)
    else:
        markup.section("Sold at many shops", "A few products to start with.")
        show_results(path, queries.starters(path, market), market)
    markup.sentence(HOW_WE_RANK, "note")


def show_found(path: str, typed: str, market: queries.Market) -> None:
    """What was found for the words, or what to try instead."""
    found = queries.search(path, typed, market)
    asked = f"“{words.plain(typed, 60)}”"
    if not found.count:
        markup.sentence(f"Nothing is sold under {asked}.")
        markup.sentence("Try fewer words, another spelling, the maker's name, or the barcode on the pack.", "note")
        return
    if found.meant:
        markup.sentence(f"Nothing is sold under {asked}; these have “{words.plain(found.meant)}”.", "note")
    if not found.results:
        markup.sentence(f"{words.count(found.count, 'product')} found, but none sold in {market.label}.")
        return
    if found.count > queries.MOST_FOUND:
        markup.sentence(
            f"{words.count(found.count, 'product')} have these words; the {queries.MOST_FOUND} that fit best are "
            "ranked here. Add a word to see others.",
            "note",
        )
    show_results(path, found.results, market)


def show_results(path: str, results: list[queries.Row], market: queries.Market) -> None:
    """A card per product, a screenful at a time."""
    newest = queries.edition(path)["newest"]
    shown = st.session_state.get("shown", STEP)
    today = (queries.newest(path, market) or newest).date()
    verdicts = queries.verdicts(path, tuple(row["product_id"] for row in results[:shown]), market)
    for place, row in enumerate(results[:shown]):
        with st.container(gap=None, key=f"entry-{place}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                frame.product_link(row["product_id"], row["product"], market)
                st.html(price_line(row, verdicts.get(row["product_id"]), today), width="content")
            st.html(markup.line(" · ".join(details(row, newest)), kind="detail"))
    if len(results) > shown:
        more = min(STEP, len(results) - shown)
        st.button(f"Show {more} more of {len(results)}", on_click=show_more)


def show_more() -> None:
    """The next screenful too."""
    st.session_state["shown"] = st.session_state.get("shown", STEP) + STEP


def price_line(row: queries.Row, days: queries.Row | None, today: date) -> str:
    """The best price, where, and how it stands among the last weeks."""
    shop = words.plain(row["shop"], 60)
    if not row["is_ranked"]:
        return markup.line(f"No price of today that can be ranked: {words.why_unranked(row)} at {shop}.", kind="price")
    verdict = words.verdict(days, row["currency"], today)
    per = {"month": " a month", "year": " a year"}.get(row["price_per"] or "", "")
    if row["total"] is not None:
        total = Strong(words.money(row["total"], row["currency"]))
        return markup.line(total, f"in all at {shop}", Chip(verdict), kind="price")
    price = Strong(words.money(row["price"], row["currency"]) + per)
    return markup.line(*([] if per else ["from"]), price, f"at {shop}", Chip(verdict), kind="price")


def details(row: queries.Row, newest: datetime) -> list[str]:
    """What the best price is made of, its unit price, the spread, and its age, as far as known."""
    told = []
    if row["is_ranked"]:
        told.append(shipping(row))
        if row["our_unit_price"] is not None:
            unit = words.UNIT_NAMES.get(row["our_unit"], row["our_unit"])
            told.append(f"{words.money(row['our_unit_price'], row['currency'])} per {unit}")
        if row["offers"] > 1:
            told.append(spread(row))
    told.append(words.age(row["last_seen"], newest))
    return told


def shipping(row: queries.Row) -> str:
    """What is known of shipping."""
    if row["shipping"] is None:
        return "shipping not stated"
    if row["shipping"] == 0:
        return "free shipping"
    return f"{words.money(row['price'], row['currency'])} and {words.money(row['shipping'], row['currency'])} shipping"


def spread(row: queries.Row) -> str:
    """How far the shops are apart, before shipping."""
    where = words.count(row["shops"], "shop") if row["shops"] > 1 else words.count(row["offers"], "offer")
    if row["cheapest"] == row["dearest"]:
        return f"{where}, all at {words.money(row['cheapest'], row['currency'])}"
    return f"{where}, {row['cheapest']:,.2f} to {words.money(row['dearest'], row['currency'])} before shipping"


if __name__ == "__main__":
    show()
