"""Why a request has no answer, as JSON (RFC 9457)."""

from collections.abc import Mapping

import msgspec
from starlette.responses import Response

PROBLEM = "application/problem+json"

TITLES = {
    400: "This request cannot be answered as it is",
    404: "There is nothing here",
    405: "This can only be read",
    414: "The address is too long",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "There is no database yet",
}


class Problem(msgspec.Struct, kw_only=True):
    """Why there is no answer, and what to do."""

    title: str
    status: int
    detail: str


def problem(status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """A problem as its response."""
    body = msgspec.json.encode(Problem(title=TITLES.get(status, "Refused"), status=status, detail=detail))
    return Response(body, status, headers={"Cache-Control": "no-store", **(headers or {})}, media_type=PROBLEM)
