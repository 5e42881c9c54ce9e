"""Money as shops print it."""

from dataclasses import dataclass
from decimal import Decimal

from price_parser import Price as ParsedPrice


@dataclass(frozen=True, slots=True)
class Price:
    """What a price text says: the amount in major units, the currency as ISO 4217. `None` = it does not say."""

    amount: Decimal | None
    currency: str | None


def parse_price(text: str, *, currency: str | None = None) -> Price:
    """Read one price text. Never raises: a text without an amount gives `Price(None, ...)`.

    >>> parse_price("1.299,00 EUR").amount
    Decimal('1299.00')
    """
    parsed = ParsedPrice.fromstring(text, currency_hint=currency)
    return Price(parsed.amount, parsed.currency)
