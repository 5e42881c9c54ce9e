"""What reading a product page costs, in pages per CPU-second on one core, beside other ways of reading it.

Usage: python bench/read.py [FOLDER_OF_PAGES]   (.html files, gzipped or not; without it, pages made up here)

Each page is read by `extract`, once whole and once without its markup, so that the visible page alone must tell. Beside
it on the same pages: extruct (JSON-LD, microdata, OpenGraph; where it is installed) and Beautiful Soup's parse alone.
Every page counts once and cold; the parser's share is given as `lexbor`.
"""

import gzip
import json
import re
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from pricewatch import PricewatchError, extract

MARKUP = re.compile(rb'<script[^>]+ld\+json.*?</script>|\sitem(?:scope|prop|type)(?:="[^"]*")?', re.I | re.S)
FILLER = (
    '<div class="review"><p>Bought in March, still <b>fine</b>, would buy again.</p><span>{n} days ago</span></div>'
)


def invented(number: int) -> bytes:
    """A page of about 60 KB with JSON-LD, a menu, a price box and reviews."""
    offer = {"@type": "Offer", "price": f"{number}.90", "priceCurrency": "EUR", "availability": "InStock"}
    script = json.dumps(
        {"@context": "https://schema.org", "@type": "Product", "name": f"Pan {number}", "offers": offer}
    )
    menu = "".join(f'<li class="menu-item-{n}"><a href="/c/{n}">Shelf {n}</a></li>' for n in range(200))
    reviews = "".join(FILLER.format(n=n) for n in range(400))
    price = f'<del>{number + 9}.90 €</del> <span class="price">{number}.90 €</span>'
    head = f'<title>Pan {number}</title><script type="application/ld+json">{script}</script>'
    body = f"<nav><ul>{menu}</ul></nav><h1>Pan {number}</h1><div>{price}</div><button>Add to cart</button>{reviews}"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def pages(folder: str | None) -> list[bytes]:
    if folder is None:
        return [invented(number) for number in range(100, 300)]
    files = sorted(path for path in Path(folder).rglob("*.html*") if path.is_file())
    return [gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body for body in map(Path.read_bytes, files)]


def rate(read: Callable[[bytes], object], bodies: list[bytes]) -> float:
    start = time.process_time()
    for body in bodies:
        read(body)
    return len(bodies) / (time.process_time() - start)


def ours(body: bytes) -> object:
    try:
        return extract(body, "https://shop.example/p/1", content_type="text/html")
    except PricewatchError:
        return None


def theirs(body: bytes) -> object:
    import extruct  # noqa: PLC0415  # an option of this measurement alone

    try:
        return extruct.extract(body.decode("utf-8", "replace"), syntaxes=["json-ld", "microdata", "opengraph"])
    except ValueError:
        return None


def main() -> None:
    bodies = pages(sys.argv[1] if len(sys.argv) > 1 else None)
    bare = [MARKUP.sub(b"", body) for body in bodies]
    ours(bodies[0])
    print(f"{len(bodies)} pages, {sum(map(len, bodies)) / len(bodies) / 1000:.0f} KB on average; pages per CPU-second:")
    print(f"  pricewatch, markup and visible check   {rate(ours, bodies):8.0f}")
    print(f"  pricewatch, visible page alone         {rate(ours, bare):8.0f}")
    print(f"  lexbor, parse alone                    {rate(LexborHTMLParser, bodies):8.0f}")
    if find_spec("extruct"):
        print(f"  extruct, markup alone                  {rate(theirs, bodies):8.0f}")
    print(f"  Beautiful Soup with lxml, parse alone  {rate(lambda body: BeautifulSoup(body, 'lxml'), bodies):8.0f}")


if __name__ == "__main__":
    main()
