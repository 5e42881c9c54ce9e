"""Where a page mentions money: each amount, the words around it, and what it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pricewatch.currencies import candidates
from pricewatch.plaintext import plain
from pricewatch.read.outline import Outline

DIGIT = re.compile(r"\d")
NUMBER = re.compile(r"(?<![\w.,])\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,3})?(?!\d)")
BESIDE = r"[^\s\d:;()\[\],/*+<>=%!-]+"
MARK_BEFORE = re.compile(rf"({BESIDE})\s?$")
MARK_AFTER = re.compile(rf"\s?(?:[.,]?-{{1,2}})?\s?({BESIDE})")
BARE_WHOLE = re.compile(r"(?:^|[^\d.,])\d{1,3}(?:[ .,']?\d{3})*$")
BARE_CENTS = re.compile(r"\d{2}(?!\d|[.,]\d|\s*[%\w])")
MOSTLY_NUMBER = re.compile(r"\D{0,10}\d[\d.,' ]*(?:[.,]?-{1,2})?")
TAIL = re.compile(r"[.,]\s?(?:\d{2}(?!\d)|-)")
PRICED = re.compile(r"price|preis|prix|precio|preco|prezzo|prijs|cena|pris|hinta|fiyat|amount|money|стоим|цена")
NAMES = frozenset(("a", "h1", "h2", "h3", "h4", "h5", "h6"))
LONGEST = 120
NEAR = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """An amount as printed with its currency, in element `at`.

    `before` and `after` are the words that speak of it, `around` those in the same piece of text.
    """

    at: int
    piece: int
    text: str
    before: str
    after: str
    around: str


@dataclass(slots=True)
class Phrase:
    """Neighbouring pieces of text that print one amount, such as "12", "99" and "€"."""

    at: int
    first: int
    last: int
    text: str


def mentions(page: Outline) -> list[Mention]:
    """Every amount of money on a page, in page order."""
    phrases = list(joined(page))
    found: list[Mention] = []
    for number, phrase in enumerate(phrases):
        if len(phrase.text) <= LONGEST and DIGIT.search(phrase.text):
            before = label(page, phrase, phrases[max(0, number - 3) : number][::-1])[::-1]
            after = label(page, phrase, phrases[number + 1 : number + 4])
            found += amounts(page, phrase, " ".join(before), " ".join(after))
    return found


def joined(page: Outline) -> Iterator[Phrase]:
    """The page's text, with amounts that are split over elements put together."""
    last: Phrase | None = None
    for piece in page.pieces:
        text, at = plain(page.texts[piece]), page.parents[piece]
        glue = glue_of(last.text, text) if last and len(last.text) + len(text) < LONGEST else None
        if last and glue is not None and (shared := near(page, last.last, piece)) is not None:
            last.at, last.last, last.text = shared, piece, last.text + glue + text
            continue
        if last:
            yield last
        last = Phrase(at, piece, piece, text)
    if last:
        yield last


def near(page: Outline, one: int, other: int, levels: int = NEAR) -> int | None:
    """The element around two pieces of text, where both stand at most a few levels within it."""
    around = list(page.around(other, levels))
    return next((outer for outer in page.around(one, levels) if outer in around), None)


def glue_of(before: str, text: str) -> str | None:
    """What to put between two pieces if they print one amount, else None."""
    if not (before[-1:].isdigit() or text[:1].isdigit() or before[-1:] in (".", ",", "-")):
        return None
    if before[-1:].isdigit() and (TAIL.match(text) or text in (".", ",")):
        return ""
    if before[-1:] in ".," and before[-2:-1].isdigit() and text[:2].isdigit():
        return ""
    if BARE_CENTS.match(text) and BARE_WHOLE.search(before):
        return "."
    if is_mark(text) and MOSTLY_NUMBER.fullmatch(before) and not has_mark(before):
        return " "
    if is_mark(before) and text[:1].isdigit():
        return " "
    return None


def is_mark(text: str) -> bool:
    """Is this a currency's mark and nothing else?"""
    return len(text) <= 6 and not DIGIT.search(text) and candidates(text.strip(" *:")) is not None


def has_mark(text: str) -> bool:
    return any(candidates(word) is not None for word in re.findall(BESIDE, text))


def label(page: Outline, phrase: Phrase, others: list[Phrase]) -> list[str]:
    """The neighbours' words that stand so close that they speak of this amount; an amount or a link ends them."""
    found: list[str] = []
    for other in others:
        apart = len(other.text) > 30 or near(page, other.last, phrase.first) is None
        if (
            apart
            or (NUMBER.search(other.text) and has_mark(other.text))
            or "a" in (page.tags[n] for n in page.around(other.first, 2))
        ):
            break
        found.append(other.text)
    return found


def amounts(page: Outline, phrase: Phrase, before: str, after: str) -> Iterator[Mention]:
    """The amounts of one phrase. A number without a currency counts where the page says that it is a price."""
    text = phrase.text
    spans = [with_marks(text, number) for number in NUMBER.finditer(text) if is_money(page, phrase, number)]
    for place, (start, stop) in enumerate(spans):
        floor = spans[place - 1][1] if place else 0
        ceiling = spans[place + 1][0] if place + 1 < len(spans) else len(text)
        yield Mention(
            at=phrase.at,
            piece=phrase.first,
            text=text[start:stop].strip(),
            before=text[floor:start].strip() or ("" if place else before),
            after=text[stop:ceiling].strip() or ("" if place + 1 < len(spans) else after),
            around=f"{text[floor:start]} {text[stop:ceiling]}",
        )


def is_money(page: Outline, phrase: Phrase, number: re.Match[str]) -> bool:
    return with_marks(phrase.text, number) != number.span() or is_price(page, phrase, number)


def with_marks(text: str, number: re.Match[str]) -> tuple[int, int]:
    """The number's span with the currency marks beside it."""
    start, stop = number.span()
    if (before := MARK_BEFORE.search(text, 0, start)) and is_sure(before[1], text, number):
        start = before.start()
    if (after := MARK_AFTER.match(text, stop)) and is_sure(after[1], text, number):
        stop = after.end()
    return start, stop


def is_sure(word: str, text: str, number: re.Match[str]) -> bool:
    """A currency's mark; a lone letter is one only where the text is nothing but the amount: "R 129.00"."""
    if candidates(word) is None:
        return False
    return not (len(word) == 1 and word.isascii() and word.isalpha()) or text.replace(number[0], "", 1).strip() == word


def is_price(page: Outline, phrase: Phrase, number: re.Match[str]) -> bool:
    """A number that stands alone in an element that is named as a price."""
    if number[0] != phrase.text.strip(" *-:,."):
        return False
    for n in (phrase.at, *page.around(phrase.at, NEAR - 1)):
        if page.attribute(n, "itemprop") == "price" or PRICED.search(page.classes(n)):
            return True
    return False
