"""Shop platforms and merchant feeds: where to start, what follows a page, and prices that are not what they seem."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pricewatch.errors import LayoutChanged, NotAProductPage, Unreadable
from pricewatch.read.page import Page
from pricewatch.retailer import Retailer
from scrapers import bigcommerce, magento, merchant_feed, shopify, woocommerce

SHOP = Retailer(slug="corner", name="Corner", home="https://corner.example/", currency="CHF", country="CH")
TEA = {
    "title": "Tea",
    "handle": "tea",
    "variants": [{"id": 1, "title": "Default Title", "option1": "x", "price": "2.00"}],
}
WOO = {"name": "Tea", "permalink": "https://corner.example/tea", "prices": {"price": "200", "currency_minor_unit": 2}}


def page(value, url="https://corner.example/x", **stated):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Page(url=url, body=body, retailer=SHOP, **stated)


def test_starts():
    assert [r.url for r in shopify.requests(SHOP)] == ["https://corner.example/products.json?limit=250&page=1"]
    assert "/wp-json/wc/store/v1/products?per_page=100&page=1" in woocommerce.requests(SHOP)[0].url
    assert magento.requests(SHOP)[0].url.startswith("https://corner.example/graphql?query=query")
    assert bigcommerce.requests(SHOP) == merchant_feed.requests(SHOP) == []


def test_shopify_goes_on_while_a_page_has_products():
    url = "https://corner.example/products.json?limit=2&page=3"
    following = shopify.read(page({"products": [TEA]}, url)).requests
    assert [r.url for r in following] == ["https://corner.example/products.json?limit=2&page=4"]
    assert shopify.read(page({"products": []}, url)).requests == []
    assert shopify.read(page({"product": TEA}, "https://corner.example/products/tea.json")).requests == []


def test_shopify_takes_the_retailers_currency_where_the_variant_names_none():
    assert shopify.read(page({"products": [TEA]})).listings[0].currency == "CHF"
    named = {**TEA, "variants": [{**TEA["variants"][0], "price_currency": "SEK"}]}
    assert shopify.read(page({"products": [named]})).listings[0].currency == "SEK"


@pytest.mark.parametrize(
    ("stock", "availability"),
    [
        ({"available": True}, "in_stock"),
        ({"available": False}, "out_of_stock"),
        ({"inventory_quantity": 3}, "in_stock"),
        ({"inventory_quantity": 0, "inventory_policy": "continue", "inventory_management": "shopify"}, "in_stock"),
        ({"inventory_quantity": 0, "inventory_policy": "deny", "inventory_management": "shopify"}, "out_of_stock"),
        ({"inventory_quantity": 0, "inventory_policy": "deny", "inventory_management": None}, None),
        ({}, None),
    ],
)
def test_shopify_availability(stock, availability):
    variant = {**TEA["variants"][0], **stock}
    assert shopify.read(page({"products": [{**TEA, "variants": [variant]}]})).listings[0].availability == availability


def test_shopify_keeps_a_variant_whose_price_it_cannot_read():
    odd = {**TEA, "variants": [{**TEA["variants"][0], "price": "ask"}]}
    [listing] = shopify.read(page({"products": [odd]})).listings
    assert listing.price is None
    assert listing.doubts == ("The variant's price 'ask' is no amount.",)


def test_shopify_answers_to_graphql_read_as_its_lists_do():
    variant = {
        "id": "gid://shopify/ProductVariant/7",
        "title": "Large",
        "sku": "T-L",
        "availableForSale": False,
        "price": {"amount": "2.0", "currencyCode": "CAD"},
        "compareAtPrice": {"amount": "2.5", "currencyCode": "CAD"},
        "selectedOptions": [{"name": "Size", "value": "Large"}],
    }
    product = {"title": "Tea", "handle": "tea", "options": [{"name": "Size"}], "variants": {"nodes": [variant]}}
    product |= {"images": {"edges": [{"node": {"url": "https://cdn.example/t.jpg"}}]}}
    answer = page({"data": {"products": {"edges": [{"node": product}]}}})
    assert shopify.recognises(answer)
    [listing] = shopify.read(answer).listings
    assert (listing.price, listing.was_price, listing.currency) == (Decimal(2), Decimal("2.5"), "CAD")
    assert (listing.url, listing.availability) == ("https://corner.example/products/tea?variant=7", "out_of_stock")
    assert (listing.attributes, listing.image) == ({"Size": "Large"}, "https://cdn.example/t.jpg")


def test_shopify_keeps_a_product_without_variants_and_its_neighbours():
    bare = {"title": "Gift card", "handle": "gift", "variants": []}
    gift, tea = shopify.read(page({"products": [bare, TEA]})).listings
    assert (gift.name, gift.price, bool(gift.doubts)) == ("Gift card", None, True)
    assert tea.price == Decimal(2)


def test_magentos_render_info_is_what_a_category_shows():
    info = {"final_price": 3, "regular_price": 4}
    item = {"id": 1, "name": "Tea", "url": "https://corner.example/tea", "price_info": info, "currency_code": "EUR"}
    [listing] = magento.read(page({"items": [{**item, "is_salable": "1"}]})).listings
    assert (listing.price, listing.was_price, listing.currency) == (Decimal(3), Decimal(4), "EUR")
    assert listing.availability == "in_stock"


def test_woocommerce_goes_on_while_a_page_is_full():
    full = woocommerce.read(page([WOO, WOO], "https://corner.example/p?per_page=2&page=1"))
    assert [r.url for r in full.requests] == ["https://corner.example/p?per_page=2&page=2"]
    assert woocommerce.read(page([WOO], "https://corner.example/p?per_page=2&page=2")).requests == []
    assert woocommerce.read(page([], "https://corner.example/p?per_page=2&page=3")).listings == []


def test_magento_asks_for_the_page_after_this_one():
    answer = {"data": {"products": {"items": [{"name": "Tea", "price_range": {}}], "page_info": {}}}}
    answer["data"]["products"]["page_info"] = {"current_page": 1, "total_pages": 2}
    [request] = magento.read(page(answer, magento.requests(SHOP)[0].url)).requests
    assert "%22page%22%3A+2" in request.url
    answer["data"]["products"]["page_info"]["total_pages"] = 1
    assert magento.read(page(answer, magento.requests(SHOP)[0].url)).requests == []


def test_magentos_special_price_counts_within_its_days():
    item = {"name": "Tea", "sku": "T", "type_id": "simple", "price": 4, "status": 1}
    own = [
        {"attribute_code": "special_price", "value": "3.0000"},
        {"attribute_code": "special_to_date", "value": "2026-01-12 00:00:00"},
    ]
    answer = {"items": [{**item, "custom_attributes": own}]}
    during, after = datetime(2026, 1, 12, 18, tzinfo=UTC), datetime(2026, 1, 13, 18, tzinfo=UTC)
    assert magento.read(page(answer, fetched_at=during)).listings[0].price == Decimal(3)
    assert magento.read(page(answer, fetched_at=after)).listings[0].price == Decimal(4)
    assert magento.read(page(answer)).listings[0].doubts


def test_bigcommerce_follows_the_catalogues_own_link():
    answer = {"data": [{"name": "Tea", "calculated_price": 2}], "meta": {"pagination": {"links": {"next": "?page=2"}}}}
    reading = bigcommerce.read(page(answer, "https://corner.example/v3/catalog/products"))
    assert [r.url for r in reading.requests] == ["https://corner.example/v3/catalog/products?page=2"]


@pytest.mark.parametrize(
    ("scraper", "answer"),
    [
        (shopify, {"errors": "Not Found"}),
        (woocommerce, {"code": "rest_no_route", "message": "No route"}),
        (magento, {"message": "The consumer isn't authorized"}),
        (bigcommerce, {"status": 401, "title": "X-Auth-Token header is required"}),
    ],
)
def test_an_interfaces_refusal_is_no_product_page(scraper, answer):
    with pytest.raises(NotAProductPage):
        scraper.read(page(answer))


@pytest.mark.parametrize(
    ("html", "amount", "per"),
    [
        ("<span class='amount'>9,90 €</span> / <span class='unit'>kg</span>", "9.90", "kg"),
        ("<del>12,00 €</del> <ins>9,90 €</ins> / 100 ml", "9.90", "100 ml"),
        ("", None, None),
    ],
)
def test_woocommerce_states_the_unit_price_that_an_extension_shows(html, amount, per):
    tea = WOO | {"extensions": {"somebodys-law": {"unit_price_html": html}, "other": []}}
    listing = woocommerce.read(page([tea])).listings[0]

    assert (Decimal(amount) if amount else None, per) == (listing.unit_price, listing.unit_price_per)


def test_a_feed_states_what_its_unit_price_is_per():
    table = b"id\ttitle\tlink\tprice\tavailability\tunit_pricing_measure\tunit_pricing_base_measure\n"
    row = b"1\tTea\thttps://corner.example/1\t2.00 EUR\tin stock\t250 g\t1 kg\n"
    listing = merchant_feed.read(page(table + row)).listings[0]

    assert ("250 g", None, "1 kg") == (listing.size_text, listing.unit_price, listing.unit_price_per)


@pytest.mark.parametrize("scraper", [shopify, woocommerce, magento, bigcommerce])
def test_other_json_is_not_ours(scraper):
    for other in (
        {"a": 1},
        [{"name": "Tea", "price": 2}],
        {"items": [{"name": "Tea"}]},
        {"products": [{"price": 2}]},
        7,
    ):
        assert not scraper.recognises(page(other))
        with pytest.raises(Unreadable):
            scraper.read(page(other))


def test_each_shape_has_one_reader():
    shapes = {shopify: {"products": [TEA]}, woocommerce: [WOO]}
    for owner, shape in shapes.items():
        assert [s for s in (shopify, woocommerce, magento, bigcommerce) if s.recognises(page(shape))] == [owner]


def feed(item, **stated):
    body = (
        f"<rss xmlns:g='http://base.google.com/ns/1.0'><channel><item><title>Tea</title>{item}</item></channel></rss>"
    )
    return merchant_feed.read(page(body.encode(), **stated)).listings[0]


def test_feed_delivery_is_the_cheapest_to_the_retailers_country():
    to = "<g:shipping><g:country>{}</g:country><g:price>{} CHF</g:price></g:shipping>"
    listing = feed("<g:price>5 CHF</g:price>" + to.format("DE", 1) + to.format("CH", 9) + to.format("CH", 7))
    assert listing.shipping == Decimal(7)


def test_feed_members_price_stands_beside_the_price():
    club = "<g:loyalty_program><g:program_label>club</g:program_label><g:price>4 CHF</g:price></g:loyalty_program>"
    listing = feed("<g:price>5 CHF</g:price>" + club)
    assert (listing.price, listing.member_price) == (Decimal(5), Decimal(4))


def test_feed_sale_is_judged_by_the_day_of_the_visit():
    item = (
        "<g:price>5 CHF</g:price><g:sale_price>4 CHF</g:sale_price>"
        "<g:sale_price_effective_date>2026-01-01T00:00Z/2026-01-31T00:00Z</g:sale_price_effective_date>"
    )
    assert feed(item, fetched_at=datetime(2026, 1, 5, tzinfo=UTC)).price == Decimal(4)
    assert feed(item, fetched_at=datetime(2026, 3, 5, tzinfo=UTC)).price == Decimal(5)


def test_googles_own_attribute_wins_over_the_feeds():
    assert feed("<g:title>Black tea</g:title><g:price>5 CHF</g:price>").name == "Black tea"


def test_atom_entries_and_headings_with_spaces():
    atom = (
        b"<feed xmlns='http://www.w3.org/2005/Atom' xmlns:g='http://base.google.com/ns/1.0'><entry><id>tag:1</id>"
        b"<title>Tea</title><link href='https://corner.example/tea'/><g:id>T</g:id>"
        b"<g:price>5 CHF</g:price></entry></feed>"
    )
    [listing] = merchant_feed.read(page(atom)).listings
    assert (listing.sku, listing.url, listing.price) == ("T", "https://corner.example/tea", Decimal(5))
    table = b"ID,Title,Image Link,Price,Availability\nT,Tea,/t.jpg,5.00 CHF,in stock\n"
    assert merchant_feed.recognises(page(table))
    assert merchant_feed.read(page(table)).listings[0].image == "https://corner.example/t.jpg"


def test_a_feed_without_items_is_read_as_empty_and_another_document_is_refused():
    assert merchant_feed.read(page(b"<rss><channel><title>x</title></channel></rss>")).listings == []
    with pytest.raises(LayoutChanged):
        merchant_feed.read(page(b"<urlset><url><loc>x</loc></url></urlset>"))
