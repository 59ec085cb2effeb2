"""Registers institutions and the kinds of what they publish."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.enums import Authority
from core.kinds import Kind, register_kinds
from core.links.registry import register_link_source


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        from core.cache import register_parameters, watch
        from core.importing.targets import register_import_target
        from institutions import checks, directory, platforms, signals  # noqa: F401
        from institutions.links import SOURCES
        from institutions.models import (
            ChampionPage,
            Contact,
            ItemPage,
            MediaTrack,
            Office,
            PartnershipAgreement,
            PlatformPage,
            ProgrammePage,
        )

        register_parameters(*directory.PARAMETERS, *platforms.PARAMETERS)
        watch(Contact, Office, MediaTrack, PartnershipAgreement)
        for name, source in SOURCES.items():
            register_link_source(name, source)
        register_kinds(
            Kind("institution", _("Institution"), _("Institutions"), "building", authority=Authority.OFFICIAL),
            Kind("programme", _("Programme"), _("Programmes"), "action", authority=Authority.OFFICIAL),
            Kind(
                "national_action", _("National action"), _("National actions"), "action", authority=Authority.OFFICIAL
            ),
            Kind("achievement", _("Achievement"), _("Achievements"), "check"),
            Kind("good_practice", _("Good practice"), _("Good practices"), "check"),
            Kind("champion", _("Integrity champion"), _("Integrity champions"), "star"),
            Kind("news", _("News"), _("News"), "voice"),
            Kind("press_release", _("Press release"), _("Press releases"), "voice"),
            Kind("campaign", _("Campaign"), _("Campaigns"), "voice"),
            Kind("success_story", _("Success story"), _("Success stories"), "check"),
            Kind("platform", _("Platform"), _("Platforms"), "globe", authority=Authority.OFFICIAL),
            Kind("guide", _("Guide"), _("Guides"), "guide", authority=Authority.OFFICIAL),
            Kind("easy_read", _("Easy-read summary"), _("Easy-read summaries"), "guide"),
            Kind("faq", _("Question and answer"), _("Questions and answers"), "info"),
            Kind("training", _("Training"), _("Trainings"), "train"),
            Kind("report", _("Report"), _("Reports"), "file", authority=Authority.OFFICIAL),
            Kind("study", _("Study"), _("Studies"), "data", authority=Authority.OFFICIAL),
            Kind("dataset", _("Dataset"), _("Datasets"), "data", authority=Authority.OFFICIAL),
            Kind("video", _("Video"), _("Videos"), "play"),
            Kind("audio", _("Recording"), _("Recordings"), "sound"),
            Kind("infographic", _("Infographic"), _("Infographics"), "picture"),
        )
        for page_type in (ItemPage, ProgrammePage, ChampionPage, PlatformPage):
            register_import_target(page_type)
