"""Who may take down, move, reorder and delete pages; and that nobody may publish, superusers included.

Stock Wagtail 8.0.1 lets whoever holds `publish`, and every superuser, publish past any workflow: from the editor, in bulk,
by copying, by its API. It ties taking down, moving, reordering and deleting live pages to the same permission. Here the
answer to `publish` is no for everybody: only the end of a workflow publishes (core.finishing). The rest belongs to those
who moderate a page, which is who may lock it: the moderators of its institution and of the portal. Wagtail's log says
who did it.
"""

from collections.abc import Iterable
from typing import Any

from wagtail.models import Page
from wagtail.models import pages as wagtail_pages
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy, policy_registry

from institutions.isolation.page_policy import BriefPagePolicy

PUBLISH = "publish"
MODERATE = "lock"  # the permission that those who moderate a page hold, and nobody else


def may_unpublish(user: Any, page: Page) -> bool:
    """Whether the person may take the live page down."""
    return bool(page.permissions_for_user(user).can_unpublish())


def may_move(user: Any, page: Page) -> bool:
    """Whether the person may move the page, if there is a place for it."""
    return bool(page.permissions_for_user(user).can_move())


def may_delete(user: Any, page: Page) -> bool:
    """Whether the person may delete the page, with what is below it."""
    return bool(page.permissions_for_user(user).can_delete())


class NobodyPublishes:
    """For any permission policy: nobody, superusers included, may publish."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != PUBLISH and super().user_has_permission(user, action)  # type: ignore[misc]

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        rest = set(actions) - {PUBLISH}
        return bool(rest) and super().user_has_any_permission(user, rest)  # type: ignore[misc]

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return action != PUBLISH and super().user_has_permission_for_instance(user, action, instance)  # type: ignore[misc]

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: Any) -> bool:
        rest = set(actions) - {PUBLISH}
        return bool(rest) and super().user_has_any_permission_for_instance(user, rest, instance)  # type: ignore[misc]

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> Any:
        rest = set(actions) - {PUBLISH}
        found = super().instances_user_has_any_permission_for(user, rest)  # type: ignore[misc]
        return found if rest else found.none()

    def users_with_any_permission(self, actions: Iterable[str], *args: Any, **kwargs: Any) -> Any:
        rest = set(actions) - {PUBLISH}
        found = super().users_with_any_permission(rest, *args, **kwargs)  # type: ignore[misc]
        return found if rest else found.none()

    def users_with_any_permission_for_instance(
        self, actions: Iterable[str], instance: Any, *args: Any, **kwargs: Any
    ) -> Any:
        rest = set(actions) - {PUBLISH}
        found = super().users_with_any_permission_for_instance(rest, instance, *args, **kwargs)  # type: ignore[misc]
        return found if rest else found.none()


class PortalPagePolicy(NobodyPublishes, BriefPagePolicy):
    """Wagtail's for pages, without publishing."""


class PortalModelPolicy(NobodyPublishes, ModelPermissionPolicy):
    """Wagtail's for other things with drafts, without publishing."""


class PortalPagePermissionTester(PagePermissionTester):
    """What a person may do with a page."""

    def can_publish(self) -> bool:
        """Never."""
        return False

    def can_publish_subpage(self) -> bool:
        """Never."""
        return False

    def can_unpublish(self) -> bool:
        """Whoever moderates a live page that is not locked."""
        return bool(self.page.live and not self.page_is_root and self._moderates() and not self.page_locked())

    def can_unschedule(self) -> bool:
        """Whoever moderates the page."""
        return not self.page_is_root and self._moderates()

    def can_set_view_restrictions(self) -> bool:
        """Administrators, as before: a restriction that is lifted shows a page to everybody."""
        return bool(self.user.is_active and self.user.is_superuser and not self.page_is_root)

    def can_reorder_children(self) -> bool:
        """Whoever moderates the page above them."""
        return self._moderates()

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Drafts as Wagtail has it; live pages by whoever moderates, but not a section by its own people."""
        if self.page_is_root or not self.user.is_active:
            return False
        if self.user.is_superuser:
            return True
        above = self._permissions_above()
        if not above:
            return False
        if MODERATE in above and "change" in above:
            return bool(ignore_bulk or self.page.is_leaf())
        if self.page.is_leaf():  # as Wagtail's, which asks the database once for each row of a list
            mine = "change" in self.permissions or ("add" in self.permissions and self.page.owner_id == self.user.pk)
            return bool(mine and not self.page.live)
        return bool(super().can_delete(ignore_bulk))

    def can_move_to(self, destination: Page) -> bool:
        """As Wagtail's; live pages to where the person moderates too."""
        if super().can_move_to(destination):
            return True
        if self.page == destination or destination.is_descendant_of(self.page) or not self.can_move():
            return False
        fits = self.page.is_child_of(destination) or self.page.specific.can_move_to(destination)
        return bool(fits and destination.permissions_for_user(self.user)._moderates())

    def _moderates(self) -> bool:
        return bool(self.user.is_active and (self.user.is_superuser or MODERATE in self.permissions))

    def _permissions_above(self) -> set[str]:
        """What the person holds on pages above this one: the page of an institution is not its people's to remove."""
        return {
            granted.permission.codename.rsplit("_", maxsplit=1)[0]
            for granted in self.permission_policy.get_cached_permissions_for_user(self.user)
            if self.page.path.startswith(granted.page.path) and self.page.path != granted.page.path
        }


def close_publishing() -> None:
    """From `AppConfig.ready()`: puts these answers in the place of Wagtail's, for every type with drafts."""
    from django.apps import apps
    from wagtail.models import DraftStateMixin

    wagtail_pages.PagePermissionTester = PortalPagePermissionTester  # type: ignore[misc]
    # The object itself: Wagtail's modules hold it by name, and ask it rather than the registry.
    page_permission_policy.__class__ = PortalPagePolicy
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            _register(model, PortalModelPolicy(model))


def _register(model: Any, policy: Any) -> None:
    """A policy that another module put there stays, and learns that nobody publishes."""
    present = policy_registry.values_by_class.get(model)
    if present is not None and not isinstance(present, NobodyPublishes):
        present.__class__ = type(f"Portal{type(present).__name__}", (NobodyPublishes, type(present)), {})
        return
    if present is None:
        policy_registry.register(model, policy)
