"""What an institution does: programmes, national actions, achievements, good practices."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from core.kind_form import KindForm
from core.models import ContentPage, TextMixin
from core.searchable import Section
from core.searchable.texts import plain_sections
from institutions.enums import ProgrammeState
from institutions.models.item import PublishedItem


class ProgrammePage(TextMixin, PublishedItem):
    """Something that is done against corruption: the problem, what is done, since when, with what result."""

    problem = models.TextField(
        _("problem"),
        blank=True,
        help_text=_(
            "Recommended. Example: Bidders learned of a tender by word of mouth; half of the tenders had one bid."
        ),
    )
    action = models.TextField(
        _("what is done"),
        blank=True,
        help_text=_("Required. Who does what. A line that begins with “- ” is a list entry."),
    )
    results = models.TextField(
        _("results"),
        blank=True,
        help_text=_("Recommended, with the source of each figure. Say so when nothing was measured."),
    )
    obstacles = models.TextField(
        _("obstacles"), blank=True, help_text=_("What made it hard: useful to those who follow.")
    )
    cost = models.TextField(
        _("cost"), blank=True, help_text=_("Example: two people for three months; no software bought.")
    )
    contact = models.TextField(
        _("contact"), blank=True, help_text=_("A service and its address, never a private person.")
    )
    starts_on = models.DateField(_("began on"), null=True, blank=True)
    ends_on = models.DateField(_("ends on"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=ProgrammeState, default=ProgrammeState.UNDER_WAY)

    base_form_class = KindForm
    needed_to_send = ("action",)
    kinds = ("programme", "national_action", "achievement", "good_practice")
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        ContentPage.kind_panel,
        FieldPanel("summary"),
        FieldPanel("problem"),
        FieldPanel("action", required_on_save=True),
        FieldPanel("results"),
        MultiFieldPanel([FieldPanel("obstacles"), FieldPanel("cost")], heading=_("For those who want to do the same")),
        FieldPanel("contact"),
        *TextMixin.text_panels,
    ]
    facts_panels: ClassVar = [
        FieldPanel("state", help_text=_("As of today. Example: under way.")),
        FieldPanel("starts_on", help_text=_("Recommended. The first day of the month when only the month is known.")),
        FieldPanel("ends_on", help_text=_("Empty while the end is open.")),
        FieldPanel("dated_on"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("starts_on", "ends_on", "state")),
    ]

    class Meta:
        verbose_name = _("programme or good practice")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True)
                | models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="programme_ends_after_it_began",
            )
        ]

    def clean(self) -> None:
        """Raises ValidationError for one that ends before it began."""
        super().clean()
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("It cannot end before the day it began.")})

    def search_sections(self) -> list[Section]:
        """Its own fields, then the text."""
        return [*plain_sections(self, "problem", "action", "results", "obstacles", "cost"), *super().search_sections()]

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Heading and text of each part that is filled in, in reading order."""
        texts = [
            (_("The problem"), self.problem),
            (_("What is done"), self.action),
            (_("Results"), self.results),
            (_("Obstacles"), self.obstacles),
            (_("Cost"), self.cost),
        ]
        return [{"title": title, "text": text} for title, text in texts if text.strip()]
