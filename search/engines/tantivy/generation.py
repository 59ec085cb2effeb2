"""One generation on disk: an index of objects and one of parts, read and written."""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.engines.base import EngineDown, IndexedObject, IndexMissing
from search.engines.tantivy.damage import FAULTS, Stamp, check, is_fault, reading
from search.engines.tantivy.schema import object_document, object_schema, open_index, part_document, part_schema

MEGABYTE = 1024 * 1024
HEAP, BUILD_HEAP = 32 * MEGABYTE, 256 * MEGABYTE
LOCK_SECONDS = 10.0

Searchers = tuple[tantivy.Searcher, tantivy.Searcher]


class Generation:
    """The two indexes in one folder. Raises IndexMissing when they are not there or damaged."""

    def __init__(self, folder: Path, *, is_new: bool = False) -> None:
        self.folder = folder
        self._metas = tuple(folder / name / "meta.json" for name in ("objects", "parts"))
        self._lock = threading.Lock()
        self._seen: tuple[int, ...] = ()
        self._sound: dict[str, set[Stamp]] = {"objects": set(), "parts": set()}
        self._building: tuple[tantivy.IndexWriter, tantivy.IndexWriter] | None = None
        self._built: dict[str, int] = {}
        if is_new:
            for name in ("objects", "parts"):
                (folder / name).mkdir(parents=True)
        elif not all(meta.is_file() for meta in self._metas):
            raise IndexMissing(f"The search index '{folder.name}' is not there or not whole.")
        try:
            self.objects = open_index(object_schema(), str(folder / "objects"), sort_by="key")
            self.parts = open_index(part_schema(), str(folder / "parts"))
        except FAULTS as error:
            raise IndexMissing(f"The search index '{folder.name}' cannot be opened.") from error

    def check(self) -> None:
        """Raises IndexMissing when a file is damaged or gone, even one that this process still has open."""
        for name, sound in self._sound.items():
            check(self.folder / name, sound)

    def searchers(self) -> Searchers:
        """Readers of what was last committed by any process. Raises IndexMissing."""
        with reading():
            with self._lock:
                now = tuple(meta.stat().st_mtime_ns for meta in self._metas)
                if now != self._seen:
                    self.objects.reload()
                    self.parts.reload()
                    self._seen = now
            return self.objects.searcher(), self.parts.searcher()

    @property
    def is_building(self) -> bool:
        """Whether its writers are open for a build."""
        return self._building is not None

    def begin_building(self) -> None:
        """Keep writers open from now on, with much memory, and commit only in `finish`."""
        self._building = (self.objects.writer(BUILD_HEAP, 1), self.parts.writer(BUILD_HEAP, 1))

    def finish(self) -> None:
        """Commit what was written since `begin_building`, and wait until segments have been merged."""
        if self._building:
            for writer in self._building:
                writer.commit()
                writer.wait_merging_threads()
            self._building, self._built = None, {}

    def write(self, objects: Sequence[IndexedObject], deleted: Mapping[str, int]) -> None:
        """Put the objects in place of what their keys held. Raises EngineDown when the disk or another writer is in the way."""
        try:
            if self._building:
                self._build(*self._building, objects, deleted)
                return
            with self._writers() as (to_objects, to_parts):
                self._replace(to_objects, to_parts, objects, deleted)
                to_parts.commit()
                to_objects.commit()
        except BaseException as error:
            if not is_fault(error):
                raise
            fault = f"The search index '{self.folder.name}' cannot be written: {type(error).__name__}."
            raise EngineDown(f"{fault} Look at the disk's free space and the folder's owner.") from error

    def _replace(
        self,
        to_objects: tantivy.IndexWriter,
        to_parts: tantivy.IndexWriter,
        objects: Sequence[IndexedObject],
        deleted: Mapping[str, int],
    ) -> None:
        held = self._versions([*(one.key for one in objects), *deleted])
        fresh = [one for one in objects if held.get(one.key, 0) <= one.version]
        gone = [key for key, version in deleted.items() if held.get(key, 0) <= version]
        for key in [*gone, *(one.key for one in fresh)]:
            to_objects.delete_documents_by_term("key", key)
            to_parts.delete_documents_by_term("key", key)
        self._add(to_objects, to_parts, fresh)

    def _build(
        self,
        to_objects: tantivy.IndexWriter,
        to_parts: tantivy.IndexWriter,
        objects: Sequence[IndexedObject],
        deleted: Mapping[str, int],
    ) -> None:
        """As `_replace`, without looking at files: most keys are written once."""
        fresh = [one for one in objects if self._built.get(one.key, 0) <= one.version]
        gone = [key for key, version in deleted.items() if key in self._built and self._built[key] <= version]
        for key in [*gone, *(one.key for one in fresh if one.key in self._built)]:
            to_objects.delete_documents_by_term("key", key)
            to_parts.delete_documents_by_term("key", key)
        self._add(to_objects, to_parts, fresh)
        self._built.update((one.key, one.version) for one in fresh)

    def _add(
        self, to_objects: tantivy.IndexWriter, to_parts: tantivy.IndexWriter, objects: Sequence[IndexedObject]
    ) -> None:
        for one in objects:
            for part in one.parts:
                to_parts.add_document(part_document(one.key, part))
            to_objects.add_document(object_document(one))

    def _versions(self, keys: Sequence[str]) -> dict[str, int]:
        searcher, _parts = self.searchers()
        found: dict[str, int] = {}
        for key in keys:
            hits = searcher.search(tantivy.Query.term_query(self.objects.schema, "key", key), 1, count=False).hits
            if hits:
                found[key] = int(searcher.fast_field_values("version", [hits[0][1]])[0] or 0)
        return found

    @contextmanager
    def _writers(self) -> Iterator[tuple[tantivy.IndexWriter, tantivy.IndexWriter]]:
        """Both writers; one process at a time has them. Raises EngineDown when another one keeps them."""
        to_objects = _writer(self.objects)
        to_parts = _writer(self.parts)
        try:
            yield to_objects, to_parts
        finally:
            for writer in (to_objects, to_parts):
                writer.wait_merging_threads()


def _writer(index: tantivy.Index) -> tantivy.IndexWriter:
    end = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            return index.writer(HEAP, 1)
        except ValueError as error:
            if "LockBusy" not in str(error):
                raise
            if time.monotonic() > end:
                raise EngineDown("Another process has been writing to the search index for long.") from error
        time.sleep(0.02)
