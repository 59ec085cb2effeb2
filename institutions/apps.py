"""Registers institutions and the kinds of what they publish."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from core.enums import Authority
from core.kinds import Kind, register_kinds
from core.links.registry import register_link_source


class InstitutionsConfig(AppConfig):
    name = "institutions"

    def ready(self) -> None:
        from institutions.isolation.closing import close_files
        from institutions.isolation.pages_closing import close_pages

        close_files()  # before the signals, one of which undoes what it looks at, and before the addresses of the admin
        close_pages()
        self._connect()
        self._register()
        self._register_kinds()

    @staticmethod
    def _connect() -> None:
        """What follows when something changes, and what the worker does."""
        from core.outbox import register as register_topic
        from institutions import checks, signals  # noqa: F401
        from institutions.content_checks.standard import register_content_checks
        from institutions.mailing import changes  # noqa: F401
        from institutions.mailing.jobs import register_mailing
        from institutions.mailing.signals import silence_wagtail
        from institutions.provisioning.table_job import TOPIC, make_institutions
        from institutions.record.wiring import connect as connect_record
        from institutions.workflow.wiring import connect as connect_workflow

        connect_record()
        register_topic(TOPIC, make_institutions, batch=1, lease_seconds=600)
        register_content_checks()
        register_mailing()
        silence_wagtail()
        connect_workflow()  # after every policy is registered: it takes publishing from each

    @staticmethod
    def _register() -> None:
        """What core learns of institutions: parameters, what readers see, links, and what may be imported."""
        from core.cache import register_parameters, watch
        from core.importing.targets import register_import_target
        from institutions import directory, models, platforms
        from institutions.links import SOURCES

        register_parameters(*directory.PARAMETERS, *platforms.PARAMETERS)
        watch(models.Contact, models.Office, models.MediaTrack, models.PartnershipAgreement)
        for name, source in SOURCES.items():
            register_link_source(name, source)
        for page_type in (models.ItemPage, models.ProgrammePage, models.ChampionPage, models.PlatformPage):
            register_import_target(page_type)

    @staticmethod
    def _register_kinds() -> None:
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
