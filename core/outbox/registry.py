"""Who handles which topic, and what happens at intervals; filled by each app's `ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

Failures = Mapping[str, str]


class HandlerFailed(Exception):
    """Raised by a handler with a sentence for the administrators, which holds no content and no personal data."""


class Unavailable(HandlerFailed):
    """What the handler writes to does not answer: nothing is wrong with the keys, all of them are tried again later."""


@dataclass(frozen=True)
class Lease:
    """One key that a worker holds for a while.

    `sequence` grows with every lease of any key, on all nodes: a system that is written to may refuse a smaller one.
    """

    topic: str
    key: str
    sequence: int


Handler = Callable[[list[Lease]], Failures | None]


@dataclass(frozen=True)
class Topic:
    """One topic: its handler, how many keys it takes at once, how many seconds it may hold them."""

    name: str
    handler: Handler
    batch: int
    lease_seconds: int


@dataclass(frozen=True)
class Job:
    """One thing that happens at intervals, on one worker at a time."""

    name: str
    every_seconds: int
    function: Callable[[], object]


topics: dict[str, Topic] = {}
jobs: dict[str, Job] = {}


def register(topic: str, handler: Handler, *, batch: int = 100, lease_seconds: int = 60) -> None:
    """Make `handler` responsible for a topic on every node that has this app.

    The handler gets a list of at most `batch` leases of distinct keys, reads the database and writes what is true now;
    it may be called twice for one key, so it must not matter. It returns nothing, or the keys that failed with a
    sentence each. An exception means that all failed: each key is then tried alone, so that one bad object does not
    hold up others. It should finish within `lease_seconds`; later, another worker may take the keys. Raises ValueError
    when the topic has another handler.
    """
    if topic in topics and topics[topic].handler is not handler:
        raise ValueError(f"The outbox topic '{topic}' is registered twice.")
    topics[topic] = Topic(topic, handler, batch, lease_seconds)


def periodic(name: str, every_seconds: int, function: Callable[[], object]) -> None:
    """Call `function` about every `every_seconds` seconds on exactly one worker. Raises ValueError on a taken name."""
    if name in jobs and jobs[name].function is not function:
        raise ValueError(f"The periodic job '{name}' is registered twice.")
    jobs[name] = Job(name, every_seconds, function)


def describe(error: Exception) -> str:
    """A sentence on an error that names its kind and place, and its words only where a handler chose them.

    Messages of other exceptions often quote the value that broke them, which may be content or personal data.
    """
    if isinstance(error, HandlerFailed):
        return str(error)
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    kind = type(error).__name__
    if trace is None:
        return f"{kind}."
    module = trace.tb_frame.f_globals.get("__name__", "?")
    return f"{kind} in {module}, line {trace.tb_lineno}."
