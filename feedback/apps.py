"""Registers feedback, the parameters of its public pages, and who may do what with remarks."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from core.cache import register_parameters
        from feedback.models import PageRemark
        from feedback.permissions import RemarkPermissionPolicy
        from institutions.enums import Role
        from institutions.provisioning import register_role_permissions

        # Remarks are not watched: readers never see them, so one that is sent leaves the kept pages as they are.
        register_parameters("page", "at", "about")
        register_permission_policy(PageRemark, RemarkPermissionPolicy(PageRemark))
        for role in (Role.EDITOR, Role.MODERATOR):
            register_role_permissions(role, "feedback.change_pageremark")
