"""CPU time and queries of addresses, in one process without a server. Prints JSON: address -> milliseconds, queries, bytes.

Usage: pages_cpu.py WSGI_MODULE ROUNDS ADDRESS..., in the folder of the project, with DJANGO_SETTINGS_MODULE set.
"""

import importlib
import json
import statistics
import sys
import time
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path.cwd()))

WARM_UP = 5


def environ(address: str) -> dict[str, object]:
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_COOKIE": "messages=none",  # whoever has a message waiting is not answered from the page cache
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.version": (1, 0),
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


class Counter:
    """Counts queries of a database connection."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        self.queries += 1
        return execute(sql, params, many, context)


def get(application, address: str) -> bytes:  # type: ignore[no-untyped-def]
    """The body of one answer. Ends the program when it is not 200."""
    status: list[str] = []
    answer = application(environ(address), lambda line, headers: status.append(line))
    body = b"".join(answer)
    answer.close()
    if not status[0].startswith("200"):
        raise SystemExit(f"{address} answered {status[0]}")
    return body


def measure(application, address: str, rounds: int) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Median milliseconds of CPU, queries and bytes of one address, after a few requests to warm up."""
    from django.db import connection

    for _ in range(WARM_UP):
        body = get(application, address)
    counter, times = Counter(), []
    with connection.execute_wrapper(counter):
        get(application, address)
    for _ in range(rounds):
        started = time.process_time()
        get(application, address)
        times.append(time.process_time() - started)
    return {"ms": statistics.median(times) * 1000, "queries": counter.queries, "bytes": len(body)}


def main() -> None:
    """Measure each address and print what was found."""
    application = importlib.import_module(sys.argv[1]).application
    found = {address: measure(application, address, int(sys.argv[2])) for address in sys.argv[3:]}
    sys.stdout.write(json.dumps(found))


main()
