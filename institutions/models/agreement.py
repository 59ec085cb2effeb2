"""The agreement by which an institution publishes on the portal."""

from typing import ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin, WorkflowMixin

from institutions.enums import UpdateFrequency


class PartnershipAgreement(WorkflowMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """What one institution has agreed to: since when, until when, and how often it will publish. A fact, in no language."""

    institution = models.OneToOneField(
        "core.Institution", verbose_name=_("institution"), on_delete=models.CASCADE, related_name="agreement"
    )
    signed_on = models.DateField(
        _("signed on"), null=True, blank=True, help_text=_("Empty while it is in preparation.")
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("Empty when it has no end."))
    update_frequency = models.CharField(
        _("declared update frequency"),
        max_length=12,
        choices=UpdateFrequency,
        blank=True,
        help_text=_(
            "How often the institution says that it will publish here. Readers see it beside the real frequency."
        ),
    )

    class Meta:
        verbose_name = _("partnership agreement")
        verbose_name_plural = _("partnership agreements")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(valid_until__isnull=True)
                | models.Q(signed_on__isnull=True)
                | models.Q(valid_until__gte=models.F("signed_on")),
                name="agreement_ends_after_it_began",
            )
        ]

    def __str__(self) -> str:
        return str(self.institution)

    def clean(self) -> None:
        """Raises ValidationError for an agreement that ends before it was signed."""
        super().clean()
        if self.signed_on and self.valid_until and self.valid_until < self.signed_on:
            raise ValidationError({"valid_until": _("The agreement cannot end before the day it was signed.")})

    @property
    @admin.display(description=_("state"))
    def status(self) -> str:
        """In words: in preparation, in force or ended, today."""
        if self.signed_on is None or self.signed_on > timezone.localdate():
            return str(pgettext_lazy("agreement", "In preparation"))
        if self.valid_until and self.valid_until < timezone.localdate():
            return str(pgettext_lazy("agreement", "Ended"))
        return str(pgettext_lazy("agreement", "In force"))


class FocalPoint(Orderable):
    """Somebody of the institution whom the portal's team writes to. Never shown to the public."""

    agreement = ParentalKey(PartnershipAgreement, on_delete=models.CASCADE, related_name="focal_points")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("function"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)

    class Meta(Orderable.Meta):
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")

    def __str__(self) -> str:
        return self.name
