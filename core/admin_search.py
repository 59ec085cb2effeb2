"""Wagtail's search in the database, which the admin uses, made to answer whatever is typed.

It closes two faults of modelsearch 1.3, which Wagtail 8.0 brings: a quotation mark ends FTS5's string on SQLite (a syntax
error), and a query of about a thousand words nests as many expressions (a RecursionError on every database). The public
search does not come here (search.reduced).
"""

import functools
from typing import Any

from modelsearch.backends.base import BaseSearchBackend, EmptySearchResults
from modelsearch.backends.database import SearchBackend as stock_backend
from modelsearch.query import And, Boost, Not, Or, Phrase, PlainText, SearchQuery

MOST_WORDS = 32
LONGEST_WORD = 200  # characters


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """The backend of the database in use; named in WAGTAILSEARCH_BACKENDS."""
    return _tolerant(type(stock_backend(params)))(params)  # type: ignore[arg-type]


@functools.cache
def _tolerant(stock: type[BaseSearchBackend]) -> type[BaseSearchBackend]:
    return type(f"Tolerant{stock.__name__}", (Tolerant, stock), {})


class Tolerant:
    """Simplifies each query before the backend compiles it."""

    def _search(self, compiler: type, query: str | SearchQuery, *args: Any, **kwargs: Any) -> Any:
        simple = simplified(query)
        return super()._search(compiler, simple, *args, **kwargs) if simple else EmptySearchResults()  # type: ignore[misc]


def simplified(query: str | SearchQuery) -> str | SearchQuery | None:
    """The query without quotation marks and NUL, with at most 32 words a part and 32 parts; None if no word is left."""
    if isinstance(query, str):
        return _words(query) or None
    if isinstance(query, PlainText):
        text = _words(query.query_string)
        return PlainText(text, operator=query.operator, boost=query.boost) if text else None
    if isinstance(query, Phrase):
        text = _words(query.query_string)
        return Phrase(text) if text else None
    if isinstance(query, And | Or):
        parts = [part for each in query.subqueries[:MOST_WORDS] if (part := simplified(each))]
        return type(query)(parts) if parts else None
    if isinstance(query, Not):
        part = simplified(query.subquery)
        return Not(part) if part else None
    if isinstance(query, Boost):
        part = simplified(query.subquery)
        return Boost(part, query.boost) if part else None
    return query


def _words(text: str) -> str:
    words = text.replace('"', " ").replace("\0", " ").split()
    return " ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])
