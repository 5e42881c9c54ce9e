"""What all our own routes share: parameters checked by their types, answers with an ETag, problems as JSON (RFC 9457).

Handlers run in threads, since the database does; each answer is of the newest generation.
"""

import hashlib
from collections.abc import Callable

from msgspec import UNSET, UnsetType
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from pricewatch import questions, served
from pricewatch.errors import BadInput, DatabaseMissing
from pricewatch.guards import Limited, RateLimit
from pricewatch.parameters import Kind, parse, shown
from pricewatch.problems import problem

JSON = "application/json"
LONGEST_QUERY = 4_000
"""So many characters of a query are read."""


class NotFound(HTTPException):
    """Nothing here has that name."""

    def __init__(self, detail: str) -> None:
        super().__init__(404, detail)


def application(routes: list[BaseRoute], limit: RateLimit | None) -> Starlette:
    """Routes whose problems are all told in the same way, for at most so many requests of one visitor."""
    app = Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: refused,
            BadInput: bad_input,
            DatabaseMissing: no_database,
            Exception: failed,
        },
    )
    app.router.redirect_slashes = False
    if limit:
        app.add_middleware(Limited, limit=limit, refuse=too_many)
    return app


async def refused(_: Request, why: Exception) -> Response:
    """There is nothing there, or it cannot be asked in this way."""
    found = why if isinstance(why, HTTPException) else HTTPException(400)
    details = {404: "No such address. /api/v1/openapi.json lists those that there are.", 405: "Only GET and HEAD."}
    detail = found.detail if isinstance(found, NotFound) else details.get(found.status_code, found.detail)
    return problem(found.status_code, detail, found.headers)


async def bad_input(_: Request, why: Exception) -> Response:
    """A parameter that cannot be used as it is."""
    return problem(400, str(why))


async def no_database(_: Request, why: Exception) -> Response:
    """Nothing has been built, or by another version."""
    return problem(503, "No database is here yet, or one of another version. The operator runs `pricewatch build`.")


async def failed(_: Request, why: Exception) -> Response:
    """A mistake of ours; no inner word of it leaves."""
    return problem(500, "This is a mistake in pricewatch. Please report the address that you asked for.")


def too_many(seconds: int) -> Response:
    """Somebody asks too often."""
    return problem(429, f"Ask again in {seconds} s.", {"Retry-After": str(seconds)})


def read(request: Request, kind: type[Kind]) -> Kind:
    """The query's parameters; BadInput with the one to mend."""
    check_length(request)
    return parse(request.query_params.multi_items(), kind)


def check_length(request: Request) -> None:
    """BadInput where a query is endless."""
    if len(request.url.query) > LONGEST_QUERY:
        raise BadInput(f"A query may have {LONGEST_QUERY:,} characters.")


def market_of(path: str, label: str | UnsetType) -> questions.Market | None:
    """The market that was asked for; NotFound with those that there are."""
    if label is UNSET:
        return None
    markets = {each.label: each for each in questions.markets(path)}
    if label not in markets:
        raise NotFound(f"There is no market {shown(str(label))}. Known are: {', '.join(markets) or 'none'}.")
    return markets[str(label)]


def answered(request: Request, answer: Callable[[str], bytes], media_type: str = JSON) -> Response:
    """What `answer` makes of the newest generation; 304 where the visitor has it already."""
    path = served.generation()
    headers = {"ETag": etag(path, request), "Cache-Control": "no-cache"}
    if is_known(request, headers["ETag"]):
        answer(path)
        return Response(status_code=304, headers=headers)
    return Response(answer(path), headers=headers, media_type=media_type)


def is_known(request: Request, tag: str) -> bool:
    """Whether the visitor has what the tag names."""
    known = [each.strip() for each in request.headers.get("if-none-match", "").split(",")]
    return tag in known or "*" in known


def etag(path: str, request: Request) -> str:
    """Changes with the generation, what was asked, and who may know."""
    edition = questions.edition(path)
    named = (edition["generation"], edition["built_at"], served.is_public(), str(request.url))
    return f'W/"{hashlib.sha256(repr(named).encode()).hexdigest()[:24]}"'
