"""Publishing with its record: who wrote, who approved, when.

Nothing public exists without an approved task state for its live revision (docs/decisions/009-publication-record.md).
Finishing a workflow in the admin writes that record itself; imports and set-up come through here.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from wagtail.log_actions import registry as log_actions
from wagtail.models import DraftStateMixin, Page, Revision, Task, TaskState, Workflow, WorkflowState

from core.authorship import PUBLISHED, Authorship
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
    if approver.pk != author.pk and approver.pk in writers_of(page, revision.pk):
        raise ApprovalError(f"{approver} wrote part of '{page}' and cannot approve it. Name another person.")
    approval_rows(revisions=[revision], workflow=workflow, task=task, author=author, approver=approver)
    revision.publish(user=approver, skip_permission_checks=True)
    return revision


def unapproved_live_pages() -> Iterable[str]:
    """One sentence for each live page whose record does not prove who approved it, and that they did not write it."""
    authorship = Authorship(everything=True)
    approvals = _approvals()
    pages = Page.objects.filter(live=True, depth__gt=1).order_by("path")
    for pk, title, revision in pages.values_list("pk", "title", "live_revision_id").iterator(chunk_size=500):
        if revision is None:
            yield f"Page {pk} '{title}' is live without a live revision."
        elif fault := record_fault(approvals.get(revision, []), partial(authorship.writers, pk, revision)):
            yield f"Page {pk} '{title}': {fault.format(revision=revision)}"


#: For each approval of a revision: the workflow's state it belongs to, the step, who approved.
Approvals = list[tuple[int, int, int | None]]


def record_fault(approvals: Approvals, writers: Callable[[], set[int]]) -> str:
    """What is wrong with these approvals, as a sentence with a place for the revision; empty when they are a proof."""
    people = [user for _state, _task, user in approvals if user is not None]
    if not people:
        return "nobody approved its live revision {revision}."
    wrote = writers() & set(people)
    if wrote == set(people):
        return "revision {revision} was approved only by someone who wrote it."
    if wrote:
        return "revision {revision} was approved also by someone who wrote it."
    steps = {(state, task): user for state, task, user in approvals if user is not None}
    by_state = [(state, user) for (state, _task), user in steps.items()]
    if len(set(by_state)) < len(by_state):
        return "two steps of the approval of revision {revision} were decided by one person."
    return ""


def approvals_of(revision: int) -> Approvals:
    """The approvals of a revision in workflows that were gone through to their end."""
    return _approvals(revision).get(revision, [])


def _approvals(revision: int | None = None) -> dict[int, Approvals]:
    found: dict[int, Approvals] = {}
    states = TaskState.objects.filter(
        status=TaskState.STATUS_APPROVED, workflow_state__status=WorkflowState.STATUS_APPROVED
    )
    if revision is not None:
        states = states.filter(revision=revision)
    for pk, *rest in states.order_by("pk").values_list("revision_id", "workflow_state_id", "task_id", "finished_by_id"):
        found.setdefault(pk, []).append((rest[0], rest[1], rest[2]))
    return found


def writers_of_next_publication(page: Any) -> set[int]:
    """Ids of the users whose words the latest revision would publish: nobody among them may approve it.

    Also those who wrote or translated what it was translated, copied or restored from (core.authorship).
    """
    latest = page.revisions.order_by("-pk").values_list("pk", flat=True).first()
    return set() if latest is None else writers_of(page, latest)


def writers_of(page: Any, revision: int) -> set[int]:
    """As `writers_of_next_publication`, for one revision of a page or of another thing with drafts."""
    if isinstance(page, Page):
        return Authorship([page.pk]).writers(page.pk, revision)
    published = log_actions.get_logs_for_instance(page).filter(action__in=PUBLISHED, revision_id__lt=revision)
    previous = published.order_by("-revision_id").values_list("revision_id", flat=True).first()
    recent = page.revisions.filter(pk__lte=revision, pk__gt=previous or 0)
    return set(recent.exclude(user=None).values_list("user_id", flat=True))
