"""A listing ready for its template: entries, filters with counts, sorting, pages."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.cache import remember
from core.i18n.formats import format_number
from core.kinds import get_kind
from core.listing.cards import entries, for_cards
from core.listing.facets import SHOWN, Counts, Facet, count_all
from core.listing.params import OWN_LANGUAGE, UNDATED, ListingParams
from core.listing.query import ListingQuery, Scope
from core.listing.topics import TopicIndex
from core.models import Topic
from core.pager import pager_links

PAGE_SIZE = 20


@dataclass(frozen=True)
class Listing:
    """What components/listing.html shows."""

    topic: Topic | None
    total: int
    heading: str
    items: list[dict[str, Any]]
    groups: list[dict[str, Any]]
    chosen: list[dict[str, Any]]
    sorts: list[dict[str, Any]]
    pager: dict[str, Any]
    languages: dict[str, Any] | None
    unknown: tuple[str, ...]
    clear_url: str
    feed_url: str

    @cached_property
    def html(self) -> SafeString:
        """The list as components/listing.html draws it."""
        return render_to_string("components/listing.html", {"listing": self})


def build_listing(request: HttpRequest, *, scope: Scope, base_url: str, language: str) -> Listing:
    """The listing an address asks for, the same object for everybody until public content changes.

    The number of queries does not depend on the number of items.
    """
    topics = TopicIndex.load(request)
    params = ListingParams.from_query(request.GET, topics)
    asked = (*params.values().items(), params.page, params.unknown)
    key = ("listing", scope, language, get_language(), request.get_host(), base_url, asked)
    return remember(
        key, lambda: _make_listing(request, ListingQuery(scope, language, topics), params, base_url, topics)
    )


def _make_listing(
    request: HttpRequest, query: ListingQuery, params: ListingParams, base_url: str, topics: TopicIndex
) -> Listing:
    counts = count_all(query, params, topics)
    has_publishers = query.scope.institution_id is None
    paginator = Paginator(for_cards(query.sorted(params), publisher=has_publishers), PAGE_SIZE)
    paginator.count = counts.total  # the grouped query knows it already
    pages = paginator.get_page(params.page)
    total = counts.total
    return Listing(
        topic=query.topic,
        total=total,
        heading=ngettext("%(n)s item", "%(n)s items", total) % {"n": format_number(total)},
        items=entries(list(pages.object_list), request, publisher=has_publishers),
        groups=[_group(facet, params, base_url) for facet in counts.facets],
        chosen=_chosen(params, base_url),
        sorts=_sorts(params, base_url),
        pager=pager_links(pages, base_url, params.values()),
        languages=_languages(query, params, base_url, counts),
        unknown=params.unknown,
        clear_url=base_url,
        feed_url=params.url(f"{base_url}feed/", sort=None),
    )


def _group(facet: Facet, params: ListingParams, base_url: str) -> dict[str, Any]:
    current = getattr(params, facet.name)
    chosen = getattr(current, "code", current)
    links = [
        {
            "url": params.url(base_url, **{facet.name: None if choice.value == chosen else choice.value}),
            "label": choice.label,
            "language": choice.language,
            "count": format_number(choice.count),
            "current": choice.value == chosen,
        }
        for choice in facet.choices
    ]
    return {"title": facet.title, "links": links[:SHOWN], "more": links[SHOWN:]}


def _label(name: str, value: Any) -> dict[str, str]:
    """The chosen value in words, and their language when it is another."""
    if name == "kind":
        return {"label": str(get_kind(value).plural)}
    if name == "year":
        return {"label": _("Undated") if value == UNDATED else value}
    return {"label": value.name(), "language": value.name_language()}


def _chosen(params: ListingParams, base_url: str) -> list[dict[str, Any]]:
    return [
        {**_label(name, getattr(params, name)), "remove_url": params.url(base_url, **{name: None})}
        for name in params.chosen()
    ]


def _sorts(params: ListingParams, base_url: str) -> list[dict[str, Any]]:
    labels = {"newest": _("Newest first"), "oldest": _("Oldest first"), "title": _("By title")}
    return [
        {"url": params.url(base_url, sort=sort), "label": label, "current": params.sort == sort}
        for sort, label in labels.items()
    ]


def _languages(query: ListingQuery, params: ListingParams, base_url: str, counts: Counts) -> dict[str, Any] | None:
    """How many items exist only in other languages, and the address that hides or shows them."""
    if params.languages == OWN_LANGUAGE:
        number = query.filtered(params.without("languages")).count() - counts.total
        text = ngettext(
            "%(n)s item exists only in another language.", "%(n)s items exist only in other languages.", number
        )
        label, url = _("Show them too"), params.url(base_url, languages=None)
    else:
        number = counts.other_language
        text = ngettext(
            "%(n)s item is shown in another language.", "%(n)s items are shown in another language.", number
        )
        label, url = _("Show this language only"), params.url(base_url, languages=OWN_LANGUAGE)
    return {"text": text % {"n": format_number(number)}, "label": label, "url": url} if number else None
