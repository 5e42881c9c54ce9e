"""How politely the collector asks: robots.txt, pace, redirects, and what it does when a shop says "later"."""

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from collect_shop import HTML, Shop, retailer_at, settings_for
from hypothesis import given, settings
from hypothesis import strategies as st

from pricewatch.collect.exchange import Exchange
from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.manners import Manners, retry_after
from pricewatch.collect.robots import Robots
from pricewatch.collect.settings import real_time
from pricewatch.collect.turns import Turns
from pricewatch.read.page import Request

PAGE = (200, HTML, "a page")
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
TEXT = {"Content-Type": "text/plain"}


def manners_for(shop, retailer=None, turns=None, **settings):
    fetcher = Fetcher(settings_for(shop, **settings), real_time)
    return Manners(retailer or retailer_at(shop), fetcher, lambda exchange: exchange, turns or Turns())


def ask(pages, *paths, kind="index", **settings):
    """Ask a shop of these pages for paths: the answers, and what the shop saw."""
    with Shop(pages) as shop:
        manners = manners_for(shop, **settings)
        answers = [manners.fetch(Request(url=shop.url(path), kind=kind)) for path in paths]
        manners.fetcher.close()
    return answers, shop.asked


def outcomes(answers):
    return [answer.exchange.outcome for answer in answers]


def test_robots_txt_is_obeyed_and_asked_for_once():
    rules = "User-agent: *\nDisallow: /cart\nAllow: /cart/help\n"
    answers, asked = ask(
        {"/robots.txt": (200, TEXT, rules), "/": PAGE, "/cart/help": PAGE}, "/", "/cart/add", "/cart/help"
    )
    assert outcomes(answers) == [None, "robots_disallowed", None]
    assert asked == ["/robots.txt", "/", "/cart/help"]
    assert [answer.robots for answer in answers] == [
        "allowed by robots.txt",
        "disallowed by robots.txt",
        "allowed by robots.txt",
    ]


def test_our_own_group_in_robots_txt_goes_before_the_general_one():
    rules = "User-agent: *\nDisallow:\n\nUser-agent: pricewatch\nDisallow: /\n"
    assert outcomes(ask({"/robots.txt": (200, TEXT, rules), "/": PAGE}, "/")[0]) == ["robots_disallowed"]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_a_robots_txt_a_shop_may_be_visited(status):
    answers, _ = ask({"/robots.txt": (status, TEXT, "Disallow: /"), "/": PAGE}, "/")
    assert outcomes(answers) == [None]
    assert answers[0].robots == f"no robots.txt ({status})"


@pytest.mark.parametrize(
    ("status", "outcome"), [(500, "server_error"), (503, "server_error"), (429, "rate_limited"), (600, "server_error")]
)
def test_while_robots_txt_cannot_be_read_nothing_is_fetched(status, outcome):
    answers, asked = ask({"/robots.txt": (status, TEXT, ""), "/": PAGE}, "/", "/", attempts=2)
    assert outcomes(answers) == [outcome, outcome]
    assert asked == ["/robots.txt"] * 2
    assert "nothing is fetched" in (answers[0].exchange.detail or "")


def test_a_robots_txt_that_never_ends_counts_as_unreachable():
    def silence(handler):
        time.sleep(0.5)

    answers, asked = ask({"/robots.txt": silence, "/": PAGE}, "/", deadline=0.1, attempts=1)
    assert (outcomes(answers), asked) == (["timeout"], ["/robots.txt"])


def test_a_long_robots_txt_is_read_to_500_kib_at_least():
    filler = "# nothing to see here, move along\n" * (500 * 1024 // 34)
    late = f"User-agent: *\n{filler[: 500 * 1024 - 40]}\nDisallow: /cart\n" + "# the end\n" * 100_000
    assert outcomes(ask({"/robots.txt": (200, TEXT, late)}, "/cart")[0]) == ["robots_disallowed"]


@pytest.mark.parametrize(("redirects", "outcome"), [(5, "robots_disallowed"), (6, "refused")])
def test_robots_txt_is_read_behind_at_most_five_redirects(redirects, outcome):
    pages = {f"/r{step}": (302, {"Location": f"/r{step + 1}"}, "") for step in range(1, redirects)}
    pages |= {"/robots.txt": (301, {"Location": "/r1"}, ""), "/": PAGE}
    pages[f"/r{redirects}"] = (200, TEXT, "User-agent: *\nDisallow: /")
    answers, asked = ask(pages, "/")
    assert outcomes(answers) == [outcome]
    assert "/" not in asked


def test_a_robots_txt_that_leads_inside_a_network_keeps_us_out():
    answers, asked = ask({"/robots.txt": (302, {"Location": "http://169.254.169.254/robots.txt"}, "")}, "/")
    assert (outcomes(answers), asked) == (["refused"], ["/robots.txt"])


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="user-agent: *disallow/crawl\n$?%.0", max_size=200).map(str.encode))
def test_no_robots_txt_is_too_odd_to_be_read(body):
    answer = Exchange(url="https://shop.example/robots.txt", at=NOW, status=200, body=body)
    rules = Robots(lambda _: answer, lambda: NOW).rules_for("https://shop.example/")
    rules.refusal("https://shop.example/p?page=%F0%")
    assert rules.crawl_delay >= 0


def test_a_crawl_delay_longer_than_the_pace_is_kept():
    started = time.monotonic()
    ask({"/robots.txt": (200, TEXT, "User-agent: *\nCrawl-delay: 0.2"), "/": PAGE}, "/", "/", "/")
    assert time.monotonic() - started >= 0.4


def test_retailers_on_one_host_take_turns():
    at_once, most = [], []

    def slow(handler):
        at_once.append(1)
        most.append(len(at_once))
        time.sleep(0.02)
        at_once.pop()
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with Shop({"/": slow}) as shop:
        turns = Turns()
        visitors = [manners_for(shop, retailer_at(shop, slug), turns) for slug in ("one", "two")]
        threads = [
            threading.Thread(target=lambda m=m: [m.fetch(Request(url=shop.url())) for _ in range(5)]) for m in visitors
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for visitor in visitors:
            visitor.fetcher.close()
    assert (len(most), max(most)) == (10, 1)


def failing(times, status=503, **headers):
    """A page that answers with a status some times, and then is there."""
    left = [times]

    def page(handler):
        left[0] -= 1
        bad = left[0] >= 0
        handler.send_response(status if bad else 200)
        for name, value in (headers if bad else {}).items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return page


@pytest.mark.parametrize(
    ("times", "status", "outcome"),
    [(1, 503, None), (2, 500, None), (2, 429, None), (3, 502, "server_error"), (3, 429, "rate_limited")],
)
def test_failures_that_may_pass_are_tried_three_times(times, status, outcome):
    answers, asked = ask({"/": failing(times, status)}, "/")
    assert (outcomes(answers), asked.count("/")) == ([outcome], min(times + 1, 3))


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_answers_that_are_final_are_not_asked_for_again(status):
    assert ask({"/": (status, HTML, "")}, "/")[1].count("/") == 1


def test_retry_after_is_waited_for():
    started = time.monotonic()
    answers, _ = ask({"/": failing(1, 429, Retry_After="1")}, "/")
    assert outcomes(answers) == [None]
    assert 1.0 <= time.monotonic() - started < 2.0


def test_a_shop_that_wants_us_away_for_longer_than_a_visit_waits_is_left_until_then():
    with Shop({"/": failing(5, 503, Retry_After="7200")}) as shop:
        manners = manners_for(shop)
        answer = manners.fetch(Request(url=shop.url()))
        manners.fetcher.close()
    assert (answer.exchange.outcome, shop.asked.count("/")) == ("server_error", 1)
    assert manners.closed_until is not None
    assert timedelta(hours=1.9) < manners.closed_until - datetime.now(UTC) < timedelta(hours=2.1)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        (" 90 ", 90.0),
        ("soon", None),
        ("-5", None),
        ("", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 40, 366 * 86400.0),
        (format_datetime(NOW + timedelta(minutes=2), usegmt=True), 120.0),
        (format_datetime(NOW - timedelta(minutes=2), usegmt=True), 0.0),
        ("Sun, 01 Mar 2026 12:00:30", 30.0),
        ("Sun, 99 Mar 2026 99:00:30 GMT", None),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(value, seconds):
    assert retry_after(value, NOW) == seconds


def test_a_redirect_within_the_shop_is_the_page():
    answers, asked = ask({"/old": (301, {"Location": "/new#top"}, ""), "/new": PAGE}, "/old")
    assert outcomes(answers) == [None]
    assert answers[0].exchange.url.endswith("/new")
    assert [hop.status for hop in answers[0].hops] == [301]
    assert asked == ["/robots.txt", "/old", "/new"]


@pytest.mark.parametrize(
    ("target", "outcome"),
    [
        ("http://169.254.169.254/latest/meta-data/", "refused"),
        ("https://parked.example/", "refused"),
        ("file:///etc/passwd", "refused"),
        ("http://[::1/", "network_error"),
        ("/loop", "network_error"),
        ("/cart", "robots_disallowed"),
        ("/account/login?next=%2Floop", "login_wall"),
        ("/", "gone"),
    ],
)
def test_redirects_that_do_not_lead_to_the_page(target, outcome):
    pages = {
        "/robots.txt": (200, TEXT, "User-agent: *\nDisallow: /cart"),
        "/loop": (302, {"Location": target}, ""),
        "/account/login?next=%2Floop": PAGE,
        "/": PAGE,
    }
    answers, asked = ask(pages, "/loop", kind="detail")
    assert outcomes(answers) == [outcome]
    assert answers[0].exchange.detail
    assert "/cart" not in asked and len(asked) <= 8


def test_another_port_of_this_machine_is_another_site():
    with Shop({"/": (200, HTML, "secret")}) as other:
        answers, _ = ask({"/away": (302, {"Location": other.url()}, "")}, "/away")
    assert (outcomes(answers), other.asked) == (["refused"], [])


@pytest.mark.parametrize(("status", "method"), [(302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")])
def test_a_redirected_post_stays_one_where_the_status_says_so(status, method):
    seen = []

    def search(handler):
        seen.append(handler.command)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with Shop({"/old": (status, {"Location": "/search"}, ""), "/search": search}) as shop:
        manners = manners_for(shop)
        manners.fetch(Request(url=shop.url("/old"), method="POST", body=b""))
        manners.fetcher.close()
    assert seen == [method]
