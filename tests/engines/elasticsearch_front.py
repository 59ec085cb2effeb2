"""Lets an unmodified `elasticsearch` client speak to an OpenSearch node.

The client refuses any server that does not send the product header, and sends versioned media types that
OpenSearch does not know. This loopback proxy rewrites those two things and nothing else; bodies and statuses pass
through untouched. It is a test aid: no Elasticsearch server can be had here, and the requests used by the portal
are those which the two engines share.
"""

import http.client
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

VERSIONED = re.compile(r"application/vnd\.elasticsearch\+(x-ndjson|json);\s*compatible-with=(\d+)")


class Front(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 65536  # head and body in one packet, or each answer waits 40 ms for an acknowledgement
    engine = ""

    def forward(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        version = VERSIONED.search(self.headers.get("Accept", ""))
        headers = {
            name: VERSIONED.sub(r"application/\1", value)
            for name, value in self.headers.items()
            if name.lower() not in {"host", "connection", "accept-encoding", "content-length"}
        }
        connection = http.client.HTTPConnection(urlsplit(self.engine).netloc, timeout=60)
        try:
            connection.request(self.command, self.path, body, headers)
            answer = connection.getresponse()
            payload = answer.read()
        except OSError:
            self.send_error(502)
            return
        finally:
            connection.close()
        media_type = answer.headers.get("Content-Type", "application/json")
        if version and media_type.startswith("application/json"):
            media_type = f"application/vnd.elasticsearch+json;compatible-with={version[2]}"
        self.send_response(answer.status)
        self.send_header("X-Elastic-Product", "Elasticsearch")
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(payload) if self.command != "HEAD" else 0))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(payload)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = forward

    def log_message(self, *_):
        pass


def serve(engine: str) -> str:
    """Serve in front of the engine from threads of this process; returns the URL."""
    handler = type("FrontOf", (Front,), {"engine": engine})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"
