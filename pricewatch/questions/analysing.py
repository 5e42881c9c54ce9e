"""What analysts ask: what there is, questions that are ready, and the pages' own questions to run elsewhere."""

import re

from pricewatch.questions import SQL, Market, Row, place, rows, text
from pricewatch.served import connection, kept


@kept(10)
def relations(path: str) -> list[Row]:
    """Every table and view of the generation with its comment and columns; what they hold is another matter."""
    return rows(connection(path).cursor(), "relations")


def ready() -> dict[str, str]:
    """Questions that analysts ask, as SQL by name; they stand in docs/analysts.md too."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((SQL / "ready").glob("*.sql"))}


def history_query(product: str, market: Market) -> str:
    """What the chart of a product is drawn from."""
    return pasted("history", "chosen", "spells", products=[product], **place(market))


def trend_query(shop: str) -> str:
    """What the chart of a shop is drawn from."""
    return pasted("shop_trend", shop=shop)


def pasted(name: str, *before: str, **params: str | list[str] | None) -> str:
    """A question that runs as pasted in any shell: with its parameters, and with the questions that go `before`."""
    firsts = ",\n\n".join(f"{each} as (\n{text(each)})" for each in before)
    sql = f"with {firsts}\n\n{text(name)}" if before else text(name)
    return "\n".join(line if line.startswith("--") else filled(line, params) for line in sql.splitlines())


def filled(line: str, params: dict[str, str | list[str] | None]) -> str:
    """A line with the parameters as SQL.

    >>> filled("where shop = $shop and id in $ids and x = $x", {"shop": "O'x", "ids": ["a"], "x": None})
    "where shop = 'O''x' and id in ['a'] and x = null"
    """
    return re.sub(r"\$(\w+)", lambda found: literal(params[found[1]]), line)


def literal(value: str | list[str] | None) -> str:
    """A value as SQL."""
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    return "null" if value is None else "'" + value.replace("'", "''") + "'"
