"""Registers the search: what its addresses ask, what the worker does for it, what the page cache has to follow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.cache import register_parameters, watch
        from core.outbox import periodic, register
        from core.searchable import TOPIC
        from search.indexing.handler import BATCH, LEASE_SECONDS, write_changes
        from search.indexing.jobs import EVERY_SECONDS, keep_index
        from search.models import Promotion, ProtectedWord, StopWord, SynonymSet

        register_parameters("q", "page")
        register(TOPIC, write_changes, batch=BATCH, lease_seconds=LEASE_SECONDS)
        periodic("keep the search index", EVERY_SECONDS, keep_index)
        watch(SynonymSet, Promotion, ProtectedWord, StopWord)
