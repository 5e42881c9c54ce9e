"""Croatian price lists: what chains must publish daily, as csv, xml or xlsx, each in a dialect of its own.

A visitor pays the price of a special sale (`MPC za vrijeme posebnog oblika prodaje`) where one is stated, else the
retail price (`MPC`). Amounts are in euro, tax included. Source: Odluka o objavi cjenika, NN 75/2025 and NN 101/2026.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from anyascii import anyascii

from pricewatch.errors import LayoutChanged
from pricewatch.listing import Availability, Listing
from pricewatch.read.feed_bytes import ZIP, beginning, decoded
from pricewatch.read.feed_table import Table, heads_a_table, tables
from pricewatch.read.feed_values import amount, amount_in, barcode, decimal_mark_of, linked, tidy
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer
from scrapers._price_list_index import file_name, is_index, is_page, lists_of_the_day, store_of

READS_THE_DATE = True
MONEY = ("price", "special", "unit_price", "special_unit_price", "lowest_30d", "anchor")
HEADINGS = [  # the first that fits a heading wins
    ("anchor", r"^(?!datum)(?!.*datum$)(.*sidren|c 02 ?05|cijena (na (dan )?)?\d{1,2} \d{1,2} 20\d\d)"),
    ("lowest_30d", r"najniz|\b30 ?dana|^mpc naj"),
    ("offer", r"^naziv.*(poseb|akcij)"),
    ("", r"^datum|datum$|^kol\w* (za )?(jed|jm)|vpc|veleprod|nabavn|bez pdv|vrijedi"),
    ("unit_of_price", r"^jed mj.*\b1\b|^jedinica mjere za cijen"),
    ("special_unit_price", r"^(?=.*(poseb|akc))(?=.*(cijen|mpc)).*\b(jed|jm|mjer)"),
    ("unit_price", r"(cijena|cij|mpc|\bc)\b.*\b(jed|jm|mjer)|jed\w* cijen|cijena ?mjer"),
    (
        "special",
        r"(mpc|cijen|\bc\b).*(poseb|akc|\bpop\b|sniz|promo|rasprod)|(poseb|akc|sniz|promo).*(cijen|mpc|prodaj)",
    ),
    ("gtin", r"bar ?kod|bar ?code|\bean\b|\bgtin\b"),
    ("category", r"kategor|\bkat\b|^wg$|grupa|skupina|struktura|\bodjel"),
    ("brand", r"marka|brand|brend|proizvo(d|dj)ac"),
    ("name_and_sku", r"naziv.*sifra"),
    ("name", r"naziv|^ime\b|^opis"),
    ("sku", r"sifra|\bsif\b|^(id|kod|plu|sku)\b|^ifra"),
    ("name_or_sku", r"^(artikl|proizvod|usluga)$"),
    ("url", r"^url\b|poveznic|^link\b"),
    ("availability", r"^(?!.*online)dostupn"),
    ("price", r"mpc|maloprod|cijen|^cij\b|prodajna"),
    ("kilograms", r"(nett?o|kolicin).*\bkg$"),
    ("size", r"nett?o|\bnet\b|kolicin|gramaz|sadrzaj"),
    ("unit", r"^jed|jedinic|^jmj?$|mjer"),
]
HEADING_WORDS = (
    "naziv",
    "sifra|sif",
    "marka",
    "mpc|maloprod|cijena",
    "bar ?kod|ean",
    "jedinic|jmj|jed mj",
    "najniz|sidren",
)
MEASURE = re.compile(r"^(kg|g|dag|l|lt|lit|ml|dl|cl|m|m2|m3|m²)$", re.IGNORECASE)


class Money(NamedTuple):
    """What a row asks: the price to pay, and the retail price beside it where the row states a reduction."""

    price: Decimal | None
    was: Decimal | None
    doubts: tuple[str, ...]


def recognises(page: Page) -> bool:
    """A table with a Croatian list's headings, or a page that links to such lists."""
    if is_page(page):
        return is_index(page, b"cjeni", b"Cjeni", b"CJENI")
    start = decoded(beginning(page.body), fallback="cp1250")[:20_000]
    if not page.body.startswith(ZIP) and not start.lstrip().startswith("<"):
        return heads_a_table(start, known)
    words = plain(start)
    return sum(bool(re.search(part, words)) for part in HEADING_WORDS) >= 5


def requests(retailer: Retailer) -> list[Request]:
    """The page that links to the lists."""
    return [Request(url=start) for start in retailer.start or (retailer.home,)]


def read(page: Page) -> Reading:
    """A list's rows in order; of an index, requests for the lists of its newest day."""
    if is_page(page):
        found = lists_of_the_day(page)
        if not found:
            raise LayoutChanged(f"{page.url} links to no price list (csv, xml, xlsx or zip).")
        return Reading(requests=found)
    lists = list(tables(page.body, file_name(page.url), known, fallback="cp1250"))
    if not lists:
        raise LayoutChanged(f"{page.url} has no table with a Croatian price list's headings.")
    return Reading(listings=[listing for table in lists for listing in listings_of(table)])


def plain(heading: str) -> str:
    """A heading in lower case without accents, signs or CamelCase, so that dialects meet."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", anyascii(heading))
    return re.sub(r"[^a-z0-9]+", " ", spaced.casefold()).strip()


@lru_cache(maxsize=1000)
def field_of(heading: str) -> str:
    """The field that a heading names; empty where we know none."""
    words = plain(heading)
    return next((field for field, pattern in HEADINGS if re.search(pattern, words)), "") if len(words) < 150 else ""


def known(row: Sequence[str]) -> int:
    """How many fields the row names, if they make a price list."""
    fields = {field_of(cell) for cell in row if cell} - {""}
    has_name = fields & {"name", "name_and_sku", "name_or_sku"}
    return len(fields) if has_name and fields & {"price", "special"} and len(fields) >= 4 else 0


def columns(table: Table) -> dict[str, int]:
    """The column of each field; of several that claim a price, the one with most amounts."""
    claims: dict[str, list[int]] = {}
    for place, heading in enumerate(table.headings):
        claims.setdefault(field_of(heading), []).append(place)
    claims.pop("", None)
    if both := claims.pop("name_and_sku", None):
        claims.setdefault("name", [both[0]])
        claims.setdefault("sku", [both[0] + 1])
    if either := claims.pop("name_or_sku", None):
        claims.setdefault("sku" if "name" in claims else "name", either)
    sample = table.rows[:500]
    return {field: max(places, key=lambda p: filled(sample, p, field in MONEY)) for field, places in claims.items()}


def filled(rows: list[list[str]], place: int, as_money: bool) -> int:
    """How many of the rows have something (an amount, for money) in that column."""
    cells = [row[place] for row in rows if place < len(row)]
    return sum(1 for cell in cells if (amount(cell) is not None if as_money else cell.strip()))


def listings_of(table: Table) -> Iterator[Listing]:
    """A listing per row; a row that cannot be read keeps its name and says why it has no price."""
    place = columns(table)
    store = table.place or store_of(table.name)
    marks = decimal_marks(table, place)
    needed = max(place["name"], min(place[field] for field in ("price", "special") if field in place))
    width = len(table.headings)
    for row in table.rows:
        cells = {field: row[at] for field, at in place.items() if at < len(row)}
        if len(row) <= needed or any(cell.strip() for cell in row[width:]):
            if any(cell.strip() for cell in row[1:]):  # else a note below the list
                yield unreadable(row, width, store)
            continue
        money = {field: amount_in(after_equals(cells.get(field, "")), mark) or None for field, mark in marks.items()}
        paid = to_pay(money)
        if any(cells.get(field, "").strip() for field in ("name", "sku", "gtin")):  # else a total or an empty row
            yield listing_of(cells, money, paid, store)


def unreadable(row: list[str], width: int, store: str | None) -> Listing:
    """A row whose cells are not under their headings: which cell is its name is as unsure as its price."""
    doubt = f"The row has {len(row)} cells where the list has {width} columns, so its fields are not read."
    text = tidy(" | ".join(row)[:1000])
    return Listing(store=store, description=text, reader="croatian_price_list", doubts=(doubt,))


def listing_of(cells: dict[str, str], money: dict[str, Decimal | None], paid: Money, store: str | None) -> Listing:
    """What one row states."""
    special_unit_price = money.get("special_unit_price") if paid.price == money.get("special") else None
    unit_price = special_unit_price or money.get("unit_price")
    return Listing(
        store=store,
        url=linked("", cells.get("url")),
        sku=tidy(cells.get("sku")),
        gtin=barcode(cells.get("gtin")),
        name=tidy(cells.get("name")),
        brand=tidy(cells.get("brand")),
        category=tidy(cells.get("category")),
        size_text=size_of(cells),
        price=paid.price,
        price_kind="exact" if paid.price is not None else None,
        currency="EUR",
        was_price=paid.was,
        was_kind="unspecified" if paid.was is not None else None,
        lowest_30d_shown=money.get("lowest_30d"),
        anchor_price=money.get("anchor"),
        unit_price=unit_price,
        unit_price_per=measure(cells) if unit_price is not None else None,
        offer_text=tidy(cells.get("offer")),
        availability=availability(cells.get("availability", "")),
        reader="croatian_price_list",
        doubts=paid.doubts,
    )


def decimal_marks(table: Table, place: dict[str, int]) -> dict[str, str]:
    """The sign before the fraction in each column of money; Croatia's own is the comma."""
    sample = table.rows[:1000]
    return {
        field: decimal_mark_of((row[place[field]] for row in sample if place[field] < len(row)), unless=",")
        for field in MONEY
        if field in place
    }


def after_equals(cell: str) -> str:
    """The amount of a cell such as `MPC 2.5.2025=7,99€`."""
    return cell.rpartition("=")[2] if "=" in cell else cell


def to_pay(money: dict[str, Decimal | None]) -> Money:
    """The special price where there is one, else the retail price (0.00 stands for none)."""
    retail, special = money.get("price"), money.get("special")
    if special is None and retail is None:
        return Money(None, None, ("The list states no price in this row.",))
    if special is None or retail is None or special == retail:
        return Money(special or retail, None, ())
    if special < retail:
        return Money(special, retail, ())
    return Money(special, None, (f"The list's special price {special} is above its retail price {retail}.",))


def size_of(cells: dict[str, str]) -> str | None:
    """The pack's content; where a column is headed kilograms, only of what is priced by the kilogram."""
    if "kilograms" in cells:
        by_weight = cells.get("unit_of_price", "").strip().casefold() == "kg"
        return size(cells["kilograms"], "kg") if by_weight else None
    return size(cells.get("size", ""), cells.get("unit", ""))


@lru_cache(maxsize=10_000)
def size(stated: str, unit: str) -> str | None:
    """The content in the list's words; a bare number only where its unit is certain."""
    stated, unit = stated.strip(), unit.strip()
    if len(re.findall(r"\d\s*[^\W\d_]", unit)) == 1:  # some put the content, such as 250g, where others put g
        return tidy(unit)
    if not stated or re.search(r"[^\W\d_]", stated):
        return tidy(stated)
    number = amount(stated, ",")
    if not number:
        return None
    if MEASURE.match(unit):
        return f"{stated} {unit}"
    return f"{int(number)} {unit}" if unit.casefold().startswith("ko") and number == int(number) else None


def measure(cells: dict[str, str]) -> str | None:
    """What the unit price is per: its own column, else a measure that the row names; pieces may mean either."""
    if "unit_of_price" in cells:
        return tidy(cells["unit_of_price"])
    for text in (cells.get("unit", ""), cells.get("size", "").lstrip("0123456789., ")):
        if text.strip().casefold() in ("kg", "l", "lt", "lit", "m", "m2", "m²"):
            return text.strip()
    return None


@lru_cache(maxsize=100)
def availability(cell: str) -> Availability | None:
    """`dostupno`, `nedostupno`, or the same as yes and no."""
    word = plain(cell)
    if word in ("dostupno", "dostupan", "da", "1"):
        return "in_stock"
    return "out_of_stock" if word in ("nedostupno", "nedostupan", "ne", "0") else None
