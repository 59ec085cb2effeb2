"""The window in which a page is chosen: one's own pages, and public pages under their public titles."""

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views import chooser
from wagtail.models import Locale, Page
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from institutions.isolation.pages_titles import face
from institutions.isolation.replacing import replace_view
from institutions.isolation.scope import is_above_own, is_public_page, may_open_page, readable_pages, serves_portal

# Stock Wagtail 8.0.1 lets everybody browse and search the whole tree here, drafts included, with draft titles, the time
# of the last draft and whether there is one (`choose-page/`, `choose-page/<id>/`, `choose-page/search/`); answers
# `chosen-multiple/` for any number; opens at the common ancestor of all pages of a type, which may be a draft of
# another institution; and turns a pasted address into a page under its draft title.


def choosable_pages(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    """Hook `construct_page_chooser_queryset`: those that the person may read, and the way to their own."""
    user = request.user
    if serves_portal(user):
        return pages
    way = page_permission_policy.explorable_instances(user).order_by().values("pk")
    readable = readable_pages(user).order_by().values("pk")
    return pages.filter(pk__in=readable) | pages.filter(pk__in=way)


class WarmPaginator(Paginator):
    """Reads at once what the rows show; 8.0.1 asks for parent, language, schedule and workflow of each row."""

    def _get_page(self, *args: Any, **kwargs: Any) -> Any:
        pages, *rest = args
        rows = list(pages)
        _warm(rows)
        return super()._get_page(rows, *rest, **kwargs)  # type: ignore[misc]


def _warm(rows: list[Page]) -> None:
    keys = [row.pk for row in rows]
    parents = {row.path[: -row.steplen] for row in rows if row.depth > 1}
    by_path = {page.path: page for page in Page.objects.filter(path__in=parents)}
    locales = Locale.objects.in_bulk({row.locale_id for row in rows})
    read = Page.objects.filter(pk__in=keys).annotate_approved_schedule().prefetch_workflow_states()
    known = {page.pk: page for page in read}
    for row in rows:
        row._cached_parent_obj = by_path.get(row.path[: -row.steplen])
        row.locale = locales[row.locale_id]
        row._approved_schedule = known[row.pk]._approved_schedule
        row._current_workflow_states = known[row.pk]._current_workflow_states


class FacedColumns:
    """The columns of the window, telling of others' pages what is public."""

    @property
    def columns(self) -> list[Column]:
        """Wagtail's, about the faces of pages."""
        return [_faced(column) for column in super().columns]  # type: ignore[misc]


class FacedStatusColumn(chooser.PageStatusColumn):
    """Whether the page is live; of others' pages not whether there is a later draft."""

    def get_value(self, instance: Page) -> Any:
        """The page as the person sees it."""
        return face(instance)


class FacedTitleColumn(chooser.PageTitleColumn):
    """The title; of others' pages not whether they are locked."""

    def get_cell_context_data(self, instance: Page, parent_context: Any) -> dict[str, Any]:
        """Wagtail's, about the page as the person sees it."""
        return {**super().get_cell_context_data(instance, parent_context), "page": face(instance)}


def _faced(column: Column) -> Column:
    if isinstance(column, chooser.PageTitleColumn):
        return FacedTitleColumn(column.name, label=column.label, is_multiple_choice=column.is_multiple_choice)
    if isinstance(column, chooser.PageStatusColumn):
        return FacedStatusColumn(column.name, label=column.label, width=column.width)
    if isinstance(column, DateColumn):
        column.accessor = lambda page: face(page).latest_revision_created_at
    return column


class ReadableBrowseView(FacedColumns, chooser.BrowseView):
    """Browses the tree."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """As Wagtail's, below a page that the person may see; without one, below what they may choose from."""
        if parent_page_id is None:
            parent_page_id = _start(request)
        elif not _may_stand_below(request.user, get_object_or_404(Page, pk=parent_page_id)):
            raise Http404
        return super().get(request, parent_page_id)


def _may_stand_below(user: Any, page: Page) -> bool:
    return is_above_own(user, page) or page.depth == 1 or is_public_page(page) or may_open_page(user, page)


def _start(request: HttpRequest) -> int | None:
    """The common ancestor of the pages of the wanted types that the person may see; None leaves it to Wagtail."""
    wanted = request.GET.get("page_type") or chooser.base_page_type_string
    try:
        types = chooser.page_models_from_string(wanted)
    except (ValueError, LookupError) as error:
        raise Http404 from error
    if types == (Page,):
        return None
    start = choosable_pages(Page.objects.all(), request).type(*types).first_common_ancestor()
    return start.pk if _may_stand_below(request.user, start) else Page.get_first_root_node().pk


class ReadableSearchView(FacedColumns, chooser.SearchView):
    """Searches by title."""


class ReadableChosenView(chooser.ChosenMultipleView):
    """Answers with the pages that were ticked."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """As Wagtail's, for those that the person may read."""
        wanted = [int(key) for key in request.GET.getlist("id") if key.isdecimal()]
        asked = request.GET.copy()
        asked.setlist("id", [str(key) for key in _readable_keys(request.user, wanted)])
        request.GET = asked  # type: ignore[assignment]
        return super().get(request)


def _readable_keys(user: Any, keys: list[int]) -> list[int]:
    return list(readable_pages(user).filter(pk__in=keys).values_list("pk", flat=True))


class PublicLinkView(chooser.ExternalLinkView):
    """Takes an address, and offers the page of the portal that it leads to."""

    def post(self, request: HttpRequest) -> HttpResponse:
        """As Wagtail's, under the title that the person may read."""
        if "external-link-chooser-url" not in request.POST:  # Wagtail's field fails without a value
            return self.get(request)
        response = super().post(request)
        answer = _content(response)
        page = answer.get("internal") or answer.get("result")
        if not isinstance(page, dict) or "adminTitle" not in page:
            return response
        title = get_object_or_404(Page, pk=page["id"]).specific.get_admin_display_title()
        if title == page["adminTitle"]:
            return response
        page["adminTitle"] = title
        if "internal" not in answer:
            return self.render_chosen_response(page)
        answer.pop("html")
        words = {"submitted_url": answer["external"]["url"], "internal_url": page["url"], "page": title}
        return render_modal_workflow(
            request, "wagtailadmin/chooser/confirm_external_to_internal.html", None, words, json_data=answer
        )


def _content(response: HttpResponse) -> dict[str, Any]:
    return json.loads(response.content) if isinstance(response, JsonResponse) else {}


def close_choosers() -> None:
    """From `AppConfig.ready()`: the addresses of the window lead to the views of this module."""
    replace_view(chooser, "Paginator", WarmPaginator)
    replace_view(chooser, "BrowseView", ReadableBrowseView)
    replace_view(chooser, "SearchView", ReadableSearchView)
    replace_view(chooser, "ChosenMultipleView", ReadableChosenView)
    replace_view(chooser, "ExternalLinkView", PublicLinkView)
