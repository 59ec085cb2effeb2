"""HTTP connections whose whole answer must be there within the time limit.

A client's timeout is that of each read: a server that sends a byte now and then would keep a visitor for ever. Here
each read may last as long as is left of the limit.
"""

import io
import socket
import time
from functools import partial
from http.client import HTTPResponse
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool


class _Reader(io.RawIOBase):
    """Reads from a socket until a moment on the monotonic clock."""

    def __init__(self, sock: socket.socket, end: float) -> None:
        self._sock = sock
        self._file: Any = sock.makefile("rb", buffering=0)
        self._end = end

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        count: int | None = self._file.readinto(buffer)
        return count

    def close(self) -> None:
        self._file.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, connection: "_Limited", sock: socket.socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp.close()
        self.fp = io.BufferedReader(_Reader(sock, connection.end))


class _Limited(HTTPConnection):
    """Begins to count when a request is sent; what the pool gives as the time to read is the limit of all reads."""

    end = 0.0

    def request(self, *args: Any, **options: Any) -> None:
        limit = self.timeout if isinstance(self.timeout, int | float) else 60.0
        self.end = time.monotonic() + limit
        if self.sock is not None:  # a connection used before keeps what was left then
            self.sock.settimeout(limit)
        self.response_class: Any = partial(_Response, self)
        super().request(*args, **options)


class _LimitedTls(_Limited, HTTPSConnection):
    pass


def limit(pool: HTTPConnectionPool) -> None:
    """Let the connections of this pool keep the time limit of each request as a whole."""
    pool.ConnectionCls = _LimitedTls if isinstance(pool, HTTPSConnectionPool) else _Limited
