"""One request over the wire: bounded in time and size, and typed whatever happens."""

import gzip
import time
import tracemalloc
import zlib

import pytest
from collect_shop import HTML, Shop, settings_for

from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.settings import real_time
from pricewatch.read.page import Request

PAGE = b"<b>12.50</b>" * 1000
BARE = zlib.compressobj(wbits=-15)
BARE_DEFLATE = BARE.compress(PAGE) + BARE.flush()


def fetch(page, path="/", request=None, **settings):
    with Shop({path: page}) as shop:
        fetcher = Fetcher(settings_for(shop, **settings), real_time)
        exchange = fetcher.exchange(request(shop) if request else Request(url=shop.url(path)))
        fetcher.close()
    return exchange


def encoded(encoding, body):
    return 200, {**HTML, "Content-Encoding": encoding}, body


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE)),
        ("x-gzip", gzip.compress(PAGE)),
        ("GZIP", gzip.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", BARE_DEFLATE),
        ("identity", PAGE),
        ("", PAGE),
    ],
    ids=["gzip", "x-gzip", "in capitals", "deflate", "deflate without its wrapping", "identity", "not stated"],
)
def test_bodies_are_read_as_they_were_meant(encoding, body):
    exchange = fetch(encoded(encoding, body))
    assert (exchange.body, exchange.outcome, exchange.status) == (PAGE, None, 200)


@pytest.mark.parametrize(
    ("page", "outcome"),
    [
        pytest.param(encoded("gzip", b"this is not gzip"), "unreadable", id="not what it says"),
        pytest.param(encoded("br", b"\x0b\x02\x80"), "unreadable", id="not what was asked for"),
        pytest.param(encoded("gzip", gzip.compress(PAGE)[:60]), "network_error", id="cut short"),
        pytest.param((403, HTML, "no"), "blocked", id="403"),
        pytest.param((503, {**HTML, "cf-mitigated": "challenge"}, "wait"), "blocked", id="a challenge"),
        pytest.param((200, {**HTML, "cf-mitigated": "challenge"}, "wait"), "blocked", id="a challenge that says 200"),
        pytest.param((404, HTML, "no"), "gone", id="404"),
        pytest.param((410, HTML, "no"), "gone", id="410"),
        pytest.param((401, HTML, "no"), "login_wall", id="401"),
        pytest.param((429, HTML, "no"), "rate_limited", id="429"),
        pytest.param((418, HTML, "no"), "refused", id="418"),
        pytest.param((500, HTML, "no"), "server_error", id="500"),
        pytest.param((503, HTML, "no"), "server_error", id="503"),
    ],
)
def test_what_is_no_page_has_a_name_and_a_sentence(page, outcome):
    exchange = fetch(page)
    assert exchange.outcome == outcome
    assert exchange.detail


def test_a_connection_cut_in_the_middle_is_a_network_error():
    def half(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"half a page")
        handler.close_connection = True

    exchange = fetch(half)
    assert (exchange.outcome, exchange.truncated, exchange.status) == ("network_error", "disconnect", 200)


def test_a_gzip_bomb_never_grows_beyond_the_cap():
    compressor = zlib.compressobj(wbits=31)
    bomb = b"".join(compressor.compress(bytes(1_000_000)) for _ in range(150)) + compressor.flush()
    tracemalloc.start()
    exchange = fetch(encoded("gzip", bomb), max_bytes=4_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (exchange.outcome, exchange.truncated, len(exchange.body)) == ("too_large", "length", 1 << 20)
    assert peak < 8_000_000


def test_a_page_without_end_is_left_at_the_cap():
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(bytes(65536))

    exchange = fetch(endless, max_bytes=300_000)
    assert (exchange.outcome, len(exchange.body)) == ("too_large", 300_000)


def test_exactly_the_cap_is_not_too_large():
    assert fetch((200, HTML, PAGE), max_bytes=len(PAGE)).outcome is None
    assert fetch((200, HTML, PAGE), max_bytes=len(PAGE) - 1).outcome == "too_large"


def drip_body(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b".")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler):
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(f"X-{number}: 1\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.05)


def silence(handler):
    time.sleep(2)


@pytest.mark.parametrize("slow", [drip_body, drip_headers, silence])
def test_a_slow_drip_cannot_defeat_the_deadline(slow):
    started = time.monotonic()
    exchange = fetch(slow, deadline=0.3)
    assert exchange.outcome == "timeout"
    assert "0.3 seconds" in (exchange.detail or "")
    assert time.monotonic() - started < 2.0


def test_cookies_are_not_sent_back_and_the_agent_says_who_asks():
    with Shop({"/": (200, {**HTML, "Set-Cookie": "visitor=1; Path=/"}, "hello")}) as shop:
        fetcher = Fetcher(settings_for(shop, contact="mailto:test@example.org"), real_time)
        fetcher.exchange(Request(url=shop.url()))
        fetcher.exchange(Request(url=shop.url()))
        fetcher.close()
    assert [headers.get("Cookie") for headers in shop.headers] == [None, None]
    assert shop.headers[0]["User-Agent"].startswith("pricewatch/")
    assert shop.headers[0]["User-Agent"].endswith("(+mailto:test@example.org)")
    assert shop.headers[0]["Accept-Encoding"] == "gzip, deflate"


def test_redirects_are_not_followed_here():
    exchange = fetch((302, {"Location": "/elsewhere"}, ""))
    assert (exchange.status, exchange.header("location")) == (302, "/elsewhere")


def test_a_request_may_have_a_method_headers_and_a_body():
    seen = {}

    def echo(handler):
        seen["method"] = handler.command
        seen["body"] = handler.rfile.read(int(handler.headers["Content-Length"]))
        seen["accept"] = handler.headers["Accept"]
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    headers = (("Accept", "application/json"),)
    fetch(echo, request=lambda shop: Request(url=shop.url(), method="POST", body=b"{}", headers=headers))
    assert seen == {"method": "POST", "body": b"{}", "accept": "application/json"}
