"""Sends many operations at the pace that the engine takes."""

import json
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from search.engines.elastic.clients import Refused
from search.engines.elastic.operations import Operation

MOST_BYTES, MOST_OPERATIONS = 4 * 1024 * 1024, 1_000
#: Seconds before the second try, doubled before each further one up to the longest.
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 2.0
BUSY, TOO_LARGE = 429, 413

Send = Callable[[bytes], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one operation ended: the HTTP status, what the engine did, and why it did not."""

    key: str
    status: int
    did: str
    kind: str
    reason: str


class Overloaded(Exception):
    """The engine had no room for writings, however long one waited."""


def bulk(send: Send, operations: Iterable[Operation], seconds: float) -> list[Outcome]:
    """Send the operations, and again those for which the engine had no room, for as long as `seconds` a request.

    Returns how each ended. Raises Overloaded, and what `send` raises but for "too many" and "too large".
    """
    done: list[Outcome] = []
    for chunk in _chunks(operations):
        done += _persist(send, chunk, time.monotonic() + seconds)
    return done


def _chunks(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    chunk: list[Operation] = []
    size = 0
    for operation in operations:
        if chunk and (len(chunk) >= MOST_OPERATIONS or size + len(operation.lines) > MOST_BYTES):
            yield chunk
            chunk, size = [], 0
        chunk.append(operation)
        size += len(operation.lines)
    if chunk:
        yield chunk


def _persist(send: Send, chunk: Sequence[Operation], end: float) -> list[Outcome]:
    done: list[Outcome] = []
    waiting = list(chunk)
    pause = FIRST_PAUSE
    while True:
        outcomes = _once(send, waiting, end)
        done += [outcome for outcome in outcomes if outcome.status != BUSY]
        waiting = [one for one, outcome in zip(waiting, outcomes, strict=True) if outcome.status == BUSY]
        if not waiting:
            return done
        rest = pause * random.uniform(0.5, 1)  # not all workers at the same moment
        if time.monotonic() + rest > end:
            raise Overloaded(f"has no room for {len(waiting)} writings")
        time.sleep(rest)
        pause = min(pause * 2, LONGEST_PAUSE)


def _once(send: Send, chunk: Sequence[Operation], end: float) -> list[Outcome]:
    try:
        answer = send(b"".join(operation.lines for operation in chunk))
    except Refused as error:
        if error.status == TOO_LARGE and len(chunk) > 1:
            middle = len(chunk) // 2
            return [*_persist(send, chunk[:middle], end), *_persist(send, chunk[middle:], end)]
        if error.status in (BUSY, TOO_LARGE):
            return [Outcome(one.key, error.status, "", error.kind, error.reason) for one in chunk]
        raise
    items = [next(iter(item.values())) for item in answer["items"]]
    return [_outcome(one, item) for one, item in zip(chunk, items, strict=True)]


def _outcome(operation: Operation, item: dict[str, Any]) -> Outcome:
    error = item.get("error") or {}
    did, kind, reason = str(item.get("result", "")), str(error.get("type", "")), str(error.get("reason", ""))
    return Outcome(operation.key, int(item["status"]), did, kind, reason)


def sentence(outcome: Outcome) -> str:
    """What to tell about content that the engine refused."""
    reason = json.dumps(outcome.reason[:300], ensure_ascii=False)
    return f"The search engine refused it with status {outcome.status}, {outcome.kind or 'without a name'}: {reason}"
