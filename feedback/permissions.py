"""Who sees the remarks of readers, and that nobody writes or deletes one in the admin."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import page_permission_policy

ACTIONS = frozenset({"view", "change"})


def sees_every_remark(user: Any) -> bool:
    """May change every page of the portal: administrators and the portal's moderators."""
    return user.is_superuser or any(
        granted.page.depth == 1 and granted.permission.codename == "change_page"
        for granted in page_permission_policy.get_cached_permissions_for_user(user)
    )


class RemarkPermissionPolicy(ModelPermissionPolicy):
    """The permission on the model opens the list; each remark besides asks for its page. Adding is for readers alone."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ACTIONS and super().user_has_permission(user, action)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.instances_user_has_permission_for(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet:
        if not self.user_has_any_permission(user, actions):
            return self.model.objects.none()
        return self.model.objects.visible_to(user)
