"""Reads answers of Elasticsearch and OpenSearch. An answer of another shape raises KeyError, TypeError or ValueError."""

from collections.abc import Sequence
from typing import Any

from search.engines.base import Hit, PartHit, Request, Result
from search.engines.elastic.query import cursor

Json = dict[str, Any]


def hits_of(answer: Json) -> list[Json]:
    """The hits, all of them: an answer cut short by time or a lost shard raises ValueError."""
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise ValueError("a part of the index did not answer")
    hits: list[Json] = answer["hits"]["hits"]
    return hits


def to_result(answer: Json, request: Request) -> Result:
    """The answer to `search_body`, for which one hit more than the page holds was asked."""
    found = hits_of(answer)
    shown = found[: request.limit]
    next_after = cursor(request.sort, shown[-1]["sort"]) if shown and len(found) > len(shown) else ""
    return Result(
        total=int(answer["hits"]["total"]["value"]),
        hits=[_hit(hit, request.sort) for hit in shown],
        facets={name: _counts(answer["aggregations"][name]) for name in request.facets},
        next_after=next_after,
    )


def _hit(hit: Json, sort: str) -> Hit:
    score = float(hit["sort"][0]) if sort == "relevance" else 0.0
    return Hit(str(hit["_id"]), score, str(hit["_source"]["display"]))


def _counts(answer: Json) -> dict[str, int]:
    buckets = answer.get("values", answer)["buckets"]
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in buckets}


def to_passages(answer: Json, keys: Sequence[str]) -> dict[str, list[PartHit]]:
    """The answer to `passages_body`, in the order of the keys; nothing for those without a part that matches."""
    hits_of(answer)
    found = {bucket["key"]: bucket["best"]["hits"]["hits"] for bucket in answer["aggregations"]["keys"]["buckets"]}
    return {key: [_part_hit(key, hit) for hit in found[key]] for key in keys if found.get(key)}


def _part_hit(key: str, hit: Json) -> PartHit:
    score, anchor = hit["sort"]
    return PartHit(key, str(anchor), float(score), str(hit["_source"]["display"]))
