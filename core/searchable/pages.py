"""Content pages as a source of the search: every kind, whatever the type, a batch in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, ReferenceIndex

from core.kinds import all_kinds
from core.listing.query import language_order
from core.listing.topics import TopicIndex
from core.locales import language_of
from core.models import ContentPage, ContentPageQuerySet, PortalDocument
from core.searchable.around import Around
from core.searchable.documents import SearchDocument
from core.searchable.registry import file_texts

CHUNK = 2_000


def page_key(pk: int) -> str:
    """The key under which the search knows a page."""
    return f"page:{pk}"


def _ids(keys: Collection[str]) -> list[int]:
    return [int(number) for key in keys if (number := key.partition(":")[2]).isdecimal()]


def _public() -> ContentPageQuerySet:
    return ContentPage.objects.visible().filter(kind__in=[kind.code for kind in all_kinds()])


class PageSource:
    """Every content page that anybody may read now."""

    prefix = "page"

    def keys(self) -> Iterator[str]:
        """Keys of all public pages, in the order of their numbers."""
        for pk in _public().order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK):
            yield page_key(pk)

    def public(self, keys: Collection[str]) -> set[str]:
        """Those among the keys whose page anybody may read now; one query.

        As `ContentPage.objects.visible()` says. Every search asks this, and the ORM takes a tenth of a search's time to
        put the question into words; so the words are here.
        """
        ids = _ids(keys)
        if not ids:
            return set()
        pages, contents, restrictions = (model._meta.db_table for model in (Page, ContentPage, PageViewRestriction))
        statement = f"""
            SELECT page.id, content.kind FROM {pages} page JOIN {contents} content ON content.page_ptr_id = page.id
            WHERE page.id IN ({", ".join(["%s"] * len(ids))}) AND page.live AND NOT page.expired
            AND (page.expire_at IS NULL OR page.expire_at > %s)
            AND NOT EXISTS (
                SELECT 1 FROM {restrictions} closed JOIN {pages} top ON top.id = closed.page_id
                WHERE substr(page.path, 1, length(top.path)) = top.path
            )"""
        kinds = {kind.code for kind in all_kinds()}
        with connection.cursor() as cursor:
            cursor.execute(statement, [*ids, connection.ops.adapt_datetimefield_value(timezone.now())])
            return {page_key(pk) for pk, kind in cursor.fetchall() if kind in kinds}

    def documents(self, keys: Sequence[str]) -> list[SearchDocument]:
        """The documents of those among the keys that are public now."""
        pages = list(_public().filter(pk__in=_ids(keys)).specific().prefetch_related("institution__names"))
        around = _around(pages)
        return [page.search_document(around[page.pk]) for page in pages]


def _around(pages: Sequence[ContentPage]) -> dict[int, Around]:
    """What the documents of these pages need from other rows; a fixed number of queries, and one a type for hollow pages."""
    topics = _topics(pages)
    others = _others(pages)
    files = _files(pages)
    texts = file_texts({document.pk for documents in files.values() for document in documents})
    return {
        page.pk: Around(
            topics=topics[page.pk],
            best_for=_best_for(page, others[page.translation_key]),
            also_in={code: url for code, url, _ in others[page.translation_key] if code != language_of(page.locale_id)},
            files=[(document, texts[document.pk]) for document in files[page.pk] if document.pk in texts],
            has_files=bool(files[page.pk]),
        )
        for page in pages
    }


def _topics(pages: Sequence[ContentPage]) -> dict[int, dict[str, list[str]]]:
    """By page, the codes of its topics and those above them, by tree."""
    index = TopicIndex.read()
    filed: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = ContentPage.topics.through.objects.filter(contentpage_id__in=[page.pk for page in pages])
    for page_id, topic_id in rows.order_by("pk").values_list("contentpage_id", "topic_id"):
        topic = index.by_id[topic_id]
        for end in range(topic.steplen, len(topic.path) + 1, topic.steplen):
            code = index.by_path[topic.path[:end]].code
            if code not in filed[page_id][topic.tree]:
                filed[page_id][topic.tree].append(code)
    return filed


def _others(pages: Sequence[ContentPage]) -> dict[Any, list[tuple[str, str, bool]]]:
    """By translation key, language and address of every public version, and whether it is hollow."""
    rows = list(_public().filter(translation_key__in={page.translation_key for page in pages}).order_by("pk"))
    by_type: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        by_type[row.content_type_id].append(row.pk)
    hollow: set[int] = set()
    for type_id, ids in by_type.items():
        model: Any = ContentType.objects.get_for_id(type_id).model_class()
        hollow |= model.search_hollow(ids)
    found: dict[Any, list[tuple[str, str, bool]]] = defaultdict(list)
    for row in rows:
        found[row.translation_key].append((language_of(row.locale_id), path_of(row), row.pk in hollow))
    return found


def path_of(page: Page) -> str:
    """The page's address on the portal, without a host."""
    parts = page.get_url_parts()
    return parts[2] if parts else ""


def _best_for(page: ContentPage, others: list[tuple[str, str, bool]]) -> tuple[str, ...]:
    """The languages whose readers are shown this version: their own, or the best they can have.

    A version without words of its own does not stand in for one that has them: both are shown.
    """
    own = language_of(page.locale_id)
    has = {code for code, _url, _hollow in others}
    hollow = {code for code, _url, is_hollow in others if is_hollow}
    best = [own]
    for reader in language_order(own):
        if reader == own:
            continue
        order = [code for code in language_order(reader) if code in has]
        whole = [code for code in order if code not in hollow]
        if own in order[:1] or (order and order[0] in hollow and own in whole[:1]):
            best.append(reader)
    return tuple(best)


def _files(pages: Sequence[ContentPage]) -> dict[int, list[PortalDocument]]:
    """By page, the files it refers to that anybody may have, in the order of their keys."""
    file_type = ContentType.objects.get_for_model(PortalDocument, for_concrete_model=False)
    page_type = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    rows = ReferenceIndex.objects.filter(
        base_content_type=page_type, object_id__in=[str(page.pk) for page in pages], to_content_type=file_type
    )
    pairs = sorted({(int(page), int(file)) for page, file in rows.values_list("object_id", "to_object_id")})
    public = PortalDocument.objects.filter(is_public=True, collection__view_restrictions__isnull=True)
    documents = public.in_bulk({file for _page, file in pairs})
    found: dict[int, list[PortalDocument]] = defaultdict(list)
    for page_id, file_id in pairs:
        if file_id in documents:
            found[page_id].append(documents[file_id])
    return found
