"""Tells the search that objects changed: a row of the outbox in the transaction of the change."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from core.outbox import enqueue

TOPIC = "search"
CHUNK = 500


def objects_changed(keys: Iterable[str]) -> None:
    """What a reader finds under these keys may have changed. Call it inside the transaction of the change."""
    enqueue(TOPIC, keys)


def pages_changed(page_ids: Iterable[int]) -> None:
    """These content pages changed, or something that their documents say."""
    objects_changed(f"page:{pk}" for pk in page_ids)


def documents_changed(document_ids: Iterable[int]) -> None:
    """The text of these files changed: every page that refers to them is indexed again."""
    from core.models import PortalDocument

    ids = [str(pk) for pk in document_ids]
    file_type = ContentType.objects.get_for_model(PortalDocument, for_concrete_model=False)
    page_type = ContentType.objects.get_for_model(Page, for_concrete_model=False)
    for start in range(0, len(ids), CHUNK):
        rows = ReferenceIndex.objects.filter(
            to_content_type=file_type, to_object_id__in=ids[start : start + CHUNK], base_content_type=page_type
        )
        pages_changed(int(key) for key in rows.values_list("object_id", flat=True).distinct())
