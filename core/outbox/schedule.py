"""Periodic jobs: a row each, claimed by one worker at a time."""

import logging
import threading
import uuid
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from core.outbox.models import PeriodicJob
from core.outbox.registry import Job, describe, jobs

logger = logging.getLogger(__name__)

POLL_SECONDS = 10.0
LEASE = timedelta(seconds=60)  # renewed with each sign of life while the job runs
LONGEST = timedelta(hours=1)  # a job that hangs longer is given to another worker

_running: dict[uuid.UUID, object] = {}


def run_due(stopping: threading.Event) -> None:
    """Run each job that is due and that no other worker holds."""
    now = timezone.now()
    rows = dict(PeriodicJob.objects.filter(name__in=list(jobs)).values_list("name", "due_at"))
    if missing := [PeriodicJob(name=name, due_at=now) for name in jobs if name not in rows]:
        PeriodicJob.objects.bulk_create(missing, ignore_conflicts=True)
    for job in list(jobs.values()):
        if stopping.is_set():
            return
        if rows.get(job.name, now) <= now and (token := _claim(job)):
            _run(job, token)


def renew() -> None:
    """Keep what this process is running."""
    now = timezone.now()
    if _running:
        held = PeriodicJob.objects.filter(lease_token__in=list(_running), due_at__gt=now - LONGEST)
        held.update(lease_until=now + LEASE)


def _claim(job: Job) -> uuid.UUID | None:
    """A token when the job is due and free. The condition and the change are one statement, so one worker gets it."""
    now, token = timezone.now(), uuid.uuid4()
    free = Q(lease_until__isnull=True) | Q(lease_until__lte=now)
    mine = PeriodicJob.objects.filter(free, name=job.name, due_at__lte=now)
    return token if mine.update(lease_token=token, lease_until=now + LEASE, due_at=now) else None


def _run(job: Job, token: uuid.UUID) -> None:
    _running[token] = job
    error = ""
    started = timezone.now()
    try:
        job.function()
    except Exception as fault:
        error = describe(fault)
        logger.error("The periodic job %s failed: %s It runs again in %d s.", job.name, error, job.every_seconds)
    finally:
        del _running[token]
    PeriodicJob.objects.filter(name=job.name, lease_token=token).update(
        due_at=max(started + timedelta(seconds=job.every_seconds), timezone.now()),
        lease_token=None,
        lease_until=None,
        finished_at=timezone.now(),
        error=error,
    )
