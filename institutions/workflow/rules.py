"""Who may decide a step of a workflow; where somebody may not, the sentence that says why."""

from collections import defaultdict
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from core.authorship import Authorship
from core.publishing import writers_of, writers_of_next_publication
from institutions.isolation.acting import once_while_reading
from institutions.models.steps import Level
from institutions.workflow.standing import Standing, escalations, opened_steps, standing


def open_state(task: Any, obj: Any) -> TaskState | None:
    """The open state of this step for the page, or for another thing with a workflow."""
    states = TaskState.objects.for_instance(obj).filter(task_id=task.pk, status=TaskState.STATUS_IN_PROGRESS)
    return states.select_related("workflow_state", "revision").order_by("-pk").first()


def decides(user: Any) -> bool:
    """Whether there are steps that are the person's to decide."""
    stands = _standing(user)
    return bool(stands.steps) or stands.level > Level.STEP


def stands_in(task: Any, obj: Any, user: Any) -> bool:
    """Whether the step is the person's to decide, whatever they wrote. Lists ask it of each of their rows."""
    stands = _standing(user)
    if stands.level != Level.PORTAL or task.pk in stands.steps:
        return stands.may_decide(task.pk, 0)
    opened = once_while_reading("opened steps", user, opened_steps)
    return stands.may_decide(task.pk, opened.get((task.pk, obj.get_base_content_type().pk, str(obj.pk)), 0))


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
    """For each step, the open states that the person may approve; a fixed number of queries for all steps."""
    return once_while_reading("states to decide", user, lambda: _states_to_decide(user))


def _states_to_decide(user: Any) -> dict[int, set[int]]:
    stands = _standing(user)
    earlier = TaskState.objects.filter(
        workflow_state=OuterRef("workflow_state"),
        revision=OuterRef("revision"),
        status=TaskState.STATUS_APPROVED,
        finished_by=user.pk,
    )
    columns = ("pk", "task_id", "revision_id", "revision__object_id", "revision__base_content_type_id")
    waiting = TaskState.objects.filter(~Exists(earlier), status=TaskState.STATUS_IN_PROGRESS)
    rows = list(waiting.order_by().values_list(*columns))
    opened = escalations(row[0] for row in rows) if stands.level == Level.PORTAL else {}
    rows = [row for row in rows if stands.may_decide(row[1], opened.get(row[0], 0))]
    if not rows:
        return {}
    page_type = ContentType.objects.get_for_model(Page).pk
    authorship = Authorship({int(row[3]) for row in rows if row[4] == page_type})
    found: dict[int, set[int]] = defaultdict(set)
    for pk, task, revision, object_id, base_type in rows:
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


def _standing(user: Any) -> Standing:
    return once_while_reading("standing", user, lambda: standing(user))
