"""The part of a product's page that shows how its prices moved."""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import chart, drawing, frame, markup, queries

NOTE = N_(
    "Prices that anybody could pay, before shipping. A line breaks where a shop was not seen, or where its price was "
    "hidden, doubtful or out of stock."
)
RANGES = {N_("30 days"): 30, N_("90 days"): 90, N_("1 year"): 365, N_("all"): None}


def show(path: str, page: queries.ProductPage) -> None:
    """The chart, its range, and its data as a file."""
    markup.section(_("History"), _(NOTE))
    if not page.history:
        markup.sentence(_("No public price has been seen in {market} yet.").format(market=page.market.label))
        return
    frame.understand("range", RANGES, _)
    chosen = st.radio(
        _("Range"),
        list(RANGES),
        index=2,
        format_func=_,
        horizontal=True,
        key="range",
        bind="query-params",
        label_visibility="collapsed",
    )
    past = queries.past(path, page.product["product_id"], page.market, RANGES[chosen])
    history = chart.within(page.history, past.since)
    if not history:
        markup.sentence(_("No public price was seen in these days. Choose a longer range."))
        return
    gap_days = int(queries.numbers(path, ("gap_days",))[0]["value"])
    drawing.draw(history, page.market.currency, gap_days, past)
    if past.lows:
        markup.sentence(drawing.lowest_told(past.lows, page.market.currency), "note")
    st.download_button(
        _("These prices as CSV"),
        chart.csv_of(history, page.market.currency),
        file_name=f"prices-{page.product['product_id']}.csv",
        mime="text/csv",
        on_click="ignore",
    )
    frame.show_query(queries.history_query(page.product["product_id"], page.market))
