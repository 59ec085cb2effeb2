"""Registers the report of texts of files and the screens of documents with the admin; imported by knowledge's hooks."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import policy_registry

from core.models import PortalDocument
from knowledge.extraction.views import DocumentEditView, DocumentListView


class FileTextsMenuItem(MenuItem):
    """Shown to those who may change documents somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """The same as the report's own check."""
        return policy_registry.get_by_type(PortalDocument).user_has_permission(request.user, "change")


@hooks.register("register_admin_urls")
def report_urls() -> list[URLPattern | URLResolver]:
    """The report."""
    return [path("reports/texts-of-files/", include("knowledge.extraction.urls"))]


@hooks.register("register_admin_urls", order=-1)
def document_urls() -> list[URLPattern]:
    """The addresses of Wagtail's screens of documents, before its own: the first that matches answers."""
    return [
        path("documents/", DocumentListView.as_view()),
        path("documents/results/", DocumentListView.as_view(results_only=True)),
        path("documents/edit/<int:document_id>/", DocumentEditView.as_view()),
    ]


@hooks.register("register_reports_menu_item")
def report_menu_item() -> MenuItem:
    """The way to the report."""
    return FileTextsMenuItem(
        _("Texts of files"), reverse("file_texts:text-list"), name="texts-of-files", icon_name="doc-full", order=1150
    )
