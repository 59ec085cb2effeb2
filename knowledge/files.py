"""Which files the public may have because a published version names them as its original."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet

from core.files.visibility import refresh_files
from core.models import PortalDocument
from knowledge.models import LegalTextPage, TextVersion


def original_files(model: type[Model]) -> "QuerySet[Any] | None":
    """Primary keys of the original files of published versions whose text is visible; for core.files."""
    if model is not PortalDocument:
        return None
    pages = LegalTextPage.objects.visible().filter(
        translation_key=OuterRef("text_key"), locale__language_code=OuterRef("language")
    )
    versions = TextVersion.objects.published().filter(Exists(pages.order_by()), source_file__isnull=False)
    return versions.values("source_file")


def refresh_original_files(page: LegalTextPage) -> None:
    """Recomputes which original files of the text are public, after it was published or taken down."""
    versions = TextVersion.objects.of_text(page.translation_key, page.locale.language_code)
    keys = versions.filter(source_file__isnull=False).values_list("source_file", flat=True)
    refresh_files(PortalDocument, set(keys))
