"""A file is read once it is uploaded, again once it is replaced, and nothing of it is lost, early or for ever tried."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from core.models import OutboxEntry, PortalDocument
from core.outbox import Lease, queue, registry
from core.outbox.worker import drain
from knowledge.extraction import services
from knowledge.extraction.models import VERSION, FilePage, FileText
from knowledge.extraction.result import Extraction, PageText, Reason, State
from knowledge.extraction.services import TOPIC, enqueue_missing, file_text_write, handle, read_again
from knowledge.extraction.signals import file_saved
from knowledge.extraction.texts import FilePart, file_parts
from tests.knowledge.extraction.files import drawn_pdf, scan

pytestmark = pytest.mark.django_db


def waiting_keys():
    return list(OutboxEntry.objects.filter(topic=TOPIC).values_list("key", flat=True))


def test_an_uploaded_file_is_read_by_the_worker(make_document):
    document = make_document("المادة الأولى".encode(), "PLAN.TXT")
    assert waiting_keys() == [str(document.pk)]
    drain()
    row = FileText.objects.get(document=document)
    assert (row.state, row.file_hash, row.extractor_version) == (State.TEXT, document.file_hash, VERSION)
    assert file_parts([document.pk]) == {document.pk: [FilePart(document.pk, None, "المادة الأولى")]}
    assert waiting_keys() == []


def test_saving_a_document_without_a_new_file_reads_nothing_again(make_document, django_assert_num_queries):
    document = make_document(b"text")
    drain()
    document.title = "Another"
    document.save()
    assert waiting_keys() == []
    with django_assert_num_queries(1):
        file_saved(instance=document)


def test_files_of_other_kinds_are_left_alone(make_document):
    make_document(b"a,b", "data.csv")
    assert waiting_keys() == []


def test_a_replaced_file_is_read_again_and_its_old_text_is_gone_at_once(make_document):
    document = make_document(b"the old text")
    drain()
    make_document(b"the new text", document=document)
    assert file_parts([document.pk]) == {}
    drain()
    assert [part.text for part in file_parts([document.pk])[document.pk]] == ["the new text"]
    make_document(b"a,b", "data.csv", document=document)
    drain()
    assert not FileText.objects.exists()


def test_pages_have_their_numbers(make_document):
    pages = [[(60, 700, "one")], [], [(60, 700, "three")]]
    document = make_document(drawn_pdf(pages), "plan.pdf")
    drain()
    assert file_parts([document.pk])[document.pk] == [
        FilePart(document.pk, 1, "one"),
        FilePart(document.pk, 3, "three"),
    ]


def test_parts_of_many_documents_are_one_query(make_document, django_assert_num_queries):
    keys = [make_document(f"text {number}".encode()).pk for number in range(5)]
    drain()
    with django_assert_num_queries(1):
        assert set(file_parts(keys)) == set(keys)


def test_a_file_that_cannot_be_read_is_a_state_and_is_not_tried_for_ever(make_document):
    document = make_document(b"no pdf at all", "plan.pdf")
    drain()
    row = FileText.objects.get(document=document)
    assert (row.state, row.reason) == (State.UNREADABLE, Reason.UNKNOWN_FORMAT)
    assert waiting_keys() == []
    assert enqueue_missing() == 0


def test_a_scan_is_marked(make_document):
    document = make_document(scan(), "scan.pdf")
    drain()
    assert FileText.objects.get(document=document).state == State.IMAGE_ONLY
    assert file_parts([document.pk]) == {}


def test_a_file_that_the_store_does_not_have_is_marked(make_document):
    document = make_document(b"text")
    document.file.storage.delete(document.file.name)
    drain()
    assert FileText.objects.get(document=document).reason == Reason.MISSING


def test_while_the_store_cannot_be_asked_the_file_waits(make_document):
    document = make_document(b"text")
    place = Path(document.file.path)
    place.unlink()
    place.mkdir()  # an error of the store, but no missing file
    drain()
    assert waiting_keys() == [str(document.pk)]
    assert not FileText.objects.exists()
    assert "store" in OutboxEntry.objects.get(topic=TOPIC).error


def test_a_document_deleted_or_replaced_while_it_is_read_leaves_nothing(make_document):
    document = make_document(b"text")
    result = Extraction(State.TEXT, [PageText(None, "text")])
    other = make_document(b"another", "other.txt")
    PortalDocument.objects.filter(pk=document.pk).update(file_hash="0" * 40)
    file_text_write(document=document, result=result)
    stale = PortalDocument.objects.get(pk=other.pk)
    other.delete()
    file_text_write(document=stale, result=result)
    assert not FileText.objects.exists()
    assert not FilePage.objects.exists()


def test_a_deleted_document_takes_its_text_along(make_document):
    document = make_document(b"text")
    drain()
    document.delete()
    assert not FilePage.objects.exists()
    drain()


def test_the_search_is_told(make_document, monkeypatch):
    told = []
    monkeypatch.setattr(services, "documents_changed", lambda keys: told.extend(keys))
    document = make_document(b"text")
    drain()
    assert told == [document.pk]


def test_what_was_forgotten_is_found_by_the_command_and_the_periodic_job(make_document):
    document = make_document(b"text")
    make_document(b"a,b", "data.csv")
    OutboxEntry.objects.filter(topic=TOPIC).delete()
    out = io.StringIO()
    call_command("extract_files", stdout=out)
    assert "1 files" in out.getvalue()
    assert waiting_keys() == [str(document.pk)]
    drain()
    call_command("extract_files", stdout=out)
    assert waiting_keys() == []
    call_command("extract_files", "--all", stdout=out)
    assert waiting_keys() == [str(document.pk)]
    assert [part.text for part in file_parts([document.pk])[document.pk]] == ["text"]  # until it is read again


def test_a_person_can_have_it_read_again(make_document):
    document = make_document(b"text")
    drain()
    FileText.objects.update(state=State.UNREADABLE, reason=Reason.TOO_LONG)
    assert read_again(FileText.objects.failed()) == 1
    drain()
    assert FileText.objects.get(document=document).state == State.TEXT


def test_nothing_of_a_file_is_left_beside_the_store(make_document, settings):
    make_document(b"text")
    drain()
    assert list((settings.VAR_DIR / "extraction").iterdir()) == []


def test_a_handler_called_twice_reads_once(make_document, monkeypatch):
    document = make_document(b"text")
    drain()
    monkeypatch.setattr(services, "read_document", None)
    handle([Lease(TOPIC, str(document.pk), 1), Lease(TOPIC, "999999", 2)])


def test_what_a_killed_worker_held_is_read_by_the_next(make_document):
    document = make_document(b"text")
    queue.lease({TOPIC: registry.topics[TOPIC]})
    drain()
    assert not FileText.objects.exists()
    OutboxEntry.objects.filter(topic=TOPIC).update(lease_until=timezone.now())
    drain()
    assert FileText.objects.get(document=document).state == State.TEXT
