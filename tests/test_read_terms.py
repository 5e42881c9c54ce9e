"""Subscription pages: small invented pages in; the price paid now, its period, and what follows out."""

from decimal import Decimal

import pytest

from pricewatch import Listing, extract

URL = "https://net.example/fibre-100"


def plan(*lines: str) -> Listing:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    page = f"<html><head><title>Fibre Plus</title></head><body><h1>Fibre Plus</h1>{body}</body></html>"
    return extract(page.encode(), URL, content_type="text/html; charset=utf-8")[0]


def amount(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None


@pytest.mark.parametrize(
    ("lines", "price", "after", "intro", "term"),
    [
        (["9.99 €/month for the first 6 months, then 29.99 €", "Minimum term 24 months"], "9.99", "29.99", 6, 24),
        (["9.99 € per month for 6 months, 29.99 €/month thereafter", "24-month contract"], "9.99", "29.99", 6, 24),
        (["9.99 €/mo for the first year, then 29.99 €/mo", "Contract length: 2 years"], "9.99", "29.99", 12, 24),
        (["9,99 €/Monat die ersten 6 Monate, danach 29,99 €", "Mindestlaufzeit 24 Monate"], "9.99", "29.99", 6, 24),
        (["9,99 €/Monat, ab dem 7. Monat 29,99 €/Monat", "Vertragslaufzeit: 24 Monate"], "9.99", "29.99", 6, 24),
        (["9,99 €/mois pendant 6 mois, puis 29,99 €/mois", "Engagement 12 mois"], "9.99", "29.99", 6, 12),
        (["9,99 €/mois les 6 premiers mois, puis 29,99 €", "12 mois d'engagement"], "9.99", "29.99", 6, 12),
        (["9,99 €/mes los primeros 6 meses, después 29,99 €", "Permanencia 12 meses"], "9.99", "29.99", 6, 12),
        (["9,99 €/mese per i primi 6 mesi, poi 29,99 €", "Vincolo 24 mesi"], "9.99", "29.99", 6, 24),
        (["€ 9,99 per maand de eerste 6 maanden, daarna € 29,99", "Looptijd 12 maanden"], "9.99", "29.99", 6, 12),
        (["29.99 € per month", "Cancel anytime"], "29.99", None, None, None),
        (["29,99 €/Monat", "Monatlich kündbar"], "29.99", None, None, None),
        (["29.99 € per month", "24 months warranty", "No contract"], "29.99", None, None, None),
        (["29.99 € per month", "Contract: 12 months", "Contract: 24 months"], "29.99", None, None, None),
    ],
)
def test_the_price_is_what_is_paid_now_and_the_terms_are_the_pages(
    lines: list[str], price: str, after: str | None, intro: int | None, term: int | None
) -> None:
    listing = plan(*lines)
    assert (listing.price, listing.price_per, listing.currency) == (Decimal(price), "month", "EUR")
    assert (listing.price_after, listing.intro_months, listing.term_months) == (amount(after), intro, term)


def test_a_price_for_a_year_says_so() -> None:
    listing = plan("Membership", "49.00 € per year")
    assert (listing.price, listing.price_per) == (Decimal("49.00"), "year")


def test_a_broadband_label_gives_price_terms_and_fees() -> None:
    rows = {
        "Monthly price": "70.00 $",
        "This monthly price is an introductory rate": "Yes",
        "Time the introductory rate applies": "12 months",
        "Monthly price after the introductory rate": "90.00 $",
        "Length of contract": "24 months",
        "Network fee": "5.00 $",
        "Activation fee": "35.00 $",
        "Early termination fee": "150.00 $",
    }
    table = "".join(f"<tr><th>{name}</th><td>{said}</td></tr>" for name, said in rows.items())
    listing = plan(f"<table>{table}</table>")
    assert (listing.price, listing.price_per, listing.price_after) == (Decimal("70.00"), "month", Decimal("90.00"))
    assert (listing.intro_months, listing.term_months) == (12, 24)
    assert [(fee.kind, fee.amount) for fee in listing.fees] == [
        ("Network fee", Decimal("5.00")),
        ("Activation fee", Decimal("35.00")),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Finance: 29.99 € per month", "0 % APR, contract of 24 months"],
        ["Monatliche Rate: 29,99 €", "Finanzierung über 24 Monate"],
        ["Basic plan 9.99 € per month", "Family plan 14.99 € per month"],
    ],
)
def test_instalments_and_several_plans_are_no_price(lines: list[str]) -> None:
    assert plan(*lines).price is None


def test_a_product_keeps_its_price_beside_its_instalments() -> None:
    listing = plan('<p class="price">600.00 €</p>', "or 25.00 € per month, contract of 24 months")
    assert (listing.price, listing.price_per, listing.term_months) == (Decimal("600.00"), None, None)


def test_an_activation_fee_is_no_price_of_a_plan() -> None:
    listing = plan("29.99 €/month", "Activation fee 39.99 €", "Contract length 24 months")
    assert (listing.price, listing.price_per, listing.term_months) == (Decimal("29.99"), "month", 24)
    assert [fee.amount for fee in listing.fees] == [Decimal("39.99")]
