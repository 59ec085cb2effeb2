"""What the portal knows of each region."""

from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext, override

from core.cache import remember
from core.collation import collation_key
from core.enums import TopicTree
from core.i18n.formats import format_number
from core.kinds import listed_codes
from core.listing.topics import TopicIndex
from core.models import ContentPage, Topic
from institutions.models import InstitutionPage


def region_links(request: HttpRequest) -> list[dict[str, Any]]:
    """Address, name and number of items of each region; one query, none while nothing public has changed."""
    return remember(("regions", get_language(), request.get_host()), lambda: _make_links(request))


def _make_links(request: HttpRequest) -> list[dict[str, Any]]:
    topics = TopicIndex.load(request).by_id.values()
    regions = sorted(
        (topic for topic in topics if topic.tree == TopicTree.REGION), key=lambda one: (one.order, one.path)
    )
    visible = ContentPage.objects.visible().filter(kind__in=listed_codes()).values("pk")
    filed = ContentPage.topics.through.objects.filter(topic__tree=TopicTree.REGION, contentpage_id__in=visible)
    items: dict[str, set[UUID]] = {}
    for path, key in filed.values_list("topic__path", "contentpage__translation_key").distinct():
        for end in range(Topic.steplen, len(path) + 1, Topic.steplen):  # the region and those above it
            items.setdefault(path[:end], set()).add(key)
    return [_link(region, len(items.get(region.path, ()))) for region in regions]


def _link(region: Topic, count: int) -> dict[str, Any]:
    return {
        "url": reverse("entrances:region-detail", args=[region.code]),
        "label": region.name(),
        "language": region.name_language(),
        "count": format_number(count),
        "text": ngettext("%(n)s item", "%(n)s items", count) % {"n": format_number(count)},
        "cover": region.code,
    }


def region_urls(language: str, request: HttpRequest) -> dict[int, str]:
    """The address of each region's view in a language, by topic."""
    with override(language):
        return {
            topic.pk: reverse("entrances:region-detail", args=[topic.code])
            for topic in TopicIndex.load(request).by_id.values()
            if topic.tree == TopicTree.REGION
        }


def region_context(request: HttpRequest, region: Topic) -> dict[str, Any]:
    """The region's institutions and the offices in it; three queries, none while nothing public has changed."""
    language = get_language() or ""
    key = ("region", region.pk, language, request.get_host())
    return {"region": region, "institutions": remember(key, lambda: _institutions(region, language, request))}


def _institutions(region: Topic, language: str, request: HttpRequest) -> list[dict[str, Any]]:
    """Institutions filed under the region (or a part of it) or with an office there, each with its offices there."""
    within = [topic.pk for topic in Topic.objects.regions().within(region)]
    pages = InstitutionPage.objects.visible().filter(
        Q(topics__in=within) | Q(offices__region__in=within), locale__language_code=language
    )
    found = list(pages.distinct().select_related("locale").prefetch_related("offices"))
    return [
        {
            "title": page.title,
            "url": page.get_url(request),
            "summary": page.summary,
            "offices": [office for office in page.offices.all() if office.region_id in within],
        }
        for page in sorted(found, key=lambda page: collation_key(page.title, language))
    ]
