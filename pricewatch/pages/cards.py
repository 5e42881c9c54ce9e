"""A product as a card: its best price now, where, and how that stands among the last weeks."""

from datetime import date, datetime

import streamlit as st

from pricewatch.pages import frame, markup, queries, words
from pricewatch.pages.markup import Chip, Strong


def show(path: str, results: list[queries.Row], market: queries.Market, *, part: str = "entry") -> None:
    """A card per product, with its verdict. `part` tells the cards of one part of a page from those of another."""
    newest = queries.edition(path)["newest"]
    today = (queries.newest(path, market) or newest).date()
    verdicts = queries.verdicts(path, tuple(row["product_id"] for row in results), market)
    for place, row in enumerate(results):
        with st.container(gap=None, key=f"entry-{part}-{place}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                frame.product_link(row["product_id"], row["product"], market)
                st.html(price_line(row, verdicts.get(row["product_id"]), today), width="content")
            st.html(markup.line(" · ".join(details(row, newest)), kind="detail"))


def price_line(row: queries.Row, days: queries.Row | None, today: date) -> str:
    """The best price, where, and how it stands among the last weeks."""
    if not row["is_ranked"]:
        shop = words.plain(row["shop"], 60)
        return markup.line(f"No price of today that can be ranked: {words.why_unranked(row)} at {shop}.", kind="price")
    return markup.line(*best_price(row), Chip(words.verdict(days, row["currency"], today)), kind="price")


def best_price(row: queries.Row) -> list[markup.Piece]:
    """What has to be paid in all, or from how much on, and where."""
    shop = words.plain(row["shop"], 60)
    if row["total"] is not None:
        return [Strong(words.money(row["total"], row["currency"])), f"in all at {shop}"]
    per = words.per_period(row)
    return [*([] if per else ["from"]), Strong(words.money(row["price"], row["currency"]) + per), f"at {shop}"]


def details(row: queries.Row, newest: datetime) -> list[str]:
    """What the best price is made of, its unit price, the spread, and its age, as far as known."""
    told = []
    if row["is_ranked"]:
        told.append(shipping(row))
        if row["our_unit_price"] is not None:
            told.append(unit_price(row))
        if row.get("offers", 0) > 1:
            told.append(spread(row))
    told.append(words.age(row["last_seen"], newest))
    return told


def unit_price(row: queries.Row) -> str:
    """What a kilogram, litre or piece of it costs."""
    unit = words.UNIT_NAMES.get(row["our_unit"], row["our_unit"])
    return f"{words.money(row['our_unit_price'], row['currency'])} per {unit}"


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
