"""Answers one SQL question in a process of its own that can open nothing, and that ends when it takes too much.

`pricewatch.sqlbox` starts it: the question comes in, and its answer goes out as Arrow, or a sentence with exit code 1.
It imports nothing of pricewatch, so nothing of it is within a visitor's reach.
"""

import importlib
import itertools
import json
import os
import resource
import sys
from collections.abc import Iterable, Iterator
from typing import IO, Any

import duckdb

ONE_QUESTION = "Only one SELECT can be asked at a time: the data is for reading."
TOO_MUCH_MEMORY = (
    "This needs more memory than one question may have. Ask for fewer rows or columns, or join on a column."
)
TOO_DEEP = "This question is nested too deeply."
SHORT = (
    "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "FLOAT",
    "DOUBLE", "DATE", "TIMESTAMP",
)  # fmt: skip
"""Types whose values are short; what is of no such type is told as text, and cut."""

Limits = dict[str, int]


class Refused(Exception):
    """There is no answer, and why."""


def main(path: str, limits: Limits) -> int:
    """Read the question, write the answer or the reason why there is none."""
    bound(resource.RLIMIT_CPU, limits["cpu_seconds"])
    bound(resource.RLIMIT_AS, limits["address_space"])
    bound(resource.RLIMIT_FSIZE, 0)
    bound(resource.RLIMIT_CORE, 0)
    with os.fdopen(os.dup(1), "wb") as out:
        try:
            con = opened(path, limits["memory"])
            sql = read(con)
            shut_in()
            write(answer(con, sql, limits), out)
        except Refused as why:
            return refuse(out, str(why))
        except (MemoryError, duckdb.OutOfMemoryException):
            return refuse(out, TOO_MUCH_MEMORY)
        except (duckdb.Error, RuntimeError, ValueError) as problem:
            return refuse(out, sentence(str(problem)))
    return 0


def bound(what: int, most: int) -> None:
    """A limit that this process cannot lift."""
    resource.setrlimit(what, (most, most))


def read(con: duckdb.DuckDBPyConnection) -> str:
    """The question, when it is one."""
    sql = sys.stdin.buffer.read().decode("utf-8")
    statements = con.extract_statements(sql)
    kinds = [statement.type for statement in statements]
    if kinds != [duckdb.StatementType.SELECT] or statements[0].query.strip() not in sql:
        raise Refused(ONE_QUESTION)
    return sql


def shut_in() -> None:
    """From here on neither a file nor a socket can be opened; what the database would print is no answer."""
    importlib.import_module("pyarrow")
    with open(os.devnull, "wb") as nowhere:
        os.dup2(nowhere.fileno(), 1)
    bound(resource.RLIMIT_NOFILE, 0)


def opened(path: str, memory: int) -> duckdb.DuckDBPyConnection:
    """The database, for reading, with every door shut and the keys thrown away."""
    config: dict[str, Any] = {
        "enable_external_access": False,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
        "allow_community_extensions": False,
        "python_enable_replacements": False,
        "memory_limit": f"{memory}B",
        "max_temp_directory_size": "0B",
        "threads": 1,
        "disabled_optimizers": "top_n_window_elimination",  # fails on some data (DuckDB 1.5.6)
    }
    con = duckdb.connect(path, read_only=True, config=config)
    con.execute("set lock_configuration = true")
    return con


def answer(con: duckdb.DuckDBPyConnection, sql: str, limits: Limits) -> Any:
    """The first rows as an Arrow table, one more than wanted where there are more."""
    found = con.query(sql).limit(limits["rows"] + 1)
    columns = zip(unlike(found.columns), map(str, found.types), strict=True)
    told = (told_as(f"#{place}", *column, limits["cell"]) for place, column in enumerate(columns, 1))
    return found.project(", ".join(told)).to_arrow_table()


def unlike(names: Iterable[str]) -> Iterator[str]:
    """The names, with a number where one came before, whatever its case."""
    taken: set[str] = set()
    for name in names:
        numbered = (f"{name}_{number}" for number in itertools.count(1))
        fresh = next(each for each in itertools.chain([name], numbered) if each.lower() not in taken)
        taken.add(fresh.lower())
        yield fresh


def told_as(column: str, name: str, kind: str, longest: int) -> str:
    """A column as it goes out, as SQL."""
    called = ' as "' + name.replace('"', '""') + '"'
    if kind in SHORT or kind.startswith("DECIMAL"):
        return column + called
    if kind in ("HUGEINT", "UHUGEINT"):
        return f"try_cast({column} as decimal(38, 0)){called}"
    text = f"{column}::varchar"
    return f"case when length({text}) > {longest} then left({text}, {longest - 1}) || '…' else {text} end{called}"


def write(table: Any, out: IO[bytes]) -> None:
    """The answer, to whoever asked."""
    with sys.modules["pyarrow"].ipc.new_stream(out, table.schema) as stream:
        stream.write_table(table)


def refuse(out: IO[bytes], why: str) -> int:
    """A sentence instead of an answer."""
    out.write(why.encode())
    return 1


def sentence(problem: str) -> str:
    """An error of the database as one line."""
    return " ".join(problem.split("\n\nLINE", maxsplit=1)[0].split())[:500]


if __name__ == "__main__":
    code = main(sys.argv[1], json.loads(sys.argv[2]))
    sys.stderr.flush()
    os._exit(code)  # the database closes nothing: it was only read
