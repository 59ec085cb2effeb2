"""Theme and sector pages: the faces of topics."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from core.listing.pages import ListingPageMixin
from core.listing.query import Scope
from core.models import ContentPage, FaceMixin, IndexPage, TextMixin, face_constraint, face_synchronized_fields
from themes.links import topic_links


class TopicIndexPage(IndexPage):
    """The list of all topics of one tree, in one language."""

    parent_page_types: ClassVar = ["home.HomePage"]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["topics"] = topic_links(self, request)
        return context


class ThemeIndexPage(TopicIndexPage):
    """All themes, in one language."""

    tree = "theme"
    subpage_types: ClassVar = ["themes.ThemePage"]

    class Meta:
        verbose_name = _("list of themes")


class SectorIndexPage(TopicIndexPage):
    """All sectors, in one language."""

    tree = "sector"
    subpage_types: ClassVar = ["themes.SectorPage"]

    class Meta:
        verbose_name = _("list of sectors")


class TopicPage(ListingPageMixin, FaceMixin, TextMixin, ContentPage):
    """A topic's face in one language: what it is about, and everything filed under it."""

    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel(
            "entity", help_text=_("Required. The entry of the menus Topics or Institutions that this page shows.")
        ),
        FieldPanel("summary"),
        *TextMixin.text_panels,
    ]
    filing_panels: ClassVar = ContentPage.looks_panels
    override_translatable_fields = [*ContentPage.override_translatable_fields, *face_synchronized_fields]

    class Meta:
        abstract = True

    def listing_scope(self) -> Scope:
        """Everything filed under the topic and below it."""
        return Scope(topic_id=self.entity_id)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        self.entity = context["listing"].topic  # read with all topics; spares a query
        context["subtopics"] = topic_links(self, request)
        return context


class ThemePage(TopicPage):
    """A theme in one language."""

    entity = models.ForeignKey(
        "core.Topic",
        verbose_name=_("theme"),
        on_delete=models.PROTECT,
        related_name="theme_pages",
        limit_choices_to={"tree": "theme"},
    )

    kinds = ("theme",)
    parent_page_types: ClassVar = ["themes.ThemeIndexPage", "themes.ThemePage"]
    subpage_types: ClassVar = ["themes.ThemePage"]

    class Meta:
        verbose_name = _("theme page")
        constraints = [face_constraint("theme_page")]


class SectorPage(TopicPage):
    """A sector in one language."""

    entity = models.ForeignKey(
        "core.Topic",
        verbose_name=_("sector"),
        on_delete=models.PROTECT,
        related_name="sector_pages",
        limit_choices_to={"tree": "sector"},
    )

    kinds = ("sector",)
    parent_page_types: ClassVar = ["themes.SectorIndexPage", "themes.SectorPage"]
    subpage_types: ClassVar = ["themes.SectorPage"]

    class Meta:
        verbose_name = _("sector page")
        constraints = [face_constraint("sector_page")]
