"""Articles and divisions of a version, in document order."""

import zlib
from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from knowledge.enums import ProvisionKind
from knowledge.models.version import TextVersion, VersionIsFrozen

ANCHOR = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", _("Use small Latin letters, digits and hyphens, such as art-12."))


def _refuse_frozen(version_ids: Iterable[int | None]) -> None:
    if TextVersion.objects.filter(pk__in={pk for pk in version_ids if pk}).frozen().exists():
        raise VersionIsFrozen


class ProvisionQuerySet(models.QuerySet):
    def articles(self) -> "ProvisionQuerySet":
        """What is not a heading of a division."""
        return self.filter(kind=ProvisionKind.ARTICLE)

    def in_order(self) -> "ProvisionQuerySet":
        """In the order of the document."""
        return self.order_by("position", "pk")

    def outline(self) -> "ProvisionQuerySet":
        """In order, without the words of the text: a table of contents of 1,291 articles stays light."""
        return self.in_order().defer("text", "original")

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:  # type: ignore[override]
        """Adds rows to drafts. Raises VersionIsFrozen."""
        rows = list(objs)
        _refuse_frozen(row.version_id for row in rows)
        return super().bulk_create(rows, *args, **kwargs)

    def update(self, **values: Any) -> int:
        """Changes rows of drafts. Raises VersionIsFrozen when one row belongs to a frozen version."""
        if self.filter(version__frozen_at__isnull=False).exists():
            raise VersionIsFrozen
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Deletes rows of drafts. Raises VersionIsFrozen when one row belongs to a frozen version."""
        if self.filter(version__frozen_at__isnull=False).exists():
            raise VersionIsFrozen
        return super().delete()


class Provision(models.Model):
    """One article, or the heading of one division, of one version."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="provisions")
    position = models.PositiveIntegerField(_("position"))
    kind = models.CharField(_("kind"), max_length=10, choices=ProvisionKind, default=ProvisionKind.ARTICLE)
    level = models.PositiveSmallIntegerField(
        _("level"), default=1, help_text=_("Of a division: 1 for the largest, 2 for those inside it.")
    )
    anchor = models.CharField(
        _("anchor"),
        max_length=60,
        validators=[ANCHOR],
        help_text=_("Stands in the address of the article, the same in every version: art-12."),
    )
    label = models.CharField(_("label"), max_length=200, help_text=_("As in the text: Article 12."))
    heading = models.TextField(_("heading"), blank=True)
    text = models.TextField(_("text"), blank=True)
    original = models.BinaryField(
        null=True, editable=False, help_text=_("The text as received, compressed, when the import repaired it.")
    )
    since = models.ForeignKey(
        TextVersion,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        help_text=_("The version in which this wording appeared."),
    )
    part = models.PositiveIntegerField(
        default=1, editable=False, help_text=_("In a long text: the part it is read in, from 1.")
    )

    objects: ClassVar = ProvisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [models.Index(fields=["version", "position"], name="provision_in_order")]
        constraints = [models.UniqueConstraint(fields=["version", "anchor"], name="provision_anchor_once_a_version")]

    def __str__(self) -> str:
        return f"{self.label}. {self.heading}" if self.heading else self.label

    @property
    def is_division(self) -> bool:
        """Whether this row is the heading of a division."""
        return self.kind == ProvisionKind.DIVISION

    @property
    def original_text(self) -> str | None:
        """The text as received, or None when the import left it as it was."""
        return zlib.decompress(self.original).decode() if self.original else None

    @original_text.setter
    def original_text(self, value: str | None) -> None:
        self.original = zlib.compress(value.encode()) if value else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        _refuse_frozen([self.version_id])
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _refuse_frozen([self.version_id])
        return super().delete(*args, **kwargs)
