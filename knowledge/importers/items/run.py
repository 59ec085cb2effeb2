"""One import of items from beginning to end: reads, prepares, writes in short transactions, records every row."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, IntegrityError, connection, transaction
from wagtail.models import Page

from core.importing.models import ImportedItem
from core.importing.problems import Problem
from core.importing.readers import Source, SourceRow
from core.models import ContentPage
from knowledge.importers.items.load import ItemLoader, id_of, key_of, source_of, why_kept
from knowledge.importers.items.prepare import PreparedItem, Preparer, Refused
from knowledge.importers.items.record import Recorder, Result

#: Rows that are looked up together, and recorded together when there is nothing to write.
WINDOW = 100
#: A batch is one transaction, cut so that it takes about this long; on SQLite everybody else who writes waits for it.
BATCH_SECONDS = {"sqlite": 0.3}
OTHER_BATCH_SECONDS = 2.0
FEWEST, MOST = 5, 200
#: What the database or a field may say against one row. Anything else is no fault of a row, and ends the import.
_ROW_FAULTS = (ValidationError, IntegrityError, DataError)


@dataclass
class Entry:
    """One row on its way: what will be recorded of it, and its item if a page is still to be created."""

    result: Result
    item: PreparedItem | None = None


@dataclass
class Known:
    """What the portal has of the rows of one window: what was imported, and which pages exist by translation key."""

    items: dict[tuple[str, str], ImportedItem] = field(default_factory=dict)
    pages: set[tuple[Any, str]] = field(default_factory=set)


@dataclass
class ItemImporter:
    """Imports rows as often as wanted: what is there already is passed over. Without a loader nothing is written.

    `only_listed` leaves out the rows that the table of the filing does not name.
    """

    source: Source
    preparer: Preparer
    recorder: Recorder
    list_name: str
    loader: ItemLoader | None = None
    only_listed: bool = False
    done: int = 0
    longest: float = 0.0
    most: int = 20
    _queue: list[Entry] = field(default_factory=list)
    _seen: dict[tuple[str, str, str], int] = field(default_factory=dict)

    def rows(self) -> Iterator[SourceRow]:
        """The rows that are imported. Raises SourceError for a file that cannot be read."""
        for row in self.source.rows():
            if not self.only_listed or self.preparer.is_listed(row):
                yield row

    def run(self, *, after: int = 0, pauses: Callable[[], bool] = lambda: False) -> bool:
        """Imports every row behind the first `after`. False when `pauses` said so before the end.

        Raises SourceError for a file that cannot be read, and what the recorder raises.
        """
        self.done = after
        rows = iter(self.rows())
        for row in islice(rows, after):
            self._earlier(row)
        while window := list(islice(rows, WINDOW)):
            known = self._known(window)
            for row in window:
                self._take(row, known)
            self._flush()
            if pauses():
                return False
        return True

    def _known(self, window: Sequence[SourceRow]) -> Known:
        places = [(row, place) for row in window if not row.problem and (place := self.preparer.place_of(row))]
        sources = {source_of(institution, self.list_name) for _row, (institution, _language) in places}
        ids = {id_of(language, row.source_id) for row, (_institution, language) in places}
        keys = {key_of(institution, self.list_name, row.source_id) for row, (institution, _language) in places}
        items = ImportedItem.objects.filter(source__in=sources, source_id__in=ids)
        pages = Page.objects.filter(translation_key__in=keys).values_list("translation_key", "locale__language_code")
        return Known({(item.source, item.source_id): item for item in items}, set(pages))

    def _earlier(self, row: SourceRow) -> int:
        """The number of an earlier row that is the same item, 0 when there is none; remembers this one."""
        place = self.preparer.place_of(row)
        if row.problem or place is None or not row.source_id:
            return 0
        first = self._seen.setdefault((*place, row.source_id), row.number)
        return first if first != row.number else 0

    def _take(self, row: SourceRow, known: Known) -> None:
        if earlier := self._earlier(row):
            more = {"other": str(earlier)}
            problem = Problem("same_id", row.number, self.preparer.mapping.key, row.source_id, more)
            self._add(row, "skipped", [problem])
            return
        place = None if row.problem else self.preparer.place_of(row)
        item = known.items.get((source_of(place[0], self.list_name), id_of(place[1], row.source_id))) if place else None
        if item and item.content_hash == self.preparer.fingerprint(row):
            self._add(row, "unchanged", page=item.page_id)
            return
        prepared = self.preparer.prepare(row)
        if isinstance(prepared, Refused):
            self._add(row, "skipped", prepared.problems)
        elif item:
            self._change(row, prepared, item)
        elif (key_of(prepared.institution, self.list_name, row.source_id), prepared.language) in known.pages:
            self._add(row, "kept", [self._remark("translated_here", row)])
        else:
            self._create(row, prepared)

    def _remark(self, code: str, row: SourceRow) -> Problem:
        return Problem(code, row.number, self.preparer.mapping.key, row.source_id)

    def _add(self, row: SourceRow, outcome: str, problems: Sequence[Problem] = (), page: int | None = None) -> None:
        self._queue.append(Entry(Result(row.number, row.source_id[:200], outcome, list(problems), page)))

    def _create(self, row: SourceRow, item: PreparedItem) -> None:
        waiting = [entry.item for entry in self._queue if entry.item]
        if waiting and self.loader:
            first = waiting[0]
            same = first.parent == item.parent and self.loader.page_type(first) is self.loader.page_type(item)
            if not same or len(waiting) >= self.most:
                self._flush()
        result = Result(row.number, row.source_id, "created", item.problems)
        self._queue.append(Entry(result, item if self.loader else None))

    def _change(self, row: SourceRow, prepared: PreparedItem, item: ImportedItem) -> None:
        """Changes a page in a transaction of its own, after everything that stands before it in the file."""
        if self.loader is None:
            page = ContentPage.objects.filter(pk=item.page_id).first()
            reason = why_kept(page, item)
            self._add_changed(row, prepared, item, reason)
            return
        self._flush()
        started = time.monotonic()
        try:
            with transaction.atomic():
                reason = self.loader.change(prepared, item)
                self._add_changed(row, prepared, item, reason)
                self._save()
        except _ROW_FAULTS as error:
            self._queue.clear()
            self._add(row, "skipped", [_unexpected(row.number, error)])
            self._flush()
        else:
            self._saved()
        self.longest = max(self.longest, time.monotonic() - started)

    def _add_changed(self, row: SourceRow, prepared: PreparedItem, item: ImportedItem, reason: str) -> None:
        if reason:
            self._add(row, "kept", [self._remark(reason, row)], page=item.page_id)
        else:
            self._add(row, "changed", prepared.problems, page=item.page_id)

    def _flush(self) -> None:
        """Writes what waits, in one transaction; if the database refuses one of its rows, each in its own."""
        if not self._queue:
            return
        started = time.monotonic()
        count = sum(entry.item is not None for entry in self._queue)
        try:
            with transaction.atomic():
                self._write()
        except _ROW_FAULTS:
            self._one_by_one()
        else:
            self._saved()
        self._adapt(count, time.monotonic() - started)

    def _write(self) -> None:
        entries = [entry for entry in self._queue if entry.item]
        items = [entry.item for entry in entries if entry.item]
        if items and self.loader:
            for entry, page in zip(entries, self.loader.create(items), strict=True):
                entry.result.page = page
        self._save()

    def _save(self) -> None:
        self.recorder.save([entry.result for entry in self._queue], self.done + len(self._queue))

    def _saved(self) -> None:
        self.done += len(self._queue)
        self.recorder.saved([entry.result for entry in self._queue], self.done)
        self._queue.clear()

    def _one_by_one(self) -> None:
        entries, self._queue = self._queue, []
        for entry in entries:
            entry.result.page = None if entry.item else entry.result.page
            self._queue = [entry]
            try:
                with transaction.atomic():
                    self._write()
            except _ROW_FAULTS as error:
                result = entry.result
                refused = Result(result.number, result.source_id, "skipped", [_unexpected(result.number, error)])
                self._queue = [Entry(refused)]
                with transaction.atomic():
                    self._write()
            self._saved()

    def _adapt(self, count: int, seconds: float) -> None:
        self.longest = max(self.longest, seconds)
        if count:
            wanted = BATCH_SECONDS.get(connection.vendor, OTHER_BATCH_SECONDS)
            fitting = count * wanted / max(seconds, 0.001)
            self.most = round(min(MOST, max(FEWEST, min(fitting, 2 * self.most))))


def _unexpected(number: int, error: Exception) -> Problem:
    """Says which fields a page refused, or the kind of fault; never the words of the database."""
    if isinstance(error, ValidationError) and hasattr(error, "error_dict"):
        return Problem("unexpected", number, more={"why": ", ".join(error.message_dict)})
    return Problem("unexpected", number, more={"why": type(error).__name__})
