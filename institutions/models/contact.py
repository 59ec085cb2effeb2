"""Ways to reach an institution, and its offices in the regions."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from core.enums import SpokenLanguage, TopicTree
from core.models import CodesField
from institutions.enums import ContactKind, OfficeKind


class Contact(TranslatableMixin, Orderable):
    """One way to reach an institution, in one language."""

    page = ParentalKey("institutions.InstitutionPage", on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    value = models.CharField(_("value"), max_length=500)
    label = models.CharField(
        _("label"), max_length=200, blank=True, help_text=_("What it is for. Example: Report corruption by phone.")
    )
    hours = models.CharField(
        _("hours"), max_length=200, blank=True, help_text=_("Example: Monday to Friday, 9 am to 4 pm.")
    )
    languages = CodesField(_("languages"), codes=SpokenLanguage)
    is_free = models.BooleanField(_("free of charge"), null=True, blank=True)

    override_translatable_fields: ClassVar = [
        SynchronizedField(name, overridable=False) for name in ("kind", "languages", "is_free")
    ]
    panels: ClassVar = [
        FieldPanel("kind", required_on_save=True),
        FieldPanel("value", required_on_save=True),
        FieldPanel("label"),
        FieldPanel("hours"),
        FieldPanel("languages"),
        FieldPanel("is_free"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.value}"

    def clean(self) -> None:
        """Raises ValidationError for a website or e-mail address that cannot be opened."""
        super().clean()
        check: dict[str, Any] = {
            ContactKind.WEBSITE: URLValidator(["http", "https"]),
            ContactKind.EMAIL: validate_email,
        }
        if self.value and self.kind in check:
            try:
                check[self.kind](self.value)
            except ValidationError as error:
                raise ValidationError({"value": error}) from error


class Office(TranslatableMixin, Orderable):
    """One place outside the seat where an institution receives people: always the same one, or one that moves."""

    page = ParentalKey("institutions.InstitutionPage", on_delete=models.CASCADE, related_name="offices")
    kind = models.CharField(_("kind"), max_length=20, choices=OfficeKind, default=OfficeKind.REGIONAL)
    name = models.CharField(_("name"), max_length=200, help_text=_("Example: Regional delegation of Fès."))
    region = models.ForeignKey(
        "core.Topic",
        verbose_name=_("region"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="offices",
        limit_choices_to={"tree": TopicTree.REGION},
    )
    place = models.TextField(
        _("place"), max_length=500, blank=True, help_text=_("Address, or for a mobile office where it stops.")
    )
    days = models.CharField(
        _("days and hours"),
        max_length=200,
        blank=True,
        help_text=_("Example: first Tuesday of the month, 9 am to noon."),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    languages = CodesField(_("languages"), codes=SpokenLanguage)

    override_translatable_fields: ClassVar = [
        SynchronizedField(name, overridable=False) for name in ("kind", "region", "phone", "languages")
    ]
    panels: ClassVar = [
        FieldPanel("kind"),
        FieldPanel("name", required_on_save=True),
        FieldPanel("region"),
        FieldPanel("place"),
        FieldPanel("days"),
        FieldPanel("phone"),
        FieldPanel("languages"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name
