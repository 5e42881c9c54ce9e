"""Small tables in, rows of a model out."""

import gc
import re
import shutil
from collections.abc import Callable
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pricewatch import database, lake
from pricewatch.build import build
from pricewatch.listing import Fee, Listing

DEFAULTS = {"retailer": "acme", "currency": "EUR", "country": "DE"}
NUMBERS = {"price", "was_price", "member_price", "shipping", "unit_price", "claimed_percent", "lowest_30d_shown"}
NUMBERS |= {"deposit", "price_after"}
MONTHS = {"term_months", "intro_months"}
LONGEST = (
    "test_thread.py",
    "test_read_any_bytes.py",
    "test_feeds_any_bytes.py",
    "test_browser.py",
    "test_products.py",
    "test_increment.py",
    "test_app.py",
)
FIELDS = {field.name for field in fields(Listing)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files first, so that both cores end together."""
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """What was imported stays: let no collection of garbage go through it, since Streamlit asks for one a page."""
    gc.collect()
    gc.freeze()


def read_table(text: str) -> list[dict[str, str]]:
    """A table whose cells are divided by bars; an empty cell is not stated."""
    head, *rows = ([cell.strip() for cell in line.split("|")] for line in text.strip().splitlines())
    return [{name: cell for name, cell in zip(head, row, strict=True) if cell} for row in rows]


def instants(text: str) -> list[datetime]:
    """'2026-01-01', '2026-01-01 08:30', '2026-01-01..2026-01-31' for every day at noon, '..31/7' every seventh."""
    if ".." in text:
        days, _, step = text.partition("/")
        first, last = (datetime.fromisoformat(day).replace(tzinfo=UTC, hour=12) for day in days.split(".."))
        return [*(first + timedelta(days=n) for n in range(0, (last - first).days, int(step or 1))), last]
    at = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return [at if " " in text or "T" in text else at.replace(hour=12)]


def listings_of(text: str, **everywhere: str) -> list[Listing]:
    """The listings that a table draws; `sku` is the name where only one of them is given."""
    found = []
    for row in read_table(text):
        stated: dict[str, Any] = {**DEFAULTS, **everywhere, **row}
        stated = {name: Decimal(cell) if name in NUMBERS else cell for name, cell in stated.items()}
        stated.setdefault("name", stated.get("sku"))
        if "claim_ends" in stated:
            stated["claim_ends"] = date.fromisoformat(row["claim_ends"])
        stated |= {name: int(row[name]) for name in MONTHS & set(row)}
        if "fees" in stated:
            stated["fees"] = tuple(fee_of(part) for part in row["fees"].split(";"))
        if "attributes" in stated:
            stated["attributes"] = dict(part.strip().split("=") for part in row["attributes"].split(";"))
        if "doubts" in stated:
            stated["doubts"] = (stated["doubts"],)
        found += [Listing(**{**stated, "captured_at": at}) for at in instants(row["captured_at"])]
    return found


def fee_of(text: str) -> Fee:
    """'booking fee 3.00 must checkout', 'gift wrap 2.00 may basket', 'network fee 1.99 must page month'.

    must, may or unsaid; then the step, the period and `chosen` for what is preselected, in any order.
    """
    match = re.fullmatch(r"\s*(.+?)(?: (\d[\d.]*))? (must|may|unsaid)\b(.*)", text.rstrip())
    assert match, text
    kind, amount, duty, rest = match.groups()
    step = next((word for word in rest.split() if word in ("page", "basket", "checkout")), None)
    per = next((word for word in rest.split() if word in ("once", "month", "year")), None)
    must = {"must": True, "may": False, "unsaid": None}[duty]
    number = Decimal(amount) if amount else None
    chosen = True if "chosen" in rest.split() else None
    return Fee(kind=kind, amount=number, mandatory=must, step=step, per=per, preselected=chosen)  # type: ignore[arg-type]


class Given:
    """A data folder with listings in its lake, and the tables built from it."""

    def __init__(self, data: Path) -> None:
        self.data, self.runs = data, 0
        self.database: duckdb.DuckDBPyConnection | None = None

    def seen(self, table: str, run: str | None = None, **everywhere: str) -> "Given":
        """More listings, as one run of each retailer; `everywhere`: what all rows state."""
        self.runs, self.database = self.runs + 1, None
        listings = listings_of(table, **everywhere)
        for retailer in {str(listing.retailer) for listing in listings}:
            rows = [listing for listing in listings if listing.retailer == retailer]
            lake.write(self.data, retailer, run or f"run-{self.runs:03}", rows)
        return self

    def built(self, now: str = "2026-12-31", *, full: bool = False) -> duckdb.DuckDBPyConnection:
        """The database of the lake as it is now."""
        build(self.data, now=datetime.fromisoformat(now).replace(tzinfo=UTC), full=full)
        return database.connect(database.current(self.data))

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What a query, or a whole table, gives of all that was seen."""
        self.database = self.database or self.built()
        return self.database.sql(query if " " in query else f"select * from {query}").pl().to_dicts()

    def copied(self, data: Path) -> "Given":
        """The same lake, logs and database in another folder, for a test that goes on from there."""
        self.database = self.database or self.built()
        shutil.copytree(self.data, data, symlinks=True)
        copy = Given(data)
        copy.runs, copy.database = self.runs, database.connect(database.current(data))
        return copy


@pytest.fixture
def given(tmp_path: Path) -> Callable[[str], Given]:
    """given(table): a lake that holds the table's listings."""
    return lambda table: Given(tmp_path / "data").seen(table)


class Neighbour:
    """One test's shop among those of its module."""

    def __init__(self, street: Given, slug: str) -> None:
        self.street, self.slug = street, slug

    def rows(self, query: str) -> list[dict[str, Any]]:
        """What a query, or a whole table, gives of this shop alone."""
        asked = query if " " in query else f"select * from {query}"
        return self.street.rows(re.sub(r"\bfrom (\w+)", lambda found: f"from ({self.own(found[1])})", asked))

    def own(self, table: str) -> str:
        """The rows of a table that are about this shop."""
        is_named = self.street.rows(
            f"select 1 from duckdb_columns() where table_name = '{table}' and column_name = 'retailer'"
        )
        mine = f"retailer = '{self.slug}'"
        return f"from {table} where {mine if is_named else f'offer_id in (select offer_id from offers where {mine})'}"


@pytest.fixture(scope="module")
def street(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Given:
    """The tables of all tests of a module that say what was `seen`, in one database: each is a shop of its own."""
    street = Given(tmp_path_factory.mktemp("street") / "data")
    for test in (item for item in request.session.items if item.path == request.path):
        if marked := test.get_closest_marker("seen"):
            street.seen(*marked.args, retailer=test.name)
    return street


@pytest.fixture
def shop(request: pytest.FixtureRequest, street: Given) -> Neighbour:
    """The shop at which the test's table was `seen`."""
    found = Neighbour(street, request.node.name)
    assert found.rows("offers"), "Mark the test with what was seen."
    return found
