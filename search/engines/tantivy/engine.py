"""The engine behind `tantivy://`: generations in a folder, one of which a small file names as the one in service."""

import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy

from search.engines.base import (
    Clause,
    CursorError,
    EngineDown,
    Health,
    Hit,
    IndexedObject,
    IndexMissing,
    PartHit,
    Request,
    Result,
)
from search.engines.content import is_key, refusal
from search.engines.tantivy.clauses import filtered, to_query
from search.engines.tantivy.damage import FAULTS, is_fault, reading
from search.engines.tantivy.generation import Generation, Searchers
from search.engines.tantivy.ranking import by_score, count, ranked
from search.engines.unscored import unscored

POINTER = "current"
MOST_VALUES = 60_000  # of a facet; tantivy counts 65,000 at most
SCAN_CHUNK = 2_000
SWAPS = 5  # that may come between finding the index in service and reading it


class TantivyEngine:
    """Search in files of this machine. Many processes read; whoever writes takes the lock of the index meanwhile."""

    name = "tantivy"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / POINTER
        self._open: dict[str, Generation] = {}
        self._lock = threading.Lock()

    def health(self) -> Health:
        """How many objects the generation in service holds; never raises."""
        try:
            objects = self._whole().searchers()[0].num_docs
        except EngineDown as error:
            return Health(False, 0, str(error))
        return Health(True, objects, f"The search index holds {objects} objects.")

    def current(self) -> str | None:
        """Name of the generation in service, or None without one whose files are all as they were written."""
        try:
            return self._whole().folder.name
        except EngineDown:
            return None

    def generations(self) -> list[str]:
        """Names of the folders of generations."""
        return sorted(path.name for path in self.folder.glob("*") if path.is_dir()) if self.folder.is_dir() else []

    def create(self, generation: str) -> None:
        """Make the folder of an empty generation and begin to build it."""
        self.drop(generation)
        try:
            made = Generation(self.folder / generation, is_new=True)
            made.begin_building()
        except FAULTS as error:
            raise EngineDown(f"The search index '{generation}' cannot be made in {self.folder}.") from error
        self._open[generation] = made

    def swap(self, generation: str) -> None:
        """Write the name of the generation into the pointer, at one moment for all processes."""
        self._generation(generation).check()
        beside = self.folder / f"{POINTER}.new"
        try:
            beside.write_text(generation)
            beside.replace(self._pointer)
        except OSError as error:
            raise EngineDown(f"The search index cannot be put in service in {self.folder}.") from error

    def drop(self, generation: str) -> None:
        """Delete the folder of a generation. Processes that still read it go on with the files they have open."""
        self._open.pop(generation, None)
        shutil.rmtree(self.folder / generation, ignore_errors=True)

    def write(
        self, objects: Sequence[IndexedObject], deleted: Mapping[str, int], generation: str = ""
    ) -> dict[str, str]:
        """Put objects in place of what their keys held, and delete keys; a sentence for each that cannot be held."""
        refused = {one.key: sentence for one in objects if (sentence := refusal(one))}
        taken = [one for one in objects if one.key not in refused]
        gone = {key: version for key, version in deleted.items() if is_key(key)}
        self._generation(generation).write(taken, gone)
        return refused

    def finish(self, generation: str) -> None:
        """Commit a build and wait until its segments are merged."""
        try:
            self._generation(generation).finish()
        except BaseException as error:
            if not is_fault(error):
                raise
            raise EngineDown(f"The search index '{generation}' cannot be written.") from error

    def scan(self, generation: str = "") -> Iterator[tuple[str, str]]:
        """Key and fingerprint of every object, in the order of keys, of one state of the index."""
        searcher = self._generation(generation).searchers()[0]
        for start in range(0, searcher.num_docs, SCAN_CHUNK):
            with reading():
                rows = list(_rows(searcher, start))
            yield from rows

    def search(self, request: Request) -> Result:
        """The objects that a request asks for."""
        generation, (searcher, _parts) = self._in_service()
        schema = generation.objects.schema
        offset = _offset(request)
        counted = to_query(schema, unscored(request.clause))
        if request.limit:
            matching = to_query(schema, request.clause)
            total, hits = ranked(searcher, filtered(schema, request, matching), request, offset)
        else:
            total, hits = count(searcher, filtered(schema, request, counted)), []
        end = offset + len(hits)
        with reading():
            return Result(
                total=total,
                hits=[_hit(searcher, score, address) for score, address in hits],
                facets=self._facets(searcher, schema, request, counted),
                next_after=str(end) if hits and end < total else "",
            )

    def _facets(
        self, searcher: tantivy.Searcher, schema: tantivy.Schema, request: Request, matching: tantivy.Query
    ) -> dict[str, dict[str, int]]:
        """Counts by value: all facets without a filter of their own together, each of the others by itself."""
        own = {one.facet for one in request.filters if one.facet}
        together = [name for name in request.facets if name not in own]
        alone = [name for name in request.facets if name in own]
        counts: dict[str, dict[str, int]] = {}
        for names, aside in [(together, ""), *(([name], name) for name in alone)]:
            if names:
                query = filtered(schema, request, matching, leave_aside=aside)
                counts |= _counts(searcher, query, names)
        return counts

    def passages(self, keys: Sequence[str], clause: Clause, limit: int) -> dict[str, list[PartHit]]:
        """For each object, its parts that match best; one small query an object."""
        generation, (_objects, searcher) = self._in_service()
        schema = generation.parts.schema
        asked = to_query(schema, clause)
        found: dict[str, list[PartHit]] = {}
        for key in keys:
            of_object = tantivy.Query.const_score_query(tantivy.Query.term_query(schema, "key", key), 0.0)
            query = tantivy.Query.boolean_query([(tantivy.Occur.Must, of_object), (tantivy.Occur.Must, asked)])
            with reading():
                _total, hits = by_score(searcher, query, 0, limit, "anchor")
                if hits:
                    found[key] = [_part_hit(searcher, key, score, address) for score, address in hits]
        return found

    def close(self) -> None:
        """Let go of the files."""
        self._open.clear()

    def _pointed(self) -> str:
        try:
            return self._pointer.read_text().strip()
        except (OSError, UnicodeDecodeError) as error:
            raise IndexMissing(
                "No search index is in service. The worker builds one, or run `manage.py rebuild_index`."
            ) from error

    def _whole(self) -> Generation:
        """The generation in service, once all its files have been looked at."""
        generation, _searchers = self._in_service()
        generation.check()
        return generation

    def _in_service(self) -> tuple[Generation, Searchers]:
        """The generation in service, and readers of it. When it was replaced and dropped in between, the one after it."""
        for _ in range(SWAPS):
            name = self._pointed()
            try:
                generation = self._generation(name)
                return generation, generation.searchers()
            except IndexMissing:
                if self._pointed() == name:
                    raise
        raise IndexMissing("The search index is replaced again and again.")

    def _generation(self, name: str) -> Generation:
        name = name or self._pointed()
        with self._lock:
            found = self._open.get(name)
            if found is None or not found.folder.is_dir():
                found = Generation(self.folder / name)
                kept = {other: one for other, one in self._open.items() if one.is_building}
                self._open = {**kept, name: found}
        return found


def _rows(searcher: tantivy.Searcher, start: int) -> Iterator[tuple[str, str]]:
    everything = tantivy.Query.all_query()
    found = searcher.search(everything, SCAN_CHUNK, offset=start, order_by_field="key", order=tantivy.Order.Asc)
    for _score, address in found.hits:
        document: Any = searcher.doc(address)
        yield document.get_first("key"), document.get_first("fingerprint")


def _offset(request: Request) -> int:
    if not request.after:
        return request.offset
    if not (request.after.isascii() and request.after.isdecimal() and len(request.after) < 10):
        raise CursorError
    return int(request.after)


def _hit(searcher: tantivy.Searcher, score: float, address: tantivy.DocAddress) -> Hit:
    document: Any = searcher.doc(address)
    return Hit(document.get_first("key"), score, bytes(document.get_first("display")).decode())


def _part_hit(searcher: tantivy.Searcher, key: str, score: float, address: tantivy.DocAddress) -> PartHit:
    document: Any = searcher.doc(address)
    return PartHit(key, document.get_first("anchor"), score, bytes(document.get_first("display")).decode())


def _counts(searcher: tantivy.Searcher, query: tantivy.Query, names: Sequence[str]) -> dict[str, dict[str, int]]:
    asked = {name: {"terms": {"field": name, "size": MOST_VALUES}} for name in names}
    answer = searcher.aggregate(query, asked)
    return {name: {row["key"]: row["doc_count"] for row in answer[name]["buckets"]} for name in names}
