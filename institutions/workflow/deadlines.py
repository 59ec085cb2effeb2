"""What happens to a step that waits: reminders, then the next level; at once when nobody can decide it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page, TaskState, WorkflowState

from core.publishing import writers_of, writers_of_next_publication
from institutions.models.steps import Absence, Level, StepEvent
from institutions.workflow.calendar import add_working_days, due_on
from institutions.workflow.notify import notify
from institutions.workflow.standing import first_level, people_of

Kind, Reason = StepEvent.Kind, StepEvent.Reason
HOURLY = 3600


def register_deadlines() -> None:
    """From `AppConfig.ready()`."""
    from core.outbox import periodic

    periodic("look after steps that wait", HOURLY, look_after_all)


def look_after_all(today: date | None = None) -> None:
    """Reminds and escalates wherever it is time, each step in a transaction of its own; safe to repeat."""
    waiting = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS, workflow_state__status=WorkflowState.STATUS_IN_PROGRESS
    )
    look_after(waiting.order_by("pk").values_list("pk", flat=True), today)


def look_after(states: Iterable[int], today: date | None = None) -> None:
    """As `look_after_all`, for these states."""
    today = today or timezone.localdate()
    for pk in list(states):
        with transaction.atomic():
            state = TaskState.objects.select_for_update().filter(pk=pk, status=TaskState.STATUS_IN_PROGRESS).first()
            task = state.task.specific if state else None
            if state is not None and hasattr(task, "days") and state.revision.content_object is not None:
                _look_after(state, task, today)


def due_day(state: TaskState) -> date:
    """The last day in time for whoever decides now: counted anew for each level it was opened to."""
    task = state.task.specific
    return due_on(_begun(state), getattr(task, "days", 3))


def level_of(state: TaskState, task: Any) -> Level:
    """Who decides now: the people of the step, or a level to which it was opened."""
    last = _last_escalation(state)
    return Level(last.level) if last else first_level(task)


def _begun(state: TaskState) -> Any:
    last = _last_escalation(state)
    return last.happened_at if last else state.started_at


def _last_escalation(state: TaskState) -> StepEvent | None:
    opened = [event for event in state.step_events.all() if event.kind == Kind.ESCALATED]
    return max(opened, key=lambda event: event.level, default=None)


def _look_after(state: TaskState, task: Any, today: date) -> None:
    level = level_of(state, task)
    while level < Level.ADMINISTRATORS and (reason := _nobody_can(state, task, level, today)):
        level = _escalate(state, task, level, reason)
    due = due_on(_begun(state), task.days)
    if today > add_working_days(due, 1) and level < Level.ADMINISTRATORS:
        _escalate(state, task, level, Reason.OVERDUE)
    elif today > due:
        _remind(state, task, level, Kind.OVERDUE, due)
    elif today >= add_working_days(due, -1) and due > add_working_days(due, -1):
        _remind(state, task, level, Kind.DUE_SOON, due)


def _nobody_can(state: TaskState, task: Any, level: Level, today: date) -> str:
    """Why nobody at this level can decide in time; empty when somebody can."""
    able = _able(state, task, level)
    if not able:
        return str(Reason.NOBODY)
    until = max(due_on(_begun(state), task.days), today)
    absences = Absence.objects.filter(first_day__lte=today, last_day__gte=until)
    away = {row.user_id: row.deputy_id for row in absences.filter(user__in=able)}
    barred = _barred(state)
    stand_ins = {deputy for deputy in away.values() if deputy is not None and deputy not in barred}
    if able - away.keys() or (level == Level.STEP and _present(stand_ins, today, until)):
        return ""
    return str(Reason.ABSENT)


def _present(people: set[int], today: date, until: date) -> set[int]:
    absent = Absence.objects.filter(user__in=people, first_day__lte=today, last_day__gte=until)
    return people - set(absent.values_list("user_id", flat=True))


def _able(state: TaskState, task: Any, level: Level) -> set[int]:
    return set(people_of(level, task).values_list("pk", flat=True)) - _barred(state)


def _barred(state: TaskState) -> set[int | None]:
    """Who wrote it, and who decided an earlier step."""
    obj = state.revision.content_object
    earlier = TaskState.objects.filter(
        workflow_state=state.workflow_state_id, revision=state.revision_id, status=TaskState.STATUS_APPROVED
    )
    wrote = writers_of_next_publication(obj) | writers_of(obj, state.revision_id)
    return wrote | set(earlier.exclude(task=state.task_id).values_list("finished_by_id", flat=True))


def _escalate(state: TaskState, task: Any, level: Level, reason: str) -> Level:
    """Opens the step to the next level, writes that down, and tells its people."""
    above = Level(level + 1)
    if _write(state, Kind.ESCALATED, above, reason):
        due = due_on(timezone.now(), task.days)
        _tell("escalated", state, task, above, f"escalated {state.pk} {above}", due, str(Reason(reason).label))
    return above


def _remind(state: TaskState, task: Any, level: Level, kind: str, due: date) -> None:
    if _write(state, kind, level, ""):
        _tell(str(kind), state, task, level, f"{kind} {state.pk} {level}", due, "")


def _write(state: TaskState, kind: str, level: Level, reason: str) -> bool:
    try:
        with transaction.atomic():
            StepEvent.objects.create(task_state=state, kind=kind, level=level, reason=reason)
    except IntegrityError:
        return False
    return True


def _tell(kind: str, state: TaskState, task: Any, level: Level, event: str, due: date, reason: str) -> None:
    """Those of the level who may decide and are here."""
    today = timezone.localdate()
    able = _present(_able(state, task, level), today, today + timedelta(days=1))
    users = people_of(level, task).filter(pk__in=able).order_by("pk")
    obj = state.revision.content_object
    facts = {"step": task.name, "task_state": str(state.pk), "event": event, "due_on": due}
    if reason:
        facts["reason"] = reason
    if not isinstance(obj, Page):
        facts["title"] = str(obj)
    notify(kind, users, {"page": obj, **facts})
