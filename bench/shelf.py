"""An invented shelf: what several shops sell, each under names of its own making, with the product known."""

import random
from dataclasses import dataclass

import polars as pl

SHOPS = 8
SOLD_BY = 4
"""Shops that sell a product, in the mean."""
SYLLABLES = [first + vowel + last for first in "bdfgklmnprstvz" for vowel in "aeiou" for last in ("", "n", "r", "l")]
VARIANTS = [
    "vanilla",
    "lemon",
    "cocoa",
    "berry",
    "mint",
    "black",
    "white",
    "green",
    "classic",
    "light",
    "family",
    "fresh",
]
GRAMS = (50, 100, 150, 200, 250, 400, 500, 750, 1000)
UNITS = ("{} g", "{}g", "{} GR", "{}gr.")


@dataclass(frozen=True, slots=True)
class Product:
    number: int
    brand: str
    line: list[str]
    variant: str
    grams: int
    code: str


@dataclass(frozen=True, slots=True)
class Habits:
    """How one shop writes names."""

    name: str
    unit: str
    shortens: float
    drops: float
    moves: float
    says_brand: float
    says_code: float
    has_brand_field: bool


def shelf(offers: int, seed: int = 7) -> pl.DataFrame:
    """So many offers: retailer, name, brand, size_text, product. The same ones for the same number and seed."""
    draw = random.Random(seed)
    shops = [_habits(draw, number) for number in range(SHOPS)]
    rows: list[tuple[str, str, str | None, str]] = []
    for product in _products(draw, offers):
        for shop in draw.sample(shops, draw.randint(1, 2 * SOLD_BY - 1)):
            rows.append((shop.name, _name(draw, product, shop), _brand(product, shop), str(product.number)))
    draw.shuffle(rows)
    columns = ["retailer", "name", "brand", "product"]
    return pl.DataFrame(rows[:offers], schema=columns, orient="row").with_columns(pl.lit(None, pl.String).alias("mpn"))


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choices(SYLLABLES, k=syllables))


def _habits(draw: random.Random, number: int) -> Habits:
    return Habits(
        name=f"shop {number}",
        unit=draw.choice(UNITS),
        shortens=draw.choice((0, 0.15, 0.4)),
        drops=draw.choice((0, 0.05, 0.15)),
        moves=draw.choice((0, 0.2, 0.6)),
        says_brand=draw.choice((0.7, 1)),
        says_code=draw.choice((0, 0.4)),
        has_brand_field=draw.random() < 0.5,
    )


def _products(draw: random.Random, offers: int) -> list[Product]:
    """More than enough products, in families of one brand and line that differ in variant, size or code alone."""
    brands = [_word(draw, 2) for _ in range(20 + offers // 100)]
    kinds = [_word(draw, 3) for _ in range(40 + offers // 400)]
    traits = [_word(draw, 2) for _ in range(60 + offers // 200)]
    found: list[Product] = []
    while len(found) * SOLD_BY < offers * 1.1:
        brand, line = draw.choice(brands), [draw.choice(kinds), *draw.sample(traits, draw.randint(0, 2))]
        members = {(draw.choice(VARIANTS), draw.choice(GRAMS)) for _ in range(draw.randint(1, 6))}
        found += [
            Product(len(found) + at, brand, line, variant, grams, f"{brand[:2]}{draw.randint(100, 9999)}")
            for at, (variant, grams) in enumerate(sorted(members))
        ]
    return found


def _name(draw: random.Random, product: Product, shop: Habits) -> str:
    words = [product.line[0], *[word for word in product.line[1:] if draw.random() >= shop.drops], product.variant]
    words = [word[: draw.randint(3, 4)] + "." if draw.random() < shop.shortens else word for word in words]
    if draw.random() < shop.moves:
        draw.shuffle(words)
    if draw.random() < shop.says_brand:
        words.insert(0, product.brand)
    if draw.random() < shop.says_code:
        words.append(product.code)
    return " ".join([*words, shop.unit.format(product.grams)])


def _brand(product: Product, shop: Habits) -> str | None:
    return product.brand if shop.has_brand_field else None
