"""What a shopper or an auditor wants to be told: prices and packs that they watch, and findings.

A watch is all in its address; nothing about who watches is stored.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

import msgspec
from msgspec import UNSET, Meta, UnsetType

from pricewatch import questions, served
from pricewatch.errors import BadInput
from pricewatch.parameters import given, parse
from pricewatch.questions import Market, Row
from pricewatch.textlines import amount, plain

DAYS = 90
"""A feed reaches so far back."""
MOST = 100
"""So many entries has a feed."""
KNOWN_DAYS = 14
"""A new low needs a product that was known for so long."""
NAMES = uuid.UUID("5f0a7a5e-7a51-4a6c-9d3e-0d6f3f3e9b51")
"""Ids of entries are made from this and from what they are about, so that they are the same in every build."""

Percent = Annotated[float, Meta(gt=0, le=1000)]
Flag = Literal["1"]


class Watch(msgspec.Struct, frozen=True):
    """Products, and what is to be told of them: a target price, a drop or rise in percent, and flags."""

    product: Annotated[list[Annotated[str, Meta(pattern="^p[0-9a-f]{1,40}$")]], Meta(min_length=1, max_length=20)]
    market: Annotated[str, Meta(max_length=40)] | UnsetType = UNSET
    below: Annotated[str, Meta(pattern=r"^[0-9]{1,9}([.][0-9]{1,4})?$")] | UnsetType = UNSET
    drop: Percent | UnsetType = UNSET
    rise: Percent | UnsetType = UNSET
    low: Flag | UnsetType = UNSET
    stock: Flag | UnsetType = UNSET
    pack: Flag | UnsetType = UNSET

    @property
    def wants(self) -> dict[str, Any]:
        """Each condition as its question takes it; null where it was not asked for."""
        flags = {"low": given(self.low) == "1", "stock": given(self.stock) == "1"}
        below = given(self.below)
        return {"below": below and Decimal(below), "drop": given(self.drop), "rise": given(self.rise), **flags}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One piece of news. `page` and `query`: where the app says more."""

    id: str
    title: str
    text: str
    at: datetime
    page: str
    query: dict[str, str]


def read_watch(pairs: Iterable[tuple[str, str]]) -> Watch:
    """A watch from the pairs of an address; BadInput where it says nothing to watch for."""
    watch = parse(pairs, Watch)
    if not any((*watch.wants.values(), given(watch.pack))):
        raise BadInput("Say what to watch for: below=12.50, drop=10, rise=5 (percent), low=1, stock=1 or pack=1.")
    return watch


def watched(path: str, watch: Watch) -> list[Entry]:
    """What happened of what a watch asks for, the latest first."""
    cursor = served.cursor(path)
    market = next((each for each in questions.markets(path) if each.label == given(watch.market)), None)
    chosen = questions.prepare(cursor, path, watch.product, market)
    place = market or next(iter(chosen), Market(None, None))
    since = {"newest": questions.newest(path, place), "days": DAYS, "most": MOST}
    rows = questions.rows(cursor, "watched", **since, **questions.place(place), **watch.wants, known=KNOWN_DAYS)
    if given(watch.pack):
        rows += questions.rows(cursor, "watched_packs", **since, currency=place.currency)
    entries = (change(row, watch, place) for row in sorted(rows, key=lambda row: row["changed_at"], reverse=True))
    return list(entries)[:MOST]


def change(row: Row, watch: Watch, market: Market) -> Entry:
    """A change as an entry; the same change has the same id for ever."""
    target = given(watch.below) if row["kind"] == "below" else ""
    named = f"{row['kind']}|{row['offer_id']}|{row['changed_at'].isoformat()}|{target}"
    where = " · ".join(plain(row[name], 60) for name in ("shop", "store", "variant") if row[name])
    title, text = pack_words(row) if row["kind"] == "pack" else price_words(row, target or "")
    return Entry(
        id=entry_id(named),
        title=f"{plain(row['name'])}: {title}, {where}",
        text=f"{plain(row['name'])} at {where}: {text}",
        at=row["changed_at"].replace(tzinfo=UTC),
        page="product",
        query={"product": row["product_id"], "market": market.label},
    )


def price_words(row: Row, target: str) -> tuple[str, str]:
    """A change of a price, short and long."""
    currency = f" {row['currency'] or '(no currency)'}"
    per = {"month": " a month", "year": " a year"}.get(row["price_per"] or "", "")
    now = amount(row["price"]) + currency + per
    was = row["price_before"]
    moved = f"{abs(row['price'] / was - 1) * 100:.1f} %" if was else ""
    short = {
        "below": f"{now}, at or under {target}",
        "drop": f"{moved} less, {now}",
        "rise": f"{moved} more, {now}",
        "low": f"lowest so far, {now}",
        "stock": f"in stock again, {now}",
    }
    long = [f"{now} since {row['changed_at']:%Y-%m-%d %H:%M} UTC, before shipping."]
    if was and was != row["price"]:
        long.append(f"It was {amount(was)}{currency} when seen before, on {row['before_seen']:%Y-%m-%d}.")
    if row["kind"] == "low":
        long.append(
            f"The lowest that we saw since {row['known_since']:%Y-%m-%d} was {amount(row['lowest_before'])}{currency}."
        )
    return short[row["kind"]], " ".join(long)


def pack_words(row: Row) -> tuple[str, str]:
    """A change of a pack, short and long."""
    sizes = [f"{size:g} {row['size_unit']}" for size in (float(row["size_before"]), float(row["size_after"]))]
    prices = [
        f"{amount(price)} {row['currency'] or ''}".strip() if price else "not known"
        for price in (row["price_before"], row["price_after"])
    ]
    short = f"the pack holds {sizes[1]}, before {sizes[0]}"
    return short, f"{short}, since {row['changed_at']:%Y-%m-%d}. Its price: {prices[0]} before, {prices[1]} after."


def published(path: str, retailer: str | None = None) -> list[Entry]:
    """What was published and withdrawn, of one retailer or of all, the latest first."""
    rows = questions.rows(served.cursor(path), "published", retailer=retailer, most=MOST)
    return [claim(row) for row in rows]


def claim(row: Row) -> Entry:
    """A published finding, or its withdrawal, under one id."""
    said = plain(row["sentence"], 1000)
    withdrawn = row["status"] == "withdrawn"
    why = f"Withdrawn ({row['cause']}: {plain(row['detail'], 300)}). What had been published: {said}"
    return Entry(
        id=entry_id(f"finding|{row['finding_id']}"),
        title=f"{'Withdrawn: ' if withdrawn else ''}{row['rule_id']}, {plain(row['shop'], 60)}, {row['found_on']}",
        text=why if withdrawn else said,
        at=row["told_at"].replace(tzinfo=UTC),
        page="finding",
        query={"finding": row["finding_id"]},
    )


def entry_id(named: str) -> str:
    """An id that stays."""
    return uuid.uuid5(NAMES, named).urn


def address_of(entry: Entry) -> str:
    """Where the app says more, from its root."""
    return f"{entry.page}?{urlencode(entry.query)}"
