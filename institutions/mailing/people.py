"""Who is told: those who wrote a page, and those who can decide on it."""

from typing import Any

from wagtail.models import Page, TaskState

from core.models import User


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
    """Members of the groups of the step who may act on it; nobody who wrote what they would approve."""
    task, thing = task_state.task.specific, task_state.workflow_state.content_object
    if thing is None or not hasattr(task, "groups"):
        return []
    members = User.objects.filter(is_active=True, groups__in=task.groups.all()).distinct().order_by("pk")
    thing = thing.specific if isinstance(thing, Page) else thing
    return [user for user in members if task.get_actions(thing, user)]


def _owner(page: Page) -> dict[int, User]:
    return {page.owner.pk: page.owner} if page.owner else {}
