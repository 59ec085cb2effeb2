"""Registers the reading of files with the outbox; called when the app starts."""

from core.outbox import periodic, register


def register_extraction() -> None:
    """The topic, one file at a time, and the search for files that were forgotten."""
    from knowledge.extraction import signals  # noqa: F401
    from knowledge.extraction.services import LEASE_SECONDS, TOPIC, enqueue_missing, handle

    register(TOPIC, handle, batch=1, lease_seconds=LEASE_SECONDS)
    periodic("read files", 3600, enqueue_missing)
