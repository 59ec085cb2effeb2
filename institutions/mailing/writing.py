"""Writes notices: who is told, when, and that the worker has something to send."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from core.outbox import enqueue
from institutions.mailing.calendar import next_morning, next_week
from institutions.mailing.kinds import HIDDEN, SHOWN
from institutions.models.notice import (
    ALWAYS_KINDS,
    WAITING_KINDS,
    Notice,
    NoticeKind,
    NoticePreference,
    NoticeState,
    Rhythm,
)

TOPIC = "mail"


@transaction.atomic
def write_notices(kind: str, users: Iterable[Any], page: Page | None, facts: Mapping[str, str | date]) -> None:
    """See `institutions.mailing.send_notice`."""
    what = NoticeKind(kind)
    if unknown := set(facts) - set(SHOWN) - HIDDEN:
        raise ValueError(
            f"No e-mail shows {', '.join(sorted(unknown))}. Known: {', '.join([*SHOWN, *sorted(HIDDEN)])}."
        )
    told = {user.pk: user for user in users if user is not None and user.is_active and user.email}
    preferences = {row.user_id: row for row in NoticePreference.objects.filter(user__in=list(told))}
    event = str(facts.get("event", ""))
    kept = {name: stored(value) for name, value in facts.items() if name != "event" and value not in ("", None)}
    at_once = []
    for pk in told:
        notice = _write(pk, what, page, event, kept, preferences.get(pk) or NoticePreference())
        if notice is not None and not notice.is_collected:
            at_once.append(f"notice:{notice.pk}")
    if at_once:
        enqueue(TOPIC, at_once)


def stored(value: Any) -> str:
    """A fact as JSON keeps it: days and moments in ISO 8601, anything else as text."""
    return value.isoformat() if isinstance(value, date | datetime) else str(value)


def _write(
    user_id: int, kind: NoticeKind, page: Page | None, event: str, facts: dict[str, str], preference: NoticePreference
) -> Notice | None:
    """The notice that is to be sent at some time; None when the person wants none, or was told of this event before."""
    due_at = _due(kind, preference)
    if due_at is None:
        return None
    collected = due_at > timezone.now()
    values = {
        "page_id": page.pk if page else None,
        "facts": facts,
        "due_at": due_at,
        "is_collected": collected,
    }
    if not event:
        return Notice.objects.create(user_id=user_id, kind=kind, **values)
    notice, created = Notice.objects.get_or_create(user_id=user_id, kind=kind, event=event, defaults=values)
    if not created and notice.state == NoticeState.WAITING and facts.items() - notice.facts.items():
        # Told twice, the second time with more: a reason that is known only after the signal of the event.
        notice.facts |= facts
        notice.save(update_fields=["facts"])
    return notice if created else None


def _due(kind: NoticeKind, preference: NoticePreference) -> datetime | None:
    """When the e-mail leaves, or None for never."""
    now = timezone.now()
    if kind in ALWAYS_KINDS:
        return now
    if kind in preference.kinds_off:
        return None
    if preference.rhythm == Rhythm.DAILY:
        return next_morning(now)
    if preference.rhythm == Rhythm.WEEKLY:
        return next_week(now)
    return now if preference.rhythm == Rhythm.AT_ONCE or kind in WAITING_KINDS else None
