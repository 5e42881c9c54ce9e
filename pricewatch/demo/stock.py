"""Fills the shops of the demo street with what street.toml says, before anybody plays a trick."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from zlib import crc32

from stdnum import ean

from pricewatch.demo.offers import Line, Offer, Pack, cents, shelf_price

PACKED = ("coffee", "detergent", "snack")
CATEGORIES = ("mattress", *PACKED, "phone_plan")
SIZES = {90: Decimal("0.62"), 140: Decimal("0.90"), 160: Decimal(1), 180: Decimal("1.15")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shop:
    """One shop of the street. `publishes`: its way of publishing prices; `hides`: specifications that it keeps back;
    `calls`: its words for those that it shows, where they are not our own."""

    slug: str
    name: str
    publishes: str
    about: str
    owner: str
    level: Decimal
    prefix: str
    honest: bool = False
    mattress_sizes: tuple[int, ...] = ()
    hides: tuple[str, ...] = ()
    calls: Mapping[str, str] = field(default_factory=dict)
    height_in: str = "cm"
    shipping: Decimal | None = None
    guarantee: str | None = None
    guarantee_needs: str | None = None


def read_shop(slug: str, entry: Mapping[str, Any]) -> Shop:
    """A shop as street.toml writes it; numbers become money."""
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    money = {key: cents(Decimal(str(value))) for key, value in entry.items() if isinstance(value, float)}
    return Shop(slug=slug, **{**entry, **lists, **money})


def true_spec(products: Mapping[str, Any], product: str) -> dict[str, Any]:
    """A mattress's specification; one that is built `like` another differs in `but`."""
    entry = products[product]
    if "like" in entry:
        return {**true_spec(products, entry["like"]), **entry["but"]}
    return dict(entry["spec"])


def published_spec(spec: Mapping[str, Any], maker: str, shop: Shop) -> dict[str, str]:
    """The specification in the words of the shop's pages, less what it keeps back."""
    layers = [spec["top"], spec["core"], spec["base"]]
    height = sum(int(layer.split()[0]) for layer in layers)
    said = {
        "height": f"{height * 10} mm" if shop.height_in == "mm" else f"{height} cm",
        "layers": " + ".join(layers),
        "coils": f"{spec['coils']} per m2" if "coils" in spec else None,
        "firmness": spec["firmness"],
        "cover": spec["cover"],
        "weight": f"{spec['weight']} kg (160 x 200 cm)",
        "warranty": f"{spec['warranty']} years",
        "maker": maker,
    }
    return {
        shop.calls.get(key, key.capitalize()): text
        for key, text in said.items()
        if text is not None and key not in shop.hides
    }


def barcode(*parts: object) -> str:
    """A valid EAN-13 in the range that GS1 keeps for demonstrations."""
    digits = f"952{crc32('/'.join(map(str, parts)).encode()) % 10**9:09d}"
    return digits + ean.calc_check_digit(digits)


class Stock:
    """All articles of all shops over the year, while the street is being set up."""

    def __init__(self, script: Mapping[str, Any]) -> None:
        self.script = script
        self.first: date = script["year"]["first"]
        self.last: date = script["year"]["last"]
        self.shops = {slug: read_shop(slug, entry) for slug, entry in script["shops"].items()}
        self.lines: list[Line] = []
        for category in CATEGORIES:
            for product in script[category]:
                for slug in self.sellers(category, product):
                    self._fill(self.shops[slug], category, product)

    def sellers(self, category: str, product: str) -> list[str]:
        """The slugs of the shops that sell a product."""
        entry = self.script[category][product]
        return list(entry["at"] if category == "mattress" else entry["shops"])

    def find(self, *, shop: str | None = None, product: str | None = None, category: str | None = None) -> list[Line]:
        """The articles that fit, in a fixed order."""
        return [
            line
            for line in self.lines
            if shop in (None, line.shop) and product in (None, line.product) and category in (None, line.category)
        ]

    def add(self, offer: Offer, first: date | None = None) -> Line:
        line = Line(offer, first or self.first, self.last)
        self.lines.append(line)
        return line

    def replace(self, line: Line, day: date, **fields: Any) -> Line:
        """The article disappears, and from that day another one with a new code stands in its place."""
        line.last = day - timedelta(1)
        sku = self._sku(self.shops[line.shop], line.on(day).variant)
        return self.add(replace(line.on(day), sku=sku, **fields), day)

    def _sku(self, shop: Shop, variant: str | None) -> str:
        width = f"-{variant.split()[0]}" if variant else ""
        return f"{shop.prefix}-{1001 + len(self.find(shop=shop.slug))}{width}"

    def _fill(self, shop: Shop, category: str, product: str) -> None:
        entry = self.script[category][product]
        offers = {"mattress": self._mattresses, "phone_plan": self._plans}.get(category, self._packs)
        for offer in offers(shop, product, entry):
            self.add(replace(offer, category=category))

    def _mattresses(self, shop: Shop, product: str, entry: Mapping[str, Any]) -> Iterator[Offer]:
        name, price = entry["at"][shop.slug]
        spec = published_spec(true_spec(self.script["mattress"], product), entry["maker"], shop)
        own_code = shop.publishes in ("shopify", "merchant_feed")
        for width in shop.mattress_sizes:
            code = barcode(product, width) if entry.get("open") else barcode(shop.slug, product, width)
            variant = f"{width} x 200 cm"
            yield Offer(
                shop=shop.slug,
                sku=self._sku(shop, variant),
                article=f"{shop.slug}/{product}",
                product=product,
                name=name,
                brand=entry["maker"] if entry.get("open") else shop.name,
                category="mattress",
                price=shelf_price(Decimal(str(price)) * SIZES[width]),
                gtin=code if entry.get("open") or own_code else None,
                variant=variant,
                spec=spec,
            )

    def _packs(self, shop: Shop, product: str, entry: Mapping[str, Any]) -> Iterator[Offer]:
        by_law = shop.publishes == "croatian_price_list"
        price = shelf_price(Decimal(str(entry["price"])) * shop.level)
        yield Offer(
            shop=shop.slug,
            sku=self._sku(shop, None),
            article=f"{shop.slug}/{product}",
            product=product,
            name=entry["croatian"] if by_law else entry["name"],
            brand=entry["brand"],
            category="",
            price=price,
            anchor_price=price if by_law else None,
            gtin=barcode(product),
            pack=Pack.parse(entry["size"]),
            unit_rule="missing" if shop.publishes == "shopify" else "right",
        )

    def _plans(self, shop: Shop, product: str, entry: Mapping[str, Any]) -> Iterator[Offer]:
        yield Offer(
            shop=shop.slug,
            sku=self._sku(shop, None),
            article=f"{shop.slug}/{product}",
            product=product,
            name=entry["name"],
            brand=entry["brand"],
            category="phone_plan",
            price=cents(Decimal(str(entry["price"]))),
            term_months=24,
            spec={key.capitalize(): value for key, value in entry["spec"].items()},
        )


def live_an_ordinary_year(stock: Stock, reserved: set[tuple[str, str]], seed: int | None) -> None:
    """Half of the articles that nobody plays with move once, by one or two percent, as prices do."""
    for line in stock.lines:
        chance = Random(f"{seed}/{line.shop}/{line.sku}")
        if (line.shop, line.product) in reserved or chance.random() < 0.5:
            continue
        day = stock.first + timedelta(chance.randrange(20, 290))
        price = line.on(day).price * Decimal(chance.choice([98, 99, 101, 102])) / 100
        line.change(day, price=cents(price))
