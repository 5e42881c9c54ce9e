"""What a product page shows about stock: its buy button, short notices, and promises to deliver."""

import re
from collections.abc import Iterator

from pricewatch.listing import Availability
from pricewatch.read import stock_words
from pricewatch.read.availability import STOCK
from pricewatch.read.shown import Shown, zoned
from pricewatch.read.visible import above

AHEAD = 3000
BEHIND = 2500
LONGEST_NOTICE = 60
DENIAL = 25  # "not available" and "nicht mehr lieferbar" have the words for being in stock in them
NEVER_PRESSED = re.compile(r"(?:^|[\s_-])(?:sold-?out|out-?of-?stock|soldout|outofstock|unavailable)(?:$|[\s_-])", re.I)
WORDS = re.compile(r"[^\W_]+")


def stock(shown: Shown) -> Availability | None:
    """What the page says about its product, first by what it offers, then by what it says, then by what it promises."""
    said = set(notices(shown))
    if any(can_be_pressed(shown, at) for at in shown.buys):
        return "preorder" if "preorder" in said else "in_stock"
    found = next((state for _, state in STOCK if state in said), None)
    return found or ("in_stock" if promises(shown) else None)


def can_be_pressed(shown: Shown, at: int) -> bool:
    """Is a buy button live? One that is off says nothing: it may wait for a size to be chosen."""
    for step in above(shown.seen.scope_at(at)):
        if "disabled" in step.given or step.given.get("aria-disabled") == "true" or NEVER_PRESSED.search(step.names):
            return False
        if step.tag in ("button", "a", "form"):
            break
    return True


def notices(shown: Shown) -> Iterator[Availability]:
    """The states that short lines about this product name."""
    start, end = max(0, shown.title - BEHIND), shown.title + AHEAD
    text = shown.seen.text
    denied = stock_words.OUT_OF_STOCK.places(text, start, end)
    for phrases, state in STOCK:
        places = denied if state == "out_of_stock" else phrases.places(text, start, end)
        if state == "out_of_stock":
            places = [at for at in places if not is_aside(text, at)]
        elif state == "in_stock":
            places = [at for at in places if not any(no <= at <= no + DENIAL for no in denied)]
        if any(is_notice(shown, at) for at in places):
            yield state


def line_at(text: str, at: int) -> tuple[int, int]:
    end = text.find("\n", at)
    return text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text)


def is_notice(shown: Shown, at: int) -> bool:
    """Does a phrase stand in a short line, as a notice does, and in a part about this product?"""
    start, end = line_at(shown.seen.text, at)
    return end - start < LONGEST_NOTICE and not zoned(shown.seen.scope_at(at), shown.titles)


def is_aside(text: str, at: int) -> bool:
    """Is something else said to be unavailable, such as a list, the chat or the pickup? A bare adjective must have
    its line to itself, or speak of the product."""
    start, end = line_at(text, at)
    line = text[start:end]
    if not stock_words.UNAVAILABLE.search(line) or stock_words.SOLD_OUT.search(line):
        return False
    left = stock_words.UNAVAILABLE.removed(line)
    return any(word not in stock_words.ABOUT_PRODUCT for word in WORDS.findall(left))


def promises(shown: Shown) -> bool:
    """Does a short line promise a delivery, or count what is left?"""
    start, end = max(0, shown.title - BEHIND), shown.title + AHEAD
    found = (match.start() for match in words_of_delivery(shown.seen.text, start, end))
    return any(is_notice(shown, at) for at in found)


def words_of_delivery(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    yield from stock_words.DELIVERED_IN.finditer(text, start, end)
    yield from stock_words.FEW_LEFT.finditer(text, start, end)
