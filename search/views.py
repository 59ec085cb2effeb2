"""The search page."""

from dataclasses import replace
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page

from core.i18n.formats import format_number
from core.listing.cards import entries as cards
from core.listing.cards import for_cards
from core.listing.pages import FRAGMENT_TARGET
from core.pager import pager_links
from search.empty import empty_context
from search.facets import chosen_filters, facet_groups
from search.find import MOST_PAGES, PAGE_SIZE, Found, find
from search.headers import unlisted
from search.items import entries
from search.labels import Labels
from search.notices import language_choice, notices
from search.params import DATES, SORTS, SearchParams
from search.reduced import reduced_search
from search.start import start_context

FOLDED = ("region", "audience", "media", "authority")  # filters that few need: behind "more filters"


@unlisted
@never_cache
@gzip_page  # no cache compresses it; and it holds no secret that its length could betray (BREACH)
def page_list(request: HttpRequest) -> HttpResponse:
    """What is found, twenty a page, with filters; in reduced mode when the engine does not answer, and it says so.

    Only the results when htmx swaps them. Kept in no cache: an object is left out from the moment it is public no more.
    """
    params = SearchParams.from_query(request.GET)
    reader = get_language() or ""
    labels = Labels(request)
    context: dict[str, Any] = {"query": params.query, "params": params, "hidden": _hidden(params)}
    if params.is_empty:
        context |= start_context(request, labels, reader)
    else:
        found = find(request, params, reader)
        context |= _found(request, found, labels, reader) if found else _reduced(request, params, reader)
    is_swapped = request.htmx and request.htmx.target == FRAGMENT_TARGET  # type: ignore[attr-defined]
    return render(request, "search/_listing.html" if is_swapped else "search/page_list.html", context)


def _found(request: HttpRequest, found: Found, labels: Labels, reader: str) -> dict[str, Any]:
    params, base = found.params, request.path
    total = found.result.total
    pages = Paginator(range(min(total, PAGE_SIZE * MOST_PAGES)), PAGE_SIZE).get_page(params.page)
    chosen = chosen_filters(params, labels, base)
    groups = facet_groups(params, found.result.facets, labels, base)
    folded = [group for group in groups if group["name"] in FOLDED]
    return {
        "found": found,
        "params": params,
        "hidden": _hidden(params),
        "heading": _heading(total),
        "notices": notices(request.GET, found, reader, base),
        "instead": _instead(found, base),
        "items": entries(found, labels, reader),
        "groups": [group for group in groups if group["name"] not in FOLDED],
        "more_groups": folded,
        "more_open": any(group["is_chosen"] for group in folded),
        "dates": _dates(request, params) if total or _has_days(params) else None,
        "chosen": chosen,
        "clear_url": params.without_filters().url(base),
        "kept": _kept(len(chosen)),
        "other_languages": language_choice(found, reader, base),
        "sorts": _sorts(params, base) if total > 1 else [],
        "pager": pager_links(pages, base, params.pairs()),
        "feed_url": params.url(reverse("search:page-feed")),
        "total": total,
        **({} if total else empty_context(request, found, labels, reader)),
    }


def _instead(found: Found, base: str) -> dict[str, str] | None:
    """Another spelling, with its results; its address keeps the filters."""
    if not found.instead:
        return None
    url = replace(found.params, query=found.instead, page=1).url(base)
    return {"words": found.instead, "url": url, "text": _heading(found.instead_total)}


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


def _hidden(params: SearchParams, without: tuple[str, ...] = ("q", "exactly")) -> list[dict[str, str]]:
    """What a form sends along, so that it changes one thing and keeps the others."""
    return [{"name": name, "value": value} for name, value in params.pairs() if name not in without]


def _kept(chosen: int) -> str:
    """How many filters a new query will keep."""
    text = ngettext("%(n)s filter stays when you search again.", "%(n)s filters stay when you search again.", chosen)
    return text % {"n": format_number(chosen)} if chosen else ""


def _has_days(params: SearchParams) -> bool:
    return bool(params.first_day or params.last_day or set(DATES) & set(params.unknown))


def _dates(request: HttpRequest, params: SearchParams) -> dict[str, Any]:
    """The form of first and last day. What was typed and is no date is named in a notice."""
    days = zip(
        DATES,
        (params.first_day, params.last_day),
        (pgettext("first day", "From"), pgettext("last day", "Until")),
        strict=True,
    )
    return {
        "action": request.path,
        "notes": "notices",
        "hidden": _hidden(params, without=DATES),
        "fields": [
            {
                "name": name,
                "label": label,
                "value": day.isoformat() if day else "",
                "is_wrong": name in params.unknown,
            }
            for name, day, label in days
        ],
    }


def _sorts(params: SearchParams, base: str) -> list[dict[str, Any]]:
    labels = {
        "relevance": pgettext("sorted by", "Relevance"),
        "newest": pgettext("sorted by", "Newest"),
        "oldest": pgettext("sorted by", "Oldest"),
    }
    return [
        {"url": replace(params, sort=sort, page=1).url(base), "label": labels[sort], "current": params.sort == sort}
        for sort in SORTS
    ]
