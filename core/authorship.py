"""Whose words a revision would bring to the public: who edited it, and who wrote what it was translated or restored from.

People are asked about, never groups or roles: whoever wrote something stays its writer when they become a moderator.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import Page, PageLogEntry, Revision
from wagtail_localize.models import SegmentOverride, StringTranslation, Translation

_WROTE = ("wagtail.create", "wagtail.edit", "wagtail.revert", "wagtail.convert_alias")
PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")
_TRANSLATED = "wagtail.copy_for_translation"
_LOGGED = (*_WROTE, *PUBLISHED, _TRANSLATED)

#: Who translated a segment, and when.
Segment = tuple[int | None, datetime]
#: Functions of the pages' translation keys (None for all): unordered rows of key, locale, user and time of each segment.
SegmentSource = Callable[[Collection[UUID] | None], QuerySet[Any, Any]]
#: Pages by translation key and locale.
Places = dict[tuple[UUID, int], int]
_segment_sources: list[SegmentSource] = []


def register_segment_source(source: SegmentSource) -> None:
    """Another record of who translated what, kept by an app above this one."""
    if source not in _segment_sources:
        _segment_sources.append(source)


@dataclass
class History:
    """What is known of one page: who wrote which revision when, which were public, what it was made from."""

    key: UUID
    locale: int
    written: list[tuple[int, int | None, datetime]] = field(default_factory=list)
    published: dict[int, datetime] = field(default_factory=dict)
    restored: dict[int, int] = field(default_factory=dict)
    sources: set[int] = field(default_factory=set)
    segments: list[Segment] = field(default_factory=list)

    def before(self, revision: int) -> int:
        """The revision that was public before this one; 0 when none was."""
        return max((one for one in self.published if one < revision), default=0)

    def begun(self, revision: int) -> datetime | None:
        """When the last word of the revision was written."""
        return max((at for pk, _user, at in self.written if pk == revision), default=None)

    def last_public(self, at: datetime | None) -> datetime | None:
        """When the last word was written of what was public at that time."""
        if at is None:
            return None
        public = max((revision for revision, since in self.published.items() if since <= at), default=0)
        return self.begun(public)


class Authorship:
    """Answers for the pages it was given and for their translations, in a fixed number of queries.

    `everything` reads all pages at once, for a check of all. It is a picture of one moment: make another after a change.
    """

    def __init__(self, pages: Iterable[int] = (), *, everything: bool = False) -> None:
        self._known: dict[int, History] = _read(None if everything else set(pages))
        self._everything = everything

    def writers(self, page_id: int, revision: int) -> set[int]:
        """Ids of the users whose words this revision of the page has and the public version before it had not."""
        history = self._history(page_id)
        if history is None:
            return set()
        previous = history.before(revision)
        found = {user for pk, user, _at in history.written if previous < pk <= revision}
        found |= self._restored(page_id, history, previous, revision)
        found |= self._made_from(history, history.begun(previous), history.begun(revision), {page_id})
        return {user for user in found if user is not None}

    def public_before(self, page_id: int, revisions: Iterable[int]) -> dict[int, int]:
        """The revision that was public before each of these; 0 when none was."""
        history = self._history(page_id)
        return {revision: history.before(revision) if history else 0 for revision in revisions}

    def _history(self, page_id: int) -> History | None:
        if page_id not in self._known and not self._everything:
            self._known |= Authorship([page_id])._known
        return self._known.get(page_id)

    def _restored(self, page_id: int, history: History, after: int, upto: int) -> set[int | None]:
        """Who wrote the older revisions that were brought back."""
        found: set[int | None] = set()
        for revision, old in history.restored.items():
            if after < revision <= upto and old < revision:
                found |= self.writers(page_id, old)
        return found

    def _made_from(
        self, history: History, since: datetime | None, upto: datetime | None, seen: set[int]
    ) -> set[int | None]:
        """Who translated its segments, and who wrote the pages it is a translation of, in that time."""
        found = {user for user, at in history.segments if _within(at, since, upto)}
        for page_id in history.sources - seen:
            source = self._history(page_id)
            if source is None:
                continue
            start = source.last_public(since)
            found |= {user for _pk, user, at in source.written if _within(at, start, upto)}
            for revision, old in source.restored.items():
                begun = source.begun(revision)
                if begun is not None and _within(begun, start, upto) and old < revision:
                    found |= self.writers(page_id, old)
            found |= self._made_from(source, start, upto, seen | {page_id})
        return found


def _within(at: datetime, since: datetime | None, upto: datetime | None) -> bool:
    return (since is None or at > since) and (upto is None or at <= upto)


def _read(page_ids: Collection[int] | None) -> dict[int, History]:
    """The history of these pages and of their translations, or of all, by page."""
    pages = Page.objects.filter(depth__gt=1)
    if page_ids is not None:
        keys = Page.objects.filter(pk__in=page_ids).order_by().values("translation_key")
        pages = pages.filter(translation_key__in=keys)
    rows = pages.order_by().values_list("pk", "translation_key", "locale_id")
    found = {pk: History(key, locale) for pk, key, locale in rows}
    if found:
        places = {(one.key, one.locale): pk for pk, one in found.items()}
        chosen = None if page_ids is None else found.keys()
        _read_revisions(found, chosen)
        _read_log(found, chosen, places)
        _read_translations(found, None if chosen is None else {one.key for one in found.values()}, places)
    return found


def _read_revisions(found: dict[int, History], page_ids: Collection[int] | None) -> None:
    revisions = Revision.objects.filter(base_content_type=ContentType.objects.get_for_model(Page))
    if page_ids is not None:
        revisions = revisions.filter(object_id__in=[str(pk) for pk in page_ids])
    for object_id, pk, user, at in revisions.values_list("object_id", "pk", "user_id", "created_at").iterator():
        if history := found.get(int(object_id)):
            history.written.append((pk, user, at))


def _read_log(found: dict[int, History], page_ids: Collection[int] | None, places: Places) -> None:
    """What the log adds: earlier hands of a revision that was written over, revisions since removed, publications."""
    entries = PageLogEntry.objects.filter(action__in=_LOGGED)
    if page_ids is not None:
        entries = entries.filter(page_id__in=page_ids)
    columns = ("page_id", "action", "revision_id", "user_id", "timestamp", "data")
    for page, action, revision, user, at, data in entries.order_by().values_list(*columns).iterator():
        history = found.get(page)
        if history is None:
            continue
        if action == _TRANSLATED:
            source = places.get((history.key, (data or {}).get("source_locale", {}).get("id")))
            if source is not None and source != page:
                history.sources.add(source)
        elif revision is None:
            continue
        elif action in PUBLISHED:
            history.published[revision] = at
        else:
            history.written.append((revision, user, at))
            if old := (data or {}).get("revision", {}).get("id"):
                history.restored[revision] = old


def _read_translations(found: dict[int, History], keys: Collection[UUID] | None, places: Places) -> None:
    by_place = {(one.key, one.locale): one for one in found.values()}
    translations = Translation.objects.all()
    if keys is not None:
        translations = translations.filter(source__object_id__in=keys)
    for key, source, target in translations.values_list("source__object_id", "source__locale_id", "target_locale_id"):
        history, page = by_place.get((key, target)), places.get((key, source))
        if history and page and source != target:
            history.sources.add(page)
    for key, locale, user, at in _segments(keys):
        if history := by_place.get((key, locale)):
            history.segments.append((user, at))


def _segments(keys: Collection[UUID] | None) -> Iterator[tuple[UUID, int, int | None, datetime]]:
    columns = ("context__object_id", "locale_id", "last_translated_by_id", "updated_at")
    models: tuple[Any, ...] = (StringTranslation, SegmentOverride)
    kept = [model.objects.exclude(last_translated_by=None).order_by() for model in models]
    if keys is not None:
        kept = [rows.filter(context__object_id__in=keys) for rows in kept]
    first, *others = [rows.values_list(*columns) for rows in kept]
    return first.union(*others, *(source(keys) for source in _segment_sources), all=True).iterator()  # type: ignore[no-any-return]
