"""Where a collector may connect: public web addresses, and nothing inside a network."""

import ipaddress
import socket
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

import httpcore

from pricewatch.errors import FetchRefused

NAT64 = ipaddress.ip_network("64:ff9b::/96")


def host_port(url: str) -> str:
    """The url's host:port, as `allow_hosts` writes it; FetchRefused where it is no plain web address.

    >>> host_port("https://shop.example/a"), host_port("http://[::1]:8001/")
    ('shop.example:443', '[::1]:8001')
    """
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError as problem:
        raise FetchRefused(f"{url} is not a web address: {problem}.") from problem
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchRefused(f"{url} is not a web address: it must begin with http:// or https:// and name a host.")
    if "@" in parts.netloc:
        raise FetchRefused(f"{parts.hostname}: an address with a user name or password in it is not fetched.")
    return with_port(parts.hostname, port or 0)


def with_port(host: str, port: int) -> str:
    """host:port, IPv6 in brackets."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def is_public(address: str) -> bool:
    """Does this address belong to the public internet, also as seen through a tunnel?

    >>> is_public("93.184.216.34"), is_public("169.254.169.254"), is_public("::ffff:127.0.0.1")
    (True, False, False)
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def checked_addresses(host: str, port: int, allow_hosts: frozenset[str]) -> list[str]:
    """The addresses behind a name, in the resolver's order; FetchRefused where any of them is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as problem:
        raise httpcore.ConnectError(f"the name {host} was not found ({problem})") from problem
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    private = [address for address in addresses if not is_public(address)]
    if private and with_port(host, port) not in allow_hosts:
        raise FetchRefused(f"{host} is at {private[0]}, which is no public address; nothing is fetched from there.")
    return addresses


class GuardedBackend(httpcore.SyncBackend):
    """Connects to checked addresses only, and holds every step to one deadline (`time.monotonic` seconds).

    The address that was checked is the one connected to, so a name that changes its answer gains nothing.
    """

    def __init__(self, allow_hosts: frozenset[str]) -> None:
        self.allow_hosts = allow_hosts
        self.deadline = float("inf")

    def left(self, timeout: float | None) -> float:
        """Seconds that the next step may take."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the deadline has passed")
        return left if timeout is None else min(left, timeout)

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.NetworkError | httpcore.TimeoutException | None = None
        for address in checked_addresses(host, port, self.allow_hosts):
            try:
                stream = super().connect_tcp(address, port, self.left(timeout), local_address, socket_options)
                return DeadlineStream(stream, self, (address, port))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as problem:
                failure = problem
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(self, path: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        raise FetchRefused(f"{path} is a socket of this machine; nothing is fetched from there.")


class DeadlineStream(httpcore.NetworkStream):
    """A connection that a slow drip of bytes cannot keep open beyond the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, backend: GuardedBackend, address: tuple[str, int]) -> None:
        self.stream = stream
        self.backend = backend
        self.address = address

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self.stream.read(max_bytes, self.backend.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self.backend.left(timeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self.stream.start_tls(ssl_context, server_hostname, self.backend.left(timeout))
        return DeadlineStream(secured, self.backend, self.address)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection; its address also after it was closed."""
        return self.address if info == "server_addr" else self.stream.get_extra_info(info)
