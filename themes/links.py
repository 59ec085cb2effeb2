"""Links from a topic page or index to the pages below it."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import ngettext
from wagtail.models import Page

from core.cache import remember
from core.i18n.formats import format_number
from core.kinds import listed_codes
from core.models import ContentPage


def topic_links(page: Page, request: HttpRequest) -> list[dict[str, Any]]:
    """Address, label, summary, cover and number of items of each topic page directly below.

    Two queries, none while nothing public has changed.
    """
    return remember(("topic-links", page.pk, request.get_host()), lambda: _make_links(page, request))


def _make_links(page: Page, request: HttpRequest) -> list[dict[str, Any]]:
    children = list(
        ContentPage.objects.child_of(page)
        .visible()
        .filter(kind__in=("theme", "sector"))
        .select_related("locale", "themepage__entity", "sectorpage__entity")
        .order_by("path")
    )
    topics = {child.pk: _entity(child) for child in children}
    counts = _items_below(list(topics.values()))
    return [_link(child, topics[child.pk], counts, request) for child in children]


def _entity(page: ContentPage) -> Any:
    face = page.themepage if page.kind == "theme" else page.sectorpage  # type: ignore[attr-defined]
    return face.entity


def _link(page: ContentPage, topic: Any, counts: dict[str, int], request: HttpRequest) -> dict[str, Any]:
    count = counts.get(topic.path, 0)
    text = ngettext("%(n)s item", "%(n)s items", count) % {"n": format_number(count)}
    return {
        "url": page.get_url(request),
        "label": page.title,
        "summary": page.summary,
        "count": format_number(count),
        "text": text,
        "cover": topic.code,
    }


def _items_below(topics: list[Any]) -> dict[str, int]:
    """Items filed under each of these topics and below, each item once whatever its languages; by path."""
    if not topics:
        return {}
    filed = ContentPage.topics.through.objects.filter(
        topic__tree=topics[0].tree,
        contentpage_id__in=ContentPage.objects.visible().filter(kind__in=listed_codes()).values("pk"),
    ).values_list("topic__path", "contentpage__translation_key")
    below: dict[str, set] = {topic.path: set() for topic in topics}
    length = len(topics[0].path)
    for path, key in filed.distinct():
        if path[:length] in below:
            below[path[:length]].add(key)
    return {path: len(keys) for path, keys in below.items()}
