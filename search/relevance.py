"""Runs judged queries through the portal's own analysis, indexing and query path."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import fmean

from core.searchable import SearchDocument, SearchPart
from search.engines.base import Engine, Request
from search.indexing.documents import indexed
from search.quality import JudgedSet, ndcg, recall, reciprocal_rank
from search.query.asked import read_query
from search.query.matching import best_match
from search.query.rules import Rules

BATCH = 500
DEPTH = 100


@dataclass(frozen=True)
class Measured:
    """What one engine reached on one set; means over queries."""

    set: str
    engine: str
    passages: int
    queries: int
    ndcg_at_10: float
    recall_at_100: float
    mrr_at_10: float

    def row(self) -> dict[str, object]:
        """The measures under the names that are usual for them."""
        names = {"ndcg_at_10": "ndcg@10", "recall_at_100": "recall@100", "mrr_at_10": "mrr@10"}
        return {names.get(name, name): value for name, value in asdict(self).items()}


def measure(judged: JudgedSet, engine: Engine, generation: str) -> Measured:
    """Index the set's passages, each as an object, into a generation that is put in service; ask every query.

    The engine must be a scratch one: what it had in service is replaced.
    """
    engine.create(generation)
    for start in range(0, len(judged.passages), BATCH):
        batch = judged.passages[start : start + BATCH]
        objects = [indexed(_document(passage, judged.language), 1) for passage in batch]
        engine.write(objects, {}, generation)
    engine.finish(generation)
    engine.swap(generation)
    found = {query: _found(engine, text, judged.language) for query, text in judged.queries.items()}
    return _measured(judged, engine.name, found)


def _document(passage: tuple[str, str, str], language: str) -> SearchDocument:
    key, title, text = passage
    part = SearchPart("text", "", "", text)
    return SearchDocument(
        key=f"passage:{key}", item=key, language=language, title=title, url="", kind="passage", parts=(part,)
    )


def _found(engine: Engine, text: str, language: str) -> list[str]:
    composed, _match, _total = best_match(engine, read_query(text), language, Rules(), [language])
    hits = engine.search(Request(composed.objects, limit=DEPTH)).hits
    return [hit.key.partition(":")[2] for hit in hits]


def _measured(judged: JudgedSet, engine: str, found: Mapping[str, Sequence[str]]) -> Measured:
    def mean(measure: object) -> float:
        return fmean(measure(found[query], judged.judgements[query]) for query in judged.queries)  # type: ignore[operator]

    return Measured(
        judged.name,
        engine,
        len(judged.passages),
        len(judged.queries),
        round(mean(ndcg), 4),
        round(mean(recall), 4),
        round(mean(reciprocal_rank), 4),
    )
