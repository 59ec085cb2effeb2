"""What an institution publishes as running text."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail_localize.fields import SynchronizedField

from core.item import item_context
from core.kind_form import KindForm
from core.models import ContentPage, TextMixin
from institutions.reach import site_of


class PublishedItem(ContentPage):
    """What every type that stands below an institution's page shares."""

    parent_page_types: ClassVar = ["institutions.InstitutionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | item_context(self, request)


class ItemPage(TextMixin, PublishedItem):
    """Something an institution publishes in running text: news, a guide, a report. The kind says which."""

    link_url = models.URLField(
        _("web address"),
        max_length=500,
        blank=True,
        help_text=_("Where the thing itself is: the data, the course, the report on its publisher's site."),
    )
    licence = models.CharField(
        _("licence"), max_length=200, blank=True, help_text=_("Under which terms it may be used. Example: CC BY 4.0.")
    )

    base_form_class = KindForm
    kinds = (
        "news",
        "press_release",
        "campaign",
        "success_story",
        "guide",
        "training",
        "report",
        "study",
        "easy_read",
        "faq",
        "dataset",
    )
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        ContentPage.kind_panel,
        FieldPanel("summary"),
        *TextMixin.text_panels,
    ]
    facts_panels: ClassVar = [FieldPanel("dated_on"), FieldPanel("link_url"), FieldPanel("licence")]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("link_url", overridable=True),
    ]

    class Meta:
        verbose_name = _("item")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"site": site_of(self.link_url)}

    @property
    def schema_type(self) -> str:  # type: ignore[override]
        """The schema.org type of its kind."""
        return SCHEMA_TYPES.get(self.kind, "Article")


SCHEMA_TYPES = {
    "news": "NewsArticle",
    "press_release": "NewsArticle",
    "report": "Report",
    "study": "ScholarlyArticle",
    "training": "Course",
    "faq": "QAPage",
    "dataset": "Dataset",
}
