"""Declared CSS selectors: a shop's entry says where things stand, and the scraper reads them there."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.errors import BadInput, BotWall, LayoutChanged, PricewatchError, TooLarge
from pricewatch.read.page import Page, Reading
from pricewatch.retailer import Retailer
from scrapers import css

SELECTORS = {
    "item": "li.ware",
    "next": "a.older",
    "link": "a.title",
    "name": "a.title",
    "sku": "@data-number",
    "price": ".now",
    "was_price": "del",
    "was_text": ".claim",
    "member_price": ".club",
    "unit_price": ".base",
    "unit_price_per": ".base i",
    "availability": ".stock",
    "image": "img",
}
WARE = """
<li class=ware data-number=A7><a class=title href=/lull>Lull  mattress
 90 x 200</a><img src=/lull.jpg><span class=claim>Instead of <del>249,00 €</del> -20 %</span>
 <b class=now>199<sup>90</sup> €</b> <small class=base>2,21 €/<i>m2</i></small><em class=club>Club: 189,00 €</em>
 <u class=stock>Sold out</u></li>
"""


def shop(selectors=None, **changes):
    entry = {"slug": "corner", "name": "Corner", "home": "https://corner.example/", "scraper": "css", "country": "DE"}
    return Retailer(
        **{**entry, "currency": "EUR", "selectors": SELECTORS if selectors is None else selectors, **changes}
    )


def page(body, retailer=None):
    return Page(url="https://corner.example/beds?page=1", body=body.encode(), retailer=retailer or shop())


def listings(body, **selectors):
    return css.read(page(body, shop({**SELECTORS, **selectors}))).listings


def test_every_declared_field_of_an_item_is_read():
    (ware,) = css.read(page(WARE)).listings

    assert ware.as_dict() == {
        "retailer": "corner",
        "country": "DE",
        "url": "https://corner.example/lull",
        "sku": "A7",
        "name": "Lull mattress 90 x 200",
        "price": "199.90",
        "currency": "EUR",
        "was_price": "249.00",
        "was_kind": "own_prior",
        "was_text": "Instead of 249,00 € -20 %",
        "claimed_percent": "20",
        "member_price": "189.00",
        "unit_price": "2.21",
        "unit_price_per": "m2",
        "availability": "out_of_stock",
        "image": "https://corner.example/lull.jpg",
        "reader": "css",
    }


def test_items_come_in_page_order():
    body = "".join(f"<li class=ware><a class=title>{name}</a><b class=now>1</b></li>" for name in "cab")

    assert [ware.name for ware in listings(body)] == ["c", "a", "b"]


def test_only_a_retailer_that_declares_selectors_is_recognised():
    assert css.recognises(page(WARE))
    assert not css.recognises(page(WARE, shop({})))
    assert not css.recognises(page(WARE, shop(scraper="web_page")))
    assert not css.recognises(Page(url="https://corner.example/", body=b""))


def test_it_starts_where_the_entry_says():
    start = ("https://corner.example/beds", "https://corner.example/sofas")

    assert [request.url for request in css.requests(shop(start=start))] == list(start)


def test_the_next_page_follows_from_the_link():
    assert [r.url for r in css.read(page(WARE + "<a class=older href='?page=2'>older</a>")).requests] == [
        "https://corner.example/beds?page=2"
    ]


@pytest.mark.parametrize("link", ["", "<a class=older>older</a>", "<a class=older href='?page=1#top'>older</a>"])
def test_the_last_page_leads_nowhere(link):
    assert css.read(page(WARE + link)).requests == []


def test_a_page_on_which_nothing_matches_has_changed_its_layout():
    with pytest.raises(LayoutChanged, match=r"https://corner.example/beds\?page=1: .*li\.ware"):
        css.read(page("<p>Our new design</p>"))


def test_a_wall_before_the_items_is_no_change_of_layout():
    body = "<title>Just a moment...</title><form id=challenge-form></form><p>Verify you are human to continue</p>"
    with pytest.raises(BotWall):
        css.read(page(body))


@pytest.mark.parametrize(
    ("words", "kind"), [("RRP 249,00 €", "rrp"), ("was 249,00 €", "own_prior"), ("249,00 €", "unspecified")]
)
def test_the_words_tell_whose_earlier_price_it_is(words, kind):
    claim = words.replace("249,00 €", "<del>249,00 €</del>")
    (ware,) = listings(f"<li class=ware><b class=now>10</b><p class=claim>{claim}</p></li>")

    assert (ware.was_price, ware.was_kind) == (Decimal("249.00"), kind)


def test_an_item_without_a_price_says_so():
    (ware,) = listings("<li class=ware><a class=title>Lull</a></li>")

    assert ware.price is None
    assert ware.doubts == ("Nothing on this item matches the selector '.now' for its price.",)


def test_a_price_text_without_a_number_is_quoted():
    (ware,) = listings("<li class=ware><b class=now>Call us</b></li>")

    assert (ware.price, ware.doubts) == (None, ("The item shows 'Call us' where its price should stand.",))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [("See price in cart", "in_cart"), ("Preis im Warenkorb", "in_cart"), ("Log in for prices", "login"), ("?", None)],
)
def test_a_price_shown_elsewhere_is_hidden(text, hidden):
    (ware,) = listings(f"<li class=ware><b class=now>{text}</b></li>")

    assert (ware.price, ware.price_hidden) == (None, hidden)


def test_a_was_price_that_is_not_above_the_price_claims_nothing():
    (ware,) = listings("<li class=ware><b class=now>10</b><del>10</del></li>")

    assert ware.was_price is None


def test_a_page_above_two_megabytes_is_refused():
    with pytest.raises(TooLarge, match="2000001 bytes"):
        css.read(page("x" * 2_000_001))


@pytest.mark.parametrize(
    ("selectors", "complaint"),
    [
        ({"name": "a"}, "no selector `item`"),
        ({"item": "li", "prise": "b"}, "selectors for prise"),
        ({"item": "li[[", "name": "b"}, "not a CSS selector"),
    ],
)
def test_an_entry_that_cannot_work_is_named(selectors, complaint):
    with pytest.raises(BadInput, match=complaint):
        css.read(page(WARE, shop(selectors)))


CAPTURES = Path(__file__).parent / "captures/barnwood-living-css"


@pytest.mark.parametrize("case", ["plain", "offer", "missing_unit_price", "refusal"])
def test_a_captured_page_gives_what_stands_beside_it(case):
    answer = json.loads((CAPTURES / f"{case}.expected.json").read_text(encoding="utf-8"))
    captured = Page(
        url=answer["url"],
        body=(CAPTURES / f"{case}.html").read_bytes(),
        content_type=answer["content_type"],
        retailer=Retailer(**answer["retailer"]),
    )
    try:
        read = {"listings": [one.as_dict() for one in css.read(captured).listings]}
    except PricewatchError as problem:
        read = {"error": type(problem).__name__}

    assert read == {key: answer[key] for key in ("listings", "error") if key in answer}


@given(st.text() | st.text(alphabet="<>li class=\"wre/abdnow'1,.€&#;", max_size=200))
def test_any_page_is_read_or_refused_with_one_error(body):
    try:
        reading = css.read(Page(url="https://corner.example/", body=body.encode("utf-8", "replace"), retailer=shop()))
    except PricewatchError:
        return
    assert isinstance(reading, Reading)


def test_money_is_decimal():
    assert isinstance(listings(WARE)[0].price, Decimal)
