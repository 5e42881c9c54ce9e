"""Serves the app on this machine: one process with the pages and our own routes."""

import errno
import logging
import os
import socket
from contextlib import suppress
from pathlib import Path

import streamlit
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from pricewatch import database
from pricewatch.errors import BadInput

HOST = "127.0.0.1"
APP = Path(__file__).resolve().parent.parent / "app.py"
ROBOTS = "User-agent: *\nAllow: /\n"


def show(data: Path, port: int) -> None:
    """Serve the database of `data` on this machine until interrupted; the address is printed once the app answers.

    BadInput where the port is not free, DatabaseMissing where nothing has been built.
    """
    database.connect(database.current(data)).close()
    with listen(port) as listener:
        os.environ["PRICEWATCH_DATA"] = str(data.resolve())
        server = Server(uvicorn.Config(app(), log_config=None, access_log=False, timeout_graceful_shutdown=1))
        logging.getLogger("uvicorn").setLevel(logging.WARNING)
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def app() -> streamlit.App:
    """The pages as an ASGI application, with our own routes beside them."""
    return streamlit.App(APP, routes=[Route("/robots.txt", robots)])


async def robots(_: Request) -> PlainTextResponse:
    """Nothing here is closed to robots."""
    return PlainTextResponse(ROBOTS)


class Server(uvicorn.Server):
    """Says where it listens as soon as it answers."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open for visitors."""
        await super().startup(sockets)
        for listener in sockets or []:
            print(f"pricewatch is at http://{HOST}:{listener.getsockname()[1]}/  (Ctrl-C ends it)", flush=True)


def listen(port: int) -> socket.socket:
    """A socket on `port` of this machine alone."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen(128)
    except OSError as problem:
        listener.close()
        why = "is in use" if problem.errno == errno.EADDRINUSE else f"cannot be used ({problem.strerror})"
        raise BadInput(f"Port {port} {why}; try another one: `pricewatch show --port {free_port(port)}`.") from problem
    return listener


def free_port(near: int) -> int:
    """A port that is free now, a little above `near` where possible."""
    for port in [*range(max(near, 1024) + 1, min(near + 20, 65535) + 1), 0]:
        with socket.socket() as probe, suppress(OSError):
            probe.bind((HOST, port))
            found: int = probe.getsockname()[1]
            return found
    return near
