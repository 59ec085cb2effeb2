"""Institutions: who publishes, who is responsible. Plain rows without language; pages are their faces."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel

from core.enums import InstitutionFunction, InstitutionKind
from core.models.names import Name, NamedMixin, NamedQuerySet
from core.models.rows import UniqueRowsKey


class Institution(NamedMixin, ClusterableModel):
    """One institution; stable code, kind, functions, the body it belongs to."""

    code = models.SlugField(
        _("code"), max_length=80, unique=True, help_text=_("Stable, in Latin letters. Never shown, never changed.")
    )
    kind = models.CharField(_("kind"), max_length=30, choices=InstitutionKind)
    parent = models.ForeignKey(
        "self", verbose_name=_("part of"), on_delete=models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    order = models.PositiveIntegerField(_("order"), default=0)
    suspended_on = models.DateField(_("suspended on"), null=True, blank=True, editable=False)

    objects: ClassVar = NamedQuerySet.as_manager()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(condition=~models.Q(parent=models.F("pk")), name="institution_not_its_own_parent")
        ]

    @property
    def is_suspended(self) -> bool:
        """Whether its people are kept from the admin; what it published stays, with a notice."""
        return self.suspended_on is not None

    def acronym(self, language: str | None = None) -> str:
        """The acronym used in this language, or an empty string."""
        row = self.name_row(language)
        return row.acronym if row else ""


class InstitutionName(Name):
    """The name and acronym of one institution in one language."""

    institution = UniqueRowsKey(Institution, on_delete=models.CASCADE, related_name="names")
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("name of an institution")
        constraints = [
            models.UniqueConstraint(fields=["institution", "locale"], name="institution_name_one_a_language")
        ]


class InstitutionRole(models.Model):
    """One function that one institution has in the integrity system."""

    institution = UniqueRowsKey(Institution, on_delete=models.CASCADE, related_name="roles")
    function = models.CharField(_("function"), max_length=20, choices=InstitutionFunction)

    class Meta:
        verbose_name = _("function of an institution")
        constraints = [models.UniqueConstraint(fields=["institution", "function"], name="institution_function_once")]

    def __str__(self) -> str:
        return self.get_function_display()
