"""What a word says about stock: schema.org's terms in any spelling, those of feeds, and shops' own words."""

import re

from pricewatch.listing import Availability
from pricewatch.read import stock_words
from pricewatch.read.phrases import Phrases

TERMS: dict[str, Availability] = {
    **dict.fromkeys(("instock", "limitedavailability", "onlineonly", "instoreonly", "madetoorder"), "in_stock"),
    **dict.fromkeys(("limited", "lowstock", "limitedstock", "availablefororder", "availableonline"), "in_stock"),
    **dict.fromkeys(("outofstock", "soldout", "reserved", "oos", "notinstock", "unavailable"), "out_of_stock"),
    **dict.fromkeys(("outstock", "nostock", "notavailable", "temporarilyoutofstock"), "out_of_stock"),
    **dict.fromkeys(("preorder", "presale", "backorder", "backordered", "onbackorder", "comingsoon"), "preorder"),
    **dict.fromkeys(("discontinued", "endoflife"), "discontinued"),
}
# The first that is found holds: "not available" has "available" in it.
STOCK: tuple[tuple[Phrases, Availability], ...] = (
    (stock_words.DISCONTINUED, "discontinued"),
    (stock_words.OUT_OF_STOCK, "out_of_stock"),
    (stock_words.PREORDER, "preorder"),
    (stock_words.IN_STOCK, "in_stock"),
)
VOCABULARY = re.compile(r"^(?:https?://)?(?:www\.)?(?:schema\.org/|schema:|[\w.]*itemavailability[/.])*", re.I)
LONGEST = 60


def availability_of(text: str) -> Availability | None:
    """What words, or an address of schema.org, say about stock.

    >>> availability_of("Sold out"), availability_of("https://schema.org/InStock"), availability_of("3 reviews")
    ('out_of_stock', 'in_stock', None)
    """
    return term(text) or by_words(text)


def stated(text: str | None) -> Availability | None:
    """The value of an availability property: a term, else words as short as a notice."""
    return term(text) or (by_words(text) if len(text) <= LONGEST else None) if text else None


def term(text: str) -> Availability | None:
    """A term of schema.org or of a feed, however it is cased, joined or addressed.

    >>> term("http://schema.org/In_Stock/"), term("schema:SoldOut"), term("lots")
    ('in_stock', 'out_of_stock', None)
    """
    bare = VOCABULARY.sub("", text.strip(" /#;,"))
    return TERMS.get(re.sub(r"[^a-z]", "", bare.rsplit("/", 1)[-1].casefold()))


def by_words(text: str) -> Availability | None:
    return next((availability for phrases, availability in STOCK if phrases.search(text)), None)
