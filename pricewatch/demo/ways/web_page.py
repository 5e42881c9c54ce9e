"""Category and product pages with schema.org JSON-LD, and the same prices in words for visitors."""

import json
from html import escape
from typing import Any

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import Answer, Visit, euros, handle, home, page, picture_path, spec_list

START = "/c/all"
TYPES = {"own_prior": "https://schema.org/StrikethroughPrice", "rrp": "https://schema.org/SRP"}
MEMBERS = {"@type": "MemberProgramTier", "name": "Club"}


def answer(visit: Visit) -> Answer | None:
    match visit.path.strip("/").split("/"):
        case [""]:
            return home(visit, {START: "Everything that we sell"})
        case ["c", "all"]:
            return category(visit)
        case ["p", name]:
            return next((product(visit, a) for a in visit.articles() if handle(a[0]) == name), None)
        case ["checkout", sku]:
            return next((checkout(visit, o) for o in visit.offers if o.sku == sku), None)
        case _:
            return None


def script(data: dict[str, Any]) -> str:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).replace("<", "\\u003c")
    return f'<script type="application/ld+json">{text}</script>'


def category(visit: Visit) -> Answer:
    """All articles, with an ItemList that leads to their pages."""
    links = {f"{visit.base}/p/{handle(article[0])}": article[0].name for article in visit.articles()}
    items = [{"@type": "ListItem", "position": n, "url": url} for n, url in enumerate(links, start=1)]
    cards = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for url, name in links.items())
    head = script({"@type": "ItemList", "name": "Everything", "itemListElement": items})
    return page(visit.shop, "Everything", f"<h1>Everything that we sell</h1><ul>{cards}</ul>", head)


def product(visit: Visit, article: list[Offer]) -> Answer:
    """One article: its variants in the markup and in a table."""
    first = article[0]
    url = f"{visit.base}/p/{handle(first)}"
    data = plan(visit, first, url) if first.category == "phone_plan" else group(visit, article, url)
    rows = "".join(
        f"<tr><th>{escape(offer.variant or 'Monthly plan')}</th><td>{visible_price(offer)}</td>"
        f'<td><a href="/checkout/{offer.sku}" rel="nofollow">Buy</a></td></tr>'
        for offer in article
    )
    body = f"<h1>{escape(first.title)}</h1><table>{rows}</table><ul>{spec_list(first)}</ul>{small_print(visit, first)}"
    return page(visit.shop, first.title, body, script(data))


def group(visit: Visit, article: list[Offer], url: str) -> dict[str, Any]:
    """A ProductGroup whose variants each have their offer; its own offer is an AggregateOffer."""
    first, prices = article[0], [offer.price for offer in article]
    span = {"lowPrice": str(min(prices)), "highPrice": str(max(prices)), "offerCount": len(prices)}
    return {
        "@type": "ProductGroup",
        "name": first.title,
        "url": url,
        "productGroupID": handle(first),
        "image": visit.base + picture_path(first),
        "brand": {"@type": "Brand", "name": first.brand},
        "category": "Mattresses",
        "variesBy": ["https://schema.org/size"],
        "offers": {"@type": "AggregateOffer", "priceCurrency": "EUR", **span},
        "additionalProperty": properties(first),
        "hasVariant": [
            {
                "@type": "Product",
                "name": f"{offer.name} {offer.variant}",
                "sku": offer.sku,
                "size": offer.variant,
                **({"gtin13": offer.gtin} if offer.gtin else {}),
                "offers": offer_data(visit, offer, f"{url}?size={(offer.variant or '').split()[0]}"),
            }
            for offer in article
        ],
    }


def plan(visit: Visit, offer: Offer, url: str) -> dict[str, Any]:
    """The phone plan: what it costs a month, now and after the introduction."""
    return {
        "@type": "Product",
        "name": offer.title,
        "url": url,
        "sku": offer.sku,
        "image": visit.base + picture_path(offer),
        "category": "Phone plans",
        "brand": {"@type": "Brand", "name": offer.brand},
        "additionalProperty": properties(offer),
        "offers": offer_data(visit, offer, url),
    }


def properties(offer: Offer) -> list[dict[str, str]]:
    return [{"@type": "PropertyValue", "name": name, "value": value} for name, value in offer.spec.items()]


def offer_data(visit: Visit, offer: Offer, url: str) -> dict[str, Any]:
    shipping = {"@type": "MonetaryAmount", "value": str(visit.shop.shipping), "currency": "EUR"}
    return {
        "@type": "Offer",
        "url": url,
        "price": str(offer.price),
        "priceCurrency": "EUR",
        "availability": "https://schema.org/InStock",
        "itemCondition": "https://schema.org/NewCondition",
        "priceSpecification": specifications(offer),
        "shippingDetails": {"@type": "OfferShippingDetails", "shippingRate": shipping},
        **({"priceValidUntil": offer.sale_ends.isoformat()} if offer.sale_ends else {}),
    }


def specifications(offer: Offer) -> list[dict[str, Any]]:
    """The price in parts: to pay, was or recommended, for members, after the introduction, mandatory charges."""
    parts = [unit(offer.price)]
    if offer.price_after:
        month = {"unitCode": "MON", "billingIncrement": 1}
        parts = [
            unit(offer.price, **month, billingDuration=offer.intro_months),
            unit(offer.price_after, **month, billingStart=offer.intro_months),
        ]
    if offer.was_price and offer.was_kind:
        parts.append(unit(offer.was_price, priceType=TYPES[offer.was_kind]))
    if offer.member_price:
        parts.append(unit(offer.member_price, validForMemberTier=MEMBERS))
    return parts


def unit(amount: object, **more: Any) -> dict[str, Any]:
    return {"@type": "UnitPriceSpecification", "price": str(amount), "priceCurrency": "EUR", **more}


def visible_price(offer: Offer) -> str:
    """The same in words."""
    month = " / month" if offer.category == "phone_plan" else ""
    parts = [f'<strong class="price">{euros(offer.price)}{month}</strong>']
    if offer.was_price:
        word = "RRP" if offer.was_kind == "rrp" else "was"
        parts.append(f'<span class="was">{word} <s>{euros(offer.was_price)}</s></span>')
    if offer.claimed_percent:
        parts.append(f'<span class="badge">-{offer.claimed_percent} %</span>')
    if offer.sale_ends:
        parts.append(f'<span class="ends">Sale ends {offer.sale_ends.isoformat()}</span>')
    if offer.low_30d:
        parts.append(f"<small>Lowest price of the last 30 days: {euros(offer.low_30d)}</small>")
    if offer.member_price:
        parts.append(f'<span class="member">Club members pay {euros(offer.member_price)}</span>')
    if offer.price_after:
        parts.append(f"<span>for {offer.intro_months} months, then {euros(offer.price_after)} / month</span>")
    return " ".join(parts)


def small_print(visit: Visit, offer: Offer) -> str:
    """Delivery, contract and mandatory charges, as a shop words them where it must."""
    plan = offer.category == "phone_plan"
    says = [f"Minimum term {offer.term_months} months." if plan else delivery(visit)]
    if offer.charge:
        month = " per month" if offer.charge.monthly else ""
        says.append(
            f"A mandatory {offer.charge.name.lower()} of {euros(offer.charge.amount)}{month} is added at checkout."
        )
    return f'<p class="small-print"><small>{" ".join(says)}</small></p>'


def delivery(visit: Visit) -> str:
    return f"Delivery {euros(visit.shop.shipping)}." if visit.shop.shipping else "Free delivery."


def checkout(visit: Visit, offer: Offer) -> Answer:
    """The last step before payment: everything that must be paid."""
    charge = offer.charge
    total = offer.price + (visit.shop.shipping or 0) + (charge.amount if charge else 0)
    lines = f"<tr><th>{escape(offer.title)}</th><td>{euros(offer.price)}</td></tr>"
    if charge:
        lines += f"<tr><th>{escape(charge.name)}</th><td>{euros(charge.amount)}</td></tr>"
    lines += f"<tr><th>Delivery</th><td>{euros(visit.shop.shipping or total - total)}</td></tr>"
    lines += f"<tr><th>Total</th><td>{euros(total)}</td></tr>"
    return page(visit.shop, "Checkout", f"<h1>Checkout</h1><table>{lines}</table>")
