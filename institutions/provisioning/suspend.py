"""Suspending an institution: its people are kept out, what it published stays with a notice."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from core.models import Institution
from core.models.user import User
from institutions.mailing.changes import tell_access_changed
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
    tell_access_changed(
        _people_of(institution, by),
        lambda: (
            _("“%(institution)s” is suspended: its people cannot work on the portal until it is resumed.")
            % {"institution": institution.name()}
        ),
    )


@transaction.atomic
def institution_resume(*, institution: Institution, by: User | None) -> None:
    """Gives the institution's groups back what their roles hold. Does nothing when it is not suspended."""
    if not _set(institution, suspended=False):
        return
    institution_provision(institution=institution)
    log(instance=institution, action=RESUMED, user=by)
    tell_access_changed(
        _people_of(institution, by),
        lambda: _("“%(institution)s” works on the portal again.") % {"institution": institution.name()},
    )


def _people_of(institution: Institution, by: User | None) -> QuerySet[User]:
    people = User.objects.filter(groups__institution_role__institution=institution, is_active=True).distinct()
    return people.exclude(pk=by.pk) if by else people


def _set(institution: Institution, *, suspended: bool) -> bool:
    """Whether the row changed; the instance in memory follows it, and the pages kept for readers are made anew."""
    locked = Institution.objects.select_for_update().get(pk=institution.pk)
    changed = locked.is_suspended is not suspended
    if changed:
        locked.suspended_on = timezone.localdate() if suspended else None
        locked.save(update_fields=["suspended_on"])
    institution.suspended_on = locked.suspended_on
    return changed
