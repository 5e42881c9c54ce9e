"""Tricks and controls with who pays what, and when they are told."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from pricewatch.demo.offers import Charge, Line, cents, lowered, raised
from pricewatch.demo.stock import Stock
from pricewatch.demo.tricks.hikes import hike_truth
from pricewatch.demo.tricks.truth import Played, Truth, targets, truth


def member_price(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        usual = line.on(day).price
        line.change(day, member_price=lowered(usual, played["percent"]))
        detail = f"members {line.on(day).member_price}, everybody else {usual} as before"
        yield truth(line, day, "two_price", "public_price_unchanged", detail)


def member_price_hike(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        usual = line.on(day).price
        line.change(day, member_price=usual, price=raised(usual, played["percent"]))
        detail = f"members {usual}, everybody else {line.on(day).price} instead of {usual}"
        yield truth(line, day, "two_price", "public_price_raised", detail)
        yield hike_truth(stock, line, day, usual)


def late_fee(stock: Stock, played: Played) -> Iterator[Truth]:
    charge = Charge("Service charge", cents(Decimal(str(played["fee"]))))
    for line in targets(stock, played):
        line.change(played["day"], charge=charge)
        yield drip_truth(line, played["day"])


def drip_truth(line: Line, day: date) -> Truth:
    """A mandatory charge beside the price, graded by its share of the price that is shown first."""
    offer = line.on(day)
    assert offer.charge
    fee = offer.charge.amount
    grade = "high" if fee * 10 > offer.price else "medium" if fee * 50 >= offer.price else "low"
    return truth(line, day, "D6", grade, f"{offer.price} + {fee} that only the small print and the checkout name")


def hidden_price(stock: Stock, played: Played) -> Iterator[Truth]:
    day, until = played["day"], played["day"] + timedelta(played["lasts"])
    for line in targets(stock, played):
        line.between(day, until, hidden=True)
        yield truth(line, day, "access", "price_hidden", f"'See price in cart' until {until - timedelta(1)}")


def intro_price(stock: Stock, played: Played) -> Iterator[Truth]:
    intro = cents(Decimal(str(played["intro"])))
    for line in targets(stock, played):
        full = line.on(played["day"]).price
        line.change(played["day"], price=intro, price_after=full, intro_months=6)
        yield truth(line, played["day"], "D8", "step", f"{intro} for 6 months, then {full}; 24 months in all")


def fee_line_rise(stock: Stock, played: Played) -> Iterator[Truth]:
    fee, more = (cents(Decimal(str(played[key]))) for key in ("fee", "new_fee"))
    for line in targets(stock, played):
        line.change(stock.first, charge=Charge("Network fee", fee, monthly=True))
        yield drip_truth(line, stock.first)
        line.change(played["day"], charge=Charge("Network fee", more, monthly=True))
        yield truth(line, played["day"], "D7", "fee_line_hike", f"{fee} -> {more} a month, plan price unchanged")
