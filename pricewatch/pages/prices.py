"""The part of a product's page that shows what every shop asks now."""

from datetime import datetime

from pricewatch.pages import cards, chart, markup, queries, words
from pricewatch.pages.markup import Link, Piece, Strong

NOTE = (
    "Ranked by total: price, shipping and fees you cannot decline; totals that are not known come after. "
    "Offers below them take no part, and say why. Member prices never rank."
)
MAY_BE_EMPTY = ("For members", "Per unit")


def show(path: str, page: queries.ProductPage) -> None:
    """The table."""
    newest = queries.edition(path)["newest"]
    markup.section("Prices by shop", NOTE)
    if not page.asked:
        markup.sentence(f"No shop offers it in {page.market.label}.")
        return
    table = [price_row(row, newest) for row in page.asked]
    columns = [name for name in table[0] if name not in MAY_BE_EMPTY or any(row[name] != "—" for row in table)]
    numbers = ("Total", "Price", "Shipping", *MAY_BE_EMPTY)
    rows = [[row[name] for name in columns] for row in table]
    markup.table("What each shop asks now", columns, rows, numbers=numbers)


def price_row(row: queries.Row, newest: datetime) -> dict[str, Piece]:
    """One offer, by column."""
    currency = row["currency"]
    stock = words.AVAILABILITY.get(row["availability"] or "", "stock not stated")
    total: Piece = Strong(words.money(row["total"], currency)) if row["total"] is not None else "unknown"
    return {
        "Shop": Link(chart.place_of(row), row["url"]),
        "Total": total if row["is_ranked"] else "not ranked",
        "Price": words.money(row["price"], currency) + words.per_period(row) if row["price"] is not None else "—",
        "Shipping": words.money(row["shipping"], currency) if row["shipping"] is not None else "unknown",
        "For members": words.money(row["member_price"], currency) if row["member_price"] is not None else "—",
        "Per unit": cards.unit_price(row) if row["is_ranked"] and row["our_unit_price"] is not None else "—",
        "Note": stock if row["is_ranked"] else words.why_unranked(row),
        "Seen": words.age(row["last_seen"], newest),
    }
