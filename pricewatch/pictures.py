"""Small copies of product pictures, as files of our own: a page of ours asks no shop for anything."""

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from pricewatch import gallery, served, web
from pricewatch.guards import RateLimit
from pricewatch.questions.shopping import shows_picture

CACHING = "max-age=31536000, immutable"


def limit() -> RateLimit:
    """A list of products has twenty pictures, and whoever types a search sees many lists."""
    return RateLimit(per_second=50, burst=500)


def application(limit: RateLimit | None) -> Starlette:
    """All of `/pictures/`."""
    return web.application([Route("/{name}.webp", picture)], limit)


def picture(request: Request) -> Response:
    """One picture that is kept, and that this visitor may see."""
    name = str(request.path_params["name"])
    if not may_see(name):
        raise web.NotFound("There is no such picture.")
    file = gallery.file_of(served.data_folder(), name)
    return FileResponse(file, media_type="image/webp", headers={"Cache-Control": CACHING})


def may_see(name: str) -> bool:
    """Whether it is kept, and for strangers whether its shop's entry lets extracts leave the house."""
    if not gallery.NAME.fullmatch(name) or not gallery.has(served.data_folder(), name):
        return False
    return not served.is_public() or shows_picture(served.generation(), name)
