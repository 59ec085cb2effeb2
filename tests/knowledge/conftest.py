"""One portal for all tests of a module, an institution in it, and the import of legal texts."""

import io
import json
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.models import Site

from institutions.models import InstitutionPage
from tests.factories.pages import Tree
from tests.knowledge.factories import APPROVER, approver, make_institution_page, make_portal
from tests.knowledge.items import keep_files_in
from tests.knowledge.rows import write
from tests.knowledge.uploads import make_editor


@pytest.fixture(scope="module")
def portal(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Generator[Tree]:
    """The tree and its workflow, undone after the module. Tests get rows from the database, never from here."""
    with django_db_blocker.unblock(), transaction.atomic():
        Site.clear_site_root_paths_cache()
        yield make_portal()
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture
def institution(portal: Tree) -> InstitutionPage:
    """The page of an institution, in French."""
    return make_institution_page(portal)


@pytest.fixture
def run(tmp_path: Path, institution: InstitutionPage) -> Callable:
    """Imports rows for the institution; the entries of the report, and what was printed."""
    approver()

    def import_file(rows, *, name="texts.jsonl", publish=True, approved_by=APPROVER, **options):
        path = rows if hasattr(rows, "exists") else write(tmp_path / name, rows)
        report = tmp_path / "report.jsonl"
        report.unlink(missing_ok=True)
        if publish:
            options |= {"publish": True, "approved_by": approved_by}
        out = io.StringIO()
        call_command("import_resources", str(path), institution="agency", report=report, stdout=out, **options)
        return [json.loads(line) for line in report.read_text().splitlines()], out.getvalue()

    return import_file


@pytest.fixture
def storage(settings, tmp_path):
    return keep_files_in(settings, tmp_path / "media")


@pytest.fixture
def editor(client, institution, storage):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(make_editor(institution))
    return client
