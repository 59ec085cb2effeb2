"""Keeps visitors from waiting for an engine that does not answer: after a few failures in a row nobody asks for a while."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from search.engines.base import (
    Clause,
    Engine,
    EngineDown,
    Health,
    IndexedObject,
    IndexMissing,
    PartHit,
    Request,
    Result,
)

FAILURES, WINDOW, PAUSE = 3, 30.0, 5.0  # seconds
Answer = TypeVar("Answer")


class Breaker:
    """Opens after `failures` in a row within `window` seconds; then one caller in `pause` seconds may try again.

    The state is that of one process, whose threads share it. Nobody sleeps.
    """

    def __init__(self, failures: int = FAILURES, window: float = WINDOW, pause: float = PAUSE) -> None:
        self._failures, self._window, self._pause = failures, window, pause
        self._lock = threading.Lock()
        self._count, self._first_at = 0, 0.0
        self._closed_from = 0.0
        self._last = ""

    def call(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` returns or raises. Raises EngineDown at once while the breaker is open."""
        self._enter()
        try:
            answer = ask()
        except IndexMissing:
            self._succeeded()  # the engine itself answers
            raise
        except EngineDown as error:
            self._failed(str(error))
            raise
        self._succeeded()
        return answer

    @property
    def is_open(self) -> bool:
        """Whether callers are turned away, but for one now and then."""
        return self._count >= self._failures

    def _enter(self) -> None:
        with self._lock:
            if not self.is_open:
                return
            now = time.monotonic()
            if now < self._closed_from:
                raise EngineDown(f"The search engine is left alone for a moment, because: {self._last}")
            self._closed_from = now + self._pause  # for all but this caller

    def _succeeded(self) -> None:
        with self._lock:
            self._count = 0

    def _failed(self, sentence: str) -> None:
        now = time.monotonic()
        with self._lock:
            if self._count < self._failures and now - self._first_at > self._window:
                self._count, self._first_at = 0, now
            self._count += 1
            self._last = sentence
            self._closed_from = now + self._pause


class GuardedEngine:
    """An engine whose answers to visitors go through a breaker. What a worker asks waits for the engine itself."""

    def __init__(self, engine: Engine, breaker: Breaker | None = None) -> None:
        self.name = engine.name
        self.engine = engine
        self.breaker = breaker or Breaker()

    def search(self, request: Request) -> Result:
        """The objects that a request asks for; EngineDown at once while the engine is left alone."""
        return self.breaker.call(lambda: self.engine.search(request))

    def passages(self, keys: Sequence[str], clause: Clause, limit: int) -> dict[str, list[PartHit]]:
        """The best parts of each object; EngineDown at once while the engine is left alone."""
        return self.breaker.call(lambda: self.engine.passages(keys, clause, limit))

    def health(self) -> Health:
        """How the engine is; never raises."""
        return self.engine.health()

    def current(self) -> str | None:
        """Name of the generation in service, or None."""
        return self.engine.current()

    def generations(self) -> list[str]:
        """Names of all generations."""
        return self.engine.generations()

    def create(self, generation: str) -> None:
        """Make an empty generation."""
        self.engine.create(generation)

    def swap(self, generation: str) -> None:
        """Put the generation in service."""
        self.engine.swap(generation)

    def drop(self, generation: str) -> None:
        """Delete a generation."""
        self.engine.drop(generation)

    def write(
        self, objects: Sequence[IndexedObject], deleted: Mapping[str, int], generation: str = ""
    ) -> dict[str, str]:
        """Put objects in place of what their keys held, and delete keys."""
        return self.engine.write(objects, deleted, generation)

    def finish(self, generation: str) -> None:
        """Make a generation fast to search."""
        self.engine.finish(generation)

    def scan(self, generation: str = "") -> Iterator[tuple[str, str]]:
        """Key and fingerprint of every object."""
        return self.engine.scan(generation)

    def close(self) -> None:
        """Let go of connections and files."""
        self.engine.close()
