"""The report of reviews that are overdue or due soon."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.filters import ContentTypeFilter, WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import get_page_content_types

from core.i18n.formats import format_date
from core.models import ContentPage, Institution
from core.models.content import ContentPageQuerySet
from institutions.isolation.scope import own_institutions, own_pages, serves_portal
from institutions.record.permissions import refuse
from institutions.record.reviews import DUE, SOON, STALE, due_pages, stage_of
from institutions.record.standing import stale_before

STAGES = {
    SOON: _("Due within 30 days"),
    DUE: _("Overdue"),
    STALE: _("Overdue, and readers are told"),
}


def _institutions(request: HttpRequest) -> QuerySet[Institution]:
    return own_institutions(request.user).with_names()  # type: ignore[attr-defined]


class ReviewFilterSet(WagtailFilterSet):
    stage = django_filters.ChoiceFilter(label=_("State"), method="filter_stage", choices=tuple(STAGES.items()))
    institution = django_filters.ModelChoiceFilter(label=_("Institution"), queryset=_institutions)
    content_type = ContentTypeFilter(
        label=_("Type"), queryset=lambda request: get_page_content_types(include_base_page_type=False)
    )

    class Meta:
        model = ContentPage
        fields: ClassVar = ["stage", "institution", "content_type"]

    def filter_stage(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Pages at one of the stages of `institutions.record.reviews`."""
        today = timezone.localdate()
        if value == SOON:
            return queryset.filter(review_due_on__gt=today)
        if value == STALE:
            return queryset.filter(review_due_on__lt=stale_before())
        return queryset.filter(review_due_on__lte=today, review_due_on__gte=stale_before())


class ReviewColumn(Column):
    """A button to the form that records the review."""

    cell_template_name = "institutions/record/_review_cell.html"


class ReviewReportView(ReportView):
    """Pages to look at again: a person's own, or all for those who serve the portal."""

    model = ContentPage
    page_title = _("Reviews due")
    header_icon = "calendar-check"
    index_url_name = "reviews-due"
    index_results_url_name = "reviews-due-results"
    filterset_class = ReviewFilterSet
    no_results_message = _("No review is due within the next 30 days.")
    export_filename = "reviews-due"
    is_searchable = False
    list_export: ClassVar = ["title", "institution_name", "type_name", "language", "review_due_on", "stage_name"]
    export_headings: ClassVar = {
        "title": _("Title"),
        "institution_name": _("Institution"),
        "type_name": _("Type"),
        "language": _("Language"),
        "review_due_on": _("Next review due on"),
        "stage_name": _("State"),
    }
    columns: ClassVar = [
        TitleColumn("title", label=_("Title"), url_name="wagtailadmin_pages:edit"),
        Column("institution_name", label=_("Institution")),
        Column("type_name", label=_("Type")),
        Column("language", label=_("Language")),
        Column("due_text", label=_("Next review due on")),
        Column("stage_name", label=_("State")),
        ReviewColumn("review", label=_("Review")),
    ]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The report, for whoever works on any page."""
        if not user_has_any_page_permission(request.user):
            return refuse(request, _("You do not work on any page, so there is nothing to review."))
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> ContentPageQuerySet:
        """What is due, in the order of the dates."""
        pages = due_pages()
        if not serves_portal(self.request.user):
            pages = pages.filter(pk__in=own_pages(self.request.user).order_by().values("pk"))
        return pages.select_related("institution", "content_type", "locale").prefetch_related("institution__names")

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The rows with what their columns say."""
        rows = list(object_list)
        for page in rows:
            page.institution_name = page.institution.name() if page.institution else ""
            page.type_name = page.page_type_display_name
            page.language = page.locale.get_display_name()
            page.due_text = format_date(page.review_due_on)
            page.stage_name = str(STAGES[stage_of(page.review_due_on)])
        return rows

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """The lines of the download, made now: once the answer is being sent, the admin's language is no longer set."""
        return iter(list(super().stream_csv(queryset)))
