"""`pricewatch build`: the lake to a new generation of the database.

A build reads the lake files that the last generation did not, carries over what they do not touch, and runs the models.
An offer that is named by a file older than its last sighting is computed anew from the whole lake, so that an increment
equals a rebuild. Nothing is visible until all checks pass; a build that dies leaves the old generation in place.
"""

import hashlib
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

import pricewatch
from pricewatch import citations, database, lake, models, publications
from pricewatch.errors import BadInput, Busy, DatabaseMissing
from pricewatch.generation import Generation, name_of
from pricewatch.given import quoted
from pricewatch.identity import frozen, products
from pricewatch.identity.matcher import SHIPPED
from pricewatch.retailer import facts_file, load_retailers

KEEP = 7
"""So many generations stay, for readers and for looking back."""

SMALL = 2_000_000
"""A lake of fewer bytes is built by one thread: more would mostly wait for each other."""

MATCHING = SHIPPED.parent
"""Where the matcher and the words that it knows are kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build made. `tables`: rows by table."""

    generation: int
    path: Path
    new_files: int
    full: bool
    tables: dict[str, int]


def build(data: Path, *, now: datetime, full: bool = False) -> Built:
    """Make the next generation from the lake, check it, and make it the current one."""
    paths = lake.files(data)
    if not paths:
        raise BadInput(f"There are no listings in {data} yet. Run `pricewatch collect` or `pricewatch import` first.")
    try:
        with FileLock(data / "build.lock").acquire(timeout=0):
            return build_locked(data, paths, now, full)
    except duckdb.Error as problem:
        first = str(problem).splitlines()[0]
        raise BadInput(
            f"The lake in {data} cannot be built: {first} The earlier generation stays in place."
        ) from problem
    except Timeout as problem:
        raise Busy(f"Another build of {data} is running. Wait until it has finished, then run this again.") from problem


def build_locked(data: Path, paths: list[Path], now: datetime, full: bool) -> Built:
    """The build itself; the caller holds the lock."""
    numbers = [number for number, _ in database.generations(data)]
    generation = max(numbers, default=0) + 1
    final = data / "generations" / f"pricewatch-{generation:06}.duckdb"
    temporary, spill = final.with_suffix(".tmp"), final.with_suffix(".spill")
    final.parent.mkdir(parents=True, exist_ok=True)
    clear_leftovers(final.parent)
    try:
        with duckdb.connect() as con:
            prepare(con, temporary, spill)
            if sum(path.stat().st_size for path in paths) < SMALL:
                con.execute("set threads = 1")
            known = earlier_generation(con, data, paths, full)
            made = Generation(con, data, paths, known)
            tables = made.fill(generation, method_of(data), now)
        os.replace(temporary, final)
        products.write(data, made.new_ids)
        publish(data, final)
        publications.write(data, made.publications)
        frozen.clear(data, made.matching.frozen)
    finally:
        for leftover in (temporary, temporary.with_name(temporary.name + ".wal")):
            leftover.unlink(missing_ok=True)
        shutil.rmtree(spill, ignore_errors=True)
    return Built(generation=generation, path=final, new_files=len(made.new_files), full=known is None, tables=tables)


def clear_leftovers(folder: Path) -> None:
    """Remove what a killed build left; the caller holds the lock, so nobody is writing it."""
    for leftover in [*folder.glob("*.tmp"), *folder.glob("*.tmp.wal")]:
        leftover.unlink()
    for leftover in folder.glob("*.spill"):
        shutil.rmtree(leftover)


def prepare(con: duckdb.DuckDBPyConnection, path: Path, spill: Path) -> None:
    """Open the new file; bound memory, so that a small machine spills to disk instead of dying."""
    con.execute("set memory_limit = '2500MB'")
    con.execute("set preserve_insertion_order = false")
    con.execute(f"set disabled_optimizers = {quoted(database.UNSAFE)}")
    con.execute(f"set temp_directory = {quoted(spill)}")
    con.execute(f"attach {quoted(path)} as generation (storage_version 'v1.5.0')")
    con.execute("use generation")


def earlier_generation(con: duckdb.DuckDBPyConnection, data: Path, paths: list[Path], full: bool) -> set[str] | None:
    """Attach the last generation as `before` and name the lake files in it; None where all must be read anew."""
    try:
        con.execute(f"attach {quoted(database.current(data))} as before (read_only)")
        method = con.execute("select method from before.meta").fetchall()[0][0]
        known = {
            (str(path), int(size)) for path, size in con.execute("select path, bytes from before.lake_files").fetchall()
        }
    except (DatabaseMissing, duckdb.Error, IndexError):
        return None
    present = {(name_of(path, data), path.stat().st_size) for path in paths}
    return {path for path, _ in known} if not full and method == method_of(data) and known <= present else None


def method_of(data: Path) -> str:
    """What decides how listings become findings; a build by another method starts from the whole lake."""
    parts = [models.fingerprint(), duckdb.__version__, str(database.SCHEMA_VERSION), pricewatch.__version__]
    parts += [
        facts_file(name, data).read_text(encoding="utf-8")
        for name in ("categories.csv", "owners.csv", "launch_words.csv")
        if facts_file(name, data).exists()
    ]
    parts += [path.read_text(encoding="utf-8") for path in sorted(facts_file("schemas", data).glob("*.toml"))]
    parts += [repr(sorted(load_retailers(data).items()))]
    parts += [path.read_text(encoding="utf-8") for path in sorted([*MATCHING.glob("*.csv"), *MATCHING.glob("*.txt")])]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def publish(data: Path, final: Path) -> None:
    """Make the generation the current one, and drop all but the last few and those that a case file cites."""
    link = data / ".current.duckdb.tmp"
    link.unlink(missing_ok=True)
    link.symlink_to(final.relative_to(data))
    os.replace(link, data / "current.duckdb")
    cited = citations.cited(data)
    for number, old in database.generations(data)[:-KEEP]:
        if number not in cited:
            old.unlink()
