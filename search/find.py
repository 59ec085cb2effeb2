"""One search from beginning to end: what was found, how, and what might be found instead."""

import logging
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.http import HttpRequest

from search.engines import get_engine
from search.engines.base import Engine, EngineDown, Filter, Hit, PartHit, Request, Result
from search.indexing.hidden import hidden_keys
from search.indexing.reading import hidden_among
from search.labels import Labels
from search.log import note_search
from search.params import FACETS, SearchParams
from search.query.asked import Asked, read_query
from search.query.compose import Composed, Match
from search.query.languages import portal_languages, query_language
from search.query.matching import best_match
from search.query.prefixes import with_prefixes
from search.query.rules import Rules, current_rules
from search.spelling.correct import corrected

logger = logging.getLogger(__name__)

PAGE_SIZE = 20
PASSAGES = 3  # of one object
MOST_PAGES = 500  # engines do not go deeper without a cursor
FEW = 3  # results, below which another spelling is looked for


@dataclass(frozen=True)
class Found:
    """What a search found. `language` is the query's; `with_all` how many objects have all words when others are shown
    too; `instead` another spelling with its number of results."""

    params: SearchParams
    language: str
    result: Result
    composed: Composed
    match: Match
    passages: dict[str, list[PartHit]] = field(default_factory=dict)
    with_all: int = 0
    instead: str = ""
    instead_total: int = 0

    @property
    def hits(self) -> list[Hit]:
        """The objects of this page."""
        return self.result.hits


class Search:
    """One search on one engine. Raises EngineDown when it does not answer: then the reduced search does."""

    def __init__(self, engine: Engine, request: HttpRequest, params: SearchParams, reader: str) -> None:
        self.engine = engine
        self.rules: Rules = current_rules()
        self.now = int(time.time())
        self.hidden = hidden_keys()
        self.asked, self.params = with_prefixes(read_query(params.query), params, Labels(request))
        self.language = query_language(self.asked.words or params.query, reader) if params.query else reader

    def run(
        self, *, facets: Sequence[str] = FACETS, size: int = PAGE_SIZE, passages: int = PASSAGES, after: str = ""
    ) -> Found:
        """The page of results that the parameters ask for. One query to the database besides those of labels."""
        composed, match, with_all = self._match(self.asked)
        result = self._page(composed, facets, size, after)
        if not after and not result.hits and result.total and self.params.page > 1:
            self.params = replace(self.params, page=-(-result.total // size))
            result = self._page(composed, facets, size)
        result = still_public(result)
        parts = self._passages(result.hits, composed, passages)
        found = Found(self.params, self.language, result, composed, match, parts, with_all)
        return self._with_spelling(found) if result.total < FEW else found

    def _page(self, composed: Composed, facets: Sequence[str], size: int, after: str = "") -> Result:
        return self.engine.search(
            Request(
                composed.objects,
                filters=self._filters(),
                days=self._days(),
                now=self.now,
                hidden=self.hidden,
                facets=tuple(facets),
                sort=self.params.sort,
                offset=(min(self.params.page, MOST_PAGES) - 1) * size,
                limit=size,
                after=after,
            )
        )

    def _passages(self, hits: Sequence[Hit], composed: Composed, limit: int) -> dict[str, list[PartHit]]:
        """By key, the parts of the hits with the words of the query; a question to the engine for each of their languages."""
        if not (composed.groups or self.asked.phrases):
            return {}
        by_language: dict[str, list[str]] = defaultdict(list)
        for hit in hits:
            by_language[hit.shown["language"]].append(hit.key)
        found: dict[str, list[PartHit]] = {}
        for language, keys in by_language.items():
            if language in composed.parts:
                found |= self.engine.passages(keys, composed.parts[language], limit)
        return found

    def _match(self, asked: Asked) -> tuple[Composed, Match, int]:
        return best_match(
            self.engine,
            asked,
            self.language,
            self.rules,
            portal_languages(),
            now=self.now,
            hidden=self.hidden,
            exactly=self.params.exactly,
        )

    def _filters(self) -> tuple[Filter, ...]:
        """The chosen filters; without a choice of languages, every item once, in the best language for the reader."""
        chosen = [Filter(name, frozenset(values), name) for name, values in self.params.filters.items()]
        if "language" not in self.params.filters:
            chosen.append(Filter("best_for", frozenset([self.language]), "language"))
        return tuple(chosen)

    def _days(self) -> tuple[int, int]:
        first, last = self.params.first_day, self.params.last_day
        return first.toordinal() if first else 0, last.toordinal() if last else 0

    def _with_spelling(self, found: Found) -> Found:
        """With another spelling, if it finds more under the same filters."""
        words = corrected(self.asked.words, self.language, self.rules)
        if not words:
            return found
        composed, _match, _all = self._match(replace(self.asked, words=words))
        request = Request(composed.objects, self._filters(), self._days(), self.now, self.hidden, limit=0)
        total = self.engine.search(request).total
        if total <= found.result.total:
            return found
        instead = (
            found.params.query.replace(self.asked.words, words) if self.asked.words in found.params.query else words
        )
        return replace(found, instead=instead, instead_total=total)


def still_public(result: Result) -> Result:
    """The result without what was hidden since the engine was asked."""
    hidden = hidden_among([hit.key for hit in result.hits])
    if not hidden:
        return result
    hits = [hit for hit in result.hits if hit.key not in hidden]
    return replace(result, hits=hits, total=result.total - len(hidden))


def find(request: HttpRequest, params: SearchParams, reader: str) -> Found | None:
    """What is found for the reader of a language, or None when only the reduced search can answer.

    The first page of a query, before any filter is chosen, counts as one search of it.
    """
    engine = get_engine()
    if engine is None:
        return None
    try:
        found = Search(engine, request, params, reader).run()
    except EngineDown as error:
        logger.warning("The search answers in reduced mode: %s", error)
        return None
    if params.query and params.page == 1 and params == params.without_filters():
        note_search(params.query, found.language, found.result.total)
    return found
