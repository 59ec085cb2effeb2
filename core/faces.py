"""Addresses of the pages that are topics' faces; the apps that own such pages register them."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from core.models import Topic

_page_types: list[Any] = []


def register_topic_faces(*page_types: Any) -> None:
    """Adds page types whose `entity` is a topic."""
    _page_types.extend(page_type for page_type in page_types if page_type not in _page_types)


def topic_urls(topics: Iterable[Topic], language: str, request: HttpRequest | None = None) -> dict[int, str]:
    """Address of each topic's page in a language, by topic; topics without one are absent. One query a page type."""
    ids = [topic.pk for topic in topics]
    urls: dict[int, str] = {}
    for page_type in _page_types if ids else []:
        faces = page_type.objects.visible().filter(entity_id__in=ids, face_language=language).select_related("locale")
        urls |= {face.entity_id: face.get_url(request) for face in faces}
    return urls
