"""Prices in data attributes that a page's scripts turn into text: the unit must be beyond doubt."""

from decimal import Decimal

import pytest

from pricewatch import Listing, extract

URL = "https://shop.example/p/oat-pan"


def shop(body: str) -> Listing:
    page = f"<html><head><title>Oat pan</title></head><body><h1>Oat pan</h1>{body}</body></html>"
    return extract(page.encode(), URL, content_type="text/html; charset=utf-8")[0]


@pytest.mark.parametrize(
    ("element", "price"),
    [
        ('<b data-price-cents="12900" data-currency="EUR"></b>', "129.00"),
        ('<b data-price-in-cents="995" data-currency="EUR"></b>', "9.95"),
        ('<b data-price-cents="12900" data-currency="JPY"></b>', "12900"),
        ('<b data-price-cents="12900" data-currency="KWD"></b>', "12.900"),
        ('<b data-price-cents="12900" data-price="12900" data-currency="EUR"></b>', "129.00"),
        ('<b data-price="129.00" data-currency="EUR"></b>', "129.00"),
        ('<b data-price-amount="129.00" data-currency="EUR"></b>', "129.00"),
        ('<b data-price="12900" data-currency="EUR"></b>', None),
        ('<b data-price-amount="129" data-currency="EUR"></b>', None),
        ('<b data-price-cents="12900"></b>', None),
        ('<b data-price-cents="129.00" data-currency="EUR"></b>', None),
        ('<b data-price="free" data-currency="EUR"></b>', None),
        ('<aside><b data-price-cents="12900" data-currency="EUR"></b></aside>', None),
        ('<a href="/p/rye-pan" data-price-cents="12900" data-currency="EUR"></a>', None),
    ],
)
def test_an_attribute_gives_a_price_where_its_unit_is_settled(element: str, price: str | None) -> None:
    assert shop(element).price == (Decimal(price) if price else None)


def test_attributes_that_disagree_give_none_and_say_so() -> None:
    one, two = (f'<b data-price="{price}" data-currency="EUR"></b>' for price in ("129.00", "99.00"))
    listing = shop(one + two)
    assert listing.price is None
    assert listing.doubts == ("the data for the page's scripts states several prices: 99.00, 129.00",)


@pytest.mark.parametrize("attribute", ["data-price", "data-price-cents", "data-price-amount"])
def test_the_visible_price_settles_the_unit(attribute: str) -> None:
    element = f'<b class="price" {attribute}="12900" data-currency="EUR">129.00 €</b><button>Add to cart</button>'
    assert (shop(element).price, shop(element).currency) == (Decimal("129.00"), "EUR")
