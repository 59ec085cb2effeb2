"""Suspending an institution: its people are kept out, what it published stays with a notice."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from core.models import Institution
from core.models.user import User
from institutions.models import RoleGroup
from institutions.provisioning.grants import revoke
from institutions.provisioning.provide import institution_provision

SUSPENDED = "institutions.suspend"
RESUMED = "institutions.resume"


@transaction.atomic
def institution_suspend(*, institution: Institution, by: User | None) -> None:
    """Takes every permission from the institution's groups; their members stay. Does nothing when it is suspended."""
    if not _set(institution, suspended=True):
        return
    for row in RoleGroup.objects.filter(institution=institution).select_related("group"):
        revoke(row.group)
    log(instance=institution, action=SUSPENDED, user=by)


@transaction.atomic
def institution_resume(*, institution: Institution, by: User | None) -> None:
    """Gives the institution's groups back what their roles hold. Does nothing when it is not suspended."""
    if not _set(institution, suspended=False):
        return
    institution_provision(institution=institution)
    log(instance=institution, action=RESUMED, user=by)


def _set(institution: Institution, *, suspended: bool) -> bool:
    """Whether the row changed; the instance in memory follows it, and the pages kept for readers are made anew."""
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    changed = locked.is_suspended is not suspended
    if changed:
        locked.suspended_on = timezone.localdate() if suspended else None
        locked.save(update_fields=["suspended_on"])
    institution.suspended_on = locked.suspended_on
    return changed
