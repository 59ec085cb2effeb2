"""An import can be repeated, loses nothing, and writes the record of publication."""

import gzip
import json

import pytest
from django.core.management.base import CommandError
from django.db import connection
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from core.models import ImportedItem, ImportRun
from knowledge.models import LegalTextPage, TextVersion
from tests.factories.pages import make_topic
from tests.knowledge.factories import APPROVER, approver, make_institution_page, unapproved
from tests.knowledge.rows import outcomes, row

pytestmark = pytest.mark.django_db


def test_text_is_filed_with_its_facts_and_articles(run, institution):
    report, _out = run([row(7, title="Décret n° 2-09-165 du 25 joumada I 1430 (21 mai 2009) relatif à l'accès")])
    page = LegalTextPage.objects.get()
    assert outcomes(report) == ["created"]
    assert (page.kind, page.number, page.dated_on.isoformat()) == ("decree", "2-09-165", "2009-05-21")
    assert page.institution == institution.entity
    assert (page.live, page.version.number, page.status) == (True, 1, "not_verified")
    rows = page.version.provisions.in_order().values_list("kind", "anchor", "label")
    assert list(rows) == [
        ("division", "div-1", "TITRE PREMIER : OBJET"),
        ("article", "art-1", "Article 1"),
        ("article", "art-2", "Article 2"),
        ("article", "art-3", "Article 3"),
    ]
    assert page.version.source_url == "https://source.example/7"


def test_status_of_the_source_is_never_taken(run):
    run([row(1, status="in_force"), row(2, status="repealed")])
    assert set(LegalTextPage.objects.values_list("status", flat=True)) == {"not_verified"}


def test_published_texts_have_the_record_of_who_approved(run):
    run([row(n) for n in range(5)])
    assert unapproved() == []
    page = LegalTextPage.objects.first()
    assert page.live_revision.task_states.get().finished_by.email == APPROVER
    actions = PageLogEntry.objects.filter(page=page.pk).values_list("action", "user__email")
    assert set(actions) == {("wagtail.create", "import@portal.invalid"), ("wagtail.publish", APPROVER)}


def test_without_publish_texts_are_drafts(run, client):
    run([row(1)], publish=False)
    page = LegalTextPage.objects.get()
    assert (page.live, page.version.number, page.version.is_frozen) == (False, None, False)
    assert client.get(page.get_url()).status_code == 404


@pytest.mark.parametrize("approved_by", [None, "nobody@portal.example", "import@portal.invalid"])
def test_publishing_needs_another_person_who_approves(run, approved_by):
    with pytest.raises(CommandError):
        run([row(1)], approved_by=approved_by)
    assert not LegalTextPage.objects.exists()


def test_tree_and_index_are_as_if_pages_were_made_one_by_one(run):
    run([row(n) for n in range(30)])
    assert all(not found for found in Page.find_problems())
    page = LegalTextPage.objects.order_by("path").last()
    written = set(ReferenceIndex.objects.filter(object_id=str(page.pk)).values_list("model_path", "to_object_id"))
    ReferenceIndex.objects.filter(object_id=str(page.pk)).delete()
    ReferenceIndex.create_or_update_for_object(page)
    assert written == set(
        ReferenceIndex.objects.filter(object_id=str(page.pk)).values_list("model_path", "to_object_id")
    )
    assert page.get_latest_revision_as_object().version_id == page.version_id
    assert len(list(LegalTextPage.objects.search("objet"))) == 30


def test_second_import_changes_nothing(run):
    run([row(n) for n in range(5)])
    before = list(Page.objects.values_list("pk", "latest_revision_created_at"))
    report, _out = run([row(n) for n in range(5)])
    assert outcomes(report) == ["unchanged"] * 5
    assert list(Page.objects.values_list("pk", "latest_revision_created_at")) == before


def test_order_of_fields_is_no_change(run):
    run([row(1)])
    report, _out = run([dict(reversed(row(1).items()))])
    assert outcomes(report) == ["unchanged"]


def test_changed_row_becomes_a_new_version(run):
    run([row(1)])
    report, _out = run([row(1, provisions=[{"provision_ref": "art1", "title": "Article 1", "content": "Neuf."}])])
    page = LegalTextPage.objects.get()
    assert outcomes(report) == ["changed"]
    assert page.version.number == 2
    assert [p.text for p in page.version.provisions.all()] == ["Neuf."]
    assert TextVersion.objects.published().count() == 2
    assert unapproved() == []


def test_text_edited_here_is_kept(run):
    run([row(1)])
    page = LegalTextPage.objects.get()
    page.title = "Titre corrigé ici"
    page.save_revision(user=approver())
    report, _out = run([row(1, title="Loi n° 1-99 autre")])
    assert outcomes(report) == ["kept"]
    assert page.get_latest_revision().content["title"] == "Titre corrigé ici"


def test_text_deleted_here_stays_deleted(run):
    run([row(1), row(2)])
    LegalTextPage.objects.get(number="1-99").delete()
    report, _out = run([row(1, title="Loi n° 1-99 autre"), row(2)])
    assert outcomes(report) == ["unchanged", "kept"] or outcomes(report) == ["kept", "unchanged"]
    assert LegalTextPage.objects.count() == 1


def test_row_that_appears_twice_is_taken_once(run):
    report, _out = run([row(1), row(1, title="Loi seconde"), row(2)])
    assert sorted(outcomes(report)) == ["created", "created", "skipped"]
    assert LegalTextPage.objects.count() == 2


def test_same_titles_get_different_addresses(run):
    run([row(n, title="Loi sans numéro") for n in range(4)])
    run([row(n, title="Loi sans numéro") for n in range(4, 6)], name="more.jsonl")
    assert sorted(LegalTextPage.objects.values_list("slug", flat=True)) == [
        "loi-sans-numero",
        "loi-sans-numero-2",
        "loi-sans-numero-3",
        "loi-sans-numero-4",
        "loi-sans-numero-5",
        "loi-sans-numero-6",
    ]


BAD_ROWS = [
    (b'{"id": "x", "title": ', "JSON"),
    (b"[1, 2]", "object"),
    (b'{"id": "\xff\xfe"}', "UTF-8"),
    (row(1, title=" "), "title is empty"),
    (row(1, title=None), "'title'"),
    (row(1, id=""), "identifier"),
    (row(1, id=17), "'id'"),
    (row(1, lang="xx"), "language"),
    (row(1, lang="ar"), "no page in the language"),
    (row(1, provisions="none"), "'provisions'"),
    (row(1, provisions=["text"]), "Article 1 of the list"),
    (row(1, provisions=[{"content": 5}]), "'content' of article 1"),
]


@pytest.mark.parametrize(("bad", "sentence"), BAD_ROWS, ids=[sentence for _bad, sentence in BAD_ROWS])
def test_bad_row_is_reported_and_the_others_are_imported(run, bad, sentence):
    report, _out = run([row(8), bad, row(9)])
    assert LegalTextPage.objects.count() == 2
    [skipped] = [entry for entry in report if entry["outcome"] == "skipped"]
    assert skipped["line"] == 2
    assert sentence in skipped["reason"]


def test_line_too_long_is_skipped_without_holding_it(run, monkeypatch):
    monkeypatch.setattr("core.importing.lines.LONGEST_LINE", 10_000)
    report, _out = run([row(1), row(2, description="x" * 50_000), row(3)])
    assert LegalTextPage.objects.count() == 2
    assert [entry["line"] for entry in report if entry["outcome"] == "skipped"] == [2]


def test_odd_values_are_taken_as_they_are(run):
    odd = [
        row(1, provisions=[], ingestion_notes="Image only."),
        row(2, url="javascript:alert(1)"),
        row(3, title="٭" * 3),
        row(4, title="Loi \x00 nulle", provisions=[{"provision_ref": "art1", "title": "A", "content": "nul \x00 ici"}]),
        row(5, provisions=[{"provision_ref": "art1", "title": "Article 1", "content": c} for c in "abc"]),
        row(6, provisions=[{"provision_ref": "", "title": "", "content": "x"}]),
    ]
    report, _out = run(odd)
    assert outcomes(report) == ["created"] * 6
    assert TextVersion.objects.exclude(source_url__startswith="https://").values_list("source_url").get() == ("",)
    anchors = TextVersion.objects.get(pages__number="5-99").provisions.in_order().values_list("anchor", flat=True)
    assert len(set(anchors)) == 3
    assert any("Image only." in note for entry in report for note in entry.get("notes", ()))


def test_long_title_is_cut_on_a_word_and_kept_in_full(run):
    title = "Loi relative " + "à la transparence " * 20
    report, _out = run([row(1, title=title)])
    page = LegalTextPage.objects.get()
    assert len(page.title) <= 255
    assert page.title.endswith("…")
    assert page.official_title == title.strip()
    assert any(note.startswith("Title shortened") for note in report[0]["notes"])


def test_compressed_and_damaged_files(run, tmp_path):
    lines = b"\n".join(json.dumps(row(n)).encode() for n in range(400))
    whole = tmp_path / "texts.jsonl.gz"
    whole.write_bytes(gzip.compress(lines)[:-200])
    report, _out = run(whole)
    assert LegalTextPage.objects.count() > 0
    assert report[-1]["outcome"] == "skipped" or "skipped" in outcomes(report)
    assert any("damaged" in entry.get("reason", "") for entry in report)


def test_table_files_texts_under_themes_and_institutions(run, portal, tmp_path):
    make_institution_page(portal, "second")
    make_topic("transparency", fr="Transparence")
    table = tmp_path / "table.csv"
    table.write_text("id,themes,sectors,institution\ntext-1,transparency,,second\n")
    run([row(1), row(2)], table=table)
    listed, other = LegalTextPage.objects.order_by("number")
    assert (listed.institution.code, other.institution.code) == ("second", "agency")
    assert [topic.code for topic in listed.topics.all()] == ["transparency"]
    assert [topic.code for topic in listed.get_latest_revision_as_object().topics.all()] == ["transparency"]


@pytest.mark.parametrize("line", ["text-1,unknown,,agency", "text-1,,,unknown"])
def test_table_with_an_unknown_code_is_refused_before_the_first_row(run, tmp_path, line):
    table = tmp_path / "table.csv"
    table.write_text(f"id,themes,sectors,institution\n{line}\n")
    with pytest.raises(CommandError, match="line 2"):
        run([row(1)], table=table)
    assert not LegalTextPage.objects.exists()


def test_dry_run_writes_nothing_and_reports_everything(run):
    report, out = run([row(1), row(2)], dry_run=True)
    assert outcomes(report) == ["created", "created"]
    assert "Nothing was written" in out
    assert not LegalTextPage.objects.exists()
    assert not ImportedItem.objects.exists()
    assert not ImportRun.objects.exists()


def test_other_processes_prepare_the_same(run):
    run([row(n) for n in range(6)], processes=2)
    run([row(n, id=f"other-{n}") for n in range(6)], processes=1, name="other.jsonl")
    texts = [
        list(version.provisions.in_order().values_list("anchor", "label", "text", "part"))
        for version in TextVersion.objects.order_by("pk")
    ]
    assert texts[:6] == texts[6:]


def test_arabic_is_repaired_and_what_was_received_is_kept(run, portal):
    make_institution_page(portal, language="ar")
    damaged = "يحدد هذا القانون حقوق األشخاص والمؤهالت المطلوبة من اإلدارة في المجاالت االجتماعية."
    provisions = [{"provision_ref": "art1", "title": "المادة 1", "content": f"ى\n{damaged}\n\n-3-"}]
    provisions += [{"provision_ref": "art2", "title": "المادة 2", "chapter": "الباب األول", "content": damaged}]
    run([row(1, lang="ar", title="قانون يتعلق باإلدارة", provisions=provisions)])
    page = LegalTextPage.objects.get()
    article, division, _other = page.version.provisions.in_order()
    assert (page.title, ImportedItem.objects.get().received_title) == ("قانون يتعلق بالإدارة", "قانون يتعلق باإلدارة")
    assert (division.label, division.original_text) == ("الباب الأول", "الباب األول")
    assert "الأشخاص والمؤهلات" in article.text
    assert article.original_text == f"ى\n{damaged}\n\n-3-"


@pytest.mark.postgres
def test_the_database_knows_what_was_imported(run):
    run([row(n) for n in range(60)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [LegalTextPage._meta.db_table])
        assert cursor.fetchone()[0] >= 60
