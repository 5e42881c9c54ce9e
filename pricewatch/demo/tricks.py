"""The tricks and controls of tricks.toml: each changes what a shop shows, and says in truth.csv what it did.

A trick is a generator of that name: it gets the stock and one line of the table, and yields truth. `expected` is the
outcome that the rule should give, in the method's words.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pricewatch.demo.offers import Charge, Line, Pack, cents, lowered, raised, shelf_price
from pricewatch.demo.stock import Stock, barcode

Played = Mapping[str, Any]
HALF_PERCENT = Decimal("0.005")
YEAR_ENOUGH = 180  # days of history that the test of never or rarely charged was-prices needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """One row of truth.csv: what was done to one article, and what one rule should find."""

    trick: str
    control: str = "no"
    shop: str
    sku: str = ""
    product: str = ""
    day: date
    detail: str = ""
    rule: str
    expected: str
    other_shop: str = ""
    other_sku: str = ""


Trick = Callable[[Stock, Played], Iterator[Truth]]


def truth(line: Line, day: date, rule: str, expected: str, detail: str, **more: str) -> Truth:
    """A row about one article; the table's name and whether it is a control are added by `play`."""
    where = {"shop": line.shop, "sku": line.sku, "product": line.product}
    return Truth(trick="", day=day, rule=rule, expected=expected, detail=detail, **where, **more)


def targets(stock: Stock, played: Played) -> list[Line]:
    """The articles that a line of the table names: all sizes of a product, at one shop or at all."""
    return stock.find(shop=played.get("shop"), product=played.get("product"), category=played.get("category"))


def play(stock: Stock, tables: Mapping[str, Any]) -> list[Truth]:
    """Plays all tables in the order of the file."""
    rows: list[Truth] = []
    for kind, table in tables.items():
        control = "yes" if table.get("control") else "no"
        for line in table["played"]:
            rows += [replace(row, trick=kind, control=control) for row in TRICKS[kind](stock, {**table, **line})]
    return rows


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


def creeping_rise(stock: Stock, played: Played) -> Iterator[Truth]:
    days = [played["day"] + timedelta(70 * step) for step in range(5)]
    days = [day for day in days if day <= stock.last]
    for line in targets(stock, played):
        start = line.on(stock.first).price
        for day in days:
            line.change(day, price=cents(line.on(day).price * Decimal("1.045") - Decimal("0.005")))
        yield truth(line, days[-1], "D13", "increase", f"{start} -> {line.on(stock.last).price} in {len(days)} steps")


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


TRICKS: dict[str, Trick] = {
    "surprise_hike": surprise_hike,
    "hike_before_sale": hike_before_sale,
    "never_charged": never_charged,
    "perpetual_sale": perpetual_sale,
    "rolling_sale": rolling_sale,
    "low_misstated": low_misstated,
    "shrink": shrink,
    "proportional_pack": proportional_pack,
    "promo_pack": promo_pack,
    "relaunch": relaunch,
    "plain_relaunch": relaunch,
    "member_price_hike": member_price_hike,
    "member_price": member_price,
    "late_fee": late_fee,
    "hidden_price": hidden_price,
    "intro_price": intro_price,
    "fee_line_rise": fee_line_rise,
    "unit_price_missing": unit_price_trick("missing", "missing"),
    "unit_price_wrong": unit_price_trick("wrong", "wrong"),
    "unit_price_other_unit": unit_price_trick("per_100", "nonstandard_unit"),
    "unit_price_stale": unit_price_stale,
    "creeping_rise": creeping_rise,
    "honest_sale": honest_sale,
    "rrp_claim": rrp_claim,
    "market_rise": market_rise,
}
