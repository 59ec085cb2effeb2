"""The home page and standard pages."""

from itertools import accumulate
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from core.locales import locale_of
from core.models import ContentPage, PortalPage, TextMixin
from home.sections import home_sections


class HomePage(PortalPage):
    """The portal's front page in one language."""

    lead = models.TextField(_("lead"), blank=True, help_text=_("One or two sentences below the title."))

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    content_panels: ClassVar = [*PortalPage.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("home page")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail routes, but finds the deepest page of an address in one query instead of one a step."""
        paths = list(accumulate((f"{part}/" for part in path_components), initial=self.url_path))[1:]
        deepest = Page.objects.filter(url_path__in=paths, path__startswith=self.path).order_by("-depth").first()
        if deepest is None:
            return super().route(request, path_components)
        page = deepest.specific
        page.locale = locale_of(page.locale_id)
        return page.route(request, path_components[page.depth - self.depth :])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = home_sections(self, request)
        return context


class StandardPage(TextMixin, ContentPage):
    """A page of running text: about, accessibility, privacy."""

    in_footer = models.BooleanField(_("shown in the footer"), default=False)

    kinds = ("page",)
    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar = ["home.StandardPage"]
    content_panels: ClassVar = [
        *ContentPage.content_panels,
        FieldPanel("summary"),
        *TextMixin.text_panels,
        FieldPanel("in_footer", help_text=_("For pages that everybody must find: about, accessibility, privacy.")),
    ]
    filing_panels: ClassVar = ContentPage.looks_panels
    override_translatable_fields = ContentPage.override_translatable_fields

    class Meta:
        verbose_name = _("standard page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        children = StandardPage.objects.child_of(self).visible().select_related("locale").order_by("path")
        context["subpages"] = [{"url": child.get_url(request), "label": child.title} for child in children]
        return context
