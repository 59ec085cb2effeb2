"""The page of an institution."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel

from core.listing.pages import ListingPageMixin
from core.listing.query import Scope
from core.models import (
    INSTITUTION_KIND,
    ContentPage,
    FaceMixin,
    Institution,
    TextMixin,
    face_constraint,
    face_synchronized_fields,
)
from core.searchable import Section
from core.searchable.texts import plain_sections
from institutions.profile import profile_context


class InstitutionPage(ListingPageMixin, FaceMixin, TextMixin, ContentPage):
    """An institution in one language: its mandate, how it is made up, how to reach it, what it publishes."""

    entity = models.ForeignKey(
        "core.Institution", verbose_name=_("institution"), on_delete=models.PROTECT, related_name="pages"
    )
    organisation = models.TextField(
        _("organisation"),
        blank=True,
        help_text=_("Who leads it, how they are named, its departments. A line that begins with “- ” is a list entry."),
    )
    decides = models.TextField(
        _("how it decides"),
        blank=True,
        help_text=_("Who takes decisions, by which rule, where they are published."),
    )

    kinds = (INSTITUTION_KIND,)
    parent_page_types: ClassVar = ["institutions.InstitutionIndexPage"]
    schema_type = "GovernmentOrganization"
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel(
            "entity", help_text=_("Required. The entry of the menus Topics or Institutions that this page shows.")
        ),
        FieldPanel("summary"),
        FieldPanel("organisation"),
        FieldPanel("decides"),
        *TextMixin.text_panels,
    ]
    facts_panels: ClassVar = [
        InlinePanel(
            "contacts",
            label=_("Contact"),
            heading=_("How to reach it"),
            help_text=_("Recommended. Example: the hotline with its hours, the address of the seat."),
        ),
        InlinePanel(
            "offices",
            label=_("Office"),
            heading=_("Regional and mobile offices"),
            help_text=_(
                "Where people are received outside the seat. Example: a regional delegation, or an office that stops in a market town every Tuesday."
            ),
        ),
    ]
    filing_panels: ClassVar = [ContentPage.topics_panel, *ContentPage.looks_panels]
    override_translatable_fields = [*ContentPage.override_translatable_fields, *face_synchronized_fields]

    class Meta:
        verbose_name = _("institution page")
        constraints = [face_constraint("institution_page")]

    def institution_from_path(self) -> Institution | None:
        """The institution this page is the face of."""
        return self.entity

    def search_sections(self) -> list[Section]:
        """Organisation and decisions, then the mandate."""
        return [*plain_sections(self, "organisation", "decides"), *super().search_sections()]

    def search_keywords(self) -> str:
        """Its acronyms."""
        return " ".join(sorted({row.acronym for row in self.entity.names.all() if row.acronym}))

    def listing_scope(self) -> Scope:
        """Everything the institution publishes."""
        return Scope(institution_id=self.entity_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | profile_context(self, request)
