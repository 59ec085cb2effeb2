"""Texts too large for one batch are written in pieces: interrupted and gone on with, never mixed, edits kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.importers import load
from knowledge.importers.load import LARGE_TEXT_ROWS, ROW_CHARACTERS, Batch
from knowledge.importers.prepare import PreparedProvision, PreparedText
from knowledge.importers.versions import add_provisions
from knowledge.models import LegalTextPage, Provision, TextVersion
from tests.knowledge.factories import unapproved
from tests.knowledge.rows import large_row, outcomes, row

pytestmark = pytest.mark.django_db


def prepared(count, length=0):
    articles = [PreparedProvision("article", "", "", "x" * length) for _ in range(count)]
    return PreparedText(1, "1", "", "fr", "Loi", "", "law", "", None, "", "", articles, 1)


def test_batches_are_cut_by_rows_and_where_the_parent_changes():
    batch = Batch()
    batch.add(prepared(80), "a")
    assert not batch.has_room(prepared(1), "a", 100)
    batch.take()
    assert batch.has_room(prepared(80), "a", 50)
    batch.add(prepared(1), "a")
    assert batch.has_room(prepared(1), "a", 100)
    assert not batch.has_room(prepared(1), "b", 100)


@pytest.mark.parametrize("large", [prepared(LARGE_TEXT_ROWS), prepared(10, LARGE_TEXT_ROWS * ROW_CHARACTERS // 10)])
def test_large_text_has_a_batch_of_its_own(large):
    batch = Batch()
    batch.add(prepared(1), "a")
    assert not batch.has_room(large, "a", 10_000)
    batch.take()
    batch.add(large, "a")
    assert not batch.has_room(prepared(1), "a", 10_000)


@pytest.fixture
def interrupted(monkeypatch, run):
    """Imports rows until the second piece of a large text, where the import breaks off."""

    def break_off(rows):
        pieces = []

        def add(version, piece):
            pieces.append(piece)
            if len(pieces) == 2:
                raise KeyboardInterrupt
            add_provisions(version, piece)

        monkeypatch.setattr(load, "add_provisions", add)
        with pytest.raises(KeyboardInterrupt):
            run(rows)
        monkeypatch.undo()

    return break_off


def test_large_text_is_written_in_pieces_that_an_interrupted_import_goes_on_with(run, interrupted):
    interrupted([large_row(1, 900)])
    begun = TextVersion.objects.get()
    assert 0 < begun.provisions.count() < 900
    assert not LegalTextPage.objects.exists()
    run([large_row(1, 900)])
    page = LegalTextPage.objects.get()
    assert (page.version, page.version.number, page.version.is_being_written) == (begun, 1, False)
    positions = list(page.version.provisions.in_order().values_list("position", flat=True))
    assert positions == list(range(1, 901))
    assert TextVersion.objects.count() == 1


def test_what_was_begun_from_another_wording_is_removed(run, interrupted):
    interrupted([large_row(1, 900)])
    run([large_row(1, 800)])
    assert TextVersion.objects.get() == LegalTextPage.objects.get().version
    assert Provision.objects.count() == 800


def test_large_text_that_changed_gets_a_new_version_in_pieces(run):
    run([large_row(1, 400)])
    report, _out = run([large_row(1, 401)])
    page = LegalTextPage.objects.get()
    assert outcomes(report) == ["changed"]
    assert (page.version.number, page.version.provisions.count()) == (2, 401)
    assert not page.version.is_being_written
    assert unapproved() == []


@pytest.fixture
def meanwhile(monkeypatch):
    """Does something to the page of the only text while the articles of its next version are written."""

    def do(action):
        def add(version, piece):
            add_provisions(version, piece)
            if LegalTextPage.objects.exists() and action:
                done.append(action(LegalTextPage.objects.get()))
                monkeypatch.undo()

        done = []
        monkeypatch.setattr(load, "add_provisions", add)

    return do


@pytest.mark.parametrize(
    ("action", "reason"),
    [
        (lambda page: page.save_revision(), "It was edited here since the import."),
        (lambda page: page.delete(), "Its page was deleted here, so it is not created again."),
    ],
)
def test_an_edit_while_articles_are_written_is_kept(run, meanwhile, action, reason):
    run([large_row(1, 400)])
    meanwhile(action)
    report, _out = run([large_row(1, 900)])
    assert [entry.get("reason") for entry in report] == [reason]
    assert not TextVersion.objects.filter(is_being_written=True).exists()
    assert all(version.provisions.count() == 400 for version in TextVersion.objects.all())


def test_articles_prepared_otherwise_are_not_mixed_with_those_already_written(run, interrupted):
    interrupted([large_row(1, 900)])
    begun = TextVersion.objects.get()
    begun.provisions.filter(position=2).update(text="As an earlier repair left it.")
    run([large_row(1, 900)])
    version = TextVersion.objects.get()
    assert version.provisions.count() == 900
    assert not version.provisions.filter(text="As an earlier repair left it.").exists()


def test_what_an_import_never_ended_is_hidden_and_goes_after_a_day(run, interrupted):
    run([large_row(1, 400)])
    interrupted([large_row(1, 900)])
    page = LegalTextPage.objects.get()
    assert TextVersion.objects.of_text(page.translation_key, "fr").get() == page.version
    run([row(2)])
    assert TextVersion.objects.filter(is_being_written=True).exists()
    TextVersion.objects.filter(is_being_written=True).update(created_at=timezone.now() - timedelta(days=2))
    run([row(3)])
    assert not TextVersion.objects.filter(is_being_written=True).exists()
