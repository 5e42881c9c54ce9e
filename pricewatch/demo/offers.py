"""What a shop of the demo street shows for one article, and how that changes over the year."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from typing import Any, Literal

CENT = Decimal("0.01")
DIME = Decimal("0.1")
BASES = {"g": ("kg", 1000), "ml": ("l", 1000), "pcs": ("piece", 1)}

UnitRule = Literal["right", "missing", "wrong", "per_100"]
Rounding = Literal["ROUND_HALF_UP", "ROUND_CEILING"]


def cents(amount: Decimal) -> Decimal:
    """Rounded as a till rounds.

    >>> cents(Decimal("2.345"))
    Decimal('2.35')
    """
    return amount.quantize(CENT, ROUND_HALF_UP)


def shelf_price(amount: Decimal, rounding: str = ROUND_HALF_UP) -> Decimal:
    """The price that a shop would print: whole euros from 50 on, below that ending in 9.

    >>> shelf_price(Decimal("412.60")), shelf_price(Decimal("4.53")), shelf_price(Decimal("4.53"), ROUND_CEILING)
    (Decimal('413.00'), Decimal('4.49'), Decimal('4.59'))
    """
    if amount >= 50:
        return amount.quantize(Decimal(1), rounding).quantize(CENT)
    return ((amount + CENT).quantize(DIME, rounding) - CENT).quantize(CENT)


def raised(price: Decimal, percent: Decimal | float) -> Decimal:
    """A shelf price at least `percent` above `price`."""
    return shelf_price(price * (100 + Decimal(str(percent))) / 100, ROUND_CEILING)


def lowered(price: Decimal, percent: Decimal | float) -> Decimal:
    """A shelf price about `percent` below `price`."""
    return shelf_price(price * (100 - Decimal(str(percent))) / 100)


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds: `value` of `unit` (g, ml, pcs); `note` is printed after it."""

    value: Decimal
    unit: str
    note: str = ""

    @classmethod
    def parse(cls, text: str) -> "Pack":
        """A size as street.toml writes it.

        >>> Pack.parse("250 g")
        Pack(value=Decimal('250'), unit='g', note='')
        """
        value, unit = text.split()
        return cls(Decimal(value), unit)

    def keeping(self, percent: float) -> "Pack":
        """The pack with that share of its content."""
        kept = (self.value * Decimal(str(percent)) / 100).quantize(Decimal(1), ROUND_HALF_UP)
        return Pack(kept, self.unit)

    def __str__(self) -> str:
        value, unit = self.value, self.unit
        if unit in ("g", "ml") and value >= 1000:
            value, unit = value / 1000, {"g": "kg", "ml": "l"}[unit]
        return f"{value.normalize():f} {unit}" + (f" {self.note}" if self.note else "")


@dataclass(frozen=True, slots=True)
class Charge:
    """A mandatory charge that is not in the price."""

    name: str
    amount: Decimal
    monthly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """One article at one shop on one day, as the shop shows it. Money in euros, tax included.

    `article` groups the variants of one page; `product` is what it truly is, which no page says.
    """

    shop: str
    sku: str
    article: str
    product: str
    name: str
    brand: str
    category: str
    price: Decimal
    gtin: str | None = None
    variant: str | None = None
    pack: Pack | None = None
    was_price: Decimal | None = None
    was_kind: Literal["own_prior", "rrp"] | None = None
    sale_begins: date | None = None
    sale_ends: date | None = None
    low_30d: Decimal | None = None
    anchor_price: Decimal | None = None
    member_price: Decimal | None = None
    hidden: bool = False
    charge: Charge | None = None
    price_after: Decimal | None = None
    intro_months: int | None = None
    term_months: int | None = None
    unit_rule: UnitRule = "right"
    unit_price_of: Decimal | None = None
    spec: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The name as the shop prints it, with the pack's content."""
        return f"{self.name} {self.pack}" if self.pack else self.name

    @property
    def unit_price(self) -> tuple[Decimal, str] | None:
        """The price per kilogram, litre or piece that the shop prints beside the price."""
        if self.pack is None or self.unit_rule == "missing":
            return None
        unit, base = BASES[self.pack.unit]
        exact = (self.unit_price_of or self.price) * base / self.pack.value
        if self.unit_rule == "per_100":
            return cents(exact / 10), f"100 {self.pack.unit}"
        return cents(exact * Decimal("0.9") if self.unit_rule == "wrong" else exact), unit

    @property
    def claimed_percent(self) -> int | None:
        """The reduction in whole percent, as it is printed beside a was-price."""
        if self.was_price is None or self.was_kind != "own_prior":
            return None
        return int((100 - self.price * 100 / self.was_price).quantize(Decimal(1), ROUND_HALF_UP))


class Line:
    """One article at one shop over the year: what it shows at first, and the days on which that changes."""

    def __init__(self, offer: Offer, first: date, last: date) -> None:
        self.first, self.last = first, last
        self._days = [first]
        self._offers = [offer]

    @property
    def shop(self) -> str:
        return self._offers[0].shop

    @property
    def product(self) -> str:
        return self._offers[0].product

    @property
    def sku(self) -> str:
        return self._offers[0].sku

    @property
    def category(self) -> str:
        return self._offers[0].category

    def on(self, day: date) -> Offer:
        """What the shop shows that day (before the first day: what it will show first)."""
        return self._offers[max(0, bisect_right(self._days, day) - 1)]

    def is_listed(self, day: date) -> bool:
        return self.first <= day <= self.last

    def change(self, day: date, **fields: Any) -> None:
        """From that day on the shop shows this."""
        at = bisect_right(self._days, day)
        if at and self._days[at - 1] == day:
            at -= 1
        else:
            self._days.insert(at, day)
            self._offers.insert(at, self._offers[at - 1])
        self._offers[at:] = [replace(offer, **fields) for offer in self._offers[at:]]

    def between(self, day: date, until: date, **fields: Any) -> None:
        """From `day` to the day before `until` the shop shows this; then what it showed before."""
        before = self.on(day)
        self.change(day, **fields)
        self.change(until, **{name: getattr(before, name) for name in fields})

    def lowest(self, day: date, days: int = 30) -> Decimal:
        """The lowest price of the days before that day."""
        return min(self.on(day - timedelta(back)).price for back in range(1, days + 1))
