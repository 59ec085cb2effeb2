"""A database put back from a backup is older than the index; the documented command makes them agree again."""

import shutil
from pathlib import Path

import pytest
from django.core.management import call_command

from core.models import OutboxEntry
from core.outbox.models import OutboxCounter
from core.outbox.worker import drain
from institutions.models import ItemPage
from search.indexing.build import build_index
from search.indexing.compare import differences
from search.indexing.jobs import keep_index
from search.models import IndexBuild
from tests.factories import pages
from tests.search.asking import ask, titles


@pytest.fixture
def item(db):
    agency = pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))
    return pages.publish(pages.add_page(ItemPage, agency, "Phare", kind="guide"))


def put_back(item):
    """Edit a page, then let the database, with its counter, be as it was before."""
    drain()
    counter = OutboxCounter.objects.get().value
    for number in range(5):
        pages.publish(item, title=f"Balise {number}")
        drain()
    ItemPage.objects.filter(pk=item.pk).update(title="Phare")
    OutboxCounter.objects.update(value=counter)
    assert not OutboxEntry.objects.exists()


def test_an_older_database_and_the_index_agree_after_reconcile(engine, item, capsys):
    put_back(item)
    call_command("reconcile_index", "--fix")
    assert list(differences(engine)) == []
    assert titles(ask("phare")) == ["Phare"]


def test_what_is_published_in_an_older_database_is_found(engine, item):
    put_back(item)
    pages.publish(item, title="Bouée")
    drain()
    assert titles(ask("bouée")) == ["Bouée"]


def test_a_rebuild_after_a_restore_mends_everything(engine, item):
    put_back(item)
    build_index(engine)
    assert list(differences(engine)) == []
    pages.publish(item, title="Bouée")
    drain()
    assert titles(ask("bouée")) == ["Bouée"]


def test_an_index_that_the_database_does_not_know_is_built_again(engine, item):
    put_back(item)
    IndexBuild.objects.all().delete()
    keep_index()
    assert list(differences(engine)) == []
    current = engine.current()
    keep_index()
    assert engine.current() == current


def test_an_older_folder_put_back_is_built_again(engine, item, settings):
    """The folder of the index was in a backup of files, and came back."""
    drain()
    folder = Path(settings.VAR_DIR) / "search"
    shutil.copytree(folder, folder.with_name("backup"))
    pages.publish(item, title="Balise")
    build_index(engine)
    shutil.rmtree(folder)
    shutil.copytree(folder.with_name("backup"), folder)
    keep_index()
    drain()
    assert list(differences(engine)) == []
    assert titles(ask("balise")) == ["Balise"]
