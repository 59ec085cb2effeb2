"""What was imported: runs, and which row of which source became which page."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One file that somebody imported; the same file taken up again after an interruption is the same run.

    The numbers say how far it is: rows in the file (none where nobody counts them first), and rows done.
    """

    source = models.CharField(_("source"), max_length=200)
    file_name = models.CharField(_("file"), max_length=255)
    file_sha256 = models.CharField(_("fingerprint of the file (SHA-256)"), max_length=64)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("approved by"), on_delete=models.SET_NULL, null=True, related_name="+"
    )
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    rows_total = models.PositiveIntegerField(_("rows"), null=True)
    rows_done = models.PositiveIntegerField(_("rows done"), default=0)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.file_name


class ImportedItem(models.Model):
    """The page that one row of a source became. The page is empty when somebody deleted it since: it stays deleted."""

    source = models.CharField(_("source"), max_length=200)
    source_id = models.CharField(_("identifier in the source"), max_length=200)
    content_hash = models.CharField(_("fingerprint of the row (SHA-256)"), max_length=64)
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.SET_NULL, null=True, related_name="imported_from"
    )
    revision = models.ForeignKey(
        "wagtailcore.Revision",
        verbose_name=_("revision the import wrote"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    received_title = models.TextField(
        _("title as received"), blank=True, help_text=_("Only when the import repaired it.")
    )
    run = models.ForeignKey(ImportRun, on_delete=models.SET_NULL, null=True, related_name="items")

    #: A page is used by nothing because it was imported; without this the row would count as a use of it.
    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("imported row")
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="imported_item_once")]

    def __str__(self) -> str:
        return f"{self.source}: {self.source_id}"
