"""The report of what people search."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.contrib.auth.context_processors import PermWrapper
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, Table
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from core.analysis.fold import fold
from core.templatetags.look import language_name
from search.admin.addresses import promotion_add, public_search, query_settle, synonym_add
from search.admin.filters import SHOWN, WITHOUT_RESULTS, QueryFilterSet, queries
from search.models import QueryCount, SettledQuery
from search.models.log import ENOUGH_TO_BE_OPENED

POLICY = ModelPermissionPolicy(QueryCount)


@dataclass(frozen=True)
class SearchedQuery:
    """One query in one language, as the report shows it."""

    query: str
    language: str
    total_searches: int
    total_clicks: int
    last_results: int
    last_hour: datetime
    open_hours: int
    settled: SettledQuery | None = None

    @property
    def opened(self) -> int:
        """Results that were opened for a hundred searches; a search of which two are opened counts twice."""
        return round(100 * self.total_clicks / self.total_searches)

    @property
    def language_name(self) -> str:
        """The language in words."""
        return language_name(self.language)

    @property
    def is_settled(self) -> bool:
        """Whether it was not searched again since it was settled."""
        return not self.open_hours

    @property
    def public_search(self) -> str:
        """What readers see for it."""
        return public_search(self.query, self.language)

    @property
    def synonym_add(self) -> str:
        """The form of synonyms."""
        return synonym_add(self.query, self.language)

    @property
    def promotion_add(self) -> str:
        """The form of a recommended page."""
        return promotion_add(self.query, self.language)

    @property
    def query_settle(self) -> str:
        """The form that settles it."""
        return query_settle(self.query, self.language)


def with_notes(rows: Iterable[dict[str, Any]]) -> list[SearchedQuery]:
    """The rows of a page with what was noted about them; one query, none without rows."""
    found = list(rows)
    about = SettledQuery.objects.filter(query__in=[row["query"] for row in found])
    notes = {(one.language, one.query): one for one in about}
    return [SearchedQuery(**row, settled=notes.get((row["language"], row["query"]))) for row in found]


class QueryColumn(Column):
    """The query, with what was noted about it and a link to what readers see."""

    cell_template_name = "search/admin/_query_cell.html"


class ActionsColumn(Column):
    """Links to what can be done about a query."""

    cell_template_name = "search/admin/_query_actions_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        """With the person's permissions: Wagtail draws cells without the context that templates have elsewhere."""
        context = super().get_cell_context_data(instance, parent_context)
        return context | {"perms": PermWrapper(context["request"].user)}


class QueryReportView(ReportView):
    """What people search: without results first, which is what editors can do something about."""

    model = QueryCount
    permission_policy = POLICY
    permission_required = "view"
    template_name = "search/admin/queries.html"
    results_template_name = "search/admin/queries_results.html"
    page_title = _("What people search")
    header_icon = "search"
    index_url_name = "search-queries:query-list"
    index_results_url_name = "search-queries:query-list-results"
    filterset_class = QueryFilterSet
    is_searchable = True
    default_ordering = ("-total_searches", "query", "language")
    export_filename = "searched-queries"
    list_export: ClassVar = [
        "query",
        "language_name",
        "total_searches",
        "last_results",
        "total_clicks",
        "opened",
        "last_hour",
    ]
    export_headings: ClassVar = {
        "query": _("Query"),
        "language_name": _("Language"),
        "total_searches": _("Searches"),
        "last_results": _("Results at the last search"),
        "total_clicks": _("Results opened"),
        "opened": _("Results opened per 100 searches"),
        "last_hour": _("Last searched"),
    }
    columns: ClassVar = [
        QueryColumn("query", label=_("Query"), sort_key="query"),
        Column("language_name", label=_("Language"), sort_key="language"),
        NumberColumn("total_searches", label=_("Searches"), sort_key="total_searches"),
        NumberColumn("last_results", label=_("Results"), sort_key="last_results"),
        NumberColumn("opened", label=_("Opened per 100 searches")),
        DateColumn("last_hour", label=_("Last searched"), sort_key="last_hour"),
        ActionsColumn("actions", label=_("Actions")),
    ]

    def get_base_queryset(self) -> Any:
        """What is shown when nothing can be made of what was chosen."""
        return queries()

    def search_queryset(self, queryset: Any) -> Any:
        """Queries with these letters; they are kept folded."""
        return queryset.filter(query__contains=fold(self.search_query)) if self.is_searching else queryset

    def get_filtered_queryset(self) -> Any:
        """Filtered once; Wagtail's report filters again what its list has filtered."""
        return self.get_queryset()

    def get_table(self, object_list: Any) -> Table:
        """The rows of the page with their notes."""
        return super().get_table(with_notes(object_list))

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        """The rows of a download."""
        return with_notes(object_list) if self.is_export else object_list

    def stream_csv(self, queryset: Any) -> Iterator[bytes]:
        """The lines of the download, made now: once the answer is being sent, the admin's language is no longer set."""
        return iter(list(super().stream_csv(queryset)))

    @cached_property
    def tabs(self) -> list[tuple[str, Any, bool]]:
        """The three lists: what chooses each, its name, whether it is shown."""
        shown = self.request.GET.get("show", "")
        return [(code, label, code == shown) for code, label in (("", WITHOUT_RESULTS), *SHOWN)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The list, and from how many searches on a query counts as never opened."""
        return super().get_context_data(*args, tabs=self.tabs, enough=ENOUGH_TO_BE_OPENED, **kwargs)
