"""The report of texts of files, and what the screens of documents say of them."""

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.generic import PermissionCheckedMixin, WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.documents.views import documents
from wagtail.permissions import policy_registry

from core.models import PortalDocument
from knowledge.extraction.enums import TextReason, TextState
from knowledge.extraction.models import FileText, FileTextQuerySet
from knowledge.extraction.sentences import sentence, sentences_of
from knowledge.extraction.services import documents_to_read, read_again


class OfDocuments:
    """Asks the policy of documents, which Wagtail registers when it starts: after this module is imported."""

    @property
    def permission_policy(self) -> Any:
        """Who may do what with documents."""
        return policy_registry.get_by_type(PortalDocument)


def own_documents(user: Any) -> QuerySet[PortalDocument]:
    """The documents that a person may change."""
    return policy_registry.get_by_type(PortalDocument).instances_user_has_permission_for(user, "change")


def own_rows(user: Any) -> FileTextQuerySet:
    """What came of reading them."""
    return FileText.objects.current().filter(document__in=own_documents(user).order_by())


class FileTextFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=_("State"), choices=TextState.choices)
    reason = django_filters.ChoiceFilter(label=_("Reason"), choices=TextReason.choices)

    class Meta:
        model = FileText
        fields: ClassVar = ["state", "reason"]


class ActionsColumn(Column):
    """A button that has the file read again."""

    cell_template_name = "knowledge/admin/extraction/_actions_cell.html"


class FileTextReportView(OfDocuments, ReportView):
    """What the search finds in each file; what could not be read comes first."""

    model = FileText
    permission_required = "change"
    template_name = "knowledge/admin/extraction/report.html"
    page_title = _("Texts of files")
    header_icon = "doc-full"
    index_url_name = "file_texts:text-list"
    index_results_url_name = "file_texts:text-list-results"
    filterset_class = FileTextFilterSet
    default_ordering = ("-state", "document__title", "pk")
    no_results_message = _("No file matches.")
    export_filename = "texts-of-files"
    list_export: ClassVar = ["document.title", "document.filename", "sentence", "extracted_at"]
    export_headings: ClassVar = {
        "document.title": _("Document"),
        "document.filename": _("File"),
        "sentence": _("What the search finds"),
        "extracted_at": _("Last read"),
    }

    @cached_property
    def columns(self) -> list[Column]:
        """The document, which leads to its screen, and what the search finds in it."""
        return [
            TitleColumn(
                "document.title",
                label=_("Document"),
                sort_key="document__title",
                get_url=lambda row: reverse("wagtaildocs:edit", args=[row.document_id]),
            ),
            Column("document.filename", label=_("File")),
            Column("sentence", label=_("What the search finds"), sort_key="state"),
            DateColumn("extracted_at", label=_("Last read"), sort_key="extracted_at"),
            ActionsColumn("actions", label=_("Actions")),
        ]

    def get_base_queryset(self) -> FileTextQuerySet:
        """The rows of files that the person may change."""
        return own_rows(self.request.user).with_counts().select_related("document")

    def decorate_paginated_queryset(self, object_list: Any) -> list[FileText]:
        """The rows with their sentences."""
        rows = list(object_list)
        for row in rows:
            row.sentence = sentence(row)
        return rows

    def stream_csv(self, queryset: Any) -> Any:
        """The lines of the download, made now: once the answer is being sent, the admin's language is no longer set."""
        return iter(list(super().stream_csv(queryset)))

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        """Reading again all that could not be read."""
        if not own_rows(self.request.user).failed().exists():
            return []
        return [
            HeaderButton(_("Read all again that failed"), url=reverse("file_texts:read-again-all"), icon_name="rotate")
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, and how many files there are in each state."""
        counted = own_rows(self.request.user).order_by().values("state").annotate(count=Count("pk"))
        counts = {row["state"]: row["count"] for row in counted}
        waiting = documents_to_read().filter(pk__in=own_documents(self.request.user).order_by()).count()
        states = [(state.label, counts.get(state, 0)) for state in TextState]
        return super().get_context_data(*args, states=states, waiting=waiting, **kwargs)


class ReadAgainView(OfDocuments, PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Asks whether one file is to be read again, and has it read."""

    permission_required = "change"
    template_name = "knowledge/admin/extraction/confirm.html"
    header_icon = "doc-full"
    page_title = _("Read again")
    _show_breadcrumbs = True

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The report, then this question."""
        items = super().get_breadcrumbs_items()
        report = {"url": reverse("file_texts:text-list"), "label": _("Texts of files")}
        return [*items, report, {"label": self.page_title}]

    def rows(self) -> FileTextQuerySet:
        """What it is about. Raises Http404 for a file that the person may not change."""
        rows = own_rows(self.request.user)
        return rows.filter(pk=get_object_or_404(rows, pk=self.kwargs["pk"]).pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The question and the files."""
        rows = self.rows().with_counts().select_related("document").order_by("document__title", "pk")
        told = [(row.document.title, sentence(row)) for row in rows[:10]]
        return super().get_context_data(files=told, count=rows.count(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Have them read and return to the list."""
        count = read_again(self.rows())
        told = ngettext("%(count)d file will be read again.", "%(count)d files will be read again.", count)
        messages.success(request, told % {"count": count})
        return HttpResponseRedirect(reverse("file_texts:text-list"))


class ReadAllAgainView(ReadAgainView):
    """The same of every file that could not be read."""

    page_title = _("Read all again that failed")

    def rows(self) -> FileTextQuerySet:
        """Every such file that the person may change."""
        return own_rows(self.request.user).failed()


class DocumentListView(documents.IndexView):
    """Wagtail's list of documents, with what the search finds in each."""

    @cached_property
    def columns(self) -> list[Column]:
        """Wagtail's columns and one more."""
        return [*super().columns, Column("search_text", label=_("What the search finds"), width="20%")]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """Wagtail's rows with a sentence each."""
        rows = list(super().decorate_paginated_queryset(object_list))
        told = sentences_of(rows)
        for row in rows:
            row.search_text = told[row.pk]
        return rows


class DocumentEditView(documents.EditView):
    """Wagtail's screen of a document, with what the search finds in it."""

    template_name = "knowledge/admin/extraction/document.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's, with the sentence."""
        return super().get_context_data(**kwargs) | {"search_text": sentences_of([self.object])[self.object.pk]}
