"""Rights sheets: what a public service may ask, what it owes, what to do when it does not."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail_localize.fields import SynchronizedField

from core.models import ContentPage, TextMixin
from core.searchable import Section
from institutions.models.item import PublishedItem
from knowledge.rights import platform_link

LIST_HINT = _("A line that begins with “- ” is a list entry.")


class RightsSheetPage(TextMixin, PublishedItem):
    """The rights and duties around one public service, in one language."""

    conditions = models.TextField(
        _("conditions"),
        blank=True,
        help_text=_("Required. Who may ask for it. Example: every adult who lives in the commune."),
    )
    documents = models.TextField(
        _("documents"), blank=True, help_text=_("What has to be brought, and what may not be asked for.")
    )
    price = models.TextField(_("price"), blank=True, help_text=_("Required. Example: free; a stamp of 20 dirhams."))
    time = models.TextField(
        _("time limit"), blank=True, help_text=_("Required. The longest time the law allows, and from which day.")
    )
    duties = models.TextField(_("duties of the service"), blank=True, help_text=_("What the service owes you."))
    remedies = models.TextField(
        _("remedies"), blank=True, help_text=_("Required. What to do when it refuses, is late or asks for more.")
    )
    sanctions = models.TextField(
        _("sanctions"), blank=True, help_text=_("What the law says happens to those who break it.")
    )
    platform = models.ForeignKey(
        "institutions.PlatformPage",
        verbose_name=_("platform"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Where it can be done online."),
    )

    needed_to_send = ("conditions", "price", "time", "remedies")
    kinds = ("rights_sheet",)
    schema_type = "GovernmentService"
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("conditions"),
                FieldPanel("documents"),
                FieldPanel("price"),
                FieldPanel("time"),
            ],
            heading=_("What you need"),
            help_text=LIST_HINT,
        ),
        MultiFieldPanel(
            [FieldPanel("duties"), FieldPanel("remedies"), FieldPanel("sanctions")],
            heading=_("What is owed to you"),
            help_text=LIST_HINT,
        ),
        *TextMixin.text_panels,
    ]
    facts_panels: ClassVar = [FieldPanel("dated_on"), PageChooserPanel("platform", "institutions.PlatformPage")]
    override_translatable_fields = [
        *ContentPage.override_translatable_fields,
        SynchronizedField("platform", overridable=False),
    ]

    class Meta:
        verbose_name = _("rights sheet")

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Name, heading and text of each part that is filled in, in reading order."""
        texts = [
            ("conditions", _("Conditions"), self.conditions),
            ("documents", _("Documents"), self.documents),
            ("price", _("Price"), self.price),
            ("time", _("Time limit"), self.time),
            ("duties", _("What the service owes you"), self.duties),
            ("remedies", _("What you can do"), self.remedies),
            ("sanctions", _("Sanctions"), self.sanctions),
        ]
        return [{"name": name, "title": title, "text": text} for name, title, text in texts if text.strip()]

    def search_sections(self) -> list[Section]:
        """Its own parts with their headings, then the text."""
        own = [Section(part["name"], str(part["title"]), part["text"]) for part in self.sections]
        return [*own, *super().search_sections()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return context | {"platform": platform_link(self, request)}
