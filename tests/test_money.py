"""What a price text says. Every case is invented, after the ways in which shops are known to print prices."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.currencies import CURRENCIES, currency_of, minor_units
from pricewatch.errors import BadInput
from pricewatch.money import Price, parse_price, read_amount

# text, hint, amount, currency
GROUPING = [
    # point and comma, both ways
    ("1,234.50", None, "1234.50", None),
    ("1.234,50", None, "1234.50", None),
    ("12,34 €", None, "12.34", "EUR"),
    ("$7.5", "USD", "7.5", "USD"),
    # three digits after one separator are thousands
    ("2.499", None, "2499", None),
    ("2,499", "EUR", "2499", "EUR"),
    ("CHF 3,999", None, "3999", "CHF"),
    # ... unless the currency prints three decimals, or a zero goes before, or it is fuel
    ("2.499", "KWD", "2.499", "KWD"),
    ("KD 2,499", None, "2499", "KWD"),
    ("18,750 DT", None, "18.750", "TND"),
    ("1,234.567 OMR", None, "1234.567", "OMR"),
    ("25,000 IQD", None, "25000", "IQD"),
    ("0.499 €", None, "0.499", "EUR"),
    ("1,759 €/l", None, "1.759", "EUR"),
    # spaces of every width, apostrophes
    ("1 234 567,80 Kč", None, "1234567.80", "CZK"),
    ("1\u202f234,80\u00a0€", None, "1234.80", "EUR"),
    ("1\u2009234 kr", "SEK", "1234", "SEK"),
    ("CHF 1'234.50", None, "1234.50", "CHF"),
    ("CHF 1’234.–", None, "1234", "CHF"),
    # Indian grouping
    ("₹1,23,456", None, "123456", "INR"),
    ("₹ 12,34,567.50", None, "1234567.50", "INR"),
    # several thousands groups
    ("Rp 1.250.000", None, "1250000", "IDR"),
    ("1.234.50", None, "1234.50", None),
    # no whole number
    (".85", None, "0.85", None),
    ("-,85 €", None, "0.85", "EUR"),
    # a point that ends an abbreviation is no decimal point
    ("Rs.450", "INR", "450", "INR"),
    ("Fr.80", None, "80", "CHF"),
]

ENDINGS = [
    # dashes for no cents, sentence ends, footnote signs
    ("1.234,-", None, "1234", None),
    ("12.–", None, "12", None),
    ("NOK 1.234,-", None, "1234", "NOK"),
    ("1,234.00.", None, "1234.00", None),
    ("34,50 € *", None, "34.50", "EUR"),
    ("34,50 €¹", None, "34.50", "EUR"),
    ("35 €²", None, "35", "EUR"),
    # cents raised, or split off by the symbol, a blank or an element
    ("12⁹⁹ €", None, "12.99", "EUR"),
    ("12€99", None, "12.99", "EUR"),
    ("12€ 99", None, "12.99", "EUR"),
    ("12 99 €", None, "12.99", "EUR"),
    ("118, 50 TL", None, "118.50", "TRY"),
    ("24:50 kr", "SEK", "24.50", "SEK"),
    ("12 € 45 €", None, "12", "EUR"),
]

MINOR_AND_LARGE = [
    ("85p", None, "0.85", "GBP"),
    ("12.5p/100g", None, "0.125", "GBP"),
    ("85 ct", "EUR", "0.85", "EUR"),
    ("5 zł 50 groszy", None, "5.50", "PLN"),
    ("12 руб. 50 коп.", None, "12.50", "RUB"),
    ("85 P", "PHP", "85", "PHP"),
    ("$3k", "USD", "3000", "USD"),
    ("₹ 2.5 lakh", None, "250000", "INR"),
    ("3万5000円", None, "35000", "JPY"),
    ("2.5万円", None, "25000", "JPY"),
    ("$2.5M", None, None, None),
]

SCRIPTS = [
    ("١٬٢٥٠٫٥٠ ر.س", None, "1250.50", "SAR"),
    ("۱۲۵٬۰۰۰ تومان", None, "125000", None),
    ("１，２５０円", None, "1250", "JPY"),
    ("￥1,250", "CNY", "1250", "CNY"),
    ("1,250원", None, "1250", "KRW"),
    ("1 250 ₽", None, "1250", "RUB"),
    ("45 лв.", None, "45", "BGN"),
    ("२५० रु", "INR", "250", "INR"),
    ("฿1,250.00", None, "1250.00", "THB"),
    ("350.000đ", None, "350000", "VND"),
]

SEVERAL = [
    # the price of now, not the earlier one
    ("Was £30 Now £25", None, "25", "GBP"),
    ("Now £25 (was £30)", None, "25", "GBP"),
    ("statt 30,00 € 25,00 €", None, "25.00", "EUR"),
    ("De: R$ 30,00 Por: R$ 25,00", None, "25.00", "BRL"),
    ("van 30 voor 25", "EUR", "25", "EUR"),
    ("RRP £30", None, "30", "GBP"),
    ("Was: $30.00 Now: $0.00", "USD", "30.00", "USD"),
    # a multi-buy states what is asked for all
    ("2 for £5", None, "5", "GBP"),
    ("3 for 2", None, None, None),
    ("£2.50 each or 3 for £6", None, "2.50", "GBP"),
    # a range gives its lower end, a reduction that looks like one too
    ("10 - 15 €", None, "10", "EUR"),
    ("From 10 to 15 €", None, "10", "EUR"),
    ("€30 - €25", None, "25", "EUR"),
    # unit prices, shipping, savings, thresholds, instalments
    ("2,99 € (5,98 €/kg)", None, "2.99", "EUR"),
    ("(1 kg = 5,98 €) 2,99 €", None, "2.99", "EUR"),
    ("5,98 €/kg", None, "5.98", "EUR"),
    ("£25 + £4 delivery", None, "25", "GBP"),
    ("Delivery: £4", None, "4", "GBP"),
    ("Save £5 Now £25", None, "25", "GBP"),
    ("You save £5", None, None, "GBP"),
    ("Free delivery on orders over £40", None, None, "GBP"),
    ("R$ 480,00 ou 12x de R$ 40,00", None, "480.00", "BRL"),
    ("12x de R$ 40,00", None, None, "BRL"),
    # counts and ratings beside a price
    ("Pack of 6 £4.50", None, "4.50", "GBP"),
    ("4.5/5 £3.99", None, "3.99", "GBP"),
    ("500 g 2,99 €", None, "2.99", "EUR"),
    ("15% off £20", None, "20", "GBP"),
]

NO_PRICE = [
    ("", None),
    ("Price on request", None),
    ("50% OFF", None),
    ("-20 %", None),
    ("%20 indirim", None),
    ("-5,00 €", "EUR"),
    ("Coupon -£5", "GBP"),
    ("12.50 ft", None),
    ("250 ml", None),
    ("March, 2025", None),
    ("24.12.2025", None),
    ("2025-12-24", None),
    ("12:30", None),
    ("1.2.3", None),
    ("Free shipping", None),
    ("9" * 16, None),
]

CURRENCY = [
    # a mark in the text beats the hint; a shared mark takes the hint that fits
    ("5 €", "USD", "EUR"),
    ("$5", "CAD", "CAD"),
    ("$5", "EUR", None),
    ("$5", None, None),
    ("5 kr", "NOK", "NOK"),
    ("5 kr", None, None),
    ("¥5", "CNY", "CNY"),
    ("£5", None, "GBP"),
    ("£5", "EGP", "EGP"),
    # the surer of two marks
    ("US $5", None, "USD"),
    ("US$5", None, "USD"),
    ("$5.00 AUD", None, "AUD"),
    ("NZD $5", None, "NZD"),
    ("A$5", None, "AUD"),
    ("R$ 5", None, "BRL"),
    # a code in any case, but not an everyday word
    ("5 eur", None, "EUR"),
    ("5 chf", None, "CHF"),
    ("5 all", None, None),
    # the hint can be any text that names a currency
    ("5", "Preis in EUR", "EUR"),
    ("5", "грн.", "UAH"),
    ("5", "Add to cart", None),
]


@pytest.mark.parametrize(
    ("text", "hint", "amount", "currency"), GROUPING + ENDINGS + MINOR_AND_LARGE + SCRIPTS + SEVERAL
)
def test_the_price_is_read_as_printed(text, hint, amount, currency):
    assert parse_price(text, currency=hint) == Price(amount and Decimal(amount), currency)


@pytest.mark.parametrize(("text", "currency"), NO_PRICE)
def test_what_is_no_price_gives_none(text, currency):
    assert parse_price(text) == Price(None, currency)


@pytest.mark.parametrize(("text", "hint", "currency"), CURRENCY)
def test_the_currency_is_named_only_where_it_is_sure(text, hint, currency):
    assert parse_price(text, currency=hint) == Price(Decimal(5), currency)


@pytest.mark.parametrize("text", ["Free", "FREE!", "gratis", "бесплатно", "無料"])
def test_free_alone_costs_nothing(text):
    assert parse_price(text, currency="EUR") == Price(Decimal(0), "EUR")


def test_forint_in_small_letters_are_feet_unless_the_hint_says_hungary():
    assert parse_price("1990 ft").amount is None
    assert parse_price("1990 ft", currency="HUF") == Price(Decimal(1990), "HUF")


@pytest.mark.parametrize("text", ["9" * 10**6, "1," * 10**6, "1 " * 10**6, "€" * 10**6, "\x00\ud800" * 10**5])
def test_endless_texts_are_refused_at_once(text):
    assert parse_price(text, currency=text).amount in (None, 1)


@given(st.text(), st.one_of(st.none(), st.text(), st.sampled_from(sorted(CURRENCIES))))
def test_any_text_gives_a_price_or_none_never_an_error(text, hint):
    price = parse_price(text, currency=hint)
    assert price.amount is None or price.amount >= 0
    assert price.currency is None or price.currency in CURRENCIES


@given(st.text(alphabet="0123456789.,' -€$£%xkрКč/()¹万:ab", max_size=30))
def test_any_mix_of_digits_and_signs_gives_a_price_or_none(text):
    assert parse_price(text).amount is None or parse_price(text).amount >= 0


cents = st.decimals(min_value=0, max_value=10**8, places=2, allow_nan=False, allow_infinity=False)


@given(cents, st.sampled_from(["{:,.2f} EUR", "EUR {:.2f}", "{:.2f}€", "€ {:,.2f}"]))
def test_what_we_print_is_what_we_read(amount, form):
    assert parse_price(form.format(amount)) == Price(amount, "EUR")


@given(cents)
def test_the_two_ways_of_grouping_mean_the_same(amount):
    english = f"{amount:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    swiss, french = english.replace(",", "'"), english.translate(str.maketrans(",.", "\u202f,"))
    assert {read_amount(english), read_amount(german), read_amount(swiss)} == {amount}
    assert parse_price(french).amount == amount


def test_currencies_are_those_of_the_standard():
    assert {"EUR", "USD", "ZWG", "HRK", "BGN", "LTL"} <= CURRENCIES
    assert not CURRENCIES & {"XXX", "XTS", "XAU", "BTC"}
    assert [minor_units(code) for code in ("EUR", "JPY", "KWD", "CLF")] == [2, 0, 3, 4]
    with pytest.raises(BadInput, match="ISO 4217"):
        minor_units("XXX")


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("EUR", "EUR"),
        ("TL", "TRY"),
        ("руб. (шт)", "RUB"),
        ("SAVE NOW, TRY IT", None),
        ("kr", None),
        ("top offer", None),
    ],
)
def test_a_currency_is_found_in_a_text_without_an_amount(text, currency):
    assert currency_of(text) == currency
