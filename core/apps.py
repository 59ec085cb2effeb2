"""Registers core with Django."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "core"
    verbose_name = "Portal"

    def ready(self) -> None:
        from core import checks, signals  # noqa: F401
        from core.cache.signals import connect as connect_page_cache
        from core.links.job import register_job as register_link_job
        from core.outbox import checks as outbox_checks  # noqa: F401
        from core.outbox.jobs import register_jobs
        from core.searchable import register_source
        from core.searchable import signals as search_signals  # noqa: F401
        from core.searchable.pages import PageSource

        register_jobs()
        register_link_job()
        connect_page_cache()
        register_source(PageSource())
