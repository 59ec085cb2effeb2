"""What was found as entries of a list: titles and passages with the words marked, deep links, other languages."""

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from core.analysis import terms
from core.i18n.formats import format_date
from core.kinds import get_kind
from core.models import INSTITUTION_KIND
from search.engines.base import Hit, PartHit
from search.find import Found
from search.labels import Labels
from search.query.asked import read_query
from search.query.compose import PROMOTED
from search.query.highlight import highlighted, marked_title


def entries(found: Found, labels: Labels, reader: str) -> list[dict[str, Any]]:
    """The objects of the page as items of components/entry.html, in order."""
    stems: dict[str, frozenset[str]] = {}
    items = []
    for position, hit in enumerate(found.hits, start=1):
        display = json.loads(hit.display)
        language = display["language"]
        if language not in stems:
            stems[language] = wanted_stems(found, language)
        parts = found.passages.get(hit.key, [])
        items.append(_entry(hit, display, parts, stems[language], labels, reader) | {"position": position})
    return items


def wanted_stems(found: Found, language: str) -> frozenset[str]:
    """The stems to mark in texts of a language: of the words as typed, and of the other terms of their concepts."""
    stems = {stem for group in found.composed.groups for stem in terms(group.text, language)}
    for group in found.composed.groups:
        for concept in group.concepts:
            stems |= {stem for found_stems in concept.found.get(language, ()) for stem in found_stems}
    asked = read_query(found.params.query)
    stems |= {stem for text in (*asked.phrases, *asked.titles) for stem in terms(text, language)}
    return frozenset(stems)


def _entry(
    hit: Hit, display: dict[str, Any], parts: list[PartHit], stems: Collection[str], labels: Labels, reader: str
) -> dict[str, Any]:
    kind = get_kind(display["kind"])
    language = display["language"]
    day = date.fromisoformat(display["date"]) if display["date"] else None
    publisher = labels.institution(display["institution"]) if display["kind"] != INSTITUTION_KIND else None
    shown = [json.loads(part.display) for part in parts]
    best = shown[0] if shown else None
    text = best["text"] if best else display["summary"]
    return {
        "key": hit.key,
        "title": marked_title(display["title"], language, stems),
        "plain_title": display["title"],
        "url": display["url"],
        "kind": display["kind"],
        "kind_label": kind.label,
        "kind_icon": kind.icon,
        "date": format_date(day) if day else "",
        "date_iso": display["date"],
        "summary": highlighted(text, language, stems),
        "places": _places(shown, display["url"]),
        "institution": publisher.text if publisher else "",
        "institution_language": publisher.language if publisher else "",
        "language": language if language != reader else "",
        "also_url": display["also_in"].get(reader, ""),
        "recommended": hit.score >= PROMOTED,
    }


def _places(shown: list[dict[str, Any]], page_url: str) -> list[dict[str, str]]:
    """Where in the object the words stand: label and address, the best first; not the object itself."""
    places = {part["url"]: part["label"] for part in reversed(shown) if part["label"] and part["url"] != page_url}
    return [{"url": url, "label": label} for url, label in reversed(places.items())]
