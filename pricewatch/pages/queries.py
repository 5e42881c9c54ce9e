"""What the pages ask the database: each question is a file in `sql/`, each answer a list of rows.

A generation never changes, so answers are cached by its path; when the link moves on, so does the path.
"""

import os
from dataclasses import dataclass
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
    claims: list[Row]
    hikes: list[Row]


def text(name: str) -> str:
    """The question as SQL."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def data_folder() -> Path:
    """The folder that the app shows."""
    return Path(os.environ.get("PRICEWATCH_DATA", "data"))


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
    return Found(results=priced(cursor, ids, market), count=found[0]["found"] if found else 0, meant=meant)


@st.cache_data(show_spinner=False, max_entries=10)
def starters(path: str, market: Market, most: int = 12) -> list[Row]:
    """A few products that many shops sell."""
    cursor = connection(path).cursor()
    return priced(cursor, [row["product_id"] for row in rows(cursor, "starters", most=most)], market)


def folded(cursor: duckdb.DuckDBPyConnection, typed: str) -> list[str]:
    """The typed words as the database writes them; at most 8 of them count."""
    words: str = rows(cursor, "folded", typed=typed[:200])[0]["words"]
    return words.split()[:8]


def nearest_words(cursor: duckdb.DuckDBPyConnection, path: str, words: list[str]) -> list[str]:
    """Each word as it was probably meant."""
    cursor.register("vocabulary", vocabulary(path))
    nearest = [rows(cursor, "nearest", word=word) for word in words]
    return [near[0]["word"] if near else word for word, near in zip(words, nearest, strict=True)]


@st.cache_resource(show_spinner=False, max_entries=2)
def vocabulary(path: str) -> pl.DataFrame:
    """All words that name products, counted."""
    return connection(path).cursor().sql(text("vocabulary")).pl()


def priced(cursor: duckdb.DuckDBPyConnection, products: list[str], market: Market) -> list[Row]:
    """What the products cost now, ranked, each with the numbers behind its verdict (`verdict`, may be None)."""
    prepare(cursor, products, market)
    verdicts = {row["product_id"]: row for row in rows(cursor, "verdicts", **place(market))}
    return [{**row, "verdict": verdicts.get(row["product_id"])} for row in rows(cursor, "results")]


def prepare(cursor: duckdb.DuckDBPyConnection, products: list[str], market: Market | None) -> list[Market]:
    """Put offers, spells and present prices of the products into temporary tables; their markets, the given one first.

    Without a market the prices are of the first.
    """
    keep(cursor, "chosen", products=products)
    keep(cursor, "spells")
    found = [Market(row["country"], row["currency"]) for row in rows(cursor, "product_markets")]
    chosen = market or (found[0] if found else Market(None, None))
    keep(cursor, "asked", **place(chosen))
    return sorted(found, key=lambda each: each != chosen)


def place(market: Market) -> dict[str, str | None]:
    """The market as parameters."""
    return {"country": market.country, "currency": market.currency}


@st.cache_data(show_spinner=False, max_entries=200)
def product_page(path: str, product: str, market: Market | None = None) -> ProductPage | None:
    """All that the page of one product shows; None where there is no such product."""
    cursor = connection(path).cursor()
    known = rows(cursor, "product", product=product)
    if not known:
        return None
    found = prepare(cursor, [product], market)
    chosen = market or (found[0] if found else Market(None, None))
    return ProductPage(
        product=known[0],
        markets=found,
        market=chosen,
        asked=rows(cursor, "asked_now"),
        history=rows(cursor, "history", **place(chosen)),
        verdict=next(iter(rows(cursor, "verdicts", **place(chosen))), None),
        names=rows(cursor, "names"),
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
