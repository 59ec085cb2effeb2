"""Addresses of the pages that are topics' faces; the apps that own such pages register them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest

from core.cache import remember

_page_types: list[Any] = []
_views: list[Callable[[str, HttpRequest], dict[int, str]]] = []


def register_topic_faces(*page_types: Any) -> None:
    """Adds page types whose `entity` is a topic."""
    _page_types.extend(page_type for page_type in page_types if page_type not in _page_types)


def register_topic_views(urls: Callable[[str, HttpRequest], dict[int, str]]) -> None:
    """Adds what gives the addresses of topics that have a view instead of a page, by topic, in a language."""
    if urls not in _views:
        _views.append(urls)


def topic_urls(language: str, request: HttpRequest) -> dict[int, str]:
    """Address of each topic's page or view in a language, by topic; topics without one are absent.

    One query, none while nothing public has changed.
    """
    return remember(("topic-urls", language, request.get_host()), lambda: _read_urls(language, request))


def _read_urls(language: str, request: HttpRequest) -> dict[int, str]:
    from core.models import ContentPage

    relations = {page_type.kinds[0]: page_type._meta.model_name for page_type in _page_types}
    faces = ContentPage.objects.visible().filter(kind__in=relations, locale__language_code=language)
    by_page = {
        getattr(face, relations[face.kind]).entity_id: face.get_url(request)
        for face in faces.select_related("locale", *relations.values())
    }
    return {topic: url for urls in _views for topic, url in urls(language, request).items()} | by_page
