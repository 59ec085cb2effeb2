"""One import from beginning to end: reads, prepares in other processes, writes in short transactions, reports."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from core.importing.lines import Line, LineFile
from core.importing.models import ImportedItem, ImportRun
from core.importing.pages import Approval
from core.importing.report import Progress, Report
from core.importing.statistics import refresh_statistics
from core.importing.workers import map_in_order
from core.models import User
from core.publishing import system_user
from knowledge.importers.filing import Filing
from knowledge.importers.load import SOURCE, Batch, Loader
from knowledge.importers.prepare import PreparedText, Refused, prepare
from knowledge.importers.treaties import TreatyFolder
from knowledge.importers.versions import remove_left_over

#: Lines whose earlier imports are looked up together.
WINDOW = 100
#: Bytes of a file below which starting other processes costs more than it saves.
SMALL_FILE = 300_000


@dataclass(frozen=True)
class Options:
    """What was asked for on the command line. `processes`: how many prepare texts, by default by size of the file.

    `path` is a file of JSON lines or a folder of treaties; `table` says of treaties where they were taken from.
    """

    path: Path
    filing: Filing
    approver: User | None = None
    is_dry_run: bool = False
    processes: int | None = None
    table: Path | None = None


class Importer:
    """Imports one file, as often as wanted: rows that are there already are passed over. `out` takes lines of progress."""

    def __init__(self, options: Options, report: Report, out: Any) -> None:
        self.options = options
        self.report = report
        self.out = out
        self.longest_transaction = 0.0
        self._seen: set[bytes] = set()
        self._known: dict[str, ImportedItem] = {}

    def run(self) -> None:
        """Imports every row. Raises ApprovalError before the first."""
        file = self._file()
        progress = Progress(self.out)
        loader = self._loader(file)
        processes = self.options.processes or (1 if file.size < SMALL_FILE else None)
        batch = Batch()
        for text in map_in_order(prepare, self._wanted(file.lines()), processes=processes):
            if self._is_new(text, loader):
                assert isinstance(text, PreparedText)
                self._add(text, batch, loader)
            self.report.flush()
            progress.say(self.report.total, file.share_read)
        if loader:
            loader.create(batch.take())
            self.longest_transaction = loader.longest
            remove_left_over()
            if self.report.counts["created"] + self.report.counts["changed"]:
                refresh_statistics()
            ImportRun.objects.filter(pk=loader.run.pk).update(finished_at=timezone.now())
        progress.say(self.report.total, 1.0, last=True)

    def _file(self) -> LineFile | TreatyFolder:
        path = self.options.path
        return TreatyFolder(path, self.options.table) if path.is_dir() else LineFile(path)

    def _loader(self, file: LineFile | TreatyFolder) -> Loader | None:
        if self.options.is_dry_run:
            return None
        approval = Approval.of(system_user("import"), self.options.approver)
        run, _created = ImportRun.objects.get_or_create(
            source=SOURCE,
            file_sha256=file.sha256(),
            finished_at=None,
            defaults={"file_name": file.path.name[:255], "approved_by": self.options.approver},
        )
        return Loader(self.options.filing, approval, run, self.report)

    def _wanted(self, lines: Iterable[Line]) -> Iterator[Line]:
        """Lines that must be prepared; of the others the report says why not."""
        for window in _windows(lines):
            ids = [_source_id(line) for line in window if line.row]
            found = ImportedItem.objects.filter(source=SOURCE, source_id__in=ids).select_related("page")
            known = {item.source_id: item for item in found}
            for line in window:
                if self._is_wanted(line, known):
                    yield line

    def _is_wanted(self, line: Line, known: dict[str, ImportedItem]) -> bool:
        source_id = _source_id(line)
        if line.row is None:
            self.report.row("skipped", line=line.number, reason=line.problem)
            return False
        # A short fingerprint of each identifier: memory stays small for millions of rows.
        mark = hashlib.blake2b(source_id.encode(errors="replace"), digest_size=8).digest()
        if source_id and mark in self._seen:
            reason = "An earlier line of the file has the same identifier; that one counts."
            self.report.row("skipped", line=line.number, source_id=source_id, reason=reason)
            return False
        self._seen.add(mark)
        item = known.get(source_id)
        if item and item.content_hash == line.sha256:
            self.report.row("unchanged", line=line.number, source_id=source_id)
            return False
        if item:
            self._known[source_id] = item
        return True

    def _is_new(self, text: PreparedText | Refused, loader: Loader | None) -> bool:
        """Whether the text is to be created; anything else is done, or said in the report, here."""
        item = self._known.pop(text.source_id, None)
        if isinstance(text, Refused):
            self.report.row("skipped", line=text.line, source_id=text.source_id, reason=text.reason)
        elif loader is None:
            self.report.row(
                "changed" if item else "created", line=text.line, source_id=text.source_id, notes=text.notes
            )
        elif item:
            loader.change(text, item)
        elif loader.parent(text) is None:
            code = self.options.filing.institution(text.source_id)
            reason = f"The institution '{code}' has no page in the language '{text.language}'."
            self.report.row("skipped", line=text.line, source_id=text.source_id, reason=reason)
        else:
            return True
        return False

    def _add(self, text: PreparedText, batch: Batch, loader: Loader | None) -> None:
        if loader is None:
            return
        parent = loader.parent(text)
        if not batch.has_room(text, parent, loader.most_rows):
            loader.create(batch.take())
        batch.add(text, parent)


def _source_id(line: Line) -> str:
    return str(line.row.get("id", "")).strip()[:200] if line.row else ""


def _windows(lines: Iterable[Line]) -> Iterator[Sequence[Line]]:
    iterator = iter(lines)
    while window := list(islice(iterator, WINDOW)):
        yield window
