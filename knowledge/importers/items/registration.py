"""Registers what the worker does for uploaded imports; called by the app."""

from core.outbox import periodic, register
from knowledge.importers.items.jobs import LEASE_SECONDS, TOPIC, forget_old, work_on


def register_imports() -> None:
    """The topic of the outbox, one job at a time, and the daily removal of what nobody needs any more."""
    register(TOPIC, work_on, batch=1, lease_seconds=LEASE_SECONDS)
    periodic("forget old imports", 86_400, forget_old)
