"""Which files the public may have because a published version names them as its original."""

from typing import Any

from django.db.models import Exists, Model, OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from core.files.owners import belongs_to_another
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
    versions = versions.annotate(text_institution=Subquery(pages.order_by().values("institution")[:1]))
    another = belongs_to_another(OuterRef("text_institution"), OuterRef("source_file__collection__path"))
    return versions.filter(Q(text_institution=None) | ~another).values("source_file")


def original_files_of(versions: "QuerySet[TextVersion]") -> set[int]:
    """Primary keys of the original files that these versions name."""
    return set(versions.filter(source_file__isnull=False).values_list("source_file", flat=True))


def refresh_original_files_below(page: Page) -> None:
    """Recomputes which original files are public, of every text at or below the page."""
    texts = LegalTextPage.objects.filter(
        path__startswith=page.path, translation_key=OuterRef("text_key"), locale__language_code=OuterRef("language")
    )
    refresh_files(PortalDocument, original_files_of(TextVersion.objects.filter(Exists(texts.order_by()))))
