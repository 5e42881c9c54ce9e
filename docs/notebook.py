"""A first look at a pricewatch database, as a marimo notebook.

pip install marimo altair duckdb polars pyarrow
marimo edit docs/notebook.py -- data/current.duckdb
"""

import marimo

app = marimo.App(width="medium")


@app.cell
def _():
    import sys

    import altair as alt
    import duckdb
    import marimo as mo

    file = next((word for word in sys.argv[1:] if word.endswith(".duckdb")), "data/current.duckdb")
    con = duckdb.connect(file, read_only=True)
    return alt, con, mo


@app.cell
def _(con, mo):
    seen = con.sql("""
        select
            offers.retailer,
            count(distinct offers.offer_id) as offers,
            sum(sighted.seen_to - sighted.seen_from + 1) as days_seen,
            min(sighted.seen_from) as seen_from,
            max(sighted.seen_to) as seen_to
        from offers
        inner join sighted on offers.offer_id = sighted.offer_id
        group by offers.retailer
        order by offers desc
    """).pl()
    told = mo.md(
        "# How well was each shop seen?\nAsk this first: what was seen seldom can neither be accused nor cleared."
    )
    mo.vstack([told, seen])


@app.cell
def _(con, mo):
    results = con.sql("""
        select
            rule_id,
            retailer,
            count(*) filter (verdict != 'cannot_tell') as decided,
            count(*) filter (verdict = 'violates') as violates,
            round(
                100.0 * count(*) filter (verdict = 'violates')
                / nullif(count(*) filter (verdict != 'cannot_tell'), 0), 1
            ) as percent_of_decided
        from findings
        group by all
        order by rule_id, violates desc
    """).pl()
    mo.vstack([mo.md("# What did the tests give?\nA share is of the decided cases alone."), results])


@app.cell
def _(alt, con, mo):
    rises = con.sql("""
        select
            hiked_on,
            retailer,
            rise_percent,
            excess_percent
        from hikes
        where excess_percent is not null
    """).pl()
    dots = (
        alt.Chart(rises)
        .mark_circle()
        .encode(x="rise_percent:Q", y="excess_percent:Q", color="retailer:N", tooltip=["hiked_on:T", "retailer:N"])
    )
    mo.vstack([mo.md("# What of each rise did the market not explain?"), dots])


@app.cell
def _(alt, con, mo):
    spells = con.sql("""
        select
            concat_ws(', ', retailer, store) as place,
            price::double as price,
            seen_from,
            seen_to
        from public_spells
        where product_id = (select arg_max(product_id, (retailers, product_id)) from products)
        order by place, seen_from
    """).pl()
    lines = (
        alt.Chart(spells)
        .mark_rule(size=3)
        .encode(x="seen_from:T", x2="seen_to:T", y=alt.Y("price:Q").scale(zero=False), color="place:N")
    )
    mo.vstack([mo.md("# What did the product cost that most shops sell?\nWhere no line is, nobody looked."), lines])


@app.cell
def _(con, mo):
    tables = con.sql("select table_name, column_count, comment from duckdb_tables() order by table_name").pl()
    mo.vstack([mo.md("# What else is in it?"), tables])


if __name__ == "__main__":
    app.run()
