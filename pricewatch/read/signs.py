"""What shops call their elements: what class, id and test names say about an amount, and about a part of a page.

Names are split into lower-case words joined by `-`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

WORD_BREAK = re.compile(r"[^a-z0-9]+")
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

SIGNS: dict[str, re.Pattern[str]] = {
    "was": re.compile(
        r"(?:^|-)(?:old|was|strike\w*|striked|crossed|line-through|through|linethrough|rrp|msrp|uvp|pvpr|list-?price|listprice|previous|prev|"
        r"before|original-?price|originalprice|price-?original|orig|old-?price|oldprice|was-?price|wasprice|reg-price|regular-?price|price-regular|standard-?price|price-?standard|"
        r"compare|compared|price-compare|preisstatt|statt|base-price-old|market-price|price-high|price-was|del|ante|antes|anterior|"
        r"alt|barre|barrato|tachado|lowlight|cut-price|discounted-from|ordinary|scratched|erased|"
        r"retail-price|price-retail|recommended-price|price-before|undiscounted|full-price|fullprice|sale-from|price-from-old|"
        r"\w*price(?:old|was|before|list|original|regular)|(?:old|was|before|list|original|regular|strike|crossed)price\w*|"
        r"no-discount|without-discount|precio-tarifa|staraya|staro|stara)(?:$|-)"
    ),
    "unit": re.compile(
        r"(?:^|-)(?:unit-?price|unitprice|price-?per|priceper|per-?unit|perunit|ppu|base-?price|baseprice|grundpreis|basisprice|unit-pricing|"
        r"price-unit-info|kilopris|comparison-?price|jmfpris|per-measure|pricepermeasure|unitary|per-kg|unit-measure)(?:$|-)"
    ),
    "saving": re.compile(
        r"(?:^|-)(?:saving|savings|yousave\w*|you-save|discount-?amount|save-?amount|amount-saved|rebate|cashback|percent|"
        r"percentage)(?:$|-)"
    ),
    "shipping": re.compile(
        r"(?:^|-)(?:shipping|delivery|versand|postage|livraison|envio|spedizione|dostawa|doprava|frete|freight|shipment)(?:$|-)"
    ),
    "instalment": re.compile(
        r"(?:^|-)(?:instal+ments?|monthly|finance|financing|emi|klarna|afterpay|clearpay|affirm|credit|raten|rate-from|leasing|"
        r"paylater|pay-later|parcel\w*|cuotas|sezzle|zip|laybuy|paypal|mensual\w*|split-payment)(?:$|-)"
    ),
    "member": re.compile(
        r"(?:^|-)(?:member|members|club|loyalty|clubcard|(?<!product-)card-price|nectar|prime-price|subscribe|subscription|sns|vip|"
        r"store-?card|plus-price)(?:$|-)"
    ),
    "coupon": re.compile(r"(?:^|-)(?:coupon|promo-?code|voucher)(?:$|-)"),
    "ex_vat": re.compile(
        r"(?:^|-)(?:ex-?vat|excl-?vat|excl-?tax|ex-?tax|without-?tax|without-?vat|price-excluding-tax|netto|no-vat|bez-dph|nodph|ht|"
        r"price-?net|excluding)(?:$|-)"
    ),
    "option": re.compile(r"(?:^|-)(?:swatch\w*|twister|variant-option|tmm\w*|option-price)(?:$|-)"),
}
PRICE_SIGN = re.compile(
    r"(?:^|-)(?:\w{0,9}price\w{0,9}|preis\w*|prix|precio\w*|prezzo|preco|prijs|pris|cena|cijena|tsena|cost|amount|fiyat|hinta)(?:$|-)"
)
GROSS = re.compile(r"(?:^|-)(?:brutto|gross|inc|incl|with-tax|with-vat)(?:$|-)")
MAIN_SIGN = re.compile(
    r"(?:^|-)(?:current|sale|final|now|our|ourprice|actual|special|buy|product|main|primary|offer|today|selling|dealprice|deal|pdp|"
    r"detail|details|buybox|purchase|sales|new|core|pay|saleprice|big|large|xl|total|highlight|value)(?:$|-)"
)
CENTS_SIGN = re.compile(
    r"(?:^|-)(?:cents?|decimals?|fractions?|fractional|minor|centimes|centavos|centimos|kop\w*|haler\w*|dec|super\w*|sup|small-?part|"
    r"digits-small|part-2|penny|pence|subunit\w*)(?:$|-)"
)
ZONES = re.compile(
    r"(?:^|-)(?:related\w*|recommend\w*|reco|recs|similar\w*|upsells?|up-sells?|cross-?sells?|crosssell\w*|carousel\w*|accessor\w*|also-\w+|"
    r"alsobought|alsoviewed|bought-together|recently\w*|viewed|history|sponsored\w*|suggest(?:ions?|er)?|suggested-(?:products?|items?)|bundle\w*|fbt|you-may\w*|youmay\w*|complementary|"
    r"compare-(?:products?|items?|table|similar)\w*|comparison-(?!price)\w*|comparable-\w+|reviews?|comments?|mini-?cart|minicart|mini-?basket|header|nav|navbar|navigation|menu\w*|megamenu|footer|"
    r"modal|popup|dialog|drawer|offcanvas|filters?|facets?|banner|breadcrumbs?|cookie\w*|newsletter|olp|other-sellers|more-buying\w*|mbc|"
    r"aod|warranty|protection|trade-?in|tradein|insurance|bestsellers?|top-?sellers?|trending|inspiration|complete-the-look|shop-the-look|"
    r"crossseling|crossselling|upselling|othersellers|alternatives?|substitutes?|frequently\w*|certona|rr-|richrelevance|"
    r"widget-products?|product-?slider|products-slider|product-?list\w*|product-?grid|productlist\w*|product-?(?:cards?|tiles?)(?!-(?:\w+-)?price)|"
    r"ads?(?!-(?:price|title|details?))|advert\w*|dropdown-cart|side-?cart|last-seen|autocomplete|search-results)(?:$|-)"
)
RECOMMENDED_PRICE = re.compile(r"(?:^|-)(?:\w*price\w*-(?:\w+-)?recommended|recommended-(?:\w+-)?price)(?=-|$)")
HIDDEN_NAMES = frozenset(
    [
        "hidden",
        "hide",
        "d-none",
        "is-hidden",
        "invisible",
        "js-hidden",
        "aok-hidden",
        "display-none",
        "displaynone",
        "u-hidden",
        "ng-hide",
        "no-display",
        "nodisplay",
    ]
)
RESPONSIVE = re.compile(
    r"(?:^|\s)(?:d-(?:\w+-)?(?:block|inline|flex|inline-block|inline-flex|grid)|\w+:(?:block|flex|inline\S*|grid|visible))(?:\s|$)"
)


@lru_cache(maxsize=16_384)
def split_names(names: str) -> str:
    """Class and id names as lower-case words joined by `-`.

    >>> split_names("priceBlock_oldPrice price--xl")
    'price-block-old-price-price-xl'
    """
    return WORD_BREAK.sub("-", CAMEL.sub("-", names).casefold()).strip("-")


@lru_cache(maxsize=16_384)
def is_for_prices(names: str) -> bool:
    """Do an element's names say that it holds a price?"""
    return bool(PRICE_SIGN.search(split_names(names)))


@lru_cache(maxsize=16_384)
def signs_of(names: str) -> frozenset[str]:
    """What an element's names say about an amount within it."""
    words = split_names(names)
    found = {role for role, pattern in SIGNS.items() if pattern.search(words)}
    found |= {"price"} if PRICE_SIGN.search(words) else set()
    found |= {"main"} if MAIN_SIGN.search(words) else set()
    found |= {"cents"} if CENTS_SIGN.search(words) else set()
    found -= {"ex_vat"} if GROSS.search(words) else set()
    return frozenset(found)


@lru_cache(maxsize=16_384)
def is_zone(names: str) -> bool:
    """Do an element's names say that it is about something else than the page's product?"""
    return bool(ZONES.search(RECOMMENDED_PRICE.sub("", split_names(names))))


@lru_cache(maxsize=16_384)
def is_hidden(names: str) -> bool:
    """Do an element's class names hide it on every screen?"""
    return bool(HIDDEN_NAMES & set(names.casefold().split())) and not RESPONSIVE.search(names)


ZONE_TAGS = frozenset(("nav", "footer", "aside", "select"))
WHOLE_PAGE = frozenset(("html", "body", "main"))


@dataclass(frozen=True, slots=True)
class Look:
    """What an element's names say: about amounts within it, and whether it is about something else than the product."""

    names: str
    signs: frozenset[str]
    zone: bool


@lru_cache(maxsize=32_768)
def look_of(tag: str, names: str) -> Look:
    """The look of an element, by its tag and its names."""
    zone = tag in ZONE_TAGS or bool(names and tag not in WHOLE_PAGE and is_zone(names))
    return Look(names, signs_of(names) if names else frozenset(), zone)
