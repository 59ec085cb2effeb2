"""Suggestions while somebody types: pages by their titles, names of topics and concepts, popular queries."""

import json
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from core.analysis import words
from core.analysis.fold import fold
from core.i18n.formats import format_number
from core.kinds import get_kind
from search.engines import get_engine
from search.engines.base import AllOf, AnyOf, EngineDown, Filter, Request, Term
from search.headers import unlisted
from search.indexing.documents import LONGEST_PREFIX, SHORTEST_PREFIX
from search.indexing.hidden import hidden_keys
from search.indexing.reading import hidden_among
from search.names import beginning_with, names
from search.params import SearchParams
from search.popular import popular_queries
from search.query.languages import query_language

PAGES, NAMES, QUERIES = 5, 3, 3  # suggestions of each sort, at most
MOST_WORDS = 8
FRESH_SECONDS = 60
#: Joined to the front of a word in writing; nobody types it first to be helped.
ARTICLES = {"ar": "ال"}
OPENSEARCH = "opensearch"


@unlisted
def suggestion_list(request: HttpRequest) -> HttpResponse:
    """Suggestions for the text in `q` as JSON, for the script of the search field.

    With `form=opensearch`, as browsers want them (OpenSearch 1.1, suggestions extension). Kept by the browser that asked
    for a minute, and nowhere else.
    """
    text = SearchParams.from_query(request.GET).query
    reader = get_language() or ""
    language = query_language(text, reader) if text else reader
    groups = _groups(request, text, language) if len(fold(text)) >= SHORTEST_PREFIX else []
    if request.GET.get("form") == OPENSEARCH:
        response = HttpResponse(_for_browsers(request, text, groups), content_type="application/x-suggestions+json")
    else:
        response = JsonResponse({"language": language, "status": _status(groups), "groups": groups})
    response["Cache-Control"] = f"private, max-age={FRESH_SECONDS}"
    return response


def _groups(request: HttpRequest, text: str, language: str) -> list[dict[str, Any]]:
    """What is suggested, by sort; nothing twice."""
    found = beginning_with(text, names(request, language), NAMES)
    sorts = [
        (_("Pages"), list(_pages(text, language))),
        (pgettext("in a search", "Topics and terms"), [_item(name.text, name.url) for name in found]),
        (_("Often searched"), [_item(query) for query in _often(text, language)]),
    ]
    urls: set[str] = set()
    groups = []
    for label, items in sorts:
        new = [item for item in items if item["url"] not in urls]
        urls |= {item["url"] for item in new}
        groups += [{"label": label, "items": new}] if new else []
    return groups


def _pages(text: str, language: str) -> Iterator[dict[str, str]]:
    """Pages whose title has these words, the last one begun; none while the engine does not answer."""
    typed = [word[:LONGEST_PREFIX] for word in words(text, language)[:MOST_WORDS] if len(word) >= SHORTEST_PREFIX]
    engine = get_engine()
    if engine is None or not typed:
        return
    clause = AllOf(tuple(_begun(word, language) for word in typed))
    only = (Filter("language", frozenset([language])),)
    try:
        hits = engine.search(Request(clause, filters=only, hidden=hidden_keys(), limit=PAGES)).hits
    except EngineDown:
        return
    hidden = hidden_among([hit.key for hit in hits])
    for hit in hits:
        if hit.key not in hidden:
            page = json.loads(hit.display)
            yield _item(page["title"], page["url"], str(get_kind(page["kind"]).label))


def _begun(word: str, language: str) -> AnyOf:
    article = ARTICLES.get(language, "")
    ways = [word, f"{article}{word}"[:LONGEST_PREFIX]] if article and not word.startswith(article) else [word]
    return AnyOf(tuple(Term("prefixes", f"{language}:{way}") for way in ways))


def _often(text: str, language: str) -> list[str]:
    wanted = fold(text)
    return [query for query in popular_queries(language) if f" {wanted}" in f" {fold(query)}"][:QUERIES]


def _item(text: str, url: str = "", hint: str = "") -> dict[str, str]:
    """One suggestion; without an address of its own it leads to what is found for it, however it is written."""
    search = f"{reverse('search:page-list')}?{urlencode({'q': text.lower()})}"
    return {"text": text, "url": url or search, "hint": hint}


def _status(groups: list[dict[str, Any]]) -> str:
    """How many there are, for screen readers."""
    count = sum(len(group["items"]) for group in groups)
    text = ngettext("%(n)s suggestion", "%(n)s suggestions", count)
    return text % {"n": format_number(count)} if count else ""


def _for_browsers(request: HttpRequest, text: str, groups: list[dict[str, Any]]) -> str:
    items = [item for group in groups for item in group["items"]]
    urls = [request.build_absolute_uri(item["url"]) for item in items]
    return json.dumps(
        [text, [item["text"] for item in items], [item["hint"] for item in items], urls], ensure_ascii=False
    )
