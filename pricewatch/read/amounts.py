"""Every amount of money that a page shows, and the text and elements that belong to it alone."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import islice

from pricewatch.currencies import candidates
from pricewatch.money import parse_price
from pricewatch.read.signs import is_for_prices
from pricewatch.read.visible import Scope, Visible

# It begins with a digit, and looks back from there: so the search goes from digit to digit, not from letter to letter.
# A currency's code or short name may stand right before it: "Rp185.000", "Rs.499", "CHF129".
NUMBER = re.compile(
    r"\d(?:(?<![\w.,/'-]\d)|(?<=\b[A-Z]{3}\d)|(?<=\bR[psM]\d)|(?<=\bRs\.\d)|(?<=\bkr\d)|(?<=\bkr\.\d)|(?<=\bTL\d))"
    r"(?:\d?(?:,\d\d){1,3},\d{3}(?!\d)|\d{0,2}(?:[ '.,]\d{3}){1,5}(?!\d)|\d{0,14})"
    r"(?:[.,]\d{1,2}(?!\d)|[.,](?=-|–|\s?€|\s|$))?(?![\d%])"
)
BEFORE = re.compile(r"([^\s\d:;()\[\]|,*+<>=%-]{1,6}|[sS]/\.?)[ \n]?-?$")
AFTER = re.compile(r"(?:[.,]?-{1,2})?[ \n]?([^\s\d:;()\[\]|,*+<>=%/-]{1,8})")
SIGN_AT_END = re.compile(r"(?<![A-Z])[A-Z]{0,3}[$€£¥₹₽₴₺₪₩₫₱฿₦₸]\.?$")
LEADING = re.compile(r"(?:\w{0,2}[$£¥₹]|rs\.?|r\$|rp\.?|rm)$", re.I)  # marks that stand before their number
CENTS_BEHIND = re.compile(r"€\d\d(?![\w.,])")  # "21€90"
WITH_CENTS = re.compile(r"\d[\d .,']*[.,]\d\d")
DASH = re.compile(r"[.,]\s?[-–]{1,2}")
Mark = re.Match[str] | None
# Codes of currencies that are everyday words too.
EVERYDAY = frozenset(
    ("ALL", "ANG", "BAM", "CUP", "DEM", "GEL", "LAK", "MAD", "MOP", "NAD", "PEN", "SIT", "SOS", "STD", "TOP", "TRY")
)
LONGEST_LABEL = 40
WIDEST_CELL = 160
MOST_AMOUNTS = 1500
MOST_NUMBERS = 20_000
NOT_MONEY_AFTER = re.compile(
    r"^ ?(?:%|x\b|×|"
    r"cm\b|mm\b|km\b|kg\b|g\b|ml\b|l\b|°|\"|”|''|gb\b|tb\b|mb\b|mah\b|hz\b|w\b|v\b|stars?\b|reviews?\b|ratings?\b)",
    re.I,
)


@dataclass(slots=True)
class Amount:
    """One amount: its place in the page's text, the element around it alone (`cell`), and the words on both sides.

    `marked`: beside a currency's mark. `prose`: in a long line. `said`: a word before it calls it the price.
    """

    value: Decimal
    currency: str | None
    marked: bool
    start: int
    end: int
    scope: Scope
    cell: Scope | None = None
    before: str = ""
    after: str = ""
    signs: frozenset[str] = frozenset()
    prose: bool = False
    said: bool = False


@lru_cache(maxsize=65_536)
def read_amount(text: str, hint: str | None) -> tuple[Decimal | None, str | None]:
    price = parse_price(text, currency=hint)
    return price.amount, price.currency


@lru_cache(maxsize=16_384)
def is_mark(word: str, hint: str | None) -> bool:
    """Is this a currency's mark? A single Latin letter is one only where that currency is expected."""
    word = word.strip(".'\"-")
    meant = candidates(word) if word else None
    if word.upper() in EVERYDAY and hint != word.upper():
        return False
    return bool(meant) and (len(word) > 1 or not (word.isascii() and word.isalpha()) or hint in (meant or ()))


def find_amounts(seen: Visible, hint: str | None, bare: bool = False) -> list[Amount]:
    """All amounts in the order of the text. `hint`: the currency that the page's signs most likely mean.

    An amount is a number beside a currency's mark, or one in an element that is named for prices. `bare`: or one with
    cents that is all its element says.
    """
    found: list[Amount] = []
    text, floor = seen.text, 0
    for match in islice(NUMBER.finditer(text), MOST_NUMBERS):
        number = match if match.start() >= floor else NUMBER.search(text, floor, match.end())
        if number and (amount := amount_at(seen, *number.span(), floor, hint, bare)):
            found.append(amount)
            floor = amount.end
        if len(found) >= MOST_AMOUNTS:
            break
    place(found, text, [heading.end for heading in seen.headings])
    return found


def amount_at(seen: Visible, start: int, end: int, floor: int, hint: str | None, bare: bool) -> Amount | None:
    """The amount whose digits stand there, or None where that number is no money."""
    text = seen.text
    left, right = marks_beside(text, start, end, floor, hint)
    dash = DASH.match(text, end - 1 if text[end - 1] in ".," else end)
    scope = seen.scope_at(start)
    marked = bool(left or right)
    named = dash or priced(scope, end - start) or (bare and fills(scope, text[start:end]))
    if not marked and (not named or NOT_MONEY_AFTER.match(text[end : end + 9])):
        return None
    opens = left.start() + glued(left[1]) if left else start
    cents = CENTS_BEHIND.match(text, end)
    closes = cents.end() if cents else right.end() if right else dash.end() if dash else end
    value, currency = read_amount(text[opens:closes].replace("\n", " "), hint)
    return Amount(value, currency, marked, opens, closes, scope) if value is not None else None


def marks_beside(text: str, start: int, end: int, floor: int, hint: str | None) -> tuple[Mark, Mark]:
    """The currency's marks on both sides of a number. Of two, one may be another number's."""
    left: Mark = BEFORE.search(text, max(floor, start - 8), start)
    right: Mark = AFTER.match(text, end, end + 12)
    left = left if left and is_mark(left[1], hint) else None
    right = right if right and is_mark(right[1], hint) else None
    next_number = right and text[right.end() : right.end() + 2].strip()[:1].isdigit()
    on_next_line = right and "\n" in right[0]
    if right and ((next_number and (left or on_next_line or LEADING.match(right[1]))) or (left and on_next_line)):
        right = None
    if left and right and "\n" in left[0]:
        left = None
    return left, right


def glued(word: str) -> int:
    """How many letters before a currency's sign belong to another word, as in "Sale$"."""
    sign = SIGN_AT_END.search(word)
    return sign.start() if sign else 0


def fills(scope: Scope, number: str) -> bool:
    """Is a number with cents all that its element says?"""
    return bool(WITH_CENTS.fullmatch(number)) and scope.end - scope.start == len(number)


def priced(scope: Scope, width: int) -> bool:
    """Is this an element that is named for prices and holds nothing but the number?"""
    for step in (scope, scope.parent):
        if step is None or step.end - step.start > width + 8:
            return False
        if is_for_prices(step.names):
            return True
    return False


def place(amounts: list[Amount], text: str, headings: list[int]) -> None:
    """Give each amount its cell: the widest element around it that holds no other amount; and its words."""
    for number, amount in enumerate(amounts):
        step: Scope | None = amount.scope
        while step:
            if step.amounts is None:
                step.amounts = []
            step.amounts.append(number)
            step = step.parent
    for amount in amounts:
        amount.cell, amount.signs = cell_of(amount, amounts)
    for number, amount in enumerate(amounts):
        heading = headings[bisect_right(headings, amount.start) - 1] if headings else 0
        last, following = room(amounts, number, len(text))
        surround(amount, max(last, heading if heading <= amount.start else 0), following, text)


def cell_of(amount: Amount, amounts: list[Amount]) -> tuple[Scope, frozenset[str]]:
    """The widest element that holds this amount alone, and what the names of all within it say."""
    cell, signs = amount.scope, set(amount.scope.look.signs)
    step = amount.scope if alone(amount.scope, amount, amounts) else None
    while step:
        cell, signs = step, signs | step.look.signs
        step = step.parent if step.parent and alone(step.parent, amount, amounts) else None
    return cell, frozenset(signs)


def room(amounts: list[Amount], number: int, end: int) -> tuple[int, int]:
    """Where the words about an amount may stand: not within the element of the one before it or after it."""
    amount = amounts[number]
    floor, ceiling = 0, end
    if number and (cell := amounts[number - 1].cell):
        floor = cell.end if cell.end <= amount.start else amounts[number - 1].end
    if number + 1 < len(amounts) and (cell := amounts[number + 1].cell):
        ceiling = cell.start if cell.start >= amount.end else amounts[number + 1].start
    return floor, ceiling


def alone(scope: Scope, amount: Amount, amounts: list[Amount]) -> bool:
    """Does an element hold this amount (and repetitions of it) and little else?"""
    if scope.end - scope.start > WIDEST_CELL:
        return False
    return all(amounts[number].value == amount.value for number in scope.amounts or ())


def surround(amount: Amount, floor: int, ceiling: int, text: str) -> None:
    """The words before an amount, back to the last amount or heading; and after it, to the next amount."""
    cell = amount.cell or amount.scope
    line = text.rfind("\n", 0, amount.start) + 1
    label = text.rfind("\n", 0, max(0, line - 1)) + 1
    short = line - label <= LONGEST_LABEL and text.count(" ", label, line) < 4
    start = max(floor, amount.start - 120, min(cell.start, label if short else line))
    line_end = text.find("\n", amount.end)
    line_end = line_end if line_end >= 0 else len(text)
    end = min(ceiling, amount.end + 90, max(cell.end, line_end))
    amount.before, amount.after = text[start : amount.start], text[amount.end : end]
    amount.prose = line_end - line > 200
