"""Draws another street from the templates of the written one: other words, specifications, prices, products and days.

Each trick is played at the shop that plays it in tricks.toml, on another product of the same category, so that every
shop keeps its character.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import timedelta
from random import Random
from typing import Any

from pricewatch.demo.stock import CATEGORIES
from pricewatch.errors import BadInput

TRIES = 500
LEFT_OUT = 0.15  # the share of lines that a seed does not play, beyond the first of each table
HIKES = {"surprise_hike", "hike_before_sale", "member_price_hike"}
DECISIVE = ("top", "core", "base", "coils", "firmness", "cover")
NEARLY = ("top", "base", "firmness", "cover", "coils")


class NoRoom(Exception):
    """A draw left a trick without any product to play it on."""


def shuffled(script: Mapping[str, Any], seed: int) -> dict[str, Any]:
    """Another script; the same seed gives the same one."""
    chance = Random(seed)
    for _ in range(TRIES):
        drawn = exchange_words(deepcopy(dict(script)), chance)
        draw_specs(drawn, chance)
        draw_prices(drawn, chance)
        try:
            draw_tricks(drawn, chance)
        except NoRoom:
            continue
        if are_different(drawn):
            return drawn
    raise BadInput(f"Seed {seed} gives no street in {TRIES} draws: tricks.toml asks for more than the shops can play.")


def exchange_words(script: dict[str, Any], chance: Random) -> dict[str, Any]:
    """Every word of the lists becomes another one of its list, wherever it stands."""
    lists = script["other_seeds"]["words"].values()
    other = {word: new for words in lists for word, new in zip(words, chance.sample(words, len(words)), strict=True)}
    known = re.compile(rf"\b({'|'.join(map(re.escape, other))})\b")

    def exchanged(value: Any) -> Any:
        if isinstance(value, str):
            return known.sub(lambda found: other[found[0]], value)
        if isinstance(value, list):
            return [exchanged(part) for part in value]
        return {exchanged(key): exchanged(part) for key, part in value.items()} if isinstance(value, dict) else value

    return {key: part if key == "other_seeds" else exchanged(part) for key, part in script.items()}


def draw_specs(script: dict[str, Any], chance: Random) -> None:
    """New specifications; a near-twin differs from the new one in one value."""
    choices, mattresses = script["other_seeds"]["spec"], script["mattress"]
    for entry in mattresses.values():
        if "spec" in entry:
            entry["spec"] = draw_spec(choices, "coils" in entry["spec"], chance)
    for entry in mattresses.values():
        if "like" in entry:
            entry["but"] = draw_difference(choices, mattresses[entry["like"]]["spec"], chance)


def draw_spec(choices: Mapping[str, list[Any]], has_springs: bool, chance: Random) -> dict[str, Any]:
    """One specification, in the form of street.toml."""
    one = {key: chance.choice(values) for key, values in choices.items()}
    foam_core = f"{one['core_cm']} cm cold foam {one['core_density']} kg/m3"
    spec = {
        "top": f"{one['top_cm']} cm {one['top_foam']} {one['top_density']} kg/m3",
        "core": f"{one['core_cm']} cm pocket springs" if has_springs else foam_core,
        "base": f"{one['base_cm']} cm cold foam {one['base_density']} kg/m3",
        **{key: one[key] for key in ("coils", "firmness", "cover", "weight", "warranty")},
    }
    return spec if has_springs else {key: value for key, value in spec.items() if key != "coils"}


def draw_difference(choices: Mapping[str, list[Any]], spec: Mapping[str, Any], chance: Random) -> dict[str, Any]:
    """One value that is not the one of `spec`."""
    key = chance.choice([key for key in NEARLY if key in spec])
    if key not in ("top", "base"):
        return {key: chance.choice([value for value in choices[key] if value != spec[key]])}
    part, pattern = chance.choice([("cm", r"^\d+"), ("density", r"\d+(?= kg/m3)")])
    found = re.search(pattern, spec[key])
    others = [str(value) for value in choices[f"{key}_{part}"] if found and str(value) != found[0]]
    return {key: re.sub(pattern, chance.choice(others), spec[key])}


def draw_prices(script: dict[str, Any], chance: Random) -> None:
    """Every product dearer or cheaper, and every mattress a little more so in each shop."""
    low, high = script["other_seeds"]["price_percent"]
    for category in CATEGORIES:
        for entry in script[category].values():
            factor = 1 + chance.randint(low, high) / 100
            if "price" in entry:
                entry["price"] = round(entry["price"] * factor, 1)
            for sold in entry.get("at", {}).values():
                sold[1] = round(sold[1] * factor * chance.randint(96, 104) / 100)


def draw_tricks(script: dict[str, Any], chance: Random) -> None:
    """Other products, days and amounts; those with the fewest products to choose from draw first."""
    for table in script["tricks"].values():
        table["played"] = [line for line in table["played"] if is_played(line, table, chance)]
    lines = [(kind, line) for kind, table in script["tricks"].items() for line in table["played"]]
    room = Room(script)
    for kind, line in sorted(lines, key=lambda each: len(list(room.products(*each)))):
        draw_amounts(script["tricks"][kind], line, chance)
        if "product" in line:
            line["product"] = room.take(kind, line, chance)


def is_played(line: Mapping[str, Any], table: Mapping[str, Any], chance: Random) -> bool:
    return line is table["played"][0] or chance.random() >= LEFT_OUT


def draw_amounts(table: Mapping[str, Any], line: dict[str, Any], chance: Random) -> None:
    """A day and numbers from the table's ranges, where the line has any."""
    if "day" in line:
        first, last = table["days"]
        line["day"] = first + timedelta(chance.randint(0, (last - first).days))
    for key, given in table.items():
        if key in line and isinstance(given, list) and key != "days":
            line[key] = chance.randint(*given)


class Room:
    """Which products are still free for a trick: one trick for an article, one hike for a product."""

    def __init__(self, script: Mapping[str, Any]) -> None:
        self.tables = script["tricks"]
        self.honest = {slug for slug, shop in script["shops"].items() if shop.get("honest")}
        self.sellers: dict[str, list[str]] = {}
        self.category: dict[str, str] = {}
        for category in CATEGORIES:
            for product, entry in script[category].items():
                self.sellers[product] = list(entry.get("at") or entry["shops"])
                self.category[product] = category
        self.taken: set[tuple[str, str]] = set()
        self.hiked: set[str] = set()

    def products(self, kind: str, line: Mapping[str, Any]) -> Iterator[str]:
        """The products on which this line can be played now."""
        few, many = line.get("sellers", (1, 99))
        for product, shops in self.sellers.items() if "product" in line else ():
            pairs = set(self.pairs(line, product))
            if (
                self.category[product] == self.category[line["product"]]
                and line.get("shop", shops[0]) in shops
                and few <= len(shops) <= many
                and (self.tables[kind].get("beside") or not pairs & self.taken)
                and not (kind in HIKES and product in self.hiked)
                and ("shop" in line or self.tables[kind].get("control") or not self.honest & set(shops))
            ):
                yield product

    def take(self, kind: str, line: Mapping[str, Any], chance: Random) -> str:
        """Draws one of them, which is then no longer free."""
        free = list(self.products(kind, line))
        if not free:
            raise NoRoom(kind)
        product = chance.choice(free)
        if not self.tables[kind].get("beside"):
            self.taken |= set(self.pairs(line, product))
        if kind in HIKES:
            self.hiked.add(product)
        return product

    def pairs(self, line: Mapping[str, Any], product: str) -> Iterator[tuple[str, str]]:
        """The (shop, product) pairs that a line plays with."""
        for shop in [line["shop"]] if "shop" in line else self.sellers[product]:
            yield shop, product


def are_different(script: Mapping[str, Any]) -> bool:
    """Has no mattress by accident the specification of another?"""
    entries = script["mattress"]
    specs = [entry.get("spec") or {**entries[entry["like"]]["spec"], **entry["but"]} for entry in entries.values()]
    return len({tuple(spec.get(key) for key in DECISIVE) for spec in specs}) == len(specs)
