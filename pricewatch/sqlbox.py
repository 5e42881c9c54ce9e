"""Answers SQL that a visitor wrote: in a child process that can open nothing and is ended when it takes too much."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import ipc

from pricewatch.errors import BadInput

CHILD = Path(__file__).resolve().parent / "sqlchild.py"

MOST_ROWS = 10_000
LONGEST_CELL = 1_000
LONGEST_QUESTION = 20_000
SECONDS, CPU_SECONDS = 20, 10
"""So long may a question take, by the clock and of a processor."""
LIMITS = {"rows": MOST_ROWS, "cell": LONGEST_CELL, "memory": 256 * 2**20, "address_space": 1536 * 2**20}
AT_ONCE = 2
"""So many questions are answered at one time."""

TOO_LONG = "This took longer than {seconds:g} s, and was ended. Ask for less: fewer rows, or a join on a column."
TOO_MUCH = "This took more computing or memory than one question may have, and was ended. Ask for less."
BUSY = "Others are asking just now. Try again in a few seconds."
NOTHING = "There is no question yet."

ENVIRONMENT = {"HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "ARROW_DEFAULT_MEMORY_POOL": "system"}

_PLACES = threading.BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows, and whether there were more than are told."""

    table: pa.Table
    is_cut: bool


def ask(
    file: Path,
    sql: str,
    waiting: Callable[[], object] = lambda: None,
    *,
    seconds: float = SECONDS,
    cpu_seconds: int = CPU_SECONDS,
) -> Answer:
    """What the database in `file` answers; BadInput with a sentence where there is no answer.

    `waiting` is called now and then while the child computes; when it raises, the child is ended.
    """
    if not sql.strip():
        raise BadInput(NOTHING)
    if len(sql) > LONGEST_QUESTION:
        raise BadInput(f"A question may have {LONGEST_QUESTION:,} characters.")
    if not _PLACES.acquire(timeout=seconds):
        raise BadInput(BUSY)
    try:
        code, out = run(file, sql, waiting, seconds, LIMITS | {"cpu_seconds": cpu_seconds})
    finally:
        _PLACES.release()
    if code != 0:
        raise BadInput(out.decode("utf-8", "replace") if code == 1 and out else TOO_MUCH)
    table = ipc.open_stream(out).read_all()
    return Answer(table.slice(0, MOST_ROWS), table.num_rows > MOST_ROWS)


def run(
    file: Path, sql: str, waiting: Callable[[], object], seconds: float, limits: dict[str, int]
) -> tuple[int, bytes]:
    """Exit code and output of the child, which is gone afterwards."""
    command = [sys.executable, "-I", str(CHILD), file.name, json.dumps(limits)]
    ends = time.monotonic() + seconds
    with subprocess.Popen(
        command,
        cwd=file.parent,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            question: bytes | None = sql.encode("utf-8", "replace")
            while time.monotonic() < ends:
                with suppress(subprocess.TimeoutExpired):
                    out, _ = child.communicate(question, timeout=0.2)
                    return child.returncode, out
                question = None  # the child has it
                waiting()
            raise BadInput(TOO_LONG.format(seconds=seconds))
        finally:
            child.kill()
