"""Measures of retrieval on judged queries, and folders that hold them in the layout of BEIR.

Measures as TREC's `trec_eval` computes them for binary and graded judgements: Järvelin and Kekäläinen 2002 for nDCG.
"""

import csv
import json
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Judgements = Mapping[str, int]


class NotJudged(ValueError):
    """A folder that lacks what the layout asks for; the message says what."""


@dataclass(frozen=True)
class JudgedSet:
    """Passages (id, title, text), queries by id, judgements by query; language from the folder's name."""

    name: str
    language: str
    passages: Sequence[tuple[str, str, str]]
    queries: Mapping[str, str]
    judgements: Mapping[str, Judgements]


def load_set(folder: Path) -> JudgedSet:
    """The set in a folder with corpus.jsonl, queries.jsonl and qrels.tsv (query-id, corpus-id, score; also in qrels/test.tsv).

    The language is the folder's suffix: `-ar`, `-fr`, `-en`. Queries without a judgement are left out. Raises NotJudged.
    """
    language = folder.name.rpartition("-")[2]
    qrels = next((path for path in (folder / "qrels.tsv", folder / "qrels" / "test.tsv") if path.is_file()), None)
    missing = [name for name in ("corpus.jsonl", "queries.jsonl") if not (folder / name).is_file()]
    if missing or qrels is None:
        raise NotJudged(f"{folder} lacks {', '.join([*missing, *([] if qrels else ['qrels.tsv'])])}.")
    judgements: dict[str, dict[str, int]] = defaultdict(dict)
    with qrels.open(encoding="utf-8", newline="") as lines:
        for row in csv.reader(lines, delimiter="\t"):
            if len(row) >= 3 and row[0] != "query-id":
                judgements[row[0]][row[1]] = int(float(row[2]))
    queries = {row["_id"]: row["text"] for row in _lines(folder / "queries.jsonl") if row["_id"] in judgements}
    passages = [(row["_id"], row.get("title") or "", row["text"]) for row in _lines(folder / "corpus.jsonl")]
    return JudgedSet(folder.name, language, passages, queries, judgements)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def ndcg(found: Sequence[str], judged: Judgements, depth: int = 10) -> float:
    """Normalised discounted cumulative gain at a depth, from 0 to 1."""
    gains = [judged.get(one, 0) for one in found[:depth]]
    ideal = sorted((score for score in judged.values() if score > 0), reverse=True)[:depth]
    best = _discounted(ideal)
    return _discounted(gains) / best if best else 0.0


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))


def recall(found: Sequence[str], judged: Judgements, depth: int = 100) -> float:
    """Share of the relevant passages that are among the first so many, from 0 to 1."""
    relevant = {one for one, score in judged.items() if score > 0}
    return len(relevant & set(found[:depth])) / len(relevant) if relevant else 0.0


def reciprocal_rank(found: Sequence[str], judged: Judgements, depth: int = 10) -> float:
    """One divided by the rank of the first relevant passage; 0 when it is not among the first so many."""
    ranks = (rank for rank, one in enumerate(found[:depth], start=1) if judged.get(one, 0) > 0)
    return next((1 / rank for rank in ranks), 0.0)
