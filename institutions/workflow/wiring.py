"""Connects the way to publication; called when the app is ready."""

from typing import Any


def connect() -> None:
    """Closes what would pass by it, looks after steps that wait, and grants absences to moderators."""
    from django.db.models.signals import post_save
    from wagtail.admin.panels import PublishingPanel
    from wagtail.permissions import register_permission_policy

    from core.admin_menu import count_waiting_with
    from institutions.enums import Role
    from institutions.models import Absence
    from institutions.provisioning.grants import register_role_permissions
    from institutions.workflow.absences import AbsencePolicy
    from institutions.workflow.closing import close_ways_past
    from institutions.workflow.deadlines import register_deadlines
    from institutions.workflow.rules import states_to_decide

    # Wagtail's says that only those who hold `publish` make the times effective.
    setattr(PublishingPanel.BoundPanel, "template_name", "institutions/workflow/schedule_panel.html")  # noqa: B010
    register_permission_policy(Absence, AbsencePolicy(Absence))
    close_ways_past()
    count_waiting_with(lambda user: sum(map(len, states_to_decide(user).values())))
    register_deadlines()
    names = [f"institutions.{verb}_absence" for verb in ("view", "add", "change", "delete")]
    register_role_permissions(Role.MODERATOR, *names)
    post_save.connect(people_left, sender=Absence, dispatch_uid="institutions.people_left")


def people_left(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    """Somebody is absent: steps that nobody else can decide are opened to the next level at once."""
    from django.db import transaction
    from wagtail.models import TaskState

    from institutions.workflow.deadlines import look_after

    if raw:
        return
    theirs = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__in=_steps_of(instance.user_id),
    )
    pks = list(theirs.values_list("pk", flat=True))
    transaction.on_commit(lambda: look_after(pks), robust=True)


def _steps_of(user_id: int) -> Any:
    from institutions.tasks import PublicationApproval

    return PublicationApproval.objects.filter(groups__user=user_id).values("pk")
