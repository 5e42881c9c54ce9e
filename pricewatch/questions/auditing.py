"""What auditors ask: findings, the evidence around them, what other numbers would find, and how good we are."""

from dataclasses import dataclass

import duckdb

from pricewatch import decisions, models, reports
from pricewatch.questions import Row, rows
from pricewatch.served import cursor as cursor_of
from pricewatch.served import data_folder


def finding_filters(path: str) -> list[Row]:
    """Which rules and shops have findings."""
    return rows(cursor_of(path), "finding_filters")


def findings(path: str, rule: str | None, verdict: str | None, shop: str | None, most: int) -> list[Row]:
    """Findings, newest first; `found` in each row counts them all."""
    return rows(cursor_of(path), "findings", rule=rule, verdict=verdict, shop=shop, most=most)


def finding(path: str, finding_id: str) -> Row | None:
    """One finding; None where there is none."""
    return next(iter(rows(cursor_of(path), "finding", finding=finding_id)), None)


def finding_numbers(path: str, table: str, finding_id: str) -> Row:
    """All columns of a finding in its own table; `table` is a name from the database, never from a visitor."""
    cursor = cursor_of(path)
    cursor.execute(f'select * from "{table}" where finding_id = ?', [finding_id])
    columns = [column[0] for column in cursor.description or []]
    return dict(zip(columns, cursor.fetchone() or [None] * len(columns), strict=True))


def finding_spells(path: str, finding: Row, before: int = 120, after: int = 30) -> list[Row]:
    """What its offers showed in the days around it."""
    offers = [offer for offer in (finding["offer_id"], finding["offer_id_before"]) if offer is not None]
    asked = {"offers": offers, "day": finding["found_on"], "before": before, "after": after}
    return rows(cursor_of(path), "finding_spells", **asked)


def once_published(path: str, finding_id: str) -> Row | None:
    """What became of a finding that was published once; None where it never was."""
    return next(iter(rows(cursor_of(path), "once_published", finding=finding_id)), None)


def finding_events(path: str, finding_id: str) -> list[Row]:
    """When it was published and withdrawn."""
    return rows(cursor_of(path), "finding_events", finding=finding_id)


def model_of(path: str, rule_id: str, finding_id: str) -> models.Model:
    """The model that judged a finding: a rule may have several."""
    judging = [model for model in models.of_rule(rule_id) if f"'{rule_id}' as rule_id" in model.sql]
    holding = (
        model
        for model in judging
        if cursor_of(path).execute(f"select 1 from {model.name} where finding_id = ?", [finding_id]).fetchall()
    )
    return next(holding, judging[-1])


def recount(path: str, model: str, numbers: tuple[tuple[str, str], ...]) -> dict[str, int] | None:
    """Findings by verdict if a model ran with other numbers, (name, value); None where it cannot run with them."""
    cursor = cursor_of(path)
    cursor.execute(
        "create or replace temp table chosen_numbers as"
        " select name, value from parameters where not list_contains(?, name)",
        [[name for name, _ in numbers]],
    )
    for name, value in numbers:
        cursor.execute("insert into chosen_numbers values (?, ?::decimal(12, 4))", [name, value])
    cursor.execute(
        "create or replace temp macro parameter(wanted) as (select value from chosen_numbers where name = wanted)"
    )
    try:
        counted = cursor.execute(f"select verdict, count(*) from ({models.model(model).sql}) group by verdict")
        return dict(counted.fetchall())
    except duckdb.Error:
        return None


def health(path: str) -> list[Row]:
    """How each shop is read, and how fresh it is."""
    return rows(cursor_of(path), "health")


def publication_counts(path: str) -> list[Row]:
    """Findings published and withdrawn, by shop and rule."""
    return rows(cursor_of(path), "publications")


def withdrawn(path: str, most: int = 100) -> list[Row]:
    """Findings that were withdrawn, latest first."""
    return rows(cursor_of(path), "withdrawn", most=most)


def error_counts(path: str) -> list[Row]:
    """Errors in the data, by kind."""
    return rows(cursor_of(path), "error_counts")


def reviews() -> tuple[int, int]:
    """How many pairs people confirmed (same, twin), and how many they refused."""
    kinds = [decision.kind for decision in decisions.standing(decisions.decisions(data_folder()))]
    return sum(kind in ("same", "twin") for kind in kinds), sum(kind in ("different", "split") for kind in kinds)


def shops(path: str) -> list[Row]:
    """Every shop, how well it is known, and what the tests gave."""
    return rows(cursor_of(path), "shops_overview")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopPage:
    """All that one shop's page shows."""

    shop: Row
    coverage: Row
    rules: list[Row]
    components: list[Row]
    categories: list[Row]
    trend: list[Row]


def shop_page(path: str, slug: str) -> ShopPage | None:
    """All that the page of one shop shows; None where there is no such shop."""
    known = next((row for row in shops(path) if row["retailer"] == slug), None)
    if known is None:
        return None
    cursor = cursor_of(path)
    return ShopPage(
        shop=known,
        coverage=rows(cursor, "shop_coverage", shop=slug)[0],
        rules=rows(cursor, "shop_rules", shop=slug),
        components=rows(cursor, "shop_components", shop=slug),
        categories=rows(cursor, "shop_categories", shop=slug),
        trend=rows(cursor, "shop_trend", shop=slug),
    )


def report_count() -> int:
    """How often visitors said that a price is wrong."""
    return reports.count(data_folder())
