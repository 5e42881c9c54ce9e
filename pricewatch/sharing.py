"""The file that may be passed on: a generation without what its retailers' entries keep in the house (`disclosure`).

Strangers' own questions are asked of this file and no other, so nothing that they write can reach the rest.
"""

import functools
import os
import threading
from contextlib import suppress
from pathlib import Path

import duckdb

from pricewatch import served
from pricewatch.errors import BadInput
from pricewatch.questions import analysing

FOLDER = "shared"

_MAKING = threading.Lock()


def asked_file(path: str) -> Path:
    """The file of which a visitor may ask anything."""
    return shared(path) if served.is_public() else Path(path)


def shared(path: str) -> Path:
    """The file with what may leave the house."""
    with _MAKING:
        return made(path)


@functools.lru_cache(maxsize=3)
def made(path: str) -> Path:
    """Made anew by each server, since it may know other rules than the last one; files of older generations go."""
    folder = served.data_folder() / FOLDER
    file, unfinished = folder / Path(path).name, folder / f".{Path(path).name}.{os.getpid()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        write(path, unfinished)
        os.replace(unfinished, file)
    except (OSError, duckdb.IOException) as problem:
        raise BadInput(f"{folder} cannot be written, so there is no file to pass on.") from problem
    forget_older(file)
    return file


def write(path: str, file: Path) -> None:
    """All relations as strangers see them, with their comments, as tables of a new file."""
    con = served.public_cursor(path)
    con.execute(f"attach {text(str(file))} as passed_on (read_write, storage_version 'v1.5.0')")
    try:
        for row in analysing.relations(path):
            con.execute(f"create table passed_on.{row['name']} as select * from {row['name']}")
            con.execute(f"comment on table passed_on.{row['name']} is {text(row['comment'] or '')}")
        con.execute("create macro passed_on.parameter(wanted) as (select value from parameters where name = wanted)")
    finally:
        con.execute("detach passed_on")


def text(words: str) -> str:
    """Words as SQL."""
    return "'" + words.replace("'", "''") + "'"


def forget_older(file: Path) -> None:
    """Remove the files of other generations; whoever has one open reads on."""
    for other in file.parent.glob("pricewatch-*.duckdb"):
        if other != file:
            with suppress(OSError):
                other.unlink()
