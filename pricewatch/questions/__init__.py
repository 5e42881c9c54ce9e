"""What the app, the API and the feeds ask the database: each question is a file here, each answer a list of rows.

Every function takes the path of a generation. A generation never changes, so answers may be kept by it; when the link
to the newest moves on, so does the path.
"""

import functools
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from pricewatch.questions.addresses import spellings
from pricewatch.served import cursor as cursor_of
from pricewatch.served import is_public, kept

Row = dict[str, Any]

SQL = Path(__file__).resolve().parent
MOST_FOUND = 60
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
class Filters:
    """What a shopper leaves out, and the order: by the price of a unit, or by the total."""

    category: str | None = None
    shop: str | None = None
    in_stock: bool = False
    by_unit: bool = False

    @property
    def of_products(self) -> dict[str, str | None]:
        """Those that choose among products, as parameters."""
        return {"category": self.category, "shop": self.shop}

    @property
    def of_offers(self) -> dict[str, Any]:
        """Those that choose among offers, as parameters."""
        return {"shop": self.shop, "in_stock": self.in_stock, "by_unit": self.by_unit}


ALL = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search gave: `count` products have the words, `meant` are the words that were looked for instead.

    `products` are those that fit best, in any market; `results` what they cost in the one that was asked for.
    """

    products: tuple[str, ...]
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


@functools.cache
def text(name: str) -> str:
    """The question as SQL."""
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def rows(cursor: duckdb.DuckDBPyConnection, name: str, **params: Any) -> list[Row]:
    """The answer to one question."""
    cursor.execute(text(name), params or None)
    columns = [column[0] for column in cursor.description or []]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def keep(cursor: duckdb.DuckDBPyConnection, name: str, **params: Any) -> int:
    """The answer as a table for the questions that follow on the same cursor; its number of rows."""
    cursor.execute(f"create or replace temp table {name} as {text(name)}", params or None)
    count: int = cursor.fetchall()[0][0]
    return count


@kept(50)
def edition(path: str) -> Row:
    """Number, age and size of the generation."""
    return rows(cursor_of(path), "edition")[0]


@kept(10)
def markets(path: str) -> list[Market]:
    """Every country and currency, most offers first."""
    return [Market(row["country"], row["currency"]) for row in rows(cursor_of(path), "markets")]


def search(path: str, typed: str, market: Market, filters: Filters = ALL) -> Found:
    """Products by the address of a shop's page, which is never fetched, or by words.

    All words, in any order; where none has them, the nearest words that there are. An address needs no filters.
    """
    cursor = cursor_of(path)
    if addresses := spellings(typed):
        found = rows(cursor, "by_address", addresses=addresses)
        return found_of(cursor, path, found, market, Filters(by_unit=filters.by_unit))
    words, meant = folded(cursor, typed), None
    asked = {"most": MOST_FOUND, **filters.of_products}
    found = rows(cursor, "search", words=words, **asked) if words else []
    if words and not found and (nearest := nearest_words(cursor, words)) != words:
        found, meant = rows(cursor, "search", words=nearest, **asked), " ".join(nearest)
    return found_of(cursor, path, found, market, filters, meant)


def found_of(
    cursor: duckdb.DuckDBPyConnection,
    path: str,
    found: list[Row],
    market: Market,
    filters: Filters,
    meant: str | None = None,
) -> Found:
    """The products with what they cost."""
    ids = [row["product_id"] for row in found]
    results = priced(cursor, path, ids, market, filters)
    return Found(products=tuple(ids), results=results, count=found[0]["found"] if found else 0, meant=meant)


def starters(path: str, market: Market, filters: Filters = ALL, most: int = 12) -> list[Row]:
    """A few products that many shops sell."""
    cursor = cursor_of(path)
    found = rows(cursor, "starters", most=most, **filters.of_products)
    return priced(cursor, path, [row["product_id"] for row in found], market, filters)


@kept(10)
def choices(path: str, market: Market) -> dict[str, dict[str, str]]:
    """Names of the categories and shops of the market's country, by `category` or `shop` and value."""
    found: dict[str, dict[str, str]] = {"category": {}, "shop": {}}
    for row in rows(cursor_of(path), "choices", country=market.country):
        found[row["kind"]][row["value"]] = row["name"]
    return found


def folded(cursor: duckdb.DuckDBPyConnection, typed: str) -> list[str]:
    """The typed words as the database writes them; at most 8 count. A barcode is one word, without zeros ahead."""
    if re.fullmatch(r"[0-9\s-]{8,20}", typed):
        return [re.sub(r"\D", "", typed).lstrip("0") or "0"]
    words: str = rows(cursor, "folded", typed=typed[:200])[0]["words"]
    return words.split()[:8]


def nearest_words(cursor: duckdb.DuckDBPyConnection, words: list[str]) -> list[str]:
    """Each word as it was probably meant; numbers and short words stay as they are."""
    nearest = [rows(cursor, "nearest", word=word) if word.isalpha() and len(word) > 3 else [] for word in words]
    return [near[0]["word"] if near else word for word, near in zip(words, nearest, strict=True)]


def priced(
    cursor: duckdb.DuckDBPyConnection, path: str, products: list[str], market: Market, filters: Filters = ALL
) -> list[Row]:
    """What the products cost now, ranked."""
    prepare(cursor, path, products, market)
    return rows(cursor, "results", **filters.of_offers)


def verdicts(path: str, products: tuple[str, ...], market: Market) -> dict[str, Row]:
    """The numbers behind the verdicts on some products, where there are any."""
    cursor = cursor_of(path)
    prepare(cursor, path, list(products), market)
    return verdicts_of(cursor, path, market)


def verdicts_of(cursor: duckdb.DuckDBPyConnection, path: str, market: Market) -> dict[str, Row]:
    """The numbers behind the verdicts on the products that were prepared."""
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


@kept(50)
def newest(path: str, market: Market) -> datetime | None:
    """When something was last seen in the market's country, UTC."""
    seen: datetime | None = rows(cursor_of(path), "newest", country=market.country)[0]["newest"]
    return seen


def product_page(path: str, product: str, market: Market | None = None) -> ProductPage | None:
    """All that the page of one product shows; None where there is no such product."""
    cursor = cursor_of(path)
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
        verdict=verdicts_of(cursor, path, chosen).get(product),
        names=rows(cursor, "names"),
        twins=twins(cursor, product),
        claims=rows(cursor, "claims"),
        hikes=rows(cursor, "product_hikes"),
    )


def twins(cursor: duckdb.DuckDBPyConnection, product: str) -> list[Row]:
    """Offers of other products that are built alike."""
    found = keep(cursor, "twin_pairs", product=product, public=is_public())
    return rows(cursor, "twins", product=product) if found else []


def ledger(path: str, shop: str | None, tier: str | None, most: int) -> list[Row]:
    """Hikes, newest first; `found` in each row counts them all."""
    return rows(cursor_of(path), "ledger", shop=shop, tier=tier, most=most)


def hiking_shops(path: str) -> dict[str, str]:
    """Names of the shops with hikes, by slug."""
    return {row["retailer"]: row["shop"] for row in rows(cursor_of(path), "hiking_shops")}


def numbers(path: str, names: tuple[str, ...]) -> list[Row]:
    """The parameters of these names, with unit and reason."""
    return rows(cursor_of(path), "numbers", names=list(names))
