"""A listing: one offer in the retailer's own words, read from one capture."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Literal

PriceKind = Literal["exact", "from", "range", "on_request"]
PriceHidden = Literal["in_cart", "login"]
PricePer = Literal["once", "month", "year"]
WasKind = Literal["own_prior", "rrp", "competitor", "unspecified"]
Availability = Literal["in_stock", "out_of_stock", "preorder", "discontinued"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A charge beside the price, as the shop names it. `step`: where it is first shown (page, basket, checkout).

    `per`: how often it is due, where the shop says so. `preselected`: chosen for the shopper, who can undo it.
    """

    kind: str
    amount: Decimal | None = None
    mandatory: bool | None = None
    step: str | None = None
    per: PricePer | None = None
    preselected: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One offer as its page states it. `None` = the page does not say; nothing is ever filled in.

    Money is in major units of `currency` (ISO 4217), tax included unless the name says otherwise.
    `claimed_percent` is 12.5 for 12.5 %. `captured_at` is UTC. `doubts` are sentences; a price with doubts
    accuses nobody and clears nobody.
    """

    retailer: str | None = None
    country: str | None = None
    store: str | None = None
    seller: str | None = None
    url: str | None = None
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    name: str | None = None
    brand: str | None = None
    category: str | None = None
    variant: str | None = None
    condition: str | None = None
    size_text: str | None = None
    price: Decimal | None = None
    price_high: Decimal | None = None
    price_kind: PriceKind | None = None
    price_hidden: PriceHidden | None = None
    price_per: PricePer | None = None
    currency: str | None = None
    was_price: Decimal | None = None
    was_kind: WasKind | None = None
    was_text: str | None = None
    claimed_percent: Decimal | None = None
    claim_ends: datetime | date | None = None
    member_price: Decimal | None = None
    price_ex_vat: Decimal | None = None
    lowest_30d_shown: Decimal | None = None
    anchor_price: Decimal | None = None
    shipping: Decimal | None = None
    fees: tuple[Fee, ...] = ()
    deposit: Decimal | None = None
    term_months: int | None = None
    intro_months: int | None = None
    price_after: Decimal | None = None
    unit_price: Decimal | None = None
    unit_price_per: str | None = None
    offer_text: str | None = None
    availability: Availability | None = None
    image: str | None = None
    description: str | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)
    captured_at: datetime | None = None
    capture: str | None = None
    persona: str | None = None
    reader: str | None = None
    doubts: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Plain values only: money as text (never a float), times in ISO 8601, what is not stated left out."""
        stated = {f.name: plain(getattr(self, f.name)) for f in fields(self)}
        return {name: value for name, value in stated.items() if value not in (None, [], {})}

    def as_json(self) -> str:
        """One line of JSON.

        >>> Listing(name="Oat drink", price=Decimal("1.29"), currency="EUR").as_json()
        '{"name": "Oat drink", "price": "1.29", "currency": "EUR"}'
        """
        return json.dumps(self.as_dict(), ensure_ascii=False)


def plain(value: Any) -> Any:
    """A field's value as JSON can hold it."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Fee):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value) if getattr(value, f.name) is not None}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    return value
