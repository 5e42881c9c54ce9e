"""From rows of the database to the API's answers."""

import math
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from pricewatch import answers, textlines
from pricewatch.questions import Market, Row
from pricewatch.questions.addresses import is_web

Kind = TypeVar("Kind", bound=answers.Answer)


def money(amount: Decimal | float | None, currency: str | None) -> answers.Money | None:
    """At least two decimals, and no more than there are.

    >>> money(Decimal("2.5000"), "EUR"), money(Decimal("0.0125"), None).amount, money(1.23456, "EUR").amount
    (Money(amount='2.50', currency='EUR'), '0.0125', '1.23')
    """
    if amount is None or not math.isfinite(amount):
        return None
    if isinstance(amount, float):
        return answers.Money(amount=f"{amount:.2f}", currency=currency)
    return answers.Money(amount=textlines.amount(amount), currency=currency)


def of(kind: type[Kind], row: Row, **known: Any) -> Kind:
    """A row as an answer of that kind; `known` is what the row does not hold under the same name."""
    values = {name: known[name] if name in known else row[name] for name in kind.__struct_fields__}
    return kind(**{name: utc(value) if isinstance(value, datetime) else value for name, value in values.items()})


def utc(at: datetime) -> datetime:
    """A time of the database as one that says that it is UTC."""
    return at.replace(tzinfo=UTC)


def market(asked: Market) -> answers.Market:
    """A market, with the label by which it is asked for."""
    return answers.Market(label=asked.label, country=asked.country, currency=asked.currency)


def web(url: str | None) -> str | None:
    """An address that may be followed, or none."""
    return url if is_web(url) else None


def offer(row: Row) -> answers.Offer:
    """An offer and its present price."""
    amounts = {name: money(row[name], row["currency"]) for name in ("price", "shipping", "total", "member_price")}
    return of(
        answers.Offer,
        row,
        **amounts,
        offer=str(row["offer_id"]),
        url=web(row["url"]),
        unit_price=money(row["our_unit_price"], row["currency"]),
        unit=row["our_unit"],
        per=row["price_per"],
        hidden=row["price_hidden"],
        ranked=row["is_ranked"],
        seen_at=row["last_seen"],
    )


def hit(row: Row) -> answers.Hit:
    """One result of a search."""
    cheapest, dearest = (money(row[name], row["currency"]) for name in ("cheapest", "dearest"))
    return of(
        answers.Hit, row, id=row["product_id"], name=row["product"], cheapest=cheapest, dearest=dearest, best=offer(row)
    )


def days(row: Row | None, currency: str | None) -> answers.Days | None:
    """The numbers behind a verdict."""
    if row is None:
        return None
    return of(answers.Days, row, price=money(row["price"], currency), lowest=money(row["lowest_price"], currency))


def twin(row: Row) -> answers.Twin:
    """Another name, and why it may be the same."""
    return of(
        answers.Twin,
        row,
        product=row["product_id"],
        url=web(row["url"]),
        price=money(row["price"], row["currency"]),
        seen_at=row["last_seen"],
        attributes=msgspec.Raw((row["attributes"] or "null").encode()),
    )


def finding(row: Row) -> answers.Finding:
    """One finding."""
    return of(
        answers.Finding,
        row,
        id=row["finding_id"],
        rule=row["rule_id"],
        offer=str(row["offer_id"]),
        product=row["product_id"],
        provisional=row["is_provisional"],
    )
