"""A product as a card: its best price now, where, and how that stands among the last weeks."""

from datetime import date, datetime

import streamlit as st

from pricewatch.languages import _
from pricewatch.pages import buying, frame, markup, queries, words
from pricewatch.pages.markup import Chip, Strong

SIDE = 56
"""A card's picture, in pixels of the page."""


def show(
    path: str,
    results: list[queries.Row],
    market: queries.Market,
    *,
    part: str = "entry",
    verdicts: dict[str, queries.Row] | None = None,
) -> None:
    """A card per product, with its verdict. `part` tells the cards of one part of a page from those of another."""
    newest = queries.edition(path)["newest"]
    today = (queries.newest(path, market) or newest).date()
    products = tuple(row["product_id"] for row in results)
    if verdicts is None:
        verdicts = queries.verdicts(path, products, market)
    pictures = queries.pictures(path, products)
    for place, row in enumerate(results):
        with st.container(gap=None, key=f"entry-{part}-{place}"):
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                frame.product_link(row["product_id"], row["product"], market)
                st.html(price_line(row, verdicts.get(row["product_id"]), today), width="content")
            picture = markup.picture(pictures.get(row["product_id"]), SIDE) if pictures else ""
            st.html(picture + markup.line(" · ".join(details(row, newest)), kind="detail"))


def price_line(row: queries.Row, days: queries.Row | None, today: date) -> str:
    """The best price, where, and how it stands among the last weeks."""
    if not row["is_ranked"]:
        shop = words.plain(row["shop"], 60)
        told = _("No price of today that can be ranked: {why} at {shop}.")
        return markup.line(told.format(why=words.why_unranked(row), shop=shop), kind="price")
    return markup.line(*best_price(row), Chip(buying.verdict(days, row["currency"], today)), kind="price")


def best_price(row: queries.Row) -> list[markup.Piece]:
    """What has to be paid in all, or from how much on, and where."""
    shop = words.plain(row["shop"], 60)
    if row["total"] is not None:
        return [Strong(words.money(row["total"], row["currency"])), _("in all at {shop}").format(shop=shop)]
    per = words.per_period(row)
    price = Strong(words.money(row["price"], row["currency"]) + per)
    return [*([] if per else [_("from")]), price, _("at {shop}").format(shop=shop)]


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
    price = words.money(row["our_unit_price"], row["currency"])
    return _("{price} per {unit}").format(price=price, unit=words.per_unit(row["our_unit"]))


def shipping(row: queries.Row) -> str:
    """What is known of shipping."""
    if row["shipping"] is None:
        return _("shipping not stated")
    if row["shipping"] == 0:
        return _("free shipping")
    price, shipping = (words.money(row[name], row["currency"]) for name in ("price", "shipping"))
    return _("{price} and {shipping} shipping").format(price=price, shipping=shipping)


def spread(row: queries.Row) -> str:
    """How far the shops are apart, before shipping."""
    many = row["shops"] > 1
    where = words.count(row["shops"], "shop", "shops") if many else words.count(row["offers"], "offer", "offers")
    dearest = words.money(row["dearest"], row["currency"])
    if row["cheapest"] == row["dearest"]:
        return _("{where}, all at {price}").format(where=where, price=dearest)
    told = _("{where}, {cheapest} to {dearest} before shipping")
    return told.format(where=where, cheapest=words.amount(row["cheapest"]), dearest=dearest)
