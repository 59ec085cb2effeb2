"""Processes forked from a program that has loaded Django and has no connection open: a kill costs milliseconds."""

import os
import random
import signal
from collections.abc import Callable, Iterable
from typing import Any

from core.outbox.worker import WorkerLoop


def fork(function: Callable[[], Any]) -> int:
    """The number of a process that runs the function and ends with 0, or with 1 where the function raises."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        random.seed()
        function()
        code = 0
    finally:
        os._exit(code)


def wait(child: int) -> int:
    """How the process ended: its code, or the negative number of the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_and_replace(child: int, function: Callable[[], Any]) -> int:
    """Kills a process without warning; the number of the one that goes on instead."""
    os.kill(child, signal.SIGKILL)
    assert wait(child) == -signal.SIGKILL
    return fork(function)


def stop(children: Iterable[int]) -> list[int]:
    """Asks processes to end; how each did."""
    asked = list(children)
    for child in asked:
        os.kill(child, signal.SIGTERM)
    return [wait(child) for child in asked]


def run_worker() -> None:
    """Works until the process is asked to end."""
    worker = WorkerLoop()
    signal.signal(signal.SIGTERM, lambda number, frame: worker.stop())
    worker.run()
