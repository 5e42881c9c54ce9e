"""The money of one schema.org offer: price, list price, member price, price per unit, shipping."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricewatch.listing import Fee, Listing, PricePer, WasKind
from pricewatch.read import charge_words
from pricewatch.read.values import amount_of, currency_of, first, many, text_of

Node = Mapping[str, Any]

WAS: dict[str, WasKind] = {
    "listprice": "unspecified",
    "strikethroughprice": "unspecified",
    "regularprice": "own_prior",
    "msrp": "rrp",
    "srp": "rrp",
}
DELIVERY = "deliverychargespecification"
LIMITS = ("eligibleTransactionVolume", "freeShippingThreshold")
UNITS = {"KGM": "kg", "GRM": "g", "LTR": "l", "MLT": "ml", "MTR": "m", "MTK": "m2", "CMT": "cm", "C62": "piece"}
PERIODS: dict[str, PricePer] = {
    **dict.fromkeys(("MON", "P1M", "P30D", "MONTH", "1 MON", "1 MONTH"), "month"),
    **dict.fromkeys(("ANN", "P1Y", "P12M", "P365D", "YEAR", "1 ANN", "1 YEAR"), "year"),
}


def prices_of(offer: Node) -> Listing:
    """Every amount that an offer states, as the money fields of a listing."""
    currency = currency_of(offer.get("priceCurrency")) or next(
        (found for spec in specifications(offer) if (found := currency_of(spec.get("priceCurrency")))), None
    )
    low, high = bounds(offer, currency)
    price = stated(offer, currency)
    if price is None:
        price = low
    return Listing(
        price=price,
        price_high=high if high is not None and price is not None and high > price else None,
        price_kind=kind(price, low, high),
        price_per=period(offer),
        currency=currency or written(offer.get("price")),
        shipping=shipping(offer),
        fees=tuple(fees(offer, currency)),
        **beside(offer, currency, price),
    )


def specifications(offer: Node) -> list[Node]:
    return [spec for spec in many(offer.get("priceSpecification")) if isinstance(spec, Mapping)]


def role(spec: Node) -> str:
    """What one priceSpecification is about: price, was, member, unit, ex_vat, bulk, delivery or fee."""
    if DELIVERY in {str(kind).rsplit("/", 1)[-1].casefold() for kind in many(spec.get("@type"))}:
        return "delivery"
    if charge_words.FEE.phrases.search(text_of(spec.get("name")) or ""):
        return "fee"
    said = (text_of(spec.get("priceType")) or "").rsplit("/", 1)[-1].casefold()
    if said in WAS:
        return "was"
    if "validForMemberTier" in spec:
        return "member"
    if "referenceQuantity" in spec and due(spec) is None:
        return "unit"
    if text_of(spec.get("valueAddedTaxIncluded")) == "false" or spec.get("valueAddedTaxIncluded") is False:
        return "ex_vat"
    return "bulk" if bulk(spec) else "price"


def bulk(spec: Node) -> bool:
    """Does this price hold only from some number of pieces on?"""
    least = first(spec.get("eligibleQuantity"))
    number = amount_of(least.get("minValue") or least.get("value")) if isinstance(least, Mapping) else None
    return number is not None and number > 1


def of_role(offer: Node, wanted: str) -> Iterator[Node]:
    return (spec for spec in specifications(offer) if role(spec) == wanted)


def stated(offer: Node, currency: str | None) -> Decimal | None:
    """The price to pay: the offer's own, else that of its plain specification."""
    own = amount_of(offer.get("price"), currency)
    specified = (amount_of(spec.get("price"), currency) for spec in of_role(offer, "price"))
    return own if own is not None else next((amount for amount in specified if amount is not None), None)


def bounds(offer: Node, currency: str | None) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest price of an aggregate, from the least and largest of what it says."""
    low = amount_of(offer.get("lowPrice"), currency)
    high = amount_of(offer.get("highPrice"), currency)
    for spec in specifications(offer):
        low = low if low is not None else amount_of(spec.get("minPrice"), currency)
        high = high if high is not None else amount_of(spec.get("maxPrice"), currency)
    return low if low is not None else high, high


def kind(price: Decimal | None, low: Decimal | None, high: Decimal | None) -> Any:
    if price is None or low is None or price != low:
        return None
    return "from" if high is None else "range" if high > low else "exact"


def period(offer: Node) -> PricePer | None:
    """How often the price is due, where the offer says so."""
    return next((found for spec in of_role(offer, "price") if (found := due(spec))), None)


def due(spec: Node) -> PricePer | None:
    """The period that a specification names, in one of the places where shops put it."""
    said = [spec.get(key) for key in ("unitCode", "unitText", "billingDuration", "referenceQuantity")]
    return next((found for value in said if (found := PERIODS.get((text_of(value) or "").upper()))), None)


def fees(offer: Node, currency: str | None) -> Iterator[Fee]:
    """The charges that an offer names as such, with their amounts."""
    for spec in of_role(offer, "fee"):
        amount, name = amount_of(spec.get("price"), currency), text_of(spec.get("name"))
        if amount and name:
            yield Fee(kind=name, amount=amount, step="page")


def beside(offer: Node, currency: str | None, price: Decimal | None) -> dict[str, Any]:
    """The amounts beside the price: an earlier price above it, the members', the one per unit, the one before tax."""
    found: dict[str, Any] = {}
    for spec in of_role(offer, "was"):
        was = amount_of(spec.get("price"), currency)
        if was is not None and price is not None and was > price:
            said = (text_of(spec.get("priceType")) or "").rsplit("/", 1)[-1]
            found |= {"was_price": was, "was_kind": WAS[said.casefold()], "was_text": said}
    for spec in of_role(offer, "member"):
        found.setdefault("member_price", amount_of(spec.get("price"), currency))
    for spec in of_role(offer, "unit"):
        found |= {"unit_price": amount_of(spec.get("price"), currency), "unit_price_per": per(spec)}
    for spec in of_role(offer, "ex_vat"):
        found["price_ex_vat"] = amount_of(spec.get("price"), currency)
    return found


def per(spec: Node) -> str | None:
    """The amount of goods that a unit price is for, such as `kg` or `100 ml`."""
    reference = first(spec.get("referenceQuantity"))
    if not isinstance(reference, Mapping):
        return None
    unit = text_of(reference.get("unitText")) or text_of(reference.get("unitCode")) or ""
    value = amount_of(reference.get("value"))
    count = "" if value in (None, 1) else f"{value:f} "
    return count + UNITS.get(unit.upper(), unit) or None


def shipping(offer: Node) -> Decimal | None:
    """What delivery costs to the first destination named, if it costs that without a condition."""
    for details in many(offer.get("shippingDetails")):
        rate = first(details.get("shippingRate")) if isinstance(details, Mapping) else None
        if isinstance(rate, Mapping) and not any(limit in details or limit in rate for limit in LIMITS):
            return amount_of(rate.get("value"), currency_of(rate.get("currency")))
    for spec in of_role(offer, "delivery"):
        if not any(limit in spec for limit in LIMITS):
            return amount_of(spec.get("price"), currency_of(spec.get("priceCurrency")))
    return None


def written(value: Any) -> str | None:
    """A currency written into the price itself, as in "26,00 €"."""
    text = text_of(value) or ""
    return currency_of(text.strip("0123456789., \u00a0")) if text else None
