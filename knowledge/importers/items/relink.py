"""The second pass over a folder: links between files become links between the pages made of them."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from core.importing.models import ImportedItem
from core.importing.readers import SourceRow
from core.importing.readers.base import as_text
from core.models import ContentPage
from knowledge.importers.items.links import FolderLinks
from knowledge.importers.items.load import id_of, source_of, why_kept
from knowledge.importers.items.run import ItemImporter


def find_pages(links: FolderLinks, importer: ItemImporter) -> None:
    """Tells the links which pages the files became. Call it before the import, and again before `relink`."""
    institutions = set(importer.preparer.places.institutions.values())
    sources = [source_of(code, importer.list_name) for code in institutions]
    items = ImportedItem.objects.filter(source__in=sources, page__isnull=False)
    for source_id, page in items.values_list("source_id", "page_id"):
        language, _mark, path = source_id.partition(":")
        links.pages[language, path] = page


def relink(importer: ItemImporter) -> int:
    """Gives pages the links to pages that did not exist yet when theirs was made; returns how many were changed.

    A page that was edited here is left alone. Repeated, it changes nothing.
    """
    assert importer.loader is not None
    return sum(_relink(importer, row) for row in list(importer.rows()))


def _relink(importer: ItemImporter, row: SourceRow) -> bool:
    preparer, loader = importer.preparer, importer.loader
    place = preparer.place_of(row)
    text = as_text(row.values.get(preparer.mapping.column_of("body"))).strip()
    if loader is None or place is None or not text:
        return False
    body = preparer.body(row.source_id, place[1], text)
    if not body.has_relative_links:
        return False
    known = ImportedItem.objects.filter(
        source=source_of(place[0], importer.list_name), source_id=id_of(place[1], row.source_id)
    ).first()
    if known is None:
        return False
    with transaction.atomic():
        page = ContentPage.objects.select_for_update().filter(pk=known.page_id).first()
        if page is None or why_kept(page, known):
            return False
        draft = page.specific.get_latest_revision_as_object()
        if _blocks(draft.body.raw_data) == _blocks(body.blocks):
            return False
        known.revision = loader.save(draft, {"body": body.raw(id_of(place[1], row.source_id))})
        known.save(update_fields=["revision"])
    return True


def _blocks(raw: Iterable[dict[str, Any]]) -> list[tuple[str, Any]]:
    return [(block["type"], block["value"]) for block in raw]
