"""Pages that withhold their price: small invented pages in, no price and the reason out."""

import json
from decimal import Decimal

import pytest

from pricewatch import Listing, extract

URL = "https://shop.example/p/oat-pan"
NEIGHBOUR = '<div class="tile"><a href="/p/rye-pan">Rye pan</a> <span class="price">35.00 €</span></div>'


def shop(body: str, head: str = "") -> Listing:
    page = f"<html><head><title>Oat pan</title>{head}</head><body><h1>Oat pan</h1>{body}</body></html>"
    return extract(page.encode(), URL, content_type="text/html; charset=utf-8")[0]


IN_CART = """
See price in cart
Add to cart to see price
Price shown in basket
Preis im Warenkorb anzeigen
In den Warenkorb legen, um den Preis zu sehen
Voir le prix dans le panier
Ver precio en el carrito
Vedi il prezzo nel carrello
Bekijk prijs in winkelwagen
Zobacz cenę w koszyku
Se priset i varukorgen
Cena v košíku
Цена в корзине
"""
LOGIN = """
Log in to see prices
Please sign in to view pricing
Prices for registered customers only
Trade prices: dealers only
Preise nur für Händler
Preis nach Anmeldung sichtbar
Bitte einloggen, um Preise zu sehen
Connectez-vous pour voir les prix
Prix réservés aux professionnels
Inicia sesión para ver precios
Accedi per vedere i prezzi
Prezzi riservati ai rivenditori
Log in om prijzen te bekijken
Prijzen alleen voor zakelijke klanten
Zaloguj się, aby zobaczyć ceny
Cena po zalogowaniu
Cena po přihlášení
Logga in för att se priser
Log ind for at se priser
Kirjaudu nähdäksesi hinnat
Войдите, чтобы увидеть цены
"""
ON_REQUEST = """
Price on request
POA
Call for price
Preis auf Anfrage
Prix sur demande
Precio a consultar
Prezzo su richiesta
Preço sob consulta
Prijs op aanvraag
Pris på förfrågan
Cena na zapytanie
Cena na dotaz
Cijena na upit
Цена по запросу
價格面議
"""


def lines(text: str) -> list[str]:
    return text.strip().split("\n")


@pytest.mark.parametrize("line", lines(IN_CART))
def test_a_price_that_is_shown_in_the_cart_is_no_neighbours(line: str) -> None:
    listing = shop(f"<p>{line}</p><button>Add to cart</button>{NEIGHBOUR}")
    assert (listing.price, listing.price_hidden, listing.currency) == (None, "in_cart", None)
    assert listing.doubts == ("the shop shows the price only in the cart",)


@pytest.mark.parametrize("line", lines(LOGIN))
def test_a_price_for_those_who_sign_in_is_no_neighbours(line: str) -> None:
    listing = shop(f'<p><a href="/login">{line}</a></p>{NEIGHBOUR}')
    assert (listing.price, listing.price_hidden) == (None, "login")


@pytest.mark.parametrize("line", lines(ON_REQUEST))
def test_a_price_on_request_is_none_and_says_so(line: str) -> None:
    listing = shop(f"<p>{line}</p>{NEIGHBOUR}")
    assert (listing.price, listing.price_kind, listing.price_hidden) == (None, "on_request", None)


@pytest.mark.parametrize(
    "line",
    [
        "Sign in to set a price alert",
        "Log in to see your prices",
        "Preise nur für Händler",
        "See price in cart",
        "Price on request",
    ],
)
@pytest.mark.parametrize("order", ["{price}{line}", "{line}{price}"])
def test_a_page_that_shows_its_price_withholds_none(line: str, order: str) -> None:
    listing = shop(
        order.format(line=f"<p>{line}</p>", price='<p class="price">20.00 €</p>') + "<button>Buy now</button>"
    )
    assert (listing.price, listing.price_hidden, listing.price_kind) == (Decimal("20.00"), None, None)


@pytest.mark.parametrize("line", ["Log in to see member prices", "Sign in to set a price alert", "In cart", "Log in"])
def test_a_line_that_withholds_nothing_leaves_the_price_in_markup(line: str) -> None:
    offer = {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR"}
    script = json.dumps({"@type": "Product", "name": "Oat pan", "offers": offer})
    listing = shop(f"<p>{line}</p>", f'<script type="application/ld+json">{script}</script>')
    assert (listing.price, listing.price_hidden) == (Decimal("20.00"), None)


def test_an_earlier_price_beside_a_hidden_one_is_not_the_price() -> None:
    listing = shop("<p>RRP <s>60.00 €</s></p><p>Add to basket to see price</p>")
    assert (listing.price, listing.price_hidden) == (None, "in_cart")


def test_a_product_that_is_on_request_in_a_page_with_a_sign_in_form_is_no_login_wall() -> None:
    form = '<form>Log in <input name="user"><input type="password"></form>'
    assert shop(f"{form}<p>Log in to see prices</p>").price_hidden == "login"


def test_a_shelf_whose_items_hide_their_prices_is_still_a_shelf() -> None:
    tiles = "".join(
        f'<li class="tile"><a href="/p/{name}"><h3>{name.title()} pan</h3></a><p>Log in to see prices</p></li>'
        for name in ("rye", "oat", "corn", "rice")
    )
    page = f"<html><title>Pans</title><body><h1>Pans</h1><ul>{tiles}</ul></body></html>"
    found = extract(page.encode(), "https://shop.example/c/pans")
    assert [one.price for one in found] == [None] * len(found)


def test_a_choice_whose_price_is_hidden_hides_no_other() -> None:
    offer = {"@type": "Offer", "price": "20.00", "priceCurrency": "EUR"}
    script = json.dumps({"@type": "Product", "name": "Oat pan", "offers": [offer, {"@type": "Offer", "sku": "big"}]})
    rows = "<ul><li>Small <b>20.00 €</b></li><li>Big: see price in cart</li></ul>"
    assert shop(rows, f'<script type="application/ld+json">{script}</script>').price == Decimal("20.00")
