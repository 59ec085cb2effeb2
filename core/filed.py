"""Where an item stands: its publisher and the topics it is filed under, linked in the reader's language."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from core.cache import remember
from core.enums import TopicTree
from core.faces import topic_urls
from core.listing.cards import institution_urls
from core.listing.topics import TopicIndex
from core.locales import language_of
from core.models import ContentPage


def named_link(entity: Any, language: str, urls: dict[int, str]) -> dict[str, Any]:
    """Name, language of the name when it is another, and address (empty without a page) of a topic or an institution."""
    return {
        "label": entity.name(language),
        "language": entity.name_language(language),
        "url": urls.get(entity.pk, ""),
    }


def publisher_link(page: ContentPage) -> dict[str, Any] | None:
    """Name and address of the institution that publishes the page, or None; the same for all that it publishes."""
    if page.institution_id is None:
        return None
    language = language_of(page.locale_id)

    def make() -> dict[str, Any]:
        assert page.institution is not None
        urls = institution_urls([page], language)
        return named_link(page.institution, language, urls)

    return remember(("publisher", page.institution_id, language), make)


def filed_under(page: ContentPage, request: HttpRequest) -> list[dict[str, Any]]:
    """The page's topics by tree, each linked to its page when it has one in this language.

    One query; what all pages share is read once for all.
    """
    language = language_of(page.locale_id)
    index = TopicIndex.load(request)
    topics = sorted((index.by_id.get(topic.pk, topic) for topic in page.topics.all()), key=lambda topic: topic.path)
    urls = topic_urls(language, request)
    titles = {TopicTree.THEME: _("Themes"), TopicTree.SECTOR: _("Sectors"), TopicTree.REGION: _("Regions")}
    groups = []
    for tree in TopicTree:
        links = [named_link(topic, language, urls) for topic in topics if topic.tree == tree]
        if links:
            groups.append({"title": titles[tree], "links": links})
    return groups
