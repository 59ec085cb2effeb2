"""What was found as entries of a list: titles and passages with the words marked, deep links, other languages."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.analysis import analyse, stop_words, terms
from core.i18n.formats import format_date
from core.kinds import get_kind
from core.listing.marks import marks_by_page
from core.models import INSTITUTION_KIND
from search.engines.base import Hit, PartHit
from search.find import PAGE_SIZE, Found
from search.indexing.documents import shown_part
from search.labels import Label, Labels, language_in_words
from search.query.asked import read_query
from search.query.compose import PROMOTED
from search.query.highlight import Wanted, highlighted, marked_title


def entries(found: Found, labels: Labels, reader: str) -> list[dict[str, Any]]:
    """The objects of the page as items of components/entry.html, in order."""
    wanted: dict[str, Wanted] = {}
    items = []
    marks = marks_by_page([page for hit in found.hits if (page := page_of(hit.key))])
    for position, hit in enumerate(found.hits, start=1 + (found.params.page - 1) * PAGE_SIZE):
        language = hit.shown["language"]
        if language not in wanted:
            wanted[language] = wanted_terms(found, language)
        parts = found.passages.get(hit.key, [])
        entry = _entry(hit, parts, wanted[language], labels, reader)
        items.append(entry | {"position": position, "marks": marks.get(page_of(hit.key), [])})
    return items


def page_of(key: str) -> int:
    """The page that an object of the index was made of; 0 where it was made of something else."""
    kind, _colon, number = key.partition(":")
    return int(number) if kind == "page" and number.isdecimal() else 0


def wanted_terms(found: Found, language: str) -> frozenset[tuple[str, ...]]:
    """What to mark in texts of a language: the words as typed but for grammar, and the other terms of their concepts."""
    wanted: set[tuple[str, ...]] = set()
    grammar = stop_words(language)
    for group in found.composed.groups:
        tokens = analyse(group.text, language)
        telling = [token for token in tokens if token.word not in grammar] or tokens
        wanted |= {(token.term,) for token in telling}
        wanted |= {stems for concept in group.concepts for stems in concept.found.get(language, ())}
    asked = read_query(found.params.query)
    wanted |= {tuple(terms(text, language)) for text in (*asked.phrases, *asked.titles)}
    return frozenset(stems for stems in wanted if stems)


def plain_entry(hit: Hit, labels: Labels, reader: str) -> dict[str, Any]:
    """An object as an item of components/entry.html, with nothing marked."""
    display = hit.shown
    kind = get_kind(display["kind"])
    day = date.fromisoformat(display["date"]) if display["date"] else None
    publisher = _publisher(display, labels, reader)
    return {
        "title": display["title"],
        "url": display["url"],
        "kind": display["kind"],
        "kind_label": kind.label,
        "kind_icon": kind.icon,
        "date": format_date(day) if day else "",
        "date_iso": display["date"],
        "summary": display["summary"],
        "institution": publisher.text if publisher else "",
        "institution_language": publisher.language if publisher else "",
        "language": display["language"] if display["language"] != reader else "",
    }


def _publisher(display: dict[str, Any], labels: Labels, reader: str) -> Label | None:
    """Who published it, in the reader's language: as the index knows it when that is the object's own."""
    if display["kind"] == INSTITUTION_KIND or not display["institution"]:
        return None
    if display["language"] == reader and display["institution_name"]:
        return Label(display["institution_name"])
    return labels.institution(display["institution"])


def _entry(hit: Hit, parts: list[PartHit], wanted: Wanted, labels: Labels, reader: str) -> dict[str, Any]:
    """What was found, with the words marked, where in it they stand, and where it can be read in the reader's language."""
    display = hit.shown
    language = display["language"]
    shown = [shown_part(part.display) for part in parts]
    text = next((text for _label, _url, text in shown if text.strip()), display["summary"])
    also_url = display["also_in"].get(reader, "") if language != reader else ""
    return plain_entry(hit, labels, reader) | {
        "key": hit.key,
        "plain_title": display["title"],
        "title": marked_title(display["title"], language, wanted),
        "summary": highlighted(text, language, wanted),
        "places": _places(shown, display["url"]),
        "also_url": also_url,
        "also_label": _("Read it in %(language)s") % {"language": language_in_words(reader)} if also_url else "",
        "recommended": hit.score >= PROMOTED,
    }


def _places(shown: list[tuple[str, str, str]], page_url: str) -> list[dict[str, str]]:
    """Where in the object the words stand: label and address, the best first; not the object itself."""
    places = {url: label for label, url, _text in reversed(shown) if label and url != page_url}
    return [{"url": url, "label": label} for url, label in reversed(places.items())]
