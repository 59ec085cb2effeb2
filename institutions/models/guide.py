"""The guide "Who can help me?"."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList, TabbedInterface
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from core.models import IndexPage
from institutions.guide.blocks import StepsField
from institutions.guide.form import HelpGuideForm
from institutions.guide.graph import Graph
from institutions.guide.panel import GraphPanel
from institutions.guide.reading import all_steps, step_context


class HelpGuidePage(RoutablePageMixin, IndexPage):
    """Questions that lead a person to who can help them. Each step has an address, which says nothing about who asked."""

    steps = StepsField(
        verbose_name=_("steps"),
        blank=True,
        help_text=_("Questions and results. The guide begins with the first. Each answer names the step it leads to."),
    )

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    base_form_class = HelpGuideForm
    content_panels: ClassVar = [*IndexPage.content_panels, FieldPanel("steps")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Content")),
            ObjectList([GraphPanel()], heading=_("Graph")),
            ObjectList(IndexPage.promote_panels, heading=_("Promote")),
            ObjectList(IndexPage.settings_panels, heading=_("Settings")),
        ],
        base_form_class=HelpGuideForm,
    )

    class Meta:
        verbose_name = _("guide “Who can help me?”")

    @path("")
    def begin(self, request: HttpRequest) -> HttpResponse:
        """The first question."""
        return self._show(request, None)

    @path("print/")
    def whole(self, request: HttpRequest) -> HttpResponse:
        """All questions and results on one page, to print."""
        context = self.get_context(request) | {"steps": all_steps(self, request)}
        return TemplateResponse(request, "institutions/help_guide_print.html", context)

    @path("<slug:key>/")
    def step(self, request: HttpRequest, key: str) -> HttpResponse:
        """One question or result."""
        return self._show(request, key)

    def _show(self, request: HttpRequest, key: str | None) -> HttpResponse:
        context = step_context(self, key, request)
        if context is None:
            raise Http404("The guide has no such step.")
        return TemplateResponse(request, self.template, self.get_context(request) | context)

    def subpath_in(self, translation: Page, subpath: str) -> str:
        """For the language switch: the same step of the other guide, else its beginning."""
        if subpath == "print/":
            return subpath
        there = Graph.of(translation.specific.steps).by_key
        return subpath if subpath.removesuffix("/") in there else ""
