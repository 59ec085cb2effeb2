"""Runs a pure function over a stream in other processes, in order, with a bounded number of items on the way."""

import multiprocessing
import os
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

#: Items that are worked on or wait; the memory an import needs is this many rows, however long the file.
ON_THE_WAY = 64


def map_in_order(
    function: Callable[[Item], Result], items: Iterable[Item], *, processes: int | None = None
) -> Iterator[Result]:
    """Results in the order of the items. With one process, or none, the work is done here.

    Processes are started afresh, not forked: a forked one would share this one's database connections.
    """
    count = processes if processes is not None else min(4, os.cpu_count() or 1)
    if count <= 1:
        yield from map(function, items)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with, initargs=(os.getpid(),)) as pool:
        pending: deque[Future[Result]] = deque()
        for item in items:
            pending.append(pool.submit(function, item))
            if len(pending) >= ON_THE_WAY:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()


def _end_with(parent: int) -> None:
    """Ends this process when the one that started it was killed: nobody would close its queue."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
