"""The search for programs: `/api/v1/search`, JSON, for everybody."""

from html import unescape
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.translation import override
from ninja import Router, Schema

from search.engines import get_engine
from search.engines.base import CursorError, EngineDown
from search.find import Found, Search
from search.items import entries
from search.labels import Labels
from search.params import SearchParams
from search.reduced import reduced_search

router = Router()
SIZE, LARGEST = 20, 100


class Place(Schema):
    """An article, a section or a page of a file in which the words stand."""

    label: str
    url: str


class Item(Schema):
    """One object that was found."""

    title: str
    url: str
    kind: str
    kind_label: str
    language: str
    institution: str
    date: str
    passage: str
    places: list[Place]


class Value(Schema):
    """One value of a filter: how many objects choosing it would show."""

    value: str
    label: str
    count: int


class Answer(Schema):
    """What was found. `reduced`: only titles and summaries could be searched, without filters. `next`: address of the next page."""

    query: str
    language: str
    total: int
    reduced: bool
    did_you_mean: str
    results: list[Item]
    facets: dict[str, list[Value]]
    next: str


class Fault(Schema):
    """Why the request could not be answered, in a sentence."""

    detail: str


@router.get("/search", response={200: Answer, 400: Fault}, summary="Search everything that is published")
def search(request: HttpRequest, response: HttpResponse, lang: str = "", size: int = SIZE, after: str = "") -> Any:
    """Search with the parameters of the search page: q; kind, theme, sector, region, institution, year, language, audience,
    media, authority (each may come several times); from and to (YYYY-MM-DD); sort (relevance, newest, oldest); page.

    `lang` is the reader's language, in which labels are written and whose results come first. `size` is at most 100.
    `next` leads on to any depth.
    """
    reader = lang or settings.LANGUAGE_CODE
    if reader not in dict(settings.LANGUAGES):
        return 400, {"detail": f"lang is one of: {', '.join(dict(settings.LANGUAGES))}."}
    params = SearchParams.from_query(request.GET)
    if params.unknown:
        return 400, {"detail": f"These parameters cannot be understood: {', '.join(params.unknown)}."}
    response["Cache-Control"] = "no-store"
    response["Access-Control-Allow-Origin"] = "*"  # public data, the same for everybody
    size = max(1, min(size, LARGEST))
    try:
        with override(reader):
            return _answer(request, params, reader, size, after)
    except CursorError as error:
        return 400, {"detail": str(error)}


def _answer(request: HttpRequest, params: SearchParams, reader: str, size: int, after: str) -> dict[str, Any]:
    engine = get_engine()
    try:
        found = Search(engine, request, params, reader).run(size=size, after=after) if engine else None
    except EngineDown:
        found = None
    if found is None:
        return _reduced(request, params, reader, size)
    labels = Labels(request)
    return {
        "query": params.query,
        "language": found.language,
        "total": found.result.total,
        "reduced": False,
        "did_you_mean": found.instead,
        "results": [_item(entry, reader) for entry in entries(found, labels, reader)],
        "facets": _facets(found, labels),
        "next": _next(request, params, reader, size, found.result.next_after),
    }


def _item(entry: dict[str, Any], reader: str) -> dict[str, Any]:
    return {
        "title": entry["plain_title"],
        "url": _absolute(entry["url"]),
        "kind": entry["kind"],
        "kind_label": str(entry["kind_label"]),
        "language": entry["language"] or reader,
        "institution": entry["institution"],
        "date": entry["date_iso"],
        "passage": unescape(strip_tags(entry["summary"])),
        "places": [{"label": place["label"], "url": _absolute(place["url"])} for place in entry["places"]],
    }


def _facets(found: Found, labels: Labels) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {"value": code, "label": label.text, "count": count}
            for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
            if (label := labels.label(name, code))
        ]
        for name, counts in found.result.facets.items()
    }


def _next(request: HttpRequest, params: SearchParams, reader: str, size: int, after: str) -> str:
    if not after:
        return ""
    pairs = [*params.pairs(), ("lang", reader), ("size", str(size)), ("after", after)]
    return _absolute(f"{request.path}?{urlencode(pairs)}")


def _absolute(url: str) -> str:
    return url if "://" in url else f"{settings.SITE_URL}{url}"


def _reduced(request: HttpRequest, params: SearchParams, reader: str, size: int) -> dict[str, Any]:
    pages = reduced_search(params.query, reader).select_related("locale", "institution")
    start = (params.page - 1) * size
    items = [
        {
            "title": page.title,
            "url": _absolute(page.get_url(request) or ""),
            "kind": page.kind,
            "kind_label": "",
            "language": page.locale.language_code,
            "institution": page.institution.name() if page.institution else "",
            "date": page.dated_on.isoformat() if page.dated_on else "",
            "passage": page.summary,
            "places": [],
        }
        for page in pages[start : start + size]
    ]
    return {
        "query": params.query,
        "language": reader,
        "total": pages.count(),
        "reduced": True,
        "did_you_mean": "",
        "results": items,
        "facets": {},
        "next": "",
    }
