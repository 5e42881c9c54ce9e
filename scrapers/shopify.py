"""Shopify: a storefront's /products.json (paged), one product's .json or .js, the Admin API's lists, and GraphQL.

The storefront names no currency; then it is the retailer's, or unknown.
Source: https://shopify.dev/docs/api/ajax/reference/product, https://shopify.dev/docs/api/admin-rest/latest/resources/product
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin, urlsplit

from pricewatch.errors import LayoutChanged, NotAProductPage
from pricewatch.listing import Availability, Listing
from pricewatch.read.feed_html import text_and_facts
from pricewatch.read.feed_json import check_offers, dicts, dig, listed, parsed, parsed_or_none
from pricewatch.read.feed_values import amount, barcode, currency_code, linked, query_of, tidy, with_query
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer
from scrapers._shopify_graphql import products_of

PRODUCTS_A_PAGE = 250  # the most that Shopify gives
LAST_PAGE = 400
MOST_OPTIONS = 3  # of a product
LOCALE = re.compile(r"^(/[a-z]{2}(?:-[a-z]{2})?)(?=/)", re.IGNORECASE)


def recognises(page: Page) -> bool:
    """Products with Shopify's variants, or its empty list."""
    data = parsed_or_none(page.body, b'"variants"', b'"products"')
    products = products_in(data)
    return is_product(products[0]) if products else data == {"products": []}


def requests(retailer: Retailer) -> list[Request]:
    """The first page of every start, or of the whole shop."""
    starts = retailer.start or (urljoin(retailer.home, "/products.json"),)
    return [Request(url=with_query(start, limit=PRODUCTS_A_PAGE, page=1)) for start in starts]


def read(page: Page) -> Reading:
    """One listing per variant, in page order; then the next page, while a page has products."""
    data = parsed(page.body)
    products = products_in(data)
    if isinstance(data, dict) and "errors" in data and not products:
        raise NotAProductPage(f"{page.url} answers with an error instead of products: {str(data['errors'])[:200]}.")
    if products is None or (products and not any(is_product(product) for product in products)):
        raise LayoutChanged(f"{page.url} is JSON, but not products with variants as Shopify publishes them.")
    check_offers(sum(len(listed(product.get("variants"))) or 1 for product in products), page.body)
    return Reading(
        listings=[listing for product in products for listing in listings_of(product, page)],
        requests=next_page(page) if products else [],
    )


def products_in(data: Any) -> list[dict[str, Any]] | None:
    """The products of any of Shopify's shapes; None where it is none of them."""
    if isinstance(data, list):
        return dicts(data)
    if isinstance(data, dict) and isinstance(data.get("products"), list):
        return dicts(data["products"])
    if queried := products_of(data):
        return queried
    product = data.get("product", data) if isinstance(data, dict) else None
    return [product] if isinstance(product, dict) and "variants" in product else None


def is_product(product: dict[str, Any]) -> bool:
    """Has it variants with a price, and the options or ids that only Shopify gives them?"""
    variants = dicts(product.get("variants"))
    marks = {"product_id", "option1", "inventory_policy", "public_title", "compare_at_price"}
    return "title" in product and bool(variants) and "price" in variants[0] and bool(marks & variants[0].keys())


def next_page(page: Page) -> list[Request]:
    """The page after this one of a storefront's list."""
    number = query_of(page.url).get("page", "1")
    if not urlsplit(page.url).path.endswith("products.json") or not number.isdecimal() or int(number) >= LAST_PAGE:
        return []
    return [Request(url=with_query(page.url, page=int(number) + 1))]


def listings_of(product: dict[str, Any], page: Page) -> Iterator[Listing]:
    """A product's variants; what they share is read once."""
    description, facts = text_and_facts(product.get("body_html") or product.get("description"))
    in_minor_units = "price_min" in product or "compare_at_price_max" in product  # the .js shape counts in cents
    pictures = pictures_of(product)
    for variant in dicts(product.get("variants")) or [{}]:
        price = money(variant.get("price"), in_minor_units)
        was = money(variant.get("compare_at_price"), in_minor_units)
        claims = price is not None and was is not None and was > price
        yield Listing(
            url=variant_url(product, variant, page.url),
            sku=tidy(variant.get("sku")) or tidy(variant.get("id")),
            gtin=barcode(variant.get("barcode")),
            name=tidy(product.get("title")),
            brand=tidy(product.get("vendor")),
            category=tidy(product.get("product_type")) or tidy(product.get("type")),
            variant=variant_name(variant),
            price=price,
            price_kind="exact" if price is not None else None,
            currency=currency_of(variant, page),
            was_price=was if claims else None,
            was_kind="unspecified" if claims else None,
            unit_price=money(variant.get("unit_price"), in_minor_units),
            unit_price_per=reference_unit(variant),
            availability=availability(variant),
            image=image_of(product, variant, pictures, page.url),
            description=description,
            attributes={**facts, **options(product, variant)},
            reader="shopify",
            doubts=() if price is not None else (f"The variant's price {variant.get('price')!r:.50} is no amount.",),
        )


def money(value: Any, in_minor_units: bool) -> Decimal | None:
    """An amount in major units."""
    number = amount(value)
    return number.scaleb(-2) if number is not None and in_minor_units and isinstance(value, int) else number


def variant_name(variant: dict[str, Any]) -> str | None:
    """The variant's own title; the one of a product without variants says nothing."""
    title = tidy(variant.get("title"))
    return None if title == "Default Title" else title


def variant_url(product: dict[str, Any], variant: dict[str, Any], base: str) -> str | None:
    """The product's page with this variant chosen."""
    handle = tidy(product.get("handle"))
    locale = LOCALE.match(urlsplit(base).path)
    url = linked(base, f"{locale[1] if locale else ''}/products/{handle}") if handle else None
    return f"{url}?variant={tidy(variant.get('id'))}" if url and tidy(variant.get("id")) else url


def currency_of(variant: dict[str, Any], page: Page) -> str | None:
    """The currency that the variant names, else the retailer's."""
    for shown in dicts(variant.get("presentment_prices")):
        if amount(dig(shown, "price", "amount")) == amount(variant.get("price")):
            return currency_code(dig(shown, "price", "currency_code"))
    return currency_code(variant.get("price_currency")) or (page.retailer.currency if page.retailer else None)


def availability(variant: dict[str, Any]) -> Availability | None:
    """What the storefront says, else what the Admin API's stock means for a buyer."""
    if isinstance(variant.get("available"), bool):
        return "in_stock" if variant["available"] else "out_of_stock"
    stock = variant.get("inventory_quantity")
    if not isinstance(stock, int):
        return None
    if stock > 0 or variant.get("inventory_policy") == "continue":
        return "in_stock"
    return "out_of_stock" if variant.get("inventory_management") else None


def reference_unit(variant: dict[str, Any]) -> str | None:
    """The measure of the unit price, such as `100 ml`."""
    measure = variant.get("unit_price_measurement")
    unit, value = tidy(dig(measure, "reference_unit")), tidy(dig(measure, "reference_value"))
    return f"{value} {unit}".removeprefix("1 ") if unit and value else unit


def pictures_of(product: dict[str, Any]) -> dict[str | None, Any]:
    """A product's first picture, and the first of each variant by its id."""
    images = listed(product.get("images"))
    own = {tidy(number): image for image in dicts(images)[::-1] for number in listed(image.get("variant_ids"))}
    return own | {None: next(iter(images), None)}


def image_of(
    product: dict[str, Any], variant: dict[str, Any], pictures: dict[str | None, Any], base: str
) -> str | None:
    """The variant's own picture, else the product's first."""
    own = pictures.get(tidy(variant.get("id")))
    found = variant.get("featured_image") or own or pictures[None] or product.get("featured_image")
    return linked(base, found.get("src") if isinstance(found, dict) else found)


def options(product: dict[str, Any], variant: dict[str, Any]) -> dict[str, str]:
    """What is chosen in this variant, by the option's name."""
    names = [tidy(o.get("name") if isinstance(o, dict) else o) for o in listed(product.get("options"))[:MOST_OPTIONS]]
    chosen = {name: tidy(variant.get(f"option{place}")) for place, name in enumerate(names, 1) if name}
    return {name: value for name, value in chosen.items() if value and (name, value) != ("Title", "Default Title")}
