"""The app in a real browser, served by the real command: search, product, hike, and what it looks like."""

import os
import re
import socket
import subprocess
import sys
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import chromium
from click.testing import CliRunner
from PIL import Image
from playwright.sync_api import expect
from street_corner import HOSTILE, corner_in, shown

from pricewatch import database, gallery
from pricewatch.cli import main
from pricewatch.collect.small import small
from pricewatch.decisions import decisions

ARTIFACTS = Path(__file__).parent / "artifacts"
LOOKS = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "wide": {"color_scheme": "light", "viewport": {"width": 1920, "height": 1080}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "has_touch": True},
}
PAGES = {
    "compare": "/",
    "search": "/?q=oats",
    "discounts": "/discount",
    "watch": "/watch",
    "basket": "/basket",
    "hikes": "/hikes",
    "findings": "/findings",
    "honesty": "/honesty",
    "review": "/review",
    "shops": "/shops",
    "shop": "/shop?shop=Beta",
    "data": "/data",
    "data-found": "/data?find=hiked_on",
    "no-product": "/product?product=nonsense",
}
ALPHAS = "select any_value(picture) from offers where retailer = 'Alpha' and image is not null"


@pytest.fixture(scope="module")
def corner(tmp_path_factory):
    """The shops, of which Alpha alone lets us keep its pictures."""
    data = corner_in(tmp_path_factory.mktemp("browser"), tmp_path_factory)
    (name,) = database.connect(database.current(data)).execute(ALPHAS).fetchone()
    written = BytesIO()
    Image.new("RGB", (400, 300), "teal").save(written, "PNG")
    gallery.keep(data, name, small(written.getvalue()))
    return data


@contextmanager
def app(data, *options):
    """Where `pricewatch show` says that it is, and what it says next."""
    command = [sys.executable, "-m", "pricewatch", "show", "--data", str(data), "--port", str(free_port()), *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        try:
            told = server.stdout.readline()
            found = re.search(r"http://127\.0\.0\.1:\d+[\w/]*", told)
            assert found, told
            yield found[0].removesuffix("/"), server.stdout
        finally:
            server.terminate()
            server.wait(timeout=20)


@pytest.fixture(scope="module")
def server(corner):
    """The address, and the token to sign in with."""
    with app(corner) as (address, told):
        yield address, re.search(r"once: ([0-9a-f]{16})$", told.readline())[1]


@pytest.fixture(scope="module")
def address(server):
    return server[0]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def tab(browser, address):
    """A new visitor's page; asking any other server for anything is a failure."""
    opened, refused = [], []

    def new(look="light"):
        context = browser.new_context(base_url=address, **LOOKS[look])
        page = context.new_page()
        page.set_default_timeout(30_000)
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda told: refused.append(told.text) if "Content Security Policy" in told.text else None)
        opened.append((context, asked))
        return page

    yield new
    for context, asked in opened:
        context.close()
        assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []
    assert refused == []


def settled(page):
    """The page when all of it is there."""
    expect(page.locator(".pw-foot")).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=30_000)
    return page


def keep_picture(page, name):
    """A screenshot of the whole page, for people to look at."""
    ARTIFACTS.mkdir(exist_ok=True)
    size = page.viewport_size
    tall = page.evaluate("document.querySelector('.stMain').scrollHeight")
    page.set_viewport_size({**size, "height": max(size["height"], min(tall, 4000))})
    page.screenshot(path=ARTIFACTS / f"{name}.png")
    page.set_viewport_size(size)


def test_from_a_search_to_a_product_to_its_hike(tab):
    page = tab()
    page.goto("/")
    page.get_by_role("searchbox").fill("steady")
    expect(page).to_have_url(re.compile(r"\?q=steady"))
    page.get_by_role("link", name="Steady Kettle").click()
    expect(page.get_by_role("heading", name="Steady Kettle")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/product\?.*product=p"))
    settled(page)
    expect(page.get_by_text("Dearer than on")).to_be_visible()
    expect(page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first).to_be_visible()
    page.get_by_role("link", name="Hikes").click()
    expect(page.get_by_role("heading", name="Who raised prices?")).to_be_visible()
    expect(page.get_by_text("On 10 Apr 2026 from 40.00 to 50.00 EUR (+25.0 %)")).to_be_visible()
    settled(page)
    page.get_by_role("link", name="Steady Kettle").click()
    expect(page.get_by_role("heading", name="Steady Kettle")).to_be_visible()


def is_drawn(picture):
    """Whether the picture's own bytes arrived."""
    expect(picture).to_be_visible()
    return picture.evaluate("img => img.decode().then(() => img.naturalWidth)") == 200


@pytest.mark.parametrize(("look", "above"), [("light", False), ("phone", True)])
def test_pictures_that_are_kept_stand_beside_their_names(tab, look, above):
    page = tab(look)
    page.goto("/")
    settled(page)
    card = page.locator("[class*=st-key-entry-]", has_text="Steady Kettle")
    assert is_drawn(card.locator("img"))
    assert (card.locator("img").bounding_box()["width"], card.locator("img").get_attribute("alt")) == (56, "")
    without = page.locator("[class*=st-key-entry-]", has_text="Night Lamp")
    assert without.locator("img").count() == 0
    assert without.get_by_role("link").bounding_box()["x"] == card.get_by_role("link").bounding_box()["x"]
    card.get_by_role("link").click()
    settled(page)
    picture = page.locator("img.pw-picture").first
    assert is_drawn(picture)
    beside, verdict = picture.bounding_box(), page.locator(".pw-verdict").bounding_box()
    assert (beside["y"] + beside["height"] <= verdict["y"]) == above
    assert (beside["x"] + beside["width"] <= verdict["x"]) != above


def test_where_no_picture_is_kept_no_room_is_left_for_one(tab):
    page = tab()
    page.goto("/?q=lamp")
    settled(page)
    expect(page.get_by_role("link", name="Night Lamp")).to_be_visible()
    assert page.locator(".pw-picture").count() == 0


def test_the_pages_speak_german_to_whom_asks_for_it_and_go_on_doing_so(tab):
    page = tab("phone")
    page.goto("/?q=kettle")
    settled(page)
    page.get_by_role("link", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Was kostet es wirklich?")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=kettle.*lang=de"))
    assert page.locator("html").get_attribute("lang") == "de"
    page.get_by_role("link", name="Steady Kettle").click()
    expect(page.get_by_role("heading", name="Preisverlauf")).to_be_visible()
    expect(page).to_have_url(re.compile(r"lang=de"))
    settled(page)
    assert_no_sideways_scroll(page)
    assert_accessible(page, "product-german")
    keep_picture(page, "product-german")


def test_the_pages_speak_the_browsers_language(browser, address):
    with browser.new_context(base_url=address, locale="de-AT") as context:
        page = context.new_page()
        page.goto("/shops")
        expect(page.get_by_role("link", name="English")).to_be_visible()
        assert page.locator("html").get_attribute("lang") == "de"


def test_strangers_behind_a_proxy_get_everything_under_its_path_and_no_listing_of_a_shop_that_keeps_it(corner):
    with app(corner, "--prefix", "/some/prices/", "--public") as (address, _):
        assert address.endswith("/some/prices")
        for path in ("/", "/_stcore/health", "/feeds/findings.atom", "/robots.txt"):
            assert httpx.get(address + path, timeout=30).status_code == 200, path
        assert httpx.get(f"{address}/api/v1/openapi.json").json()["servers"] == [{"url": "/some/prices/api/v1"}]
        assert httpx.get(f"{address}/api/v1/search?q=oats").json()["products"] == []
        assert httpx.get(address.replace("/some/prices", "/api/v1/shops")).status_code == 404


def test_every_response_says_what_a_browser_may_do_with_it(address):
    for path in ("/", "/robots.txt", "/_stcore/health", "/api/v1/shops", "/api/v1/nothing", "/hikes"):
        headers = httpx.get(address + path).headers
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")


@pytest.mark.parametrize(
    "path", ["/api/v1/%00", "/api/v1/%2e%2e/x", "/%2e%2e/%2e%2e/etc/passwd", "//x", "/a" * 9000], ids=len
)
def test_strange_addresses_are_refused(address, path):
    assert 400 <= httpx.get(address + path).status_code < 500


def test_typing_changes_the_address_and_a_reload_keeps_it(tab):
    page = tab()
    page.goto("/")
    page.get_by_role("searchbox").fill("lamp")
    expect(page).to_have_url(re.compile(r"\?q=lamp"))
    page.reload()
    expect(page.get_by_role("link", name="Night Lamp")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("lamp")


def test_the_keyboard_alone_gets_to_a_product(tab):
    page = tab()
    page.goto("/?q=lamp")
    settled(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.innerText") == "Night Lamp":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Night Lamp")).to_be_visible()


def test_a_reviewer_signs_in_by_the_token_and_decides_a_pair_by_keyboard_alone(tab, server, corner):
    page = tab()
    con = database.connect(database.current(corner))
    (kettle,), (lamp,) = con.execute("select offer_id from offers where sku in ('ket', 'lamp')").fetchall()
    page.goto(f"/review?pair={kettle}_{lamp}")
    settled(page)
    for label, typed in (("Your name", "Ada"), ("Token that", server[1])):
        page.get_by_label(label).press_sequentially(typed)
    page.get_by_label("Token that").press("Enter")
    expect(page.get_by_text("Signed in as Ada")).to_be_visible()
    assert server[1] not in page.url
    page.get_by_role("combobox", name="Why?").press_sequentially("same picture")
    page.keyboard.press("Enter")
    settled(page)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("d")
    expect(page.get_by_text("Noted; it holds from the next build")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    (decision,) = decisions(corner)
    assert (decision.kind, decision.who, decision.why) == ("different", "Ada", "same picture")
    settled(page)
    assert_no_sideways_scroll(page)
    assert_accessible(page, "review-signed-in")
    keep_picture(page, "review-signed-in")


@pytest.mark.parametrize("query", ["q=bold", "q=endless"])
def test_hostile_names_stay_text(tab, query):
    page = tab()
    page.goto(f"/?{query}")
    settled(page)
    expect(page.locator("[class*=st-key-entry] a").first).to_be_visible()
    if query == "q=bold":
        assert shown(HOSTILE) in page.locator("main, .stMain").first.inner_text().replace("\u2060", "")
    assert page.locator("[class*=st-key-entry] img").count() == 0
    assert page.locator("a[href*='evil.example']").count() == 0
    page.locator("[class*=st-key-entry] a").first.click()
    expect(page).to_have_url(re.compile(r"/product\?"))
    settled(page)
    assert page.locator("a[href*='evil.example'], a[onmouseover], .pw-table img").count() == 0
    assert_no_sideways_scroll(page)


def assert_no_sideways_scroll(page):
    wide = page.evaluate(
        "[document.documentElement, document.querySelector('.stMain')].map(e => [e.scrollWidth, e.clientWidth])"
    )
    assert all(scroll <= client for scroll, client in wide), wide


def assert_accessible(page, name):
    """No violation of WCAG 2.2 A and AA that axe-core can find."""
    levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    options = {"runOnly": levels, "resultTypes": ["violations"]}  # what passed takes longer to tell than to check
    found = Axe().run(page, options=options).response["violations"]
    assert [] == [(name, each["id"], [node["html"][:200] for node in each["nodes"]]) for each in found]


@pytest.mark.parametrize("look", LOOKS)
def test_every_page_fits_its_window_and_leaves_a_picture(tab, look):
    page = tab(look)
    for name, path in PAGES.items():
        page.goto(path)
        (settled(page) if name != "no-product" else expect(page.get_by_text("Which product?")).to_be_visible())
        assert_no_sideways_scroll(page)
        assert_accessible(page, name)
        keep_picture(page, f"{name}-{look}")
    page.goto("/?q=kettle")
    page.get_by_role("link", name="Steady Kettle").click()
    expect(page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first).to_be_visible()
    settled(page)
    assert_no_sideways_scroll(page)
    assert_accessible(page, "product")
    keep_picture(page, f"product-{look}")


def test_our_own_routes_answer_beside_the_pages(tab):
    page = tab()
    answer = page.goto("/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text().startswith("User-agent: *")


def test_a_port_in_use_is_one_sentence_that_names_another(address, corner):
    port = address.rsplit(":", 1)[1]
    done = show(corner, port)
    assert done.exit_code == 1
    assert re.fullmatch(
        rf"pricewatch: Port {port} is in use; try another one: `pricewatch show --port \d+`\.\n", done.stderr
    )


def test_without_a_database_nothing_is_served(tmp_path):
    done = show(tmp_path, str(free_port()))
    assert done.exit_code == 1
    assert "Run `pricewatch build`" in done.stderr and done.stderr.count("\n") == 1


def show(data, port):
    """`pricewatch show` where it cannot start."""
    return CliRunner().invoke(main, ["show", "--data", str(data), "--port", port])


def test_a_question_in_sql_gets_its_rows_and_the_tables_are_files(tab):
    page = tab("phone")
    page.goto("/data?find=retailer_health")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".pw-wide td").first).to_be_visible()
    expect(page.get_by_role("button", name="Parquet")).to_be_visible()
    settled(page)
    assert_no_sideways_scroll(page)
    expect(page.get_by_label("SQL", exact=True)).to_have_value(re.compile("^-- Where is each product cheapest"))
    keep_picture(page, "data-answer-phone")
    with page.expect_download() as found:
        page.get_by_role("button", name="CSV").click()
    assert found.value.suggested_filename == "answer.csv"
    with page.expect_download() as found:
        page.locator(".pw-folded a", has_text="Parquet").first.click()
    assert found.value.suggested_filename == "retailer_health.parquet"
