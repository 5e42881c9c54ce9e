"""What pages say in markup: small invented pages in, listings out."""

import json
from decimal import Decimal

import pytest

from pricewatch import Fee, Listing, extract

URL = "https://shop.example/p/oat-drink"


def page(*blocks: object, head: str = "", body: str = "") -> bytes:
    scripts = "".join(
        f'<script type="application/ld+json">{b if isinstance(b, str) else json.dumps(b)}</script>' for b in blocks
    )
    return f"<!doctype html><html><head>{head}{scripts}</head><body>{body}</body></html>".encode()


def product(**more: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "Product", "name": "Oat drink", **more}


def offer(price: object, **more: object) -> dict[str, object]:
    return {"@type": "Offer", "price": price, "priceCurrency": "EUR", **more}


def read(*blocks: object, **more: str) -> Listing:
    return extract(page(*blocks, **more), URL)[0]


def test_a_product_with_one_offer() -> None:
    listing = read(
        product(
            brand={"@type": "Brand", "name": "Haver"},
            sku="HV-1",
            gtin13="4006381333931",
            offers=offer("1.29", availability="https://schema.org/InStock"),
        )
    )
    assert (listing.name, listing.brand, listing.sku, listing.gtin) == ("Oat drink", "Haver", "HV-1", "4006381333931")
    assert (listing.price, listing.currency, listing.availability) == (Decimal("1.29"), "EUR", "in_stock")
    assert listing.url == URL


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ([{"@graph": [{"@type": "WebSite", "name": "Shop"}, product(offers=offer(1.29))]}], "inside a graph"),
        ([[product(offers=offer("1.29"))]], "inside a list"),
        ([{"@type": "BreadcrumbList"}, product(offers=[offer("1.29")])], "in the second block"),
        ([{"@type": "WebPage", "mainEntity": product(offers=offer("1.29"))}], "as the page's main entity"),
        (["{not json", product(offers=offer("1.29"))], "after a block that nobody can read"),
        ([{"@type": "product", "name": "Oat drink", "offers": offer("1.29")}], "with its type in lower case"),
        ([product(offers={"@id": "#o"}), {"@id": "#o", **offer("1.29")}], "with its offer elsewhere by id"),
        ([product(offers={"@type": "AggregateOffer", "offers": [offer("1.29")]})], "inside an aggregate"),
        ([product(offers={"priceSpecification": {"price": "1.29", "priceCurrency": "EUR"}})], "in a specification"),
        (['{"@type": "Product", "name": "Oat drink", "offers": {"price": 1.29, "priceCurrency": "EUR",},}'], "commas"),
        (['{"@type": "Product", "name": "Oat\n drink", "offers": {"price": 1.29, "priceCurrency": "EUR"}}'], "newline"),
        (['//<![CDATA[\n{"@type": "Product", "name": "Oat drink", "offers": {"price": "1,29 €"}}\n//]]>'], "CDATA"),
    ],
)
def test_a_product_is_found(blocks: list[object], why: str) -> None:
    listing = read(*blocks)
    assert (listing.name, listing.price, listing.currency) == ("Oat drink", Decimal("1.29"), "EUR"), why


def test_prices_of_every_kind_are_kept_apart() -> None:
    specifications = [
        {"price": "2.00", "priceType": "https://schema.org/ListPrice"},
        {"price": "1.10", "validForMemberTier": {"name": "Club"}},
        {"price": "1.29", "referenceQuantity": {"value": 1, "unitCode": "LTR"}},
    ]
    shipping = {"shippingRate": {"value": "4.90", "currency": "EUR"}}
    listing = read(product(offers=offer("1.29", priceSpecification=specifications, shippingDetails=shipping)))
    assert (listing.price, listing.was_price, listing.member_price) == (
        Decimal("1.29"),
        Decimal("2.00"),
        Decimal("1.10"),
    )
    assert (listing.unit_price, listing.unit_price_per, listing.shipping) == (Decimal("1.29"), "l", Decimal("4.90"))
    assert listing.was_kind == "unspecified"


def test_a_list_price_that_is_not_above_the_price_is_no_claim() -> None:
    listing = read(product(offers=offer("1.29", priceSpecification={"price": "1.29", "priceType": "ListPrice"})))
    assert listing.was_price is None


def test_a_range_keeps_both_ends() -> None:
    listing = read(product(offers={"lowPrice": "5.29", "highPrice": "9.56", "priceCurrency": "GBP"}))
    assert (listing.price, listing.price_high, listing.price_kind) == (Decimal("5.29"), Decimal("9.56"), "range")


def test_each_variant_of_a_group_is_a_listing_and_the_addressed_one_comes_first() -> None:
    sizes = [
        {"@type": "Product", "sku": s, "size": s, "url": f"/p/tee?size={s}", "offers": offer(p)}
        for s, p in (("S", "9.00"), ("M", "9.50"), ("L", "10.00"))
    ]
    group = {"@type": "ProductGroup", "name": "Tee", "brand": {"name": "Haver"}, "hasVariant": sizes}
    found = extract(page(group), "https://shop.example/p/tee?size=M")
    assert [(one.variant, one.price) for one in found] == [
        ("M", Decimal("9.50")),
        ("S", Decimal("9.00")),
        ("L", Decimal("10.00")),
    ]
    assert {(one.name, one.brand) for one in found} == {("Tee", "Haver")}


def test_specifications_become_attributes() -> None:
    properties = [{"@type": "PropertyValue", "name": "Power", "value": 750, "unitText": "W"}]
    assert read(product(offers=offer("1.29"), additionalProperty=properties)).attributes == {"Power": "750 W"}


@pytest.mark.parametrize("price", ["", "{}", None, "on request", "-1", "1" * 1_000_000])
def test_a_page_without_a_readable_price_says_so(price: object) -> None:
    listing = read(product(offers=offer(price)))
    assert listing.price is None
    assert listing.doubts


def test_meta_elements_are_read_where_nothing_better_is() -> None:
    head = (
        '<meta property="og:type" content="product"><meta property="og:title" content="Oat drink">'
        '<meta property="product:price:amount" content="1.29"><meta property="product:price:currency" content="EUR">'
    )
    listing = read(head=head)
    assert (listing.name, listing.price, listing.currency) == ("Oat drink", Decimal("1.29"), "EUR")


def script_page(script: str, kind: str = "application/json") -> bytes:
    return (
        f'<!doctype html><html><body><h1>Oat drink</h1><script type="{kind}">{script}</script></body></html>'.encode()
    )


@pytest.mark.parametrize(
    ("script", "kind", "price"),
    [
        ('{"props": {"product": {"name": "Oat drink", "price": 1.29, "currency": "EUR"}}}', "application/json", "1.29"),
        (
            '{"title": "Oat drink", "price": 129, "price_varies": false, "compare_at_price": 199}',
            "application/json",
            "1.29",
        ),
        ('dataLayer.push({"items": [{"item_name": "Oat drink", "price": "1.29"}]});', "text/javascript", "1.29"),
        (
            'window.state = {"name": "Oat drink", "price": {"centAmount": 129, "currencyCode": "EUR"}};',
            "module",
            "1.29",
        ),
    ],
)
def test_script_data_speaks_only_where_nothing_else_does(script: str, kind: str, price: str) -> None:
    listing = extract(script_page(script, kind), URL)[0]
    assert (listing.price, listing.reader) == (Decimal(price), "script data")
    assert listing.doubts


def test_script_data_about_other_products_or_with_several_prices_is_no_price() -> None:
    other = '[{"name": "Rice drink", "price": 2.00}]'
    several = '[{"name": "Oat drink", "price": 1.29}, {"name": "Oat drink", "price": 1.99}]'
    assert extract(script_page(other), URL)[0].price is None
    assert extract(script_page(several), URL)[0].price is None


MICRODATA = """<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Oat drink</h1>
<div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><span itemprop="name">Haver</span></div>
<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><span itemprop="price">1,29 €</span>
<meta itemprop="priceCurrency" content="EUR"><link itemprop="availability" href="https://schema.org/OutOfStock"></div></div>"""
RDFA = """<div vocab="https://schema.org/" typeof="Product"><h1 property="name">Oat drink</h1>
<div property="brand" typeof="Brand"><span property="name">Haver</span></div>
<div property="offers" typeof="Offer"><span property="price" content="1.29">1,29 €</span>
<meta property="priceCurrency" content="EUR"><link property="availability" href="https://schema.org/OutOfStock"></div></div>"""


@pytest.mark.parametrize("body", [MICRODATA, RDFA], ids=["microdata", "RDFa"])
def test_attributes_state_what_json_ld_would(body: str) -> None:
    listing = read(body=body)
    assert (listing.name, listing.brand, listing.price, listing.currency) == (
        "Oat drink",
        "Haver",
        Decimal("1.29"),
        "EUR",
    )
    assert (listing.availability, listing.reader, listing.doubts) == ("out_of_stock", "microdata", ())


def specified(**more: object) -> Listing:
    return read(product(offers=offer("9.99", **more)))


@pytest.mark.parametrize(
    ("quantity", "unit"),
    [
        ({"value": 1, "unitCode": "KGM"}, "kg"),
        ({"value": "100", "unitCode": "MLT"}, "100 ml"),
        ({"value": 1, "unitText": "m2"}, "m2"),
    ],
)
def test_a_specification_with_a_reference_quantity_is_a_unit_price(quantity: dict[str, object], unit: str) -> None:
    spec = {"@type": "UnitPriceSpecification", "price": "4.40", "referenceQuantity": quantity}
    listing = specified(priceSpecification=spec)
    assert (listing.price, listing.unit_price, listing.unit_price_per) == (Decimal("9.99"), Decimal("4.40"), unit)


@pytest.mark.parametrize(
    ("billing", "per"),
    [
        ({"billingDuration": 1, "unitCode": "MON"}, "month"),
        ({"billingDuration": "P1M"}, "month"),
        ({"billingDuration": {"@type": "QuantitativeValue", "value": 1, "unitCode": "ANN"}}, "year"),
        ({"referenceQuantity": {"value": 1, "unitCode": "MON"}}, "month"),
        ({"billingIncrement": 1, "unitText": "month"}, "month"),
        ({"billingDuration": "P12M"}, "year"),
        ({"billingDuration": "P6M"}, None),
        ({}, None),
    ],
)
def test_a_specification_says_how_often_its_price_is_due(billing: dict[str, object], per: str | None) -> None:
    spec = {"@type": "UnitPriceSpecification", "price": "9.99", "priceCurrency": "EUR", **billing}
    listing = read(product(offers={"@type": "Offer", "priceSpecification": spec}))
    assert (listing.price, listing.price_per, listing.unit_price) == (Decimal("9.99"), per, None)


def test_a_charge_for_delivery_is_shipping_and_no_price() -> None:
    charge = {"@type": "DeliveryChargeSpecification", "price": "4.95", "priceCurrency": "EUR"}
    price = {"@type": "PriceSpecification", "price": "20.00", "priceCurrency": "EUR"}
    listing = read(product(offers={"@type": "Offer", "priceSpecification": [charge, price]}))
    assert (listing.price, listing.shipping) == (Decimal("20.00"), Decimal("4.95"))


def test_a_delivery_that_is_free_from_some_amount_on_leaves_shipping_open() -> None:
    above = {"eligibleTransactionVolume": {"@type": "PriceSpecification", "minPrice": 50, "priceCurrency": "EUR"}}
    free = {"@type": "DeliveryChargeSpecification", "price": "0", **above}
    assert specified(priceSpecification=free).shipping is None


@pytest.mark.parametrize(
    ("rates", "cost"),
    [
        ([{"value": "4.95", "currency": "EUR"}], "4.95"),
        ([{"value": 0, "currency": "EUR"}], "0"),
        ([{"maxValue": "9.95", "currency": "EUR"}], None),
    ],
)
def test_shipping_details_state_what_delivery_costs(rates: list[dict[str, object]], cost: str | None) -> None:
    details = [{"@type": "OfferShippingDetails", "shippingRate": rate} for rate in rates]
    assert specified(shippingDetails=details).shipping == (Decimal(cost) if cost else None)


def test_a_fee_in_a_payment_charge_is_a_fee() -> None:
    fee = {"@type": "PriceSpecification", "name": "Activation fee", "price": "35.00", "priceCurrency": "EUR"}
    price = {"@type": "UnitPriceSpecification", "price": "9.99", "unitCode": "MON", "priceCurrency": "EUR"}
    listing = read(product(offers={"@type": "Offer", "priceSpecification": [fee, price]}))
    assert (listing.price, listing.price_per) == (Decimal("9.99"), "month")
    assert listing.fees == (Fee(kind="Activation fee", amount=Decimal("35.00"), step="page"),)


def spec(price: str, **more: object) -> dict[str, object]:
    return {"@type": "UnitPriceSpecification", "price": price, "priceCurrency": "EUR", **more}


@pytest.mark.parametrize(
    ("given", "mandatory"),
    [
        (spec("3.00", name="Booking fee", description="Mandatory, paid at the checkout"), True),
        (spec("3.00", name="Optional handling fee"), False),
        (spec("3.00", name="Handling fee"), None),
        ({"@type": "CompoundPriceSpecification", "priceComponent": [
            spec("20.00"), spec("3.00", priceComponentType="https://schema.org/ActivationFee")]}, True),
    ],
)  # fmt: skip
def test_markup_says_whether_a_fee_must_be_paid(given: dict[str, object], mandatory: bool | None) -> None:
    offer = {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR", "priceSpecification": [spec("20.00"), given]}
    listing = read(product(offers=offer))
    assert listing.price == Decimal("20.00")
    assert [(fee.amount, fee.mandatory) for fee in listing.fees] == [(Decimal("3.00"), mandatory)]


@pytest.mark.parametrize(
    "given",
    [
        spec("3.00", name="Booking fee, included in the price"),
        {"@type": "CompoundPriceSpecification", "price": "20.00", "priceCurrency": "EUR", "priceComponent": [
            spec("17.00"), spec("3.00", name="Booking fee")]},
    ],
)  # fmt: skip
def test_a_fee_that_the_price_holds_is_none_beside_it(given: dict[str, object]) -> None:
    offer = {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR", "priceSpecification": given}
    assert read(product(offers=offer)).fees == ()


def test_markup_says_what_a_plan_costs_after_its_first_price() -> None:
    parts = [spec("9.90", unitCode="MON"), spec("24.90", unitCode="MON", billingStart=6)]
    listing = read(product(offers={"@type": "Offer", "priceSpecification": parts[::-1]}))
    assert (listing.price, listing.price_after, listing.intro_months) == (Decimal("9.90"), Decimal("24.90"), 6)
