"""Run every finding of this case file again, on its own tables, and say whether the same numbers come out.

Needs Python and one package, duckdb:    pip install duckdb    python recompute.py
Nothing is fetched, nothing is written. The exit code is 0 where all that was compared is the same.
"""

import hashlib
import json
import math
import sys
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).resolve().parent


def main() -> int:
    """PASS or FAIL, a line each for the files and for every finding."""
    lines = [*changed_files(), *(line for path in sorted(HERE.glob("*/expected.json")) for line in recomputed(path))]
    for line in lines:
        print(line)
    failed = any(line.startswith("FAIL") for line in lines)
    print("FAIL" if failed else "PASS")
    return int(failed)


def changed_files() -> list[str]:
    """Whether the files are those that were packed."""
    sums = [line.split("  ", 1) for line in (HERE / "SHA256SUMS").read_text(encoding="utf-8").splitlines()]
    wrong = [name for digest, name in sums if not has_digest(HERE / name, digest)]
    if wrong:
        return [f"FAIL {name} is not the file that was packed" for name in wrong]
    return [f"PASS {len(sums)} files are as they were packed"]


def has_digest(path: Path, digest: str) -> bool:
    """Whether a file is there, with that SHA-256."""
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest


def recomputed(path: Path) -> list[str]:
    """What query.sql gives beside what the finding says."""
    case = json.loads(path.read_text(encoding="utf-8"))
    found = answer(path.parent)
    wanted = {name: value for name, value in case["expected"].items() if name not in case["taken"]}
    wrong = [name for name, value in wanted.items() if name not in found or not alike(value, found[name])]
    if wrong:
        return [f"FAIL {case['finding_id']} {name}: {wanted[name]} was found, now {found.get(name)}" for name in wrong]
    taken = f"; taken as they stand: {', '.join(case['taken'])}" if case["taken"] else ""
    return [f"PASS {case['finding_id']} {case['table']}: {len(wanted)} values are the same{taken}"]


def answer(folder: Path) -> dict[str, Any]:
    """The row that the query gives, as text."""
    with duckdb.connect() as con:
        con.execute(f"set file_search_path = '{str(folder).replace(chr(39), chr(39) * 2)}'")
        careful(con)
        *statements, asks = con.extract_statements((folder / "query.sql").read_text(encoding="utf-8"))
        for statement in statements:
            con.execute(statement)
        con.execute(f"select columns(*)::varchar from ({asks.query.strip().removesuffix(';')})")
        names = [column[0] for column in con.description or []]
        rows = con.fetchall()
    return dict(zip(names, rows[0], strict=True)) if rows else {}


def careful(con: duckdb.DuckDBPyConnection) -> None:
    """Do without an optimizer that fails on some data in DuckDB 1.5.6; other versions may not know it."""
    try:
        con.execute("set disabled_optimizers = 'top_n_window_elimination'")
    except duckdb.Error:
        return


def alike(one: str | None, other: str | None) -> bool:
    """Whether two values as text are the same; floats may differ in their last digits."""
    if one == other or one is None or other is None:
        return one == other
    try:
        return math.isclose(float(one), float(other), rel_tol=1e-9)
    except ValueError:
        return False


if __name__ == "__main__":
    sys.exit(main())
