"""Says in `check --database default` whether the outbox is being emptied."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from django.utils import timezone

from core.outbox.models import OutboxEntry, Worker

SILENCE = timedelta(seconds=60)
PATIENCE = timedelta(minutes=5)


def worker_is_alive() -> bool:
    """Whether some worker has shown a sign of life within the last minute."""
    return Worker.objects.filter(seen_at__gt=timezone.now() - SILENCE).exists()


@register(Tags.database)
def check_worker(app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """Warn when rows wait and nobody works, or when rows were set aside."""
    if "default" not in (databases or []):
        return []
    if OutboxEntry._meta.db_table not in connections["default"].introspection.table_names():
        return []
    messages: list[CheckMessage] = []
    overdue = OutboxEntry.objects.leasable(timezone.now() - PATIENCE).count()
    if overdue and not worker_is_alive():
        text = f"{overdue} background tasks have waited for more than five minutes and no worker is running."
        messages.append(Warning(text, hint="Start one with `manage.py run_worker`.", id="core.W101"))
    if aside := OutboxEntry.objects.set_aside().count():
        text = f"{aside} background tasks were set aside after many attempts."
        hint = "See Reports, Background tasks in the admin: the error is shown there, and they can be tried again."
        messages.append(Warning(text, hint=hint, id="core.W102"))
    return messages
