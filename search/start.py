"""What the search page shows before anything is asked: ways in, with how much lies behind each."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from core.faces import topic_urls
from core.i18n.formats import format_number
from core.kinds import listed_codes
from search.engines import get_engine
from search.engines.base import EngineDown
from search.find import Search
from search.labels import Labels
from search.params import SearchParams
from search.popular import popular_queries

POPULAR, KINDS = 8, 12  # shown at most


def start_context(request: HttpRequest, labels: Labels, reader: str) -> dict[str, Any]:
    """Popular queries, kinds and themes with their number of results; without numbers there are no kinds."""
    counts = everything(request, reader, ("kind", "theme"))
    return {
        "popular": [{"label": query, "url": _url(q=query)} for query in popular_queries(reader)[:POPULAR]],
        "kinds": _kinds(counts.get("kind", {}), labels),
        "themes": _themes(request, counts.get("theme", {}), labels, reader),
    }


def everything(request: HttpRequest, reader: str, facets: Sequence[str]) -> dict[str, dict[str, int]]:
    """How many public objects each value of these filters has; nothing while the engine does not answer."""
    engine = get_engine()
    if engine is None:
        return {}
    try:
        return Search(engine, request, SearchParams(), reader).run(facets=facets, size=1).result.facets
    except EngineDown:
        return {}


def _kinds(counts: dict[str, int], labels: Labels) -> list[dict[str, Any]]:
    found = [(code, counts[code]) for code in listed_codes() if counts.get(code)]
    return [
        {"label": label.text, "language": label.language, "url": _url(kind=code), "count": format_number(count)}
        for code, count in sorted(found, key=lambda pair: -pair[1])[:KINDS]
        if (label := labels.label("kind", code))
    ]


def _themes(request: HttpRequest, counts: dict[str, int], labels: Labels, reader: str) -> list[dict[str, Any]]:
    """The themes at the top of the tree; with results where they are counted, else with their pages."""
    urls = topic_urls(reader, request)
    found = []
    for topic in labels.topics.by_id.values():
        url = _url(theme=topic.code) if counts.get(topic.code) else urls.get(topic.pk)
        if topic.tree == "theme" and topic.depth == 1 and url:
            label = {"label": topic.name(), "language": topic.name_language(), "url": url}
            found.append(label | ({"count": format_number(counts[topic.code])} if topic.code in counts else {}))
    return found


def _url(**parameters: str) -> str:
    return f"{reverse('search:page-list')}?{urlencode(parameters)}"
