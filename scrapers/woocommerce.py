"""WooCommerce: the Store API that its storefront uses (amounts in minor units), and the REST API's product lists.

Source: https://developer.woocommerce.com/docs/apis/store-api/resources-endpoints/products
"""

import re
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from pricewatch.errors import LayoutChanged, NotAProductPage
from pricewatch.listing import Availability, Fee, Listing, PricePer
from pricewatch.money import parse_price
from pricewatch.read.feed_html import text_and_facts
from pricewatch.read.feed_json import check_offers, dicts, dig, listed, parsed, parsed_or_none
from pricewatch.read.feed_sale import Asked, asked
from pricewatch.read.feed_values import amount, barcode, currency_code, linked, query_of, tidy, with_query
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer

PRODUCTS_A_PAGE = 100  # the most that the API gives
BY_DEFAULT = 10
LAST_PAGE = 1000
CROSSED_OUT = re.compile(r"<del\b.*?</del>", re.DOTALL)


def recognises(page: Page) -> bool:
    """Products with the API's block of prices, or with the REST API's fields."""
    products = products_in(parsed_or_none(page.body, b'"permalink"'))
    return bool(products) and is_product(products[0])


def requests(retailer: Retailer) -> list[Request]:
    """The first page of every start, or of the whole shop."""
    starts = retailer.start or (urljoin(retailer.home, "/wp-json/wc/store/v1/products"),)
    return [Request(url=with_query(start, per_page=PRODUCTS_A_PAGE, page=1)) for start in starts]


def read(page: Page) -> Reading:
    """One listing per product, in page order; then the next page, as long as pages are full."""
    data = parsed(page.body)
    if isinstance(data, dict) and "code" in data and "message" in data:
        raise NotAProductPage(f"{page.url} answers {data['code']}: {str(data['message'])[:200]}")
    products = products_in(data)
    if data != [] and not any(is_product(product) for product in products):
        raise LayoutChanged(f"{page.url} is JSON, but not products as WooCommerce's Store API publishes them.")
    check_offers(len(products), page.body)
    return Reading(
        listings=[listing_of(product, page) for product in products], requests=next_page(page, len(products))
    )


def products_in(data: Any) -> list[dict[str, Any]]:
    """A list of products, or the one that is asked for by its id."""
    return [data] if isinstance(data, dict) and "permalink" in data else dicts(data)


def is_product(product: dict[str, Any]) -> bool:
    """Has it the Store API's prices, or the REST API's regular price?"""
    in_store_api = dig(product, "prices", "currency_minor_unit") is not None
    return "permalink" in product and "name" in product and (in_store_api or "regular_price" in product)


def next_page(page: Page, count: int) -> list[Request]:
    """The page after a full one."""
    query = query_of(page.url)
    size, number = query.get("per_page", str(BY_DEFAULT)), query.get("page", "1")
    if not size.isdecimal() or not number.isdecimal() or not 0 < int(size) <= count or int(number) >= LAST_PAGE:
        return []
    return [Request(url=with_query(page.url, page=int(number) + 1))]


def listing_of(product: dict[str, Any], page: Page) -> Listing:
    """What one product states."""
    paid = price_of(product)
    high = amount_in(product, "price_range", "max_amount")
    is_range = high is not None and paid.price is not None and high > paid.price
    description, facts = text_and_facts(product.get("description") or product.get("short_description"))
    facts |= terms(product)
    unit_price, per = unit_price_of(product)
    return Listing(
        url=linked(page.url, product.get("permalink")),
        sku=tidy(product.get("sku")) or tidy(product.get("id")),
        gtin=barcode(product.get("global_unique_id")) or gtin_among(facts),
        name=tidy(product.get("name")),
        brand=names(product.get("brands")),
        category=names(product.get("categories")),
        variant=tidy(product.get("variation")),
        price=paid.price,
        price_high=high if is_range else None,
        price_kind=None if paid.price is None else "range" if is_range else "exact",
        price_per=period(product),
        currency=currency_code(dig(product, "prices", "currency_code"))
        or (page.retailer.currency if page.retailer else None),
        was_price=None if is_range else paid.was,
        was_kind="unspecified" if paid.was is not None and not is_range else None,
        unit_price=unit_price,
        unit_price_per=per if unit_price is not None else None,
        fees=sign_up_fee(product),
        availability=availability(product),
        image=next((linked(page.url, image.get("src")) for image in dicts(product.get("images"))), None),
        description=description,
        attributes=facts,
        reader="woocommerce",
        doubts=paid.doubts,
    )


def amount_in(product: dict[str, Any], *keys: str) -> Decimal | None:
    """An amount of the Store API in major units; its minor unit is the shop's setting, not the currency's."""
    return major(product, dig(product, "prices", *keys))


def major(product: dict[str, Any], minor: Any) -> Decimal | None:
    """A number of minor units in major ones."""
    number, places = amount(minor), dig(product, "prices", "currency_minor_unit")
    return number.scaleb(-places) if number is not None and isinstance(places, int) and 0 <= places <= 8 else None


def price_of(product: dict[str, Any]) -> Asked:
    """The price to pay, and the regular one above it. A price of zero on what cannot be bought is none."""
    if "prices" in product:
        price, regular = amount_in(product, "price"), amount_in(product, "regular_price")
    else:
        price, regular = amount(product.get("price")), amount(product.get("regular_price"))
    if price is None or (price == 0 and product.get("is_purchasable", product.get("purchasable")) is False):
        return Asked(price=None, doubts=("The shop states no price for this product.",))
    return asked(regular, price) if regular is not None and regular > price else Asked(price=price)


def unit_price_of(product: dict[str, Any]) -> tuple[Decimal | None, str | None]:
    """The price per unit that an extension for the law of some country shows, and what it is per."""
    plugins = product.get("extensions")
    shown = [dig(plugin, "unit_price_html") for plugin in plugins.values()] if isinstance(plugins, dict) else []
    text = next((text for html in shown if (text := text_and_facts(CROSSED_OUT.sub("", str(html or "")))[0])), "")
    printed, _, per = text.partition("/")
    return parse_price(printed).amount, tidy(per)


def names(parts: Any) -> str | None:
    """The names of categories or brands, in the shop's order."""
    return ", ".join(name for part in dicts(parts) if (name := tidy(part.get("name")))) or None


def period(product: dict[str, Any]) -> PricePer | None:
    """How often the price of a subscription is due."""
    plan = dig(product, "extensions", "subscriptions")
    if not isinstance(plan, dict) or str(plan.get("billing_interval")) != "1":
        return None
    return {"month": "month", "year": "year"}.get(str(plan.get("billing_period")))  # type: ignore[return-value]


def sign_up_fee(product: dict[str, Any]) -> tuple[Fee, ...]:
    """What a subscription costs once, beside its price."""
    fee = major(product, dig(product, "extensions", "subscriptions", "sign_up_fees"))
    return (Fee(kind="sign-up fee", amount=fee, mandatory=True, step="page"),) if fee else ()


def availability(product: dict[str, Any]) -> Availability | None:
    """In stock, on back order (which can be bought now, for later), or not."""
    if product.get("is_on_backorder") is True or product.get("stock_status") == "onbackorder":
        return "preorder"
    in_stock = product.get("is_in_stock")
    if not isinstance(in_stock, bool):
        in_stock = {"instock": True, "outofstock": False}.get(str(product.get("stock_status")))
    return None if in_stock is None else "in_stock" if in_stock else "out_of_stock"


def gtin_among(facts: dict[str, str]) -> str | None:
    """A barcode that the shop states among the product's facts, as older versions have no field for it."""
    named = {name.casefold(): value for name, value in facts.items()}
    return next((code for name in ("gtin", "ean", "upc", "barcode") if (code := barcode(named.get(name)))), None)


def terms(product: dict[str, Any]) -> dict[str, str]:
    """The product's attributes with all their values."""
    found = {}
    for attribute in dicts(product.get("attributes")):
        name, values = tidy(attribute.get("name")), names(attribute.get("terms"))
        if values is None:
            values = ", ".join(text for option in listed(attribute.get("options")) if (text := tidy(option)))
        if name and values:
            found[name] = values
    return found
