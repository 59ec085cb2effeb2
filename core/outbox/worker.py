"""The worker: takes what is due from the outbox, gives it to its handler, shows signs of life."""

import logging
import os
import socket
import threading
import time
import traceback
import uuid
from collections.abc import Callable

from django.db import Error as DatabaseFault
from django.db import connection
from django.utils import timezone

from core.outbox import queue, schedule, wake
from core.outbox.models import Worker
from core.outbox.queue import Held
from core.outbox.registry import Lease, Unavailable, describe, topics

logger = logging.getLogger(__name__)

POLL_SECONDS = 2.0
LISTEN_SECONDS = 0.1  # between two looks at a file's time, which cost no query
BEAT_SECONDS = 15.0
REST_SECONDS = 20.0  # how long a topic rests whose system does not answer
FAULT_SECONDS = 5.0
NEAR_THE_END = 0.8  # of the lease: nothing new is begun after that


class WorkerLoop:
    """One worker process. Threads: this one empties the outbox, others run periodic jobs and beat."""

    def __init__(self) -> None:
        self.id = uuid.uuid4()
        self.stopping = threading.Event()
        self.resting: dict[str, float] = {}

    def stop(self) -> None:
        """End after the work that is under way."""
        self.stopping.set()

    def run(self) -> None:
        """Work until `stop`."""
        helpers = [
            threading.Thread(target=self._repeat, args=(self.beat, BEAT_SECONDS), daemon=True),
            threading.Thread(target=self._repeat, args=(self.run_jobs, schedule.POLL_SECONDS), daemon=True),
        ]
        for helper in helpers:
            helper.start()
        logger.info("The worker is ready. Topics: %s.", ", ".join(topics) or "none")
        while not self.stopping.is_set():
            heard = wake.heard()
            if not self._guarded(self.work_once):
                self._wait(heard)
        for helper in helpers:
            helper.join(timeout=15)
        self._guarded(Worker.objects.filter(pk=self.id).delete)
        logger.info("The worker has stopped.")

    def drain(self) -> None:
        """Do everything that is due now, then return."""
        while not self.stopping.is_set() and self.work_once():
            pass

    def run_jobs(self) -> None:
        """Run the periodic jobs that are due."""
        schedule.run_due(self.stopping)

    def beat(self) -> None:
        """Show that this worker is alive, and keep the periodic job it is running."""
        now = timezone.now()
        if not Worker.objects.filter(pk=self.id).update(seen_at=now):
            Worker.objects.create(pk=self.id, node=socket.gethostname()[:255], process=os.getpid(), seen_at=now)
        schedule.renew()

    def work_once(self) -> bool:
        """Do one batch; False when nothing is due."""
        now = time.monotonic()
        self.resting = {name: until for name, until in self.resting.items() if until > now}
        held = queue.lease({name: topic for name, topic in topics.items() if name not in self.resting})
        if held is None:
            return False
        if held.leases:
            self._handle(held)
        return bool(held.leases)

    def _handle(self, held: Held) -> None:
        deadline = time.monotonic() + held.topic.lease_seconds * NEAR_THE_END
        if self._attempt(held, held.leases, is_last_try=len(held.leases) == 1):
            return
        for position, lease in enumerate(held.leases):
            if self.stopping.is_set() or time.monotonic() > deadline or held.topic.name in self.resting:
                queue.postpone(held, [left.key for left in held.leases[position:]], 0)
                return
            self._attempt(held, [lease], is_last_try=True)

    def _attempt(self, held: Held, leases: list[Lease], is_last_try: bool) -> bool:
        """Call the handler and settle its keys; False when it failed and the keys are still held, to be tried alone."""
        try:
            failures = dict(held.topic.handler(list(leases)) or {})
        except Unavailable as error:
            self._rest(held, leases, str(error))
            return True
        except Exception as error:
            if not is_last_try:
                return False
            places = "".join(traceback.format_tb(error.__traceback__))
            logger.warning("%s failed: %s\n%s", held.topic.name, describe(error), places)
            failures = {lease.key: describe(error) for lease in leases}
        keys = [lease.key for lease in leases]
        if done := [key for key in keys if key not in failures]:
            queue.finish(held, done)
        for key in keys:
            if key in failures and queue.fail(held, key, failures[key]):
                logger.error("%s %s is set aside after many attempts: %s", held.topic.name, key, failures[key])
        return True

    def _rest(self, held: Held, leases: list[Lease], sentence: str) -> None:
        logger.warning("%s rests for %d s: %s", held.topic.name, REST_SECONDS, sentence)
        self.resting[held.topic.name] = time.monotonic() + REST_SECONDS
        queue.postpone(held, [lease.key for lease in leases], REST_SECONDS, sentence)

    def _wait(self, heard: int) -> None:
        end = time.monotonic() + POLL_SECONDS
        while time.monotonic() < end and wake.heard() == heard:
            if self.stopping.wait(LISTEN_SECONDS):
                return

    def _repeat(self, function: Callable[[], object], seconds: float) -> None:
        while not self.stopping.is_set():
            self._guarded(function)
            self.stopping.wait(seconds)
        connection.close()

    def _guarded(self, function: Callable[[], object]) -> object:
        """The function's result; on a database that does not answer a log line, a pause and None."""
        try:
            return function()
        except DatabaseFault as error:
            logger.error("The database does not answer (%s); the worker tries again.", describe(error))
            connection.close()
            self.stopping.wait(FAULT_SECONDS)
            return None


def drain() -> None:
    """Do everything that is due in the outbox in this process, for tests and commands that must see the result."""
    WorkerLoop().drain()
