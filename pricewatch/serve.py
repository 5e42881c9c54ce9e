"""Serves the app on this machine: one process with the pages and our own routes."""

import errno
import gc
import os
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import streamlit
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Mount, Route

from pricewatch import api, database, downloads, feeds, pictures, signin
from pricewatch.errors import BadInput
from pricewatch.guards import PageLanguage, RateLimit, SecurityHeaders

HOST = "127.0.0.1"
APP = Path(__file__).resolve().parent.parent / "app.py"
ROBOTS = (
    "User-agent: *\nDisallow: {prefix}/api/\nDisallow: {prefix}/data/\nDisallow: {prefix}/pictures/\n"
    "Disallow: {prefix}/feeds/watch.atom\nAllow: /\n"
)


def show(data: Path, port: int, *, public: bool = False, prefix: str = "", token: bool = True) -> None:
    """Serve the database of `data` on this machine until interrupted; the address is printed once the app answers.

    `public`: strangers come by a proxy, and see what may leave the house. `prefix`: the path that the proxy passes on.
    `token`: whoever types the one-time token that is printed may review.
    BadInput where the port is not free, DatabaseMissing where nothing has been built.
    """
    database.connect(database.current(data)).close()
    base = prefix.strip("/")
    if not re.fullmatch(r"([a-zA-Z0-9][\w.~-]*(/(?!$)|$))*", base):
        raise BadInput(f"--prefix {prefix!r} is no path such as /prices.")
    with listen(port) as listener:
        os.environ["PRICEWATCH_DATA"] = str(data.resolve())
        streamlit.config.set_option("server.baseUrlPath", base)
        if public:
            os.environ["PRICEWATCH_PUBLIC"] = "1"
        pages = app(f"/{base}" if base else "")
        config = uvicorn.Config(
            pages, log_config=None, log_level="warning", access_log=False, timeout_graceful_shutdown=1
        )
        server = Server(config, base)
        server.token = token
        with suppress(KeyboardInterrupt):
            server.run(sockets=[listener])


def app(prefix: str = "", limit: RateLimit | None = None) -> streamlit.App:
    """The pages as an ASGI application, with our own routes beside them."""
    limit = limit or RateLimit()
    routes = [
        Mount(f"{prefix}/api/v1", app=api.application(limit)),
        Mount(f"{prefix}/feeds", app=feeds.application(limit)),
        Mount(f"{prefix}/data", app=downloads.application(limit)),
        Mount(f"{prefix}/pictures", app=pictures.application(pictures.limit())),
        *(Route(path, robots(prefix)) for path in dict.fromkeys(("/robots.txt", f"{prefix}/robots.txt"))),
    ]
    return streamlit.App(APP, routes=routes, middleware=[Middleware(SecurityHeaders), Middleware(PageLanguage)])


def robots(prefix: str) -> Callable[[Request], PlainTextResponse]:
    """Pages are open to robots; what answers questions is not for them to crawl."""
    return lambda _: PlainTextResponse(ROBOTS.format(prefix=prefix))


class Server(uvicorn.Server):
    """Says where it listens as soon as it answers."""

    def __init__(self, config: uvicorn.Config, base: str = "") -> None:
        super().__init__(config)
        self.base, self.token = base, False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Open for visitors."""
        await super().startup(sockets)
        gc.freeze()  # Streamlit collects garbage after every view of a page; what stays is left out
        for listener in sockets or []:
            print(
                f"pricewatch is at http://{HOST}:{listener.getsockname()[1]}/{self.base}  (Ctrl-C ends it)", flush=True
            )
        if self.token:
            signin.DOOR.unlock()


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
