"""A table of institutions that somebody uploaded, and how far the worker is with it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class InstitutionTable(models.Model):
    """One uploaded table, checked before it was stored; the worker makes its institutions one by one."""

    file_name = models.CharField(_("file"), max_length=255)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    rows = models.JSONField(_("rows"))
    outcomes = models.JSONField(_("what became of each row"), default=list)

    wagtail_reference_index_ignore: ClassVar[bool] = True

    class Meta:
        verbose_name = _("table of institutions")
        verbose_name_plural = _("tables of institutions")
        default_permissions = ()

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_done(self) -> bool:
        """Whether every row has an outcome."""
        return len(self.outcomes) >= len(self.rows)

    @property
    def waiting(self) -> list[dict[str, Any]]:
        """Rows without an outcome yet, in order."""
        return self.rows[len(self.outcomes) :]
