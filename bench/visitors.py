"""How do the pages fare when many people read them at once?

    python bench/visitors.py DATA [--people 50] [--seconds 60] [--pause 5] [--build]

DATA is a folder with a database. The real app serves it in a process of its own; each visitor holds the WebSocket that
a browser would, asks for a page, gets all of it, reads for `pause` seconds in the mean, and goes on to another one: a
search, a product, a shop, the findings. With --build a new edition is made midway by `pricewatch build --full`, and no
page that is asked for more than 5 s later may tell of the older one. Prints milliseconds per kind of page beside the
limit, errors, and the server's peak memory.
"""

import argparse
import asyncio
import random
import re
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import urlencode

from serve import served, watch_memory
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

from pricewatch import database

LIMIT = 1000
"""Milliseconds that 95 of 100 pages may take."""
STALE_AFTER = 5
"""Seconds after which nobody is told of an older edition."""
EDITION = re.compile(r"edition (\d+)")


@dataclass
class Measured:
    """What happened so far."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failed: list[str] = field(default_factory=list)
    asked: list[tuple[float, int]] = field(default_factory=list)
    """When each page was asked for, and the edition that it told of."""


def pages(data: Path) -> list[tuple[str, str, dict[str, str]]]:
    """Pages as people open them: (kind, page, query)."""
    con = database.connect(database.current(data))
    sample = "using sample reservoir(500 rows) repeatable (7)"
    found = []
    for product, name in con.execute(
        f"select product_id, name from products where name is not null {sample}"
    ).fetchall():
        found.append(("product", "product", {"product": product}))
        found.append(("search", "", {"q": " ".join(name.split()[:2])}))
    shops = [slug for (slug,) in con.execute("select slug from retailers").fetchall()]
    found += [("shop", "shop", {"shop": random.choice(shops)}) for _ in range(100)]
    return found + [("findings", "findings", {})] * 50 + [("shops", "shops", {})] * 50 + [("compare", "", {})] * 100


async def visit(address: str, choices: list, until: float, pause: float, measured: Measured) -> None:
    """One person, until the time is over."""
    await asyncio.sleep(random.uniform(0, pause))
    url = f"ws://{address}/_stcore/stream"
    async with connect(url, origin=f"http://{address}", subprotocols=["streamlit"], max_size=None) as socket:
        while time.monotonic() < until:
            kind, page, query = random.choice(choices)
            began = time.monotonic()
            told = await opened(socket, page, query, measured)
            measured.took[kind].append(1000 * (time.monotonic() - began))
            measured.asked.append((began, told))
            await asyncio.sleep(random.uniform(0, 2 * pause))


async def opened(socket, page: str, query: dict[str, str], measured: Measured) -> int:
    """The edition that a page told of, once all of it came."""
    asked = BackMsg()
    asked.rerun_script.query_string, asked.rerun_script.page_name = urlencode(query), page
    await socket.send(asked.SerializeToString())
    edition = 0
    async with asyncio.timeout(60):
        while True:
            message = ForwardMsg.FromString(await socket.recv())
            element = message.delta.new_element
            if element.HasField("exception"):
                measured.failed.append(f"{page} {query}: {element.exception.message}")
            if found := EDITION.search(element.html.body):
                edition = int(found[1])
            if message.WhichOneof("type") == "script_finished":
                if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
                    measured.failed.append(f"{page} {query}: the page did not end well")
                return edition


def build(data: Path, after: float, done: list[float]) -> None:
    """A new edition, and when it was there."""
    time.sleep(after)
    command = [sys.executable, "-m", "pricewatch", "build", "--full", "--data", str(data)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    done.append(time.monotonic())


async def everybody(address: str, choices: list, options: argparse.Namespace, measured: Measured) -> None:
    """All visitors at once."""
    until = time.monotonic() + options.seconds
    await asyncio.gather(*(visit(address, choices, until, options.pause, measured) for _ in range(options.people)))


def report(options: argparse.Namespace, measured: Measured, done: list[float], peak: int) -> None:
    """What was measured, beside the limits."""
    count = sum(map(len, measured.took.values()))
    print(f"{options.people} people, {count} pages in {options.seconds:.0f} s")
    for kind, times in [*sorted(measured.took.items()), ("all", [*chain.from_iterable(measured.took.values())])]:
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        mark = "" if p95 < LIMIT else "  OVER"
        p50 = statistics.median(times)
        print(f"{kind:10}{len(times):7} p50 {p50:7.0f} ms  p95 {p95:7.0f} ms  limit {LIMIT} ms{mark}")
    print(f"{'errors':10}{len(measured.failed):7} {measured.failed[:2]}")
    if done:
        late = [edition for at, edition in measured.asked if at > done[0] + STALE_AFTER]
        stale = sum(edition < max(late, default=0) for edition in late)
        print(f"{'stale':10}{stale:7} of {len(late)} pages, {STALE_AFTER} s after a new edition")
    print(f"{'memory':10}{peak:7} MB  limit 2000 MB")


def main() -> None:
    """Serve, visit, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=5)
    parser.add_argument("--build", action="store_true")
    options = parser.parse_args()
    random.seed(7)
    choices, measured, done, peak = pages(options.data), Measured(), [], [0]
    with served(options.data) as (address, server):
        threading.Thread(target=watch_memory, args=(server, peak), daemon=True).start()
        if options.build:
            builder = (options.data, options.seconds / 3, done)
            threading.Thread(target=build, args=builder, daemon=True).start()
        asyncio.run(everybody(address, choices, options, measured))
    report(options, measured, done, peak[0])


if __name__ == "__main__":
    main()
