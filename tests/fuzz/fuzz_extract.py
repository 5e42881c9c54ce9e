"""Fuzz target for `extract`, run by hand: `python tests/fuzz/fuzz_extract.py -max_total_time=1860` (needs atheris).

The first byte of an input chooses how the rest is served: its content type, and whether it is packed. What is neither a
list of listings that keep the rules below nor a PricewatchError is a finding; keep it as a case in `tests`.
"""

import gzip
import io
import sys
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["pricewatch", "scrapers"]):
    from pricewatch import Listing, PricewatchError, extract
    from pricewatch.currencies import CURRENCIES
    from pricewatch.read.page import Page
    from pricewatch.recognise import all_scrapers

    all_scrapers()

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {".html": "text/html", ".json": "application/json", ".xml": "application/xml", ".csv": "text/csv"}
TYPES |= {".tsv": "text/tab-separated-values", ".xlsx": XLSX, "": None}
WAYS = [(kind, packed) for packed in (False, True) for kind in TYPES.values()]
SHEET = (
    "<worksheet><sheetData>"
    + "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row.split(";")) + "</row>"
        for row in ("NAZIV;ŠIFRA;MARKA;NETO KOLIČINA;JEDINICA MJERE;MPC;BARKOD", "ČAJ;1;M;0,1;KG;2,10;3850108000011")
    )
    + "</sheetData></worksheet>"
)
CAPTURES = Path(__file__).parents[1] / "captures"
NOW = datetime(2026, 1, 5, tzinfo=UTC)
SLOWEST = 3.0  # seconds for a few kilobytes
LARGEST = Decimal(10) ** 13
AMOUNTS = ("price", "price_high", "was_price", "member_price", "unit_price", "shipping", "price_ex_vat")
AMOUNTS += ("lowest_30d_shown", "anchor_price")


def one_input(data: bytes) -> None:
    """Everybody's door, then every reader by itself, as an entry of a retailer names it."""
    kind, packed = WAYS[data[0] % len(WAYS)] if data else (None, False)
    body = served(data[1:], kind, packed)
    check(lambda: extract(body, "https://shop.example/p/1", content_type=kind))
    page = Page(
        url="https://shop.example/p/1", body=body, content_type=kind, fetched_at=datetime(2026, 1, 5, tzinfo=UTC)
    )
    for scraper in all_scrapers().values():
        check(lambda scraper=scraper: scraper.read(page).listings)


def served(body: bytes, kind: str | None, packed: bool) -> bytes:
    """The bytes as a server sends them: a sheet within its archive, all else maybe as gzip."""
    if kind == XLSX and not packed:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("xl/workbook.xml", "<workbook/>")
            archive.writestr("xl/worksheets/sheet1.xml", body)
        return file.getvalue()
    return gzip.compress(body, 1) if packed else body


def check(read) -> None:
    """Reads in time, and gives listings that keep the rules, or one PricewatchError that says something."""
    start = time.process_time()
    try:
        listings = read()
    except PricewatchError as problem:
        assert str(problem)
        listings = []
    assert time.process_time() - start < SLOWEST
    for listing in listings:
        keeps_the_rules(listing)


def keeps_the_rules(listing: Listing) -> None:
    """Amounts are money, a currency is one, an earlier price is higher, and a price that is missing has a reason."""
    listing.as_json().encode("utf-8")
    for field in AMOUNTS:
        amount = getattr(listing, field)
        assert amount is None or (isinstance(amount, Decimal) and amount.is_finite() and 0 <= amount < LARGEST), field
    assert listing.currency is None or listing.currency in CURRENCIES, listing.currency
    assert listing.was_price is None or (listing.price is not None and listing.was_price > listing.price)
    assert listing.price is None or listing.price_kind != "on_request"


def seeds(folder: Path) -> None:
    """The captures and a sheet as inputs, each served in its own way, without a declared type, and packed."""
    captures = [path for path in sorted(CAPTURES.glob("*/*")) if not path.name.endswith(".expected.json")]
    bodies = [(path.suffix, path.read_bytes()) for path in captures] + [(".xlsx", SHEET.encode())]
    for number, (suffix, body) in enumerate(bodies):
        kind = list(TYPES).index(suffix)
        for way in (kind, list(TYPES).index(""), kind + len(TYPES)):
            (folder / f"{number}-{way}").write_bytes(bytes([way]) + body)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        seeds(Path(folder))
        atheris.Setup([*sys.argv, folder], one_input)
        atheris.Fuzz()
