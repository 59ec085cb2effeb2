"""Says the portal's query in tantivy's."""

from collections.abc import Iterable

import tantivy

from search.engines.base import AllOf, Always, AnyOf, Best, Clause, Filter, Phrase, Request, Term

Query = tantivy.Query
Must, Should, MustNot = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot


def to_query(schema: tantivy.Schema, clause: Clause) -> tantivy.Query:
    """The clause as a query on an index with this schema."""
    match clause:
        case Term(field, term, weight):
            return _weighted(Query.term_query(schema, field, term), weight)
        case Phrase(field, terms, weight):
            only = Query.term_query(schema, field, terms[0]) if len(terms) == 1 else None
            return _weighted(only or Query.phrase_query(schema, field, list(terms)), weight)
        case AnyOf(clauses, at_least):
            parts = [(Should, to_query(schema, part)) for part in clauses]
            return Query.boolean_query(parts, max(1, at_least)) if parts else Query.empty_query()
        case Best(clauses):
            return Query.disjunction_max_query([to_query(schema, part) for part in clauses])
        case AllOf(clauses, without, also):
            return _all_of(schema, clauses, without, also)
        case Always(score, inner):
            matched = to_query(schema, inner) if inner is not None else Query.all_query()
            return Query.const_score_query(matched, score)


def _weighted(query: tantivy.Query, weight: float) -> tantivy.Query:
    return query if weight == 1.0 else Query.boost_query(query, weight)


def _all_of(
    schema: tantivy.Schema, clauses: Iterable[Clause], without: Iterable[Clause], also: Iterable[Clause]
) -> tantivy.Query:
    parts = [(Must, to_query(schema, part)) for part in clauses]
    if not parts:
        parts = [(Must, Query.const_score_query(Query.all_query(), 0.0))]
    parts += [(MustNot, to_query(schema, part)) for part in without]
    parts += [(Should, to_query(schema, part)) for part in also]
    return Query.boolean_query(parts)


def filtered(schema: tantivy.Schema, request: Request, matching: tantivy.Query, leave_aside: str = "") -> tantivy.Query:
    """The whole request as one query, without the filters of one facet; `matching` is its clause. Filters do not score."""
    kept = [one for one in request.filters if not leave_aside or one.facet != leave_aside]
    parts = [(Must, matching)]
    parts += [(Must, _unscored(_filter(schema, one))) for one in kept]
    parts += [(Must, _unscored(one)) for one in _ranges(schema, request)]
    if request.now:
        parts.append((MustNot, _between(schema, "expires", 1, request.now)))
    if request.hidden:
        parts.append((MustNot, Query.term_set_query(schema, "key", sorted(request.hidden))))
    return Query.boolean_query(parts)


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return Query.const_score_query(query, 0.0)


def _filter(schema: tantivy.Schema, one: Filter) -> tantivy.Query:
    if len(one.values) == 1:
        return Query.term_query(schema, one.field, *one.values)
    return Query.term_set_query(schema, one.field, sorted(one.values))


def _ranges(schema: tantivy.Schema, request: Request) -> list[tantivy.Query]:
    first, last = request.days
    return [_between(schema, "day", first or 1, last or None)] if first or last else []


def _between(schema: tantivy.Schema, field: str, first: int, last: int | None) -> tantivy.Query:
    return Query.range_query(schema, field, tantivy.FieldType.Unsigned, first, last)
