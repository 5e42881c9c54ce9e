"""Splink on DuckDB: pairs of offers by title words, numbers, first word and brand; learned without labels."""

import logging
from typing import Any

import duckdb
import numpy as np
import polars as pl

from pricewatch.identity.corpus import Corpus, Rows

JACCARD = "len(list_intersect({0}_l, {0}_r)) / len(list_distinct(list_concat({0}_l, {0}_r))) >= {1}"


def splink_pairs(offers: pl.DataFrame, read: Corpus, left: Rows, right: Rows) -> pl.DataFrame:
    """The candidates and how likely Splink finds them: left, right, probability."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415  # an option of the measurement
    from splink import comparison_library as compare  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    has_brand = bool(offers["brand"].null_count() < len(offers))
    comparisons: list[Any] = [
        compare.CustomComparison([_silent("words"), *_levels("words", 0.8, 0.6, 0.4, 0.2), _else()], "words"),
        compare.CustomComparison([_silent("numbers"), *_levels("numbers", 1, 0.3), _else()], "numbers"),
        compare.ExactMatch("first"),
        *([compare.JaroWinklerAtThresholds("brand", [0.9])] if has_brand else []),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=comparisons,
        blocking_rules_to_generate_predictions=[block_on("candidates", arrays_to_explode=["candidates"])],
        probability_two_random_records_match=1 / max(2, len(offers)),
        retain_matching_columns=False,
    )
    con = duckdb.connect()
    con.execute("set threads = 2; set enable_progress_bar = false")
    api = DuckDBAPI(con)
    table = api.register(_records(offers, read, left, right).to_arrow())
    linker = Linker(table, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for column in ("rarest", "first"):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(column))
    found: pl.DataFrame = linker.inference.predict().as_duckdbpyrelation().pl()
    return found.select(
        left=pl.min_horizontal("unique_id_l", "unique_id_r"),
        right=pl.max_horizontal("unique_id_l", "unique_id_r"),
        probability="match_probability",
    )


def mutual_best(found: pl.DataFrame, offers: pl.DataFrame) -> pl.DataFrame:
    """The pairs in which each is the other's likeliest at that shop."""
    shop = offers.select("id", "retailer")
    for one, other in (("left", "right"), ("right", "left")):
        at = found.join(shop, left_on=other, right_on="id", maintain_order="left")
        found = at.with_columns(at.select(pl.col("probability").max().over(one, "retailer").alias(f"best of {one}")))
        found = found.drop("retailer")
    is_best = [pl.col("probability") == pl.col(f"best of {side}") for side in ("left", "right")]
    return found.filter(is_best).select("left", "right", "probability")


def _records(offers: pl.DataFrame, read: Corpus, left: Rows, right: Rows) -> pl.DataFrame:
    """What Splink sees of each offer, with the keys of its candidate pairs as an array."""
    key = np.arange(len(left))
    ends = pl.DataFrame({"unique_id": np.concatenate([left, right]), "candidates": np.concatenate([key, key])})
    words = [plain.split() for plain in read.plain]
    seen = offers.select(
        "brand",
        unique_id="id",
        words=pl.Series(words, dtype=pl.List(pl.String)),
        numbers=pl.Series([[word for word in row if any(map(str.isdigit, word))] for row in words]),
        first=pl.Series([row[0] if row else None for row in words], dtype=pl.String),
        rarest=pl.Series(np.asarray(read.words.weighed.argmax(1)).ravel()),
    )
    return seen.join(ends.group_by("unique_id").agg("candidates"), on="unique_id", how="left")


def _silent(column: str) -> dict[str, Any]:
    return {"sql_condition": f"len({column}_l) = 0 or len({column}_r) = 0", "is_null_level": True}


def _levels(column: str, *least: float) -> list[dict[str, Any]]:
    return [{"sql_condition": JACCARD.format(column, share)} for share in least]


def _else() -> dict[str, Any]:
    return {"sql_condition": "ELSE"}
