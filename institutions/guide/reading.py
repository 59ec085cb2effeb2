"""What a reader sees of one step of the guide."""

from typing import Any

from django.http import HttpRequest

from core.listing.best import best_pages
from core.locales import language_of
from core.models import ContentPage
from institutions.guide.graph import Graph
from institutions.reach import dialled

#: Ways that are pages of the portal.
PAGES = ("institution", "platform")


def step_context(page: Any, key: str | None, request: HttpRequest) -> dict[str, Any] | None:
    """The step with this name (without a name the first), or None when the guide has none of that name."""
    first = page.steps[0].value["key"] if len(page.steps) else None
    block = _by_key(page).get(key or first or "")
    if block is None:
        return None if key else {"step": None, "base_url": page.get_url(request) or ""}
    return _context(page, block, Graph.of(page.steps), _pages_named_in([block], page), request)


def all_steps(page: Any, request: HttpRequest) -> list[dict[str, Any]]:
    """Every step of the guide, in order; the same number of queries whatever their number."""
    blocks = list(_by_key(page).values())
    pages, graph = _pages_named_in(blocks, page), Graph.of(page.steps)
    return [_context(page, block, graph, pages, request) for block in reversed(blocks)]


def _by_key(page: Any) -> dict[str, Any]:
    """The steps by name, the last first; of two with one name the first."""
    return {block.value["key"]: block for block in reversed(page.steps)}


def _context(
    page: Any, block: Any, graph: Graph, pages: dict[Any, ContentPage], request: HttpRequest
) -> dict[str, Any]:
    value, first, base = block.value, graph.steps[0].key, page.get_url(request) or ""
    before = graph.questions_before(value["key"])
    context = {
        "step": value,
        "is_question": block.block_type == "question",
        "is_first": value["key"] == first,
        "base_url": base,
        "back_url": _url(base, before[0].key, first) if len(before) == 1 else "",
    }
    if block.block_type == "question":
        context["answers"] = [
            {"label": answer["label"], "url": _url(base, answer["to"], first)} for answer in value["answers"]
        ]
    else:
        context["ways"] = _ways(value["ways"], page, pages, request)
    return context


def _url(base: str, key: str, first: str) -> str:
    return base if key == first else f"{base}{key}/"


def _pages_named_in(blocks: list[Any], page: Any) -> dict[Any, ContentPage]:
    """The institutions and platforms that the results name, by translation key; one query, none without any."""
    results = [block.value["ways"] for block in blocks if block.block_type == "result"]
    named = [way.value for ways in results for way in ways if way.block_type in PAGES and way.value]
    if not named:
        return {}
    keys = [one.translation_key for one in named]
    pages = ContentPage.objects.visible().filter(translation_key__in=keys).select_related("locale")
    return best_pages(pages, language_of(page.locale_id))


def _ways(stream: Any, page: Any, pages: dict[Any, ContentPage], request: HttpRequest) -> list[dict[str, Any]]:
    """Institutions and platforms in the best language for the reader, phones and addresses as they are written.

    What was unpublished since is left out.
    """
    ways = []
    for block in stream:
        if block.block_type in PAGES:
            found = pages.get(block.value.translation_key) if block.value else None
            if found:
                ways.append({"kind": block.block_type, **_entry(found, request, language_of(page.locale_id))})
        elif block.block_type == "phone":
            ways.append({"kind": "phone", "target": dialled(block.value["number"]), **dict(block.value)})
        else:
            ways.append({"kind": "link", **dict(block.value)})
    return ways


def _entry(found: ContentPage, request: HttpRequest, language: str) -> dict[str, Any]:
    own = language_of(found.locale_id)
    return {
        "title": found.title,
        "summary": found.summary,
        "url": found.get_url(request),
        "language": own if own != language else "",
    }
