"""What a page asks beside the price: small invented pages in; delivery, deposits and fees out."""

import json
from decimal import Decimal

import pytest

from pricewatch import Fee, Listing, extract

URL = "https://shop.example/p/oat-pan"


def shop(*lines: str, price: str = "20.00 €") -> Listing:
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    sold = f'<p class="price">{price}</p>{body}<button>Add to cart</button>'
    page = f"<html><head><title>Oat pan</title></head><body><h1>Oat pan</h1>{sold}</body></html>"
    return extract(page.encode(), URL, content_type="text/html; charset=utf-8")[0]


@pytest.mark.parametrize(
    ("lines", "cost"),
    [
        (["Shipping: 4.95 €"], "4.95"),
        (["+ 4.95 € shipping"], "4.95"),
        (["zzgl. 4,95 € Versand"], "4.95"),
        (["Versandkosten 4,95 €"], "4.95"),
        (["Livraison : 4,95 €"], "4.95"),
        (["Gastos de envío: 4,95 €"], "4.95"),
        (["Spese di spedizione 4,95 €"], "4.95"),
        (["Verzendkosten € 4,95"], "4.95"),
        (["<table><tr><td>Standard delivery</td><td>4.95 €</td></tr></table>"], "4.95"),
        (["Standard delivery 4.95 €", "Express delivery 9.95 €"], "4.95"),
        (["Shipping: 4.95 €", "Free delivery over 50 €"], "4.95"),
        (["Free delivery over 50 €"], None),
        (["Free delivery over 10 €", "Shipping: 4.95 €"], None),
        (["Kostenloser Versand ab 50 €"], None),
        (["Livraison gratuite dès 50 € d'achat"], None),
        (["Shipping from 4.95 €"], None),
        (["Standard delivery 4.95 €", "Delivery of bulky goods 29.95 €"], None),
        (["Express delivery 9.95 €"], None),
        (["Free delivery"], "0"),
        (["Versandkostenfrei"], "0"),
        (["Livraison gratuite"], "0"),
        (["Envío gratis"], "0"),
        (["Spedizione gratuita"], "0"),
        (["Gratis verzending"], "0"),
        (["Doprava zdarma"], "0"),
        (["送料無料"], "0"),
        (["Free delivery*"], None),
        (["Free delivery for members"], None),
        (["Free delivery to store"], None),
        (["Free shipping", "on orders over 50 €"], None),
        (["<aside>Free delivery</aside>"], None),
    ],
)
def test_delivery_costs_what_the_page_says_without_conditions(lines: list[str], cost: str | None) -> None:
    listing = shop(*lines)
    assert (listing.price, listing.shipping) == (Decimal("20.00"), Decimal(cost) if cost else None)


@pytest.mark.parametrize(
    ("line", "deposit"),
    [
        ("zzgl. 0,25 € Pfand", "0.25"),
        ("inkl. 0,08 € Pfand", "0.08"),
        ("Pfand: 3,10 €", "3.10"),
        ("Einwegpfand 0,25 €", "0.25"),
        ("Consigne : 0,20 €", "0.20"),
        ("excl. 0,15 € statiegeld", "0.15"),
        ("+ pant 2,00 €", "2.00"),
        ("CRV 0.10 €", "0.10"),
        ("Plus deposit 0.15 €", "0.15"),
        ("Kaucja: 0,50 €", "0.50"),
        ("Garanție SGR 0,50 €", "0.50"),
        ("Povratna naknada 0,07 €", "0.07"),
        ("Finance deposit: 5.00 €", None),
        ("A security deposit of 150 € is held", None),
    ],
)
def test_a_deposit_on_the_pack_is_no_price(line: str, deposit: str | None) -> None:
    listing = shop(line)
    assert (listing.price, listing.deposit) == (Decimal("20.00"), Decimal(deposit) if deposit else None)


@pytest.mark.parametrize(
    ("line", "kind", "amount", "mandatory"),
    [
        ("Resort fee: 25.00 €", "Resort fee", "25.00", None),
        ("+ 25.00 € mandatory resort fee", "resort fee", "25.00", True),
        ("Service fee 3.50 €", "Service fee", "3.50", None),
        ("Booking fee of 2.00 € (required)", "Booking fee", "2.00", True),
        ("Optional installation fee: 49.00 €", "installation fee", "49.00", False),
        ("One-time activation fee 35.00 €", "activation fee", "35.00", None),
        ("Handling fee 1.95 €", "Handling fee", "1.95", None),
        ("zzgl. 2,95 € Bearbeitungsgebühr", "Bearbeitungsgebühr", "2.95", None),
        ("Anschlusspreis: 39,99 €", "Anschlusspreis", "39.99", None),
        ("Frais d'activation : 10,00 €", "Frais d'activation", "10.00", None),
        ("Cuota de alta 15,00 €", "Cuota de alta", "15.00", None),
        ("Costo di attivazione: 9,90 €", "Costo di attivazione", "9.90", None),
        ("Eenmalige aansluitkosten € 25,00", "Eenmalige aansluitkosten", "25.00", None),
        ("Serviceavgift 5,00 €", "Serviceavgift", "5.00", None),
        ("Opłata aktywacyjna 7,00 €", "Opłata aktywacyjna", "7.00", None),
    ],
)
def test_a_fee_has_the_name_and_the_amount_that_the_page_gives_it(
    line: str, kind: str, amount: str, mandatory: bool | None
) -> None:
    listing = shop(line)
    due = "once" if line.startswith(("One-time", "Eenmalige")) else None
    assert listing.fees == (Fee(kind=kind, amount=Decimal(amount), mandatory=mandatory, step="page", per=due),)
    assert (listing.price, listing.shipping) == (Decimal("20.00"), None)


@pytest.mark.parametrize(
    "line",
    [
        "No booking fee",
        "Booking fee: 0.00 €",
        "Activation fee 35.00 € waived",
        "dont éco-participation 0,12 €",
        "Including 2.00 € service fee",
        "Ohne Bearbeitungsgebühr 2,95 €",
        "Late fee 5.00 €",
        "Service fee from 2.50 €",
        "Service fee <s>3.50 €</s>",
        "A service fee may apply",
        "<aside>Booking fee 2.00 €</aside>",
    ],
)
def test_what_is_waived_included_or_open_is_no_fee(line: str) -> None:
    assert shop(line).fees == ()


def test_a_table_of_charges_gives_each_its_own_amount() -> None:
    rows = (("Service fee", "3.50 €"), ("Delivery", "4.95 €"), ("Deposit return", "0.25 €"), ("Setup fee", "9.00 €"))
    table = "".join(f"<tr><th>{name}</th><td>{amount}</td></tr>" for name, amount in rows)
    listing = shop(f"<table>{table}</table>")
    assert [(fee.kind, fee.amount) for fee in listing.fees] == [
        ("Service fee", Decimal("3.50")),
        ("Setup fee", Decimal("9.00")),
    ]
    assert (listing.shipping, listing.deposit) == (Decimal("4.95"), Decimal("0.25"))


@pytest.mark.parametrize(
    ("lines", "per"),
    [
        (["Mandatory network fee 1.99 € per month"], "month"),
        (["Network fee: 1,99 €/Monat"], "month"),
        (["Membership fee", "Admin fee 12.00 € per year"], "year"),
        (["One-off setup fee 9.00 €"], "once"),
        (["Provider monthly fees", "Network fee 1.99 €"], "month"),
        (["Provider monthly fees", "One-time charges", "Network fee 1.99 €"], "once"),
        (["Monthly price", "Setup fee 9.00 €"], None),
        (["Monthly fees 3.00 €", "Setup fee 9.00 €"], None),
    ],
)
def test_a_fee_says_how_often_it_is_due_beside_it_or_above_it(lines: list[str], per: str | None) -> None:
    assert [fee.per for fee in shop(*lines).fees][-1:] == [per]


@pytest.mark.parametrize(
    "line",
    [
        "A service charge of 2.00 € is added at checkout.",
        "A booking fee of 2.00 € applies to every booking.",
        "Handling fee 2.00 € (required)",
    ],
)
def test_small_print_says_that_a_fee_must_be_paid(line: str) -> None:
    assert [fee.mandatory for fee in shop(f"<p><small>{line}</small></p>").fees] == [True]


def sizes(rows: str, below: str) -> list[tuple[Decimal | None, list[Decimal | None]]]:
    """Price and fees of two variants whose rows stand in a table."""
    offers = [
        {"@type": "Product", "name": "Stall", "size": size, "offers": {"price": price, "priceCurrency": "EUR"}}
        for size, price in (("S", "20.00"), ("L", "30.00"))
    ]
    script = json.dumps(
        {"@context": "https://schema.org", "@type": "ProductGroup", "name": "Stall", "hasVariant": offers}
    )
    head = f'<title>Stall</title><script type="application/ld+json">{script}</script>'
    page = f"<html><head>{head}</head><body><h1>Stall</h1><table>{rows}</table>{below}</body></html>"
    listings = extract(page.encode(), "https://shop.example/p/stall", content_type="text/html; charset=utf-8")
    return [(one.price, [fee.amount for fee in one.fees]) for one in listings]


def test_a_fee_below_all_variants_is_each_ones_and_one_beside_a_variant_is_its_own() -> None:
    rows = "<tr><td>S</td><td>20.00 €</td></tr><tr><td>L</td><td>30.00 €</td>{}</tr>"
    fee, own = "<p>Mandatory service fee 3.00 €</p>", "<td>Service fee 3.00 €</td>"
    small, large, three = Decimal("20.00"), Decimal("30.00"), [Decimal("3.00")]

    assert sizes(rows.format(""), fee) == [(small, three), (large, three)]
    assert sizes(rows.format(own), "") == [(small, []), (large, three)]


def test_a_fee_that_is_dearer_than_the_product_is_not_its_price() -> None:
    assert shop("Anschlusspreis: 39,99 €", price="20,00 €").price == Decimal("20.00")


@pytest.mark.parametrize("line", ["Sidrena cijena: 1,99 €", "Sidrena cijena (2.5.2025.): 1,99 €"])
def test_an_anchor_price_stands_beside_the_price(line: str) -> None:
    listing = shop(line)
    assert (listing.price, listing.anchor_price) == (Decimal("20.00"), Decimal("1.99"))
