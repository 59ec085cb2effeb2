"""Checks many addresses side by side: a few hosts at once, one address of a host after the other, within a time."""

import logging
import queue
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from core.links.addresses import host_of
from core.links.checker import Result
from core.outbox.registry import describe

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pace:
    """How politely, in seconds: `pause` lies between two addresses of a host, after `seconds` nothing is begun, and
    after `grace` more a check that still runs is left behind."""

    hosts_at_once: int = 4
    pause: float = 1.0
    seconds: float = 20.0
    grace: float = 15.0


class Round:
    """One round of checks. Its threads do not use the database."""

    def __init__(self, urls: Mapping[int, str], check: Callable[[str], Result], pace: Pace) -> None:
        self._check, self._pace = check, pace
        self._lock = threading.Lock()
        self._begun: set[int] = set()
        self._results: dict[int, Result] = {}
        self._hosts: queue.SimpleQueue[list[tuple[int, str]]] = queue.SimpleQueue()
        self._end = time.monotonic() + pace.seconds
        groups = defaultdict(list)
        for key, url in urls.items():
            groups[host_of(url)].append((key, url))
        for group in groups.values():
            self._hosts.put(group)
        self._threads = min(pace.hosts_at_once, len(groups))

    def run(self) -> tuple[dict[int, Result], set[int]]:
        """The results by key, and the keys whose check was begun: what is in neither was left for another time."""
        # Daemons, so that a check that hangs in spite of all limits holds up neither this round nor the end of the process.
        threads = [threading.Thread(target=self._work, daemon=True) for _ in range(self._threads)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(0, self._end + self._pace.grace - time.monotonic()))
        with self._lock:
            return dict(self._results), set(self._begun)

    def _work(self) -> None:
        while True:
            try:
                group = self._hosts.get_nowait()
            except queue.Empty:
                return
            for position, (key, url) in enumerate(group):
                if position:
                    time.sleep(self._pace.pause)
                if time.monotonic() >= self._end:
                    return
                self._one(key, url)

    def _one(self, key: int, url: str) -> None:
        with self._lock:
            self._begun.add(key)
        try:
            result = self._check(url)
        except Exception as error:
            logger.error("The link with the number %d could not be checked: %s", key, describe(error))
            return
        with self._lock:
            self._results[key] = result
