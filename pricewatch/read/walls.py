"""Pages that a shop answers with instead of the product: bot walls, consent walls, login pages, soft 404s."""

from pricewatch.errors import BotWall, ConsentWall, LoginWall, NotAProductPage, PageGone
from pricewatch.read.page import Page
from pricewatch.read.page_words import BOT, BOT_MARKS, CONSENT, GONE, LOGIN
from pricewatch.read.visible import Visible
from pricewatch.read.withheld import hidden_by

SHORT = 1500  # a wall has little text; a shop's page has more
BARE = 400  # scripts against bots run on shops' own pages too, but those have text
TITLES = 80


def check_status(page: Page) -> None:
    """Raise where the status code alone tells that this is no product page."""
    if page.status in (404, 410):
        raise PageGone(f"{page.url}: the shop answers {page.status}.")
    if page.status == 401:
        raise LoginWall(f"{page.url}: the shop answers 401, an account is needed.")
    if page.status in (403, 429):
        raise BotWall(f"{page.url}: the shop answers {page.status}; it refuses us or wants fewer requests.")


def wall(page: Page, seen: Visible, title: str | None) -> NotAProductPage | None:
    """What this page is instead of a product page; None where it looks like a shop's own."""
    heads = [title or "", *(seen.text[h.start : min(h.end, h.start + 200)] for h in seen.headings[:3])]
    short = [head for head in heads if len(head) <= TITLES]
    little = len(seen.text) <= SHORT
    marked = len(seen.text) <= BARE and BOT_MARKS.search(page.text)
    if marked or any(BOT.search(head) for head in short) or (little and BOT.search(seen.text)):
        return BotWall(f"{page.url}: the page asks to prove that a human is visiting.")
    if any(GONE.search(head) for head in short):
        return PageGone(f"{page.url}: the shop says that there is no such page.")
    if little and asks_for_password(page) and LOGIN.search(seen.text) and not hides_price(seen):
        return LoginWall(f"{page.url}: the page wants an account first.")
    if little and CONSENT.search(seen.text) and any(CONSENT.search(head) for head in short):
        return ConsentWall(f"{page.url}: the page wants consent first.")
    return None


def hides_price(seen: Visible) -> bool:
    """Does a line say where the price is shown? Then the rest of the product's page is here."""
    return any(hidden_by(line) for line in seen.text.split("\n"))


def asks_for_password(page: Page) -> bool:
    return page.tree.css_first('input[type="password"]') is not None
