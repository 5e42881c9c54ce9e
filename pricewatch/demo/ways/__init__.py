"""The ways in which the shops of the demo street publish their prices: one module each.

Each has `answer(visit) -> Answer | None`: what the shop answers to a request, or None where there is no such page; and
START: where a collector begins.
"""

from typing import Protocol

from pricewatch.demo.ways import croatian_price_list, css, merchant_feed, microdata, shopify, web_page, woocommerce
from pricewatch.demo.ways.html import Answer, Visit


class Way(Protocol):
    """One way of publishing prices."""

    START: str

    def answer(self, visit: Visit) -> Answer | None: ...


WAYS: dict[str, Way] = {
    "shopify": shopify,
    "web_page": web_page,
    "croatian_price_list": croatian_price_list,
    "css": css,
    "woocommerce": woocommerce,
    "microdata": microdata,
    "merchant_feed": merchant_feed,
}
