"""Registers the search: what its addresses ask, what the worker does for it, what the page cache has to follow."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from core.cache import register_parameters, watch
        from core.demo import register_demo_step
        from core.outbox import periodic, register
        from core.searchable import TOPIC
        from core.similar import register_similar
        from search import checks  # noqa: F401
        from search.demo import load_demo_synonyms
        from search.indexing import jobs
        from search.indexing.handler import BATCH, LEASE_SECONDS, write_changes
        from search.log.jobs import EVERY_SECONDS as FORGET_EVERY_SECONDS
        from search.log.jobs import forget_rare_queries
        from search.models import Promotion, ProtectedWord, StopWord, SynonymSet
        from search.params import PARAMETERS
        from search.similar import similar_pages

        register_parameters(*PARAMETERS, "form")
        register_similar(similar_pages)
        register(TOPIC, write_changes, batch=BATCH, lease_seconds=LEASE_SECONDS)
        register(jobs.BUILD_TOPIC, jobs.build_requested, batch=1, lease_seconds=3600)
        periodic("keep the search index", jobs.EVERY_SECONDS, jobs.keep_index)
        periodic("count the words of the index", jobs.COUNT_EVERY_SECONDS, jobs.count_words)
        periodic("forget rare queries", FORGET_EVERY_SECONDS, forget_rare_queries)
        register_demo_step("synonyms", load_demo_synonyms)
        watch(SynonymSet, Promotion, ProtectedWord, StopWord)
