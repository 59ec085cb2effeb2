"""The report of links in the admin: every web address that public content names, and how its last check ended."""

from collections.abc import Iterator
from typing import Any, ClassVar

import django_filters
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from core.links.enums import Outcome
from core.links.models import LinkCheck
from core.links.named import namers


class LinkFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        method="filter_state",
        choices=(("failing", _("Failing")), ("dead", _("Readers are warned")), ("unchecked", _("Not checked yet"))),
    )
    outcome = django_filters.ChoiceFilter(label=_("Result"), choices=Outcome.choices)

    class Meta:
        model = LinkCheck
        fields: ClassVar = ["state", "outcome"]

    def filter_state(self, queryset: QuerySet, name: str, value: str) -> QuerySet:
        """Rows in one of the states."""
        if value == "unchecked":
            return queryset.filter(checked_at__isnull=True)
        return queryset.filter(is_dead=True) if value == "dead" else queryset.filter(failing_since__isnull=False)


class AddressColumn(Column):
    """The address, to be opened beside the admin."""

    cell_template_name = "core/links/_address_cell.html"


class NamersColumn(Column):
    """Links to the pages that name the address."""

    cell_template_name = "core/links/_namers_cell.html"


class LinkReportView(ReportView):
    """Every address; those that fail come first."""

    model = LinkCheck
    permission_policy = ModelPermissionPolicy(LinkCheck)
    permission_required = "view"
    template_name = "core/links/report.html"
    page_title = _("Links")
    header_icon = "link"
    index_url_name = "links:report-list"
    index_results_url_name = "links:report-list-results"
    filterset_class = LinkFilterSet
    default_ordering = ("-is_dead", "-failures", "url")
    no_results_message = _("No link matches.")
    export_filename = "links"
    list_export: ClassVar = ["url", "named_by", "sentence", "failing_since", "checked_at"]
    export_headings: ClassVar = {
        "url": _("Address"),
        "named_by": _("Named by"),
        "sentence": _("Result"),
        "failing_since": _("Failing since"),
        "checked_at": _("Last checked"),
    }
    columns: ClassVar = [
        AddressColumn("url", label=_("Address"), sort_key="url"),
        NamersColumn("namers", label=_("Named by")),
        Column("sentence", label=_("Result"), sort_key="outcome"),
        Column("failing_since", label=_("Failing since"), sort_key="failing_since"),
        DateColumn("checked_at", label=_("Last checked"), sort_key="checked_at"),
    ]

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The rows with what names each of them: one pass over the sources for all."""
        rows = list(object_list)
        found = namers(row.url for row in rows)
        for row in rows:
            row.namers = found.get(row.url, [])
            row.named_by = [link.title for link in row.namers if link.title]
        return rows

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """The lines of the download, made now: once the answer is being sent, the admin's language is no longer set."""
        return iter(list(super().stream_csv(queryset)))

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, and whether links are checked at all."""
        return super().get_context_data(*args, is_on=settings.LINK_CHECKS, **kwargs)
