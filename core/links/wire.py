"""One request and the head of its answer, over a connection that is bounded in time and bytes.

http.client reads the answer. Libraries above it resolve the host name themselves, after whatever was checked, and
their time limits begin again with every byte; so the connection is made here.
"""

import contextlib
import functools
import http.client
import io
import socket
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from core.links.addresses import Target
from core.links.enums import Outcome
from core.links.faults import Deadline, Failed

#: Numbers of OpenSSL's X509_V_ERR_... (x509_vfy.h)
CERTIFICATE_FAULTS = {
    9: Outcome.TLS_EXPIRED,
    10: Outcome.TLS_EXPIRED,
    18: Outcome.TLS_SELF_SIGNED,
    62: Outcome.TLS_NAME,
    64: Outcome.TLS_NAME,
}


@dataclass(frozen=True)
class Head:
    """What of an answer counts."""

    status: int
    location: str
    sets_cookies: bool


class TooLarge(Exception):
    """The answer has more bytes before its content than are read."""


class _Incoming(io.RawIOBase):
    """What the server sends, up to a moment and a number of bytes."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most_bytes: int) -> None:
        self._sock, self._deadline, self._left = sock, deadline, most_bytes

    def readable(self) -> bool:
        """True: that is all it is for."""
        return True

    def readinto(self, buffer: Any) -> int:
        """The next bytes. Raises TimeoutError when time is up, TooLarge when there were too many."""
        if self._left <= 0:
            raise TooLarge
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(memoryview(buffer)[: self._left])
        self._left -= count
        return count


class _Wire:
    """A connected socket as http.client uses one."""

    def __init__(self, sock: socket.socket, deadline: Deadline, most_bytes: int) -> None:
        self._sock, self._deadline, self._most_bytes = sock, deadline, most_bytes

    def sendall(self, data: bytes) -> None:
        """Send the request."""
        self._sock.settimeout(self._deadline.left())
        self._sock.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        """The answer, to be read."""
        return io.BufferedReader(_Incoming(self._sock, self._deadline, self._most_bytes))

    def close(self) -> None:
        """Nothing: the caller closes the socket."""


def ask(
    method: str,
    target: Target,
    addresses: Sequence[str],
    *,
    deadline: Deadline,
    most_bytes: int,
    user_agent: str,
    authorities: str | None,
) -> Head:
    """The head of the answer; its content is left unread, however large. Raises Failed."""
    # No cookies and no credentials are ever sent, because none are kept.
    headers = {"Host": target.authority, "User-Agent": user_agent, "Accept": "*/*", "Accept-Encoding": "identity"}
    try:
        with contextlib.closing(_connected(target, addresses, deadline, authorities)) as sock:
            connection = http.client.HTTPConnection(target.host, target.port)
            connection.sock = _Wire(sock, deadline, most_bytes)  # type: ignore[assignment]
            connection.request(method, target.path, headers={**headers, "Connection": "close"})
            with connection.getresponse() as answer:
                return _head(answer)
    except Failed:
        raise
    except Exception as error:
        raise Failed(_outcome(error)) from error


def _head(answer: http.client.HTTPResponse) -> Head:
    location = answer.headers.get("Location") or ""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode()  # http.client takes every byte for a Latin letter
    return Head(answer.status, location.strip(), "Set-Cookie" in answer.headers)


def _connected(target: Target, addresses: Sequence[str], deadline: Deadline, authorities: str | None) -> socket.socket:
    """A connection to one of exactly these IP addresses, its certificate checked for the name of the host."""
    sock = _first_that_connects(addresses, target.port, deadline)
    if not target.is_secure:
        return sock
    try:
        sock.settimeout(deadline.left())
        return _context(authorities).wrap_socket(sock, server_hostname=target.host.rstrip("."))
    except BaseException:
        sock.close()
        raise


def _first_that_connects(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    fault: OSError | None = None
    for position, address in enumerate(addresses):
        share = deadline.left() / (len(addresses) - position)
        try:
            return socket.create_connection((address, port), timeout=share)
        except OSError as error:
            fault = error
    raise fault or TimeoutError


@functools.cache
def _context(authorities: str | None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # checks certificates and names
    if authorities is None:
        context.load_default_certs()
    else:
        context.load_verify_locations(authorities)
    return context


def _outcome(error: Exception) -> Outcome:
    """What an exception of the network says about the site. Raises the exception when it is none of the network's."""
    if isinstance(error, TimeoutError):
        return Outcome.SLOW
    if isinstance(error, ssl.SSLCertVerificationError):
        return CERTIFICATE_FAULTS.get(error.verify_code, Outcome.TLS_UNTRUSTED)
    if isinstance(error, ssl.SSLError):
        return Outcome.TLS_ERROR
    if isinstance(error, ConnectionRefusedError):
        return Outcome.REFUSED
    if isinstance(error, ConnectionError):  # http.client.RemoteDisconnected is one
        return Outcome.CUT_OFF
    if isinstance(error, OSError):
        return Outcome.UNREACHABLE
    # A line that is too long, or (with no class of its own) more than a hundred headers.
    if isinstance(error, TooLarge | http.client.LineTooLong) or type(error) is http.client.HTTPException:
        return Outcome.TOO_LARGE
    if isinstance(error, http.client.HTTPException | ValueError):
        return Outcome.NOT_HTTP
    raise error
