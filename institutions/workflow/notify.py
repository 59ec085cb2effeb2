"""Tells people by e-mail what the time of a step did; the one place that knows who sends."""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page

from institutions.mailing import send_notice

#: Events of this package, by the kind of notice that is written for them.
KINDS = {"due_soon": "task_reminder", "overdue": "task_overdue", "escalated": "escalated"}


def notify(event: str, users: Iterable[Any], context: dict[str, Any]) -> None:
    """Tells these people of an event; `context` holds `page` (None for what is no page) and the facts of the notice."""
    facts = dict(context)
    page = facts.pop("page", None)
    send_notice(KINDS[event], list(users), page if isinstance(page, Page) else None, **facts)
