"""The part of a product's page that shows how its prices moved."""

import streamlit as st

from pricewatch.pages import chart, drawing, frame, markup, queries

NOTE = (
    "Prices that anybody could pay, before shipping. A line breaks where a shop was not seen, or where its price was "
    "hidden, doubtful or out of stock."
)
RANGES = {"30 days": 30, "90 days": 90, "1 year": 365, "all": None}


def show(path: str, page: queries.ProductPage) -> None:
    """The chart, its range, and its data as a file."""
    markup.section("History", NOTE)
    if not page.history:
        markup.sentence(f"No public price has been seen in {page.market.label} yet.")
        return
    chosen = st.radio(
        "Range", list(RANGES), index=2, horizontal=True, key="range", bind="query-params", label_visibility="collapsed"
    )
    past = queries.past(path, page.product["product_id"], page.market, RANGES[chosen])
    history = chart.within(page.history, past.since)
    if not history:
        markup.sentence("No public price was seen in these days. Choose a longer range.")
        return
    gap_days = int(queries.numbers(path, ("gap_days",))[0]["value"])
    drawing.draw(history, page.market.currency, gap_days, past)
    if past.lows:
        markup.sentence(drawing.lowest_told(past.lows, page.market.currency), "note")
    st.download_button(
        "These prices as CSV",
        chart.csv_of(history, page.market.currency),
        file_name=f"prices-{page.product['product_id']}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    frame.show_query(queries.history_query(page.product["product_id"], page.market))
