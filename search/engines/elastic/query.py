"""Says the portal's request in the query language of Elasticsearch and OpenSearch."""

import base64
import json
from collections.abc import Iterable, Sequence
from math import isfinite
from typing import Any
from zlib import crc32

from search.engines.base import AllOf, Always, AnyOf, Best, Clause, CursorError, Filter, Phrase, Request, Term
from search.engines.elastic.encoding import encoded
from search.engines.unscored import unscored

Json = dict[str, Any]
#: Values in one clause; the engine's limit is 65,536.
MOST_VALUES = 60_000
#: How far one request may reach from the first hit; the engine's limit.
WINDOW = 10_000
NOTHING: Json = {"match_none": {}}
SORTS: dict[str, list[Json]] = {
    "relevance": [{"_score": "desc"}, {"key": "asc"}],
    "newest": [{"day": {"order": "desc", "missing": "_last"}}, {"key": "asc"}],
    "oldest": [{"day": {"order": "asc", "missing": "_last"}}, {"key": "asc"}],
}


def to_query(clause: Clause) -> Json:
    """One clause as a query."""
    match clause:
        case Term(field, term, weight):
            return {"term": {field: {"value": term, "boost": weight}}}
        case Phrase(field, terms, weight):
            asked = {"query": " ".join(terms), "boost": weight}
            return {"match_phrase": {field: asked}} if terms else NOTHING
        case AnyOf(clauses, at_least):
            needed = max(1, at_least)
            asked = {"should": [to_query(part) for part in clauses], "minimum_should_match": needed}
            return {"bool": asked} if len(clauses) >= needed else NOTHING
        case Best(clauses):
            return {"dis_max": {"queries": [to_query(part) for part in clauses]}} if clauses else NOTHING
        case AllOf(clauses, without, also):
            return _all_of(clauses, without, also)
        case Always(score, inner):
            matched = to_query(inner) if inner is not None else {"match_all": {}}
            return {"constant_score": {"filter": matched, "boost": score}}


def _all_of(clauses: Sequence[Clause], without: Sequence[Clause], also: Sequence[Clause]) -> Json:
    return {
        "bool": {
            "must": [to_query(part) for part in clauses or (Always(0.0),)],
            "must_not": [to_query(part) for part in without],
            "should": [to_query(part) for part in also],
        }
    }


def search_body(request: Request) -> Json:
    """The query of a request, and the counts of its facets. Filters of a counted facet apply after the counting."""
    later = [one for one in request.filters if one.facet in request.facets]
    always = [_filter(one) for one in request.filters if one.facet not in request.facets]
    first, last = request.days
    if first or last:
        always.append({"range": {"day": {"gte": first or 1} | ({"lte": last} if last else {})}})
    clause = request.clause if request.limit else unscored(request.clause)
    body: Json = {
        "query": {
            "bool": {"must": [to_query(clause)], "filter": always, "must_not": list(_absent(request))},
        },
        "sort": SORTS[request.sort],
        "track_total_hits": True,
    }
    if later:
        body["post_filter"] = {"bool": {"filter": [_filter(one) for one in later]}}
    if request.facets:
        body["aggs"] = {name: _counts(name, later) for name in request.facets}
    return body


def _filter(one: Filter) -> Json:
    return _values(one.field, one.values)


def _values(field: str, values: Iterable[str]) -> Json:
    listed = sorted(values)
    starts = range(0, len(listed), MOST_VALUES)
    groups: list[Json] = [{"terms": {field: listed[start : start + MOST_VALUES]}} for start in starts]
    if len(groups) == 1:
        return groups[0]
    return {"bool": {"should": groups, "minimum_should_match": 1}} if groups else NOTHING


def _absent(request: Request) -> Iterable[Json]:
    if request.now:
        yield {"range": {"expires": {"gte": 1, "lte": request.now}}}
    if request.hidden:
        yield _values("key", request.hidden)


def _counts(name: str, later: Sequence[Filter]) -> Json:
    applied = [_filter(one) for one in later if one.facet != name]
    counts: Json = {"terms": {"field": name, "size": MOST_VALUES}}
    return {"filter": {"bool": {"filter": applied}}, "aggs": {"values": counts}} if applied else counts


def passages_body(keys: Sequence[str], clause: Clause, limit: int) -> Json:
    """The best parts of each object, in one pass."""
    best: Json = {"size": limit, "sort": [{"_score": "desc"}, {"anchor": "asc"}]}
    return {
        "size": 0,
        "query": {"bool": {"must": [to_query(clause)], "filter": [_values("key", keys)]}},
        "aggs": {"keys": {"terms": {"field": "key", "size": len(keys)}, "aggs": {"best": {"top_hits": best}}}},
    }


def preference(query: Sequence[Json]) -> str:
    """A word by which the engine asks the same copy of the index for all pages of one question, so that none repeats."""
    return f"{crc32(encoded(query)):08x}"


def cursor(sort: str, values: Sequence[Any]) -> str:
    """Where a page ended, as one word for an address."""
    text = json.dumps([sort, *values], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(sort: str, word: str) -> list[Any]:
    """The values that `cursor` wrote for a page in this order. Raises CursorError for any other word."""
    try:
        made_for, *values = json.loads(base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)))
        number, key = values
    except (ValueError, TypeError) as error:
        raise CursorError from error
    if made_for != sort or not isinstance(key, str) or not isinstance(number, int | float) or not isfinite(number):
        raise CursorError
    return values
