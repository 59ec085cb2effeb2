"""Who is told: those who wrote a page, and those who can decide on it."""

from typing import Any

from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, TaskState

from core.models import User
from institutions.models.steps import Absence


def authors_of(page: Page, *, but: Any = None) -> list[User]:
    """Who sent the page for approval last, and who wrote its newest revision, without the person who acts now.

    The owner stands in where nobody is known. Pages that an import made have nobody.
    """
    state = page.workflow_states.order_by("-created_at", "-pk").select_related("requested_by").first()
    revision = page.get_latest_revision()
    found = [state.requested_by if state else None, revision.user if revision else None]
    people = {user.pk: user for user in found if user is not None} or _owner(page)
    return [user for pk, user in people.items() if but is None or pk != but.pk]


def deciders_of(task_state: TaskState) -> list[User]:
    """Members of the groups of the step, and deputies of those absent today, who may act on it; none of its writers."""
    task, thing = task_state.task.specific, task_state.workflow_state.content_object
    if thing is None or not hasattr(task, "groups"):
        return []
    groups = task.groups.values("pk")
    absences = Absence.objects.on(timezone.localdate()).filter(user__groups__in=groups)
    people = User.objects.filter(Q(groups__in=groups) | Q(pk__in=absences.values("deputy")), is_active=True)
    thing = thing.specific if isinstance(thing, Page) else thing
    return [user for user in people.distinct().order_by("pk") if task.get_actions(thing, user)]


def _owner(page: Page) -> dict[int, User]:
    return {page.owner.pk: page.owner} if page.owner else {}
