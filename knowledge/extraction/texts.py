"""What the search asks: the text of files, page by page."""

from collections.abc import Collection

from django.db.models import F

from core.searchable import FilePart
from knowledge.extraction.models import FilePage


def file_parts(document_ids: Collection[int]) -> dict[int, list[FilePart]]:
    """The parts of these documents in order; one query. Documents without text, or whose file was replaced since it was
    read, are left out. Says nothing of who may see them.
    """
    found: dict[int, list[FilePart]] = {}
    rows = FilePage.objects.filter(
        file_text__document__in=document_ids, file_text__file_hash=F("file_text__document__file_hash")
    ).order_by("file_text__document", "position")
    for pk, number, text in rows.values_list("file_text__document", "number", "text"):
        found.setdefault(pk, []).append(FilePart(pk, number, text))
    return found
