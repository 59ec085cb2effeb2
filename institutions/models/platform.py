"""Official platforms: where things are done, owned by an institution, found by what people need."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail_localize.fields import SynchronizedField

from core.enums import SpokenLanguage
from core.models import CodesField, ContentPage, IndexPage, TextMixin
from institutions.enums import Channel, Purpose
from institutions.models.item import PublishedItem
from institutions.platforms import directory_context, platform_context


class PlatformIndexPage(IndexPage):
    """The directory of platforms, in one language."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("directory of platforms")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | directory_context(self, request)


class PlatformPage(TextMixin, PublishedItem):
    """One official platform: what it is for, how and when it can be used, what it costs."""

    link_url = models.URLField(
        _("web address"),
        max_length=500,
        blank=True,
        help_text=_("What people open. Leave it empty only when there is no site: a phone number, a counter."),
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    purposes = CodesField(_("what it is for"), codes=Purpose, help_text=_("Readers find it by these."))
    channels = CodesField(_("channels"), codes=Channel)
    languages = CodesField(_("languages"), codes=SpokenLanguage)
    hours = models.CharField(
        _("opening hours"),
        max_length=300,
        blank=True,
        help_text=_("Example: site day and night; phone on weekdays, 9 am to 4 pm."),
    )
    is_free = models.BooleanField(_("free of charge"), null=True, blank=True)
    cost_note = models.CharField(
        _("cost"), max_length=300, blank=True, help_text=_("Example: the call is charged as a local call.")
    )
    accessibility = models.CharField(
        _("accessibility"),
        max_length=500,
        blank=True,
        help_text=_("Example: the form can be filled in by keyboard; no sign language."),
    )

    kinds = ("platform",)
    schema_type = "GovernmentService"
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("summary"),
        *TextMixin.text_panels,
    ]
    facts_panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("link_url"), FieldPanel("phone", help_text=_("As people dial it, in groups of two digits."))],
            heading=_("Where it is"),
        ),
        FieldPanel("purposes"),
        FieldPanel("channels", help_text=_("Every way in which it can be used. Example: website and counter.")),
        FieldPanel("languages", help_text=_("In which languages people are served. Example: Arabic and Tamazight.")),
        FieldPanel("hours"),
        MultiFieldPanel(
            [FieldPanel("is_free", help_text=_("Leave it unknown when you are not sure.")), FieldPanel("cost_note")],
            heading=_("Cost"),
        ),
        FieldPanel("accessibility"),
        FieldPanel("dated_on"),
    ]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in ("phone", "purposes", "channels", "languages", "is_free")
        ),
        SynchronizedField("link_url", overridable=True),
    ]

    class Meta:
        verbose_name = _("platform")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | platform_context(self)
