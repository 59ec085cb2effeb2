"""Answers anonymous readers from the page cache, before any other middleware works."""

import threading
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.models import Site

from core.cache.entry import entry_from
from core.cache.rules import Key, Variant, is_public, language_prefixes, may_keep, variant_of
from core.cache.stores import current_store

LONGEST_WAIT = 5.0  # seconds that a second reader waits for the page the first is having made
MOST_REFUSED = 1000


class PageCacheMiddleware:
    """First in MIDDLEWARE: a hit costs a lookup. Not used in development, where templates change under the pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        store = None if settings.DEBUG else current_store()
        if store is None:
            raise MiddlewareNotUsed
        self.store = store
        self.get_response = get_response
        self.prefixes = language_prefixes()
        self.being_made: dict[Key, threading.Event] = {}
        self.refused: dict[Key, None] = {}
        self.lock = threading.Lock()
        self.seen: object | None = None

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not is_public(request, self.prefixes):
            return self.get_response(request)
        variant = variant_of(request)
        generation = self.store.generation() if variant else None
        if variant is None or generation is None:
            return self.get_response(request)
        entry = self.store.get(variant, generation)
        if entry is not None:
            return entry.answer(request)
        if request.method == "HEAD" or variant.key in self.refused:
            return self._make(request, variant, generation)
        return self._make_once(request, variant, generation)

    def _make_once(self, request: HttpRequest, variant: Variant, generation: object) -> HttpResponseBase:
        """Make the page, or wait while another thread makes it."""
        mine = threading.Event()
        event = self.being_made.setdefault(variant.key, mine)
        if event is not mine:
            event.wait(LONGEST_WAIT)
            entry = self.store.get(variant, generation)
            return entry.answer(request) if entry else self._make(request, variant, generation)
        try:
            return self._make(request, variant, generation)
        finally:
            self.being_made.pop(variant.key, None)
            mine.set()

    def _make(self, request: HttpRequest, variant: Variant, generation: object) -> HttpResponseBase:
        # The generation was read before the page is made: a change meanwhile makes the entry old before it is kept.
        if generation != self.seen:
            self.seen = generation
            Site.clear_site_root_paths_cache()  # kept by each process for an hour, whoever moved a root
        response = self.get_response(request)
        if request.method != "GET":
            return response
        if not may_keep(request, response):
            self._refuse(variant.key)
            return response
        with self.lock:
            self.refused.pop(variant.key, None)
        entry = entry_from(response, generation, time.time())
        self.store.put(variant, entry)
        return entry.answer(request)

    def _refuse(self, key: Key) -> None:
        """Remember a page that is made for each reader, so that no one waits for another's."""
        with self.lock:
            while len(self.refused) >= MOST_REFUSED:
                self.refused.pop(next(iter(self.refused)))
            self.refused[key] = None
