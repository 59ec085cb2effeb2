"""Uploaded imports: checked and imported by the worker in slices, each of which goes on where the last one ended.

A key of the outbox topic `imports` is a job. A slice ends before its lease does and asks for the next one. A worker that
is killed loses the batch under way and nothing else: how far the job is stands in the transaction of each batch.
"""

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.users.models import UserProfile

from core.importing.mapping import Mapping, MappingError, mapping_from
from core.importing.models import ImportRun
from core.importing.pages import Approval
from core.importing.problems import SourceError
from core.importing.readers import FORMATS, Options, Source
from core.importing.statistics import refresh_statistics
from core.importing.uploads import CHECKS, ENDED, IMPORTS, UNDER_WAY, ImportJob, ImportJobRow, JobState
from core.outbox import Lease, enqueue
from knowledge.importers.items.load import ItemLoader
from knowledge.importers.items.places import places_for
from knowledge.importers.items.prepare import Preparer
from knowledge.importers.items.record import Recorder, Result
from knowledge.importers.items.run import ItemImporter

TOPIC = "imports"
LEASE_SECONDS = 120
SLICE_SECONDS = 30.0
MOST_ROWS = 20_000
#: How long a file that nobody imported, and the list of an import that ended, are kept.
KEPT_DAYS = 30


class SupersededError(Exception):
    """The job was stopped, or another worker has gone on with it: what this one was about to write is undone."""


@dataclass
class JobRecorder(Recorder):
    """Rows of the job, written with the pages they tell of."""

    job: ImportJob

    def save(self, results: list[Result], done: int) -> None:
        """Writes the rows and how far the job is. Raises SupersededError when that changed elsewhere."""
        counts = Counter(self.job.counts) + Counter(result.outcome for result in results)
        mine = ImportJob.objects.filter(pk=self.job.pk, state=self.job.state, rows_done=self.job.rows_done)
        if not mine.update(rows_done=done, counts=dict(sorted(counts.items())), changed_at=timezone.now()):
            raise SupersededError
        ImportJobRow.objects.bulk_create(
            ImportJobRow(
                job=self.job,
                number=result.number,
                source_id=result.source_id,
                outcome=result.outcome,
                problems=[problem.as_json() for problem in result.problems],
                page_id=result.page,
            )
            for result in results
        )
        if self.job.run_id:
            ImportRun.objects.filter(pk=self.job.run_id).update(rows_done=done)

    def saved(self, results: list[Result], done: int) -> None:
        """Remembers what is written now."""
        self.job.counts = dict(Counter(self.job.counts) + Counter(result.outcome for result in results))
        self.job.rows_done = done


def work_on(leases: list[Lease]) -> None:
    """Handler of the outbox: one slice of each job."""
    for lease in leases:
        job = ImportJob.objects.select_related("owner", "run").filter(pk=int(lease.key.partition(":")[2])).first()
        if job and job.state in UNDER_WAY:
            _slice(job)


def ask(job: ImportJob) -> None:
    """Has a worker go on with the job. Call it in the transaction that changes its state."""
    enqueue(TOPIC, [f"job:{job.pk}"])


def _slice(job: ImportJob) -> None:
    try:
        with open_source(job) as source:
            mapping = mapping_from(job.options)
            reader = type(source)(source.path, Options(mapping.key, mapping.encoding, MOST_ROWS))
            is_finished = _work(job, reader, mapping)
    except (SourceError, MappingError) as error:
        with override(UserProfile.get_for_user(job.owner).get_preferred_language()):
            _end(job, JobState.FAILED, str(error))
        return
    except SupersededError:
        return
    if is_finished:
        _end(job, JobState.CHECKED if job.state == JobState.CHECKING else JobState.DONE)
        return
    with transaction.atomic():
        ask(job)


def _work(job: ImportJob, source: Source, mapping: Mapping) -> bool:
    """Does what can be done in one slice; True when that was the end."""
    total = job.rows_total if job.state == JobState.IMPORTING else None
    _begin(job, sum(1 for _row in source.rows()) if total is None else total)
    user = job.owner
    loader = None
    if job.state == JobState.IMPORTING:
        loader = ItemLoader(Approval.of(user, None), _run_of(job, source, mapping), mapping.list_name, user)
    preparer = Preparer(mapping, places_for(user, mapping.target))
    importer = ItemImporter(source, preparer, JobRecorder(job), mapping.list_name, loader)
    is_finished = importer.run(after=job.rows_done, pauses=_clock())
    if is_finished and loader and job.counts.get("created"):
        refresh_statistics()
    return is_finished


def _clock() -> Callable[[], bool]:
    end = time.monotonic() + SLICE_SECONDS
    return lambda: time.monotonic() > end


def _begin(job: ImportJob, total: int) -> None:
    """Says that the job is under way. Raises SupersededError when it was stopped meanwhile."""
    state = JobState.CHECKING if job.state in CHECKS else JobState.IMPORTING
    if not ImportJob.objects.filter(pk=job.pk, state=job.state).update(state=state, rows_total=total):
        raise SupersededError
    job.state, job.rows_total = state, total


def _end(job: ImportJob, state: JobState, failure: str = "") -> None:
    ended = ImportJob.objects.filter(pk=job.pk, state__in=UNDER_WAY)
    if not ended.update(state=state, failure=failure, changed_at=timezone.now()):
        return
    if job.run_id:
        ImportRun.objects.filter(pk=job.run_id).update(finished_at=timezone.now())
    if state in ENDED:
        job.remove_file()


def _run_of(job: ImportJob, source: Source, mapping: Mapping) -> ImportRun:
    if job.run is None:
        job.run = ImportRun.objects.create(
            source=f"items:{mapping.list_name}"[:200],
            file_name=job.file_name,
            file_sha256=source.fingerprint(),
            rows_total=job.rows_total,
        )
        ImportJob.objects.filter(pk=job.pk).update(run=job.run)
    return job.run


@contextmanager
def open_source(job: ImportJob) -> Iterator[Source]:
    """The job's file as rows, from wherever uploads are stored. Raises SourceError when it is gone."""
    with tempfile.TemporaryDirectory(prefix="import-") as folder:
        path = Path(folder) / "upload"
        try:
            with job.file.open("rb") as stored, path.open("wb") as copy:
                for chunk in stored.chunks():
                    copy.write(chunk)
        except (OSError, ValueError) as error:
            raise SourceError(_("The uploaded file is gone. Upload it again.")) from error
        encoding = job.options.get("encoding") or "utf-8"
        yield FORMATS[job.format](path, Options(encoding=encoding, most_rows=MOST_ROWS))


def start(job: ImportJob, *, imports: bool) -> bool:
    """Has the file checked, or imported after it was checked; False when its state does not allow that."""
    allowed = [JobState.CHECKED] if imports else [JobState.NEW, JobState.CHECKED, JobState.FAILED]
    wanted = JobState.IMPORT_WAITS if imports else JobState.CHECK_WAITS
    with transaction.atomic():
        mine = ImportJob.objects.filter(pk=job.pk, state__in=allowed).exclude(file="")
        if not mine.update(state=wanted, rows_done=0, counts={}, failure="", run=None, changed_at=timezone.now()):
            return False
        ImportJobRow.objects.filter(job=job).delete()
        ask(job)
    return True


def stop(job: ImportJob) -> bool:
    """Ends the job where it is; False when nothing was under way. Pages that were created stay."""
    was_import = job.state not in CHECKS
    state, before = (JobState.STOPPED, IMPORTS) if was_import else (JobState.NEW, CHECKS)
    if not ImportJob.objects.filter(pk=job.pk, state__in=before).update(state=state, changed_at=timezone.now()):
        return False
    if was_import:
        if job.run_id:
            ImportRun.objects.filter(pk=job.run_id).update(finished_at=timezone.now())
        job.remove_file()
    return True


def remove(job: ImportJob) -> None:
    """Deletes the job, its file and its list of rows. Pages stay."""
    job.remove_file()
    job.delete()


def forget_old() -> None:
    """Removes what nobody has touched for KEPT_DAYS days."""
    old = ImportJob.objects.filter(changed_at__lt=timezone.now() - timedelta(days=KEPT_DAYS))
    for job in old.exclude(state__in=UNDER_WAY):
        remove(job)
