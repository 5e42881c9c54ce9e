"""The parts of a product's page that show under which other names, in which sizes, and by whom else it is sold."""

from datetime import datetime

import streamlit as st

from pricewatch.pages import cards, chart, frame, markup, person, queries, words
from pricewatch.pages.markup import Chip, Link, Strong

TWIN_NOTE = (
    "Other names under which shops sell what is built alike, as far as they publish it: in these attributes no "
    "difference was found. That is no proof that two things are the same, and their prices are kept apart."
)
PACK_NOTE = "Cheapest unit first, before shipping. A larger pack is not always the cheaper one."


def show(path: str, page: queries.ProductPage) -> None:
    """Other names, other sizes, other things of the maker."""
    related = queries.related(path, page.product["product_id"], page.market)
    show_twins(page.twins, queries.edition(path)["newest"])
    show_names(page.names)
    if person.signed_in():
        frame.link("review", "Is one of these another product?", {"product": page.product["product_id"]})
    show_packs(path, related.packs, page)
    show_makers(path, related, page)


def show_twins(twins: list[queries.Row], newest: datetime) -> None:
    """Other names, prices, and the attributes side by side."""
    if not twins:
        return
    markup.section("Also sold as", TWIN_NOTE)
    for row in twins[:20]:
        price = words.money(row["price"], row["currency"])
        age = f"({words.age(row['last_seen'], newest)})" if row["last_seen"] else ""
        place = Link(chart.place_of({**row, "seller": None}), row["url"])
        owner = [f"One owner stands behind both: {words.plain(row['owner'], 60)}."] if row["owner"] else []
        markup.show(
            markup.line(Chip(words.reviewed(row)), Strong(words.plain(row["name"])), place, price, age),
            markup.line(words.plain(row["reasons"], 300), *owner, kind="detail"),
        )
        with st.expander(f"Attributes of {words.markdown(words.plain(row['name'], 60))}"):
            markup.table("What both shops state", ["Attribute", "Here", "There", "Result"], words.attributes(row))


def show_names(names: list[queries.Row]) -> None:
    """Every name under which it is sold, and why we call it one product."""
    markup.section("Sold under these names", "As the shops write them, with the reason why we call it one product.")
    markup.table(
        "Names of this product",
        ["Name", "Shop", "Brand", "Seen", "Why"],
        [
            [
                words.plain(row["name"]),
                words.plain(row["shop"], 60),
                words.plain(row["brand"], 60) or "—",
                f"{words.day(row['first_seen'])} to {words.day(row['last_seen'])}",
                words.plain(row["reason"]),
            ]
            for row in names[:200]
        ],
    )


def show_packs(path: str, packs: list[queries.Row], page: queries.ProductPage) -> None:
    """Its sizes by unit price, this one among them."""
    others = [row for row in packs if row["product_id"] != page.product["product_id"]]
    if not others:
        return
    markup.section("Other pack sizes", PACK_NOTE)
    newest = queries.edition(path)["newest"]
    for place, row in enumerate(packs):
        is_this = row["product_id"] == page.product["product_id"]
        with st.container(gap=None, key=f"entry-pack-{place}"):
            if is_this:
                st.html(markup.line(Strong(f"{words.plain(row['product'])} (this one)")))
            else:
                frame.product_link(row["product_id"], row["product"], page.market)
            st.html(markup.line(*pack_told(row), "·", words.age(row["last_seen"], newest)))


def pack_told(row: queries.Row) -> list[markup.Piece]:
    """Which size it is, what a unit of it costs, and what the whole."""
    variant: list[markup.Piece] = [f"{words.plain(row['variant'], 60)} ·"] if row["variant"] else []
    if not row["is_ranked"]:
        return [*variant, words.why_unranked(row)]
    unit: list[markup.Piece] = [Strong(cards.unit_price(row)), "·"] if row["our_unit_price"] is not None else []
    return [*variant, *unit, *cards.best_price(row)]


def show_makers(path: str, related: queries.Related, page: queries.ProductPage) -> None:
    """What else its maker, or the owner of its maker, sells in the same category."""
    of_owner = [row for row in related.makers if row["product_id"] in related.owners]
    of_maker = [row for row in related.makers if row["product_id"] not in related.owners]
    if of_owner:
        owner = words.plain(next(iter(related.owners.values())), 60)
        markup.section("Same owner, other brands", f"Of the same category, and owned by {owner} as well.")
        cards.show(path, of_owner, page.market, part="owner")
    if of_maker:
        markup.section("Same maker", "Of the same brand and category.")
        cards.show(path, of_maker, page.market, part="maker")
