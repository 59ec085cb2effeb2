"""Registers what the worker does for uploaded imports, and what goes with one; called by the app."""

from typing import Any

from django.db.models.signals import post_delete

from core.importing.uploads import ImportJob
from core.outbox import periodic, register
from knowledge.importers.items.jobs import LEASE_SECONDS, TOPIC, forget_old, work_on


def register_imports() -> None:
    """The topic of the outbox, one job at a time, and the daily removal of what nobody needs any more."""
    register(TOPIC, work_on, batch=1, lease_seconds=LEASE_SECONDS)
    periodic("forget old imports", 86_400, forget_old)
    post_delete.connect(_remove_file, sender=ImportJob, dispatch_uid="remove the file of an import")


def _remove_file(instance: ImportJob, **_kwargs: Any) -> None:
    """The file goes with its row, also when the person who uploaded it is deleted."""
    if instance.file:
        instance.file.delete(save=False)
