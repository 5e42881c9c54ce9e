"""What a product page says about stock, in markup, on buttons and in words: small invented pages in, one answer out."""

import json

import pytest

from pricewatch import extract

URL = "https://shop.example/p/oat-pan"


def shop(*lines: str, markup: dict[str, object] | None = None) -> str | None:
    offer = {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR", **(markup or {})}
    script = json.dumps({"@type": "Product", "name": "Oat pan", "offers": offer})
    body = "".join(line if line.startswith("<") else f"<p>{line}</p>" for line in lines)
    head = f'<script type="application/ld+json">{script}</script>'
    page = f"<html><head>{head}</head><body><h1>Oat pan</h1><b class=price>20.00 €</b>{body}</body></html>"
    return extract(page.encode(), URL, content_type="text/html; charset=utf-8")[0].availability


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("https://schema.org/InStock", "in_stock"),
        ("http://schema.org/InStock/", "in_stock"),
        ("schema:InStock", "in_stock"),
        ("ItemAvailability.InStock", "in_stock"),
        ("in_stock", "in_stock"),
        ("LimitedAvailability", "in_stock"),
        ("InStoreOnly", "in_stock"),
        ("Auf Lager", "in_stock"),
        ("Out-Of-Stock", "out_of_stock"),
        ("https://schema.org/SoldOut", "out_of_stock"),
        ("not available", "out_of_stock"),
        ("épuisé", "out_of_stock"),
        ("PreOrder", "preorder"),
        ("https://schema.org/BackOrder", "preorder"),
        ("Discontinued", "discontinued"),
        ("https://schema.org/", None),
        ("see the shop", None),
    ],
)
def test_markup_says_stock_in_any_spelling(said: str, means: str | None) -> None:
    assert shop(markup={"availability": said}) == means


@pytest.mark.parametrize(("count", "means"), [(7, "in_stock"), ("0", "out_of_stock")])
def test_markup_that_counts_pieces_says_whether_there_are_any(count: object, means: str) -> None:
    assert shop(markup={"inventoryLevel": {"@type": "QuantitativeValue", "value": count}}) == means


@pytest.mark.parametrize(
    "button",
    """
    Add to cart | Add to basket | In den Warenkorb | Jetzt bestellen | Ajouter au panier | Añadir a la cesta
    Aggiungi al carrello | Adicionar ao carrinho | In winkelwagen | Læg i kurv | Lägg i varukorgen | Lisää ostoskoriin
    Dodaj do koszyka | Vložit do košíku | Do košíka | Dodaj u košaricu | В корзину | Додати в кошик | Kosárba teszem
    Adaugă în coș | Προσθήκη στο καλάθι | Sepete ekle | カートに入れる | 加入購物車 | 장바구니 담기
    """.replace("\n", "|").split("|")[1:-1],
)
def test_a_buy_button_means_in_stock(button: str) -> None:
    assert shop(f"<button>{button.strip()}</button>") == "in_stock"


@pytest.mark.parametrize(
    "button",
    [
        "<button disabled>Add to cart</button>",
        '<button aria-disabled="true"><span>Add to cart</span></button>',
        '<a class="btn sold-out">Add to cart</a>',
    ],
)
def test_a_button_that_is_off_says_nothing(button: str) -> None:
    assert shop(button) is None
    assert shop(button, "Sold out") == "out_of_stock"


@pytest.mark.parametrize(
    ("line", "means"),
    [
        ("Sold out", "out_of_stock"),
        ("Notify me when available", "out_of_stock"),
        ("Join the waitlist", "out_of_stock"),
        ("This product is currently unavailable", "out_of_stock"),
        ("Availability: unavailable", "out_of_stock"),
        ("Ausverkauft", "out_of_stock"),
        ("Artikel derzeit nicht verfügbar", "out_of_stock"),
        ("Actuellement indisponible", "out_of_stock"),
        ("Agotado", "out_of_stock"),
        ("Avvisami quando disponibile", "out_of_stock"),
        ("Niet op voorraad", "out_of_stock"),
        ("Powiadom o dostępności", "out_of_stock"),
        ("Nema na zalihi", "out_of_stock"),
        ("Нет в наличии", "out_of_stock"),
        ("Stock: 0", "out_of_stock"),
        ("売り切れ", "out_of_stock"),
        ("Available for preorder", "preorder"),
        ("Vorbestellbar", "preorder"),
        ("No longer sold", "discontinued"),
        ("Nicht mehr im Sortiment", "discontinued"),
        ("Sofort lieferbar", "in_stock"),
        ("Erhältlich bei diesen Anbietern", "in_stock"),
        ("Only 3 left", "in_stock"),
        ("Nur noch 2 Stück", "in_stock"),
        ("Zostały 2 sztuki", "in_stock"),
        ("Lagerbestand: 14", "in_stock"),
        ("Ships within 24 hours", "in_stock"),
        ("Lieferzeit: 1-3 Werktage", "in_stock"),
        ("Livraison sous 48h", "in_stock"),
        ("Consegna in 2 giorni", "in_stock"),
        ("24h到貨", "in_stock"),
        ("Pickup only", "in_stock"),
    ],
)
def test_a_short_line_near_the_product_tells_its_stock(line: str, means: str) -> None:
    assert shop(line) == means


@pytest.mark.parametrize(
    "line",
    [
        "Chat is unavailable",
        "List unavailable.",
        "Not available for store pickup",
        "Returns within 30 days",
        "Delivery to 31 countries",
        "Stockholm: 4",
        "Our stock of ideas never ends, and that nothing here is ever sold out is what our customers love about us.",
        "<aside>Sold out</aside>",
        '<div class="related-products"><button>Add to cart</button></div>',
    ],
)
def test_a_line_about_something_else_tells_nothing(line: str) -> None:
    assert shop(line) is None


def test_a_page_that_offers_what_its_markup_calls_sold_out_is_left_open() -> None:
    assert shop("<button>Add to cart</button>", markup={"availability": "OutOfStock"}) is None
