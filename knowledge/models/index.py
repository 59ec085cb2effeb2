"""The entrance to the knowledge base."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path

from core.listing.pages import ListingPageMixin
from core.listing.query import Scope
from core.models import IndexPage
from knowledge.enums import KNOWLEDGE_KINDS
from knowledge.glossary import glossary_context


class KnowledgeIndexPage(ListingPageMixin, IndexPage):
    """Everything to read and learn from, in one language: laws, guides, reports, answers; and the glossary."""

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("knowledge base")

    def listing_scope(self) -> Scope:
        """The kinds of content that people read to know."""
        return Scope(kinds=KNOWLEDGE_KINDS)

    @path("glossary/")
    def glossary(self, request: HttpRequest) -> HttpResponse:
        """All terms with their definitions, in the order of the alphabet."""
        return self.render(
            request, template="knowledge/glossary.html", context_overrides=glossary_context(self, request)
        )
