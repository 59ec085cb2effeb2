"""Registers themes and the kinds of its pages."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.kinds import Kind, register_kinds


class ThemesConfig(AppConfig):
    name = "themes"

    def ready(self) -> None:
        from core.faces import register_topic_faces
        from themes.models import SectorPage, ThemePage

        register_topic_faces(ThemePage, SectorPage)
        register_kinds(
            Kind("theme", _("Theme"), _("Themes"), is_listed=False),
            Kind("sector", _("Sector"), _("Sectors"), is_listed=False),
        )
