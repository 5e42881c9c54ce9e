"""HTTPS: certificates are verified, and the deadline holds for the handshake too."""

import socket
import ssl
import time

import pytest
from collect_shop import HTML, Shop, settings_for

from pricewatch.collect.fetch import Fetcher
from pricewatch.collect.guards import DeadlineStream
from pricewatch.collect.settings import Settings, real_time
from pricewatch.read.page import Request

# Made for this test with `openssl req -x509`; it proves nothing to anybody else.
KEY = """-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgL4lbHsDpOQrq8SAE
16tha2q8G1YoUlpS0TLzT1V782GhRANCAATkDKtC2VAw+SeIJtTgXC+CPtMPKlgl
oqGuwCLCyMhMXI8zHyQKAntctF0pkxOnhZeXYECjG/WWKhcGxIRXaJqO
-----END PRIVATE KEY-----"""
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBmzCCAUGgAwIBAgIUTzvEhm59r33VfSJ9gYvZGERK7PkwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMjAwMDUwMloYDzIxMjYxMDI5
MDAwNTAyWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAATkDKtC2VAw+SeIJtTgXC+CPtMPKlgloqGuwCLCyMhMXI8zHyQKAntc
tF0pkxOnhZeXYECjG/WWKhcGxIRXaJqOo28wbTAdBgNVHQ4EFgQUkrm29qnsgiWU
Pc93zIClJkYywRYwHwYDVR0jBBgwFoAUkrm29qnsgiWUPc93zIClJkYywRYwDwYD
VR0TAQH/BAUwAwEB/zAaBgNVHREEEzARgglsb2NhbGhvc3SHBH8AAAEwCgYIKoZI
zj0EAwIDSAAwRQIgEBTp4ZnxswdN3n14wdbGRo1mPjLxwtOh0eiGko5Y/ngCIQD2
5KL3Gwfi+sjJfG2kdJzHvGABMMzJPOSz75jmlm0Bgw==
-----END CERTIFICATE-----"""


@pytest.fixture
def secure_shop(tmp_path):
    (tmp_path / "shop.pem").write_text(f"{KEY}\n{CERTIFICATE}\n")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "shop.pem")
    with Shop({"/": (200, HTML, "secret tea")}) as shop:
        shop.server.socket = context.wrap_socket(shop.server.socket, server_side=True)
        yield shop


def test_a_certificate_that_nobody_vouches_for_is_a_network_error(secure_shop):
    fetcher = Fetcher(settings_for(secure_shop), real_time)
    exchange = fetcher.exchange(Request(url=f"https://127.0.0.1:{secure_shop.port}/"))
    fetcher.close()
    assert (exchange.outcome, exchange.status) == ("network_error", None)
    assert "certificate" in (exchange.detail or "").lower()


def test_an_encrypted_connection_keeps_the_deadline_and_the_address(secure_shop):
    fetcher = Fetcher(settings_for(secure_shop), real_time)
    fetcher.backend.deadline = time.monotonic() + 5.0
    plain = fetcher.backend.connect_tcp("127.0.0.1", secure_shop.port)
    trusted = ssl.create_default_context(cadata=CERTIFICATE)
    secured = plain.start_tls(trusted, "localhost")
    secured.write(b"GET / HTTP/1.0\r\n\r\n")
    answer = b""
    while piece := secured.read(4096):
        answer += piece
    secured.close()
    fetcher.close()
    assert answer.endswith(b"secret tea")
    assert isinstance(secured, DeadlineStream)
    assert secured.get_extra_info("server_addr") == ("127.0.0.1", secure_shop.port)


def test_a_handshake_that_never_ends_meets_the_deadline():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        fetcher = Fetcher(Settings(deadline=0.2, allow_hosts=frozenset({f"127.0.0.1:{port}"})), real_time)
        exchange = fetcher.exchange(Request(url=f"https://127.0.0.1:{port}/"))
        fetcher.close()
    assert exchange.outcome == "timeout"
