"""Tricks and controls that announce a reduction."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pricewatch.demo.offers import Line, cents, lowered, raised, shelf_price
from pricewatch.demo.stock import Stock
from pricewatch.demo.tricks.hikes import hike_truth
from pricewatch.demo.tricks.truth import Played, Truth, targets, truth

HALF_PERCENT = Decimal("0.005")  # less than that is no difference between two prices
YEAR_ENOUGH = 180  # days of history that the test of never or rarely charged was-prices needs


def sale(line: Line, day: date, lasts: int, price: Decimal, was: Decimal, **more: Any) -> None:
    """A reduction is announced for that many days; then the price of the day before returns."""
    claim = {"price": price, "was_price": was, "was_kind": "own_prior", "sale_begins": day, **more}
    line.between(day, day + timedelta(lasts), **claim)


def art_6a(line: Line, day: date) -> str:
    """The class that the prior-price test gives to the claim of that day, from the prices really charged."""
    offer, low = line.on(day), line.lowest(day)
    if offer.price > low * (1 + HALF_PERCENT):
        return "increase"
    if abs(offer.price - low) <= low * HALF_PERCENT:
        return "no_reduction"
    claimed = 100 - offer.price * 100 / (offer.was_price or offer.price)
    return "overstated" if claimed - (100 - offer.price * 100 / low) > HALF_PERCENT * 100 else "consistent"


def hike_before_sale(stock: Stock, played: Played) -> Iterator[Truth]:
    day, starts = played["day"], played["day"] + timedelta(played["lasts"])
    for line in targets(stock, played):
        usual = line.on(day).price
        high, reduced = raised(usual, played["percent"]), cents(usual * played["sale_at"] / 100)
        line.change(day, price=high)
        sale(line, starts, played["sale_lasts"], reduced, high)
        line.change(starts + timedelta(played["sale_lasts"]), price=usual)
        detail = f"{usual} -> {high} on {day}, 'reduced' to {reduced} on {starts}"
        yield hike_truth(stock, line, day, usual)
        illusory = reduced >= usual * (1 - HALF_PERCENT)
        yield truth(line, starts, "D2", "illusory" if illusory else "inflated", detail)
        yield truth(line, starts, "D1", art_6a(line, starts), detail)
        if (starts - stock.first).days >= YEAR_ENOUGH:
            yield truth(line, starts, "D3", "minority_price", detail)


def never_charged(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        usual = line.on(day).price
        price = lowered(usual, played["cut"]) if played["cut"] else usual
        sale(line, day, played["lasts"], price, raised(usual, played["percent"]))
        detail = f"always {usual}, now {price}, 'was {line.on(day).was_price}'"
        yield truth(line, day, "D3", "never_charged", detail)
        yield truth(line, day, "D1", art_6a(line, day), detail)


def perpetual_sale(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        usual = line.on(day).price
        line.change(
            day, price=lowered(usual, played["percent"]), was_price=usual, was_kind="own_prior", sale_begins=day
        )
        for end in range(14, (stock.last - day).days + 15, 14):
            line.change(day + timedelta(end - 14), sale_ends=day + timedelta(end - 1))
        yield truth(line, day, "D4", "severe", f"'was {usual}' since {day}, a new end every fortnight")


def rolling_sale(stock: Stock, played: Played) -> Iterator[Truth]:
    for line in targets(stock, played):
        usual = line.on(played["day"]).price
        for start in range(0, (stock.last - played["day"]).days, 30):
            day = played["day"] + timedelta(start)
            sale(line, day, 20, lowered(usual, played["percent"]), usual)
            if start:
                yield truth(line, day, "D1", "no_reduction", f"'was {usual}', at the same sale price 11 days ago")
            if (day - stock.first).days >= YEAR_ENOUGH:
                yield truth(line, day, "D3", "minority_price", f"'was {usual}', asked on ten days of every thirty")
        yield truth(line, played["day"], "D4", "perpetual", f"'was {usual}' for 20 days of every 30")


def low_misstated(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        usual = line.on(day).price
        first, second = day - timedelta(22), lowered(usual, played["percent"])
        deep = lowered(usual, played["percent"] + 10)
        sale(line, first, 10, deep, usual)
        sale(line, day, 14, second, usual, low_30d=usual)
        detail = f"{deep} on {first}, now {second}, 'lowest price of the last 30 days: {usual}'"
        yield truth(line, day, "D1", "increase", detail)
        yield truth(line, day, "D1", "displayed_p30_mismatch", detail)


def honest_sale(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        usual = line.on(day).price
        ends = day + timedelta(played["lasts"] - 1)
        price = lowered(usual, played["percent"])
        sale(line, day, played["lasts"], price, usual, low_30d=line.lowest(day), sale_ends=ends)
        for rule in ("D1", "D3"):
            yield truth(line, day, rule, "consistent", f"{usual} for {(day - stock.first).days} days, then {price}")


def rrp_claim(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        price = line.on(day).price
        line.change(day, was_price=shelf_price(price * (100 + played["percent"]) / 100), was_kind="rrp")
        detail = f"{price} beside a recommended price of {line.on(day).was_price}"
        yield truth(line, day, "D1", "nothing", detail)
        yield truth(line, day, "D3", "nothing", detail)
