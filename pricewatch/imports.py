"""`pricewatch import`: tables of listings that others collected, into the lake.

A table is read in batches; every row is either kept or rejected with reasons. A file counts as imported once its line
stands in `log/imports.ndjson`; until then running again starts it anew under the same names, so nothing doubles.
"""

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
from filelock import FileLock, Timeout

from pricewatch import lake
from pricewatch.errors import BadInput, Busy
from pricewatch.retailer import slug_of
from pricewatch.validate import cast_column, faults, leave_out

BATCH = 500_000
KEYS = ("store", "seller", "sku", "url", "name", "size_text", "variant", "condition")
OFFER_KEY = "offer key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a table is to be read. `mapping`: our field -> their column. `changes`: a row holds until the next one."""

    retailer: str | None = None
    mapping: Mapping[str, str] | None = None
    changes: bool = False
    source: str | None = None
    licence: str | None = None

    def key(self) -> str:
        """What of the options changes the listings that come out."""
        return json.dumps([self.retailer, sorted((self.mapping or {}).items()), self.changes])


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of one file. `ignored`: columns that are no field of ours; `rejects`: the file that holds them."""

    id: str
    file: str
    rows: int
    kept: int
    rejected: int
    retailers: dict[str, int]
    ignored: list[str]
    reasons: dict[str, int]
    rejects: str | None
    source: str | None
    licence: str | None
    imported_at: str
    again: bool = False


def import_file(file: Path, data: Path, options: Options, *, now: datetime) -> Imported:
    """Bring one CSV, NDJSON or Parquet file into the lake of `data`; a file already imported is left alone."""
    data.mkdir(parents=True, exist_ok=True)
    lock = FileLock(data / "import.lock")
    try:
        with lock.acquire(timeout=0):
            return import_once(file, data, options, now)
    except Timeout as problem:
        raise Busy(
            f"Another import into {data} is running. Wait until it has finished, then run this again."
        ) from problem


def import_once(file: Path, data: Path, options: Options, now: datetime) -> Imported:
    """The import itself; the caller holds the lock."""
    run = f"import-{fingerprint(file, options)}"
    log = data / "log" / "imports.ndjson"
    if earlier := find_earlier(log, run):
        return Imported(**{**earlier, "again": True})
    pieces = data / "listings" / f".{run}"
    shutil.rmtree(pieces, ignore_errors=True)
    try:
        imported = read_table(file, pieces, run, options, now)
        publish(pieces, data, run, options)
        append_line(log, asdict(imported))
    except pl.exceptions.PolarsError as problem:
        said = str(problem).splitlines()[0][:200]
        raise BadInput(f"{file} could not be brought into {data}: {said}. Nothing of it was kept.") from problem
    finally:
        shutil.rmtree(pieces, ignore_errors=True)
    return imported


def fingerprint(file: Path, options: Options) -> str:
    """A hash of the file's bytes and of the options that change what is read from it."""
    digest = hashlib.sha256(options.key().encode())
    try:
        with file.open("rb") as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
    except OSError as problem:
        raise BadInput(f"{file} cannot be read: {problem.strerror}.") from problem
    return digest.hexdigest()[:16]


def find_earlier(log: Path, run: str) -> dict[str, Any] | None:
    """The log's line about an import, if there is one; a line torn by a crash is none."""
    for text in log.read_text(encoding="utf-8").splitlines() if log.exists() else ():
        with suppress(json.JSONDecodeError):
            line: dict[str, Any] = json.loads(text)
            if line.get("id") == run:
                return line
    return None


def append_line(log: Path, line: dict[str, object]) -> None:
    """Append one JSON line, on a line of its own whatever stood before, and see it on the disk."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a", encoding="utf-8") as stream:
        stream.write("\n" + json.dumps(line, ensure_ascii=False) + "\n")
        stream.flush()
        os.fsync(stream.fileno())


def read_table(file: Path, pieces: Path, run: str, options: Options, now: datetime) -> Imported:
    """Check every row; good ones go into `pieces`, one folder a retailer, bad ones into a reject file there."""
    rows, kept, why, retailers = 0, 0, Counter[str](), Counter[str]()
    ignored: list[str] = []
    pieces.mkdir(parents=True)
    with (pieces / "rejects.ndjson").open("w", encoding="utf-8") as rejects:
        for number, batch in enumerate(batches(file)):
            columns = columns_of(batch, file, options)
            ignored = [name for name in batch.columns if name not in columns.values()]
            good, bad = check(batch, columns, options, now)
            for reject in reject_lines(batch, bad, file, rows):
                rejects.write(json.dumps(reject, ensure_ascii=False, default=str) + "\n")
                why.update(reason.split(": '")[0] for reason in reject["reasons"])
            for slug, part in by_retailer(good):
                retailers[slug] += part.height
                (pieces / slug).mkdir(exist_ok=True)
                part.write_parquet(pieces / slug / f"{number:06}.parquet")
            rows, kept = rows + batch.height, kept + good.height
    return Imported(
        id=run,
        file=file.name,
        rows=rows,
        kept=kept,
        rejected=rows - kept,
        retailers=dict(retailers),
        ignored=ignored,
        reasons=dict(why.most_common()),
        rejects=f"listings/rejects/{run}.ndjson" if rows > kept else None,
        source=options.source,
        licence=options.licence,
        imported_at=now.astimezone(UTC).isoformat(),
    )


def batches(file: Path) -> Iterator[pl.DataFrame]:
    """The table piece by piece, typed as the file types it; a CSV's columns are all text."""
    suffix = file.suffixes[0].casefold() if file.suffixes[-1:] == [".gz"] else file.suffix.casefold()
    scans = {
        ".csv": lambda: pl.scan_csv(file, infer_schema=False, encoding="utf8"),
        ".ndjson": lambda: pl.scan_ndjson(file, infer_schema_length=None),
        ".jsonl": lambda: pl.scan_ndjson(file, infer_schema_length=None),
        ".parquet": lambda: pl.scan_parquet(file, glob=False),
    }
    if suffix not in scans:
        raise BadInput(f"{file} is not a table that can be imported: write .csv, .ndjson or .parquet (got '{suffix}').")
    try:
        yield from scans[suffix]().collect_batches(chunk_size=BATCH, maintain_order=True)
    except (pl.exceptions.PolarsError, OSError) as problem:
        first = str(problem).splitlines()[0][:200]
        raise BadInput(f"{file} is not readable as {suffix[1:]}: {first}. Nothing was imported.") from problem


def columns_of(batch: pl.DataFrame, file: Path, options: Options) -> dict[str, str]:
    """Which of the table's columns gives which of our fields."""
    mapping = dict(options.mapping or {})
    if unknown := sorted(set(mapping) - set(lake.LISTING)):
        raise BadInput(f"--map {unknown[0]}=...: there is no field '{unknown[0]}'. Fields: {', '.join(lake.LISTING)}.")
    if absent := sorted(set(mapping.values()) - set(batch.columns)):
        raise BadInput(f"{file} has no column '{absent[0]}'. Its columns: {', '.join(batch.columns)}.")
    taken = set(mapping.values())
    same = {name: name for name in batch.columns if name in lake.LISTING and name not in taken and name not in mapping}
    columns = {**same, **mapping}
    if options.retailer:
        columns.pop("retailer", None)
    needed = ["captured_at", "price", *([] if options.retailer else ["retailer"])]
    if missing := [name for name in needed if name not in columns]:
        say = " and ".join(f"'{name}' (--map {name}=COLUMN)" for name in missing)
        raise BadInput(f"{file} has no column for {say}. Its columns: {', '.join(batch.columns)}.")
    return columns


def check(
    batch: pl.DataFrame, columns: Mapping[str, str], options: Options, now: datetime
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The rows that can be kept, as the lake types them, with their `slug`; the others' `row` with its `reasons`."""
    raw = batch.select([pl.col(column).alias(f"raw {name}") for name, column in columns.items()])
    if options.retailer:
        raw = raw.with_columns(pl.lit(options.retailer).alias("raw retailer"))
    given = {name: raw.schema[f"raw {name}"] for name in lake.LISTING if f"raw {name}" in raw.columns}
    typed = raw.with_columns(
        [cast_column(name, dtype, lake.LISTING[name]).alias(name) for name, dtype in given.items()]
        + [pl.lit(None, lake.LISTING[name]).alias(name) for name in KEYS if name not in given]
    )
    slugs = {name: slug_of(name) for name in typed["retailer"].drop_nulls().unique()}
    slug = pl.col("retailer").replace_strict(slugs, default=None, return_dtype=pl.String)
    wrong = faults(list(given), now)
    judged = typed.with_columns(slug.alias("slug")).with_row_index("row")
    judged = judged.with_columns(rejected=pl.any_horizontal(fault.holds.fill_null(False) for fault in wrong))
    why = pl.concat_list(fault.told() for fault in wrong).list.drop_nulls().alias("reasons")
    good = leave_out(judged.filter(~pl.col("rejected")), list(given))
    good = good.select(*(name for name in lake.LISTING if name in good.columns), "slug")
    return good, judged.filter("rejected").select("row", why)


def by_retailer(frame: pl.DataFrame) -> Iterator[tuple[str, pl.DataFrame]]:
    """The rows of each retailer."""
    for slug, part in frame.partition_by("slug", as_dict=True, maintain_order=True).items():
        yield str(slug[0]), part.drop("slug")


def reject_lines(batch: pl.DataFrame, bad: pl.DataFrame, file: Path, offset: int) -> Iterator[dict[str, Any]]:
    """What is wrong with which row: file, row (the first row of data is 1), reasons, and the row as it came."""
    for row, why in bad.iter_rows():
        yield {"file": file.name, "row": offset + row + 1, "reasons": why, "values": batch.row(row, named=True)}


def publish(pieces: Path, data: Path, run: str, options: Options) -> None:
    """Turn the checked pieces into lake files, one a retailer; keep the rejects beside them."""
    for folder in sorted(p for p in pieces.iterdir() if p.is_dir()):
        frame = pl.scan_parquet(folder / "*.parquet")
        frame = hold_until_next(frame) if options.changes else frame
        lake.write_frame(lake.folder_of(data, folder.name) / f"{run}.parquet", frame)
    rejects = pieces / "rejects.ndjson"
    if rejects.stat().st_size:
        kept = data / "listings" / "rejects"
        kept.mkdir(parents=True, exist_ok=True)
        rejects.rename(kept / f"{run}.ndjson")


def hold_until_next(frame: pl.LazyFrame) -> pl.LazyFrame:
    """A row holds until the day before the next one of its offer, the last one until the source ends."""
    offer = ["store", "seller", "variant", "condition", OFFER_KEY]
    named = pl.concat_str("name", "size_text", separator="\n", ignore_nulls=True)
    following = pl.col("captured_at").shift(-1).over(offer, order_by="captured_at").dt.offset_by("-1d")
    until = pl.coalesce(following, pl.col("captured_at").max())
    keyed = frame.with_columns(pl.coalesce("sku", "url", named).alias(OFFER_KEY))
    return keyed.with_columns(pl.max_horizontal(until, "captured_at").alias("holds_until")).drop(OFFER_KEY)
