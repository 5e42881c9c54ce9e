"""The parts of a product's page that show under which other names, in which sizes, and by whom else it is sold."""

from datetime import datetime

import streamlit as st

from pricewatch.languages import N_, _
from pricewatch.pages import cards, chart, frame, linked, markup, person, queries, words
from pricewatch.pages.markup import Chip, Link, Strong

TWIN_NOTE = N_(
    "Other names under which shops sell what is built alike, as far as they publish it: in these attributes no "
    "difference was found. That is no proof that two things are the same, and their prices are kept apart."
)
PACK_NOTE = N_("Cheapest unit first, before shipping. A larger pack is not always the cheaper one.")


def show(path: str, page: queries.ProductPage) -> None:
    """Other names, other sizes, other things of the maker."""
    related = queries.related(path, page.product["product_id"], page.market)
    show_twins(page.twins, queries.edition(path)["newest"])
    show_names(page.names)
    if person.signed_in():
        frame.link("review", _("Is one of these another product?"), {"product": page.product["product_id"]})
    show_packs(path, related.packs, page)
    show_makers(path, related, page)


def show_twins(twins: list[queries.Row], newest: datetime) -> None:
    """Other names, prices, and the attributes side by side."""
    if not twins:
        return
    markup.section(_("Also sold as"), _(TWIN_NOTE))
    for row in twins[:20]:
        price = words.money(row["price"], row["currency"])
        age = f"({words.age(row['last_seen'], newest)})" if row["last_seen"] else ""
        place = Link(chart.place_of({**row, "seller": None}), row["url"])
        one_owner = _("One owner stands behind both: {owner}.").format(owner=words.plain(row["owner"], 60))
        owner = [one_owner] if row["owner"] else []
        markup.show(
            markup.line(Chip(words.reviewed(row)), Strong(words.plain(row["name"])), place, price, age),
            markup.line(words.plain(linked.why(row["reasons"]), 300), *owner, kind="detail"),
        )
        with st.expander(_("Attributes of {name}").format(name=words.markdown(words.plain(row["name"], 60)))):
            columns = [_("Attribute"), _("Here"), _("There"), _("Result")]
            markup.table(_("What both shops state"), columns, words.attributes(row))


def show_names(names: list[queries.Row]) -> None:
    """Every name under which it is sold, and why we call it one product."""
    note = _("As the shops write them, with the reason why we call it one product.")
    markup.section(_("Sold under these names"), note)
    markup.table(
        _("Names of this product"),
        [_("Name"), _("Shop"), _("Brand"), _("Seen"), _("Why")],
        [
            [
                words.plain(row["name"]),
                words.plain(row["shop"], 60),
                words.plain(row["brand"], 60) or "—",
                words.days(row["first_seen"], row["last_seen"]),
                words.plain(linked.why(row["reason"])),
            ]
            for row in names[:200]
        ],
    )


def show_packs(path: str, packs: list[queries.Row], page: queries.ProductPage) -> None:
    """Its sizes by unit price, this one among them."""
    others = [row for row in packs if row["product_id"] != page.product["product_id"]]
    if not others:
        return
    markup.section(_("Other pack sizes"), _(PACK_NOTE))
    newest = queries.edition(path)["newest"]
    for place, row in enumerate(packs):
        is_this = row["product_id"] == page.product["product_id"]
        with st.container(gap=None, key=f"entry-pack-{place}"):
            if is_this:
                st.html(markup.line(Strong(_("{name} (this one)").format(name=words.plain(row["product"])))))
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
        note = _("Of the same category, and owned by {owner} as well.")
        markup.section(_("Same owner, other brands"), note.format(owner=owner))
        cards.show(path, of_owner, page.market, part="owner", verdicts=related.verdicts)
    if of_maker:
        markup.section(_("Same maker"), _("Of the same brand and category."))
        cards.show(path, of_maker, page.market, part="maker", verdicts=related.verdicts)
