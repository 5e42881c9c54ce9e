"""The part of a product's page that shows what every shop asks now."""

from datetime import datetime

from pricewatch.languages import N_, _
from pricewatch.pages import cards, chart, markup, queries, words
from pricewatch.pages.markup import Link, Piece, Strong

NOTE = N_(
    "Ranked by total: price, shipping and fees you cannot decline; totals that are not known come after. "
    "Offers below them take no part, and say why. Member prices never rank."
)
MAY_BE_EMPTY = (N_("For members"), N_("Per unit"))
NUMBERS = (N_("Total"), N_("Price"), N_("Shipping"), *MAY_BE_EMPTY)


def show(path: str, page: queries.ProductPage) -> None:
    """The table."""
    newest = queries.edition(path)["newest"]
    markup.section(_("Prices by shop"), _(NOTE))
    if not page.asked:
        markup.sentence(_("No shop offers it in {market}.").format(market=page.market.label))
        return
    table = [price_row(row, newest) for row in page.asked]
    may_be_empty = [_(name) for name in MAY_BE_EMPTY]
    columns = [name for name in table[0] if name not in may_be_empty or any(row[name] != "—" for row in table)]
    rows = [[row[name] for name in columns] for row in table]
    markup.table(_("What each shop asks now"), columns, rows, numbers=[_(name) for name in NUMBERS])


def price_row(row: queries.Row, newest: datetime) -> dict[str, Piece]:
    """One offer, by column."""
    currency = row["currency"]
    stock = words.AVAILABILITY.get(row["availability"] or "", N_("stock not stated"))
    total: Piece = Strong(words.money(row["total"], currency)) if row["total"] is not None else _("unknown")
    return {
        _("Shop"): Link(chart.place_of(row), row["url"]),
        _("Total"): total if row["is_ranked"] else _("not ranked"),
        _("Price"): words.money(row["price"], currency) + words.per_period(row) if row["price"] is not None else "—",
        _("Shipping"): words.money(row["shipping"], currency),
        _("For members"): words.money(row["member_price"], currency) if row["member_price"] is not None else "—",
        _("Per unit"): cards.unit_price(row) if row["is_ranked"] and row["our_unit_price"] is not None else "—",
        _("Note"): _(stock) if row["is_ranked"] else words.why_unranked(row),
        _("Seen"): words.age(row["last_seen"], newest),
    }
