"""Two offers beside each other: what each states, and where they agree."""

from pricewatch.pages import markup, queries, words
from pricewatch.pages.markup import Link, Piece

FACTS = {
    "name": "Name",
    "brand": "Brand",
    "size_text": "Size",
    "variant": "Variant",
    "condition": "Condition",
    "gtin": "GTIN",
    "mpn": "Maker's number",
    "sku": "Shop's code",
    "category": "Category",
}


def show(row: queries.Row) -> None:
    """Two offers side by side, what speaks for them being one, and how likely that is."""
    a, b = row["a"], row["b"]
    names = [words.plain(side["shop"], 40) for side in (a, b)]
    columns = ["Fact", *(names if names[0] != names[1] else [f"{names[0]}, first", f"{names[0]}, second"]), "Result"]
    table: list[list[Piece]] = [
        [label, text_of(a, name), text_of(b, name), agreement(a[name], b[name]) if name != "sku" else ""]
        for name, label in FACTS.items()
        if a[name] or b[name]
    ]
    attributes = words.attributes({**row, "is_left": True})
    pages: list[Piece] = ["Page", Link("open", a["url"]), Link("open", b["url"]), ""]
    markup.table("Both offers", columns, [*table, *attributes, pages])
    if row["relation"] is not None:
        told = "Perhaps twins" if row["relation"] == "twin" else "Perhaps the same"
        part = "of the attributes' weight agrees" if row["relation"] == "twin" else "likely"
        markup.sentence(f"{told}: {100 * row['probability']:.0f} % {part}. {words.plain(row['reasons'], 400)}.", "note")


def text_of(side: queries.Row, name: str) -> str:
    """A fact as the shop states it."""
    return words.plain(side[name], 300) or "—"


def agreement(left: str | None, right: str | None) -> str:
    """Whether both state the same, to the letter."""
    if not (left and right):
        return "missing"
    return "agrees" if words.plain(left).casefold() == words.plain(right).casefold() else "differs"
