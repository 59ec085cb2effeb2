"""What may help somebody whose search found nothing: the same search with less, and what is called alike."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.analysis.fold import fold
from core.i18n.formats import format_number
from search.engines import get_engine
from search.engines.base import EngineDown
from search.find import Found, Search
from search.labels import Labels
from search.names import names, related
from search.params import SearchParams
from search.query.asked import PREFIXES, Asked, read_query
from search.start import start_context

RELATED = 6  # names


def empty_context(request: HttpRequest, found: Found, labels: Labels, reader: str) -> dict[str, Any]:
    """Searches that do find something, related topics and terms, and the ways in of the start."""
    asked = read_query(found.params.query)
    text = " ".join([asked.words, *asked.phrases, *asked.titles])
    said = {fold(found.params.query), fold(found.instead)}
    start = start_context(request, labels, reader)
    return {
        "wider": list(_wider(request, found.params, asked, reader)),
        "related": [
            {
                "label": name.text,
                "language": name.language,
                "url": name.url or f"{reverse('search:page-list')}?{urlencode({'q': name.text})}",
            }
            for name in related(text, found.language, names(request, found.language), RELATED)
            if fold(name.text) not in said
        ],
        "themes": start["themes"],
    }


def _wider(request: HttpRequest, params: SearchParams, asked: Asked, reader: str) -> Iterator[dict[str, str]]:
    """Less strict searches that find something, each with its number of results."""
    for label, other in _less_strict(params, asked):
        total = _total(request, other, reader)
        if total:
            yield {"label": label, "url": other.url(request.path), "count": format_number(total)}


def _less_strict(params: SearchParams, asked: Asked) -> Iterator[tuple[str, SearchParams]]:
    plain = params.without_filters()
    if params.filters or params.first_day or params.last_day:
        yield _("Without the filters"), plain
    if asked.fields:
        yield _("Without the filters written in the query"), replace(plain, query=_written(replace(asked, fields=())))
    if params.exactly:
        yield _("With some of the words"), replace(plain, exactly=False)
    if asked.without:
        yield _("With the words that were left out"), replace(plain, query=_written(replace(asked, without=())))
    if asked.phrases or asked.titles:
        words = " ".join([asked.words, *asked.phrases, *asked.titles]).strip()
        loose = replace(asked, words=words, phrases=(), titles=())
        yield _("With the words in any order"), replace(plain, query=_written(loose))


def _written(asked: Asked) -> str:
    """The query as somebody would type it."""
    pieces = [asked.words, *(f'"{text}"' for text in asked.phrases)]
    pieces += [f'{PREFIXES["title"][0]}:"{text}"' for text in asked.titles]
    pieces += [f'{PREFIXES[name][0]}:"{value}"' for name, value in asked.fields]
    pieces += [f'-"{text}"' for text in asked.without]
    return " ".join(piece for piece in pieces if piece)


def _total(request: HttpRequest, params: SearchParams, reader: str) -> int:
    engine = get_engine()
    if engine is None or params.is_empty:
        return 0
    try:
        return Search(engine, request, params, reader).run(facets=(), size=1, passages=1).result.total
    except EngineDown:
        return 0
