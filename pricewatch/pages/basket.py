"""What does a whole list cost, at one shop or split?"""

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import chart, frame, markup, picked, queries, words
from pricewatch.pages.markup import Link, Strong
from pricewatch.pages.queries import Basket, Plan

WHAT_THIS_IS = N_(
    "The list is in the address and nowhere else: keep the address, and you keep the list. One piece of each is "
    "counted."
)
SHIPPING_NOTE = N_(
    "Shipping is counted once a shop: the highest that it states for one of the things. A shop may ask more for "
    "several, or nothing above a sum; it may also not have them all in one place. Prices for a month or year, and "
    "those with a fee of an unknown amount, are not counted."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("A basket"))
    markup.sentence(_(WHAT_THIS_IS), "note")
    market = frame.choose_market(queries.markets(path))
    names = picked.choose(path, market)
    if not names:
        markup.sentence(_("The basket is empty: add a product above."))
        return
    basket = queries.basket(path, tuple(names), market)
    if basket.absent:
        absent = ", ".join(names[each] for each in basket.absent)
        markup.sentence(_("Not counted, since no price of now is known: {products}.").format(products=absent))
    show_single(basket, names, market)
    show_split(basket, names, market)
    markup.sentence(_(SHIPPING_NOTE), "note")


def show_single(basket: Basket, names: dict[str, str], market: queries.Market) -> None:
    """All from one shop."""
    markup.section(_("All at one shop"))
    if basket.single is None:
        markup.sentence(_("No shop has all of it."))
        return
    show_plans(basket.single_known, basket.single, names, market)


def show_split(basket: Basket, names: dict[str, str], market: queries.Market) -> None:
    """From several, where that is cheaper."""
    if basket.split is None or len(basket.split.lines) == 1:
        return
    if saves(basket.split_known, basket.single_known) or saves(basket.split, basket.single):
        markup.section(_("Split among shops"), _("The cheapest split among up to three shops."))
        show_plans(basket.split_known, basket.split, names, market)
    else:
        note = _("No split among up to three shops costs less, as far as is known.")
        markup.section(_("Split among shops"), note)


def saves(split: Plan | None, single: Plan | None) -> bool:
    """Whether a split is better than one shop, or there is no one shop."""
    return split is not None and (single is None or split.total < single.total)


def cheaper(plan: Plan, other: Plan) -> bool:
    """Whether a plan may cost less: with shipping unknown, nobody knows."""
    return not plan.is_known and plan.total < other.total


def show_plans(known: Plan | None, any_plan: Plan, names: dict[str, str], market: queries.Market) -> None:
    """The cheapest of known shipping, and the one that may be cheaper."""
    if known:
        show_plan(known, names, market)
    if known is None or cheaper(any_plan, known):
        if known:
            markup.sentence(_("Perhaps cheaper, but not every shop states its shipping:"), "note")
        show_plan(any_plan, names, market)


def show_plan(plan: Plan, names: dict[str, str], market: queries.Market) -> None:
    """The sum, and each thing with its shop."""
    st.html(markup.line(*sum_told(plan, market), kind="price"))
    markup.table(
        _("Where to buy each"),
        [_("Product"), _("Shop"), _("Price"), _("Shipping")],
        [
            [
                names[row["product_id"]],
                Link(chart.place_of(row), row["url"]),
                words.money(row["goods"], market.currency),
                words.money(row["shipping"], market.currency),
            ]
            for row in plan.lines
        ],
        numbers=(_("Price"), _("Shipping")),
    )


def sum_told(plan: Plan, market: queries.Market) -> list[markup.Piece]:
    """What a plan costs in all, and of what that is the sum."""
    if plan.is_known:
        told = _("{total} in all: {goods} and {shipping} shipping")
    else:
        told = _("from {total} on: {goods} and {shipping} shipping, as far as it is stated")
    before, after = told.split("{total}")
    goods, shipping = (words.money(each, market.currency) for each in (plan.goods, plan.shipping))
    total, parts = Strong(words.money(plan.total, market.currency)), after.format(goods=goods, shipping=shipping)
    return [*filter(None, [before.strip()]), total, parts.strip()]


if __name__ == "__main__":
    show()
