"""Tricks and controls with what a pack holds, its name and code, and its price per unit."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from pricewatch.demo.offers import Pack, cents, lowered, raised
from pricewatch.demo.stock import Stock, barcode
from pricewatch.demo.tricks.sales import sale
from pricewatch.demo.tricks.truth import Played, Trick, Truth, targets, truth


def shrink(stock: Stock, played: Played) -> Iterator[Truth]:
    for lag, line in enumerate(targets(stock, played)):
        day = played["day"] + timedelta(3 * lag)
        old = line.on(day)
        assert old.pack
        price = cents(old.price * (100 + Decimal(str(played["percent"]))) / 100)
        detail, more = f"{old.pack} -> {old.pack.keeping(played['keeps'])}, {old.price} -> {price}", {}
        if played["new_code"]:
            more = {"other_shop": line.shop, "other_sku": line.sku}
            line = stock.replace(line, day, gtin=barcode(line.product, "after"))  # noqa: PLW2901
        line.change(day, price=price, pack=old.pack.keeping(played["keeps"]))
        yield truth(line, day, "D11", "sharkflation" if price > old.price else "shrinkflation", detail, **more)


def proportional_pack(stock: Stock, played: Played) -> Iterator[Truth]:
    for line in targets(stock, played):
        old = line.on(played["day"])
        assert old.pack
        pack = old.pack.keeping(played["keeps"])
        line.change(played["day"], price=cents(old.price * pack.value / old.pack.value), pack=pack)
        yield truth(line, played["day"], "D11", "proportional", f"{old.pack} -> {pack}, same price per unit")


def promo_pack(stock: Stock, played: Played) -> Iterator[Truth]:
    day = played["day"]
    for line in targets(stock, played):
        old = line.on(day).pack
        assert old
        more = Pack(old.keeping(120).value, old.unit, f"({old} + 20 % free)")
        line.between(day, day + timedelta(21), pack=more)
        yield truth(line, day + timedelta(21), "D11", "nothing", f"{more} until {day + timedelta(20)}, then {old}")


def relaunch(stock: Stock, played: Played) -> Iterator[Truth]:
    day, lines = played["day"], targets(stock, played)
    for old in lines:
        offer = old.on(day)
        name = played.get("name") or f"{played['prefix']} {offer.name}"
        price = raised(offer.price, played["percent"]) if "percent" in played else offer.price
        gtin = barcode(offer.gtin, "again") if offer.gtin else None
        new = stock.replace(old, day, name=name, gtin=gtin, price=price, article=f"{offer.article}/again")
        detail = f"{offer.title} at {offer.price} -> {new.on(day).title} at {price}"
        expected = "increase" if price > offer.price else "nothing"
        yield truth(new, day, "D12", expected, detail, other_shop=old.shop, other_sku=old.sku)


def unit_price_trick(rule: str, expected: str) -> Trick:
    """A way of printing the price per unit, all year."""

    def print_it(stock: Stock, played: Played) -> Iterator[Truth]:
        for line in targets(stock, played):
            line.change(stock.first, unit_rule=rule)
            yield truth(line, stock.first, "D10", expected, "all year")

    return print_it


def unit_price_stale(stock: Stock, played: Played) -> Iterator[Truth]:
    for line in targets(stock, played):
        usual = line.on(played["day"]).price
        sale(line, played["day"], 21, lowered(usual, played["percent"]), usual, unit_price_of=usual)
        yield truth(line, played["day"], "D10", "not_updated_on_promo", f"printed for {usual}")
