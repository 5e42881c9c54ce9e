"""Tables as files, each streamed from the newest generation, as far as its visitor may see them."""

from collections.abc import Callable, Iterator

import duckdb
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from pricewatch import exports, served, sharing, web
from pricewatch.guards import RateLimit
from pricewatch.questions import analysing

WHOLE = "pricewatch.duckdb"
"""The name of the file that holds all that may be passed on."""

Kind = tuple[str, Callable[[duckdb.DuckDBPyRelation], Iterator[bytes]]]
KINDS: dict[str, Kind] = {
    "csv": ("text/csv; charset=utf-8", exports.csv_of),
    "parquet": ("application/vnd.apache.parquet", exports.parquet_of),
}


def application(limit: RateLimit | None) -> Starlette:
    """All of `/data/`."""
    return web.application([Route("/{file}", download)], limit)


def download(request: Request) -> Response:
    """A table in one of the two forms, or the whole."""
    path, file = served.generation(), str(request.path_params["file"])
    table, _, kind = file.rpartition(".")
    if file != WHOLE and (kind not in KINDS or table not in {row["name"] for row in analysing.relations(path)}):
        raise web.NotFound("There is no such file. The page /data lists those that there are.")
    headers = {
        "ETag": web.etag(path, request),
        "Cache-Control": "no-cache",
        "Content-Disposition": f'attachment; filename="{file}"',
    }
    if web.is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    if file == WHOLE:
        return FileResponse(sharing.shared(path), media_type="application/octet-stream", headers=headers)
    media_type, written = KINDS[kind]
    if request.method == "HEAD":
        return Response(headers=headers, media_type=media_type)
    rows = served.cursor(path).sql(f'from "{table}"')
    return StreamingResponse(written(rows), headers=headers, media_type=media_type)
