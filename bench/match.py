"""How well, how fast and with how much memory are offers made into products, beside Splink?

    python bench/match.py                        5,000 invented offers of eight shops
    python bench/match.py --offers 100000        more of them
    python bench/match.py --sets FOLDER...       records.parquet with a column `product`, or with files pairs_*.parquet

Each step runs in a process of its own and says what it took. The peer is Splink on DuckDB: expectation maximisation
without labels over title words, fed with the same candidate pairs; it is judged by its pairs that are mutually best.
"""

import argparse
import csv
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import polars as pl
from shelf import shelf
from splink_peer import mutual_best, splink_pairs

from pricewatch import models
from pricewatch.identity.candidates import nearest, pairs
from pricewatch.identity.clusters import Limits, cluster
from pricewatch.identity.corpus import corpus
from pricewatch.identity.evidence import evidence
from pricewatch.identity.facts import sizes
from pricewatch.identity.matcher import score, scored, shipped
from pricewatch.identity.sameness import Verdicts

TEXTS = ["id", "retailer", "name", "brand", "mpn", "gtin14", "condition", "size_text", "description", "category"]
TEXTS += ["attributes", "product"]
FRESH = 1000
THRESHOLDS = [step / 50 for step in range(1, 50)] + [0.99, 0.999, 0.9999, 0.99999]
RATIOS = {"wall": "whole s", "CPU": "whole CPU s", "memory": "peak MB", "F1": "F1"}
Figures = dict[str, float]


def offers_of(source: str) -> pl.DataFrame:
    """So many invented offers or those of a folder, as items. Ids are row numbers; `key` is the source's id."""
    table = shelf(int(source)) if source.isdigit() else pl.read_parquet(Path(source) / "records.parquet")
    lacking = [pl.lit(None).alias(name) for name in TEXTS if name not in table.columns]
    texts = table.with_columns(lacking).select(pl.col(TEXTS).cast(pl.String))
    items = texts.join(sizes(texts), on=["name", "size_text"], how="left", nulls_equal=True, maintain_order="left")
    return items.rename({"id": "key"}).with_row_index("id").cast({"id": pl.Int64})


def truth_of(source: str, offers: pl.DataFrame) -> pl.DataFrame:
    """What is known of pairs of offers of different shops: left, right, is_same. By product, all other pairs differ."""
    if offers["product"].null_count() < len(offers):
        return same_group(offers.select("id", "retailer", group="product")).with_columns(is_same=True)
    files = [pl.read_parquet(path) for path in sorted(Path(source).glob("pairs_*.parquet"))]
    known = pl.concat([file.select(pl.col("left_id", "right_id", "label").cast(pl.String)) for file in files])
    key = offers.select("key", "id")
    ends = known.join(key, left_on="left_id", right_on="key").join(key, left_on="right_id", right_on="key", suffix="_2")
    left, right = pl.min_horizontal("id", "id_2"), pl.max_horizontal("id", "id_2")
    return ends.select(left=left, right=right, is_same=pl.col("label") == "1").unique(["left", "right"])


def same_group(rows: pl.DataFrame) -> pl.DataFrame:
    """Pairs of rows of one group at different shops: left, right."""
    one = rows.drop_nulls().rename({"id": "left"})
    both = one.join(one.rename({"left": "right", "retailer": "other"}), on="group")
    return both.filter(pl.col("left") < pl.col("right"), pl.col("retailer") != pl.col("other")).select("left", "right")


def judged(linked: pl.DataFrame, truth: pl.DataFrame) -> Figures:
    """Precision, recall and F1 in percent of linked pairs (left, right); where pairs are labelled, of those alone."""
    is_same = truth.filter("is_same")
    known = linked if len(is_same) == len(truth) else linked.join(truth, on=["left", "right"], how="semi")
    right = 100 * len(linked.join(is_same, on=["left", "right"], how="semi"))
    precision, recall = right / max(1, len(known)), right / max(1, len(is_same))
    return {"precision": precision, "recall": recall, "F1": 2 * right / max(1, len(known) + len(is_same))}


@contextmanager
def timed(figures: Figures, step: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    figures[f"{step} s"], figures[f"{step} CPU s"] = time.perf_counter() - wall, time.process_time() - cpu


def parts(source: str) -> Figures:
    """Candidates and what a pair costs."""
    offers, figures, matcher = offers_of(source), Figures(), shipped()
    truth = truth_of(source, offers).filter("is_same")
    with timed(figures, "candidates"):
        read = corpus(offers)
        near = nearest(read, np.arange(len(offers)))
        left, right = pairs(read, near)
    with timed(figures, "evidence"):
        evidence(read, left, right, near)
    with timed(figures, "scored"):
        score(read, left, right, near, matcher)
    found = truth.join(pl.DataFrame({"left": left, "right": right}), on=["left", "right"], how="semi")
    return figures | {"offers": len(offers), "pairs": len(left), "recall": 100 * len(found) / max(1, len(truth))}


def whole(source: str) -> Figures:
    """From offers to products, as a build does it."""
    offers, figures, number = offers_of(source), Figures(), parameters()
    limits = Limits(linked=number["match_linked"], absent=number["match_absent"], largest=int(number["match_largest"]))
    with timed(figures, "whole"):
        likely = scored(offers).filter(pl.col("probability") >= number["match_review"])
        products = cluster(offers, likely, Verdicts(), limits)
    group = products.join(offers.select("id", "retailer"), on="id").select("id", "retailer", group="cluster")
    return figures | {"peak MB": peak()} | judged(same_group(group), truth_of(source, offers))


def few(source: str) -> Figures:
    """A thousand offers that are new, against all."""
    offers, figures = offers_of(source), Figures()
    fresh = offers["id"] % max(1, len(offers) // FRESH) == 0
    with timed(figures, "fresh"):
        scored(offers, fresh=fresh)
    return figures


def peer(source: str) -> Figures:
    """Splink on the same candidates; what finding those takes counts, too."""
    offers, figures = offers_of(source), Figures()
    with timed(figures, "whole"):
        read = corpus(offers)
        candidates = pairs(read, nearest(read, np.arange(len(offers))))
        with timed(figures, "splink"):
            found = mutual_best(splink_pairs(offers, read, *candidates), offers)
    figures["peak MB"], truth = peak(), truth_of(source, offers)
    at = {least: judged(found.filter(pl.col("probability") >= least), truth) for least in THRESHOLDS}
    return figures | at[0.5] | {"best F1": max(each["F1"] for each in at.values())}


def parameters() -> dict[str, float]:
    """The numbers of parameters.csv that are numbers of matching."""
    with (models.HERE / "parameters.csv").open(encoding="utf-8", newline="") as rows:
        return {row["name"]: float(row["value"]) for row in csv.DictReader(rows) if row["name"].startswith("match_")}


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def alone(step: Callable[[str], Figures], source: str) -> Figures:
    """Run a step in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(step, source).result()


def told(source: str) -> None:
    """Measure, and print."""
    got, ours, fresh = alone(parts, source), alone(whole, source), alone(few, source)
    micros = {step: 1e6 * got[f"{step} CPU s"] / max(1, got["pairs"]) for step in ("evidence", "scored")}
    print(f"{Path(source).name}: {got['offers']:,} offers")
    print(f"  candidates   {got['pairs']:,} pairs, {got['recall']:.1f} % of the true ones, {got['candidates s']:.1f} s")
    print(f"  a pair       evidence {micros['evidence']:.0f}, with scoring {micros['scored']:.0f} CPU-microseconds")
    print(f"  {min(FRESH, got['offers']):,} new    {fresh['fresh s']:.1f} s wall, {fresh['fresh CPU s']:.1f} s CPU")
    line("pricewatch", ours)
    if find_spec("splink"):
        theirs = alone(peer, source)
        line("Splink", theirs)
        print(f"  Splink at its best threshold {theirs['best F1']:.1f}")
        ratios = {name: theirs[key] / ours[key] for name, key in RATIOS.items()}
        print(
            "  Splink / pricewatch: " + ", ".join(f"{name} {ratio:.2f}" for name, ratio in ratios.items()), flush=True
        )


def line(name: str, figures: Figures) -> None:
    wall, cpu = figures["whole s"], figures["whole CPU s"]
    right = ", ".join(f"{name} {figures[name]:.1f}" for name in ("precision", "recall", "F1"))
    memory = f"{figures['peak MB']:7.0f} MB peak"
    print(f"  {name:12} {wall:6.1f} s wall {cpu:6.1f} s CPU {memory}   {right}", flush=True)


def main() -> None:
    """Measure every source that is named."""
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--offers", type=int, default=5_000)
    cli.add_argument("--sets", nargs="+", default=[])
    args = cli.parse_args()
    for source in args.sets or [str(args.offers)]:
        told(source)


if __name__ == "__main__":
    main()
