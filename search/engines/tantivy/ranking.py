"""The order of hits: tantivy leaves those of one score in the order of its files, the portal wants that of keys."""

from itertools import groupby
from typing import Any

import tantivy

from search.engines.base import Always, Request
from search.engines.tantivy.damage import reading

Ranked = list[tuple[float, tantivy.DocAddress]]
BEYOND = 40  # hits read beyond the page, to see whether its last score goes on


def ranked(searcher: tantivy.Searcher, query: tantivy.Query, request: Request, offset: int) -> tuple[int, Ranked]:
    """How many objects match, and score and address of those on the page."""
    with reading():
        column = _column(request)
        if column:
            found: Any = searcher.search(query, request.limit, True, column, offset, tantivy.Order.Asc)
            score = request.clause.score if isinstance(request.clause, Always) else 0.0
            return found.count, [(score, address) for _value, address in found.hits]
        return by_score(searcher, query, offset, request.limit, "key")


def count(searcher: tantivy.Searcher, query: tantivy.Query) -> int:
    """How many objects match."""
    with reading():
        found: Any = searcher.search(query, 1)
        return found.count


def _column(request: Request) -> str:
    """The column to sort by, or an empty string for the score."""
    if request.sort in ("newest", "oldest"):
        return request.sort
    return "key" if isinstance(request.clause, Always) else ""


def by_score(
    searcher: tantivy.Searcher, query: tantivy.Query, offset: int, limit: int, field: str
) -> tuple[int, Ranked]:
    """How many match, and score and address of those on the page, the best first; those of one score by a stored field."""
    wanted = offset + limit
    reach = wanted + BEYOND
    while True:
        found: Any = searcher.search(query, reach)
        hits: Ranked = found.hits
        if len(hits) < reach or hits[wanted - 1][0] != hits[-1][0]:
            return found.count, _in_order(searcher, hits, offset, wanted, field)
        reach *= 4


def _in_order(searcher: tantivy.Searcher, hits: Ranked, start: int, end: int, field: str) -> Ranked:
    """Hits from `start` to `end` once those of one score are sorted by the field."""
    ordered: Ranked = []
    position = 0
    for _score, group in groupby(hits, key=lambda hit: hit[0]):
        tied = list(group)
        overlaps = position < end and position + len(tied) > start
        if overlaps and len(tied) > 1:
            tied.sort(key=lambda hit: str(searcher.doc(hit[1]).get_first(field)))
        ordered += tied
        position += len(tied)
        if position >= end:
            break
    return ordered[start:end]
