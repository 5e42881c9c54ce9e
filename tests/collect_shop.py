"""A shop on a real local port for the collector's tests, and the scraper that reads its pages."""

import threading
from collections.abc import Callable, Mapping
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin

from pricewatch.collect.settings import Settings
from pricewatch.listing import Listing
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer

HTML = {"Content-Type": "text/html; charset=utf-8"}

Answer = tuple[int, Mapping[str, str], str | bytes]
Pages = dict[str, Answer | Callable[[BaseHTTPRequestHandler], None]]


class Shop:
    """Serves `pages` by path; a page may also be a function that writes to the handler. Everything else is 404."""

    def __init__(self, pages: Pages, host: str = "127.0.0.1") -> None:
        self.pages = pages
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        shop = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True  # else each answer waits 40 ms for the head to be acknowledged

            def do_GET(self):
                shop.asked.append(self.path)
                shop.headers.append(dict(self.headers))
                answer(self, shop.pages.get(self.path, (404, HTML, "not here")))

            do_POST = do_GET

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A client that hangs up is what many of these tests are about."""

        self.server = Server((host, 0), Handler)
        self.port = self.server.server_port

    def __enter__(self) -> "Shop":
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


def answer(handler: BaseHTTPRequestHandler, page: Answer | Callable[[BaseHTTPRequestHandler], None]) -> None:
    if callable(page):
        page(handler)
        return
    status, headers, body = page
    body = body.encode() if isinstance(body, str) else body
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


class TinyScraper:
    """Reads lines: `item <name> <price or ->` is a listing, `next <url>` another page; `raise` raises `problem`."""

    VERSION = "1"

    def __init__(self, problem: Exception | None = None) -> None:
        self.problem = problem

    def recognises(self, page: Page) -> bool:
        return True

    def requests(self, retailer: Retailer) -> list[Request]:
        return [Request(url=url) for url in retailer.start]

    def read(self, page: Page) -> Reading:
        lines = page.body.decode().splitlines()
        if "raise" in lines and self.problem:
            raise self.problem
        return Reading(
            listings=[item(line) for line in lines if line.startswith("item ")],
            requests=[Request(url=urljoin(page.url, line[5:])) for line in lines if line.startswith("next ")],
        )


def item(line: str) -> Listing:
    name, _, price = line.removeprefix("item ").rpartition(" ")
    return Listing(name=name, price=None if price == "-" else Decimal(price), currency="EUR")


def retailer_at(shop: Shop, slug: str = "tiny", start: tuple[str, ...] = ("/",)) -> Retailer:
    urls = tuple(shop.url(path) for path in start)
    return Retailer(slug=slug, name="Tiny Shop", home=shop.url(), scraper="tiny", start=urls, pace=0.0)


def settings_for(*shops: Shop, **more) -> Settings:
    defaults = {"backoff": 0.01, "deadline": 5.0}
    hosts = frozenset(f"127.0.0.1:{shop.port}" for shop in shops)
    return Settings(allow_hosts=hosts, **{**defaults, **more})
