"""What the shops of the demo street show, day by day, for the tests that look whether truth is on the shelves."""

from collections import defaultdict
from functools import cache

from pricewatch.demo.world import draw

SEEDS = [None, 1, 2, 3, 4, 5]


@cache
def world(seed):
    return draw(seed)


@cache
def histories(seed):
    """(shop, sku) -> {day: offer}, for every day on which the shop shows it."""
    found = defaultdict(dict)
    for shop in world(seed).shops:
        for day in world(seed).days:
            for offer in world(seed).offers(shop, day):
                found[shop, offer.sku][day] = offer
    return dict(found)


def said(seed, rule, *outcomes):
    """(shop, sku, day) of the truth's rows with that rule and one of these outcomes."""
    return {(t.shop, t.sku, t.day) for t in world(seed).truth() if t.rule == rule and t.expected in outcomes}
