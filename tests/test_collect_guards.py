"""Where the collector may connect, and where never."""

import socket

import httpcore
import pytest
from collect_shop import HTML, Shop, settings_for

from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.guards import checked_addresses, host_port, is_public
from pricewatch.collect.settings import Settings, real_time
from pricewatch.errors import FetchRefused
from pricewatch.read.page import Request

CONTACT = "mailto:test@example.org"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1:248:1893:25c8:1946", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        pytest.param("::ffff:10.0.0.1", False, id="IPv4 inside IPv6"),
        pytest.param("64:ff9b::a9fe:a9fe", False, id="metadata service through NAT64"),
        pytest.param("2002:7f00:1::", False, id="loopback through 6to4"),
    ],
)
def test_only_public_addresses_are_public(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url",
    [
        "ftp://shop.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "//shop.example/",
        "https://",
        "https://user:password@shop.example/",
        "https://shop.example:99999/",
        "https://[::1/",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_refused(url):
    with pytest.raises(FetchRefused):
        host_port(url)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_this_machine_reaches_it(host):
    with Shop({"/": (200, HTML, "secret")}) as shop:
        fetcher = Fetcher(Settings(contact=CONTACT, deadline=5.0), real_time)
        exchange = fetcher.exchange(Request(url=f"http://{host}:{shop.port}/"))
        fetcher.close()
    assert (exchange.outcome, exchange.status, shop.asked) == ("refused", None, [])
    assert "no public address" in (exchange.detail or "")


def test_the_demo_street_is_reached_by_its_own_host_and_port_alone():
    with Shop({"/": (200, HTML, "open")}) as allowed, Shop({"/": (200, HTML, "secret")}) as other:
        fetcher = Fetcher(settings_for(allowed, contact=CONTACT), real_time)
        assert fetcher.exchange(Request(url=allowed.url())).body == b"open"
        assert fetcher.exchange(Request(url=other.url())).outcome == "refused"
        fetcher.close()
    assert other.asked == []


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch):
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(FetchRefused, match=r"10\.0\.0\.1"):
        checked_addresses("rebinding.example", 80, frozenset())


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch):
    """A name server that answers anew for every question gains nothing: the question is asked once."""
    resolve, asked = socket.getaddrinfo, []

    def counted(host, *rest, **more):
        asked.append(host)
        return resolve("127.0.0.1" if host == "street.test" else host, *rest, **more)

    with Shop({"/": (200, HTML, "open")}) as shop:
        monkeypatch.setattr(socket, "getaddrinfo", counted)
        fetcher = Fetcher(Settings(allow_hosts=frozenset({f"street.test:{shop.port}"})), real_time)
        exchange = fetcher.exchange(Request(url=f"http://street.test:{shop.port}/"))
        fetcher.close()
    assert (exchange.status, exchange.ip) == (200, "127.0.0.1")
    assert asked.count("street.test") == 1


def test_sockets_of_this_machine_are_refused():
    fetcher = Fetcher(Settings(contact=CONTACT), real_time)
    with pytest.raises(FetchRefused):
        fetcher.backend.connect_unix_socket("/run/docker.sock")
    fetcher.close()


def test_a_name_that_does_not_exist_is_a_network_error():
    fetcher = Fetcher(Settings(contact=CONTACT), real_time)
    exchange = fetcher.exchange(Request(url="http://no-such-shop.invalid/"))
    fetcher.close()
    assert (exchange.outcome, exchange.status) == ("network_error", None)


def test_proxies_of_the_environment_are_not_used(monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with Shop({"/": (200, HTML, "open")}) as shop:
        fetcher = Fetcher(settings_for(shop), real_time)
        assert fetcher.exchange(Request(url=shop.url())).body == b"open"
        fetcher.close()


def test_real_shops_are_not_visited_without_a_contact():
    fetcher = Fetcher(Settings(), real_time)
    exchange = fetcher.exchange(Request(url="https://shop.example/"))
    fetcher.close()
    assert exchange.outcome == "refused"
    assert "contact =" in (exchange.detail or "") and "pricewatch.toml" in (exchange.detail or "")


def test_an_expired_deadline_stops_the_next_step():
    fetcher = Fetcher(Settings(contact=CONTACT), real_time)
    fetcher.backend.deadline = 0.0
    with pytest.raises(httpcore.ReadTimeout):
        fetcher.backend.left(5.0)
    fetcher.close()
