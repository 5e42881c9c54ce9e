"""Many cases in one database: each is one offer, named by its sku, and what a rule says of it."""

from typing import Any

from conftest import Given


def lines(*rows: str) -> list[str]:
    """The rows of one case; they may leave out the last columns."""
    return list(rows)


def table_of(columns: str, cases: dict[str, list[str]]) -> str:
    """One table of all cases; `columns` are those of their rows."""
    bars = columns.count("|")
    rows = [f"{name} | {row}{' |' * (bars - row.count('|'))}" for name, rows in cases.items() for row in rows]
    return "\n".join([f"sku | {columns}", *rows])


def last_said(shop: Given, rule_id: str, table: str = "was_claims", day: str = "claimed_on") -> dict[str, Any]:
    """sku -> verdict and outcome of a rule's last row."""
    rows = shop.rows(f"select sku, verdict, outcome from {table} where rule_id = '{rule_id}' order by {day}")
    return {row["sku"]: f"{row['verdict']}: {row['outcome']}" for row in rows}
