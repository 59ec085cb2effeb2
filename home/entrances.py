"""Filtered views of what is published: one for each region, one for each audience."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.enums import Audience, TopicTree
from core.listing import build_listing, listing_feed
from core.listing.pages import FRAGMENT_TARGET
from core.listing.query import Scope
from core.listing.topics import TopicIndex
from core.models import Topic
from home.audiences import AUDIENCES, Entrance, audience_links, ways_for
from home.regions import region_context, region_links


def region_list(request: HttpRequest) -> HttpResponse:
    """All regions with the number of items filed under each."""
    return render(request, "home/region_list.html", {"regions": region_links(request)})


def region_detail(request: HttpRequest, code: str) -> HttpResponse:
    """What concerns one region: institutions with an office there, and everything filed under it."""
    region = _region(request, code)
    base = reverse("entrances:region-detail", args=[code])
    context = region_context(request, region) | {
        "heading_title": region.name(),
        "name_language": region.name_language(),
    }
    return _listed(request, "home/region_detail.html", Scope(topic_id=region.pk), base, context)


def region_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest items of a region as an Atom feed."""
    region = _region(request, code)
    base = reverse("entrances:region-detail", args=[code])
    return listing_feed(
        request, scope=Scope(topic_id=region.pk), title=region.name(), base_url=base, language=_language()
    )


def audience_list(request: HttpRequest) -> HttpResponse:
    """The entrances, one for each audience."""
    return render(request, "home/audience_list.html", {"audiences": audience_links(request)})


def audience_detail(request: HttpRequest, code: str) -> HttpResponse:
    """The entrance of one audience: where to begin, and everything written for it."""
    entrance = _entrance(code)
    base = reverse("entrances:audience-detail", args=[code])
    context = {"entrance": entrance, "ways": ways_for(code, request)}
    return _listed(request, "home/audience_detail.html", Scope(audience=code), base, context)


def audience_feed(request: HttpRequest, code: str) -> HttpResponse:
    """The newest items written for an audience as an Atom feed."""
    entrance = _entrance(code)
    base = reverse("entrances:audience-detail", args=[code])
    return listing_feed(
        request, scope=Scope(audience=code), title=str(entrance.title), base_url=base, language=_language()
    )


def _listed(request: HttpRequest, template: str, scope: Scope, base: str, context: dict[str, Any]) -> HttpResponse:
    """The page, or only its list when htmx swaps it."""
    listing = build_listing(request, scope=scope, base_url=base, language=_language())
    if request.htmx and request.htmx.target == FRAGMENT_TARGET:  # type: ignore[attr-defined]
        return HttpResponse(listing.html)
    return render(request, template, context | {"listing": listing})


def _language() -> str:
    return get_language() or ""


def _region(request: HttpRequest, code: str) -> Topic:
    topic = TopicIndex.load(request).by_code.get(code)
    if topic is None or topic.tree != TopicTree.REGION:
        raise Http404(_("There is no such region."))
    return topic


def _entrance(code: str) -> Entrance:
    if code not in AUDIENCES:
        raise Http404(_("There is no entrance for “%(code)s”.") % {"code": code})
    return AUDIENCES[Audience(code)]
