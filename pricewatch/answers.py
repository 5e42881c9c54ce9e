"""The API's answers, as types: JSON and the OpenAPI description are made from them.

Money is a string of decimals with its currency, a time is UTC, a day is the shop's own; null: not known.
"""

from datetime import date, datetime
from typing import Literal

import msgspec

Verdict = Literal["violates", "consistent", "cannot_tell"]


class Answer(msgspec.Struct, kw_only=True):
    """A part of an answer."""


class Money(Answer):
    """An amount as written, and its currency (ISO 4217; null: the shop does not say)."""

    amount: str
    currency: str | None


class Market(Answer):
    """One country and currency: prices of different markets are never compared."""

    label: str
    country: str | None
    currency: str | None


class Edition(Answer):
    """The generation of the database that answers, and its newest listing."""

    generation: int
    built_at: datetime
    newest: datetime | None


class Offer(Answer):
    """What one place asks now. total: price, shipping and fees that cannot be declined; ranked: public and fresh."""

    offer: str
    retailer: str
    shop: str
    store: str | None
    seller: str | None
    variant: str | None
    url: str | None
    price: Money | None
    shipping: Money | None
    total: Money | None
    member_price: Money | None
    unit_price: Money | None
    unit: str | None
    per: str | None
    availability: str | None
    hidden: str | None
    doubts: str | None
    ranked: bool
    seen_at: datetime


class Hit(Answer):
    """A product that was found, with its best offer; cheapest and dearest are the prices of all ranked offers."""

    id: str
    name: str | None
    brand: str | None
    names: int
    shops: int
    offers: int
    cheapest: Money | None
    dearest: Money | None
    best: Offer


class Search(Answer):
    """Products by words, barcode or address. meant: the words that were looked for instead; count: of all markets."""

    edition: Edition
    query: str
    meant: str | None
    count: int
    market: Market
    markets: list[Market]
    products: list[Hit]


class Days(Answer):
    """Today's lowest public price among those of the last 90 days; under 14 days make no verdict."""

    price: Money | None
    days: int
    dearer_days: int
    cheaper_days: int
    lowest: Money | None
    lowest_on: date | None


class Name(Answer):
    """A name under which it is sold, and why it is called one product."""

    name: str
    shop: str
    brand: str | None
    gtin: str | None
    first_seen: datetime
    last_seen: datetime
    reason: str | None


class Twin(Answer):
    """Another product in whose published attributes no difference was found. reviewed: a person has confirmed it."""

    product: str | None
    name: str | None
    shop: str
    store: str | None
    url: str | None
    price: Money | None
    seen_at: datetime | None
    reasons: str | None
    attributes: msgspec.Raw
    reviewed: bool


class Product(Answer):
    """One product: what each place asks in one market, how that compares, and under which names it is sold."""

    edition: Edition
    id: str
    name: str | None
    brand: str | None
    owner: str | None
    category: str | None
    market: Market
    markets: list[Market]
    last_90_days: Days | None
    offers: list[Offer]
    names: list[Name]
    twins: list[Twin]


class Spell(Answer):
    """A price that everybody could pay, on the days from which and to which it was seen. A gap is a gap."""

    offer: str
    shop: str
    store: str | None
    seller: str | None
    variant: str | None
    seen_from: date
    seen_to: date
    price: Money


class History(Answer):
    """The prices of one product in one market."""

    edition: Edition
    product: str
    market: Market
    markets: list[Market]
    spells: list[Spell]


class Finding(Answer):
    """A claim about an offer: which test, its outcome, its numbers in one sentence. A lead, no verdict on anybody."""

    id: str
    rule: str
    rule_version: str
    rule_set: str
    verdict: Verdict
    outcome: str
    missing: str | None
    retailer: str
    store: str | None
    sku: str | None
    offer: str
    product: str | None
    found_on: date
    provisional: bool
    has_evidence: bool
    published: bool
    sentence: str


class Findings(Answer):
    """Findings, the newest first. next: the cursor of the page that follows; null: this is the last."""

    edition: Edition
    findings: list[Finding]
    next: str | None


class Shop(Answer):
    """A retailer, what may be published of it, and how freshly it was read. published: its findings that stand."""

    slug: str
    name: str
    home: str | None
    country: str | None
    currency: str | None
    owner: str | None
    licence: str | None
    publish: str
    offers: int
    first_seen: datetime
    last_seen: datetime
    stale: bool | None
    last_visit: str | None
    published: int
    withdrawn: int


class Shops(Answer):
    """All retailers that are read."""

    edition: Edition
    shops: list[Shop]
