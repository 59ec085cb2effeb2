"""The search page."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext

from core.i18n.formats import format_number
from core.listing.cards import entries, for_cards
from core.pager import pager_links
from search.reduced import LONGEST_QUERY, reduced_search

PAGE_SIZE = 20


def page_list(request: HttpRequest) -> HttpResponse:
    """Results for `q`, twenty a page; says that it works in reduced mode."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    found = reduced_search(query, get_language() or "")
    pages = Paginator(for_cards(found), PAGE_SIZE).get_page(request.GET.get("page"))
    total = pages.paginator.count
    context = {
        "query": query,
        "heading": ngettext("%(n)s result", "%(n)s results", total) % {"n": format_number(total)},
        "items": entries(list(pages.object_list), request),
        "pager": pager_links(pages, request.path, {"q": query}),
        "total": total,
    }
    return render(request, "search/page_list.html", context)
