"""Israeli price lists: the PriceFull, Price, PromoFull and Promo files (XML, often gzip) that chains publish by law.

Amounts are in shekels, tax included. A promotion is an offer of its own beside the item's shelf price.
Source: Food Law 5774-2014 and the price transparency regulations of 2014.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from pricewatch.errors import LayoutChanged
from pricewatch.listing import Listing
from pricewatch.read.feed_bounds import SHORTEST_ROW, check_parts
from pricewatch.read.feed_bytes import GZIP, ZIP, beginning, decoded, gunzipped, open_zip
from pricewatch.read.feed_sale import last_moment
from pricewatch.read.feed_values import amount, barcode, tidy
from pricewatch.read.feed_xml import local_name, parse_xml
from pricewatch.read.page import Page, Reading, Request
from pricewatch.retailer import Retailer
from scrapers._price_list_index import all_links, file_name, is_index, is_page, newest_of_each_store

Fields = dict[str, str]
"""An element's leaves by name in lower case, so that the chains' spellings meet."""

ITEM = re.compile(r"<(ItemCode|ItemPrice|PromotionId|PromotionID)\b", re.IGNORECASE)
CHAIN = re.compile(r"<(ChainId|StoreId|SubChainId)\b", re.IGNORECASE)
STATED = (re.compile(rb"<itemcode\b", re.IGNORECASE), re.compile(rb"<itemprice\b", re.IGNORECASE))
EVERYBODY = ("", "0", "00")


def recognises(page: Page) -> bool:
    """XML with the law's elements, or a page that links to such files."""
    if is_page(page):
        return is_index(page, b"PriceFull7", b"PromoFull7", b"pricefull7")
    start = decoded(beginning(page.body), fallback="cp1255")
    return bool(CHAIN.search(start) and ITEM.search(start))


def requests(retailer: Retailer) -> list[Request]:
    """The pages that link to the files."""
    return [Request(url=start) for start in retailer.start or (retailer.home,)]


def read(page: Page) -> Reading:
    """A file's items or promotions in order; of an index, requests for each store's newest full lists."""
    if is_page(page):
        found = [url for url, _ in all_links(page) if re.match(r"(price|promo)full", file_name(url), re.IGNORECASE)]
        if not found:
            raise LayoutChanged(f"{page.url} links to no PriceFull or PromoFull file.")
        return Reading(requests=[Request(url=url, kind="detail") for url in newest_of_each_store(found)])
    body = gunzipped(unpacked(page.body))
    check_parts(max(len(mark.findall(body)) for mark in STATED), len(body), SHORTEST_ROW, "items")
    root = parse_xml(body, fallback="cp1255")
    store = store_of(root)
    listings = [one for element in entries(root) for one in listings_of(element, store)]
    if not listings and "chainid" not in {local_name(e).casefold() for e in root.iter(etree.Element)}:
        raise LayoutChanged(f"{page.url} is XML without the items or promotions of an Israeli price list.")
    return Reading(listings=listings)


def unpacked(body: bytes) -> bytes:
    """The one file in an archive, or the body (gzip is unpacked further down)."""
    if not body.startswith(ZIP) or body.startswith(GZIP):
        return body
    archive = open_zip(body)
    return b"".join(archive.read(name) for name in archive.namelist()[:1])


def fields_of(element: etree._Element) -> Fields:
    """The element's own leaves."""
    return {local_name(child).casefold(): (child.text or "").strip() for child in element if len(child) == 0}


def store_of(root: etree._Element) -> str | None:
    """Chain, sub-chain and store, as the file's head numbers them."""
    head: Fields = {}
    for element in root.iter(etree.Element):
        name = local_name(element).casefold()
        if name in ("item", "product", "promotion"):
            break
        head.setdefault(name, (element.text or "").strip())
    return "-".join(head[name] for name in ("chainid", "subchainid", "storeid") if head.get(name)) or None


def entries(root: etree._Element) -> Iterator[etree._Element]:
    """The elements that may be items or promotions; nothing within a promotion is one of its own."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if isinstance(element.tag, str) and len(element):
            yield element
            if any(local_name(child).casefold() == "promotionid" for child in element):
                walk.skip_subtree()


def listings_of(element: etree._Element, store: str | None) -> Iterator[Listing]:
    """What an element states, if it is an item or a promotion."""
    children = {local_name(child).casefold() for child in element}
    if "itemprice" in children:
        yield item(fields_of(element), store)
    elif "promotionid" in children and "promotiondescription" in children:
        yield from promotion(element, store)


def item(stated: Fields, store: str | None) -> Listing:
    """One line of a price list."""
    price = amount(stated.get("itemprice")) or None
    content = " ".join(text for text in (stated.get("quantity"), stated.get("unitqty")) if text and text != "0.00")
    unit_price = amount(stated.get("unitofmeasureprice")) or None
    return Listing(
        store=store,
        sku=tidy(stated.get("itemcode")),
        gtin=barcode(stated.get("itemcode")) if stated.get("itemtype", "1") != "0" else None,
        name=tidy(stated.get("itemname") or stated.get("itemnm")),
        brand=known(stated.get("manufacturername") or stated.get("manufacturename")),
        size_text=tidy(content) if re.match(r"[\d.]*[1-9]", content) else None,
        price=price,
        price_kind="exact" if price is not None else None,
        currency="ILS",
        unit_price=unit_price,
        unit_price_per=measure(stated, price, unit_price) if unit_price is not None else None,
        description=known(stated.get("manufactureritemdescription") or stated.get("manufactureitemdescription")),
        reader="israeli_price_list",
        doubts=() if price is not None else ("The list states no price for this item.",),
    )


def measure(stated: Fields, price: Decimal | None, unit_price: Decimal | None) -> str | None:
    """What the unit price is per. Some lists head a price per gram with `100 grams`: then the arithmetic decides."""
    per = tidy(stated.get("unitofmeasure"))
    quantity = amount(stated.get("quantity"))
    several = re.search(r"\d", per or "") and not re.match(r"1\b(?![.\d])", per or "")
    if several and price and unit_price and quantity and abs(unit_price * quantity - price) <= price / 100:
        return tidy(stated.get("unitqty"))
    return per


def known(text: str | None) -> str | None:
    """A text, unless it says `unknown`."""
    return None if text in ("לא ידוע", "כללי") else tidy(text)


def promotion(element: etree._Element, store: str | None) -> Iterator[Listing]:
    """A promotion for each item that it holds for.

    Its price is the one to pay only if it is everybody's, without coupon, and for a single piece; a members' price is
    theirs alone; all else stands in the offer's words.
    """
    stated = {local_name(e).casefold(): (e.text or "").strip() for e in element.iter(etree.Element) if len(e) == 0}
    price = amount(stated.get("discountedprice")) or None
    single = amount(stated.get("minqty")) in (None, Decimal(0), Decimal(1))
    no_coupon = stated.get("additionaliscoupon", "0") in EVERYBODY and not amount(stated.get("minpurchaseamnt"))
    clubs = {(e.text or "").strip() for e in element.iter(etree.Element) if local_name(e).casefold() == "clubid"}
    for_all = all(club in EVERYBODY or club.startswith("0") for club in clubs)
    plain = price is not None and single and no_coupon
    codes = [(e.text or "").strip() for e in element.iter(etree.Element) if local_name(e).casefold() == "itemcode"]
    for code in dict.fromkeys(filter(None, codes)):
        yield Listing(
            store=store,
            sku=tidy(code),
            gtin=barcode(code),
            name=tidy(stated["promotiondescription"]),
            variant=f"promotion {stated['promotionid']}",
            price=price if plain and for_all else None,
            price_kind="exact" if plain and for_all else None,
            member_price=price if plain and not for_all else None,
            currency="ILS",
            claim_ends=last_moment(stated.get("promotionenddate")),
            offer_text=tidy(stated["promotiondescription"]),
            reader="israeli_price_list",
            doubts=() if plain and for_all else ("The promotion's price is not everybody's for a single piece.",),
        )
