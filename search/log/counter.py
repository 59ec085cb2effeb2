"""Counts searches in memory and writes them together, so that reading never waits for writing.

Kept: hour, language, folded query, how many searches, how many results were opened, how many results there were. Queries
that look like something personal are not counted at all (`is_countable`), and rare ones are deleted (search.log.jobs).
"""

import logging
import re
import threading
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import Error as DatabaseFault
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from core.analysis.fold import fold
from search.models import QueryCount

logger = logging.getLogger(__name__)

EVERY_SECONDS = 20.0
MOST_WAITING = 500  # queries in memory; more are not counted until these have been written
LONGEST = 100  # characters of a query that is counted
_PERSONAL = re.compile(r"\d{6,}|@|https?:|\b\d{2}(?:[ .-]?\d{2}){3,}\b")

Key = tuple[datetime, str, str]


@dataclass
class Counted:
    """What happened to one query in one hour since it was last written."""

    searches: int = 0
    clicks: int = 0
    results: int | None = None


_waiting: dict[Key, Counted] = defaultdict(Counted)
_lock = threading.Lock()
_written_at = time.monotonic()


def is_countable(query: str) -> bool:
    """Whether a query may be kept: not long, and without what looks like a number or an address of a person."""
    return 0 < len(query) <= LONGEST and not _PERSONAL.search(query)


def note_search(query: str, language: str, results: int) -> None:
    """Count one search."""
    _note(query, language, searches=1, results=results)


def note_click(query: str, language: str) -> None:
    """Count one result that was opened."""
    _note(query, language, clicks=1)


def _note(query: str, language: str, *, searches: int = 0, clicks: int = 0, results: int | None = None) -> None:
    folded = fold(query)
    if not folded or not is_countable(query):
        return
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    key = (hour, language, folded)
    with _lock:
        if key not in _waiting and len(_waiting) >= MOST_WAITING:
            return
        counted = _waiting[key]
        counted.searches += searches
        counted.clicks += clicks
        counted.results = results if results is not None else counted.results
        is_due = time.monotonic() - _written_at > EVERY_SECONDS
    if is_due:
        write()


def write() -> None:
    """Write what was counted. A database that does not answer costs the count, never the visitor's page."""
    global _written_at
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
        _written_at = time.monotonic()
    try:
        with transaction.atomic():
            QueryCount.objects.bulk_create(
                [QueryCount(hour=hour, language=language, query=query) for hour, language, query in taken],
                ignore_conflicts=True,
            )
            for key, counted in taken.items():
                _add(key, counted)
    except DatabaseFault:
        logger.warning("%d searched queries could not be counted: the database does not answer.", len(taken))


def _add(key: Key, counted: Counted) -> None:
    hour, language, query = key
    rows = QueryCount.objects.filter(hour=hour, language=language, query=query)
    changes = {"searches": F("searches") + counted.searches, "clicks": F("clicks") + counted.clicks}
    rows.update(**changes, **({} if counted.results is None else {"results": counted.results}))


def forget() -> None:
    """Drop what was counted and not written yet."""
    global _written_at
    with _lock:
        _waiting.clear()
        _written_at = time.monotonic()
