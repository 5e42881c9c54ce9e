"""schema.org's products and offers, from whichever syntax, as listings.

Source: https://schema.org/Product, /Offer, /ProductGroup, and Google's merchant listing structured data.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from pricewatch.listing import Availability, Listing
from pricewatch.read import availability as stock
from pricewatch.read.offers import prices_of
from pricewatch.read.values import amount_of, clean, first, many, text_of, url_of

Node = Mapping[str, Any]

PRODUCTS = {"product", "productgroup", "productmodel", "individualproduct", "someproducts", "vehicle", "car", "book"}
PRODUCTS |= {"movie", "softwareapplication", "mobileapplication", "videogame", "course", "event", "menuitem", "drug"}
GROUP = "productgroup"
OFFERS = {"offer", "aggregateoffer", "demand"}
# What hangs on these edges is another product, or a list of them.
ELSEWHERE = {"isrelatedto", "issimilarto", "isaccessoryorsparepartfor", "isconsumablefor", "itemlistelement", "review"}
ELSEWHERE |= {"isvariantof", "hasvariant", "model", "breadcrumb", "offers", "makesoffer", "mentions", "itemreviewed"}
DEEPEST = 12
MOST_LISTINGS = 2_000

GTINS = ("gtin13", "gtin14", "gtin12", "gtin8", "gtin", "isbn", "productID")
CONDITION = re.compile(r"(new|used|refurbished|damaged)condition$", re.I)


def listings(nodes: Sequence[Node], url: str) -> list[Listing]:
    """One listing per offer of each product, in the order of the markup. `url`: the page's own."""
    index = {str(node["@id"]): node for node in every(nodes) if "@id" in node and len(node) > 1}
    found: list[Listing] = []
    for product in products(nodes, index):
        found += of_product(product, index, url)
        if len(found) > MOST_LISTINGS:
            break
    return found[:MOST_LISTINGS]


def types(node: Node) -> set[str]:
    """A node's types without their vocabulary, in lower case."""
    return {str(kind).rsplit("/", 1)[-1].rsplit(":", 1)[-1].casefold() for kind in many(node.get("@type"))}


def every(value: Any, depth: int = 0) -> Iterator[Node]:
    """All nodes below a value."""
    if depth > DEEPEST:
        return
    if isinstance(value, Mapping):
        yield value
        for part in value.values():
            yield from every(part, depth + 1)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from every(part, depth + 1)


def products(value: Any, index: Mapping[str, Node], depth: int = 0) -> Iterator[Node]:
    """The products that nodes describe, without related ones. A group stands for its variants."""
    if depth > DEEPEST:
        return
    if isinstance(value, Sequence) and not isinstance(value, str):
        for part in value:
            yield from products(part, index, depth + 1)
    elif isinstance(value, Mapping):
        if types(value) & PRODUCTS or ("offers" in value and "name" in value):
            yield value
        elif types(value) & OFFERS and isinstance(value.get("itemOffered"), Mapping):
            yield {**value["itemOffered"], "offers": {key: v for key, v in value.items() if key != "itemOffered"}}
        else:
            for key, part in value.items():
                if key.casefold() not in ELSEWHERE:
                    yield from products(part, index, depth + 1)


def resolved(value: Any, index: Mapping[str, Node]) -> list[Node]:
    """Nodes, with references by @id followed."""
    nodes = [part for part in many(value)[:MOST_LISTINGS] if isinstance(part, Mapping)]
    return [
        index.get(str(part["@id"]), part) if set(part) <= {"@id", "@type"} and "@id" in part else part for part in nodes
    ]


def of_product(product: Node, index: Mapping[str, Node], url: str) -> list[Listing]:
    """The offers of one product, or of all variants of a group."""
    base = described(product, url)
    variants = resolved(product.get("hasVariant"), index)
    if variants:
        return [one for variant in variants for one in of_variant(variant, base, index, url)]
    return with_offers(product, base, index, url)


def of_variant(variant: Node, base: Listing, index: Mapping[str, Node], url: str) -> list[Listing]:
    """A variant says what differs; the rest, its name too, is the group's, except the numbers that identify."""
    own = described(variant, url)
    shared = replace(base, sku=None, gtin=None, mpn=None)
    merged: dict[str, Any] = {"attributes": {**base.attributes, **own.attributes}, "name": base.name or own.name}
    merged["variant"] = own.variant or (own.name if own.name != base.name else None)
    return with_offers(variant, replace(shared, **stated(own) | merged), index, url)


def with_offers(product: Node, base: Listing, index: Mapping[str, Node], url: str) -> list[Listing]:
    """One listing per offer; a product without an offer still has a name."""
    offers = [part for offer in resolved(product.get("offers"), index) for part in unfolded(offer, index)]
    return [of_offer(offer, base, url) for offer in offers] or [base]


def unfolded(offer: Node, index: Mapping[str, Node]) -> list[Node]:
    """The offers within an aggregate, if it lists priced ones; else the aggregate itself."""
    inner = [part for part in resolved(offer.get("offers"), index) if prices_of(part).price is not None]
    shared = {key: offer[key] for key in ("priceCurrency", "availability") if key in offer}
    return [{**shared, **part} for part in inner] or [offer]


def of_offer(offer: Node, base: Listing, url: str) -> Listing:
    """The product's words and one offer's terms."""
    own = described({key: value for key, value in offer.items() if key not in ("name", "description")}, url)
    terms = Listing(
        attributes={**base.attributes, **own.attributes},
        seller=text_of(offer.get("seller")) or text_of(offer.get("offeredBy")),
        availability=availability(offer),
    )
    return replace(base, **stated(own) | stated(prices_of(offer)) | stated(terms))


def stated(listing: Listing) -> dict[str, Any]:
    """The fields that a listing fills."""
    given = {name: getattr(listing, name) for name in Listing.__dataclass_fields__}
    return {name: value for name, value in given.items() if value is not None and value not in ((), {})}


def described(node: Node, url: str) -> Listing:
    """What a node says about the product itself."""
    return Listing(
        url=url_of(node.get("url"), url),
        name=text_of(node.get("name")),
        brand=brand(node),
        sku=text_of(node.get("sku")),
        gtin=gtin(node),
        mpn=text_of(node.get("mpn")),
        category=text_of(node.get("category")),
        size_text=text_of(node.get("size")) or text_of(node.get("weight")),
        variant=choice(node),
        condition=condition(node.get("itemCondition")),
        image=url_of(first(node.get("image")), url),
        description=text_of(node.get("description")),
        attributes=attributes(node),
    )


def choice(node: Node) -> str | None:
    """What sets a variant apart, in the shop's words."""
    parts = [text_of(node.get(key)) for key in ("color", "size", "material", "pattern")]
    return " / ".join(part for part in parts if part) or None


def brand(node: Node) -> str | None:
    found = text_of(node.get("brand")) or text_of(node.get("manufacturer"))
    return found if found and not found.startswith("$") and found.casefold() not in ("n/a", "none", "null") else None


def gtin(node: Node) -> str | None:
    """The first barcode, digits only, or None. `productID` may say `gtin13:400...` or anything else."""
    for key in GTINS:
        digits = re.sub(r"^(?:gtin\d*|isbn|ean|upc):|[\s-]", "", text_of(node.get(key)) or "", flags=re.I)
        if re.fullmatch(r"\d{8}|\d{11,14}|\d{9}[\dX]", digits) and digits.strip("0"):
            return digits
    return None


def availability(node: Node) -> Availability | None:
    """What an offer says about stock, or how many pieces it counts."""
    if found := stock.stated(text_of(node.get("availability"))):
        return found
    level = first(node.get("inventoryLevel"))
    count = amount_of(level.get("value") if isinstance(level, Mapping) else level)
    return None if count is None else "in_stock" if count > 0 else "out_of_stock"


def condition(value: Any) -> str | None:
    found = CONDITION.search(text_of(value) or "")
    return found[1].casefold() if found else None


def attributes(node: Node) -> dict[str, str]:
    """additionalProperty as a plain table, and the properties that have their own name."""
    named = {key: text_of(node.get(key)) for key in ("color", "size", "material", "pattern", "weight")}
    found = {key: value for key, value in named.items() if value}
    for part in many(node.get("additionalProperty")):
        if isinstance(part, Mapping) and (name := text_of(part.get("name"))) and (value := text_of(part)):
            found[clean(name)] = value
    return found


def is_list(node: Node) -> bool:
    """Does this node list other pages?"""
    return bool(types(node) & {"itemlist", "offercatalog"})


def listed(nodes: Sequence[Node], url: str) -> list[str]:
    """Where a page's item lists lead, in order, without repetition."""
    found: dict[str, None] = {}
    for node in every(nodes):
        if is_list(node):
            for entry in many(node.get("itemListElement")):
                item = entry.get("item", entry) if isinstance(entry, Mapping) else entry
                address = item.get("url") or item.get("@id") if isinstance(item, Mapping) else item
                address = address or (entry.get("url") if isinstance(entry, Mapping) else None)
                if isinstance(address, str) and address:
                    found[urljoin(url, address)] = None
    return list(found)
