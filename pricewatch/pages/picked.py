"""A list of products that is all in the address (`?items=p1,p2`): for watching, and for a basket."""

import re

import streamlit as st

from pricewatch.languages import _, ngettext
from pricewatch.pages import frame, markup, queries, words

MOST, MOST_FOUND = 20, 6


def items() -> tuple[str, ...]:
    """The ids in the address, each once."""
    asked = st.query_params.get("items", "")[:2000].split(",")
    return tuple(dict.fromkeys(each for each in asked if re.fullmatch(r"p[0-9a-f]{1,40}", each)))[:MOST]


def choose(path: str, market: queries.Market) -> dict[str, str]:
    """The products of the list that there are, by name, with the means to add and remove."""
    known = {each: queries.product_of(path, each) for each in items()}
    names = {each: words.plain(row["name"]) or _("(no name)") for each, row in known.items() if row}
    if len(names) < len(known):
        gone = len(known) - len(names)
        told = ngettext(
            "{n} product of this address is not here; perhaps it was cut short.",
            "{n} products of this address are not here; perhaps it was cut short.",
            gone,
        )
        markup.sentence(told.format(n=gone), "note")
    for place, (each, name) in enumerate(names.items()):
        with st.container(horizontal=True, vertical_alignment="center", key=f"entry-item-{place}"):
            frame.product_link(each, name, market)
            st.button(_("Remove"), key=f"remove-{each}", on_click=put, args=([item for item in names if item != each],))
    add(path, market, list(names))
    return names


def add(path: str, market: queries.Market, names: list[str]) -> None:
    """A search whose results can be put on the list."""
    if len(names) >= MOST:
        markup.sentence(_("A list has {most} products at most.").format(most=MOST), "note")
        return
    typed = st.text_input(
        _("Add a product by name, barcode or address"),
        key="add",
        type="search",
        live="300ms",
        max_chars=500,
        placeholder=_("Search"),
    )
    if not (typed or "").strip():
        return
    found = [row for row in queries.search(path, typed or "", market).results if row["product_id"] not in names]
    if not found:
        told = _("Nothing else is sold under these words in {market}.")
        markup.sentence(told.format(market=market.label), "note")
    for row in found[:MOST_FOUND]:
        label = words.markdown(words.plain(row["product"])) or _("(no name)")
        add_it = _("Add {name}").format(name=label)
        st.button(add_it, key=f"add-{row['product_id']}", on_click=put, args=([*names, row["product_id"]],))


def put(products: list[str]) -> None:
    """This list, in the address."""
    st.query_params["items"] = ",".join(products)
    st.session_state["add"] = ""
