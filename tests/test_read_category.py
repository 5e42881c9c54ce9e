"""Category pages without rules for a site. Every shop here is invented; their ways of writing lists are usual."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricewatch.errors import LayoutChanged, PricewatchError
from pricewatch.read.category import looks_like_category, read_category
from pricewatch.read.page import Page, Reading

NAMES = ("Lull mattress 90 x 200", "Oat flakes 500 g", "Dusk lamp", "Tin of beans", "Red shoe")
AROUND = """<html><body><header><a href=/>Shop</a><a href=/cart>Cart (0) 0,00 €</a>
<ul><li><a href=/beds>Beds</a></li><li><a href=/lamps>Lamps</a></li></ul></header>%s
<footer><a href=/imprint>Imprint</a><p>Free delivery from 50 €</p></footer></body></html>"""

# How shops write one item. `{n}` is its name, `{i}` its number; was and now are the same for all.
ITEMS = {
    "headings and plain prices": ("<div class=tile><h3><a href=/item/{i}>{n}</a></h3><p class=pr>€ 1{i},50</p></div>"),
    "one link around everything": (
        "<a class=card href=/i/{i}><img src={i}.jpg><div>{n}</div><div>4,5 (12)</div><div><span>1{i}</span><sup>"
        "50</sup><span>€</span></div></a>"
    ),
    "a struck price before": (
        "<li class='product post-{i} instock'><a href=/p/{i}><img src=x><h2>{n}</h2><span class=price><del><bdi>"
        "20,00&nbsp;<i>€</i></bdi></del> <ins><bdi>1{i},50&nbsp;<i>€</i></bdi></ins></span></a>"
        "<a class=button href='?add-to-cart={i}'>In den Warenkorb</a></li>"
    ),
    "a struck price by its class": (
        "<article data-id={i}><a href=/{i}-x.html><img alt='{n}'></a><h2 class=product-title><a href=/{i}-x.html>"
        "{n}</a></h2><div class=price-and-shipping><span class=regular-price>20,00 €</span><span class=discount>"
        "-20%</span><span class=price>1{i},50 €</span></div><a href=#>Quick view</a></article>"
    ),
    "a struck price by its style": (
        "<div class='flex p-4'><a href=/p/{i}><img src={i}.jpg alt='{n}'></a><p>Nordlys</p><a href=/p/{i}><p>"
        "{n}</p></a><div><b>€1{i}.50</b><span style='text-decoration: line-through'>€20.00</span></div></div>"
    ),
    "an earlier price in words": (
        "<article><a href=/item/{i}><img alt='{n}'></a><span class=brand>Acme</span><h2><a href=/item/{i}>{n}</a>"
        "</h2><p><span>RRP</span> <span>€20.00</span></p><p><b>€1{i}.50</b> <span>Save €8.05</span></p><p>"
        "Finance from €5.10 per month</p><p>Free delivery over €50</p></article>"
    ),
    "instalments beside it": (
        "<li class=item><a class=img href=/{i}/p><img src={i}.jpg></a><span class=nome><a href=/{i}/p>{n}</a>"
        "</span><div><span>De: € 20,00</span><span>Por: € 1{i},50</span><span>ou 10x de € 1,99 sem juros</span>"
        "</div></li>"
    ),
    "the amount twice, once for screen readers": (
        "<div data-asin=B{i} class='result s-{i}'><a href=/x/{i}><img src={i}></a><h2><a href=/x/{i}><span>"
        "{n}</span></a></h2><span><span class=a-offscreen>€1{i}.50</span><span aria-hidden=true><i>€</i><b>"
        "1{i}<u>.</u></b><b>50</b></span></span><div>More offers <b>€5.00</b> (3 used &amp; new offers)</div>"
        "</div>"
    ),
    "a price per unit": (
        "<li class=gridItem><h3><a href=/g/{i}>{n}<img src={i}.jpg></a></h3><div class=pricing>"
        "<p class=pricePerUnit>€1{i}.50<abbr>/</abbr><abbr>unit</abbr></p><p>€4.38<abbr>/</abbr><abbr>kg</abbr>"
        "</p></div></li>"
    ),
    "table rows": (
        "<tr class=row{i}><td><a href='prod.asp?id={i}'><img src={i}.gif></a></td><td><a href='prod.asp?id={i}'>"
        "<b>{n}</b></a><br>Item no. 400{i}. Nice.</td><td align=right>€1{i}.50</td><td>"
        "<input type=submit value=Buy></td></tr>"
    ),
    "no currency, but a name for it": (
        "<div class=tile><h3><a href=/i/{i}>{n}</a></h3><span class=price>1{i},50</span></div>"
    ),
    "letters for sizes in the name": (
        "<div class=tile><a class=t href=/i/{i}><b>{n}</b></a><p>1{i},50 EUR</p><p>R 80, 1:10</p></div>"
    ),
}
WITH_WAS = {name for name, item in ITEMS.items() if "20" in item.replace("200", "").replace("2000", "")}


def page(body, url="https://corner.example/beds"):
    return Page(url=url, body=(AROUND % body).encode(), content_type="text/html; charset=utf-8")


def listed(item, names=NAMES, around="<main><h1>Beds</h1><div class=list>%s</div></main>"):
    return around % "".join(item.format(n=name, i=i) for i, name in enumerate(names))


def rows(body):
    return [(one.name, one.price, one.was_price) for one in read_category(page(body)).listings]


def expected(was=None, names=NAMES):
    return [(name, Decimal(f"1{i}.50"), was) for i, name in enumerate(names)]


@pytest.mark.parametrize("way", ITEMS)
def test_the_usual_ways_to_write_a_list_are_read(way):
    around = (
        "<table><tr><th>Item<th>Price</tr>%s</table>" if ITEMS[way].startswith("<tr") else "<h1>Beds</h1><div>%s</div>"
    )

    assert rows(listed(ITEMS[way], around=around)) == expected(Decimal("20.00") if way in WITH_WAS else None)


@pytest.mark.parametrize(
    ("item", "around"),
    [
        ("<dt><a href=/i/{i}>{n}</a></dt><dd>Fine. <b>1{i},50 €</b></dd>", "<h1>Beds</h1><dl>%s</dl>"),
        (
            "<h3><a href=/i/{i}>{n}</a></h3><p>Fine.</p><p>1{i},50 €</p>",
            "<div><h1>Beds</h1>%s<hr><p>Our beds.</p></div>",
        ),
        ("<tr><td><a href=/i/{i}>{n}</a></tr><tr><td>1{i},50 €</td></tr>", "<table>%s</table>"),
    ],
)
def test_items_without_an_element_around_them_are_runs_of_siblings(item, around):
    assert rows(listed(item, around=around)) == expected()


@pytest.mark.parametrize(
    "item",
    [
        "<tr><td><a href=/i/{i}><img src={i}.jpg></a><tr><td><a href=/i/{i}>{n}</a><tr><td>1{i},50 €",
        "<tr><td><a href=/i/{i}><img src={i}.jpg></a><tr><td>1{i},50 €<tr><td><a href=/i/{i}>{n}</a>",
        "<tr><td rowspan=2><a href=/i/{i}><img src={i}.jpg></a><td><a href=/i/{i}>{n}</a><tr><td>1{i},50 €",
        "<tbody><tr><td><a href=/i/{i}>{n}</a><tr><td>1{i},50 €",
        "<tr><td><a href=/i/{i}>{n}</a><td><tr><td>Fine.<td>1{i},50 €",
    ],
)
def test_an_item_of_several_table_rows_is_one_item(item):
    assert rows(listed(item, around="<table>%s</table>")) == expected()


@pytest.mark.parametrize(
    "item",
    [
        "<dl><dt><a href=/i/{i}>{n}</a><dd>1{i},50 €</dl>",
        "<dl><dt>Name<dd><a href=/i/{i}>{n}</a><dt>Price<dd>1{i},50 €</dl>",
    ],
)
def test_a_definition_list_for_each_item_is_a_record(item):
    assert rows(listed(item, around="<div>%s</div>")) == expected()


@pytest.mark.parametrize(
    ("item", "around"),
    [
        ("<tr><td>1{i},50 €<tr><td><a href=/i/{i}>{n}</a>", "<table>%s</table>"),
        ("<tr><td>1{i},50 €<tr><td><a href=/i/{i}>{n}</a><tr><td><hr>", "<table><tr><td>Our offers%s</table>"),
        ("<p>1{i},50 €</p><h3><a href=/i/{i}>{n}</a></h3>", "<div>%s</div>"),
        ("<dt>1{i},50 €<dd><a href=/i/{i}>{n}</a>", "<dl>%s</dl>"),
        ("<dd>1{i},50 €<dt><a href=/i/{i}>{n}</a>", "<dl>%s</dl>"),
    ],
)
@pytest.mark.parametrize("first_price", [True, False])
def test_a_price_before_its_title_is_never_given_to_the_title_before(item, around, first_price):
    body = listed(item, around=around)
    body = body if first_price else body.replace("10,50 €", "", 1)

    with pytest.raises(LayoutChanged):
        rows(body)


@pytest.mark.parametrize("without", [0, 2])
def test_an_item_without_a_price_takes_none_from_its_neighbour(without):
    body = listed("<tr><td><a href=/i/{i}>{n}</a><tr><td>1{i},50 €", around="<table>%s</table>")
    prices = [None if i == without else price for i, (_, price, _) in enumerate(expected())]

    assert [price for _, price, _ in rows(body.replace(f"<tr><td>1{without},50 €", ""))] == prices


def test_a_row_of_names_above_a_row_of_prices_is_not_paired_by_guess():
    names = "".join(f"<td><a href=/i/{i}>{name}</a>" for i, name in enumerate(NAMES))
    prices = "".join(f"<td>1{i},50 €" for i in range(len(NAMES)))

    with pytest.raises(LayoutChanged):
        rows(f"<table><tr>{names}<tr>{prices}</table>")


@pytest.mark.parametrize("name", ["Club chair", "Was it you", "Member of 2 x 4", "Save the date", "Versand box"])
def test_words_of_a_name_say_nothing_about_the_price(name):
    names = (name, *NAMES)
    item = "<a class=tile href=/i/{i}><img src=x><b>{n}</b><b class=c>1{i},50 €</b></a>"

    assert rows(listed(item, names)) == expected(names=names)


def test_items_that_open_by_script_are_read_by_their_headings():
    assert rows(listed("<div class=tile><img src=x><h3>{n}</h3><p>1{i},50 €</p></div>")) == expected()


def test_rows_of_a_grid_are_one_list_although_the_last_is_shorter():
    cell = "<td><a href=/p{i}><img src={i}.gif></a><br><a href=/p{i}>{n}</a><br>Price: <b>1{i}.50 €</b></td>"
    cells = [cell.format(n=name, i=i) for i, name in enumerate(NAMES)]
    grid = "".join(f"<tr>{''.join(cells[start : start + 2])}</tr>" for start in (0, 2, 4))

    assert rows(f"<table>{grid}</table>") == expected()


def test_links_lead_to_the_items_and_pictures_are_found():
    listings = read_category(
        page(listed("<li class=a><a href=/i/{i}><img data-src=/{i}.jpg>{n}</a> 1{i},50 €</li>"))
    ).listings

    assert [one.url for one in listings] == [f"https://corner.example/i/{i}" for i in range(len(NAMES))]
    assert listings[0].image == "https://corner.example/0.jpg"
    assert {one.currency for one in listings} == {"EUR"}


def test_unit_price_and_member_price_are_kept_apart():
    item = (
        "<li class=t><h3><a href=/g/{i}>{n}</a></h3><b>£1{i}.50</b> <i>£0.30/100g</i><p>£9.20 Clubcard Price</p></li>"
    )
    first, *_ = read_category(page(listed(item))).listings

    assert (first.price, first.unit_price, first.unit_price_per) == (Decimal("10.50"), Decimal("0.30"), "100g")
    assert (first.member_price, first.was_price) == (Decimal("9.20"), None)


def test_a_range_gives_its_lower_end():
    item = "<li class=t><h3><a href=/g/{i}>{n}</a></h3><span class=price><b>1{i},50 €</b> – <b>30,00 €</b></span></li>"
    first, *_ = read_category(page(listed(item))).listings

    assert (first.price, first.price_high, first.price_kind) == (Decimal("10.50"), Decimal("30.00"), "range")


def test_from_is_no_exact_price():
    first, *_ = read_category(page(listed("<li class=t><a href=/g/{i}>{n}</a><p>ab 1{i},50 €</p></li>"))).listings

    assert (first.price, first.price_kind) == (Decimal("10.50"), "from")


def test_an_item_without_a_price_keeps_its_place():
    item = "<li class=t><h3><a href=/g/{i}>{n}</a></h3>%s</li>"
    body = "".join(
        (item % ("<p>Sold out</p>" if i == 2 else f"<p>1{i},50 €</p>")).format(n=name, i=i)
        for i, name in enumerate(NAMES)
    )
    listings = read_category(page(f"<ul>{body}</ul>")).listings

    assert [one.name for one in listings] == list(NAMES)
    assert (listings[2].price, listings[2].availability) == (None, "out_of_stock")
    assert listings[2].doubts == ("The item shows no price.",)


def test_a_price_in_the_cart_is_hidden():
    item = "<li class=t><h3><a href=/g/{i}>{n}</a></h3>%s</li>"
    body = "".join(
        (item % ("<p>See price in cart</p>" if i == 2 else "<p>1{i},50 €</p>")).format(n=name, i=i)
        for i, name in enumerate(NAMES)
    )

    assert read_category(page(f"<ul>{body}</ul>")).listings[2].price_hidden == "in_cart"


def test_two_prices_that_nothing_tells_apart_are_doubted():
    first, *_ = read_category(
        page(listed("<li class=t><a href=/g/{i}>{n}</a><p>1{i},50 €</p><p>19,00 €</p></li>"))
    ).listings

    assert first.doubts == ("The item shows 10.50 and 19.00, and does not say which of them is the price.",)


def test_a_banner_within_the_list_is_no_item():
    items = [f"<li class=t><h3><a href=/g/{i}>{name}</a></h3><p>1{i},50 €</p></li>" for i, name in enumerate(NAMES)]
    items.insert(2, "<li class=t><a href=/sale><img src=sale.jpg></a></li>")

    assert rows(f"<ul>{''.join(items)}</ul>") == expected()


def test_recommendations_are_left_out_even_if_there_are_more_of_them():
    more = "".join(f"<div class=slide><a href=/r/{i}>Other thing {i}</a><p>€ 3,5{i}</p></div>" for i in range(9))
    body = listed(ITEMS["headings and plain prices"], NAMES[:2]) + f"<section class=recommendations>{more}</section>"

    assert rows(body) == expected(names=NAMES[:2])


def test_what_an_item_recommends_is_not_its_price():
    item = (
        "<li class=t><h3><a href=/g/{i}>{n}</a></h3><p>1{i},50 €</p>"
        "<div class=crossSell>Try <a href=/try>this</a> <p>2,50 €</p></div></li>"
    )

    assert rows(listed(item)) == expected()


def test_a_name_that_is_cut_off_is_completed():
    item = (
        "<li class=t><a href=/g/{i}><img alt='{n} with feet' src=x></a>"
        "<h3><a href=/g/{i}>{n}...</a></h3><p>1{i},50 €</p></li>"
    )

    assert rows(listed(item))[0][0] == "Lull mattress 90 x 200 with feet"


def test_equal_names_are_names_too():
    assert rows(listed(ITEMS["headings and plain prices"], ("Round", "Round", "Round"))) == expected(
        names=("Round",) * 3
    )


@pytest.mark.parametrize(
    ("pager", "leads_to"),
    [
        ("<link rel=next href='?p=2'>", "https://corner.example/beds?p=2"),
        ("<a rel=next href='javascript:;' data-href='/beds?p=2'>2</a>", "https://corner.example/beds?p=2"),
        (
            "<ul class=pager><li>1</li><li><a href='?p=2' title='nächste Seite'>»</a></li></ul>",
            "https://corner.example/beds?p=2",
        ),
        (
            "<div class=pages><a class='next i-next' href='?p=2'><img alt=Vor></a></div>",
            "https://corner.example/beds?p=2",
        ),
        (
            "<nav class=pagination><a href='?p=1'>1</a><b>2</b><a href='?p=3'>3</a></nav>",
            "https://corner.example/beds?p=3",
        ),
        ("<p><a href=/beds/2>Siguiente</a></p>", "https://corner.example/beds/2"),
        ("<div class=slick><a class=slick-next href=/other>›</a></div>", None),
        ("<ul class=pager><li class=next><a class=disabled href='?p=2'>Next</a></li></ul>", None),
        ("<a rel=next href=https://elsewhere.example/>next</a>", None),
        ("", None),
    ],
)
def test_the_next_page_is_found(pager, leads_to):
    reading = read_category(page(listed(ITEMS["headings and plain prices"]) + pager))

    assert [request.url for request in reading.requests] == ([leads_to] if leads_to else [])


MARKUP = """<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [%s]}</script>"""
ENTRY = """{"@type": "ListItem", "item": {"@type": "Product", "name": "%s", "sku": "S%d", "url": "https://corner.example/item/%d",
"offers": {"@type": "Offer", "price": "%s", "priceCurrency": "EUR"}}}"""


def marked(price="1%d.50"):
    return MARKUP % ",".join(ENTRY % (name, i, i, price % i if "%" in price else price) for i, name in enumerate(NAMES))


def test_markup_adds_what_the_page_does_not_show():
    first, *_ = read_category(page(listed(ITEMS["headings and plain prices"]) + marked())).listings

    assert (first.price, first.sku, first.doubts) == (Decimal("10.50"), "S0", ())


def test_markup_that_disagrees_is_named():
    first, *_ = read_category(page(listed(ITEMS["headings and plain prices"]) + marked("99.00"))).listings

    assert first.price == Decimal("10.50")
    assert first.doubts == ("Markup says 99.00, the page shows 10.50.",)


def test_markup_alone_is_read_where_scripts_draw_the_list():
    assert rows(f"<div id=app></div>{marked()}") == expected()


PRODUCT = "<main><h1>Lull mattress</h1><p class=price>€ 299,00</p><button>Add to cart</button></main>"


def test_a_list_looks_like_a_category():
    assert looks_like_category(page(listed(ITEMS["headings and plain prices"])))
    assert looks_like_category(page(f"<div id=app></div>{marked()}"))


@pytest.mark.parametrize(
    "body",
    [
        PRODUCT,
        PRODUCT + listed(ITEMS["headings and plain prices"], around="<div class=related>%s</div>"),
        PRODUCT + listed(ITEMS["headings and plain prices"], around="<div>%s</div>"),
        "<p>Nothing here</p>",
        "",
    ],
)
def test_a_product_page_does_not(body):
    assert not looks_like_category(page(body))


@pytest.mark.parametrize("body", ["", "<p>12,00 €</p>", "<ul><li>a 1 €<li>b 2 €</ul>"])
def test_a_page_without_a_list_says_so(body):
    with pytest.raises(LayoutChanged, match=r"https://corner\.example/beds: nothing on this page repeats"):
        read_category(page(body))


SHREDS = st.sampled_from(
    [
        "<li class=t>",
        "</li>",
        "<a href=/x>",
        "<a href='http://['>",
        "</a>",
        "Name",
        "12,50 €",
        "€",
        "99",
        "<table><td>",
        "<del>",
        "&#0;",
        "<h1>",
    ]
)


@given(st.text(max_size=200) | st.lists(SHREDS, max_size=60).map("".join))
def test_any_page_is_read_or_refused_with_one_error(body):
    try:
        reading = read_category(Page(url="https://corner.example/", body=body.encode("utf-8", "replace")))
    except PricewatchError:
        return
    assert isinstance(reading, Reading)
