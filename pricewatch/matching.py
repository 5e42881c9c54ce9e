"""Items to products within a build: score what is new, cluster what that may move, and give every product its id.

Only items that are new or changed are scored against the others; pairs of the rest are carried over from the last
generation with the probability that they had. How rare a word is stays as it was counted when all pairs were scored
last, so an item that is like no other changes nothing between others. When more than match_growth percent of the items
have changed since, all pairs are scored anew. In between carried pairs are those of a full build but for two of a
hundred, and as likely within 0.1 in the mean (tested); codes and decisions hold exactly.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import polars as pl

from pricewatch.identity import frozen, products
from pricewatch.identity.calibration import Calibration, fitted, log_odds
from pricewatch.identity.clusters import Limits
from pricewatch.identity.corpus import Corpus, corpus_of
from pricewatch.identity.matcher import scored
from pricewatch.identity.reading import Reading, read
from pricewatch.identity.vetoes import known, veto
from pricewatch.placing import Placing
from pricewatch.verdicts import decided, verdicts

PAIRS = {"left_id": pl.Int64, "right_id": pl.Int64, "probability": pl.Float64, "reasons": pl.String, "veto": pl.String}
LATELY_CHANGED = """
    select coalesce(scored_items.state != items.state, true) as is_fresh
    from items
    left join before.scored_items on items.item_id = scored_items.id
    order by items.item_id
"""


class Matching:
    """The step of a build that makes `scored_items`, `scored_pairs`, `decided_pairs` and `placed`."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, data: Path, load: Callable[[str, pl.DataFrame], None], continues: bool
    ) -> None:
        self.con, self.data, self.load, self.continues = con, data, load, continues
        self.changed, self.frozen = 0, 0
        """Items that changed since all pairs were scored, and the generation that scored them."""
        self.calibration = Calibration()
        """What people's decisions, as they stood when all pairs were scored, say of the matcher's probabilities."""

    def run(self, generation: int, now: datetime) -> list[dict[str, Any]]:
        """Make the tables; the lines to be written to the log of product ids when the generation is published."""
        items = self.con.sql("select item_id as id, * exclude (item_id) from items order by item_id").pl()
        fresh = self.fresh()
        reading = self.earlier_reading(len(items)) if fresh is not None else None
        found = verdicts(self.con, self.load, self.data)
        people = decided(found)
        self.load("decided_pairs", people)
        if fresh is None or reading is None:
            fresh, self.changed, self.frozen = None, 0, generation
            pairs = self.scored(items, self.read(items))
            self.calibration = calibration(pairs, people, int(self.number("match_decided")))
            pairs = self.calibrated(pairs)
        else:
            pairs = pl.concat([self.carried(items.filter(~fresh)), self.calibrated(self.new(items, fresh, reading))])
        pairs = pairs.sort("left_id", "right_id")
        placing = Placing(self.con, self.data, self.limits())
        placed = placing.run(items, pairs, found, fresh)
        self.keep("scored_pairs", pairs, "left_id, right_id")
        self.keep("scored_items", placed, "id")
        self.con.execute("create temp view placed as select id as item_id, * exclude (id) from scored_items")
        return placing.news(products.stamp_of(generation, now))

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

    def fresh(self) -> pl.Series | None:
        """Which items are new or changed since the last generation; None where nothing is known of that."""
        if not self.continues:
            return None
        (known,) = self.con.execute(
            "select count(*) from before.scored_items semi join items on id = item_id"
        ).fetchall()
        (meta,) = self.con.execute(
            "select items_changed, items_read, calibration_slope, calibration_offset from before.meta"
        ).fetchall()
        (total,) = self.con.execute("select count(*) from before.scored_items").fetchall()
        is_fresh = self.con.sql(LATELY_CHANGED).pl()["is_fresh"]
        self.changed, self.frozen = meta[0] + total[0] - known[0] + int(is_fresh.sum()), meta[1]
        self.calibration = Calibration(*meta[2:])
        return is_fresh

    def earlier_reading(self, items: int) -> Reading | None:
        """The items as read when all pairs were scored; None where too many have changed since."""
        is_recent = self.changed * 100 <= self.number("match_growth") * items
        return frozen.load(frozen.path_of(self.data, self.frozen)) if is_recent else None

    def read(self, items: pl.DataFrame) -> Corpus:
        """All items, read anew and kept for the next builds."""
        reading = read(items)
        frozen.save(reading, frozen.path_of(self.data, self.frozen))
        return corpus_of(reading)

    def carried(self, unchanged: pl.DataFrame) -> pl.DataFrame:
        """The pairs of items that are as they were."""
        pairs = self.con.sql("select * from before.scored_pairs").pl().cast(PAIRS)  # type: ignore[arg-type]
        ids = unchanged.select("id")
        return pairs.join(ids, left_on="left_id", right_on="id", how="semi").join(
            ids, left_on="right_id", right_on="id", how="semi"
        )

    def new(self, items: pl.DataFrame, fresh: pl.Series, reading: Reading) -> pl.DataFrame:
        """Pairs that touch a fresh item."""
        if not fresh.any():
            return pl.DataFrame(schema=PAIRS)
        return self.scored(items, corpus_of(frozen.read_like(reading, items)), fresh)

    def calibrated(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Pairs as likely as people's decisions say, without those that are not worth a row then."""
        stated = self.calibration.probability(log_odds(pairs["probability"].to_numpy()))
        pairs = pairs.with_columns(probability=pl.Series(stated, dtype=pl.Float64).round(6))
        return pairs.filter(pl.col("probability") >= self.number("match_review"))

    def scored(self, items: pl.DataFrame, offers: Corpus, fresh: pl.Series | None = None) -> pl.DataFrame:
        """Pairs of all items, or that touch a fresh one, at least match_review likely, and what forbids them."""
        found = scored(items, offers=offers, fresh=fresh, least=self.number("match_review"))
        ends = pl.concat([found["left_id"], found["right_id"]]).unique().rename("id").to_frame()
        facts = {one.members[0]: one for one in known(items.join(ends, on="id", how="semi"))}
        forbidden = [veto(facts[left], facts[right]) for left, right in found.select("left_id", "right_id").iter_rows()]
        return found.with_columns(veto=pl.Series(forbidden, dtype=pl.String)).select(PAIRS.keys())


def calibration(pairs: pl.DataFrame, people: pl.DataFrame, belief: int) -> Calibration:
    """What the scored pairs that people decided about say of their probabilities; `belief` so many decisions weigh."""
    judged = pairs.join(people.select("left_id", "right_id", "kind"), on=["left_id", "right_id"])
    is_same = (judged["kind"] == "same").to_numpy().astype(np.int64)
    if not len(judged):
        return Calibration()
    return fitted(log_odds(judged["probability"].to_numpy()), is_same, np.ones(len(judged), np.float32), belief=belief)
