"""Items to products within a build: score what is new, cluster, and give every product its id.

Only items that are new or changed are scored against the others; pairs of the rest are carried over from the last
generation with the probability that they had. How rare a word is moves a little with every item, so when more than
match_growth percent of the items have changed since, all pairs are scored anew. In between carried pairs are those of a
full build but for two of a hundred, and as likely within 0.1 in the mean (tested); codes and decisions hold exactly.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pricewatch.identity import products
from pricewatch.identity.clusters import Limits, cluster
from pricewatch.identity.matcher import scored
from pricewatch.identity.vetoes import known, veto
from pricewatch.verdicts import decided, verdicts

PAIRS = {"left_id": pl.Int64, "right_id": pl.Int64, "probability": pl.Float64, "reasons": pl.String, "veto": pl.String}


class Matching:
    """The step of a build that makes `scored_items`, `scored_pairs`, `decided_pairs` and `placed`."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, data: Path, load: Callable[[str, pl.DataFrame], None], continues: bool
    ) -> None:
        self.con, self.data, self.load, self.continues = con, data, load, continues
        self.changed = 0
        """Items that changed since all pairs were scored."""

    def run(self, generation: int, now: datetime) -> list[dict[str, Any]]:
        """Make the tables; the lines to be written to the log of product ids when the generation is published."""
        items = self.con.sql("select item_id as id, * exclude (item_id) from items order by item_id").pl()
        pairs = self.pairs(items)
        self.keep("scored_items", items.select("id", "state"), "id")
        self.keep("scored_pairs", pairs, "left_id, right_id")
        found = verdicts(self.con, self.load, self.data)
        self.load("decided_pairs", decided(found))
        clusters = cluster(items, pairs.filter(pl.col("veto").is_null()), found, self.limits())
        return self.place(items, clusters, products.stamp_of(generation, now))

    def number(self, name: str) -> float:
        """A number of parameters.csv."""
        return float(self.con.execute("select parameter(?)", [name]).fetchall()[0][0])

    def limits(self) -> Limits:
        """The numbers that clustering needs."""
        return Limits(
            linked=self.number("match_linked"),
            absent=self.number("match_absent"),
            largest=int(self.number("match_largest")),
        )

    def keep(self, name: str, frame: pl.DataFrame, order: str) -> None:
        """A frame as a table of the generation."""
        self.load("to_keep", frame)
        self.con.execute(f"create table {name} as select * from to_keep order by {order}")

    def pairs(self, items: pl.DataFrame) -> pl.DataFrame:
        """Every pair of items in the linked and review bands, with what forbids it: scored now, or carried over."""
        carried, fresh = pl.DataFrame(schema=PAIRS), pl.repeat(True, len(items), eager=True)
        if self.continues:
            is_fresh = self.fresh(items)
            if self.changed * 100 <= self.number("match_growth") * len(items):
                fresh, carried = is_fresh, self.carried(items.filter(~is_fresh))
            else:
                self.changed = 0
        new = self.scored(items, None if fresh.all() else fresh) if fresh.any() else pl.DataFrame(schema=PAIRS)
        return pl.concat([carried, new]).sort("left_id", "right_id")

    def fresh(self, items: pl.DataFrame) -> pl.Series:
        """Which items are new or changed since the last generation."""
        before = self.con.sql("select id, state from before.scored_items").pl()
        gone = len(before.join(items, on="id", how="anti"))
        is_fresh = items.join(before, on="id", how="left", maintain_order="left").select(
            (pl.col("state") != pl.col("state_right")).fill_null(True)
        )
        (changed,) = self.con.execute("select items_changed from before.meta").fetchall()[0]
        self.changed = changed + gone + int(is_fresh.to_series().sum())
        return is_fresh.to_series()

    def carried(self, unchanged: pl.DataFrame) -> pl.DataFrame:
        """The pairs of items that are as they were."""
        pairs = self.con.sql("select * from before.scored_pairs").pl().cast(PAIRS)  # type: ignore[arg-type]
        ids = unchanged.select("id")
        return pairs.join(ids, left_on="left_id", right_on="id", how="semi").join(
            ids, left_on="right_id", right_on="id", how="semi"
        )

    def scored(self, items: pl.DataFrame, fresh: pl.Series | None) -> pl.DataFrame:
        """Pairs that touch a fresh item, at least match_review likely, and what forbids them."""
        found = scored(items, fresh=fresh, least=self.number("match_review"))
        ends = pl.concat([found["left_id"], found["right_id"]]).unique().rename("id").to_frame()
        facts = {one.members[0]: one for one in known(items.join(ends, on="id", how="semi"))}
        forbidden = [veto(facts[left], facts[right]) for left, right in found.select("left_id", "right_id").iter_rows()]
        return found.with_columns(veto=pl.Series(forbidden, dtype=pl.String)).select(PAIRS.keys())

    def place(self, items: pl.DataFrame, clusters: pl.DataFrame, stamp: dict[str, Any]) -> list[dict[str, Any]]:
        """Make the table `placed`, which says in which product each item stands; what the log does not know yet."""
        columns = (pl.col("id").alias("item_id"), "cluster", "gtin14", "first_seen", "first_offer", "offers")
        rows = items.join(clusters, on="id").select(columns)
        known_items = [products.Item(**row | {"offers": tuple(row["offers"])}) for row in rows.iter_rows(named=True)]
        log, before = products.logged(self.data), self.before()
        ids = products.assign(known_items, {**before, **log})
        product = pl.DataFrame(list(ids.items()), schema={"cluster": pl.Int64, "product_id": pl.String}, orient="row")
        self.load("placed", clusters.join(product, on="cluster").rename({"id": "item_id"}))
        return products.news(known_items, ids, log, before, stamp)

    def before(self) -> dict[int, str]:
        """The product that each offer stood in, also where all else is made anew."""
        try:
            return dict(self.con.execute("select offer_id, product_id from before.product_offers").fetchall())
        except duckdb.Error:
            return {}
