"""What is sent at intervals: e-mails that were collected, and word of pages that will soon be taken down."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from core.outbox import enqueue, periodic, register
from institutions.mailing import send_notice
from institutions.mailing.delivery import BATCH, LEASE_SECONDS, deliver
from institutions.mailing.people import authors_of
from institutions.mailing.writing import TOPIC
from institutions.models.notice import Notice, NoticeKind, NoticeState

EXPIRY_WARNING = timedelta(days=7)
KEPT = timedelta(days=400)


def send_collected() -> None:
    """One e-mail to each person for whom something was collected and whose morning has come."""
    due = Notice.objects.filter(state=NoticeState.WAITING, is_collected=True, due_at__lte=timezone.now())
    people = due.order_by("user_id").values_list("user_id", flat=True).distinct()
    with transaction.atomic():
        enqueue(TOPIC, [f"digest:{pk}" for pk in people])


def warn_of_expiry() -> None:
    """Tells the authors of each page that is taken down within a week, once for each time that was set."""
    now = timezone.now()
    soon = Page.objects.filter(live=True, expire_at__gt=now, expire_at__lte=now + EXPIRY_WARNING)
    for page in soon.order_by("pk").iterator():
        event = f"{page.pk} {page.expire_at.isoformat()}"
        send_notice(NoticeKind.EXPIRING, authors_of(page), page, at=page.expire_at, event=event)


def forget_old() -> None:
    """Deletes notices that were settled more than a year ago."""
    Notice.objects.filter(settled_at__lt=timezone.now() - KEPT).delete()


def register_mailing() -> None:
    """Makes the worker send e-mail."""
    register(TOPIC, deliver, batch=BATCH, lease_seconds=LEASE_SECONDS)
    periodic("send collected e-mail", 300, send_collected)
    periodic("warn of pages that expire", 6 * 3600, warn_of_expiry)
    periodic("forget old notices", 24 * 3600, forget_old)
