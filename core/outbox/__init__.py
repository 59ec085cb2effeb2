"""The outbox: what must happen after a commit is a row of the same commit, done by a worker (docs/decisions/003-outbox.md).

A row says which object changed, never how: the handler reads the database again and writes what is true now.
"""

from collections.abc import Iterable

from core.outbox.registry import (
    Failures,
    HandlerFailed,
    Lease,
    Unavailable,
    periodic,
    register,
)

__all__ = ["Failures", "HandlerFailed", "Lease", "Unavailable", "enqueue", "periodic", "register"]


def enqueue(topic: str, keys: Iterable[str]) -> None:
    """Note in the caller's transaction that the objects with these keys changed, for the handler of the topic.

    Call it inside `transaction.atomic()`, after the change: a change committed by itself would be lost with a process
    that dies between the two. Keys that already wait are not added twice. A key is an identifier of at most 200
    characters, such as "page:12", never content. Raises ValueError for a longer one.
    """
    from core.outbox.queue import add

    add(topic, keys)
