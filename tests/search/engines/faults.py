"""Servers that answer as no search engine should, on real sockets of this machine."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

JSON_TYPE = "application/json"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def listening(talk: Callable[[socket.socket], object]) -> Iterator[str]:
    """HOST:PORT of a server that accepts, lets `talk` deal with each connection, and closes it."""
    server = socket.create_server(("127.0.0.1", 0))
    is_over = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            talk(connection)

    def accept() -> None:
        while not is_over.is_set():
            with suppress(OSError):
                threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        is_over.set()
        server.close()


def read_request(connection: socket.socket) -> bytes:
    """Read one request, head and body; returns the head."""
    data = b""
    while b"\r\n\r\n" not in data:
        received = connection.recv(65536)
        if not received:
            raise ConnectionError
        data += received
    head, _, body = data.partition(b"\r\n\r\n")
    length = next((int(line[15:]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
    while len(body) < length:
        body += connection.recv(65536)
    return head


class Asked:
    """A connection whose request has been read."""

    def __init__(self, connection: socket.socket) -> None:
        self.sendall = connection.sendall
        self.recv = lambda _size: b"\r\n\r\n"


def says(payload: bytes) -> Callable[[socket.socket], None]:
    """Answers the first request of a connection with these bytes and hangs up."""

    def talk(connection: socket.socket) -> None:
        read_request(connection)
        connection.sendall(payload)

    return talk


def http(
    status: str, body: bytes, content_type: str = JSON_TYPE, length: int | None = None, product: bool = True
) -> bytes:
    """An answer in HTTP. With another length than its own, it is cut short."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {len(body) if length is None else length}\r\n"
    head += "X-Elastic-Product: Elasticsearch\r\n" if product else ""
    return f"{head}Connection: close\r\n\r\n".encode() + body


def never(connection: socket.socket) -> None:
    """Accepts and never answers."""
    while connection.recv(65536):
        pass


def dripping(payload: bytes) -> Callable[[socket.socket], None]:
    """Sends a byte now and then: each read is quick, the whole takes for ever."""

    def talk(connection: socket.socket) -> None:
        read_request(connection)
        for byte in payload:
            connection.sendall(bytes([byte]))
            time.sleep(0.1)

    return talk


def reset(connection: socket.socket) -> None:
    """Hangs up in the middle, as a killed process does."""
    read_request(connection)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


class Gate:
    """Stands in front of an engine; `fault` sees each request and may answer in its place, or cut the connection."""

    def __init__(self, engine: str) -> None:
        self.engine = engine.removeprefix("http://")
        self.fault: Callable[[str], int] = lambda _path: 0
        self.seen: list[str] = []
        handler = type("GateHandler", (_GateHandler,), {"gate": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.host = f"127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()


class _GateHandler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536
    gate: Gate

    def forward(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.gate.seen.append(self.path)
        status = self.gate.fault(self.path)
        if status < 0:  # cut, before or after the engine got the request
            if status == -2:
                self._asked(body)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self._answer(*((status, b'{"error":{"type":"injected"}}') if status else self._asked(body)))

    def _asked(self, body: bytes) -> tuple[int, bytes]:
        connection = HTTPConnection(self.gate.engine, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in {"host", "connection"}}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        payload = answer.read()
        connection.close()
        return answer.status, payload

    def _answer(self, status: int, payload: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", JSON_TYPE)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Length", str(len(payload)))
        self.end_headers()
        self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = forward

    def log_message(self, *_: object) -> None:
        pass
