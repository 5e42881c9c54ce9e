"""Relations within a build: which items are other sizes, relaunches or twins of each other, for `match_pairs`."""

from pathlib import Path

import duckdb
import polars as pl

from pricewatch.identity.related import load_rules
from pricewatch.identity.relations import related
from pricewatch.retailer import facts_file

ITEMS = """
    select
        item_id as id,
        any_value(retailer) as retailer,
        any_value(nullif(variant, '')) as variant,
        any_value(condition) as condition,
        arg_min(name, offer_id) as name,
        arg_min(brand, offer_id) as brand,
        arg_min(gtin14, offer_id) as gtin14,
        arg_min(mpn, offer_id) as mpn,
        arg_min(size_text, offer_id) as size_text,
        arg_min(size_value, offer_id)::double as size_value,
        arg_min(size_unit, offer_id) as size_unit,
        arg_min(pieces, offer_id) as pieces,
        arg_min(description, offer_id) as description,
        arg_min(category, offer_id) as category,
        arg_min(attributes, offer_id) as attributes,
        min(first_seen) as first_seen,
        max(last_seen) as last_seen
    from known_offers
    inner join item_offers using (offer_id)
    group by item_id
"""
"""Each item as shops write it; `items` has what matching may see: the choice in the name, no size that is no amount."""


def relations(con: duckdb.DuckDBPyConnection, data: Path) -> pl.DataFrame:
    """Every relation between items, as `related` gives them."""

    def number(name: str) -> float:
        return float(con.execute("select parameter(?)", [name]).fetchall()[0][0])

    rules = load_rules(
        facts_file("schemas", data),
        facts_file("categories.csv", data),
        facts_file("launch_words.csv", data),
        relaunch_days=number("relaunch_days"),
        crowd=int(number("relation_crowd")),
    )
    return related(con.sql(ITEMS).pl(), rules)
