"""An address that tells a feed reader when a price moves. The address is the whole account; nothing is kept."""

from urllib.parse import urlencode

import streamlit as st

from pricewatch import news
from pricewatch.errors import BadInput
from pricewatch.languages import N_, _
from pricewatch.pages import frame, markup, picked, queries, words

MOST_SHOWN = 5
WHAT_THIS_IS = N_(
    "Choose products and what you want to be told. You get the address of a feed (Atom) for any feed reader. "
    "There is no account: who has the address has the watch, and nothing about you is kept."
)


@frame.page
def show(path: str) -> None:
    """The page."""
    markup.heading(_("Watch prices"))
    markup.sentence(_(WHAT_THIS_IS), "note")
    markets = queries.markets(path)
    market = frame.choose_market(markets)
    products = picked.choose(path, market)
    if not products:
        markup.sentence(_("Nothing is watched yet: add a product above."))
        return
    markup.section(_("Tell me when"), _("Prices before shipping, at any shop of the country."))
    show_address(path, [*(("product", each) for each in products), ("market", market.label), *conditions(market)])


def conditions(market: queries.Market) -> list[tuple[str, str]]:
    """What is to be told, as parameters of the feed."""
    with st.container(horizontal=True):
        at_most = _("it costs at most ({currency})").format(currency=market.currency or _("no currency"))
        below = st.number_input(at_most, 0.01, 999_999.0, None, format="%.2f", key="below")
        drop = st.number_input(_("it falls by … %"), 1, 99, None, key="drop")
        rise = st.number_input(_("it rises by … %"), 1, 999, None, key="rise")
    flags = {
        "low": st.checkbox(_("it is lower than ever seen"), value=True, key="low"),
        "stock": st.checkbox(_("it is in stock again"), key="stock"),
        "pack": st.checkbox(_("its pack changes"), key="pack"),
    }
    numbers = {"below": f"{below:.2f}" if below else None, "drop": drop, "rise": rise}
    wanted = {name: str(value) for name, value in numbers.items() if value is not None}
    return [*wanted.items(), *((name, "1") for name, chosen in flags.items() if chosen)]


def show_address(path: str, pairs: list[tuple[str, str]]) -> None:
    """The feed's address, and what it would have told lately."""
    try:
        watch = news.read_watch(pairs)
    except BadInput:
        markup.sentence(_("Choose at least one thing to be told."))
        return
    st.code(f"{root()}/feeds/watch.atom?{urlencode(pairs)}", language=None, wrap_lines=True)
    markup.sentence(_("Copy it into a feed reader. To end the watch, remove it there."), "note")
    entries = news.watched(path, watch)[:MOST_SHOWN]
    markup.section(_("What it says now") if entries else _("It says nothing yet"))
    for entry in entries:
        markup.show(markup.line(entry.title), markup.line(words.moment(entry.at), kind="detail"))


def root() -> str:
    """The address under which the app is served, without a slash at its end."""
    return (st.context.url or "").split("?")[0].rstrip("/").removesuffix("/watch")


if __name__ == "__main__":
    show()
