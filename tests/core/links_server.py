"""A server on this machine that does what sites on the internet do wrong; each path is one of its habits."""

import gzip
import socketserver
import ssl
import threading
import time
from contextlib import contextmanager
from pathlib import Path

LINE = b"HTTP/1.1 200 OK\r\n"
#: Seconds that a habit goes on at most, so that a checker without limits fails its test instead of hanging.
LONGEST = 20
BOMB = gzip.compress(bytes(20 * 1024 * 1024), 1)


class Habits:
    """What the server does at each path, given the connection, the method and the server."""

    def answers(self, sock, method, server):
        sock.sendall(LINE + b"Content-Length: 0\r\n\r\n")

    def missing(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")

    def removed(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")

    def broken(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n")

    def guarded(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    def busy(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n")

    def only_get(self, sock, method, server):
        status = b"200 OK" if method == "GET" else b"405 Method Not Allowed"
        sock.sendall(b"HTTP/1.1 " + status + b"\r\nContent-Length: 0\r\n\r\n")

    def hangs_up_on_head(self, sock, method, server):
        if method == "GET":
            sock.sendall(LINE + b"Content-Length: 0\r\n\r\n")

    def slow(self, sock, method, server):
        server.stopping.wait(LONGEST)
        sock.sendall(LINE + b"\r\n")

    def drips(self, sock, method, server):
        for byte in LINE + b"X-Long: " + b"x" * (LONGEST * 20):
            sock.sendall(bytes([byte]))
            if server.stopping.wait(0.05):
                return
        sock.sendall(b"\r\n\r\n")

    def drips_lines(self, sock, method, server):
        sock.sendall(LINE)
        for number in range(LONGEST * 4):
            sock.sendall(b"X-%d: x\r\n" % number)
            if server.stopping.wait(0.25):
                return
        sock.sendall(b"\r\n")

    def endless(self, sock, method, server):
        if method == "HEAD":
            sock.sendall(b"HTTP/1.1 405 No\r\n\r\n")
            return
        sock.sendall(LINE + b"Content-Type: text/html\r\n\r\n")
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            server.sent += sock.send(b"x" * 65536)

    def bomb(self, sock, method, server):
        if method == "HEAD":
            sock.sendall(b"HTTP/1.1 405 No\r\n\r\n")
            return
        sock.sendall(LINE + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB)

    def long_header(self, sock, method, server):
        sock.sendall(LINE + b"X: " + b"x" * 200_000 + b"\r\n\r\n")

    def endless_headers(self, sock, method, server):
        sock.sendall(LINE)
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            server.sent += sock.send(b"X: " + b"x" * 8000 + b"\r\n")

    def many_headers(self, sock, method, server):
        sock.sendall(LINE + b"X: x\r\n" * 500 + b"\r\n")

    def endless_continue(self, sock, method, server):
        end = time.monotonic() + LONGEST
        while time.monotonic() < end:
            server.sent += sock.send(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)

    def other(self, sock, method, server):
        sock.sendall(b"220 mail.example ESMTP ready\r\n")

    def closes(self, sock, method, server):
        pass

    def circle(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /circle_back\r\n\r\n")

    def circle_back(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /circle\r\n\r\n")

    def farther(self, sock, method, server):
        server.steps += 1
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /farther?%d\r\n\r\n" % server.steps)

    def cookie_wall(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 302 Found\r\nSet-Cookie: seen=1\r\nLocation: /cookie_wall\r\n\r\n")

    def moved(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 301 Moved\r\nLocation: /answers\r\n\r\n")

    def elsewhere_today(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: /answers\r\n\r\n")

    def to_arabic(self, sock, method, server):
        sock.sendall("HTTP/1.1 302 Found\r\nLocation: /answers?كلمة\r\n\r\n".encode())

    def to(self, sock, method, server):
        sock.sendall(b"HTTP/1.1 302 Found\r\nLocation: " + server.elsewhere.encode() + b"\r\n\r\n")


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (more := self.request.recv(65536)):
                return
            head += more
            if head.startswith(b"\x16"):  # the beginning of a TLS handshake
                self.request.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")
                return
        lines = head.decode().split("\r\n")
        method, path, _version = lines[0].split(" ")
        self.server.requests.append((method, path))
        self.server.headers.append(lines[1:])
        try:
            getattr(Habits(), path.partition("?")[0].strip("/"))(self.request, method, self.server)
        except OSError:
            self.server.hung_up.append(path)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    request_queue_size = 50

    def __init__(self, certificate: Path | None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.port = self.server_address[1]
        self.stopping = threading.Event()
        self.requests, self.headers, self.hung_up = [], [], []
        self.steps, self.sent, self.elsewhere = 0, 0, ""
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self.context:
            self.context.load_cert_chain(certificate)

    def finish_request(self, request, client_address):
        if self.context is None:
            super().finish_request(request, client_address)
            return
        try:
            with self.context.wrap_socket(request, server_side=True) as secure:
                super().finish_request(secure, client_address)
        except OSError:
            self.hung_up.append("handshake")

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        """The address of one habit."""
        scheme = "http" if self.context is None else "https"
        return f"{scheme}://{host}:{self.port}/{path}"


@contextmanager
def serving(certificate: Path | None = None):
    """A server that runs meanwhile."""
    server = _Server(certificate)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stopping.set()
        server.shutdown()
        server.server_close()
