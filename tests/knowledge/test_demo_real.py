"""Loading the real texts says in words what is missing, and files every text where the hand-written table says."""

import csv
import io
import json
import time
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from wagtail.models import Page, Revision, Site

from core.models import ImportedItem
from core.publishing import unapproved_live_pages
from home.demo import accounts
from knowledge.importers.versions import SOURCE
from knowledge.management.commands.load_demo_real import (
    DEFAULT_INSTITUTION,
    SETS,
    SUBSET,
    TABLE,
    TABLES,
    TREATY_TABLE,
)
from knowledge.models import LegalTextPage, Provision, TextVersion

pytestmark = pytest.mark.django_db

DATA = Path(settings.BASE_DIR).parent / "shared" / "data"
ALL_TEXTS = 3946


def test_absent_data_is_said(tmp_path):
    with pytest.raises(CommandError, match="shared/data"):
        call_command("load_demo_real", data=tmp_path)


def test_portal_without_demonstration_content_is_said(tmp_path):
    (tmp_path / "legal_ma").mkdir()
    (tmp_path / "legal_ma" / "all_3946.jsonl.gz").touch()
    with pytest.raises(CommandError, match="demonstration content first"):
        call_command("load_demo_real", data=tmp_path, full=True)


def table(path=TABLE):
    """The rows of a hand-written table by text."""
    with (Path(settings.BASE_DIR) / path).open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def subset():
    """The rows of the source by text."""
    rows = map(json.loads, (DATA / SUBSET).read_text(encoding="utf-8").splitlines())
    return {row["id"]: row for row in rows}


def codes(text):
    return set(filter(None, text.split("|")))


def test_table_names_what_the_demonstration_has():
    demo = Path(settings.BASE_DIR) / "demo"
    known = {name: {path.name.split(".")[0] for path in (demo / name).iterdir()} for name in ("themes", "sectors")}
    paths = sorted(path for path in (Path(settings.BASE_DIR) / TABLES).glob("*.csv") if path.name != SETS.name)
    assert len(paths) == 4
    for row in [row for path in paths for row in table(path).values()]:
        assert codes(row["themes"]) <= known["themes"]
        assert codes(row["sectors"]) <= known["sectors"]
        assert (demo / "institutions" / f"{row['institution']}.fr.md").is_file()


@pytest.mark.shared
def test_table_has_a_row_for_every_text_on_integrity():
    assert set(table()) == set(subset())


@pytest.fixture(scope="module")
def _loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The demonstration content and the texts on integrity, undone after the module."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "VAR_DIR", tmp_path_factory.mktemp("var"))
        Site.clear_site_root_paths_cache()
        call_command("load_demo", stdout=io.StringIO())
        call_command("load_demo_real", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


def imported():
    """The texts on integrity that were loaded, by their identifier in the source."""
    items = ImportedItem.objects.filter(source=SOURCE, source_id__in=subset()).select_related("page").order_by("pk")
    return {item.source_id: item.page.specific for item in items}


def items_of(list_name):
    """The pages of one list of items, by their identifier in the source."""
    items = ImportedItem.objects.filter(source__startswith="items:", source__endswith=f":{list_name}")
    return {item.source_id.partition(":")[2]: item.page.specific for item in items.select_related("page")}


def counts():
    models = (Page, Revision, LegalTextPage, TextVersion, Provision, ImportedItem)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.long
@pytest.mark.shared
@pytest.mark.usefixtures("_loaded")
class TestIntegritySubset:
    def test_every_text_is_filed_as_the_table_says(self):
        texts = imported()
        assert set(texts) == set(table())
        for source_id, row in table().items():
            page = texts[source_id]
            filed = {
                tree: {topic.code for topic in page.topics.all() if topic.tree == tree} for tree in ("theme", "sector")
            }
            assert page.institution.code == row["institution"], source_id
            assert page.get_parent().specific.entity.code == row["institution"], source_id
            assert filed == {"theme": codes(row["themes"]), "sector": codes(row["sectors"])}, source_id

    def test_every_text_is_published_in_its_language_with_all_its_articles(self):
        source = subset()
        for source_id, page in imported().items():
            assert page.live
            assert page.locale.language_code == source[source_id]["lang"]
            assert page.status == "not_verified"
            articles = page.version.provisions.articles().count()
            assert articles == len(source[source_id]["provisions"]), source_id

    def test_texts_have_their_record_of_publication_and_the_tree_is_whole(self):
        revisions = [page.live_revision for page in imported().values()]
        assert {one.task_states.get().finished_by.email for one in revisions} == {accounts.MODERATOR.email}
        assert list(unapproved_live_pages()) == []
        assert not any(Page.find_problems())
        call_command("check_content", stdout=io.StringIO())

    def test_treaties_guides_questions_and_sheets_are_published_with_their_source(self):
        guides, questions, sheets = (items_of(name) for name in ("guides_fr", "faq_opendata_fr", "public_service_fr"))
        assert set(guides) == set(table(TABLES / "guides_fr.csv"))
        assert set(sheets) == set(table(TABLES / "public_service_fr.csv"))
        assert len(questions) == 37, "one of 38 has no web address where its link should be"
        assert {page.kind for page in [*guides.values(), *sheets.values()]} == {"guide"}
        assert {page.kind for page in questions.values()} == {"faq"}
        for page in [*guides.values(), *questions.values(), *sheets.values()]:
            [source] = page.sources
            assert page.live
            assert source.value["title"]
            assert source.value["url"].startswith("https://")
            assert source.value["consulted_on"]
            assert page.licence
        for source_id, row in table(TABLES / "guides_fr.csv").items():
            assert guides[source_id].institution.code == row["institution"]
        body = guides["annotation/README.md"].body
        assert any('linktype="page"' in str(block.value.source) for block in body if block.block_type == "paragraph")
        treaties = LegalTextPage.objects.filter(kind="treaty", locale__language_code="en")
        assert len(table(TREATY_TABLE)) <= treaties.filter(live=True).count()

    def test_loading_again_changes_nothing(self):
        before = counts(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at"))
        out = io.StringIO()
        call_command("load_demo_real", stdout=out)
        assert "69 already there, unchanged" in out.getvalue()
        assert before == (counts(), list(Page.objects.order_by("pk").values_list("pk", "latest_revision_created_at")))

    def test_full_set_files_the_other_texts_under_one_institution_and_no_theme(self):
        started = time.monotonic()
        call_command("load_demo_real", full=True, stdout=io.StringIO())
        print(f"\n{ALL_TEXTS - 69} of {ALL_TEXTS} real texts loaded after the 69 in {time.monotonic() - started:.0f} s")
        assert set(table()) <= set(ImportedItem.objects.values_list("source_id", flat=True))
        treaties = [row["id"] for row in table(TREATY_TABLE).values()]
        others = ImportedItem.objects.filter(source=SOURCE).exclude(source_id__in=[*table(), *treaties])
        institutions = Counter(others.values_list("page__contentpage__institution__code", flat=True))
        assert institutions == {DEFAULT_INSTITUTION: ALL_TEXTS - 69}
        assert not others.filter(page__contentpage__topics__isnull=False).exists()
        assert list(unapproved_live_pages()) == []
        assert not any(Page.find_problems())
