"""In which steps a person may decide: as a member of a group, as somebody's deputy, or because it was left to them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import GroupPagePermission, TaskState

from core.models.user import User
from institutions.models.steps import Absence, Level, StepEvent
from institutions.models.workspace import RoleGroup


@dataclass(frozen=True)
class Standing:
    """The steps whose groups a person stands in, and to which level what others leave is open to them."""

    steps: frozenset[int]
    level: Level

    def may_decide(self, task_id: int, escalated: int) -> bool:
        """Whether a step is theirs, given the level to which it was opened."""
        return (
            task_id in self.steps
            or self.level == Level.ADMINISTRATORS
            or (escalated > 0 and self.level >= Level.PORTAL)
        )


def standing(user: Any) -> Standing:
    """Where the person stands now. The people of a suspended institution stand nowhere in it."""
    if not user.is_active:
        return Standing(frozenset(), Level.STEP)
    groups = active_groups().filter(Q(user=user) | Q(pk__in=_deputised(user)))
    groups = groups.annotate(is_portals=Exists(portal_groups().filter(pk=OuterRef("pk"), user=user)))
    rows = set(groups.values_list("is_portals", "publicationapproval"))
    steps = frozenset(step for _is_portals, step in rows if step is not None)
    return Standing(steps, _level(user, any(is_portals for is_portals, _step in rows)))


def active_groups() -> QuerySet[Group]:
    """All groups but those of suspended institutions."""
    return Group.objects.exclude(institution_role__institution__suspended_on__isnull=False)


def portal_groups() -> QuerySet[Group]:
    """The groups that moderate the whole portal: they may lock every page."""
    locks = GroupPagePermission.objects.filter(page__depth=1, permission__codename="lock_page")
    return Group.objects.filter(pk__in=locks.values("group"))


def people_of(level: Level, task: Any) -> QuerySet[User]:
    """The active people who decide a step at this level, absent or not."""
    people = User.objects.filter(is_active=True)
    if level == Level.ADMINISTRATORS:
        return people.filter(is_superuser=True)
    groups = portal_groups() if level == Level.PORTAL else active_groups().filter(pk__in=task.groups.values("pk"))
    return people.filter(groups__in=groups).distinct()


def first_level(task: Any) -> Level:
    """PORTAL for a step of the portal's moderators, else STEP."""
    return Level.PORTAL if task.groups.filter(pk__in=portal_groups()).exists() else Level.STEP


def escalations(states: Iterable[int]) -> dict[int, int]:
    """The level to which each of these open steps was opened, where one was."""
    rows = StepEvent.objects.filter(task_state__in=list(states), kind=StepEvent.Kind.ESCALATED)
    found: dict[int, int] = {}
    for state, level in rows.values_list("task_state_id", "level"):
        found[state] = max(level, found.get(state, 0))
    return found


def opened_steps() -> dict[tuple[int, int, str], int]:
    """The level to which each open step was opened, where one was, by step, base content type and key of the thing."""
    rows = StepEvent.objects.filter(task_state__status=TaskState.STATUS_IN_PROGRESS, kind=StepEvent.Kind.ESCALATED)
    workflow = "task_state__workflow_state"
    columns = ("task_state__task_id", f"{workflow}__base_content_type_id", f"{workflow}__object_id")
    return {tuple(key): level for *key, level in rows.order_by("level").values_list(*columns, "level")}


def _level(user: Any, is_portals: bool) -> Level:
    if user.is_superuser:
        return Level.ADMINISTRATORS
    return Level.PORTAL if is_portals else Level.STEP


def _deputised(user: Any) -> QuerySet[Any]:
    """Groups of absent people whose deputy this is, in institutions where the deputy has a role too."""
    absent = Absence.objects.on(timezone.localdate()).filter(deputy=user, user__is_active=True).values("user")
    mine = RoleGroup.objects.filter(group__user=user).values("institution")
    rows = RoleGroup.objects.filter(Q(institution__suspended_on=None), institution__in=mine, group__user__in=absent)
    return rows.values("group_id")
