"""Tells people what the workflow does, in place of Wagtail's own e-mails.

Wagtail's are sent inside the request to a mail server that may hang, in English where a template is missing, and to people
who can no longer see the page.
"""

from typing import Any

from django.dispatch import receiver
from wagtail.admin import signal_handlers
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page, WorkflowState
from wagtail.signals import (
    page_published,
    page_unpublished,
    task_approved,
    task_rejected,
    task_submitted,
    workflow_approved,
    workflow_cancelled,
)

from institutions.mailing import send_notice
from institutions.mailing.people import authors_of, deciders_of
from institutions.models.notice import NoticeKind


def silence_wagtail() -> None:
    """Wagtail's notifiers take no instance any more; they are connected after this app is ready, so not disconnected."""
    for name in ("task_submission", "workflow_submission", "workflow_approval", "workflow_rejection"):
        getattr(signal_handlers, f"{name}_email_notifier").valid_classes = ()


@receiver(task_submitted, dispatch_uid="institutions.mail.task_submitted")
def task_waits(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """Those who can decide, but not whoever brought it to this step."""
    people = [one for one in deciders_of(instance) if user is None or one.pk != user.pk]
    facts = _about(instance.workflow_state) | {"by": _name(instance.workflow_state.requested_by)}
    send_notice(NoticeKind.SUBMITTED, people, _page(instance.workflow_state), **facts, **_step(instance))


@receiver(task_approved, dispatch_uid="institutions.mail.task_approved")
def step_approved(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """Whoever sent it, while there are more steps; of the last they learn that it is published."""
    state = WorkflowState.objects.get(pk=instance.workflow_state_id)
    if state.status != WorkflowState.STATUS_IN_PROGRESS or state.current_task_state_id in (None, instance.pk):
        return
    facts = _about(state) | {"by": _name(user), "step": instance.task.name, "next": state.current_task_state.task.name}
    send_notice(NoticeKind.APPROVED, _senders(state, user), _page(state), event=f"task {instance.pk}", **facts)


@receiver(task_rejected, dispatch_uid="institutions.mail.task_rejected")
def step_returned(instance: Any, user: Any = None, **_kwargs: Any) -> None:
    """Whoever wrote and sent it, with the reason."""
    state = instance.workflow_state
    facts = _about(state) | {"by": _name(user), "step": instance.task.name, "reason": instance.comment}
    send_notice(NoticeKind.RETURNED, _senders(state, user), _page(state), event=f"task {instance.pk}", **facts)


@receiver(workflow_approved, dispatch_uid="institutions.mail.workflow_approved")
def approved_for_later(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Approved with a time in the future. What is published at once says so itself."""
    page = _page(instance)
    scheduled = page.scheduled_revision if page is not None else None
    if page is not None and scheduled is not None:
        event, at = f"workflow {instance.pk}", scheduled.approved_go_live_at
        send_notice(NoticeKind.SCHEDULED, _senders(instance, user), page, event=event, at=at)
    elif page is None:
        facts = _about(instance) | {"by": _name(user)}
        send_notice(NoticeKind.PUBLISHED, _senders(instance, user), event=f"workflow {instance.pk}", **facts)


@receiver(workflow_cancelled, dispatch_uid="institutions.mail.workflow_cancelled")
def approval_cancelled(instance: WorkflowState, user: Any = None, **_kwargs: Any) -> None:
    """Whoever sent it, when somebody else took it back."""
    facts = _about(instance) | {"by": _name(user)}
    send_notice(
        NoticeKind.CANCELLED, _senders(instance, user), _page(instance), event=f"workflow {instance.pk}", **facts
    )


@receiver(page_published, dispatch_uid="institutions.mail.page_published")
def published(instance: Page, revision: Any, **_kwargs: Any) -> None:
    """Whoever wrote it. Wagtail sends this too for a page whose time is still to come, which is not live then."""
    if instance.live and not instance.alias_of_id:
        send_notice(NoticeKind.PUBLISHED, authors_of(instance), instance, event=f"revision {revision.pk}")


@receiver(page_unpublished, dispatch_uid="institutions.mail.page_unpublished")
def unpublished(instance: Page, **_kwargs: Any) -> None:
    """Whoever wrote it; a service that knows the reason tells it with the same event, `unpublished_event`."""
    send_notice(NoticeKind.UNPUBLISHED, authors_of(instance), instance, event=unpublished_event(instance))


def unpublished_event(page: Page) -> str:
    """The event of taking this page down, the same for everybody who tells of it."""
    return f"{page.pk} {page.last_published_at.isoformat() if page.last_published_at else ''}".strip()


def _page(state: WorkflowState) -> Page | None:
    return state.content_object if isinstance(state.content_object, Page) else None


def _about(state: WorkflowState) -> dict[str, str]:
    """Title and address of what is no page."""
    thing = state.content_object
    if thing is None or isinstance(thing, Page):
        return {}
    return {"title": str(thing), "path": AdminURLFinder().get_edit_url(thing) or ""}


def _step(task_state: Any) -> dict[str, str]:
    return {"step": task_state.task.name, "task_state": str(task_state.pk), "event": f"task {task_state.pk}"}


def _senders(state: WorkflowState, user: Any) -> list[Any]:
    page = _page(state)
    people = authors_of(page, but=user) if page is not None else []
    sender = state.requested_by
    if sender is not None and (user is None or sender.pk != user.pk) and sender not in people:
        people.append(sender)
    return people


def _name(user: Any) -> str:
    return user.get_full_name() if user is not None else ""
