"""What every search engine must do for the portal, and the words in which it is asked.

Same request in, same result out: no engine's own query language is known outside its module. Engines store terms that
`core.analysis` made, separated by spaces, and rank with BM25 (k1 1.2, b 0.75).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

#: Fields of objects that hold terms, and of parts. Phrases are looked for in those of stems only.
TERM_FIELDS = ("title", "summary", "text", "words", "prefixes")
PART_FIELDS = ("part", "part_words")
#: Stands in a field without terms. Engines differ in whether an object without a field counts for its average length.
EMPTY = "∅"
#: Fields of objects that hold codes, and can be filtered and counted.
CODE_FIELDS = (
    "key",
    "item",
    "kind",
    "theme",
    "sector",
    "region",
    "institution",
    "year",
    "language",
    "best_for",
    "audience",
    "media",
    "authority",
)


class EngineDown(Exception):
    """The engine does not answer as it should: refused, too slow, overloaded, garbage. The message says what was tried."""


class CursorError(ValueError):
    """An `after` that no result gave."""

    def __init__(self) -> None:
        super().__init__("`after` is none that a result gave. Begin without it.")


class IndexMissing(EngineDown):
    """The engine works, but the index is not there or not whole: it must be built again."""


@dataclass(frozen=True, slots=True)
class IndexedPart:
    """One part: its terms by field (PART_FIELDS), and what is shown of it (JSON)."""

    anchor: str
    terms: Mapping[str, str]
    display: str


@dataclass(frozen=True, slots=True)
class IndexedObject:
    """One object with its parts, analysed. `version` grows with every writing of the key: a smaller one is refused.

    `terms` and `codes` are by field (TERM_FIELDS, CODE_FIELDS). `day` is the proleptic ordinal of its date or 0,
    `expires` the second (Unix time) from which it is not shown, or 0. `fingerprint` changes with anything in it.
    """

    key: str
    version: int
    terms: Mapping[str, str]
    codes: Mapping[str, Sequence[str]]
    day: int
    expires: int
    display: str
    fingerprint: str
    parts: Sequence[IndexedPart] = ()


# The query, as a tree. Scores of AnyOf and AtLeast add up; of Best the greatest counts.
@dataclass(frozen=True, slots=True)
class Term:
    """Documents with this term (or code) in this field, scored with BM25 times `weight`."""

    field: str
    term: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents in which the terms follow one another in this field."""

    field: str
    terms: tuple[str, ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Documents that match at least `at_least` of the clauses."""

    clauses: "tuple[Clause, ...]"
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class Best:
    """Documents that match one of the clauses; the best one scores."""

    clauses: "tuple[Clause, ...]"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Documents that match every clause of `clauses` and none of `without`; those of `also` only add to the score."""

    clauses: "tuple[Clause, ...]"
    without: "tuple[Clause, ...]" = ()
    also: "tuple[Clause, ...]" = ()


@dataclass(frozen=True, slots=True)
class Always:
    """Documents that match the clause (all without one), each with the same score."""

    score: float
    clause: "Clause | None" = None


Clause = Term | Phrase | AnyOf | Best | AllOf | Always


@dataclass(frozen=True, slots=True)
class Filter:
    """Only objects with one of the values in `field`. When `facet` is counted, this filter is left aside."""

    field: str
    values: frozenset[str]
    facet: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What is searched for. `days` are the first and last ordinal day, 0 for open; without a date nothing passes them.

    `now` is in Unix seconds: what has expired by then is not there, nor what `hidden` names by key. `sort` is
    relevance, newest or oldest; objects without a date come last; ties are in the order of keys. `after` is the
    `next_after` of the result before, and takes the place of `offset`. With a `limit` of 0 it asks for the total alone.
    """

    clause: Clause
    filters: tuple[Filter, ...] = ()
    days: tuple[int, int] = (0, 0)
    now: int = 0
    hidden: frozenset[str] = frozenset()
    facets: tuple[str, ...] = ()
    sort: str = "relevance"
    offset: int = 0
    limit: int = 20
    after: str = ""


@dataclass(frozen=True)
class Hit:
    """One object that was found."""

    key: str
    score: float
    display: str

    @cached_property
    def shown(self) -> dict[str, Any]:
        """What `display` holds, read once."""
        return json.loads(self.display)


@dataclass(frozen=True, slots=True)
class PartHit:
    """One part that was found."""

    key: str
    anchor: str
    score: float
    display: str


@dataclass(frozen=True, slots=True)
class Result:
    """How many objects were found, those of this page, the counts of each facet by value, where the next page begins."""

    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    next_after: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the engine answers and has an index, how many objects it holds, and a sentence for the operator."""

    is_up: bool
    objects: int
    sentence: str


class Engine(Protocol):
    """One search engine. Every method raises EngineDown when it does not answer within its time limit, and IndexMissing
    when there is no index in service. A generation is one whole index; one at a time is in service."""

    name: str

    def health(self) -> Health:
        """How the engine is; never raises."""
        ...

    def current(self) -> str | None:
        """Name of the generation in service, or None without one (or when it is damaged)."""
        ...

    def generations(self) -> list[str]:
        """Names of all generations that exist, whole or not."""
        ...

    def create(self, generation: str) -> None:
        """Make an empty generation, not in service. Names are small Latin letters, digits and hyphens."""
        ...

    def swap(self, generation: str) -> None:
        """Put the generation in service, at one moment for all readers. The one before stays until it is dropped."""
        ...

    def drop(self, generation: str) -> None:
        """Delete a generation. Nothing happens when it does not exist."""
        ...

    def write(
        self, objects: Sequence[IndexedObject], deleted: Mapping[str, int], generation: str = ""
    ) -> dict[str, str]:
        """Put objects in place of what their keys held, and delete keys (each with a version).

        Into the generation in service unless one is named. Searches see all of it when this returns. What the engine
        holds in a higher version stays. Returns a sentence for each key that the engine refuses for its content.
        """
        ...

    def finish(self, generation: str) -> None:
        """After the last writing of a build: make the generation fast to search."""
        ...

    def scan(self, generation: str = "") -> Iterator[tuple[str, str]]:
        """Key and fingerprint of every object, in the order of keys, in a stream."""
        ...

    def search(self, request: Request) -> Result:
        """The objects that a request asks for. Raises CursorError for an `after` that no result gave."""
        ...

    def passages(self, keys: Sequence[str], clause: Clause, limit: int) -> dict[str, list[PartHit]]:
        """For each object, its parts that match the clause best, at most `limit` each, the best first."""
        ...

    def close(self) -> None:
        """Let go of connections and files."""
        ...
