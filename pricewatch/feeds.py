"""Feeds as Atom (RFC 4287): findings, those of one shop, and watches. A watch's address is the whole account."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from lxml import etree
from lxml.builder import ElementMaker
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricewatch import news, questions, served, web
from pricewatch.guards import RateLimit
from pricewatch.news import Entry
from pricewatch.parameters import NoParameters, given, shown
from pricewatch.textlines import plain

ATOM = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
MAKE = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


def application(limit: RateLimit | None) -> Starlette:
    """All of `/feeds`."""
    return web.application(
        [
            Route("/findings.atom", findings),
            Route("/shops/{slug}.atom", shop),
            Route("/watch.atom", watch),
        ],
        limit,
    )


def findings(request: Request) -> Response:
    """What was published and withdrawn."""
    web.read(request, NoParameters)
    return fed(request, lambda path: ("Findings", news.published(path)))


def shop(request: Request) -> Response:
    """What was published about one shop."""
    web.read(request, NoParameters)
    slug = request.path_params["slug"]

    def about(path: str) -> tuple[str, list[Entry]]:
        known = {row["slug"]: row["name"] for row in questions.rows(served.cursor(path), "retailers")}
        if slug not in known:
            raise web.NotFound(f"There is no shop {shown(slug)} here; /api/v1/shops lists those that there are.")
        return f"Findings: {plain(known[slug], 60)}", news.published(path, slug)

    return fed(request, about)


def watch(request: Request) -> Response:
    """What a shopper waits for."""
    web.check_length(request)
    asked = news.read_watch(request.query_params.multi_items())

    def about(path: str) -> tuple[str, list[Entry]]:
        found = (questions.rows(served.cursor(path), "product", product=each) for each in asked.product)
        names = [plain(row["name"], 60) for rows in found for row in rows]
        if not names:
            raise web.NotFound("None of these products is here; /api/v1/search finds those that there are.")
        web.market_of(path, asked.market)
        return f"Watch: {', '.join(names)}" + (
            f" ({given(asked.market)})" if given(asked.market) else ""
        ), news.watched(path, asked)

    return fed(request, about)


def fed(request: Request, about: Callable[[str], tuple[str, list[Entry]]]) -> Response:
    """A feed of the newest generation."""
    root = str(request.url.replace(path="", query="", fragment="")) + request.scope["root_path"].removesuffix("/feeds")

    def answer(path: str) -> bytes:
        title, entries = about(path)
        newest = questions.edition(path)["newest"] or questions.edition(path)["built_at"]
        return document(title, entries, str(request.url), root, newest.replace(tzinfo=UTC))

    return web.answered(request, answer, ATOM)


def document(title: str, entries: Sequence[Entry], own: str, root: str, newest: datetime) -> bytes:
    """A feed as a document. Its id is its address without the host, so that it stays where the server moves."""
    split = urlsplit(own)
    updated = max((entry.at for entry in entries), default=newest)
    feed = MAKE.feed(
        MAKE.id(news.entry_id(f"feed|{split.path}?{split.query}")),
        MAKE.title(f"pricewatch · {title}"),
        MAKE.updated(moment(updated)),
        MAKE.author(MAKE.name("pricewatch")),
        MAKE.link(rel="self", type=ATOM, href=own),
        MAKE.link(rel="alternate", type="text/html", href=f"{root}/"),
        *(element(entry, root) for entry in entries),
    )
    return etree.tostring(feed, xml_declaration=True, encoding="utf-8")


def element(entry: Entry, root: str) -> etree._Element:
    """One entry. All of it is text: what a shop wrote is never markup."""
    made: etree._Element = MAKE.entry(
        MAKE.id(entry.id),
        MAKE.title(entry.title),
        MAKE.updated(moment(entry.at)),
        MAKE.link(rel="alternate", type="text/html", href=f"{root}/{news.address_of(entry)}"),
        MAKE.content(entry.text, type="text"),
    )
    return made


def moment(at: datetime) -> str:
    """A time as Atom writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
