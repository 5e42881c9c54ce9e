"""Two offers beside each other: what each states, and where they agree."""

from pricewatch.languages import N_, _
from pricewatch.pages import linked, markup, queries, words
from pricewatch.pages.markup import Link, Piece

FACTS = {
    "name": N_("Name"),
    "brand": N_("Brand"),
    "size_text": N_("Size"),
    "variant": N_("Variant"),
    "condition": N_("Condition"),
    "gtin": "GTIN",
    "mpn": N_("Maker's number"),
    "sku": N_("Shop's code"),
    "category": N_("Category"),
}


def show(row: queries.Row) -> None:
    """Two offers side by side, what speaks for them being one, and how likely that is."""
    a, b = row["a"], row["b"]
    names = [words.plain(side["shop"], 40) for side in (a, b)]
    if names[0] == names[1]:
        names = [told.format(shop=names[0]) for told in (_("{shop}, first"), _("{shop}, second"))]
    table: list[list[Piece]] = [
        [_(label), text_of(a, name), text_of(b, name), agreement(a[name], b[name]) if name != "sku" else ""]
        for name, label in FACTS.items()
        if a[name] or b[name]
    ]
    attributes = words.attributes({**row, "is_left": True})
    pages: list[Piece] = [_("Page"), Link(_("open"), a["url"]), Link(_("open"), b["url"]), ""]
    markup.table(_("Both offers"), [_("Fact"), *names, _("Result")], [*table, *attributes, pages])
    if row["relation"] is not None:
        twins, same = (
            _("Perhaps twins: {share} % of the attributes' weight agrees."),
            _("Perhaps the same: {share} % likely."),
        )
        told = (twins if row["relation"] == "twin" else same).format(share=f"{100 * row['probability']:.0f}")
        markup.show(markup.line(told, f"{words.plain(linked.why(row['reasons']), 400)}.", kind="note"))


def text_of(side: queries.Row, name: str) -> str:
    """A fact as the shop states it."""
    return words.plain(side[name], 300) or "—"


def agreement(left: str | None, right: str | None) -> str:
    """Whether both state the same, to the letter."""
    if not (left and right):
        return _("missing")
    return _("agrees") if words.plain(left).casefold() == words.plain(right).casefold() else _("differs")
