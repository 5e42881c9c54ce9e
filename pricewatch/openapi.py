"""The description of the API (OpenAPI 3.1), made from the types of its parameters and answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

import pricewatch
from pricewatch.problems import PROBLEM, TITLES, Problem
from pricewatch.web import JSON

ABOUT = (
    "What pricewatch knows: products and what they really cost, their history, findings, and the shops that are read. "
    "Money is a string with its currency, times are UTC, null is not known. Answers carry an ETag that holds until the "
    "next build. A finding is a lead with its evidence, no verdict on anybody; what a shop keeps to itself is left out."
)
REF = "#/components/schemas/{name}"
PRODUCT_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "maxLength": 100},
    "description": "As /search says.",
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One question that the API answers. may_miss: it names a product or market, which may be unknown."""

    path: str
    summary: str
    query: type[msgspec.Struct]
    answer: type[msgspec.Struct]
    may_miss: bool = False


def described(operations: Sequence[Operation], root: str) -> bytes:
    """The whole description; `root` is the path under which the operations are served."""
    _, schemas = msgspec.json.schema_components([Problem, *(each.answer for each in operations)], ref_template=REF)
    return msgspec.json.encode(
        {
            "openapi": "3.1.0",
            "info": {"title": "pricewatch", "version": pricewatch.__version__, "description": ABOUT},
            "servers": [{"url": root or "/"}],
            "paths": {each.path: {"get": operation(each)} for each in operations},
            "components": {"schemas": schemas},
        }
    )


def operation(each: Operation) -> dict[str, Any]:
    """One question with its parameters and possible answers."""
    problems = (400, 404, 429, 503) if each.may_miss else (400, 429, 503)
    (answer,), _ = msgspec.json.schema_components([each.answer], ref_template=REF)
    return {
        "operationId": each.path.strip("/").replace("{id}/", "").replace("/{id}", "").replace("/", "_"),
        "summary": each.summary,
        "parameters": [*([PRODUCT_ID] if "{id}" in each.path else []), *parameters(each.query)],
        "responses": {
            "200": {"description": "The answer", "content": {JSON: {"schema": answer}}},
            **{str(status): refusal(status) for status in problems},
        },
    }


def parameters(query: type[msgspec.Struct]) -> list[dict[str, Any]]:
    """A query's parameters."""
    _, schemas = msgspec.json.schema_components([query], ref_template=REF)
    schema = schemas[query.__name__]
    return [
        {"name": name, "in": "query", "required": name in schema.get("required", []), "schema": kind}
        for name, kind in schema["properties"].items()
    ]


def refusal(status: int) -> dict[str, Any]:
    """A problem as a possible answer."""
    return {"description": TITLES[status], "content": {PROBLEM: {"schema": {"$ref": REF.format(name="Problem")}}}}
