"""The steps of many things at once, for lists; Wagtail 8.0.1 asks for those of each row."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState, WorkflowState, WorkflowTask


def specific_tasks(tasks: Sequence[Task]) -> list[Any]:
    """The tasks as instances of their own models, in one query for each model."""
    keys: dict[int, set[int]] = {}
    for task in tasks:
        keys.setdefault(task.content_type_id, set()).add(task.pk)
    found: dict[int, Any] = {}
    for content_type, pks in keys.items():
        model: Any = ContentType.objects.get_for_id(content_type).model_class()
        found |= model.objects.in_bulk(pks)
    return [found[task.pk] for task in tasks]


def make_tasks_specific(states: Iterable[TaskState]) -> None:
    """Gives each of these states, which were read with their task, the instance of the task's own model."""
    listed = list(states)
    for state, task in zip(listed, specific_tasks([state.task for state in listed]), strict=True):
        state.task = task


def read_statuses(workflow_states: Sequence[WorkflowState]) -> None:
    """Lets `all_tasks_with_status()` of each answer without a query of its own; two queries for all.

    Its answer is Wagtail's: the steps of the workflow in their order, each with what became of it last, for the newest
    revision alone where the settings ask for that.
    """
    order = WorkflowTask.objects.filter(workflow__in={state.workflow_id for state in workflow_states})
    tasks: dict[int, list[Task]] = {}
    for row in order.select_related("task").order_by("sort_order", "pk"):
        tasks.setdefault(row.workflow_id, []).append(row.task)
    found: dict[int, list[TaskState]] = {}
    taken = TaskState.objects.filter(workflow_state__in=[state.pk for state in workflow_states])
    for taken_state in taken.select_related("revision").order_by("started_at", "pk"):
        found.setdefault(taken_state.workflow_state_id, []).append(taken_state)
    for state in workflow_states:
        answer = _with_status(tasks.get(state.workflow_id, []), _applicable(found.get(state.pk, [])))
        setattr(state, "all_tasks_with_status", lambda answer=answer: answer)  # noqa: B010


def _applicable(states: Sequence[TaskState]) -> list[TaskState]:
    if not states or not settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT:
        return list(states)
    newest = max((state.revision for state in states), key=lambda revision: (revision.created_at, revision.pk))
    return [state for state in states if state.revision_id == newest.pk]


def _with_status(tasks: Sequence[Task], states: Sequence[TaskState]) -> list[Task]:
    last = {state.task_id: state.status for state in states}
    words = dict(TaskState.STATUS_CHOICES)
    answer = []
    for stock in tasks:
        task = Task(pk=stock.pk, name=stock.name, active=stock.active, content_type_id=stock.content_type_id)
        task.status = last.get(stock.pk)
        task.status_display = words.get(task.status, _("Not started"))
        answer.append(task)
    return answer
