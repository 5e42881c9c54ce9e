"""A price list as Croatian law asks for it: one CSV a day, in cp1250, on an index page."""

from decimal import Decimal

from pricewatch.demo.offers import Offer
from pricewatch.demo.ways.html import Answer, Visit, home, page

START = "/cjenici"
HEADS = (
    "NAZIV PROIZVODA",
    "ŠIFRA PROIZVODA",
    "MARKA PROIZVODA",
    "NETO KOLIČINA",
    "JEDINICA MJERE",
    "MALOPRODAJNA CIJENA",
    "CIJENA ZA JEDINICU MJERE",
    "MPC ZA VRIJEME POSEBNOG OBLIKA PRODAJE",
    "NAJNIŽA CIJENA U POSLJEDNIH 30 DANA",
    "SIDRENA CIJENA NA 2.5.2025",
    "BARKOD",
    "KATEGORIJA PROIZVODA",
)
CATEGORIES = {"coffee": "KAVA", "detergent": "SREDSTVA ZA PRANJE", "snack": "GRICKALICE I SLATKIŠI"}
UNITS = {"pcs": "kom"}


def answer(visit: Visit) -> Answer | None:
    file = f"/cjenici/{file_name(visit)}"
    if visit.path == "/":
        return home(visit, {START: "Cjenici"})
    if visit.path == START:
        link = f'<a href="{file}">{file_name(visit)}</a>'
        return page(visit.shop, "Cjenici", f"<h1>Maloprodajne cijene</h1><ul><li>{link}</li></ul>")
    return price_list(visit) if visit.path == file else None


def file_name(visit: Visit) -> str:
    """Kind, address and number of the store, and the day."""
    return f"supermarket_Izmisljena-ulica-7_Zagreb_0001_{visit.day.isoformat()}.csv"


def price_list(visit: Visit) -> Answer:
    rows = [HEADS, *(row(offer) for offer in visit.offers)]
    text = "".join(";".join(cells) + "\r\n" for cells in rows)
    return Answer(text.encode("cp1250"), "text/csv; charset=windows-1250")


def row(offer: Offer) -> tuple[str, ...]:
    """One article. During a reduction the regular price stays in its column, and the price to pay has its own."""
    reduced = offer.was_price is not None
    unit = UNITS.get(offer.unit_price[1], offer.unit_price[1]) if offer.unit_price else ""
    return (
        offer.title.replace(" pcs", " kom"),
        offer.sku,
        offer.brand,
        str(offer.pack).replace(".", ",").replace("pcs", "kom"),
        "kom" if unit == "piece" else unit,
        comma(offer.was_price or offer.price),
        comma(offer.unit_price[0] if offer.unit_price else None),
        comma(offer.price if reduced else None),
        comma(offer.low_30d),
        comma(offer.anchor_price),
        offer.gtin or "",
        CATEGORIES[offer.category],
    )


def comma(amount: Decimal | None) -> str:
    return "" if amount is None else str(amount).replace(".", ",")
