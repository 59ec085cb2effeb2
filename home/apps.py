"""Registers home and the kind of its pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.kinds import Kind, register_kinds


class HomeConfig(AppConfig):
    name = "home"

    def ready(self) -> None:
        from core.faces import register_topic_views
        from home.regions import region_urls

        register_topic_views(region_urls)
        register_kinds(Kind("page", _("Page"), _("Pages"), is_listed=False))
