"""What stands in truth.csv, and what all tricks need to write it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pricewatch.demo.offers import Line
from pricewatch.demo.stock import Stock

Played = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One row of truth.csv: what was done to one article, and what one rule should find."""

    trick: str
    control: str = "no"
    shop: str
    sku: str = ""
    product: str = ""
    day: date
    detail: str = ""
    rule: str
    expected: str
    other_shop: str = ""
    other_sku: str = ""


Trick = Callable[[Stock, Played], Iterator[Truth]]


def truth(line: Line, day: date, rule: str, expected: str, detail: str, **more: str) -> Truth:
    """A row about one article; the table's name and whether it is a control are added by `play`."""
    where = {"shop": line.shop, "sku": line.sku, "product": line.product}
    return Truth(trick="", day=day, rule=rule, expected=expected, detail=detail, **where, **more)


def targets(stock: Stock, played: Played) -> list[Line]:
    """The articles that a line of the table names: all sizes of a product, at one shop or at all."""
    return stock.find(shop=played.get("shop"), product=played.get("product"), category=played.get("category"))
