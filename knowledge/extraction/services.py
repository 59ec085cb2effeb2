"""Notes which files are to be read, reads them, and writes what came of it."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from core.models import PortalDocument
from core.outbox import Lease, Unavailable, enqueue
from core.searchable import documents_changed
from knowledge.extraction.limits import MOST_BYTES
from knowledge.extraction.models import VERSION, FilePage, FileText, formats_condition, readable
from knowledge.extraction.process import extract
from knowledge.extraction.result import Extraction, Reason, unreadable

TOPIC = "file_text"
LEASE_SECONDS = 600  # twice what a child may take
BATCH = 500
CHUNK = 1024 * 1024


def documents_to_read() -> QuerySet[PortalDocument]:
    """Documents whose file was not read yet, or was replaced, or would be read differently today."""
    current = FileText.objects.current().filter(document=OuterRef("pk"))
    return PortalDocument.objects.filter(formats_condition()).exclude(Exists(current))


def is_to_be_read(document: PortalDocument) -> bool:
    """The same of one document, and of one whose text is still there although its file is now of another kind."""
    row = FileText.objects.filter(document=document).values_list("file_hash", "extractor_version").first()
    if document.file_hash and readable(document.file_extension):
        return row != (document.file_hash, VERSION)
    return row is not None


def enqueue_documents(pks: Iterable[int]) -> int:
    """Have the files of these documents read by the worker; returns how many. Call it inside a transaction."""
    keys = [str(pk) for pk in pks]
    enqueue(TOPIC, keys)
    return len(keys)


def enqueue_missing() -> int:
    """Have every file read that should have been and was not; returns how many. Also a periodic job: a process that
    died right after an upload had no time to say so.
    """
    pks = list(documents_to_read().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), BATCH):
        with transaction.atomic():
            enqueue_documents(pks[start : start + BATCH])
    return len(pks)


def read_again(rows: QuerySet[FileText]) -> int:
    """Forget what came of reading these files and have them read again; returns how many."""
    with transaction.atomic():
        pks = list(rows.values_list("document_id", flat=True))
        FileText.objects.filter(document__in=pks).update(extractor_version=0)
        return enqueue_documents(pks)


def handle(leases: list[Lease]) -> None:
    """The outbox handler. What is wrong with a file is a state and no failure; Unavailable when the store is."""
    for lease in leases:
        document = PortalDocument.objects.filter(pk=int(lease.key)).first()
        if document and is_to_be_read(document):
            result = read_document(document) if readable(document.file_extension) else None
            file_text_write(document=document, result=result)


def read_document(document: PortalDocument) -> Extraction:
    """What the document's file holds. Raises Unavailable when the store cannot be asked."""
    folder = Path(settings.VAR_DIR) / "extraction"
    # Without a name, so that nobody else can open it and nothing of it is left when the worker is killed.
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as copy:
            _copy(document, copy)
            copy.seek(0)
            return extract(copy, document.file_extension.lower())
    except FileNotFoundError:
        return unreadable(Reason.MISSING)


def _copy(document: PortalDocument, copy: IO[bytes]) -> None:
    try:
        with document.file.storage.open(document.file.name) as stored:
            while (data := stored.read(CHUNK)) and copy.tell() <= MOST_BYTES:
                copy.write(data)
        copy.flush()
    except FileNotFoundError:
        raise
    except Exception as error:  # every store has errors of its own; nothing but the store and the copy is used here
        raise Unavailable(f"A file could not be fetched from the store ({type(error).__name__}).") from error


def file_text_write(*, document: PortalDocument, result: Extraction | None) -> None:
    """Put what was read in the place of what was there, and tell the search. Nothing when the document was deleted or
    its file replaced meanwhile: the outbox then has a row for the new one.
    """
    with transaction.atomic():
        now = PortalDocument.objects.select_for_update().filter(pk=document.pk).values_list("file_hash", flat=True)
        if list(now) != [document.file_hash]:
            return
        FileText.objects.filter(document=document).delete()
        if result is not None:
            row = FileText.objects.create(
                document=document,
                file_hash=document.file_hash,
                state=result.state.value,
                reason=result.reason.value if result.reason else "",
                page_count=result.page_count,
            )
            pages = enumerate(result.pages, 1)
            FilePage.objects.bulk_create(
                [FilePage(file_text=row, position=place, number=page.number, text=page.text) for place, page in pages],
                batch_size=200,
            )
        documents_changed([document.pk])
