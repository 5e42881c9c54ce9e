"""Laws of reading: any bytes give listings or one PricewatchError, soon, and nothing that cannot be written down."""

import gzip
import json
from random import Random

import pytest
from costs import FULL, assert_bounded, filled
from hypothesis import given, settings
from hypothesis import strategies as st

from pricewatch import Listing, PricewatchError, errors, extract
from pricewatch.read.decode import decode

URL = "https://shop.example/p/1"
HEAD = b"<!doctype html><html><body><h1>Oat drink</h1>"
PIECES = (
    *("<div>", "</div>", "<p class=price>", "<del>", "<sup>99</sup>", "<h1>", "<a href=/x>", "<script>", "</script>"),
    *(
        '<script type="application/ld+json">',
        '{"@type":"Product","name":"a","offers":{"price":',
        "1e999",
        '"1,2"',
        "}}",
    ),
    *(
        "12,99 €",
        "£1",
        "1.299.000",
        "from",
        "RRP",
        " - ",
        "%",
        "9" * 50,
        "\x00",
        "\ud7ff",
        "&#xD800;",
        "٣٫٥",
        "元",
        "\n",
    ),
    *(
        "<span itemscope itemtype=http://schema.org/Product>",
        "<i itemprop=price content=>",
        "Add to basket",
        "<select>",
    ),
)


def outcome(body: bytes, content_type: str | None = "text/html") -> list[Listing] | PricewatchError:
    try:
        found = extract(body, URL, content_type=content_type)
    except PricewatchError as refusal:
        return refusal
    for listing in found:
        json.loads(listing.as_json().encode("utf-8"))
    return found


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    outcome(body)
    outcome(HEAD + body)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_arrangement_of_what_shops_write_is_read_or_refused(pieces: list[str]) -> None:
    found = outcome(HEAD + "".join(pieces).encode("utf-8", "replace"))
    if isinstance(found, list):
        assert all(one.price is None or 0 <= one.price < 10**13 for one in found)
        assert all(one.was_price is None or (one.price is not None and one.was_price > one.price) for one in found)
        assert all(one.price is not None or one.doubts for one in found[:1])


OPEN_LD = '<script type="application/ld+json">'
PRODUCT = '{"@type":"Product","name":"a","offers":'
START = HEAD.decode()
PLAIN = (
    "<div>",
    "<b>",
    "<p>1,99 EUR</p>",
    "9",
    "1 000",
    "&amp;",
    "<",
    " ",
    '<div a="1">',
    "Ã¤",
    "Ã¤ ",
    "价格",
    "٣",
    "\x00",
)
WORST = {  # head, the piece that is repeated, tail
    **{piece: (START, piece, "") for piece in PLAIN},
    "broken lists": (START + OPEN_LD, "[", "</script>"),
    "broken objects": (START + OPEN_LD, '{"a":', "</script>"),
    "doubled commas": (START + OPEN_LD, '{"a":1,,', "</script>"),
    "products in a row": (START + OPEN_LD, PRODUCT + '{"price":"1.00"}},', "</script>"),
    "empty objects": (START + OPEN_LD + "[", "{},", "{}]</script>"),
    "offers of one product": (
        START + OPEN_LD + PRODUCT + "[",
        '{"@type":"Offer","price":"#.00"},',
        "{}]}</script>",
    ),
    "items of a list": (
        START + OPEN_LD + '{"@type":"ItemList","itemListElement":[',
        '{"item":{"@type":"Product","name":"Tea #","offers":{"price":"#.00"}}},',
        "{}]}</script>",
    ),
    "bare names in JSON": (START + OPEN_LD + "{a:[", "{a:1},", "]}</script>"),
    "many blocks": (START, OPEN_LD + "{a:</script>", ""),
    "microdata": (START, "<p itemscope itemtype=http://schema.org/Product><i itemprop=price>1</i></p>", ""),
    "assignments in a script": (START + "<script>price" + '={"' * 600_000 + "</script>", "a ", ""),
    "state of a script": (START + "<script>price", '={"price":1,"name":"Oat drink"};', "</script>"),
    "many attributes": (START + "<div", " a#=1", ">1,99 EUR</div>"),
    "many small attributes": (START, "<b a b c d e f g h i j>1 EUR</b>", ""),
    "a long class": (START + "<div class='", "price-", "'>1,99 EUR</div>"),
    "a long heading": ("<!doctype html><h1>", "a ", "</h1>1,99 EUR"),
    "a category of long words": (
        START + "<div>",
        "<div class=p><a href=/p/#>Tea #</a><b>#,99 EUR</b><p>" + "lorem 1,99 EUR " * 12 + "</p></div>",
        "</div>",
    ),
    "a table of rows": (START + "<table>", "<tr><td><a href=/p/#>Tea #</a><tr><td>#,99 EUR", "</table>"),
}


@pytest.mark.parametrize("case", WORST)
def test_megabytes_of_the_worst_page_are_read_or_refused_in_bounds(case: str) -> None:
    assert_bounded(filled(*WORST[case]), "text/html")


def test_random_bytes_are_read_or_refused_in_bounds() -> None:
    assert_bounded(Random(1).randbytes(FULL), "text/html")


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b"<html>" + b"a" * 6 * 1024 * 1024, errors.TooLarge),
        (gzip.compress(b"<html>" + b"a" * 50_000_000), errors.TooLarge),
        (gzip.compress(HEAD * 100)[:-20], errors.Unreadable),
        (b"\x1f\x8bnot gzip", errors.Unreadable),
        (HEAD + b"<div>" * 50_000, errors.TooLarge),
    ],
    ids=["six megabytes", "gzip bomb", "cut gzip", "no gzip", "never closed"],
)
def test_what_is_too_large_or_broken_is_refused(body: bytes, error: type[PricewatchError]) -> None:
    assert isinstance(outcome(body), error)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("Crème 3,49 €".encode(), "text/html; charset=iso-8859-1"),
        ("Crème 3,49 €".encode("cp1252"), "text/html; charset=iso-8859-1"),
        ("Crème 3,49 €".encode("utf-16"), "text/html"),
        ("Crème 3,49 €".encode().decode("cp1252").encode(), "text/html; charset=utf-8"),
        (gzip.compress("Crème 3,49 €".encode()), "text/html"),
    ],
    ids=["utf-8 declared as latin", "latin", "utf-16", "utf-8 twice", "gzip"],
)
def test_text_is_read_in_whatever_charset_it_comes(body: bytes, content_type: str) -> None:
    assert decode(body, content_type) == "Crème 3,49 €"


def test_entities_are_never_expanded_or_fetched() -> None:
    declared = b'<!doctype html [<!ENTITY x SYSTEM "file:///etc/hostname"><!ENTITY y "9999">]>'
    found = outcome(declared + b"<html><body><h1>Oat &x; &y;</h1><p class=price>1,99 EUR</p></body></html>")
    assert isinstance(found, list)
    assert found[0].name == "Oat &x; &y;" or "9999" not in (found[0].name or "")


@pytest.mark.parametrize("half", [r"\ud800", r"\udfff"])
def test_half_a_character_is_replaced(half: str) -> None:
    script = '{"@type":"Product","name":"Oat HALF","offers":{"price":"1.00"}}'.replace("HALF", half)
    found = outcome(HEAD + b'<script type="application/ld+json">' + script.encode() + b"</script>")
    assert isinstance(found, list)
    assert found[0].price == 1


def test_no_price_has_more_digits_than_any_currency_needs() -> None:
    found = outcome(HEAD + b"<p class=price>EUR 99999999999998</p>")
    assert isinstance(found, PricewatchError) or found[0].price is None


def test_a_currency_that_is_none_is_left_out() -> None:
    script = '{"@type":"Product","name":"Oat","offers":{"price":"1.00","priceCurrency":"XYZ"}}'
    found = outcome(HEAD + b'<script type="application/ld+json">' + script.encode() + b"</script>")
    assert isinstance(found, list)
    assert (found[0].price, found[0].currency) == (1, None)
