"""Institutions' pages and what they publish."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from core.filed import filed_under, publisher_link
from core.kind_form import KindForm
from core.listing.pages import ListingPageMixin
from core.listing.query import Scope
from core.models import (
    INSTITUTION_KIND,
    ContentPage,
    FaceMixin,
    Institution,
    PortalPage,
    TextMixin,
    face_constraint,
    face_synchronized_fields,
)
from institutions.directory import directory_context
from institutions.enums import ContactKind
from institutions.profile import profile_context
from institutions.tasks import PublicationApproval


class InstitutionIndexPage(PortalPage):
    """The directory of institutions, in one language."""

    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["institutions.InstitutionPage"]
    content_panels: ClassVar = [*PortalPage.content_panels, FieldPanel("intro")]

    class Meta:
        verbose_name = _("directory of institutions")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | directory_context(self, request)


class InstitutionPage(ListingPageMixin, FaceMixin, TextMixin, ContentPage):
    """An institution in one language: its mandate, how to reach it, what it publishes."""

    entity = models.ForeignKey(
        "core.Institution", verbose_name=_("institution"), on_delete=models.PROTECT, related_name="pages"
    )

    kinds = (INSTITUTION_KIND,)
    parent_page_types: ClassVar = ["institutions.InstitutionIndexPage"]
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("entity"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FieldPanel("sources"),
        InlinePanel(
            "contacts",
            panels=[
                FieldPanel("kind", required_on_save=True),
                FieldPanel("value", required_on_save=True),
                FieldPanel("label"),
            ],
            label=_("Contact"),
        ),
        ContentPage.topics_panel,
        FieldPanel("cover"),
    ]
    override_translatable_fields = [*ContentPage.override_translatable_fields, *face_synchronized_fields]

    class Meta:
        verbose_name = _("institution page")
        constraints = [face_constraint("institution_page")]

    def institution_from_path(self) -> Institution | None:
        """The institution this page is the face of."""
        return self.entity

    def listing_scope(self) -> Scope:
        """Everything the institution publishes."""
        return Scope(institution_id=self.entity_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | profile_context(self, request)


class Contact(TranslatableMixin, Orderable):
    """One way to reach an institution, in one language."""

    page = ParentalKey(InstitutionPage, on_delete=models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    value = models.CharField(_("value"), max_length=500)
    label = models.CharField(_("label"), max_length=200, blank=True)

    override_translatable_fields = [SynchronizedField("kind", overridable=False)]

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


class ItemPage(TextMixin, ContentPage):
    """Something an institution publishes: a programme, news, a guide. The kind says which."""

    base_form_class = KindForm
    kinds = ("programme", "news", "guide", "training", "report", "study", "good_practice")
    parent_page_types: ClassVar = ["institutions.InstitutionPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("kind"),
        FieldPanel("summary"),
        FieldPanel("dated_on"),
        FieldPanel("body"),
        FieldPanel("sources"),
        ContentPage.topics_panel,
        FieldPanel("audience"),
        FieldPanel("cover"),
    ]
    override_translatable_fields = ContentPage.override_translatable_fields

    class Meta:
        verbose_name = _("item")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["publisher"] = publisher_link(self)
        context["topic_groups"] = filed_under(self, request)
        return context


__all__ = ["Contact", "InstitutionIndexPage", "InstitutionPage", "ItemPage", "PublicationApproval"]
