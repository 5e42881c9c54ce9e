"""Shopify's GraphQL answers in the shape of its REST ones, so that one reader serves both.

Source: https://shopify.dev/docs/api/storefront/latest/objects/Product and .../ProductVariant
"""

from typing import Any

from pricewatch.read.feed_json import dicts, dig, listed
from pricewatch.read.feed_values import tidy


def products_of(data: Any) -> list[dict[str, Any]]:
    """The products that a query answers with: of the shop, of a collection, or one alone."""
    root = dig(data, "data")
    many = nodes(dig(root, "products")) or nodes(dig(root, "collection", "products"))
    one = dig(root, "product") or dig(root, "productByHandle")
    found = many or ([one] if isinstance(one, dict) else [])
    return [as_rest(product) for product in found if "title" in product and "variants" in product]


def nodes(connection: Any) -> list[dict[str, Any]]:
    """What a connection lists, by edges or directly."""
    edges = [node for edge in dicts(dig(connection, "edges")) if isinstance(node := edge.get("node"), dict)]
    return edges or dicts(dig(connection, "nodes"))


def as_rest(product: dict[str, Any]) -> dict[str, Any]:
    """A product in REST's names."""
    images = nodes(product.get("images")) or dicts([product.get("featuredImage")])
    names = [tidy(option.get("name")) for option in dicts(product.get("options"))[:3]]
    return {
        "title": product["title"],
        "handle": product.get("handle"),
        "vendor": product.get("vendor"),
        "product_type": product.get("productType"),
        "body_html": product.get("descriptionHtml") or product.get("description"),
        "images": [{"src": address(image)} for image in images],
        "options": names,
        "variants": [variant_as_rest(variant, names) for variant in nodes(product["variants"])],
    }


def variant_as_rest(variant: dict[str, Any], names: list[str | None]) -> dict[str, Any]:
    """A variant in REST's names; its options by their place among the product's."""
    price = variant.get("priceV2") or variant.get("price")
    before = variant.get("compareAtPriceV2") or variant.get("compareAtPrice")
    chosen = {tidy(o.get("name")): o.get("value") for o in dicts(listed(variant.get("selectedOptions")))}
    measure = variant.get("unitPriceMeasurement")
    return {
        "id": (tidy(variant.get("id")) or "").rpartition("/")[2] or None,
        "title": variant.get("title"),
        "sku": variant.get("sku"),
        "barcode": variant.get("barcode"),
        "available": variant.get("availableForSale"),
        "price": money(price),
        "price_currency": dig(price, "currencyCode"),
        "compare_at_price": money(before),
        "unit_price": money(variant.get("unitPrice")),
        "unit_price_measurement": {
            "reference_value": dig(measure, "referenceValue"),
            "reference_unit": dig(measure, "referenceUnit"),
        },
        "featured_image": {"src": image} if (image := address(variant.get("image"))) else None,
        **{f"option{place}": chosen.get(name) for place, name in enumerate(names, 1)},
    }


def money(value: Any) -> Any:
    """The amount, alone or with its currency."""
    return value.get("amount") if isinstance(value, dict) else value


def address(image: Any) -> str | None:
    """An image's address, under the name of any version."""
    return next((link for name in ("url", "src", "originalSrc") if (link := tidy(dig(image, name)))), None)
