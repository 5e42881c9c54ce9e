"""How fast does the API answer, and how much memory does serving take?

    python bench/serve.py DATA [--clients 10] [--seconds 10]

DATA is a folder with a database (`pricewatch demo --no-show --data DATA` makes one, in DATA/demo). The real app serves
it, in a process of its own and without its limit of requests; each client asks one thing after the other. Words come
from the names of the database's own products, so that few questions were asked before. Prints milliseconds per
question beside the limit, and the server's peak memory.
"""

import argparse
import os
import random
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil

from pricewatch import database

LIMITS = {"search": 150, "product": 400, "history": 400, "findings": 400}
"""Milliseconds that 95 of 100 answers may take."""
SERVER = """
import os, socket, sys, uvicorn
from pricewatch import serve
from pricewatch.guards import RateLimit
listener = socket.socket(fileno=int(sys.argv[1]))
app = serve.app(limit=RateLimit(per_second=1e9, burst=1e9))
serve.Server(uvicorn.Config(app, log_config=None, log_level="warning", access_log=False)).run(sockets=[listener])
"""


@contextmanager
def served(data: Path):
    """The address of the app on a database, in a process of its own, once it answers; and the process."""
    with socket.create_server(("127.0.0.1", 0), backlog=200) as listener:
        address, fd = f"127.0.0.1:{listener.getsockname()[1]}", listener.fileno()
        environment = {**os.environ, "PRICEWATCH_DATA": str(data.resolve())}
        command = [sys.executable, "-c", SERVER, str(fd)]
        with subprocess.Popen(
            command, pass_fds=[fd], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as server:
            try:
                httpx.get(f"http://{address}/api/v1/search?q=warm", timeout=120)
                yield address, server
            finally:
                server.terminate()


def asked(data: Path) -> list[tuple[str, str, dict[str, str]]]:
    """Questions as people ask them: (kind, path, parameters)."""
    con = database.connect(database.current(data))
    some = (
        "select product_id, name from products where name is not null using sample reservoir(2000 rows) repeatable (7)"
    )
    found = []
    for product, name in con.execute(some).fetchall():
        words = name.split()
        found.append(("search", "/search", {"q": " ".join(random.sample(words, min(2, len(words))))}))
        found.append(("product", f"/products/{product}", {}))
        found.append(("history", f"/products/{product}/history", {}))
    return found + [("findings", "/findings", {"limit": str(limit)}) for limit in range(1, 200)]


def ask(address: str, questions: list, until: float, took: dict[str, list[float]], failed: list[str]) -> None:
    """One client, until the time is over."""
    with httpx.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        while time.monotonic() < until:
            kind, path, params = random.choice(questions)
            began = time.perf_counter()
            response = client.get(path, params=params)
            took[kind].append(1000 * (time.perf_counter() - began))
            if response.status_code not in (200, 404):
                failed.append(f"{path} {params}: {response.status_code}")


def watch_memory(server: subprocess.Popen, peak: list[int]) -> None:
    """Megabytes of the server at most."""
    process = psutil.Process(server.pid)
    while server.poll() is None:
        try:
            peak[0] = max(peak[0], process.memory_info().rss // 2**20)
        except psutil.NoSuchProcess:
            return
        time.sleep(0.1)


def main() -> None:
    """Serve, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--clients", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    random.seed(7)
    questions = asked(options.data)
    with served(options.data) as (address, server):
        measure(f"http://{address}", server, questions, options)


def measure(address: str, server: subprocess.Popen, questions: list, options: argparse.Namespace) -> None:
    """Ask as many clients do, and print."""
    took: dict[str, list[float]] = defaultdict(list)
    failed: list[str] = []
    peak = [0]
    until = time.monotonic() + options.seconds
    arguments = (address, questions, until, took, failed)
    clients = [threading.Thread(target=ask, args=arguments) for _ in range(options.clients)]
    memory = threading.Thread(target=watch_memory, args=(server, peak), daemon=True)
    for thread in (memory, *clients):
        thread.start()
    for thread in clients:
        thread.join()
    print(f"{options.clients} clients, {sum(map(len, took.values())) / options.seconds:.0f} answers a second")
    for kind, times in sorted(took.items()):
        p95 = statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
        mark = "" if p95 < LIMITS[kind] else "  OVER"
        p50 = statistics.median(times)
        print(f"{kind:10}{len(times):7} p50 {p50:7.1f} ms  p95 {p95:7.1f} ms  limit {LIMITS[kind]} ms{mark}")
    print(f"{'errors':10}{len(failed):7} {failed[:2]}")
    print(f"{'memory':10}{peak[0]:7} MB  limit 2000 MB")


if __name__ == "__main__":
    main()
