"""How long does a reader with a browser wait?

    python bench/browse.py DATA [--times 20]

DATA is a folder with a database. The real app serves it; a real Chromium opens the first page with a warm server and a
fresh browser, searches, opens a product from its results and goes back to the first page by the links on top. Prints
milliseconds until all of a page is there, beside the limits.
"""

import argparse
import shutil
import statistics
import time
from collections import defaultdict
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright
from serve import served

from pricewatch import database

LIMITS = {"first page": 2000, "search": 500, "product": 400, "page change": 400}
"""Milliseconds that 95 of 100 may take."""


def names(data: Path, times: int) -> list[str]:
    """Two words of products' names each."""
    con = database.connect(database.current(data))
    some = f"select name from products where name is not null using sample reservoir({times} rows) repeatable (7)"
    return [" ".join(name.split()[:2]) for (name,) in con.execute(some).fetchall()]


def since(began: float) -> float:
    """Milliseconds."""
    return 1000 * (time.perf_counter() - began)


def arrived(page: Page, before: str = "") -> str:
    """The heading of the next page, once all of it is there."""
    heading = page.locator("h1.pw-title")
    expect(heading).not_to_have_text(before, timeout=60_000)
    expect(page.locator(".pw-foot")).to_be_visible(timeout=60_000)
    expect(page.locator("[data-stale='true']")).to_have_count(0, timeout=60_000)
    return heading.inner_text()


def read(browser: Browser, address: str, words: str, took: dict[str, list[float]]) -> None:
    """One reader's way."""
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    began = time.perf_counter()
    page.goto("/")
    heading = arrived(page)
    took["first page"].append(since(began))
    page.get_by_role("searchbox").or_(page.get_by_role("textbox")).first.fill(words)
    began = time.perf_counter()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-entry-entry-0 a").first).to_contain_text(words.split(maxsplit=1)[0], timeout=60_000)
    took["search"].append(since(began))
    began = time.perf_counter()
    page.locator(".st-key-entry-entry-0 a").first.click()
    heading = arrived(page, heading)
    took["product"].append(since(began))
    for name in ("Hikes", "Shops", "Findings", "Compare"):
        began = time.perf_counter()
        page.get_by_role("link", name=name, exact=True).click()
        heading = arrived(page, heading)
        took["page change"].append(since(began))
    context.close()


def main() -> None:
    """Serve, browse, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--times", type=int, default=20)
    options = parser.parse_args()
    took: dict[str, list[float]] = defaultdict(list)
    with served(options.data) as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for place, words in enumerate(names(options.data, options.times + 1)):
            read(browser, f"http://{address}", words, took if place else defaultdict(list))
        browser.close()
    for kind, limit in LIMITS.items():
        p50, p95 = statistics.median(took[kind]), statistics.quantiles(took[kind], n=20)[-1]
        mark = "" if p95 < limit else "  OVER"
        print(f"{kind:12}{len(took[kind]):5} p50 {p50:7.0f} ms  p95 {p95:7.0f} ms  limit {limit} ms{mark}")


if __name__ == "__main__":
    main()
