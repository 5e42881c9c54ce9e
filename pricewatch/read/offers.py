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
FEES = {"activationfee": "activation fee", "cleaningfee": "cleaning fee"}
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
        **afterwards(offer, currency),
    )


def specifications(offer: Node) -> list[Node]:
    """What an offer's price is made of: its specifications, and the parts of a compound one in its place."""
    given = [spec for spec in many(offer.get("priceSpecification")) if isinstance(spec, Mapping)]
    return [part for spec in given for part in [spec, *components(spec)]]


def components(spec: Node) -> list[Node]:
    """The parts of a compound price. Those of which its own price is the sum are in it, and no more beside it."""
    parts = [part for part in many(spec.get("priceComponent")) if isinstance(part, Mapping)]
    amounts = [amount_of(part.get("price")) or Decimal(0) for part in parts]
    whole = amount_of(spec.get("price"))
    if whole is not None and whole >= sum(amounts):
        return []
    return [{**part, "isPart": True} for part in parts]


def role(spec: Node) -> str:
    """What one priceSpecification is about: price, was, member, unit, ex_vat, bulk, delivery or fee."""
    if DELIVERY in {str(kind).rsplit("/", 1)[-1].casefold() for kind in many(spec.get("@type"))}:
        return "delivery"
    if charge_words.FEE.phrases.search(text_of(spec.get("name")) or "") or part_kind(spec) in FEES:
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
    if (amount_of(spec.get("billingStart")) or 0) > 0:
        return "later"
    return "bulk" if bulk(spec) else "price"


def part_kind(spec: Node) -> str:
    """Which part of a price a specification is, by schema.org's own list."""
    return (text_of(spec.get("priceComponentType")) or "").rsplit("/", 1)[-1].casefold()


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
        amount = amount_of(spec.get("price"), currency)
        name = text_of(spec.get("name")) or FEES.get(part_kind(spec))
        said = f"{name} {text_of(spec.get('description')) or ''}"
        if amount and name and not charge_words.NOT_OWED.search(said):
            yield Fee(kind=name, amount=amount, mandatory=duty(spec, said), step="page", per=due(spec))


def duty(spec: Node, said: str) -> bool | None:
    """Must a fee be paid? By its words; and a part of the price always."""
    if charge_words.OPTIONAL.search(said):
        return False
    return True if "isPart" in spec or charge_words.MANDATORY.search(said) else None


def afterwards(offer: Node, currency: str | None) -> dict[str, Any]:
    """What a subscription costs once its first price is over, and when that is."""
    later = list(of_role(offer, "later"))
    if len(later) != 1 or due(later[0]) is None or due(later[0]) != period(offer):
        return {}
    starts = amount_of(later[0].get("billingStart"))
    months = starts * (12 if period(offer) == "year" else 1) if starts is not None and starts == int(starts) else None
    price_after = amount_of(later[0].get("price"), currency)
    return {"price_after": price_after, **({"intro_months": int(months)} if months is not None else {})}


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
