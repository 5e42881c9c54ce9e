"""What of a generation may leave the house, as each retailer's entry (`publish`) says.

nothing: it is not named. findings: its published findings, and the tests of a law that it passed. extracts, all: its
listings and prices too.

Strangers get a second set of relations of the same names, and no other: what no rule below opens is empty.
"""

import duckdb

from pricewatch import models

SHOWN = "shown"

OPEN = frozenset(
    {
        "meta", "parameters", "rules", "rule_sets", "published_rates", "changeovers", "perishables", "event_days",
        "term_words", "unit_regimes", "opacity_parts",
    }
)  # fmt: skip
"""How we work: open to all."""

NAMED = frozenset(
    {
        "retailers", "retailer_health", "publications", "published_findings", "opacity", "opacity_shares",
        "opacity_sensitivity",
    }
)  # fmt: skip
"""Open for every retailer that may be named."""

RETAILERS = frozenset({"retailer", "other_retailer"})
"""Columns that name retailers in findings."""

OFFERS = frozenset({"offer_id", "offer_a", "offer_b", "offer_id_before"})
"""Columns that lead to offers."""

MAY_BE_NAMED = "(select slug from {source}.retailers where publish in ('findings', 'extracts', 'all'))"
MAY_BE_SHOWN = (
    "(select offer_id from {source}.offers where retailer in"
    " (select slug from {source}.retailers where publish in ('extracts', 'all')))"
)

PRODUCTS = """
select
    products.* replace (
        named.name as name,
        named.brand as brand,
        named.offers as offers,
        named.retailers as retailers,
        named.names as names,
        named.search_text as search_text,
        named.first_seen as first_seen,
        named.last_seen as last_seen
    )
from {source}.products
inner join (
    select
        product_id,
        mode(name order by length(name) desc, name) as name,
        mode(brand order by brand) as brand,
        count(*) as offers,
        count(distinct retailer) as retailers,
        count(distinct name) as names,
        lower(strip_accents(concat_ws(
            ' ', string_agg(distinct name, ' '), string_agg(distinct brand, ' '), string_agg(distinct gtin, ' ')
        ))) as search_text,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen
    from {shown}.offers
    group by product_id
) as named on products.product_id = named.product_id
"""
"""Products as the shops that may be shown call them."""

MADE = ("products", "search_words")
"""Made anew of what may be shown."""


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Put what strangers may see beside the generation, in memory."""
    source = '"' + con.execute("select current_database()").fetchall()[0][0].replace('"', '""') + '".main'
    shown = f"{SHOWN}.main"
    con.execute(f"attach if not exists ':memory:' as {SHOWN} (read_write)")
    for table, columns in columns_of(con).items():
        if table not in MADE:
            chosen = rule(table, columns).format(source=source)
            con.execute(f'create or replace view {shown}."{table}" as select * from {source}."{table}" where {chosen}')
    con.execute(f"create or replace table {shown}.products as {PRODUCTS.format(source=source, shown=shown)}")
    stranger = con.cursor()
    stranger.execute(f"set search_path = '{shown}'")
    stranger.execute(f"create or replace table {shown}.search_words as {models.model('search_words').sql}")
    con.execute(
        f"create or replace macro {shown}.parameter(wanted) as"
        f" (select value from {source}.parameters where name = wanted)"
    )


def columns_of(con: duckdb.DuckDBPyConnection) -> dict[str, set[str]]:
    """Every relation of the generation with its columns."""
    rows = con.execute(
        "select table_name, list(column_name) from duckdb_columns()"
        " where database_name = current_database() and not internal group by table_name"
    ).fetchall()
    return {table: set(columns) for table, columns in rows}


def rule(table: str, columns: set[str]) -> str:
    """Which rows of a relation strangers may see."""
    if table in OPEN:
        return "true"
    if table in NAMED:
        told = "event in ('published', 'withdrawn') and " if table == "publications" else ""
        return f"{told}{'slug' if table == 'retailers' else 'retailer'} in {MAY_BE_NAMED}"
    confirmed = ["(relation != 'twin' or reviewed)"] if {"relation", "reviewed"} <= columns else []
    if "published" in columns and "retailer" in columns and table != "base_rates":
        cleared = " or verdict = 'consistent' and rule_set != 'info'" if {"verdict", "rule_set"} <= columns else ""
        named = (f"{column} in {MAY_BE_NAMED}" for column in sorted(columns & RETAILERS))
        return " and ".join([f"(published{cleared})", *named, *confirmed])
    if leads := sorted(columns & OFFERS):
        return " and ".join([*(f"{column} in {MAY_BE_SHOWN}" for column in leads), *confirmed])
    return "false"
