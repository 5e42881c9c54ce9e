"""The demo street's web server: one process, a port per shop, prices of whatever day the parent says.

Run by `street.Street` with pipes: it reads the world's script and the ports, answers with the ports that it got, then
reads one day per line and confirms each. When the parent is gone its pipe closes, and the server ends.
"""

import asyncio
import json
import os
import pickle
import struct
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import BinaryIO

from pricewatch.demo import pictures
from pricewatch.demo.offers import Offer
from pricewatch.demo.ways import WAYS
from pricewatch.demo.ways.html import Answer, Visit, page
from pricewatch.demo.world import World

HOST = "127.0.0.1"
ROBOTS = {"web_page": "User-agent: *\nDisallow: /checkout\nCrawl-delay: 0\n"}
ANYBODY = "User-agent: *\nAllow: /\n"
DATED = {"croatian_price_list"}  # ways of publishing that name the day
LARGEST_HEAD = 16_384

Visitor = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Site:
    """The answers of all shops on one day. Each is made once, and kept while its shop shows the same."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bases: dict[str, str] = {}
        self._shown: dict[str, list[Offer]] = {}
        self._made: dict[str, dict[str, bytes]] = {}
        self.move_to(world.days[0])

    def move_to(self, day: date) -> None:
        self.day = day
        for slug, shop in self.world.shops.items():
            shown = self.world.offers(slug, day)
            if shown != self._shown.get(slug) or shop.publishes in DATED:
                self._shown[slug], self._made[slug] = shown, {}

    def response(self, slug: str, target: str) -> bytes:
        """The whole HTTP response to a GET, without its Connection header."""
        made = self._made[slug]
        if target not in made:
            made[target] = serialised(self._answer(slug, target))
        return made[target]

    def _answer(self, slug: str, target: str) -> Answer:
        shop = self.world.shops[slug]
        if target == "/robots.txt":
            return Answer(ROBOTS.get(shop.publishes, ANYBODY).encode(), "text/plain; charset=utf-8")
        visit = Visit(shop, self.day, self._shown[slug], self.bases[slug], target)
        answer = pictures.answer if visit.path.startswith("/pictures/") else WAYS[shop.publishes].answer
        return answer(visit) or not_found(visit)


def not_found(visit: Visit) -> Answer:
    missing = page(visit.shop, "Not found", "<h1>Not found</h1><p>There is no such page in this shop.</p>")
    return Answer(missing.body, missing.content_type, 404)


def serialised(answer: Answer) -> bytes:
    """Status line, headers and body."""
    headers = {
        "Content-Type": answer.content_type,
        "Content-Length": str(len(answer.body)),
        "X-Demo-Street": "an invented shop",
        **answer.headers,
    }
    lines = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1") + answer.body


async def serve(site: Site, slug: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """One visitor's connection, kept open until they leave."""
    try:
        while await exchange(site, slug, reader, writer):
            pass
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        pass  # the visitor left, or sent no HTTP
    finally:
        writer.close()


async def exchange(site: Site, slug: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
    """One request and its response; whether the connection stays open."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    method, target, *_ = [*head.split("\r\n", 1)[0].split(" "), "", ""]
    if method not in ("GET", "HEAD") or not target.startswith("/"):
        writer.write(b"HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        return False
    response = site.response(slug, target)
    writer.write(response if method == "GET" else response.split(b"\r\n\r\n", 1)[0] + b"\r\n\r\n")
    await writer.drain()
    return "connection: close" not in head.lower()


async def listen(serve_one: Visitor, wanted: int | None, is_fixed: bool) -> asyncio.Server:
    """A server on the wanted port; on any free one where another will do."""
    try:
        return await asyncio.start_server(serve_one, HOST, wanted or 0, limit=LARGEST_HEAD)
    except OSError:
        if is_fixed:
            raise
        return await asyncio.start_server(serve_one, HOST, 0, limit=LARGEST_HEAD)


async def run(
    world: World, wanted: dict[str, int], is_fixed: bool, orders: BinaryIO, say: Callable[[object], None]
) -> None:
    """Open all shops, then follow the parent's days until its pipe closes."""
    site = Site(world)
    servers = []
    for slug in world.shops:
        try:
            servers.append(await listen(partial(serve, site, slug), wanted.get(slug), is_fixed))
        except OSError as problem:
            say({"error": f"The demo street cannot open {slug} on port {wanted.get(slug)}: {problem.strerror}."})
            return
        site.bases[slug] = "http://{}:{}".format(*servers[-1].sockets[0].getsockname())
    say({"addresses": site.bases})
    async for line in lines_of(orders):
        site.move_to(date.fromisoformat(line))
        say({"day": line})
    os._exit(0)  # the parent is gone or done, and so is every visitor: nothing is left to tidy


async def lines_of(pipe: BinaryIO) -> AsyncIterator[str]:
    """The lines that arrive on a pipe, until it closes."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
    while line := await reader.readline():
        yield line.decode().strip()


def main() -> None:
    orders = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)

    def say(what: object) -> None:
        print(json.dumps(what), flush=True)

    (size,) = struct.unpack("!I", read_exactly(orders, 4))
    script, seed, ports, is_fixed = pickle.loads(read_exactly(orders, size))  # from our own parent alone
    asyncio.run(run(World(script, seed), ports, is_fixed, orders, say))


def read_exactly(pipe: BinaryIO, size: int) -> bytes:
    """That many bytes of an unbuffered pipe."""
    read = b""
    while len(read) < size:
        part = pipe.read(size - len(read))
        if not part:
            raise SystemExit
        read += part
    return read


if __name__ == "__main__":
    main()
