"""CPU time and queries of addresses, in one process without a server. Prints JSON: address -> milliseconds, queries, bytes;
in the portal also milliseconds and queries of the first request after a change of public content.

Usage: pages_cpu.py WSGI_MODULE ROUNDS ADDRESS..., in the folder of the project, with DJANGO_SETTINGS_MODULE set.
"""

import contextlib
import importlib
import json
import statistics
import sys
import time
from collections.abc import Callable
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


def forget() -> None:
    """As after a change of public content: the portal makes everything anew. A bare project remembers nothing.

    The roots of the sites too: the page cache, which is passed by here, has them read again.
    """
    with contextlib.suppress(ModuleNotFoundError):
        from wagtail.models import Site

        from core.cache import changed

        changed()
        Site.clear_site_root_paths_cache()


def measure(application, address: str, rounds: int) -> dict[str, float]:  # type: ignore[no-untyped-def]
    """Median milliseconds of CPU, queries and bytes of one address, after a few requests to warm up."""
    for _ in range(WARM_UP):
        body = get(application, address)
    warm, first = ([_once(application, address, before) for _ in range(rounds)] for before in (lambda: None, forget))
    return {
        "ms": statistics.median(ms for ms, _queries in warm),
        "queries": statistics.median_low(queries for _ms, queries in warm),
        "first_ms": statistics.median(ms for ms, _queries in first),
        "first_queries": statistics.median_low(queries for _ms, queries in first),
        "bytes": len(body),
    }


def _once(application, address: str, before: Callable[[], None]) -> tuple[float, int]:  # type: ignore[no-untyped-def]
    """Milliseconds of CPU and queries of one request, after something that is not measured."""
    from django.db import connection

    before()
    counter = Counter()
    with connection.execute_wrapper(counter):
        started = time.process_time()
        get(application, address)
        return (time.process_time() - started) * 1000, counter.queries


def main() -> None:
    """Measure each address and print what was found."""
    application = importlib.import_module(sys.argv[1]).application
    found = {address: measure(application, address, int(sys.argv[2])) for address in sys.argv[3:]}
    sys.stdout.write(json.dumps(found))


main()
