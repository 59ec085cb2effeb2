"""A page that cannot be indexed costs the others nothing, is shown to those who can repair it, and is not forgotten."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from core.models import OutboxEntry
from core.outbox.queue import MOST_FAILURES
from core.outbox.worker import drain
from institutions.models import ItemPage
from search.indexing import build as building
from search.indexing.build import build_index
from search.indexing.compare import differences
from search.indexing.jobs import count_words
from search.models import IndexState
from tests.factories import pages
from tests.search.asking import ask, titles


@pytest.fixture
def agency(db):
    return pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))


@pytest.fixture
def items(agency):
    return [pages.publish(pages.add_page(ItemPage, agency, f"Phare {n}", kind="guide")) for n in range(3)]


class Broken(Exception):
    """What a fault in a page's own code raises."""


@pytest.fixture
def broken(items, monkeypatch):
    """The second page cannot be read for the search until it is repaired by calling this."""
    whole = ItemPage.search_sections

    def sections(self):
        if self.pk == items[1].pk and not repaired:
            raise Broken(f"the text of {self.title}")
        return whole(self)

    repaired = []
    monkeypatch.setattr(ItemPage, "search_sections", sections)
    return lambda: repaired.append(True)


def give_up():
    """Let the worker try so often that it sets aside what fails."""
    for _ in range(MOST_FAILURES):
        OutboxEntry.objects.update(due_at=timezone.now())
        drain()


def test_a_poison_page_is_set_aside_and_holds_up_no_other(engine, items, broken):
    for item in items:
        pages.publish(item, title=f"{item.title} bis")
    drain()
    assert set(titles(ask("bis"))) == {"Phare 0 bis", "Phare 2 bis"}
    assert OutboxEntry.objects.get().key == f"page:{items[1].pk}"
    give_up()
    row = OutboxEntry.objects.get()
    assert row.set_aside_at
    assert row.failures == MOST_FAILURES
    assert "Broken" in row.error
    assert "the text of" not in row.error, "an error says where, and quotes no content"


def test_a_poison_page_is_shown_in_the_admin_and_tried_again_after_the_repair(engine, items, broken, admin):
    pages.publish(items[1], title="Balise")
    give_up()
    listed = admin.get(reverse("outbox:task-list")).text
    assert f"page:{items[1].pk}" in listed
    assert "Broken" in listed
    row = OutboxEntry.objects.get()
    broken()
    admin.post(reverse("outbox:task-retry", args=[row.pk]))
    drain()
    assert not OutboxEntry.objects.exists()
    assert titles(ask("balise")) == ["Balise"]
    assert list(differences(engine)) == []


def test_a_poison_page_does_not_stop_a_build(engine, items, broken):
    drain()
    OutboxEntry.objects.all().delete()
    build_index(engine)
    assert set(titles(ask("phare"))) == {"Phare 0", "Phare 2"}
    assert OutboxEntry.objects.get().key == f"page:{items[1].pk}", "the worker tries it, and shows it in the end"
    assert [(one.key, one.kind) for one in differences(engine)] == [(f"page:{items[1].pk}", "unreadable")]
    IndexState.objects.update(seconds=0, counted_at=None)
    count_words()
    broken()
    OutboxEntry.objects.update(due_at=timezone.now())
    drain()
    assert list(differences(engine)) == []


def test_a_build_without_most_pages_does_not_replace_a_good_index(engine, items, broken, monkeypatch):
    drain()
    before = engine.current()
    monkeypatch.setattr(building, "MOST_UNREADABLE", 0)
    with pytest.raises(Broken):
        build_index(engine)
    assert engine.current() == before
    assert engine.generations() == [before]


def test_reconcile_names_a_page_that_cannot_be_read(engine, items, broken):
    build_index(engine)
    with pytest.raises(CommandError, match="1 unreadable"):
        call_command("reconcile_index", stdout=open("/dev/null", "w"))  # noqa: SIM115, PTH123
