"""Registers feedback, the parameters of its public pages, and who may do what with remarks."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "feedback"

    def ready(self) -> None:
        from wagtail.permissions import register_permission_policy

        from core.cache import register_parameters
        from feedback.models import PageRemark
        from feedback.permissions import RemarkPermissionPolicy

        # Remarks are not watched: readers never see them, so one that is sent leaves the kept pages as they are.
        register_parameters("page", "at", "about")
        register_permission_policy(PageRemark, RemarkPermissionPolicy(PageRemark))
