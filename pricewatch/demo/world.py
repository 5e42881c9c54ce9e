"""The world of the demo street: what every shop shows on every day of one year, and which tricks were played.

`draw(None)` is the street as street.toml and tricks.toml write it; `draw(7)` is another one from the same templates.
Prices are a function of shop and day; nothing here depends on a clock or on hash randomisation.
"""

import csv
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pricewatch.demo.offers import BASES, Line, Offer
from pricewatch.demo.shuffle import shuffled
from pricewatch.demo.stock import CATEGORIES, Shop, Stock, live_an_ordinary_year
from pricewatch.demo.tricks import Truth, play
from pricewatch.demo.twins import twins

HERE = Path(__file__).parent


class World:
    """One year on the street.

    `days`: every day of the year. `shops`: by slug. `brand_owners`: who owns a brand.
    """

    def __init__(self, script: Mapping[str, Any], seed: int | None = None) -> None:
        self.script, self.seed = script, seed
        stock = Stock(script)
        live_an_ordinary_year(stock, reserved(stock), seed)
        self._truth = [*play(stock, script["tricks"]), *twins(stock), *shop_truth(stock)]
        self._lines = {slug: stock.find(shop=slug) for slug in stock.shops}
        self.shops: dict[str, Shop] = stock.shops
        self.days: list[date] = [stock.first + timedelta(n) for n in range((stock.last - stock.first).days + 1)]
        self.brand_owners: dict[str, str] = dict(script["owners"])

    def offers(self, shop: str, day: date) -> list[Offer]:
        """What a shop shows on a day, in the order of its shelves."""
        return [line.on(day) for line in self._lines[shop] if line.is_listed(day)]

    def truth(self) -> list[Truth]:
        """Every trick and control, one row per article and rule. For scoring only."""
        return list(self._truth)

    def write_truth(self, path: Path) -> None:
        """truth.csv: the rows of `truth()`."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [f.name for f in fields(Truth)], lineterminator="\n")
            writer.writeheader()
            writer.writerows(asdict(row) for row in self._truth)

    def write_owners(self, path: Path) -> None:
        """owners.csv for the demo's data folder: who owns which of the invented brands."""
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["brand", "owner", "ultimate_owner", "source", "as_of"])
            for brand, owner in self.brand_owners.items():
                writer.writerow([brand, owner, owner, "invented for the demo street", self.days[0]])


def draw(seed: int | None) -> World:
    """The street as written (None or 0), or another one drawn from its templates."""
    script = read_script()
    return World(shuffled(script, seed) if seed else script, seed or None)


def read_script() -> dict[str, Any]:
    """street.toml, with tricks.toml under `tricks`."""
    street, tricks = (
        tomllib.loads((HERE / name).read_text(encoding="utf-8")) for name in ("street.toml", "tricks.toml")
    )
    return street | {"tricks": tricks}


def reserved(stock: Stock) -> set[tuple[str, str]]:
    """The (shop, product) pairs that somebody plays with."""
    played = [line for table in stock.script["tricks"].values() for line in table["played"]]
    return {
        (shop, one["product"])
        for one in played
        if "product" in one
        for category in CATEGORIES
        if one["product"] in stock.script[category]
        for shop in stock.sellers(category, one["product"])
    }


def shop_truth(stock: Stock) -> list[Truth]:
    """What holds for a whole shop: nothing to find at the honest ones, and how two platforms treat unit prices."""
    honest = [
        Truth(trick="honest_shop", control="yes", shop=shop.slug, day=stock.first, rule="all", expected="nothing")
        for shop in stock.shops.values()
        if shop.honest
    ]
    return [*honest, *(row for line in stock.lines if needs_a_unit_price(line) for row in platform_truth(stock, line))]


def needs_a_unit_price(line: Line) -> bool:
    """Packs do; not one of exactly a kilogram, litre or piece, whose price is the price per unit."""
    pack = line.on(line.first).pack
    return pack is not None and pack.value != BASES[pack.unit][1]


def platform_truth(stock: Stock, line: Line) -> Iterator[Truth]:
    """Shopify's list has no unit prices, and this shop shows none elsewhere; a feed states what each is made of."""
    row = Truth(
        trick="unit_price_missing",
        shop=line.shop,
        sku=line.sku,
        product=line.product,
        day=line.first,
        detail="none at this shop",
        rule="D10",
        expected="missing",
    )
    match stock.shops[line.shop].publishes:
        case "shopify":
            yield row
        case "merchant_feed":
            detail = "the feed states measure and base"
            yield replace(row, trick="unit_price_in_feed", control="yes", detail=detail, expected="nothing")
