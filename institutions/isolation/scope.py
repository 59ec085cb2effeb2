"""What is a person's own, and what they may see besides: asked by every module of this package, decided here alone."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.query import PageQuerySet

from core.files.access import ACTIONS
from core.files.visibility import visible_pages
from core.models import Institution
from institutions.isolation.acting import acting_request

#: What a person may do with pages of their own; one of them is enough to read drafts, history and comments.
ON_OWN_PAGES = ("add", "change", "lock", "unlock")

_RESTRICTED = "all_page_view_restriction_paths"


def serves_portal(user: Any) -> bool:
    """Whether the person works for the portal as a whole: administrators, and groups with a permission on the root."""
    if not user.is_active:
        return False
    if user.is_superuser:
        return True
    granted = page_permission_policy.get_cached_permissions_for_user(user)
    return any(one.page.depth == 1 for one in granted)


def own_pages(user: Any) -> PageQuerySet:
    """Pages that the person may add to, change or lock, drafts included."""
    return page_permission_policy.instances_user_has_any_permission_for(user, ON_OWN_PAGES)


def is_own_page(user: Any, page: Page) -> bool:
    """Whether the page is among `own_pages`, without a query when the person's permissions were read already."""
    return page_permission_policy.user_has_any_permission_for_instance(user, ON_OWN_PAGES, page)


def readable_pages(user: Any) -> PageQuerySet:
    """Pages of the person's own, and those that anybody may read now."""
    if serves_portal(user):
        return Page.objects.all()
    return Page.objects.filter(Q(pk__in=own_pages(user).order_by().values("pk")) | Q(pk__in=_public_keys()))


def own_institutions(user: Any) -> QuerySet[Institution]:
    """Institutions in which the person has a role; every one for those who serve the portal."""
    if serves_portal(user):
        return Institution.objects.all()
    return Institution.objects.filter(suspended_on=None, role_groups__group__user=user).distinct()


def own_files(user: Any, model: type[Model]) -> QuerySet[Any]:
    """Images or documents (`model`) that the person may choose or change."""
    policy: Any = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, ACTIONS)


def _public_keys() -> QuerySet[Any]:
    return visible_pages().order_by().values("pk")


def is_above_own(user: Any, page: Page) -> bool:
    """Whether a page of the person's own lies below this one: without its name they could not find their way there."""
    granted = page_permission_policy.get_cached_permissions_for_user(user)
    return any(one.page.path.startswith(page.path) for one in granted)


def may_open_page(user: Any, page: Page) -> bool:
    """Whether the person may see the page's drafts: it is their own, or waits for their approval."""
    return is_own_page(user, page) or page.permissions_for_user(user).can_edit()


def is_public_page(page: Page) -> bool:
    """Whether anybody may read the page now; one query for all pages that a request asks about."""
    if not page.live or page.expired or (page.expire_at is not None and page.expire_at <= timezone.now()):
        return False
    return not any(page.path.startswith(path) for path in _restricted_paths())


def _restricted_paths() -> Iterable[str]:
    """Paths of the pages under a view restriction, kept with the request where Wagtail's `test_page_is_public` keeps them."""
    paths = PageViewRestriction.objects.values_list("page__path", flat=True)
    request: Any = acting_request()
    if request is None:
        return paths
    if not hasattr(request, _RESTRICTED):
        setattr(request, _RESTRICTED, list(paths))
    return getattr(request, _RESTRICTED)  # type: ignore[no-any-return]
