"""Reads a web address, and decides which machines may be asked: those of the public internet only."""

import queue
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from urllib3.exceptions import LocationParseError
from urllib3.util import parse_url

from core.links.enums import Outcome
from core.links.faults import Deadline, Failed

PORTS = {"http": 80, "https": 443}
MOST_ADDRESSES = 4  # of one host that are tried

#: Where the IPv4 internet is seen from a network that has IPv6 only (RFC 6052): what counts is the address inside.
NAT64 = IPv6Network("64:ff9b::/96")
#: All of the IPv6 internet (IANA): everything outside is local, reserved, or an IPv4 address in disguise.
GLOBAL_UNICAST = IPv6Network("2000::/3")
#: Named here and not left to `ipaddress`, which counts some of them differently from one Python to the next.
SPECIAL = [
    ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]

Resolver = Callable[..., list[Any]]


@dataclass(frozen=True)
class Target:
    """A web address taken apart. `host` is as DNS has it, `path` as the request line has it."""

    url: str
    is_secure: bool
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """The value of the Host header."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS["https" if self.is_secure else "http"] else f"{name}:{self.port}"


def read_address(url: str) -> Target:
    """The address taken apart, as browsers do. Raises Failed for another scheme, a user name, or what is no address."""
    try:
        parts = parse_url(url) if url.isprintable() else None
    except LocationParseError:
        parts = None
    if parts is None or parts.scheme not in PORTS or parts.auth is not None or not parts.host or parts.port == 0:
        raise Failed(Outcome.BAD_ADDRESS)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query is not None else "")
    port = parts.port or PORTS[parts.scheme]
    return Target(url.partition("#")[0], parts.scheme == "https", parts.host.strip("[]"), port, path)


def host_of(url: str) -> str:
    """The host an address names, or an empty text."""
    try:
        return read_address(url).host
    except Failed:
        return ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip in NAT64:
        ip = IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, IPv6Address) and ip not in GLOBAL_UNICAST:
        return False
    if any(ip in network for network in SPECIAL if network.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def resolve(target: Target, resolver: Resolver, allowed: frozenset[tuple[str, int]], deadline: Deadline) -> list[str]:
    """IP addresses of the host, every one of them public or allowed by name.

    Raises Failed when the host is unknown or one of its addresses is not public: numbers written in other ways
    (2130706433, 0x7f.1) have become plain addresses by then. Raises TimeoutError.
    """
    found = _look_up(target.host, target.port, resolver, deadline)
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not addresses:
        raise Failed(Outcome.UNKNOWN_HOST)
    if not all(is_public(address) or (address, target.port) in allowed for address in addresses):
        raise Failed(Outcome.PRIVATE_ADDRESS)
    return addresses[:MOST_ADDRESSES]


def _look_up(host: str, port: int, resolver: Resolver, deadline: Deadline) -> list[Any]:
    """What the resolver answers. It knows no time limit, so it runs in a thread that is left behind when time is up."""
    answers: queue.SimpleQueue[list[Any] | None] = queue.SimpleQueue()

    def look() -> None:
        try:
            answers.put(resolver(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):  # the latter for labels that are too long for DNS
            answers.put(None)

    threading.Thread(target=look, daemon=True).start()
    try:
        found = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise TimeoutError from None
    if found is None:
        raise Failed(Outcome.UNKNOWN_HOST)
    return found
