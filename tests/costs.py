"""What reading some bytes costs: measured in a process of its own, which the system ends if it takes too long."""

import multiprocessing
import os
import re
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pricewatch import PricewatchError, extract

MEGABYTES = int(os.environ.get("WORST_MEGABYTES", "2"))
"""How much of the worst is read: 5 is the most that a page may have, and takes minutes."""

FULL = MEGABYTES * 1024 * 1024 - 2000
MEMORY = 300  # MB, the whole process
SECONDS = 0.6 * MEGABYTES
HEADROOM = 3  # other processes share the machine
ENDED_AFTER = 30


@dataclass(frozen=True)
class Cost:
    seconds: float
    megabytes: int
    outcome: str


def filled(head: str, piece: str, tail: str = "") -> bytes:
    """As much of one piece as is read at all; each `#` in it is a running number."""
    start, end = head.encode(), tail.encode()
    room = FULL - len(start) - len(end)
    if "#" not in piece:
        return start + piece.encode() * (room // len(piece.encode())) + end
    pieces = (piece.replace("#", str(n)) for n in range(room // (len(piece.encode()) + 6)))
    return start + "".join(pieces).encode()[:room] + end


def cost_of(body: bytes, content_type: str | None) -> Cost:
    """What `extract` takes. The process has imported the readers before it is measured."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["pricewatch.recognise", "tests.costs", "costs"])
    with ProcessPoolExecutor(1, context) as processes:
        return processes.submit(measured, body, content_type).result()


def measured(body: bytes, content_type: str | None) -> Cost:
    resource.setrlimit(resource.RLIMIT_CPU, (ENDED_AFTER, ENDED_AFTER))
    Path("/proc/self/clear_refs").write_text("5")  # forget the peak so far
    start = time.process_time()
    try:
        outcome = f"{len(extract(body, 'https://shop.example/p/1', content_type=content_type))} listings"
    except PricewatchError as refusal:
        outcome = f"{type(refusal).__name__}: {refusal}"
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
    return Cost(time.process_time() - start, int(peak[1]) // 1024 if peak else 0, outcome)


def assert_bounded(body: bytes, content_type: str | None) -> Cost:
    cost = cost_of(body, content_type)
    assert cost.seconds < SECONDS * HEADROOM, cost
    assert cost.megabytes < MEMORY, cost
    return cost
