"""`pricewatch match`: two tables of offers in, scored pairs out."""

from pathlib import Path

import polars as pl

from pricewatch.errors import BadInput
from pricewatch.identity.by_code import Codes
from pricewatch.identity.corpus import corpus
from pricewatch.identity.matcher import LEAST, Blend, Matcher, score_candidates, score_pairs
from pricewatch.identity.reasons import reasons
from pricewatch.identity.training import labelled, rows_of, train

TEXTS = ("id", "retailer", "name", "brand", "gtin", "mpn", "size_text", "description", "category", "attributes")
PAIR = ("left_id", "right_id")
LABEL = (*PAIR, "label")
SAME = 0.5
OWN_LABELS_COUNT = 500
"""With so many labels of a user's own, what they teach counts as much as what the shipped model knows."""


def read_table(path: Path, needed: tuple[str, ...]) -> pl.DataFrame:
    """A CSV, NDJSON or Parquet table with all columns as text. Raises BadInput where a needed column is missing."""
    try:
        if path.suffix == ".parquet":
            table = pl.read_parquet(path)
        elif path.suffix in (".ndjson", ".jsonl"):
            table = pl.read_ndjson(path, infer_schema_length=None)
        else:
            table = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, OSError) as problem:
        raise BadInput(f"{path} cannot be read as a table: {str(problem).splitlines()[0]}") from problem
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise BadInput(f"{path} has no column {', '.join(missing)}; it has {', '.join(table.columns)}.")
    return table


def read_offers(left: Path, right: Path | None) -> pl.DataFrame:
    """Both tables as one. A side without a column retailer is one shop of its own."""
    sides = [_side(left, "left")] + ([_side(right, "right")] if right else [])
    offers = pl.concat(sides, how="diagonal")
    if offers["id"].null_count() or offers["id"].is_duplicated().any():
        twice = offers.filter(pl.col("id").is_duplicated() | pl.col("id").is_null())["id"].to_list()
        raise BadInput(f"Every offer needs an id of its own; {twice[0]!r} stands on {twice.count(twice[0])} rows.")
    return offers


def _side(path: Path, name: str) -> pl.DataFrame:
    table = read_table(path, ("id", "name"))
    given = table.select(pl.col(column).cast(pl.String) for column in TEXTS if column in table.columns)
    return given if "retailer" in given.columns else given.with_columns(pl.lit(name).alias("retailer"))


def match(offers: pl.DataFrame, matcher: Matcher | Blend, asked: pl.DataFrame | None = None) -> pl.DataFrame:
    """Scored pairs of a table of offers: those asked for (left_id, right_id), else all candidates worth a row."""
    if asked is None:
        found = score_candidates(corpus(offers), matcher)
    else:
        found = score_pairs(offers, *rows_of("--pairs", offers, asked), matcher)
    codes = Codes(offers)
    why = reasons(*matcher.boosters, found.features)
    rows = zip(found.left.tolist(), found.right.tolist(), found.probability.tolist(), why, strict=True)
    judged = [(one, other, *(by_code(codes, one, other) or (chance, said))) for one, other, chance, said in rows]
    if asked is None:
        known = {frozenset((one, other)) for one, other, *_ in judged}
        judged += [(*pair, 1.0, said) for pair, said in codes.pairs() if frozenset(pair) not in known]
    table = told(offers, judged)
    return table if asked is not None else table.filter(pl.col("probability") >= LEAST)


def by_code(codes: Codes, one: int, other: int) -> tuple[float, str] | None:
    """A code says more than all words: an equal one joins if nothing forbids it, different GTINs part."""
    if said := codes.says(one, other):
        return 1.0, said
    return (0.0, "different GTINs") if codes.differ(one, other) else None


def told(offers: pl.DataFrame, judged: list[tuple[int, int, float, str]]) -> pl.DataFrame:
    """Pairs of rows as pairs of ids, with what they are to each other."""
    schema = {"left": pl.Int64, "right": pl.Int64, "probability": pl.Float64, "reasons": pl.String}
    pairs = pl.DataFrame(judged, schema=schema, orient="row")
    return pairs.select(
        left_id=offers["id"].gather(pairs["left"]),
        right_id=offers["id"].gather(pairs["right"]),
        probability=pl.col("probability").round(6),
        relation=pl.when(pl.col("probability") >= SAME).then(pl.lit("same")),
        reasons="reasons",
    )


def fitted_to(offers: pl.DataFrame, labels: pl.DataFrame, shipped: Matcher) -> Blend:
    """A matcher that has learnt from a user's own labels; the fewer they are, the more it keeps to the shipped one."""
    known = labelled("--train", offers, labels)
    if len(set(known.label.tolist()) & {0, 1}) < 2 or len(known.label) < 20:
        raise BadInput("--train needs at least 20 labels, some of them 1 (same) and some 0 (not the same).")
    own = train([known], copies=False)
    return Blend(own, shipped, len(known.label) / (len(known.label) + OWN_LABELS_COUNT))


def write_table(table: pl.DataFrame, path: Path) -> None:
    """CSV, NDJSON or Parquet by the file's ending, under a temporary name first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.tmp")
    if path.suffix == ".parquet":
        table.write_parquet(half)
    elif path.suffix in (".ndjson", ".jsonl"):
        table.write_ndjson(half)
    else:
        table.write_csv(half)
    half.replace(path)
