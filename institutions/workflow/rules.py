"""Who may decide a step of a workflow; where somebody may not, the sentence that says why."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from core.authorship import Authorship
from core.publishing import writers_of, writers_of_next_publication
from institutions.isolation.acting import acting_user
from institutions.workflow.standing import escalations, standing

_KEPT = "_steps_to_decide"


def open_state(task: Any, obj: Any) -> TaskState | None:
    """The open state of this step for the page, or for another thing with a workflow."""
    states = TaskState.objects.for_instance(obj).filter(task_id=task.pk, status=TaskState.STATUS_IN_PROGRESS)
    return states.select_related("workflow_state", "revision").order_by("-pk").first()


def stands_in(task: Any, obj: Any, user: Any) -> bool:
    """Whether the step is the person's to decide, whatever they wrote."""
    state = open_state(task, obj)
    opened = escalations([state.pk]).get(state.pk, 0) if state else 0
    return standing(user).may_decide(task.pk, opened)


def refusal(task: Any, obj: Any, user: Any, state: TaskState | None = None) -> str:
    """Why the person may decide nothing about this step; empty when they may."""
    state = state or open_state(task, obj)
    opened = escalations([state.pk]).get(state.pk, 0) if state else 0
    if not standing(user).may_decide(task.pk, opened):
        return _("The step “%(step)s” is decided by others: you are not among its people.") % {"step": task.name}
    writers = writers_of_next_publication(obj)
    if state is not None:
        writers |= writers_of(obj, state.revision_id)
    if user.pk in writers:
        return _(
            "You wrote, edited or translated part of “%(title)s”, or of what it was made from, since it was last"
            " published. Somebody else has to decide about it."
        ) % {"title": obj}
    return ""


def approval_refusal(task: Any, obj: Any, user: Any, state: TaskState | None = None) -> str:
    """Why the person, who may decide, may return it but not approve; empty when they may."""
    state = state or open_state(task, obj)
    if state is None:
        return ""
    earlier = TaskState.objects.filter(
        workflow_state=state.workflow_state_id, revision=state.revision_id, status=TaskState.STATUS_APPROVED
    )
    if earlier.exclude(task=state.task_id).filter(finished_by=user.pk).exists():
        return _("You approved an earlier step of “%(title)s”. Each step needs an approval by another person.") % {
            "title": obj
        }
    return ""


def states_to_decide(user: Any) -> dict[int, set[int]]:
    """For each step, the open states that the person may approve; a fixed number of queries for all steps.

    Wagtail asks step by step, so the answer is kept for the request in which the person acts.
    """
    acting = acting_user()
    keep = acting is not None and acting.pk == user.pk
    if keep and hasattr(user, _KEPT):
        return getattr(user, _KEPT)  # type: ignore[no-any-return]
    found = _states_to_decide(user)
    if keep:
        setattr(user, _KEPT, found)
    return found


def _states_to_decide(user: Any) -> dict[int, set[int]]:
    stands = standing(user)
    columns = (
        "pk",
        "task_id",
        "workflow_state_id",
        "revision_id",
        "revision__object_id",
        "revision__base_content_type_id",
    )
    rows = list(TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).order_by().values_list(*columns))
    opened = escalations(row[0] for row in rows) if stands.level else {}
    rows = [row for row in rows if stands.may_decide(row[1], opened.get(row[0], 0))]
    if not rows:
        return {}
    approved = TaskState.objects.filter(
        workflow_state__in={row[2] for row in rows}, status=TaskState.STATUS_APPROVED, finished_by=user.pk
    )
    earlier = set(approved.order_by().values_list("workflow_state_id", "revision_id"))
    page_type = ContentType.objects.get_for_model(Page).pk
    authorship = Authorship({int(row[4]) for row in rows if row[5] == page_type})
    found: dict[int, set[int]] = defaultdict(set)
    for pk, task, workflow_state, revision, object_id, base_type in rows:
        if (workflow_state, revision) in earlier:
            continue
        if base_type == page_type:
            wrote = user.pk in authorship.writers(int(object_id), revision)
        else:
            wrote = user.pk in _writers_of_other(revision)
        if not wrote:
            found[task].add(pk)
    return found


def _writers_of_other(revision: int) -> set[int]:
    """Of the few things that are no pages: one by one."""
    from wagtail.models import Revision

    row = Revision.objects.get(pk=revision)
    return writers_of(row.content_object, revision) if row.content_object else set()
