"""The import screen: from the upload to drafts."""

import csv
import io
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext, override
from openpyxl import Workbook
from wagtail.models import Page
from wagtail.users.models import UserProfile

from core.importing import uploads
from core.importing.uploads import ImportJob, ImportJobRow, ImportMapping
from core.outbox.models import OutboxEntry
from core.outbox.worker import drain
from institutions.models import ItemPage
from knowledge.importers.items import jobs
from tests.factories.admin import send_form
from tests.factories.pages import make_topic
from tests.knowledge.items import cells, write_csv, write_json
from tests.knowledge.uploads import begin, check, upload, uploaded

pytestmark = pytest.mark.django_db


def test_from_upload_to_drafts(editor, tmp_path, storage):
    make_topic("open", fr="Ouverture")
    rows = [cells(1, Thèmes="Ouverture"), cells(2, Titre=""), cells(3, Date="hier")]
    job = uploaded(editor, write_csv(tmp_path / "guides.csv", rows))
    columns = editor.get(f"/admin/imports/{job.pk}/columns/")
    assert "Guide pratique 1" in columns.text
    chosen = [field.value() for field in columns.context["form"].column_fields()]
    names = ["id", "title", "summary", "body", "dated_on", "audience", "link_url", "topics", "institution", "language"]
    assert chosen == [*names, "kind"]

    status = check(editor, job)
    assert job.state == uploads.JobState.CHECKED
    assert not ItemPage.objects.exists()
    assert "Row 3, column “Titre”" in status.text
    assert "Row 4, column “Date”" in status.text
    assert "New page: 1" in " ".join(status.text.split())

    assert [path for path in storage.rglob("*") if path.is_file()]
    waiting = begin(editor, job)
    assert 'http-equiv="refresh"' in waiting.text
    drain()
    job.refresh_from_db()
    done = editor.get(f"/admin/imports/{job.pk}/")
    page = ItemPage.objects.get()
    assert (job.state, page.live, page.owner.email) == (uploads.JobState.DONE, False, "editor@portal.example")
    assert 'http-equiv="refresh"' not in done.text
    assert reverse("wagtailadmin_pages:edit", args=[page.pk]) in done.text
    assert not job.file
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_workbook_and_questions_take_the_same_way(editor, tmp_path):
    book = Workbook()
    for row in [["Réf", "العنوان", "Date"], ["x1", "دليل عملي", date(2026, 3, 1)]]:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    write_json(tmp_path / "a.json", [{"id": "q1", "question": "Qui répond ?", "answer": "Le service."}])
    for name, kind in (("a.xlsx", "guide"), ("a.json", "faq")):
        job = uploaded(editor, tmp_path / name, kind=kind)
        check(editor, job, language="fr")
        assert job.counts == {"created": 1}, name
        begin(editor, job)
        drain()
    guide, question = ItemPage.objects.order_by("pk")
    assert (guide.title, guide.dated_on) == ("دليل عملي", date(2026, 3, 1))
    assert (question.title, question.kind) == ("Qui répond ?", "faq")


def test_screen_speaks_the_language_of_the_person(editor, tmp_path):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1, Titre="")]))
    check(editor, job)
    profile = UserProfile.get_for_user(job.owner)
    profile.preferred_language = "ar"
    profile.save()
    page = editor.get(f"/admin/imports/{job.pk}/").text
    assert 'dir="rtl"' in page
    assert gettext_in("ar", "Row") in page


def gettext_in(language, words):
    with override(language):
        return gettext(words)


def test_second_upload_under_the_same_name_updates_what_the_first_made(editor, tmp_path):
    path = write_csv(tmp_path / "guides.csv", [cells(1), cells(2)])
    for counts in ({"created": 2}, {"unchanged": 2}):
        job = uploaded(editor, path)
        check(editor, job)
        if counts == {"unchanged": 2}:
            assert job.counts == counts
            assert "Import the rows" not in editor.get(f"/admin/imports/{job.pk}/").text
            continue
        begin(editor, job)
        drain()
        job.refresh_from_db()
        assert job.counts == counts
    assert ItemPage.objects.count() == 2


def test_saved_assignment_is_chosen_for_the_next_file(editor, tmp_path):
    path = write_csv(tmp_path / "guides.csv", [cells(1)])
    check(editor, uploaded(editor, path), save_as="Our guides", date_format="dmy")
    mapping = ImportMapping.objects.get()
    job = uploaded(editor, path, mapping=mapping.pk)
    assert job.options["date_format"] == "dmy"
    assert job.options["columns"]["Ref"] == "id"
    assert editor.post(f"/admin/imports/mappings/{mapping.pk}/remove/").status_code == 302
    assert not ImportMapping.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.pdf", b"%PDF-1.4", "none of CSV, XLSX and JSON"),
        ("a.csv", b"", "The submitted file is empty"),
        ("a.csv", b"\n\n", "its first row must name the columns"),
        ("a.csv", b"Titre;Titre\n1;2\n", "Two columns have the name"),
        ("a.xlsx", b"PK\x03\x04broken", "not a workbook that can be read"),
        ("a.json", b"{not json", "is not JSON"),
        ("a.json", b'{"data": 3}', "holds no list of questions"),
    ],
)
def test_file_that_cannot_be_read_is_refused_with_the_reason(editor, tmp_path, storage, name, content, words):
    path = tmp_path / name
    path.write_bytes(content)
    answer = upload(editor, path)
    assert words in answer.text
    assert not ImportJob.objects.exists()
    assert [one for one in storage.rglob("*") if one.is_file()] == []


def test_file_that_is_too_large_is_refused(editor, tmp_path, monkeypatch):
    monkeypatch.setattr("knowledge.admin.imports.forms.LARGEST_UPLOAD", 100)
    assert "larger than 10 MB" in upload(editor, write_csv(tmp_path / "a.csv", [cells(1)])).text


def test_file_with_too_many_rows_fails_with_a_sentence(editor, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "MOST_ROWS", 3)
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(n) for n in range(3)]))
    monkeypatch.setattr(jobs, "MOST_ROWS", 2)
    status = check(editor, job)
    assert job.state == uploads.JobState.FAILED
    assert job.failure
    assert job.failure in status.text


def test_columns_must_name_identifier_title_and_institution(editor, tmp_path, portal):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1)]))
    answer = send_form(editor, f"/admin/imports/{job.pk}/columns/", list_name="G", column_0="", column_1="")
    assert answer.status_code == 200
    assert "No column identifies the rows" in answer.text
    assert "No column fills the title" in answer.text
    assert not OutboxEntry.objects.filter(topic=jobs.TOPIC).exists()


def test_stopped_import_keeps_its_pages_and_writes_no_more(editor, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "SLICE_SECONDS", -1.0)
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(n) for n in range(250)]))
    check(editor, job)
    begin(editor, job)
    jobs.work_on([_lease(job)])
    assert 0 < ItemPage.objects.count() < 250
    count = ItemPage.objects.count()
    editor.post(f"/admin/imports/{job.pk}/stop/")
    drain()
    job.refresh_from_db()
    assert (job.state, ItemPage.objects.count()) == (uploads.JobState.STOPPED, count)
    assert not default_storage.exists(job.file.name or "imports/none")


def test_worker_that_goes_on_with_a_job_undoes_the_one_before(editor, tmp_path):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(n) for n in range(5)]))
    check(editor, job)
    begin(editor, job)
    late = ImportJob.objects.select_related("owner", "run").get(pk=job.pk)
    jobs.work_on([_lease(job)])
    jobs._slice(late)
    assert ItemPage.objects.count() == 5
    assert ImportJobRow.objects.filter(job=job).count() == 5


def _lease(job):
    from core.outbox import Lease

    return Lease(jobs.TOPIC, f"job:{job.pk}", 1)


def test_report_is_neutral_to_spreadsheets(editor, tmp_path):
    rows = [cells(1, Ref=sign + "1+1", Public=f"{sign}x") for sign in "=+-@"]
    job = uploaded(editor, write_csv(tmp_path / "a.csv", rows))
    check(editor, job)
    answer = editor.get(f"/admin/imports/{job.pk}/report.csv")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(lines) == 5
    assert [line[1] for line in lines[1:]] == ["'=1+1", "'+1+1", "'-1+1", "'@1+1"]
    assert not [cell for line in lines for cell in line if cell.lstrip().startswith(("=", "+", "-", "@"))]


def test_old_uploads_are_removed_with_their_files(editor, tmp_path, storage):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1)]))
    jobs.forget_old()
    assert ImportJob.objects.exists()
    ImportJob.objects.filter(pk=job.pk).update(changed_at="2020-01-01T00:00:00Z")
    jobs.forget_old()
    assert not ImportJob.objects.exists()
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_file_goes_with_the_person_who_uploaded_it(editor, tmp_path, storage):
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(1)]))
    job.owner.delete()
    assert not ImportJob.objects.exists()
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_tree_is_whole_after_an_import_in_slices(editor, tmp_path, monkeypatch):
    monkeypatch.setattr(jobs, "SLICE_SECONDS", -1.0)
    job = uploaded(editor, write_csv(tmp_path / "a.csv", [cells(n) for n in range(230)]))
    check(editor, job)
    begin(editor, job)
    drain()
    job.refresh_from_db()
    assert (job.state, job.rows_done, ItemPage.objects.count()) == (uploads.JobState.DONE, 230, 230)
    assert ImportJobRow.objects.filter(job=job).count() == 230
    assert not any(Page.find_problems())
