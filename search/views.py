"""The search page."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from core.i18n.formats import format_number
from core.listing.cards import entries as cards
from core.listing.cards import for_cards
from core.pager import pager_links
from search.facets import chosen_filters, facet_groups
from search.find import MOST_PAGES, PAGE_SIZE, Found, find
from search.items import entries
from search.labels import Labels
from search.params import SORTS, SearchParams
from search.query.compose import Match
from search.reduced import reduced_search


@never_cache
def page_list(request: HttpRequest) -> HttpResponse:
    """What is found, twenty a page, with filters; in reduced mode when the engine does not answer, and it says so.

    Kept in no cache: an object is left out from the moment it is public no more.
    """
    params = SearchParams.from_query(request.GET)
    reader = get_language() or ""
    context: dict[str, Any] = {"query": params.query, "params": params, "labels": Labels(request)}
    if not params.is_empty:
        found = find(request, params, reader)
        context |= _found(request, found, reader) if found else _reduced(request, params, reader)
    return render(request, "search/page_list.html", context)


def _found(request: HttpRequest, found: Found, reader: str) -> dict[str, Any]:
    params, base, labels = found.params, request.path, Labels(request)
    total = found.result.total
    pages = Paginator(range(min(total, PAGE_SIZE * MOST_PAGES)), PAGE_SIZE).get_page(params.page)
    return {
        "found": found,
        "heading": _heading(total),
        "items": entries(found, labels, reader),
        "groups": facet_groups(params, found.result.facets, labels, base),
        "chosen": chosen_filters(params, labels, base),
        "clear_url": params.without_filters().url(base),
        "sorts": _sorts(params, base),
        "pager": pager_links(pages, base, params.pairs()),
        "total": total,
        "some_words": found.match is Match.SOME and total > found.with_all,
    }


def _reduced(request: HttpRequest, params: SearchParams, reader: str) -> dict[str, Any]:
    pages = Paginator(for_cards(reduced_search(params.query, reader)), PAGE_SIZE).get_page(params.page)
    return {
        "is_reduced": True,
        "heading": _heading(pages.paginator.count),
        "items": cards(list(pages.object_list), request),
        "pager": pager_links(pages, request.path, [("q", params.query)]),
        "total": pages.paginator.count,
    }


def _heading(total: int) -> str:
    return ngettext("%(n)s result", "%(n)s results", total) % {"n": format_number(total)}


def _sorts(params: SearchParams, base: str) -> list[dict[str, Any]]:
    labels = {"relevance": _("Best match first"), "newest": _("Newest first"), "oldest": _("Oldest first")}
    return [
        {"url": replace(params, sort=sort, page=1).url(base), "label": labels[sort], "current": params.sort == sort}
        for sort in SORTS
    ]
