"""The questions that the search asked an engine, asked again without the portal around them."""

import time
from collections.abc import Callable
from typing import Any

import urllib3

Call = tuple[str, str, bytes]


class Asked:
    """An embedded engine that notes what it is asked: the same calls are made again."""

    what = "engine alone"

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.calls: list[Callable[[], object]] = []

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.engine, name)
        if name not in ("search", "passages"):
            return method

        def noted(*args: Any, **kwargs: Any) -> Any:
            self.calls.append(lambda: method(*args, **kwargs))
            return method(*args, **kwargs)

        return noted

    def forget(self) -> None:
        """It remembers no answers."""

    def again(self) -> float:
        """Seconds that the calls noted since the last time take."""
        calls, self.calls = self.calls, []
        started = time.perf_counter()
        for call in calls:
            call()
        return time.perf_counter() - started


class Sent:
    """An engine behind HTTP, whose requests are noted: the same bytes are sent by a bare client, on one connection.

    Before each of the two, the engine forgets what it remembers of whole answers; the second time it would have them ready.
    """

    what = "the same requests, bare HTTP client"

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        cluster = engine.engine._cluster
        host, port = cluster.address.hosts[0]
        self.base = f"http://{host}:{port}"
        self.calls: list[Call] = []
        self.http = urllib3.PoolManager(retries=False)
        send = cluster._client.send

        def noted(method: str, path: str, body: bytes | None, seconds: float) -> Any:
            if body is not None:
                self.calls.append((method, path, body))
            return send(method, path, body, seconds)

        cluster._client.send = noted

    def __getattr__(self, name: str) -> Any:
        return getattr(self.engine, name)

    def forget(self) -> None:
        """Has the engine forget answers."""
        self.http.request("POST", f"{self.base}/_cache/clear?request=true")

    def again(self) -> float:
        """Seconds from the first byte sent to the last byte read of the requests noted since the last time."""
        calls, self.calls = self.calls, []
        headers = {"content-type": "application/json"}
        self.forget()
        started = time.perf_counter()
        for method, path, body in calls:
            answer = self.http.request(method, self.base + path, body=body, headers=headers)
            assert answer.status == 200, answer.status
        return time.perf_counter() - started


def noting(engine: Any) -> Asked | Sent:
    """The engine, noting what it is asked."""
    return Asked(engine) if engine.name == "tantivy" else Sent(engine)
