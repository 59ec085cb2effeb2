"""Items are imported from tables, folders and questions; a second time nothing changes."""

import pytest
from django.core.management.base import CommandError
from django.db import connection
from wagtail.models import Page

from core.models import ImportedItem, ImportRun, InstitutionName
from core.publishing import unapproved_live_pages
from institutions.models import ItemPage
from tests.factories.pages import add_page, make_topic
from tests.knowledge.factories import APPROVER, approver, make_institution_page
from tests.knowledge.items import MAPPING, cells, importer, write_csv, write_folder, write_json
from tests.knowledge.rows import outcomes

pytestmark = pytest.mark.django_db

FOLDER = {
    "README.md": "---\npermalink: /guide/\n---\n# Le guide\n\nVoir [la suite](1-suite.md) et [rien](absent.md).",
    "1-suite.md": "# La suite\n\n![schéma](images/a.png)\n\nRetour à [l'accueil](./README.md) ou [ici](/guide/).\n\n"
    "| Nom | Sens |\n|---|---|\n| PV | procès-verbal |\n\n<Button text='x' />",
    "sous/2-plan.md": "---\ntitle: Le plan\ndated_on: 2026-02-03\naudience: youth\n---\nTexte. [Suite](../1-suite.md#x)",
    ".cache/x.md": "# Caché",
}
QUESTIONS = {
    "data": [
        {
            "title": "Qui publie ?",
            "link": "https://source.example/q ",
            "paragraphs": [
                {"context": "L'administration.", "qas": [{"question": "Qui publie ?", "answers": [{"text": "Elle."}]}]}
            ],
        },
        {"id": "F1", "title": "Acte", "paragraphs": [{"context": "Acte : copie\n\n\nUn.\nDeux.", "qas": []}]},
        {"nothing": True},
    ]
}


@pytest.fixture
def run(tmp_path, institution):
    return importer(tmp_path)


def everything():
    """Every row of the database but those that say when a run took place."""
    found = {}
    for model in (Page, ItemPage, ImportedItem):
        found[model.__name__] = list(model.objects.order_by("pk").values())
    with connection.cursor() as cursor:
        for table in ("wagtailcore_revision", "wagtailcore_pagelogentry", "wagtailcore_taskstate"):
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            found[table] = cursor.fetchall()
    return found


def source_of(kind, tmp_path):
    if kind == "markdown":
        return write_folder(tmp_path / "guides", FOLDER), {"format": "markdown", "kind": "guide", "language": "fr"}
    if kind == "qa":
        path = write_json(tmp_path / "faq.json", QUESTIONS)
        return path, {"format": "qa", "kind": "faq", "language": "fr"}
    return write_csv(tmp_path / "guides.csv", [cells(n) for n in range(30)]), {}


@pytest.mark.parametrize("kind", ["markdown", "qa", "table"])
def test_second_import_changes_nothing(run, tmp_path, kind):
    path, options = source_of(kind, tmp_path)
    first, _out = run(path, **options)
    assert "created" in outcomes(first)
    before = everything()
    second, _out = run(path, **options)
    assert set(outcomes(second)) <= {"unchanged", "skipped"}
    assert everything() == before


def test_row_is_filed_with_all_its_fields(run, tmp_path, portal):
    theme = make_topic("transparency", fr="Transparence", ar="الشفافية")
    make_topic("health", "sector", fr="Santé")
    row = cells(1, Thèmes="Transparence; health", Date="01/03/2026", Public="Jeunes, official")
    report, _out = run(write_csv(tmp_path / "a.csv", [row]))
    assert outcomes(report) == ["created"], report
    page = ItemPage.objects.get()
    assert (page.title, page.kind, page.audience) == ("Guide pratique 1", "guide", ["youth", "official"])
    assert page.dated_on.isoformat() == "2026-03-01"
    assert page.link_url == "https://source.example/1"
    assert (page.live, page.institution.code, page.locale.language_code) == (True, "agency", "fr")
    assert [block.block_type for block in page.body] == ["heading", "paragraph"]
    assert (
        str(page.body[1].value)
        == "<p>Le <b>guide</b> 1 explique une démarche.</p>\n<ul>\n<li>un</li>\n<li>deux</li>\n</ul>"
    )
    assert {topic.code for topic in page.topics.all()} == {"transparency", "health"}
    assert {topic.code for topic in page.get_latest_revision_as_object().topics.all()} == {theme.code, "health"}


def test_published_items_have_the_record_of_who_approved(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(n) for n in range(5)]))
    pages = {page.pk for page in ItemPage.objects.all()}
    assert not [line for line in unapproved_live_pages() if any(f"Page {pk} " in line for pk in pages)]
    states = [page.live_revision.task_states.get().finished_by.email for page in ItemPage.objects.all()]
    assert states == [APPROVER] * 5
    assert not any(Page.find_problems())


def test_without_publish_items_are_drafts(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(1)]), publish=False)
    assert not ItemPage.objects.get().live


@pytest.mark.parametrize("approved_by", [None, "nobody@portal.example", "import@portal.invalid"])
def test_publishing_needs_another_person_who_approves(run, tmp_path, approved_by):
    with pytest.raises(CommandError):
        run(write_csv(tmp_path / "a.csv", [cells(1)]), approved_by=approved_by)
    assert not ItemPage.objects.exists()


def test_dry_run_writes_nothing_and_reports_everything(run, tmp_path):
    before = everything()
    report, out = run(write_csv(tmp_path / "a.csv", [cells(1), cells(2, Titre="")]), dry_run=True)
    assert outcomes(report) == ["created", "skipped"]
    assert "Nothing was written" in out
    assert everything() == before
    assert not ImportRun.objects.exists()


def test_changed_row_becomes_a_new_revision(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(1), cells(2)]))
    report, _out = run(write_csv(tmp_path / "a.csv", [cells(1, Titre="Nouveau titre", Texte="Neuf."), cells(2)]))
    assert outcomes(report) == ["changed", "unchanged"]
    page = ItemPage.objects.get(title="Nouveau titre")
    assert [str(block.value) for block in page.body] == ["<p>Neuf.</p>"]
    assert (page.live, page.has_unpublished_changes, page.revisions.count()) == (True, False, 2)
    assert run(tmp_path / "a.csv")[0][0]["outcome"] == "unchanged"


def test_item_edited_here_is_kept(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(1)]))
    page = ItemPage.objects.get()
    page.title = "Corrigé ici"
    page.save_revision(user=approver())
    report, _out = run(write_csv(tmp_path / "a.csv", [cells(1, Titre="Autre")]))
    assert outcomes(report) == ["kept"]
    assert "edited here" in report[0]["reason"]
    assert page.get_latest_revision().content["title"] == "Corrigé ici"


def test_item_deleted_here_stays_deleted(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(1), cells(2)]))
    ItemPage.objects.get(title="Guide pratique 1").delete()
    report, _out = run(write_csv(tmp_path / "a.csv", [cells(1, Titre="Autre"), cells(2)]))
    assert outcomes(report) == ["kept", "unchanged"]
    assert ItemPage.objects.count() == 1


def test_item_that_waits_for_approval_is_kept(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(1)]), publish=False)
    page = ItemPage.objects.get()
    page.get_workflow().start(page, approver())
    report, _out = run(write_csv(tmp_path / "a.csv", [cells(1, Titre="Autre")]), publish=False)
    assert outcomes(report) == ["kept"]


def test_rows_in_two_languages_are_translations_of_each_other(run, tmp_path, portal):
    make_institution_page(portal, language="ar")
    run(write_csv(tmp_path / "a.csv", [cells(1), cells(1, Titre="دليل عملي", Langue="ar")]))
    french, arabic = ItemPage.objects.order_by("pk")
    assert french.translation_key == arabic.translation_key
    assert arabic.locale.language_code == "ar"


def test_translation_made_here_is_never_doubled(run, tmp_path, portal):
    arabic = make_institution_page(portal, language="ar")
    run(write_csv(tmp_path / "a.csv", [cells(1)]))
    add_page(ItemPage, arabic, "ترجمة", kind="guide", translation_key=ItemPage.objects.get().translation_key)
    report, _out = run(write_csv(tmp_path / "a.csv", [cells(1), cells(1, Titre="دليل عملي", Langue="ar")]))
    assert outcomes(report) == ["unchanged", "kept"]
    assert ItemPage.objects.count() == 2


def test_same_identifier_of_another_institution_is_another_item(run, tmp_path, portal):
    other = make_institution_page(portal, "second")
    InstitutionName.objects.filter(institution=other.entity, locale=other.locale).update(text="Seconde Agence")
    run(write_csv(tmp_path / "a.csv", [cells(1), cells(1, Institution="Seconde agence")]))
    assert sorted(page.institution.code for page in ItemPage.objects.all()) == ["agency", "second"]


def test_links_between_files_become_links_between_pages(run, tmp_path):
    path, options = source_of("markdown", tmp_path)
    report, _out = run(path, **options)
    home, following, plan = (ItemPage.objects.get(title=title) for title in ("Le guide", "La suite", "Le plan"))
    assert str(home.body[0].value.source) == f'<p>Voir <a linktype="page" id="{following.pk}">la suite</a> et rien.</p>'
    assert following.body[0].value.source.count('linktype="page"') == 2
    assert f'id="{following.pk}"' in plan.body[0].value.source
    assert (plan.audience, plan.dated_on.isoformat()) == (["youth"], "2026-02-03")
    notes = [note for entry in report for note in entry.get("notes", ())]
    assert sum("absent.md" in note for note in notes) == 1
    assert sum("images/a.png" in note for note in notes) == 1
    assert sum("<Button>" in note for note in notes) == 1
    assert "<li><b>Nom – Sens</b></li><li>PV – procès-verbal</li>" in following.body[0].value.source.replace("\n", "")
    assert all(page.live and not page.has_unpublished_changes for page in (home, following, plan))


def test_questions_and_sheets_are_items(run, tmp_path):
    path, options = source_of("qa", tmp_path)
    report, _out = run(path, **options)
    assert outcomes(report) == ["created", "created", "skipped"]
    question, sheet = ItemPage.objects.order_by("pk")
    assert (question.title, question.kind, str(question.body[0].value)) == ("Qui publie ?", "faq", "<p>Elle.</p>")
    assert question.sources[0].value["url"] == "https://source.example/q"
    assert (sheet.title, str(sheet.body[0].value)) == ("Acte", "<p>Un.\nDeux.</p>")


def test_table_files_items_and_leaves_others_out(run, tmp_path, portal):
    make_institution_page(portal, "second")
    make_topic("transparency", fr="Transparence")
    path, options = source_of("markdown", tmp_path)
    table = tmp_path / "table.csv"
    table.write_text("id,themes,sectors,institution,title\nREADME.md,transparency,,second,Accueil\n", encoding="utf-8")
    report, _out = run(path, table=table, only_listed=True, **options)
    assert outcomes(report) == ["created"]
    assert sum("1-suite.md" in note for note in report[0]["notes"]) == 1, "a link to what is left out is said"
    page = ItemPage.objects.get()
    assert (page.title, page.institution.code, page.topics.get().code) == ("Accueil", "second", "transparency")


def test_mapping_must_be_usable(run, tmp_path):
    path = write_csv(tmp_path / "a.csv", [cells(1)])
    for broken in (
        [],
        {"kind": "guide"},
        MAPPING | {"kind": "unicorn"},
        MAPPING | {"columns": {"Ref": "id", "Titre": "no_such_field"}},
        MAPPING | {"columns": {"Ref": "id", "Titre": "title", "Texte": "title"}},
        MAPPING | {"encoding": "ebcdic"},
        MAPPING | {"colour": "red"},
    ):
        with pytest.raises(CommandError):
            run(path, mapping=str(write_json(tmp_path / "broken.json", broken)))
    assert not ItemPage.objects.exists()


def test_run_says_how_far_it_is(run, tmp_path):
    run(write_csv(tmp_path / "a.csv", [cells(1), cells(2, Titre=""), cells(3)]))
    done = ImportRun.objects.get()
    assert (done.rows_total, done.rows_done) == (3, 3)
    assert done.finished_at
