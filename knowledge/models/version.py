"""Versions of a legal text: rows outside page revisions, unchangeable once somebody was asked to approve them."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import ContentPage


class VersionIsFrozen(Exception):
    """A change to a version that was submitted or published. Copy the version and change the copy."""

    def __init__(self) -> None:
        super().__init__("This version was submitted or published and cannot change any more; change a copy of it.")


class TextVersionQuerySet(models.QuerySet):
    def published(self) -> "TextVersionQuerySet":
        """Versions that the public may read and cite."""
        return self.filter(published_at__isnull=False)

    def frozen(self) -> "TextVersionQuerySet":
        """Versions that cannot change any more."""
        return self.filter(frozen_at__isnull=False)

    def of_text(self, text_key: object, language: str) -> "TextVersionQuerySet":
        """Every version of one text in one language, the newest first; drafts before all.

        Not what an import is still writing: nothing names it yet.
        """
        return self.filter(text_key=text_key, language=language, is_being_written=False).order_by(
            models.F("number").desc(nulls_first=True), "-pk"
        )

    def update(self, **values: Any) -> int:
        """Changes drafts. Raises VersionIsFrozen when one of the rows is frozen."""
        if self.frozen().exists():
            raise VersionIsFrozen
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Deletes drafts. Raises VersionIsFrozen when one of the rows is frozen."""
        if self.frozen().exists():
            raise VersionIsFrozen
        return super().delete()

    def stamp(self, **values: Any) -> int:
        """Records a step in a version's life (frozen, published, parted): the only change a frozen row takes."""
        return super().update(**values)


class TextVersion(models.Model):
    """One wording of one legal text in one language, from its first draft; its articles are Provision rows."""

    text_key = models.UUIDField(_("text"), help_text=_("Translation key of the text's pages."))
    language = models.CharField(_("language"), max_length=10)
    number = models.PositiveIntegerField(
        _("number"), null=True, editable=False, help_text=_("Given when the version is published.")
    )
    label = models.CharField(
        _("name of the version"), max_length=200, blank=True, help_text=_("For example: consolidated on 1 March 2024.")
    )
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=1000, blank=True)
    source_sha256 = models.CharField(_("fingerprint of the source (SHA-256)"), max_length=64, blank=True)
    source_file = models.ForeignKey(
        "core.PortalDocument",
        verbose_name=_("original file"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="text_versions",
    )
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )
    frozen_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    part_count = models.PositiveIntegerField(
        default=0, editable=False, help_text=_("Zero: not divided yet. One: read whole.")
    )

    is_being_written = models.BooleanField(
        default=False, editable=False, help_text=_("An import adds articles in several steps, and has not ended.")
    )

    objects: ClassVar = TextVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a legal text")
        verbose_name_plural = _("versions of legal texts")
        constraints = [
            models.UniqueConstraint(fields=["text_key", "language", "number"], name="text_version_number_once"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(number__isnull=False, frozen_at__isnull=False),
                name="text_version_published_is_numbered_and_frozen",
            ),
        ]

    def __str__(self) -> str:
        if self.label:
            return self.label
        if self.number is None:
            return str(_("Draft"))
        return str(_("Version %(number)s") % {"number": self.number})

    def full_name(self) -> str:
        """The version's name with the title of its text, for sentences outside the text's own pages."""
        of_text = ContentPage.objects.filter(translation_key=self.text_key, locale__language_code=self.language)
        title = of_text.values_list("title", flat=True).first()
        return str(_("%(title)s, %(version)s") % {"title": title, "version": self}) if title else str(self)

    @property
    def is_frozen(self) -> bool:
        """Whether the rows of this version cannot change any more."""
        return self.frozen_at is not None

    def _refuse_when_frozen(self) -> None:
        if self.pk and TextVersion.objects.filter(pk=self.pk).frozen().exists():
            raise VersionIsFrozen

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._refuse_when_frozen()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._refuse_when_frozen()
        return super().delete(*args, **kwargs)
