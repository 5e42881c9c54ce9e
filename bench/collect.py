"""What collecting costs: requests a second, CPU per request, and memory when a shop sends a gzip bomb.

Usage: python bench/collect.py [PAGES] [BYTES_PER_PAGE]
"""

import multiprocessing
import resource
import sys
import tempfile
import time
import zlib
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pricewatch.collect.run import Collector, Settings
from pricewatch.listing import Listing
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer


class Server(BaseHTTPRequestHandler):
    """A page of any number, and a bomb of 1 GB in 1 MB."""

    protocol_version = "HTTP/1.1"
    page = b""

    def do_GET(self):
        bomb = self.path == "/bomb"
        body = pack(1000) if bomb else self.page
        self.wfile.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n" % len(body)
            + (b"Content-Encoding: gzip\r\n\r\n" if bomb else b"\r\n")
            + body
        )

    def log_message(self, *_):
        """Say nothing."""


def pack(megabytes):
    compressor = zlib.compressobj(wbits=31)
    return b"".join(compressor.compress(bytes(1_000_000)) for _ in range(megabytes)) + compressor.flush()


def serve(size, ports):
    Server.page = (b"<html>" + b"<p class='product'>Tea <b>2.50</b></p>" * (size // 38))[:size]
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.handle_error = lambda *_: None  # we hang up on its bomb
    ports.put(server.server_port)
    server.serve_forever()


class OneListing:
    """The cheapest reader there is, so that the figures are the collector's own."""

    def __init__(self, paths):
        self.paths = paths

    def recognises(self, page: Page) -> bool:
        return True

    def requests(self, retailer: Retailer) -> list[Request]:
        return [Request(url=retailer.home + path) for path in self.paths]

    def read(self, page: Page) -> Reading:
        return Reading(listings=[Listing(name="Tea", price=Decimal("2.50"))])


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def visit(port, paths):
    shop = Retailer(slug="bench", name="Bench", home=f"http://127.0.0.1:{port}", pace=0.0, scraper="bench")
    settings = Settings(allow_hosts=frozenset({f"127.0.0.1:{port}"}))
    with (
        tempfile.TemporaryDirectory() as data,
        Collector(shop, data=Path(data), scraper=OneListing(paths), settings=settings) as collector,
    ):
        cpu, wall = time.process_time(), time.perf_counter()
        summary = collector.visit()
        collector.flush()
        return summary, time.process_time() - cpu, time.perf_counter() - wall


def main(pages=2000, size=59_000):
    ports = multiprocessing.Queue()
    server = multiprocessing.Process(target=serve, args=(size, ports), daemon=True)
    server.start()
    port = ports.get()
    summary, cpu, wall = visit(port, [f"/p/{number}" for number in range(pages)])
    print(summary.sentence)
    print(f"{pages / wall:.0f} requests/s, {cpu / pages * 1000:.2f} ms CPU per request, peak {peak_mb():.0f} MB")
    summary, _, wall = visit(port, ["/bomb"])
    print(f"bomb: {dict(summary.pages)} in {wall:.1f} s, peak {peak_mb():.0f} MB")
    server.terminate()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
