"""Publishing with its record: who wrote, who approved, when.

Nothing public exists without an approved task state for its live revision (docs/decisions/009-publication-record.md).
Finishing a workflow in the admin writes that record itself; imports and set-up come through here.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision, Task, TaskState, Workflow, WorkflowState

from core.models.user import User

SYSTEM_DOMAIN = "portal.invalid"  # RFC 2606: never a real address


class ApprovalError(ValueError):
    """An approval that the rules forbid; the message says why."""


def system_user(name: str) -> User:
    """The inactive account that stands for the portal itself as an author, e.g. `import`."""
    user, created = get_user_model().objects.get_or_create(
        email=f"{name}@{SYSTEM_DOMAIN}", defaults={"is_active": False, "last_name": name}
    )
    if created:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def publication_workflow() -> tuple[Workflow, Task]:
    """The workflow on the root of the tree and its last task. Raises ApprovalError when `setup_portal` has not run."""
    root = Page.objects.get(depth=1)
    workflow = root.get_workflow()
    task = workflow.tasks.last() if workflow else None
    if workflow is None or task is None:
        raise ApprovalError("No workflow is set on the root page. Run `manage.py setup_portal`, then try again.")
    return workflow, task


def approval_rows(
    *, revisions: Sequence[Revision], workflow: Workflow, task: Task, author: User, approver: User
) -> None:
    """Writes an approved workflow record for each revision, four queries whatever their number.

    Raises ApprovalError when author and approver are the same person.
    """
    if author.pk == approver.pk:
        raise ApprovalError(f"{approver} cannot approve their own work. Name another person.")
    now = timezone.now()
    states = WorkflowState.objects.bulk_create(
        WorkflowState(
            content_type_id=revision.content_type_id,
            base_content_type_id=revision.base_content_type_id,
            object_id=revision.object_id,
            workflow=workflow,
            status=WorkflowState.STATUS_APPROVED,
            requested_by=author,
        )
        for revision in revisions
    )
    task_type = ContentType.objects.get_for_model(TaskState)
    TaskState.objects.bulk_create(
        TaskState(
            workflow_state=state,
            revision=revision,
            task=task,
            status=TaskState.STATUS_APPROVED,
            finished_at=now,
            finished_by=approver,
            content_type=task_type,
        )
        for state, revision in zip(states, revisions, strict=True)
    )
    own_task_state = TaskState.objects.filter(workflow_state=OuterRef("pk")).values("pk")[:1]
    WorkflowState.objects.filter(pk__in=[state.pk for state in states]).update(
        current_task_state=Subquery(own_task_state)
    )


@transaction.atomic
def approve_and_publish(*, page: Page | DraftStateMixin, author: User, approver: User) -> Revision:
    """Publishes the page, or another thing with drafts, as it stands in memory, with its record.

    Raises ApprovalError as `approval_rows` does.
    """
    workflow, task = publication_workflow()
    revision = page.save_revision(user=author, log_action=True)
    approval_rows(revisions=[revision], workflow=workflow, task=task, author=author, approver=approver)
    revision.publish(user=approver, skip_permission_checks=True)
    return revision


def unapproved_live_pages() -> Iterable[str]:
    """One sentence for each live page whose live revision lacks an approval by someone who did not write it."""
    approvals: dict[int, set[int]] = {}
    rows = TaskState.objects.filter(status=TaskState.STATUS_APPROVED).values_list("revision_id", "finished_by_id")
    for revision_id, user_id in rows:
        approvals.setdefault(revision_id, set()).add(user_id)
    pages = Page.objects.filter(live=True, depth__gt=1).order_by("path")
    for page in pages.select_related("live_revision").iterator(chunk_size=500):
        if page.live_revision_id is None:
            yield f"Page {page.pk} '{page.title}' is live without a live revision."
        elif not (approvers := approvals.get(page.live_revision_id, set()) - {None}):
            yield f"Page {page.pk} '{page.title}': nobody approved its live revision {page.live_revision_id}."
        elif not approvers - _writers_of_live_revision(page):
            yield f"Page {page.pk} '{page.title}': revision {page.live_revision_id} was approved only by someone who wrote it."


def writers_of_next_publication(page: Page) -> set[int]:
    """Ids of the users who made a revision since the live one: nobody among them may approve the next."""
    recent = page.revisions.filter(pk__gt=page.live_revision_id or 0)
    return set(recent.exclude(user=None).values_list("user_id", flat=True))


def _writers_of_live_revision(page: Page) -> set[int]:
    """Ids of the users who made a revision after the previously published one, up to the live one."""
    approved = page.revisions.filter(pk__lt=page.live_revision_id, task_states__status=TaskState.STATUS_APPROVED)
    previous = approved.order_by("-pk").values_list("pk", flat=True).first()
    recent = page.revisions.filter(pk__lte=page.live_revision_id, pk__gt=previous or 0)
    return set(recent.exclude(user=None).values_list("user_id", flat=True))
