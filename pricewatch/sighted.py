"""What the lake holds of some offers: each listing that was read, with the file and row that it stands in."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pricewatch import lake, models
from pricewatch.given import quoted

Row = dict[str, Any]


def rows(con: duckdb.DuckDBPyConnection, query: str, **params: Any) -> list[Row]:
    """The answer to a question."""
    con.execute(query, params or None)
    names = [column[0] for column in con.description or []]
    return [dict(zip(names, row, strict=True)) for row in con.fetchall()]


def sighted(con: duckdb.DuckDBPyConnection, data: Path, offers: Iterable[Row]) -> list[Row]:
    """Every row of the lake about the offers, the oldest first, each with its file and the offer that it names."""
    known = {path for (path,) in con.execute("select path from lake_files").fetchall()}
    found: list[Row] = []
    for offer in offers:
        paths = sorted(lake.folder_of(data, offer["retailer"]).glob("*.parquet"))
        if chosen := [path for path in paths if path.relative_to(data).as_posix() in known]:
            name_lake(con, f"{in_files(chosen)} where {may_name(offer)}")
            found += [from_file(row, data) for row in read_lake(con) if row["offer_id"] == offer["offer_id"]]
    return sorted(found, key=lambda row: (row["captured_at"], row["offer_id"], row["file"], row["line"]))


def in_files(paths: Iterable[Path]) -> str:
    """The rows of some files; `run` says which file and row, so that a sighting leads back to it."""
    return (
        "select *, regexp_extract(filename, 'retailer=([^/]+)/[^/]+$', 1) as slug,"
        " filename || '#' || file_row_number as run"
        f" from read_parquet([{', '.join(quoted(path) for path in paths)}], union_by_name = true,"
        " hive_partitioning = false, filename = true, file_row_number = true)"
    )


def may_name(offer: Row) -> str:
    """A condition that all rows of an offer meet, and few others: what tells offers apart is left to the models."""
    if offer["sku"]:
        return f"trim(sku) = {quoted(offer['sku'])}"
    if offer["url"]:
        return f"url = {quoted(offer['url'])}"
    return f"url is null and name is not distinct from {quoted(offer['name']) if offer['name'] else 'null'}"


def name_lake(con: duckdb.DuckDBPyConnection, listings: str) -> None:
    """The views that a build begins with, over some listings; `known_retailers` are those of the generation."""
    con.register("no_listing", pl.DataFrame(schema=lake.SCHEMA).to_arrow())
    con.execute("create or replace temp view known_retailers as select * from retailers")
    con.execute(f"create or replace temp view lake as select * from no_listing union all by name ({listings})")
    for name in ("sightings", "places", "glimpses"):
        con.execute(f"create or replace temp view {name} as {models.model(name).sql}")


def read_lake(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """The listings of the view `lake`, each with the offer that it names and the retailer's own day."""
    return rows(con, "select glimpses.offer_id, glimpses.seen_on, lake.* from glimpses inner join lake using (run)")


def from_file(row: Row, data: Path) -> Row:
    """The listing with its retailer's slug, and the file and row that it stands in."""
    path, _, line = row["run"].rpartition("#")
    left = {name: value for name, value in row.items() if name not in ("run", "filename", "file_row_number", "slug")}
    file = Path(path).relative_to(data).as_posix()
    return {**left, "retailer": row["slug"], "file": file, "line": int(line), "segment": Path(path).stem}
