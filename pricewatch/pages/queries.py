"""What the pages ask the database: each question is a file in `sql/`, each answer a list of rows.

A generation never changes, so answers are cached by its path; when the link moves on, so does the path.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import streamlit as st

from pricewatch import database

Row = dict[str, Any]

SQL = Path(__file__).resolve().parent / "sql"
MOST_FOUND = 300
"""Of more products than this, only those that fit the words best are priced and ranked."""


@dataclass(frozen=True, slots=True)
class Market:
    """One country and currency: prices of different markets are never compared. None: the shops do not say."""

    country: str | None
    currency: str | None

    @property
    def label(self) -> str:
        """As the reader chooses it."""
        return f"{self.country or 'no country'} {self.currency or 'no currency'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search gave: `count` products have the words, `meant` are the words that were looked for instead."""

    results: list[Row]
    count: int
    meant: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductPage:
    """All that one product's page shows. `asked`, `history` and `verdict` are of one market."""

    product: Row
    markets: list[Market]
    market: Market
    asked: list[Row]
    history: list[Row]
    verdict: Row | None
    names: list[Row]
    twins: list[Row]
    claims: list[Row]
    hikes: list[Row]


def text(name: str) -> str:
    """The question as SQL."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def data_folder() -> Path:
    """The folder that the app shows."""
    return Path(os.environ.get("PRICEWATCH_DATA", "data"))


def is_public() -> bool:
    """Whether strangers are served: then what no person has confirmed stays unsaid."""
    return os.environ.get("PRICEWATCH_PUBLIC", "") not in ("", "0")


def generation() -> str:
    """The path of the newest generation; DatabaseMissing where there is none that this version reads."""
    path = str(database.current(data_folder()))
    connection(path)
    return path


@st.cache_resource(show_spinner=False, max_entries=3)
def connection(path: str) -> duckdb.DuckDBPyConnection:
    """One read-only connection per generation, shared by all visitors."""
    return database.connect(Path(path))


def rows(cursor: duckdb.DuckDBPyConnection, name: str, **params: Any) -> list[Row]:
    """The answer to one question."""
    cursor.execute(text(name), params or None)
    columns = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def keep(cursor: duckdb.DuckDBPyConnection, name: str, **params: Any) -> None:
    """The answer as a table for the questions that follow on the same cursor."""
    cursor.execute(f"create or replace temp table {name} as {text(name)}", params or None)


@st.cache_data(show_spinner=False, max_entries=50)
def edition(path: str) -> Row:
    """Number, age and size of the generation."""
    return rows(connection(path).cursor(), "edition")[0]


@st.cache_data(show_spinner=False, max_entries=10)
def markets(path: str) -> list[Market]:
    """Every country and currency, most offers first."""
    return [Market(row["country"], row["currency"]) for row in rows(connection(path).cursor(), "markets")]


@st.cache_data(show_spinner=False, max_entries=200)
def search(path: str, typed: str, market: Market) -> Found:
    """Products by words: all words, in any order; where none has them, the nearest words that there are."""
    cursor = connection(path).cursor()
    words = folded(cursor, typed)
    found, meant = rows(cursor, "search", words=words, most=MOST_FOUND), None
    if not found and (nearest := nearest_words(cursor, path, words)) != words:
        found, meant = rows(cursor, "search", words=nearest, most=MOST_FOUND), " ".join(nearest)
    ids = [row["product_id"] for row in found]
    return Found(results=priced(cursor, path, ids, market), count=found[0]["found"] if found else 0, meant=meant)


@st.cache_data(show_spinner=False, max_entries=10)
def starters(path: str, market: Market, most: int = 12) -> list[Row]:
    """A few products that many shops sell."""
    cursor = connection(path).cursor()
    return priced(cursor, path, [row["product_id"] for row in rows(cursor, "starters", most=most)], market)


def folded(cursor: duckdb.DuckDBPyConnection, typed: str) -> list[str]:
    """The typed words as the database writes them; at most 8 of them count."""
    words: str = rows(cursor, "folded", typed=typed[:200])[0]["words"]
    return words.split()[:8]


def nearest_words(cursor: duckdb.DuckDBPyConnection, path: str, words: list[str]) -> list[str]:
    """Each word as it was probably meant; numbers and short words stay as they are."""
    cursor.register("vocabulary", vocabulary(path))
    nearest = [rows(cursor, "nearest", word=word) if word.isalpha() and len(word) > 3 else [] for word in words]
    return [near[0]["word"] if near else word for word, near in zip(words, nearest, strict=True)]


@st.cache_resource(show_spinner=False, max_entries=2)
def vocabulary(path: str) -> pl.DataFrame:
    """All words that name products, counted."""
    return connection(path).cursor().sql(text("vocabulary")).pl()


def priced(cursor: duckdb.DuckDBPyConnection, path: str, products: list[str], market: Market) -> list[Row]:
    """What the products cost now, ranked."""
    prepare(cursor, path, products, market)
    return rows(cursor, "results")


@st.cache_data(show_spinner=False, max_entries=200)
def verdicts(path: str, products: tuple[str, ...], market: Market) -> dict[str, Row]:
    """The numbers behind the verdicts on some products, where there are any."""
    cursor = connection(path).cursor()
    prepare(cursor, path, list(products), market)
    answers = rows(cursor, "verdicts", newest=newest(path, market), **place(market))
    return {row["product_id"]: row for row in answers}


def prepare(cursor: duckdb.DuckDBPyConnection, path: str, products: list[str], market: Market | None) -> list[Market]:
    """Put offers, spells and present prices of the products into temporary tables; their markets, the given one first.

    Without a market the prices are of the first.
    """
    keep(cursor, "chosen", products=products)
    keep(cursor, "spells")
    found = [Market(row["country"], row["currency"]) for row in rows(cursor, "product_markets")]
    chosen = market or (found[0] if found else Market(None, None))
    keep(cursor, "asked", newest=newest(path, chosen), **place(chosen))
    return sorted(found, key=lambda each: each != chosen)


def place(market: Market) -> dict[str, str | None]:
    """The market as parameters."""
    return {"country": market.country, "currency": market.currency}


@st.cache_data(show_spinner=False, max_entries=50)
def newest(path: str, market: Market) -> datetime | None:
    """When something was last seen in the market's country, UTC."""
    seen: datetime | None = rows(connection(path).cursor(), "newest", country=market.country)[0]["newest"]
    return seen


@st.cache_data(show_spinner=False, max_entries=200)
def product_page(path: str, product: str, market: Market | None = None) -> ProductPage | None:
    """All that the page of one product shows; None where there is no such product."""
    cursor = connection(path).cursor()
    known = rows(cursor, "product", product=product)
    if not known:
        return None
    found = prepare(cursor, path, [product], market)
    chosen = market or (found[0] if found else Market(None, None))
    return ProductPage(
        product=known[0],
        markets=found,
        market=chosen,
        asked=rows(cursor, "shops"),
        history=rows(cursor, "history", **place(chosen)),
        verdict=next(iter(rows(cursor, "verdicts", newest=newest(path, chosen), **place(chosen))), None),
        names=rows(cursor, "names"),
        twins=rows(cursor, "twins", product=product, public=is_public()),
        claims=rows(cursor, "claims"),
        hikes=rows(cursor, "product_hikes"),
    )


@st.cache_data(show_spinner=False, max_entries=100)
def ledger(path: str, shop: str | None, tier: str | None, most: int) -> list[Row]:
    """Hikes, newest first; `found` in each row counts them all."""
    return rows(connection(path).cursor(), "ledger", shop=shop, tier=tier, most=most)


@st.cache_data(show_spinner=False, max_entries=10)
def hiking_shops(path: str) -> dict[str, str]:
    """Names of the shops with hikes, by slug."""
    return {row["retailer"]: row["shop"] for row in rows(connection(path).cursor(), "hiking_shops")}


@st.cache_data(show_spinner=False, max_entries=10)
def numbers(path: str, names: tuple[str, ...]) -> list[Row]:
    """The parameters of these names, with unit and reason."""
    return rows(connection(path).cursor(), "numbers", names=list(names))
