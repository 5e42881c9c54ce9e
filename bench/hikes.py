"""How many injected hikes does H1 find, and how many rises does it flag beside the naive rule?

    python bench/hikes.py [--seeds N]

Each seed: 2,000 series of weekly prices over two years (bench/injected.py), made into spells and run through the
models' own SQL. The peer is the naive rule: a posted price at least 10 % above that of the week before.
"""

import argparse
import time

import duckdb
import numpy as np
import polars as pl
from injected import FIRST_DAY, Year, injected

from pricewatch import models

STAGES = ("open_spells", "public_spells", "own_rises", "peer_moves", "category_moves", "excesses", "hikes")
LATE = 4
"""Weeks within which a rise must be flagged to count as found: a sale may hide its first weeks."""

TABLES = """
create table parameters as
    select * replace (value::decimal(12, 4) as value) from read_csv('{parameters}', all_varchar = true);
create macro parameter(wanted) as (select value from parameters where name = wanted);
create table offers as
    select distinct series as offer_id, 'shop ' || retailer as retailer, null::varchar as store, series::varchar as sku,
        product as product_id, 'category ' || category as category, 'DE' as country,
        (select max(seen_on) from listings)::timestamp as last_seen
    from listings;
create table item_offers as select offer_id, offer_id as item_id from offers;
create table placed as select offer_id as item_id, min(offer_id) over (partition by product_id) as node from offers;
create table match_pairs as
    select null::bigint as offer_a, null::bigint as offer_b, '' as relation, '' as band, 0.0 as probability where false;
create table offer_facts as
    select series as offer_id, null::varchar as gtin, null::double as size_value, null::varchar as size_unit,
        min(seen_on)::timestamp as first_seen, max(seen_on)::timestamp as last_seen
    from listings group by series;
create table sighted as select series as offer_id, seen_on::date as seen_from, seen_on::date as seen_to from listings;
create table price_spells as
    with steps as (
        select *, coalesce(price != lag(price) over (partition by series order by seen_on), true) as is_new
        from listings
    ), numbered as (
        select *, sum(is_new::int) over (partition by series order by seen_on) as spell from steps
    )
    select series as offer_id, any_value(price)::decimal(12, 2) as price, min(seen_on)::timestamp as first_seen,
        max(seen_on)::timestamp as last_seen, min(seen_on)::date as seen_from, max(seen_on)::date as seen_to,
        count(*)::integer as sightings, 'EUR' as currency, null::varchar as price_per, null::integer as intro_months,
        null::decimal(12, 2) as was_price, null::varchar as doubts, null::varchar as price_hidden,
        null::varchar as persona, null::varchar as price_kind, null::varchar as availability
    from numbered group by series, spell;
create table data_errors as
    select null::bigint as offer_id, '' as retailer, '' as store, '' as kind, '' as concerns,
        null::date as seen_on, null::date as seen_to
    where false;
"""


def judged(year: Year) -> pl.DataFrame:
    """The hikes that the models' SQL finds in a year."""
    con = duckdb.connect()
    con.register("listings", year.listings().to_arrow())
    con.execute(TABLES.format(parameters=models.HERE / "parameters.csv"))
    for name in STAGES:
        con.execute(f"create table {name} as {models.model(name).sql}")
    return con.sql("select offer_id, hiked_on, tier, market_class, surprise from hikes").pl()


def flags(rows: pl.DataFrame) -> set[tuple[int, int]]:
    """Series and week of each flag."""
    weeks = (rows["hiked_on"].to_numpy() - FIRST_DAY).astype(int) // 7
    return {(int(s), int(w)) for s, w in zip(rows["offer_id"], weeks, strict=True)}


def naive(year: Year) -> set[tuple[int, int]]:
    """Series and week of every posted price at least 10 % above the week before."""
    up = year.prices[:, 1:] >= 1.10 * year.prices[:, :-1]
    return {(int(s), int(w) + 1) for s, w in zip(*np.nonzero(up), strict=True)}


def count(found: set[tuple[int, int]], year: Year) -> int:
    """How many flags lie in the weeks judged."""
    return sum(week in year.test for _, week in found)


def recall(found: set[tuple[int, int]], year: Year) -> float:
    """The share of injected hikes that were flagged in time, in percent."""
    hit = [any((s, w + late) in found for late in range(LATE + 1)) for s, w in year.hiked_in.items()]
    return 100 * sum(hit) / len(hit)


def measure(seed: int) -> dict[str, float]:
    """One seed's flags and recalls."""
    year = injected(seed)
    began = time.process_time()
    hikes = judged(year)
    seconds = time.process_time() - began
    surprises, every = flags(hikes.filter("surprise")), naive(year)
    return {
        "naive flags": count(every, year),
        "naive recall %": recall(every, year),
        "new-high flags": count(flags(hikes.filter(pl.col("tier") != "note")), year),
        "surprise flags": count(surprises, year),
        "surprise recall %": recall(surprises, year),
        "flags / naive %": 100 * count(surprises, year) / count(every, year),
        "CPU s": seconds,
    }


def main() -> None:
    """Mean, least and most of every figure over the seeds."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--seeds", type=int, default=20)
    frame = pl.DataFrame([measure(seed) for seed in range(cli.parse_args().seeds)])
    print(f"{'':20}{'mean':>9}{'least':>9}{'most':>9}")
    for column in frame.columns:
        values = frame[column].to_numpy()
        print(f"{column:20}{values.mean():9.1f}{values.min():9.1f}{values.max():9.1f}")


if __name__ == "__main__":
    main()
