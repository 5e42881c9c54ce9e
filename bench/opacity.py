"""Does the opacity index rank the demo street's shops as their tricks say, and is a shuffled street without a ranking?

    python bench/opacity.py [--seeds N]

The street's shops are too small for an index of their own (opacity says so); here every component with a case counts.
Tricks: articles of a shop that truth names for a trick, per article on its shelves. Shuffled: every case gets the label
of a random shop; the spread of the shops' indices must collapse.
"""

import argparse
import tempfile
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from scipy.stats import spearmanr
from street import told

from pricewatch import database, models
from pricewatch.demo.world import World, draw
from pricewatch.demo.year import build_year
from pricewatch.opacity import indices

DRAWS, CONCENTRATION = 500, 50


def index_by_shop(con: duckdb.DuckDBPyConnection, cases: pl.DataFrame) -> dict[str, float]:
    """The index of each shop over all categories, from cases as they are given."""
    con.register("given_cases", cases.to_arrow())
    con.execute("create or replace temp table opacity_cases as select * from given_cases")
    shares = con.sql(models.model("opacity_shares").sql).pl().filter(pl.col("category").is_null())
    every = shares.with_columns(missing=pl.when(pl.col("share_percent").is_null()).then(pl.lit("none")))
    found = indices(every, DRAWS, CONCENTRATION)
    return dict(zip(found["retailer"], found["opacity"], strict=True))


def shuffled(cases: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The same cases, each at a random shop."""
    order = np.random.default_rng(seed).permutation(cases.height)
    return cases.with_columns(retailer=cases["retailer"][order])


def tricks_by_shop(world: World) -> dict[str, float]:
    """Of a shop's articles, the share that a trick is played on."""
    played = {(row.shop, row.sku) for row in world.truth() if row.control == "no" and row.sku}
    sold = {shop: {offer.sku for offer in world.offers(shop, world.days[-1])} for shop in world.shops}
    return {shop: sum(at == shop for at, _ in played) / len(skus) for shop, skus in sold.items()}


def measure(seed: int) -> dict[str, float]:
    """One seed: rank correlation with the tricks played, honest shops' places, and the spread before and after."""
    world = draw(seed or None)
    with tempfile.TemporaryDirectory() as folder:
        told(Path(folder), world)
        build_year(Path(folder), world)
        con = database.connect(database.current(Path(folder)))
        cases = con.sql(models.model("opacity_cases").sql).pl()
        index, random = index_by_shop(con, cases), index_by_shop(con, shuffled(cases, seed))
    tricks = tricks_by_shop(world)
    honest = {shop.slug for shop in world.shops.values() if shop.honest}
    clearest = set(sorted(index, key=index.__getitem__)[: len(honest)])
    return {
        "rank correlation": float(spearmanr([index[s] for s in index], [tricks[s] for s in index]).statistic),
        "honest among clearest": len(clearest & honest) / len(honest),
        "the same, shuffled": float(spearmanr([random[s] for s in index], [tricks[s] for s in index]).statistic),
        "spread": float(np.std(list(index.values()))),
        "spread, shuffled": float(np.std(list(random.values()))),
    }


def main() -> None:
    """Mean, least and most of every figure over the seeds."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--seeds", type=int, default=20)
    frame = pl.DataFrame([measure(seed) for seed in range(cli.parse_args().seeds)])
    print(f"{'':24}{'mean':>9}{'least':>9}{'most':>9}")
    for column in frame.columns:
        values = frame[column].to_numpy()
        print(f"{column:24}{values.mean():9.2f}{values.min():9.2f}{values.max():9.2f}")


if __name__ == "__main__":
    main()
