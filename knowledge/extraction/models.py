"""What was read from uploaded files, and is found by the search."""

from collections.abc import Iterable
from typing import ClassVar

from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from knowledge.extraction.enums import TextReason, TextState
from knowledge.extraction.process import FORMATS

#: Counted up when a file would be read differently than before: `extract_files` then reads all again.
VERSION = 1


class FileTextQuerySet(models.QuerySet):
    def current(self) -> "FileTextQuerySet":
        """Of the file that the document has now, as this version reads it."""
        return self.filter(file_hash=F("document__file_hash"), extractor_version=VERSION)

    def failed(self) -> "FileTextQuerySet":
        """Of files that could not be read."""
        return self.filter(state=TextState.UNREADABLE)

    def with_counts(self) -> "FileTextQuerySet":
        """With `pages_with_text`, the number of their pages or pieces."""
        return self.annotate(pages_with_text=Count("pages"))


class FileText(models.Model):
    """What came of reading the file of one document."""

    document = models.OneToOneField(
        "core.PortalDocument", verbose_name=_("document"), on_delete=models.CASCADE, related_name="file_text"
    )
    file_hash = models.CharField(_("fingerprint of the file"), max_length=40)
    state = models.CharField(_("state"), max_length=20, choices=TextState.choices)
    reason = models.CharField(_("reason"), max_length=20, choices=TextReason.choices, blank=True)
    page_count = models.PositiveIntegerField(_("pages"), null=True)
    extractor_version = models.PositiveSmallIntegerField(_("version of the reader"), default=VERSION)
    extracted_at = models.DateTimeField(_("last read"), auto_now=True)

    #: Set by `with_counts`.
    pages_with_text: int

    objects: ClassVar = FileTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a file")
        verbose_name_plural = _("texts of files")
        default_permissions = ()
        indexes = [models.Index(fields=["state"], name="file_text_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=TextState.TEXT) | Q(state=TextState.UNREADABLE) | Q(reason=""),
                name="file_text_reason_where_needed",
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} {self.state}"


class FilePage(models.Model):
    """The text of one page of a file, or of one piece of a file without pages, whose `number` is unknown."""

    file_text = models.ForeignKey(FileText, on_delete=models.CASCADE, related_name="pages")
    position = models.PositiveIntegerField(_("position"))
    number = models.PositiveIntegerField(_("page"), null=True)
    text = models.TextField(_("text"))

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file_text", "position"], name="file_page_position")]

    def __str__(self) -> str:
        return f"{self.file_text_id} {self.position}"


def readable(extension: str) -> bool:
    """Whether files that end so are read."""
    return extension.lower() in FORMATS


def formats_condition(names: Iterable[str] = FORMATS) -> Q:
    """Condition on documents: their file is one that is read."""
    condition = Q(pk__in=[])
    for name in sorted(names):
        condition |= Q(file__iendswith=f".{name}")
    return condition & ~Q(file_hash="")
