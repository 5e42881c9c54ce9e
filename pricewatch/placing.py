"""In which product does each item stand? Only products that a change may reach are made anew."""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pricewatch.identity import products
from pricewatch.identity.clusters import Limits, cluster
from pricewatch.identity.reach import codes, reached
from pricewatch.identity.sameness import Verdicts

WITH_NEW_OFFERS = "select distinct item_id as id from item_offers anti join before.product_offers using (offer_id)"
ITEM = ("cluster", "gtin14", "first_seen", "first_offer", "offers")


class Placing:
    """The step of a build that makes `scored_items`."""

    def __init__(self, con: duckdb.DuckDBPyConnection, data: Path, limits: Limits) -> None:
        self.con, self.data, self.limits = con, data, limits
        self.items: list[products.Item] = []
        self.ids: dict[int, str] = {}
        self.log = products.logged(data)
        self.before = self.products_before()
        self.untouched: frozenset[str] = frozenset()
        """Products that no change reaches."""

    def products_before(self) -> dict[int, str]:
        """The product that each offer stood in, also where all else is made anew."""
        try:
            return dict(self.con.execute("select offer_id, product_id from before.product_offers").fetchall())
        except duckdb.Error:
            return {}

    def run(
        self, items: pl.DataFrame, pairs: pl.DataFrame, verdicts: Verdicts, fresh: pl.Series | None
    ) -> pl.DataFrame:
        """Every item with its place. `fresh`: which items are new or changed; None where all are placed anew."""
        items = items.with_columns(codes=codes(items), is_decided=decided_items(items, verdicts))
        allowed = pairs.filter(pl.col("veto").is_null())
        if fresh is None:
            return self.placed(items, allowed, verdicts)
        is_reached = self.reached(items.with_columns(is_fresh=fresh), allowed)
        rest = items.filter(~is_reached).select("id")
        earlier = self.con.sql("select * from before.scored_items").pl().join(rest, on="id", how="semi")
        self.untouched = frozenset(earlier["product_id"].unique())
        moved = items.filter(is_reached)
        inside = allowed.join(moved, left_on="left_id", right_on="id", how="semi").join(
            moved, left_on="right_id", right_on="id", how="semi"
        )
        now = self.placed(moved, inside, verdicts)
        return pl.concat([now, earlier.select(now.columns).cast(now.schema)])

    def reached(self, items: pl.DataFrame, pairs: pl.DataFrame) -> pl.Series:
        """Which items may a change move?"""
        with_new_offers = self.con.sql(WITH_NEW_OFFERS).pl()["id"]
        before = self.con.sql("select id, codes, cluster, is_decided from before.scored_items").pl()
        was_decided = before.filter("is_decided")["id"]
        has_changed = (
            pl.col("is_fresh")
            | pl.col("is_decided")
            | pl.col("id").is_in(pl.concat([with_new_offers, was_decided]).implode())
        )
        linked = self.limits.linked
        likely = "select left_id, right_id from before.scored_pairs where veto is null and probability >= ?"
        pairs_before = self.con.execute(likely, [linked]).pl()
        now = items.select("id", "codes", has_changed=has_changed)
        return reached(now, pairs.filter(pl.col("probability") >= linked), before, pairs_before)

    def placed(self, items: pl.DataFrame, pairs: pl.DataFrame, verdicts: Verdicts) -> pl.DataFrame:
        """Items with their cluster and product."""
        clusters = cluster(items, pairs, verdicts, self.limits)
        rows = items.join(clusters, on="id").select(pl.col("id").alias("item_id"), *ITEM).iter_rows(named=True)
        self.items = [products.Item(**row | {"offers": tuple(row["offers"])}) for row in rows]
        self.ids = products.assign(self.items, {**self.before, **self.log}, self.untouched)
        product = pl.DataFrame(
            list(self.ids.items()), schema={"cluster": pl.Int64, "product_id": pl.String}, orient="row"
        )
        facts = items.select("id", "state", "codes", "is_decided")
        return facts.join(clusters, on="id").join(product, on="cluster")

    def news(self, stamp: dict[str, Any]) -> list[dict[str, Any]]:
        """What the log of product ids does not know yet."""
        return products.news(self.items, self.ids, self.log, self.before, stamp, self.untouched)


def decided_items(items: pl.DataFrame, verdicts: Verdicts) -> pl.Series:
    """Which items did people decide about?"""
    pairs = verdicts.same.keys() | verdicts.different.keys()
    ids = {item for pair in pairs for item in pair} | verdicts.apart.keys()
    return items["id"].is_in(pl.Series(list(ids), dtype=pl.Int64).implode())
