"""Registers institutions and the kinds of what they publish."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.kinds import Kind, register_kinds


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        register_kinds(
            Kind("institution", _("Institution"), _("Institutions")),
            Kind("programme", _("Programme"), _("Programmes")),
            Kind("news", _("News"), _("News")),
            Kind("guide", _("Guide"), _("Guides")),
            Kind("training", _("Training"), _("Trainings")),
            Kind("report", _("Report"), _("Reports")),
            Kind("study", _("Study"), _("Studies")),
            Kind("good_practice", _("Good practice"), _("Good practices")),
        )
