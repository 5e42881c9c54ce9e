"""Pages with schema.org microdata in the HTML itself: two departments, each one page."""

from html import escape

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import CATEGORY_NAMES, Answer, Visit, euros, handle, home, page

START = "/household"
DEPARTMENTS = {"household": ("coffee", "detergent", "snack"), "bedroom": ("mattress",)}


def answer(visit: Visit) -> Answer | None:
    match visit.path.strip("/").split("/"):
        case [""]:
            return home(visit, {f"/{name}": name.capitalize() for name in DEPARTMENTS})
        case [name] if name in DEPARTMENTS:
            return department(visit, name)
        case ["item", name]:
            return next((page(visit.shop, o.title, item(visit, o)) for o in visit.offers if handle(o) == name), None)
        case _:
            return None


def department(visit: Visit, name: str) -> Answer:
    """All items of a department; the household's page leads on to the bedroom's."""
    items = "\n".join(item(visit, offer) for offer in visit.offers if offer.category in DEPARTMENTS[name])
    further = '<a rel="next" href="/bedroom">Bedroom</a>' if name == "household" else ""
    return page(visit.shop, name.capitalize(), f"<h1>{name.capitalize()}</h1>{items}{further}")


def item(visit: Visit, offer: Offer) -> str:
    """One product with its offer."""
    name = f"{offer.title} {offer.variant}" if offer.variant else offer.title
    stated = {"Content": str(offer.pack)} if offer.pack else offer.spec
    spec = "".join(
        '<li itemprop="additionalProperty" itemscope itemtype="https://schema.org/PropertyValue">'
        f'<span itemprop="name">{escape(label)}</span>: <span itemprop="value">{escape(text)}</span></li>'
        for label, text in stated.items()
    )
    code = f'<meta itemprop="gtin13" content="{offer.gtin}">' if offer.gtin else ""
    return (
        '<section itemscope itemtype="https://schema.org/Product">'
        f'<h3 itemprop="name"><a itemprop="url" href="/item/{handle(offer)}">{escape(name)}</a></h3>'
        f'<meta itemprop="sku" content="{offer.sku}">{code}'
        f'<meta itemprop="category" content="{CATEGORY_NAMES[offer.category]}">'
        f'<p itemprop="brand" itemscope itemtype="https://schema.org/Brand"><span itemprop="name">{escape(offer.brand)}'
        f"</span></p>{size(offer)}<ul>{spec}</ul>{offer_markup(visit, offer)}</section>"
    )


def size(offer: Offer) -> str:
    return f'<p>Size: <span itemprop="size">{offer.variant}</span></p>' if offer.variant else ""


def offer_markup(visit: Visit, offer: Offer) -> str:
    """The offer, with its was-price and price per unit; without any amount where the price is hidden."""
    stock = '<link itemprop="availability" href="https://schema.org/InStock">In stock'
    scope = '<div itemprop="offers" itemscope itemtype="https://schema.org/Offer">'
    if offer.hidden:
        return f'{scope}<p class="price">See price in cart</p><p>{stock}</p></div>'
    price = (
        f'<p class="price"><span itemprop="price" content="{offer.price}">{euros(offer.price)}</span>'
        '<meta itemprop="priceCurrency" content="EUR"></p>'
    )
    delivery = f"<p>Delivery {euros(visit.shop.shipping)}</p>" if visit.shop.shipping else ""
    return f"{scope}{price}{was(offer)}{per_unit(offer)}<p>{stock}</p>{delivery}</div>"


def was(offer: Offer) -> str:
    if not offer.was_price:
        return ""
    kind = "https://schema.org/SRP" if offer.was_kind == "rrp" else "https://schema.org/StrikethroughPrice"
    word = "RRP" if offer.was_kind == "rrp" else "was"
    badge = f" -{offer.claimed_percent} %" if offer.claimed_percent else ""
    low = f" <small>Lowest price of the last 30 days: {euros(offer.low_30d)}</small>" if offer.low_30d else ""
    return (
        '<p itemprop="priceSpecification" itemscope itemtype="https://schema.org/UnitPriceSpecification">'
        f'{word} <del itemprop="price" content="{offer.was_price}">{euros(offer.was_price)}</del>{badge}'
        f'<meta itemprop="priceCurrency" content="EUR"><link itemprop="priceType" href="{kind}">{low}</p>'
    )


def per_unit(offer: Offer) -> str:
    if not offer.unit_price:
        return ""
    amount, unit = offer.unit_price
    return (
        '<p itemprop="priceSpecification" itemscope itemtype="https://schema.org/UnitPriceSpecification">'
        f'(<span itemprop="price" content="{amount}">{euros(amount)}</span> / <span itemprop="unitText">{unit}</span>'
        '<meta itemprop="priceCurrency" content="EUR"><span itemprop="referenceQuantity" itemscope '
        'itemtype="https://schema.org/QuantitativeValue"><meta itemprop="value" content="1">'
        f'<meta itemprop="unitText" content="{unit}"></span>)</p>'
    )
