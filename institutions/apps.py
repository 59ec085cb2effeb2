"""Registers institutions and the kinds of what they publish."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.kinds import Kind, register_kinds


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        from core.cache import register_parameters, watch
        from institutions.directory import PARAMETERS
        from institutions.models import Contact

        register_parameters(*PARAMETERS)
        watch(Contact)
        register_kinds(
            Kind("institution", _("Institution"), _("Institutions"), "building"),
            Kind("programme", _("Programme"), _("Programmes"), "action"),
            Kind("news", _("News"), _("News"), "voice"),
            Kind("guide", _("Guide"), _("Guides"), "guide"),
            Kind("training", _("Training"), _("Trainings"), "train"),
            Kind("report", _("Report"), _("Reports"), "file"),
            Kind("study", _("Study"), _("Studies"), "data"),
            Kind("good_practice", _("Good practice"), _("Good practices"), "check"),
        )
