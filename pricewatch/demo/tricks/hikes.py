"""Tricks and controls that raise a price."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from pricewatch.demo.offers import Line, cents, raised
from pricewatch.demo.stock import Stock
from pricewatch.demo.tricks.truth import Played, Truth, targets, truth


def surprise_hike(stock: Stock, played: Played) -> Iterator[Truth]:
    for line in targets(stock, played):
        before = line.on(played["day"]).price
        line.change(played["day"], price=raised(before, played["percent"]))
        yield hike_truth(stock, line, played["day"], before)


def hike_truth(stock: Stock, line: Line, day: date, before: Decimal) -> Truth:
    """A hike, with the number of other shops at which the barcode gives a benchmark."""
    offer = line.on(day)
    sold = [other for other in stock.find(product=line.product) if offer.gtin and offer.gtin == other.on(day).gtin]
    peers = {other.shop for other in sold} - {line.shop}
    return truth(line, day, "H1", "surprise", f"{before} -> {offer.price}; {len(peers)} other shops sell this barcode")


def creeping_rise(stock: Stock, played: Played) -> Iterator[Truth]:
    days = [played["day"] + timedelta(70 * step) for step in range(5)]
    days = [day for day in days if day <= stock.last]
    for line in targets(stock, played):
        start = line.on(stock.first).price
        for day in days:
            line.change(day, price=cents(line.on(day).price * Decimal("1.045") - Decimal("0.005")))
        yield truth(line, days[-1], "D13", "increase", f"{start} -> {line.on(stock.last).price} in {len(days)} steps")


def market_rise(stock: Stock, played: Played) -> Iterator[Truth]:
    shops = list(stock.shops)
    for line in targets(stock, played):
        day, before = played["day"] + timedelta(2 * shops.index(line.shop)), line.on(played["day"]).price
        if not line.is_listed(day):
            continue
        if stock.shops[line.shop].honest:
            for step in range(3):
                small = played["day"] + timedelta(5 * step)
                line.change(small, price=cents(line.on(small).price * (100 + Decimal(played["percent"]) / 3) / 100))
            yield truth(line, played["day"], "H1", "nothing", f"{before} -> {line.on(stock.last).price} in three steps")
        else:
            line.change(day, price=cents(before * (100 + Decimal(played["percent"])) / 100))
            yield truth(line, day, "H1", "market_wide", f"{before} -> {line.on(day).price}")
