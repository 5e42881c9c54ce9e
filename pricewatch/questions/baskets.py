"""What a list of things costs: all at one shop, or split among a few."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from pricewatch.questions import Market, Row, prepare, rows
from pricewatch.served import cursor as cursor_of

MOST_SHOPS = 3
"""A split is among so many shops at most: nobody waits for ten parcels."""
MOST_PLACES = 40
"""Among so many shops a split is looked for: those that sell most of the list, cheapest first."""

Place = tuple[str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Plan:
    """Where to buy each thing. Shipping is counted once a shop, the highest that it states for one of the things."""

    lines: tuple[Row, ...]

    @property
    def goods(self) -> Decimal:
        """The things alone, with fees that cannot be declined."""
        return sum((row["goods"] for row in self.lines), Decimal(0))

    @property
    def shipping(self) -> Decimal:
        """What is known of shipping."""
        highest: dict[Place, Decimal] = {}
        for row in self.lines:
            highest[place_of(row)] = max(highest.get(place_of(row), Decimal(0)), row["shipping"] or Decimal(0))
        return sum(highest.values(), Decimal(0))

    @property
    def total(self) -> Decimal:
        """All that is known."""
        return self.goods + self.shipping

    @property
    def is_known(self) -> bool:
        """Whether every shop says what shipping costs."""
        return all(row["shipping"] is not None for row in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Basket:
    """The cheapest ways to buy what can be bought. `known`: among shops that state shipping; others are from-prices.

    `absent`: products of which no price of now is known that could be counted.
    """

    single_known: Plan | None
    single: Plan | None
    split_known: Plan | None
    split: Plan | None
    absent: tuple[str, ...]


def basket(path: str, products: tuple[str, ...], market: Market) -> Basket:
    """The list in one market."""
    cursor = cursor_of(path)
    prepare(cursor, path, list(products), market)
    offers = [row for row in rows(cursor, "shops") if row["is_ranked"] and row["goods"] is not None]
    sold = {row["product_id"] for row in offers}
    stated = [row for row in offers if row["shipping"] is not None]
    return Basket(
        single_known=cheapest(stated, sold, 1),
        single=cheapest(offers, sold, 1),
        split_known=cheapest(stated, sold, MOST_SHOPS),
        split=cheapest(offers, sold, MOST_SHOPS),
        absent=tuple(each for each in products if each not in sold),
    )


def place_of(row: Row) -> Place:
    """Where one parcel comes from."""
    return row["retailer"], row["store"], row["seller"]


def cheapest(offers: Iterable[Row], wanted: set[str], most: int) -> Plan | None:
    """The cheapest plan with all that is wanted from at most so many places; None where there is none."""
    shelves: dict[Place, dict[str, Row]] = {}
    for row in offers:
        shelf = shelves.setdefault(place_of(row), {})
        if row["product_id"] not in shelf or row["goods"] < shelf[row["product_id"]]["goods"]:
            shelf[row["product_id"]] = row
    best = sorted(shelves.values(), key=lambda shelf: (-len(shelf), sum(row["goods"] for row in shelf.values())))
    chosen = (some for size in range(1, most + 1) for some in combinations(best[:MOST_PLACES], size))
    plans = (plan for some in chosen if (plan := plan_of(some, wanted)))
    return min(plans, key=lambda plan: plan.total, default=None)


def plan_of(shelves: Iterable[dict[str, Row]], wanted: set[str]) -> Plan | None:
    """Each thing from the shelf where it costs least; None where one is on none of them."""
    lines = []
    for product in sorted(wanted):
        found = [shelf[product] for shelf in shelves if product in shelf]
        if not found:
            return None
        lines.append(min(found, key=lambda row: row["goods"]))
    return Plan(tuple(lines)) if lines else None
