"""Which mattresses of the street are one product under several names, and which only nearly."""

from collections.abc import Iterator
from itertools import combinations

from pricewatch.demo.offers import Line
from pricewatch.demo.stock import Stock
from pricewatch.demo.tricks import Truth


def twins(stock: Stock) -> Iterator[Truth]:
    """Every pair of mattresses of one size at two shops that is the same product, or nearly; with what it is."""
    mattresses = stock.find(category="mattress")
    for one, other in combinations(mattresses, 2):
        if one.on(one.first).variant == other.on(other.first).variant and related(stock, one, other):
            yield pair(stock, one, other)


def related(stock: Stock, one: Line, other: Line) -> bool:
    """The same product at two shops, or one that is built like the other but for one value."""
    if one.product == other.product:
        return one.shop != other.shop
    entries = stock.script["mattress"]
    likes = (entries[one.product].get("like"), entries[other.product].get("like"))
    return likes in ((other.product, None), (None, one.product))


def pair(stock: Stock, one: Line, other: Line) -> Truth:
    """What two related mattresses are to each other."""
    day = max(one.first, other.first)
    first, second = one.on(day), other.on(day)
    detail = f"{first.name} {first.price} and {second.name} {second.price}"
    kind, control, expected = kind_of(stock, one, other)
    return Truth(
        trick=kind,
        control=control,
        shop=one.shop,
        sku=one.sku,
        product=one.product,
        day=day,
        detail=detail,
        rule="D14",
        expected=expected,
        other_shop=other.shop,
        other_sku=other.sku,
    )


def kind_of(stock: Stock, one: Line, other: Line) -> tuple[str, str, str]:
    """Trick, control and expected relation."""
    if one.product != other.product:
        return "near_twin", "yes", "nothing"
    if stock.script["mattress"][one.product].get("open"):
        return "sold_openly", "yes", "same"
    one_owner = stock.shops[one.shop].owner == stock.shops[other.shop].owner
    return "twin_of_one_owner" if one_owner else "twin", "no", "twin"
