"""Turns what sources know of an object into what engines store: analysed terms, codes, and what is shown."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from core.analysis import ANALYSIS_VERSION, words
from core.searchable import SearchDocument, SearchPart
from search.engines.base import IndexedObject, IndexedPart
from search.indexing.marked import marked

#: Change it when objects are stored in another way: an index of another version is built again.
STORED_VERSION = "6"
INDEX_VERSION = hashlib.sha256(f"{STORED_VERSION} {ANALYSIS_VERSION}".encode()).hexdigest()[:8]
UNDATED = "undated"
LONGEST_PART = 800  # characters; longer ones are cut, so that a passage is found and shown quickly
SHORTEST_PREFIX, LONGEST_PREFIX = 2, 12  # letters
GAP = "¶"  # a term that nobody searches, so that no phrase runs from one part into the next


def indexed(document: SearchDocument, version: int) -> IndexedObject:
    """The object as engines store it, under this version."""
    parts = [piece for part in document.parts for piece in _pieces(part)]
    analysed = [_part_terms(part, document.language) for part in parts]
    return IndexedObject(
        key=document.key,
        version=version,
        terms=_terms(document, analysed),
        codes=codes_of(document),
        day=_day(document),
        expires=_expires(document),
        display=_json(_display(document)),
        fingerprint=fingerprint_of(document),
        parts=[
            IndexedPart(part.anchor, part_terms, f"{_json([part.label, part.url])}\n{part.text}")
            for part, part_terms in zip(parts, analysed, strict=True)
        ],
    )


def shown_part(display: str) -> tuple[str, str, str]:
    """Label, address and text of a part, from what an engine kept of it."""
    head, _line, text = display.partition("\n")
    label, url = json.loads(head)
    return label, url, text


def codes_of(document: SearchDocument) -> dict[str, Sequence[str]]:
    """The object's codes by field of the index."""
    return {
        "item": [document.item],
        "kind": [document.kind],
        "theme": document.themes,
        "sector": document.sectors,
        "region": document.regions,
        "institution": [document.institution] if document.institution else [],
        "year": [f"{document.dated_on.year:04}" if document.dated_on else UNDATED],
        "language": [document.language],
        "best_for": document.best_for,
        "audience": document.audience,
        "media": document.media,
        "authority": [document.authority],
    }


def _part_terms(part: SearchPart, language: str) -> dict[str, str]:
    stems, surface = marked(f"{part.label}\n{part.text}", language)
    return {"part": stems, "part_words": surface}


def _terms(document: SearchDocument, parts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    language = document.language
    head = (document.title, document.keywords, document.summary, document.institution_name)
    stems, surface = zip(*(marked(text, language) for text in head), strict=True)
    names = words(f"{document.title} {document.keywords}", language)
    return {
        "title": _joined(stems[:2]),
        "summary": stems[2],
        "text": _joined([*stems, *(part["part"] for part in parts)]),
        "words": " ".join([*surface, *(part["part_words"] for part in parts)]),
        "prefixes": " ".join(f"{language}:{beginning}" for beginning in prefixes(names)),
    }


def _joined(texts: Iterable[str]) -> str:
    return f" {GAP} ".join(filter(None, texts))


def prefixes(found: Sequence[str]) -> Iterator[str]:
    """The beginnings of these words, and each word itself, once."""
    seen: dict[str, None] = {}
    for word in found:
        for end in range(SHORTEST_PREFIX, min(len(word), LONGEST_PREFIX) + 1):
            seen[word[:end]] = None
        seen[word] = None
    yield from seen


def _pieces(part: SearchPart) -> Iterator[SearchPart]:
    """The part, or pieces of a very long one, cut at line ends or else between words."""
    rest, number = part.text, 1
    while len(rest) > LONGEST_PART:
        end = max(rest.rfind("\n", LONGEST_PART // 2, LONGEST_PART), rest.rfind(" ", LONGEST_PART // 2, LONGEST_PART))
        end = LONGEST_PART if end < 0 else end
        yield SearchPart(f"{part.anchor}+{number}", part.label, part.url, rest[:end])
        rest, number = rest[end:].lstrip(), number + 1
    yield SearchPart(f"{part.anchor}+{number}", part.label, part.url, rest) if number > 1 else part


def _display(document: SearchDocument) -> dict[str, object]:
    return {
        "title": document.title,
        "url": document.url,
        "kind": document.kind,
        "summary": document.summary,
        "language": document.language,
        "item": document.item,
        "institution": document.institution,
        "institution_name": "" if document.institution_language else document.institution_name,
        "date": document.dated_on.isoformat() if document.dated_on else "",
        "also_in": document.also_in,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _day(document: SearchDocument) -> int:
    return document.dated_on.toordinal() if document.dated_on else 0


def _expires(document: SearchDocument) -> int:
    return int(document.expires_at.timestamp()) if document.expires_at else 0


def fingerprint_of(document: SearchDocument) -> str:
    """Changes with anything that is stored of the object, and with the way it is stored."""
    digest = hashlib.blake2b(digest_size=16)
    own = (INDEX_VERSION, _display(document), codes_of(document), _expires(document), _day(document))
    digest.update(_json((*own, document.keywords, document.institution_name)).encode())
    for part in document.parts:
        digest.update("\0".join((part.anchor, part.label, part.url, part.text)).encode())
    return digest.hexdigest()
