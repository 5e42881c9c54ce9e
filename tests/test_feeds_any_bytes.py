"""Whatever a shop answers, a feed's reader gives listings or one PricewatchError."""

import copy
import gzip
import io
import json
import zipfile

import pytest
from costs import assert_bounded, filled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pricewatch.errors import PricewatchError, TooLarge, Unreadable
from pricewatch.listing import Listing
from pricewatch.read.page import Page
from scrapers import bigcommerce, croatian_price_list, israeli_price_list, magento, merchant_feed, shopify, woocommerce

SCRAPERS = [bigcommerce, croatian_price_list, israeli_price_list, magento, merchant_feed, shopify, woocommerce]
JSON_SHAPES = {
    shopify: {
        "products": [
            {
                "title": "Tea",
                "handle": "tea",
                "body_html": "<ul><li>Weight: 1 kg</li></ul>",
                "options": [{"name": "Size"}],
                "images": [{"src": "/a.jpg", "variant_ids": [1]}],
                "variants": [
                    {
                        "id": 1,
                        "product_id": 2,
                        "title": "S",
                        "option1": "S",
                        "price": "2.00",
                        "compare_at_price": "3.00",
                        "inventory_quantity": 0,
                        "unit_price_measurement": {"reference_value": 1, "reference_unit": "kg"},
                        "presentment_prices": [{"price": {"amount": "2.00", "currency_code": "EUR"}}],
                    }
                ],
            }
        ]
    },
    woocommerce: [
        {
            "id": 1,
            "name": "Tea",
            "permalink": "https://tea.example/p",
            "prices": {
                "price": "200",
                "regular_price": "300",
                "currency_minor_unit": 2,
                "currency_code": "EUR",
                "price_range": {"max_amount": "400"},
            },
            "categories": [{"name": "Tea"}],
            "images": [{"src": "/a.jpg"}],
            "attributes": [{"name": "Size", "terms": [{"name": "S"}]}, {"name": "Leaf", "options": ["whole"]}],
            "extensions": {"subscriptions": {"billing_period": "month", "billing_interval": 1, "sign_up_fees": "5"}},
        }
    ],
    magento: {
        "data": {
            "products": {
                "page_info": {"current_page": 1, "total_pages": 2},
                "items": [
                    {
                        "name": "Tea",
                        "sku": "T",
                        "url_key": "tea",
                        "price_range": {
                            "minimum_price": {
                                "regular_price": {"value": 3},
                                "final_price": {"value": 2.5, "currency": "EUR"},
                                "discount": {"percent_off": 16.7},
                            },
                            "maximum_price": {"final_price": {"value": 4}},
                        },
                        "variants": [{"attributes": [{"label": "S"}], "product": {"sku": "T-S"}}],
                    }
                ],
            }
        },
        "items": [{"name": "Tea", "type_id": "simple", "custom_attributes": [{"attribute_code": "ean", "value": "1"}]}],
    },
    bigcommerce: {
        "data": [
            {
                "name": "Tea",
                "price": 3,
                "calculated_price": 2.5,
                "custom_url": {"url": "/tea/"},
                "variants": [{"sku": "S", "option_values": [{"option_display_name": "Size", "label": "S"}]}],
            }
        ],
        "meta": {"pagination": {"links": {"next": "?page=2"}}},
    },
}
SHOPIFY_GRAPHQL = {
    "data": {
        "collection": {
            "products": {
                "nodes": [
                    {
                        "title": "Tea",
                        "options": [{"name": "Size"}],
                        "images": {"edges": [{"node": {"url": "/a.jpg"}}]},
                        "variants": {
                            "edges": [
                                {
                                    "node": {
                                        "id": "gid://7",
                                        "price": {"amount": "2.0", "currencyCode": "EUR"},
                                        "selectedOptions": [{"name": "Size", "value": "S"}],
                                    }
                                }
                            ]
                        },
                    }
                ]
            }
        }
    },
}
TEXTS = [
    "NAZIV;ŠIFRA;MARKA;NETO KOLIČINA;JEDINICA MJERE;MPC;BARKOD\nČAJ;1;M;0,1;KG;2,10;3850108000011\n".encode("cp1250"),
    b"<r><ProdajniObjekt><Oznaka>T1</Oznaka><Proizvod><NazivProizvoda>A</NazivProizvoda>"
    b"<SifraProizvoda>1</SifraProizvoda><MaloprodajnaCijena>1.00</MaloprodajnaCijena>"
    b"<Barkod>38501080000</Barkod></Proizvod></ProdajniObjekt></r>",
    b"<root><ChainId>1</ChainId><StoreId>2</StoreId><Items><Item><ItemCode>1</ItemCode><ItemName>a</ItemName>"
    b"<ItemPrice>1.00</ItemPrice></Item></Items></root>",
    b"<root><ChainId>1</ChainId><Promotion><PromotionId>7</PromotionId>"
    b"<PromotionDescription>b</PromotionDescription><PromotionItems><Item><ItemCode>1</ItemCode></Item>"
    b"</PromotionItems><DiscountedPrice>1</DiscountedPrice>"
    b"</Promotion></root>",
    b"<rss xmlns:g='http://base.google.com/ns/1.0'><channel><item><g:id>1</g:id><title>A</title>"
    b"<g:price>1 EUR</g:price>"
    b"<g:shipping><g:country>DE</g:country><g:price>4 EUR</g:price></g:shipping></item></channel></rss>",
    b"id\ttitle\tlink\tprice\tsale_price\tavailability\n1\tTea\thttps://a.example\t2.00 EUR\t1.00 EUR\tin stock\n",
    b"<!doctype html><h1>Cjenici</h1><a href='a_29.12.2025.csv'>csv</a>"
    b"<a href='PriceFull7290000000000-001-202512290300.gz'>x</a>",
    *(json.dumps(shape).encode() for shape in (*JSON_SHAPES.values(), SHOPIFY_GRAPHQL)),
]
ODD = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.sampled_from(["1e999999", "9" * 5000, "http://[", "\ud800", 10**400, "-5", "0", "https://a b"]),
    st.just([]),
    st.just({}),
    st.just([[]]),
    st.just([None]),
    st.just({"name": {}}),
)


def reads_or_refuses(scraper, body, url="https://shop.example/products.json"):
    page, recognised = Page(url=url, body=body), False
    try:
        recognised = scraper.recognises(page)
        reading = scraper.read(page)
    except PricewatchError as problem:
        assert str(problem)
        return recognised
    for listing in reading.listings:
        assert isinstance(listing, Listing)
        listing.as_json().encode()
        assert listing.price is not None or listing.doubts
    return recognised


@pytest.mark.parametrize("scraper", SCRAPERS, ids=lambda s: s.__name__)
@settings(max_examples=60, deadline=None)
@given(body=st.binary(max_size=300))
def test_any_bytes(scraper, body):
    reads_or_refuses(scraper, body)


@pytest.mark.parametrize("scraper", SCRAPERS, ids=lambda s: s.__name__)
@settings(max_examples=60, deadline=None)
@given(body=st.sampled_from(TEXTS), places=st.lists(st.tuples(st.integers(0, 400), st.binary(max_size=3)), max_size=4))
def test_a_feed_with_some_bytes_changed(scraper, body, places):
    for place, other in places:
        body = body[:place] + other + body[place + len(other) :]
    reads_or_refuses(scraper, body)


def paths(value, path=()):
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from paths(part, (*path, key))


@pytest.mark.parametrize(
    ("scraper", "shape"),
    [*JSON_SHAPES.items(), (shopify, SHOPIFY_GRAPHQL)],
    ids=lambda value: getattr(value, "__name__", ""),
)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_an_interface_that_answers_anything_at_one_place(scraper, shape, data):
    shape = copy.deepcopy(shape)
    path = data.draw(st.sampled_from([p for p in paths(shape) if p]))
    parent = shape
    for key in path[:-1]:
        parent = parent[key]
    parent[path[-1]] = data.draw(ODD)
    reads_or_refuses(scraper, json.dumps(shape).encode())


@pytest.mark.parametrize("scraper", SCRAPERS, ids=lambda s: s.__name__)
@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000,
        b'{"products":' * 50_000,
        b"<a>" * 100_000,
        b'{"products": [{"variants": [{"price": ' + b"9" * 100_000 + b"}]}]}",
        b"\x00" * 1000,
        b"\x1f\x8b\x08\x00\x00",
        b"PK\x03\x04 no archive",
        b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><item>'
        b"<title>&b;</title><price>1</price></item></rss>",
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item><title>&x;</title><price>1</price></item>'
        b"</rss>",
    ],
    ids=["lists", "objects", "elements", "digits", "nulls", "cut gzip", "no zip", "entities", "outside entity"],
)
def test_hostile_bytes(scraper, body):
    assert not reads_or_refuses(scraper, body) or scraper in (shopify, israeli_price_list, merchant_feed)


def test_an_outside_entity_is_never_opened():
    body = (
        b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><rss><item><title>Tea &x;</title>'
        b"<g:id>1</g:id><g:price>1.00 EUR</g:price></item></rss>"
    )
    try:
        names = [listing.name for listing in merchant_feed.read(Page(url="https://a.example", body=body)).listings]
    except PricewatchError:
        names = []
    assert names in ([], ["Tea &x;"], ["Tea"])


def test_a_gzip_bomb_is_refused():
    with pytest.raises(TooLarge):
        shopify.read(Page(url="https://a.example", body=gzip.compress(b" " * 20 * 2**20)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 20 * 2**20)
    with pytest.raises(TooLarge):
        croatian_price_list.read(Page(url="https://a.example", body=bomb.getvalue()))


def test_a_list_that_breaks_off_is_refused_and_not_read_in_part():
    whole = gzip.compress(TEXTS[0] * 500)
    with pytest.raises(Unreadable, match="ends early"):
        croatian_price_list.read(Page(url="https://a.example/a.csv.gz", body=whole[: len(whole) // 2]))
    with pytest.raises(Unreadable, match="broken"):
        croatian_price_list.read(Page(url="https://a.example/a.xml", body=TEXTS[1][:150]))


RECORD = "<p><NazivProizvoda>A</NazivProizvoda><SifraProizvoda>1</SifraProizvoda><Marka/><MaloprodajnaCijena>1"
RECORD += "</MaloprodajnaCijena><NetoKolicina/><JedinicaMjere/><Barkod>1</Barkod></p>"
PROMOTION = "<Promotion><PromotionId>7</PromotionId><PromotionDescription>b</PromotionDescription>"


def test_records_without_a_name_beside_records_with_one_have_no_name():
    listings = croatian_price_list.read(Page(url="https://a.example", body=f"<r>{RECORD}<s><p/></s></r>".encode()))

    assert [listing.name for listing in listings.listings] == ["A"]


def test_a_promotion_within_a_promotion_is_read_once():
    body = (
        f"<root><ChainId>1</ChainId>{PROMOTION}{PROMOTION}<ItemCode>12345678</ItemCode></Promotion></Promotion></root>"
    )
    listings = israeli_price_list.read(Page(url="https://a.example", body=body.encode())).listings

    assert [listing.sku for listing in listings] == ["12345678"]


def test_the_stores_of_a_list_keep_their_addresses():
    store = f"<shop><Oznaka>T#</Oznaka><Adresa>Ulica 1</Adresa><items>{RECORD}</items></shop>"
    body = f"<r>{store.replace('#', '1')}{store.replace('#', '2')}</r>".encode()
    listings = croatian_price_list.read(Page(url="https://a.example", body=body)).listings

    assert [listing.store for listing in listings] == ["T1, Ulica 1", "T2, Ulica 1"]


def test_a_currency_that_is_none_is_left_out():
    shape = copy.deepcopy(JSON_SHAPES[woocommerce])
    shape[0]["prices"]["currency_code"] = "AD"
    (listing,) = woocommerce.read(Page(url="https://a.example", body=json.dumps(shape).encode())).listings

    assert (listing.price, listing.currency) == (2, None)


TSV = "id\ttitle\tlink\tprice\tavailability\n"
LIST = TEXTS[0].decode("cp1250").splitlines()[0] + "\n"
RSS = "<rss xmlns:g='http://base.google.com/ns/1.0'><channel>"
ITEM = "<item><title>a</title><g:price>1</g:price>"
CHAIN = "<root><ChainId>1</ChainId><StoreId>2</StoreId>"
VARIANT = '{"product_id":1,"price":"1"},'
WORST = {  # head, the piece that is repeated, tail
    "rows of six bytes": (TSV, "1\ta\t\t1\t\n", ""),
    "rows of two bytes": (TSV, "1\n", ""),
    "rows as short as true ones": (
        TSV,
        "#\tTea number # of the house\thttps://shop.example/p/#\t#.99 EUR\tin stock\n",
        "",
    ),
    "one row, repeated": (
        TSV,
        "1\tTea of the house\thttps://shop.example/p/tea-of-the-house\t1.99 EUR\tin stock\n",
        "",
    ),
    "quotes that never close": (TSV.replace("\t", ","), '"\n', ""),
    "rows that do not fit": (LIST, "a;b\n", ""),
    "ten thousand columns": (LIST.strip() + ";x" * 10_000 + "\n", "a;" * 10_000 + "\n", ""),
    "a heading of five megabytes": (LIST.strip(), ";x#", ""),
    "a huge cell": (TSV + "1\t", "a", "\t/a\t1\tin stock\n"),
    "a billion digits": (TSV + "1\ta\t/a\t", "9", "\tin stock\n"),
    "deliveries to everywhere": (TSV.strip() + "\tshipping\n1\ta\t/a\t1\tin\t", "a:;", "\n"),
    "descriptions of many elements": (
        TSV.strip() + "\tdescription\n",
        "1\ta\tx\t1\tin\t" + "<p><li>a" * 50_000 + "\n",
        "",
    ),
    "empty elements": (RSS + ITEM + "</item>", "<item/>", "</channel></rss>"),
    "short items": (RSS, ITEM + "</item>", "</channel></rss>"),
    "one item of many links": (RSS + ITEM, "<g:a_link>a</g:a_link>", "</item></channel></rss>"),
    "records of different fields": ("<r>" + RECORD, "<p><a#/><b/></p>", "</r>"),
    "a record in every store": ("<r>", "<s>" + RECORD + "</s>", "</r>"),
    "items without a name": (CHAIN, "<i><ItemCode/><ItemPrice/></i>", "</root>"),
    "elements before the first item": (CHAIN + "<ItemCode/>", "<ibex><ItemPrice/></ibex>", "</root>"),
    "promotions in promotions": (
        CHAIN,
        PROMOTION * 200 + "<ItemCode>#</ItemCode>" * 99 + "</Promotion>" * 200,
        "</root>",
    ),
    "empty objects": ('{"products":[' + json.dumps(JSON_SHAPES[shopify]["products"][0]) + ",", "{},", "{}]}"),
    "a hundred thousand variants": ('{"products":[{"title":"a","variants":[', VARIANT, "{}]}]}"),
    "a picture for each of many variants": (
        '{"products":[{"title":"a","images":[{"variant_ids":[' + "1," * 50_000 + '2]}],"variants":[' + VARIANT,
        '{"product_id":1,"price":"1","id":7,"title":"of a length that true ones have"},',
        "{}]}]}",
    ),
    "lists in lists": ('{"products":', "[", ""),
    "numbers only": ('{"permalink":[', "0.1,", "0]}"),
}


@pytest.mark.parametrize("case", WORST)
def test_megabytes_of_the_worst_feed_are_read_or_refused_in_bounds(case):
    assert_bounded(filled(*WORST[case]), None)


def test_a_list_of_usual_rows_is_read_however_long_it_is():
    rows = "".join(
        f"{n}\tTea {n}\thttps://shop.example/product/tea-{n}-of-the-house\t{n}.99 EUR\tin stock\n"
        for n in range(70_000)
    )

    assert len(merchant_feed.read(Page(url="https://a.example", body=(TSV + rows).encode())).listings) == 70_000


def test_a_short_list_of_short_rows_is_read():
    body = (TSV + "1\ta\tb\t1\tc\n" * 2_000).encode()

    assert len(merchant_feed.read(Page(url="https://a.example", body=body)).listings) == 2_000


def test_a_list_of_too_short_rows_says_so():
    with pytest.raises(TooLarge, match=r"[\d,]{7} lines"):
        merchant_feed.read(Page(url="https://a.example", body=filled(*WORST["rows of six bytes"])))
