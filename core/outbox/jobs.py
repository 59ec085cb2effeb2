"""Periodic jobs of the portal itself."""

import logging
from collections.abc import Callable
from datetime import timedelta
from functools import partial

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from core.outbox.models import Worker
from core.outbox.registry import HandlerFailed, describe, periodic

logger = logging.getLogger(__name__)


def publish_scheduled() -> None:
    """Publish approved revisions whose time has come and take down expired pages, each in a transaction of its own.

    Wagtail's command does the same without transactions: killed between two statements it forgets a date.
    Raises HandlerFailed when some could not be changed; the others were.
    """
    now = timezone.now()
    expired = Page.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")
    ready = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at")
    changes = [partial(_take_down, pk) for pk in list(expired.values_list("pk", flat=True))]
    changes += [partial(_publish, pk) for pk in list(ready.values_list("pk", flat=True))]
    failed = sum(not _succeeds(change) for change in changes)
    if failed:
        raise HandlerFailed(f"{failed} scheduled pages could not be published or taken down; the log says why.")


def _take_down(pk: int) -> None:
    # Asked again under a lock: a worker whose lease ended may still be at it, and somebody may have changed the date.
    page = Page.objects.select_for_update().filter(pk=pk, live=True, expire_at__lt=timezone.now()).first()
    if page is not None:
        page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(pk: int) -> None:
    ready = Revision.objects.select_for_update().filter(pk=pk, approved_go_live_at__lt=timezone.now())
    if (revision := ready.first()) is not None:
        revision.publish(log_action="wagtail.publish.scheduled")


def _succeeds(change: Callable[[], None]) -> bool:
    try:
        with transaction.atomic():
            change()
    except Exception as error:
        logger.error("A scheduled page could not be changed: %s", describe(error))
        return False
    return True


def prune() -> None:
    """Forget workers that ended without saying so, and sessions that are over."""
    Worker.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)).delete()
    call_command("clearsessions")


def register_jobs() -> None:
    """Register what core itself does at intervals."""
    periodic("publish scheduled pages", 60, publish_scheduled)
    periodic("prune", 3600, prune)
