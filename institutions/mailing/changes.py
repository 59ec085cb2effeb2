"""Tells people that what they may do has changed, in the transaction of the change."""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models.signals import m2m_changed
from django.dispatch import receiver
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from core.models import User
from institutions.isolation.acting import acting_user
from institutions.mailing import send_notice
from institutions.mailing.composing import language_of_reader
from institutions.models.notice import NoticeKind


def tell_access_changed(people: Iterable[User], change: Callable[[], str]) -> None:
    """Tells each of these people; `change` says what changed, in the active language, which is made theirs."""
    event = f"access {timezone.now().isoformat()}"
    for person in people:
        with translation.override(language_of_reader(person)):
            send_notice(NoticeKind.ACCESS_CHANGED, [person], change=change(), event=event)


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="institutions.mail.access_changed")
def groups_changed(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any) -> None:
    """Somebody in the admin put people into groups or took them out; what commands and set-up do is told to nobody."""
    by = acting_user()
    if by is None or action not in ("post_add", "post_remove") or not pk_set:
        return
    people = User.objects.filter(pk__in=pk_set) if reverse else [instance]
    groups = [instance] if reverse else Group.objects.filter(pk__in=pk_set).order_by("name")
    names = ", ".join(str(group.name) for group in groups)
    told = [person for person in people if person.pk != by.pk]
    if action == "post_add":
        tell_access_changed(told, lambda: _("You are now a member of: %(groups)s") % {"groups": names})
    else:
        tell_access_changed(told, lambda: _("You are no longer a member of: %(groups)s") % {"groups": names})
