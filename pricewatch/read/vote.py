"""The vote: what the markup states against what the page shows.

The rules, in order. `stated` are the prices in markup for the product, `seen` is the amount that looks like the price.

1. A stated price that the page shows as something to pay is the price. Of several, the most prominent one.
2. A stated price that the page shows crossed out, for members, before tax or per unit only is that, and `seen` is the
   price.
3. A stated price that is ten, a hundred or a thousand times `seen` has lost its decimal point; `seen` is the price.
4. A stated price that the page does not show gives way to a clear `seen`, with a doubt.
5. Nothing clear is seen: a stated price stands if all sources agree, or if one source calls the other's price an
   earlier one.
6. Otherwise there is no price, and the doubt says why.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pricewatch.listing import Listing
from pricewatch.read.shown import LEAST, Shown, best_price, place_of
from pricewatch.read.stock import stock

CLEAR = 4.0
SHIFTS = tuple(Decimal(10) ** n for n in (1, 2, 3, -1, -2, -3))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The price, where the page shows it (a number in `Shown.amounts`), its source, and what is doubtful."""

    price: Decimal | None
    place: int | None = None
    source: str | None = None
    doubts: tuple[str, ...] = ()


def vote(stated: Mapping[str, Sequence[Listing]], shown: Shown) -> Verdict:
    """The price of a page's main product. `stated`: each source's offers of it, the addressed one first."""
    offers = [(source, one) for source, found in stated.items() for one in found if one.price is not None]
    seen = best_price(shown)
    if not offers:
        return alone(shown, seen)
    return confirmed(offers, shown) or contradicted(offers, shown, seen) or unseen(offers, shown, seen)


def alone(shown: Shown, seen: int | None) -> Verdict:
    """Only the visible page can tell."""
    if seen is None or (
        shown.scores[seen] < CLEAR and not is_only_one(shown, seen) and stock(shown) in ("out_of_stock", "discontinued")
    ):
        return Verdict(None, doubts=("the page shows no amount that is clearly its product's price",))
    rivals = {
        shown.amounts[n].value
        for n in shown.of("pay", least=shown.scores[seen] - 0.4)
        if abs(shown.amounts[n].start - shown.amounts[seen].start) < 150
    }
    rivals.discard(shown.amounts[seen].value)
    doubts = tuple(f"the page also shows {value:f} as a price" for value in sorted(rivals)[:2])
    return Verdict(shown.amounts[seen].value, seen, "visible", doubts)


def is_only_one(shown: Shown, seen: int) -> bool:
    """Is it the only price below the title, before any other heading? Prices of a sold-out page may be suggestions'."""
    title, at = shown.title, shown.amounts[seen].start
    others = {shown.amounts[n].value for n in shown.of("pay", "each", least=LEAST)} - {shown.amounts[seen].value}
    return not others and title < at and not any(title < heading.start <= at for heading in shown.seen.headings)


def confirmed(offers: Sequence[tuple[str, Listing]], shown: Shown) -> Verdict | None:
    """Rule 1: the stated price that is shown most prominently as payable; the addressed offer's weighs more."""
    first = offers[0][1].price
    places = {
        one.price: at for _, one in offers if one.price is not None and (at := place_of(shown, one.price)) is not None
    }
    if not places:
        return None
    best = max(places, key=lambda price: shown.scores[places[price]] + (1 if price == first else 0))
    source = next(source for source, one in offers if one.price == best)
    mains = main_prices(offers)
    doubts = tuple(f"{name} says {price:f}, the page shows {best:f}" for name, price in mains.items() if price != best)
    return Verdict(best, places[best], source, doubts)


def main_prices(offers: Sequence[tuple[str, Listing]]) -> dict[str, Decimal]:
    """The price of each source's first offer."""
    found: dict[str, Decimal] = {}
    for source, one in offers:
        if one.price is not None:
            found.setdefault(source, one.price)
    return found


def contradicted(offers: Sequence[tuple[str, Listing]], shown: Shown, seen: int | None) -> Verdict | None:
    """Rules 2 to 4: the page shows another price than the markup states."""
    if seen is None:
        return None
    source, offer = offers[0]
    value, price = shown.amounts[seen].value, offer.price or Decimal(0)
    shift = value > 0 and price / value in SHIFTS
    other = {role for amount, role in zip(shown.amounts, shown.roles, strict=True) if amount.value == price}
    explained = shift or bool(other & {"was", "member", "coupon", "ex_vat", "unit"} and value != price)
    if not explained and shown.scores[seen] < CLEAR:
        return None
    return Verdict(value, seen, "visible", (f"{source} says {price:f}, the page shows {value:f}",))


def unseen(offers: Sequence[tuple[str, Listing]], shown: Shown, seen: int | None) -> Verdict:
    """Rules 5 and 6: the page shows nothing clear."""
    mains = main_prices(offers)
    prices = set(mains.values())
    source, price = next(iter(mains.items()))
    doubts: tuple[str, ...] = ()
    if len(prices) > 1:
        earlier = {one.was_price for _, one in offers}
        left = [(name, stated) for name, stated in mains.items() if stated not in earlier]
        if len({stated for _, stated in left}) != 1:
            said = ", ".join(f"{name} says {stated:f}" for name, stated in mains.items())
            return Verdict(None, doubts=(f"{said}, and the page shows none of them",))
        source, price = left[0]
        doubts = tuple(
            f"{name} says {other:f}, {source} says {price:f}" for name, other in mains.items() if other != price
        )
    if seen is not None and shown.amounts[seen].value != price:
        doubts += (f"{source} says {price:f}, which the page does not show",)
    return Verdict(price, None, source, doubts)
