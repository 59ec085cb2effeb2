"""The one place from which people are told by e-mail what happened to what they look after."""

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from core.models import ContentPage, User
from institutions.enums import Role
from institutions.record.permissions import may_work_on

REVIEW_DUE, UNPUBLISHED, PREVIEW_MADE = "review_due", "unpublished", "preview_made"


def tell(kind: str, page: Page, *, by: User | None = None, **facts: Any) -> None:
    """Tells the people of the page, besides the one who did it; in the transaction of what happened."""
    from institutions.mailing import send_notice

    people = people_of(page)
    if by is not None:
        people = people.exclude(pk=by.pk)
        facts["by"] = str(by)
    if found := list(people):
        send_notice(kind, found, page, **facts)


def tell_unpublished(page: Page, *, by: User | None, reason: str, is_live: bool) -> None:
    """Adds the reason to what the mail says of pages that were taken down, or tells of a withdrawal, which is no such thing."""
    from institutions.mailing.signals import unpublished_event

    event = unpublished_event(page)
    tell(UNPUBLISHED, page, by=by, reason=reason, event=f"{event} withdrawn" if is_live else event)


def people_of(page: Page) -> QuerySet[User]:
    """Who looks after the page: its owner while they may work on it, and the editors of its institution.

    Of a page of the portal itself: everybody whose groups may edit it there.
    """
    users = User.objects.filter(is_active=True)
    institution_id = page.institution_id if isinstance(page, ContentPage) else None
    if institution_id:
        editors = Q(groups__institution_role__institution=institution_id, groups__institution_role__role=Role.EDITOR)
    else:
        allowed = page_permission_policy.users_with_permission_for_instance("change", page)
        editors = Q(pk__in=allowed.filter(is_superuser=False).values("pk"))
    keys = set(users.filter(editors).values_list("pk", flat=True))
    owner = page.owner
    if owner is not None and owner.is_active and may_work_on(owner, page):
        keys.add(owner.pk)
    return users.filter(pk__in=keys).order_by("pk")
