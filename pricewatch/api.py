"""The API: what the pages show, as JSON. Each answer is of the newest generation, and is kept as long as that is."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricewatch import answering, answers, questions, served, web
from pricewatch.answering import of
from pricewatch.guards import RateLimit
from pricewatch.openapi import Operation, described
from pricewatch.parameters import TEXT, NoParameters, given, shown
from pricewatch.questions import Market

MarketName = Annotated[
    str, Meta(max_length=40, description="Country and currency as in `markets`, such as `DE EUR`; else the largest.")
]
CURSOR = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9a-f]{1,40}$"


class SearchQuery(msgspec.Struct, frozen=True):
    """Words, a barcode, or the address of a shop's page, which is looked up and never fetched."""

    q: Annotated[
        str,
        Meta(pattern=TEXT, max_length=500, description="Words, a barcode, or a shop's address (never fetched)."),
    ]
    market: MarketName | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=questions.MOST_FOUND, description="At most so many products.")] = 20


class ProductQuery(msgspec.Struct, frozen=True):
    """In which market."""

    market: MarketName | UnsetType = UNSET


class FindingsQuery(msgspec.Struct, frozen=True):
    """Which findings; all filters hold together."""

    rule: Annotated[str, Meta(pattern="^[A-Z][0-9]{1,2}$", description="Such as `D1`.")] | UnsetType = UNSET
    verdict: answers.Verdict | UnsetType = UNSET
    retailer: Annotated[str, Meta(pattern=TEXT, max_length=80, description="A slug of `/shops`.")] | UnsetType = UNSET
    product: Annotated[str, Meta(pattern="^p[0-9a-f]{1,40}$")] | UnsetType = UNSET
    published: Literal["true", "false"] | UnsetType = UNSET
    since: Annotated[date, Meta(description="Found on this day or later.")] | UnsetType = UNSET
    limit: Annotated[int, Meta(ge=1, le=200)] = 50
    cursor: Annotated[str, Meta(pattern=CURSOR, description="`next` of the page before.")] | UnsetType = UNSET


def application(limit: RateLimit | None) -> Starlette:
    """All of `/api/v1`."""
    routes = [Route(each.path, HANDLERS[each.path]) for each in OPERATIONS]
    return web.application([*routes, Route("/openapi.json", openapi)], limit)


def openapi(request: Request) -> Response:
    """The description of this API."""
    web.read(request, NoParameters)
    return Response(described(OPERATIONS, request.scope.get("root_path", "")), media_type=web.JSON)


def search(request: Request) -> Response:
    """Products by words, barcode or address."""
    query = web.read(request, SearchQuery)
    return web.answered(request, lambda path: found(path, query))


def product(request: Request) -> Response:
    """One product."""
    query, name = web.read(request, ProductQuery), str(request.path_params["id"])
    return web.answered(request, lambda path: one_product(path, name, query))


def history(request: Request) -> Response:
    """One product's prices."""
    query, name = web.read(request, ProductQuery), str(request.path_params["id"])
    return web.answered(request, lambda path: one_history(path, name, query))


def findings(request: Request) -> Response:
    """The ledger."""
    query = web.read(request, FindingsQuery)
    return web.answered(request, lambda path: some_findings(path, query))


def shops(request: Request) -> Response:
    """All retailers."""
    web.read(request, NoParameters)
    return web.answered(request, all_shops)


@served.kept(300)
def found(path: str, query: SearchQuery) -> bytes:
    """What a search gives."""
    chosen = web.market_of(path, query.market) or next(iter(questions.markets(path)), Market(None, None))
    result = questions.search(path, query.q, chosen)
    return msgspec.json.encode(
        answers.Search(
            edition=edition(path),
            query=query.q,
            meant=result.meant,
            count=result.count,
            market=answering.market(chosen),
            markets=[answering.market(each) for each in questions.markets(path)],
            products=[answering.hit(row) for row in result.results[: query.limit]],
        )
    )


@served.kept(300)
def one_product(path: str, name: str, query: ProductQuery) -> bytes:
    """What is known of a product."""
    page = known(path, name, query)
    return msgspec.json.encode(
        of(
            answers.Product,
            page.product,
            edition=edition(path),
            id=page.product["product_id"],
            market=answering.market(page.market),
            markets=[answering.market(each) for each in page.markets],
            last_90_days=answering.days(page.verdict, page.market.currency),
            offers=[answering.offer(row) for row in page.asked],
            names=[of(answers.Name, row) for row in page.names],
            twins=[answering.twin(row) for row in page.twins],
        )
    )


@served.kept(100)
def one_history(path: str, name: str, query: ProductQuery) -> bytes:
    """How a product's prices moved."""
    page = known(path, name, query)
    currency = page.market.currency
    spells = [
        of(answers.Spell, row, offer=str(row["offer_id"]), price=answering.money(row["price"], currency))
        for row in page.history
    ]
    return msgspec.json.encode(
        answers.History(
            edition=edition(path),
            product=page.product["product_id"],
            market=answering.market(page.market),
            markets=[answering.market(each) for each in page.markets],
            spells=spells,
        )
    )


@served.kept(100)
def some_findings(path: str, query: FindingsQuery) -> bytes:
    """A page of findings."""
    after_on, _, after_id = (given(query.cursor) or "").partition("_")
    asked = {
        name: given(getattr(query, name)) for name in ("rule", "verdict", "retailer", "product", "published", "since")
    }
    rows = questions.rows(
        served.cursor(path),
        "findings_after",
        **asked,
        after_on=after_on or None,
        after_id=after_id,
        most=query.limit + 1,
    )
    last = rows[query.limit - 1] if len(rows) > query.limit else None
    return msgspec.json.encode(
        answers.Findings(
            edition=edition(path),
            findings=[answering.finding(row) for row in rows[: query.limit]],
            next=f"{last['found_on']}_{last['finding_id']}" if last else None,
        )
    )


@served.kept(10)
def all_shops(path: str) -> bytes:
    """Every retailer, with its freshness and its published findings."""
    rows = questions.rows(served.cursor(path), "retailers")
    shown = [of(answers.Shop, row, home=answering.web(row["home"])) for row in rows]
    return msgspec.json.encode(answers.Shops(edition=edition(path), shops=shown))


def known(path: str, name: str, query: ProductQuery) -> questions.ProductPage:
    """The product of that id, or NotFound."""
    page = questions.product_page(path, name, web.market_of(path, query.market))
    if page is None:
        raise web.NotFound(f"There is no product {shown(name)} here; /search finds those that there are.")
    return page


def edition(path: str) -> answers.Edition:
    """Which generation answers."""
    return of(answers.Edition, questions.edition(path))


OPERATIONS = (
    Operation("/search", "Find products", SearchQuery, answers.Search, may_miss=True),
    Operation("/products/{id}", "One product and what each shop asks", ProductQuery, answers.Product, may_miss=True),
    Operation("/products/{id}/history", "One product's prices", ProductQuery, answers.History, may_miss=True),
    Operation("/findings", "Findings, the newest first", FindingsQuery, answers.Findings),
    Operation("/shops", "The shops that are read", NoParameters, answers.Shops),
)
HANDLERS: dict[str, Callable[[Request], Response]] = dict(
    zip((each.path for each in OPERATIONS), (search, product, history, findings, shops), strict=True)
)
