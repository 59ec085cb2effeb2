"""People, teams and bodies that were honoured for their integrity."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from core.models import ContentPage, TextMixin
from core.searchable import Section
from core.searchable.texts import plain_sections
from institutions.models.item import PublishedItem


class ChampionPage(TextMixin, PublishedItem):
    """One integrity champion: by which criteria, for which reasons, in which year."""

    criteria = models.TextField(_("criteria"), help_text=_("Required. How champions are chosen, and by whom."))
    reasons = models.TextField(_("reasons"), help_text=_("Required. What this one did."))
    year = models.PositiveSmallIntegerField(
        _("year"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2100)]
    )

    kinds = ("champion",)
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("summary"),
        FieldPanel("criteria"),
        FieldPanel("reasons"),
        *TextMixin.text_panels,
    ]
    facts_panels: ClassVar = [FieldPanel("year", help_text=_("Example: 2026.")), FieldPanel("dated_on")]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("year", overridable=False),
    ]

    class Meta:
        verbose_name = _("integrity champion")

    def search_sections(self) -> list[Section]:
        """Criteria and reasons, then the text."""
        return [*plain_sections(self, "criteria", "reasons"), *super().search_sections()]
