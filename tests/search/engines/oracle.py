"""What every engine must answer, in plain Python: the contract of `search.engines.base` on a list of objects."""

import math
from collections import Counter
from collections.abc import Sequence

from search.engines.base import (
    CODE_FIELDS,
    AllOf,
    Always,
    AnyOf,
    Best,
    Clause,
    Filter,
    IndexedObject,
    Phrase,
    Request,
    Term,
)

K1, B = 1.2, 0.75


class Oracle:
    """Answers requests by looking at every object. Scores are BM25 (Robertson and Zaragoza 2009, with Lucene's idf)."""

    def __init__(self, objects: Sequence[IndexedObject]) -> None:
        self._objects = objects
        self._known: dict[Clause, dict[str, float]] = {}
        self._terms = {one.key: {name: text.split() for name, text in one.terms.items()} for one in objects}

    def keys(self, request: Request) -> list[str]:
        """Keys of all objects found, in order."""
        found = self.scores(request.clause)
        shown = [one for one in self._objects if one.key in found and passes(one, request)]
        if request.sort == "relevance":
            shown.sort(key=lambda one: (-found[one.key], one.key))
        else:
            sign = -1 if request.sort == "newest" else 1
            shown.sort(key=lambda one: (one.day == 0, sign * one.day, one.key))
        return [one.key for one in shown]

    def scores(self, clause: Clause) -> dict[str, float]:
        """The score of each object that matches."""
        if clause not in self._known:
            scored = {one.key: self._score(clause, one) for one in self._objects}
            self._known[clause] = {key: score for key, score in scored.items() if score is not None}
        return self._known[clause]

    def facets(self, request: Request) -> dict[str, dict[str, int]]:
        """For each facet, how many objects hold each value, without the filters that name it."""
        counts: dict[str, dict[str, int]] = {}
        for name in request.facets:
            counter: Counter[str] = Counter()
            for one in self._objects:
                if one.key in self.scores(request.clause) and passes(one, request, aside=name):
                    counter.update(set(one.codes.get(name, ())))
            counts[name] = dict(counter)
        return counts

    def _score(self, clause: Clause, one: IndexedObject) -> float | None:
        """The score, or None for an object that does not match."""
        match clause:
            case Term(field, term, weight) if field in CODE_FIELDS:
                return weight if term in one.codes.get(field, ()) else None
            case Term(field, term, weight):
                return self._bm25(field, (term,), weight, one)
            case Phrase(field, terms, weight):
                return self._bm25(field, terms, weight, one)
            case AnyOf(clauses, at_least):
                scores = self._scores(clauses, one)
                return sum(scores) if len(scores) >= max(1, at_least) else None
            case Best(clauses):
                return max(self._scores(clauses, one), default=None)
            case AllOf(clauses, without, also):
                scores = self._scores(clauses, one)
                if len(scores) < len(clauses) or self._scores(without, one):
                    return None
                return sum(scores) + sum(self._scores(also, one))
            case Always(score, inner):
                return score if inner is None or self._score(inner, one) is not None else None

    def _scores(self, clauses: Sequence[Clause], one: IndexedObject) -> list[float]:
        return [score for clause in clauses if (score := self._score(clause, one)) is not None]

    def _bm25(self, field: str, terms: Sequence[str], weight: float, one: IndexedObject) -> float | None:
        own = self._terms[one.key].get(field, [])
        frequency = sum(own[at : at + len(terms)] == list(terms) for at in range(len(own)))
        if not frequency:
            return None
        every = [found.get(field, []) for found in self._terms.values()]
        average = sum(map(len, every)) / len(every)
        holders = [sum(term in found for found in every) for term in terms]
        rarity = sum(math.log(1 + (len(every) - count + 0.5) / (count + 0.5)) for count in holders)
        length = K1 * (1 - B + B * len(own) / average)
        return weight * rarity * frequency * (K1 + 1) / (frequency + length)


def passes(one: IndexedObject, request: Request, aside: str = "") -> bool:
    """Whether an object is shown, whatever its score; the filters of the facet `aside` do not count."""
    first, last = request.days
    if (first or last) and not (one.day and first <= one.day <= (last or math.inf)):
        return False
    if (one.expires and one.expires <= request.now) or one.key in request.hidden:
        return False
    return all(_holds(one, asked) for asked in request.filters if not aside or asked.facet != aside)


def _holds(one: IndexedObject, asked: Filter) -> bool:
    values = (one.key,) if asked.field == "key" else one.codes.get(asked.field, ())
    return bool(asked.values & set(values))
