"""Magento 2 (Adobe Commerce): its storefront's GraphQL, and the REST lists of products and of their render info.

Source: https://developer.adobe.com/commerce/webapi/graphql/schema/products/queries/products/
and https://developer.adobe.com/commerce/webapi/rest/
"""

import json
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urljoin

from pricewatch.errors import LayoutChanged, NotAProductPage
from pricewatch.listing import Availability, Listing
from pricewatch.read.feed_html import text_and_facts
from pricewatch.read.feed_json import check_offers, dicts, dig, listed, parsed, parsed_or_none
from pricewatch.read.feed_sale import Asked, asked, last_moment, moment
from pricewatch.read.feed_values import amount, barcode, currency_code, linked, query_of, tidy, with_query
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer

READS_THE_DATE = True
LAST_PAGE = 1000
PRICES = (
    "{minimum_price{regular_price{value currency} final_price{value currency} discount{percent_off}}"
    " maximum_price{final_price{value}}}"
)
QUERY = (
    'query($page:Int){products(filter:{price:{from:"0"}},pageSize:100,currentPage:$page)'
    "{page_info{current_page total_pages} items{sku name url_key url_suffix stock_status special_to_date"
    f" categories{{name}} image{{url}} description{{html}} price_range{PRICES} ...on ConfigurableProduct"
    f"{{variants{{attributes{{label}} product{{sku stock_status price_range{PRICES}}}}}}}}}}}}}"
)


def recognises(page: Page) -> bool:
    """GraphQL's products with a price range, or REST's with Magento's own attributes."""
    items = items_in(parsed_or_none(page.body, b'"price_range"', b'"custom_attributes"', b'"price_info"'))
    return bool(items) and is_product(items[0])


def requests(retailer: Retailer) -> list[Request]:
    """The first page of the storefront's own query, or the starts as they are."""
    if retailer.start:
        return [Request(url=start) for start in retailer.start]
    url = with_query(urljoin(retailer.home, "/graphql"), query=QUERY, variables='{"page": 1}')
    return [Request(url=url)]


def read(page: Page) -> Reading:
    """One listing per product, or per variant where they are given; then the next page."""
    data = parsed(page.body)
    items = items_in(data)
    if not items and isinstance(data, dict) and ("errors" in data or "message" in data):
        raise NotAProductPage(
            f"{page.url} answers with an error: {str(data.get('errors') or data.get('message'))[:200]}"
        )
    if not any(is_product(item) for item in items) and not is_empty_list(data):
        raise LayoutChanged(f"{page.url} is JSON, but not products as Magento publishes them.")
    check_offers(sum(len(listed(item.get("variants"))) or 1 for item in items), page.body)
    return Reading(listings=[one for item in items for one in listings_of(item, page)], requests=next_page(page, data))


def items_in(data: Any) -> list[dict[str, Any]]:
    """The products of any of the shapes."""
    if not isinstance(data, dict):
        return []
    found = dig(data, "data", "products", "items") or data.get("items")
    return dicts(found) if found else [data] if "custom_attributes" in data else []


def is_empty_list(data: Any) -> bool:
    """A list without a product, and not something else."""
    return dig(data, "data", "products", "items") == [] or (isinstance(data, dict) and data.get("items") == [])


def is_product(item: dict[str, Any]) -> bool:
    """Is it a product of GraphQL, of REST, or of REST's render info?"""
    in_rest = "custom_attributes" in item and ("type_id" in item or "attribute_set_id" in item)
    return "name" in item and ("price_range" in item or in_rest or isinstance(item.get("price_info"), dict))


def next_page(page: Page, data: dict[str, Any]) -> list[Request]:
    """The page after this one, as far as the answer says that there are more."""
    info = dig(data, "data", "products", "page_info")
    current, pages = dig(info, "current_page"), dig(info, "total_pages")
    if (
        isinstance(current, int)
        and isinstance(pages, int)
        and current < min(pages, LAST_PAGE)
        and "query" in query_of(page.url)
    ):
        return [Request(url=with_query(page.url, variables=json.dumps({"page": current + 1})))]
    criteria = data.get("search_criteria")
    current, size, total = dig(criteria, "current_page"), dig(criteria, "page_size"), data.get("total_count")
    if not (isinstance(current, int) and isinstance(size, int) and isinstance(total, int)):
        return []
    more = 0 < current * size < total and current < LAST_PAGE
    return [Request(url=with_query(page.url, **{"searchCriteria[currentPage]": current + 1}))] if more else []


def listings_of(item: dict[str, Any], page: Page) -> Iterator[Listing]:
    """The product, or each of its variants."""
    if "price_range" in item:
        variants = [v for v in dicts(item.get("variants")) if isinstance(v.get("product"), dict)]
        for variant in variants or [{}]:
            yield from_graphql({**item, **variant.get("product", {})}, variant, page)
    elif "price_info" in item:
        yield from_render_info(item, page)
    elif item.get("status") != 2:  # 2 = disabled, not sold
        yield from_rest(item, page)


def from_graphql(item: dict[str, Any], variant: dict[str, Any], page: Page) -> Listing:
    """A product of the storefront, or one of its variants."""
    low, high = (
        dig(item, "price_range", "minimum_price"),
        amount(dig(item, "price_range", "maximum_price", "final_price", "value")),
    )
    paid = asked(amount(dig(low, "regular_price", "value")), amount(dig(low, "final_price", "value")))
    is_range = high is not None and paid.price is not None and high > paid.price
    percent = amount(dig(low, "discount", "percent_off"))
    description, facts = text_and_facts(dig(item, "description", "html"))
    return Listing(
        url=product_url(item, page.url),
        sku=tidy(item.get("sku")),
        name=tidy(item.get("name")),
        category=", ".join(name for c in dicts(item.get("categories")) if (name := tidy(c.get("name")))) or None,
        variant=" / ".join(label for a in dicts(variant.get("attributes")) if (label := tidy(a.get("label")))) or None,
        price=paid.price,
        price_high=high if is_range else None,
        price_kind=None if paid.price is None else "range" if is_range else "exact",
        currency=currency_code(dig(low, "final_price", "currency")),
        was_price=None if is_range else paid.was,
        was_kind="unspecified" if paid.was is not None and not is_range else None,
        claimed_percent=percent if percent and paid.was is not None and not is_range else None,
        claim_ends=last_moment(tidy(item.get("special_to_date"))) if paid.was is not None and not is_range else None,
        availability=stock(item.get("stock_status")),
        image=linked(page.url, dig(item, "image", "url")) or linked(page.url, dig(item, "small_image", "url")),
        description=description,
        attributes=facts,
        reader="magento",
        doubts=paid.doubts,
    )


def from_render_info(item: dict[str, Any], page: Page) -> Listing:
    """A product of REST's render info, which is what a category page shows."""
    info = item.get("price_info")
    paid = asked(amount(dig(info, "regular_price")), amount(dig(info, "final_price")))
    return Listing(
        url=linked(page.url, item.get("url")),
        sku=tidy(item.get("sku")) or tidy(item.get("id")),
        name=tidy(item.get("name")),
        price=paid.price,
        price_kind="exact" if paid.price is not None else None,
        currency=currency_code(item.get("currency_code")),
        was_price=paid.was,
        was_kind="unspecified" if paid.was is not None else None,
        availability=stock(item.get("is_salable")),
        image=next((linked(page.url, image.get("url")) for image in dicts(item.get("images"))), None),
        reader="magento",
        doubts=paid.doubts,
    )


def from_rest(item: dict[str, Any], page: Page) -> Listing:
    """A product of REST's catalogue. A product with variants has no price of its own."""
    own = {tidy(a.get("attribute_code")): a.get("value") for a in dicts(item.get("custom_attributes"))}
    paid = price_in_rest(item, own, page.fetched_at)
    description, facts = text_and_facts(tidy(own.get("description")))
    return Listing(
        url=product_url({"url_key": own.get("url_key"), "url_suffix": ".html"}, page.url),
        sku=tidy(item.get("sku")),
        gtin=next(
            (code for name in ("gtin", "ean", "ean13", "barcode", "upc") if (code := barcode(own.get(name)))), None
        ),
        name=tidy(item.get("name")),
        price=paid.price,
        price_kind="exact" if paid.price is not None else None,
        currency=page.retailer.currency if page.retailer else None,
        was_price=paid.was,
        was_kind="unspecified" if paid.was is not None else None,
        claim_ends=paid.ends,
        availability=stock(dig(item, "extension_attributes", "stock_item", "is_in_stock")),
        description=description,
        attributes=facts,
        reader="magento",
        doubts=paid.doubts,
    )


def price_in_rest(item: dict[str, Any], own: dict[str | None, Any], now: datetime | None) -> Asked:
    """The special price within its days, else the price."""
    regular: Decimal | None = amount(item.get("price"))
    if item.get("type_id") in ("configurable", "grouped", "bundle") and not regular:
        return Asked(price=None, doubts=(f"The shop's {item['type_id']} product has no price of its own.",))
    starts, ends = moment(tidy(own.get("special_from_date"))), last_moment(midnight_as_day(own.get("special_to_date")))
    return asked(regular, amount(own.get("special_price")), starts=starts, ends=ends, now=now)


def midnight_as_day(value: Any) -> str | None:
    """Magento writes a day as midnight at its start, and means all of it."""
    text = tidy(value)
    return text.removesuffix(" 00:00:00") if text else None


def product_url(item: dict[str, Any], base: str) -> str | None:
    """The product's page."""
    key = tidy(item.get("url_key"))
    return linked(base, f"/{key}{tidy(item.get('url_suffix')) or ''}") if key else None


def stock(value: Any) -> Availability | None:
    """GraphQL says IN_STOCK, REST true or "1"."""
    if value in ("IN_STOCK", True, "1"):
        return "in_stock"
    return "out_of_stock" if value in ("OUT_OF_STOCK", False, "0") else None
