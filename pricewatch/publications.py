"""What was published and withdrawn: an append-only log that outlives every database.

The rules are SQL (81_announceable to 82_publication_news); here the log is read before they run and written after
the generation that they made is the current one. What a killed build did not write, the next one does.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

import pricewatch
from pricewatch import finding_reviews, journal, models
from pricewatch.decisions import decisions

Load = Callable[[str, pl.DataFrame], None]

WORDS = (
    "event", "finding_id", "rule_id", "rule_version", "rule_set", "retailer", "sku", "product_id", "found_on",
    "sentence", "cause", "detail", "event_at", "model", "reader",
)  # fmt: skip
NUMBERS = ("offer_id", "generation", "decisions")
SCHEMA = {"line": pl.Int64, **dict.fromkeys(WORDS, pl.String), **dict.fromkeys(NUMBERS, pl.Int64)}
BUILD = {
    "generation": pl.Int64,
    "event_at": pl.Datetime,
    "model": pl.String,
    "reader": pl.String,
    "decisions": pl.Int64,
}
LAST = ("model", "reader", "decisions")
EVENTS = ("announced", "dropped", "published", "withdrawn")


def log_of(data: Path) -> Path:
    """Where publications are kept."""
    return data / "log" / "findings.ndjson"


def logged(data: Path) -> pl.DataFrame:
    """Every event of the log, the oldest first; lines that are none are passed over."""
    lines = [line for line in journal.read(log_of(data)) if is_event(line)]
    rows = [
        {"line": number, **{name: line.get(name) for name in (*WORDS, *NUMBERS)}} for number, line in enumerate(lines)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, strict=False).with_columns(
        pl.col("found_on").str.to_date(strict=False),
        pl.col("event_at").str.to_datetime(strict=False, time_unit="us", time_zone="UTC").dt.replace_time_zone(None),
    )


def is_event(line: Mapping[str, Any]) -> bool:
    """Whether a line of the log says what became of which finding."""
    return line.get("event") in EVENTS and isinstance(line.get("finding_id"), str)


def prepare(con: duckdb.DuckDBPyConnection, load: Load, data: Path, generation: int, now: datetime) -> None:
    """What the models read: the log, the decisions in their order, what people called wrong, and the builds."""
    made = decisions(data)
    touched = [(line, party.offer_id, each.reason) for line, each in enumerate(made, 1) for party in each.offers]
    at = now.astimezone(UTC).replace(tzinfo=None)
    this = (generation, at, models.fingerprint(), pricewatch.__version__, len(made))
    load("publication_log", logged(data))
    load(
        "decisions_made",
        pl.DataFrame(touched, schema={"line": pl.Int64, "offer_id": pl.Int64, "reason": pl.String}, orient="row"),
    )
    load("findings_called_wrong", called_wrong(data))
    load("this_build", pl.DataFrame([this], schema=BUILD, orient="row"))
    load("last_build", pl.DataFrame(last_build(con), schema={name: BUILD[name] for name in LAST}, orient="row"))


def called_wrong(data: Path) -> pl.DataFrame:
    """Findings that must not be published, and why."""
    standing = finding_reviews.standing(finding_reviews.reviews(data))
    wrong = [(finding, review.reason) for finding, review in standing.items() if review.kind == "wrong"]
    return pl.DataFrame(wrong, schema={"finding_id": pl.String, "reason": pl.String}, orient="row")


def last_build(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    """By which method, reader and how many decisions the generation before this one was made; none where none is."""
    try:
        return con.execute("select model_version, reader_version, decisions from before.meta").fetchall()
    except duckdb.Error:
        return []


def mark(con: duckdb.DuckDBPyConnection) -> None:
    """Let every finding table say which of its findings are published."""
    named = "select table_name from duckdb_tables() where not temporary and database_name = current_database()"
    having = "select table_name from duckdb_columns() where column_name = 'published'"
    for (table,) in con.execute(f"{named} and table_name in ({having}) order by table_name").fetchall():
        con.execute(f"update {table} set published = true where finding_id in (select finding_id from publishable)")


def news(con: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The lines that the log learns when this generation is the current one."""
    return con.sql("select * from publication_news order by finding_id").pl().to_dicts()


def write(data: Path, lines: Iterable[dict[str, Any]]) -> None:
    """Keep what a generation published and withdrew."""
    if found := [{name: as_text(value) for name, value in line.items()} for line in lines]:
        with journal.locked(log_of(data)):
            journal.append(log_of(data), found)


def as_text(value: Any) -> Any:
    """Days and times as JSON holds them."""
    if isinstance(value, datetime):
        value = value.replace(tzinfo=UTC)
    return value.isoformat() if isinstance(value, date) else value
