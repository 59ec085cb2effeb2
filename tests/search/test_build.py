"""A new index is built beside the one in service: searches go on, and what changes meanwhile is in the new one."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core.outbox.worker import drain
from institutions.models import ItemPage
from search.engines.base import EngineDown
from search.indexing import build as building
from search.indexing.build import BuildUnderWay, build_index, tidy
from search.indexing.compare import differences
from search.indexing.jobs import build_requested, count_words, keep_index
from search.models import BuildState, IndexBuild, IndexState, IndexWords
from search.spelling.vocabulary import known_words
from tests.factories import pages
from tests.search.asking import ask, keys


@pytest.fixture
def agency(db):
    return pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))


@pytest.fixture
def items(agency):
    return [pages.publish(pages.add_page(ItemPage, agency, f"Phare {n}", kind="guide")) for n in range(5)]


def test_a_build_holds_everything_public_and_takes_the_place_of_the_old(engine, items):
    before = engine.current()
    build_index(engine)
    assert engine.current() != before
    assert list(differences(engine)) == []
    assert len(keys(ask("phare"))) == 5


def test_what_changes_during_a_build_is_in_the_new_index(engine, items, monkeypatch):
    drain()
    write = building._write
    changed = []

    def write_then_change(engine, build, batch, vocabulary=None):
        failed = write(engine, build, batch, vocabulary)
        if not changed:
            changed.append(True)
            pages.publish(items[0], title="Balise")
            ItemPage.objects.get(pk=items[1].pk).unpublish()
            ItemPage.objects.get(pk=items[2].pk).delete()
            pages.publish(pages.add_page(ItemPage, items[0].get_parent(), "Bouée", kind="guide", live=False))
            drain()  # the worker writes them into the old index, and tells the build
        return failed

    monkeypatch.setattr(building, "_write", write_then_change)
    build_index(engine)
    assert list(differences(engine)) == []
    assert len(keys(ask("phare"))) == 2
    assert len(keys(ask("balise"))) == len(keys(ask("bouée"))) == 1


def test_a_change_between_the_last_look_and_the_swap_delays_the_swap(engine, items, monkeypatch):
    drain()
    put = building._put_in_service
    tries = []

    def change_first(engine, build):
        tries.append(True)
        if len(tries) == 1:
            pages.publish(items[0], title="Balise")
            drain()
        return put(engine, build)

    monkeypatch.setattr(building, "_put_in_service", change_first)
    build_index(engine)
    assert len(tries) == 2
    assert len(keys(ask("balise"))) == 1


def test_a_build_that_fails_leaves_the_old_index_in_service(engine, items, monkeypatch):
    build_index(engine)
    before = engine.current()

    def fail(*args):
        raise EngineDown("The disk is full.")

    monkeypatch.setattr(building, "_catch_up", fail)
    with pytest.raises(EngineDown):
        build_index(engine)
    assert engine.current() == before
    assert engine.generations() == [before] or before in engine.generations()
    assert IndexBuild.objects.order_by("-pk").first().state == BuildState.ENDED
    assert len(keys(ask("phare"))) == 5


def test_two_builds_are_never_under_way_at_once(engine):
    IndexBuild.objects.create(generation="other", seen_at=timezone.now(), objects_total=10)
    with pytest.raises(BuildUnderWay, match="0 of 10 objects"):
        build_index(engine)


def test_what_a_killed_build_left_is_removed(engine, items):
    current = engine.current()
    engine.create("killed")
    IndexBuild.objects.create(generation="killed", seen_at=timezone.now() - timedelta(minutes=3))
    build_index(engine)
    tidy(engine)
    assert engine.generations() == [engine.current()]
    assert current not in engine.generations()
    assert IndexBuild.objects.get(generation="killed").state == BuildState.ENDED


def test_readers_never_meet_an_empty_or_missing_index_while_it_is_swapped(engine, items):
    build_index(engine)
    faults, stop = [], threading.Event()

    def read():
        from search.engines.base import Always, Request

        while not stop.is_set():
            try:
                if engine.search(Request(Always(0.0))).total < 6:
                    faults.append("empty")
            except EngineDown as error:
                faults.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(6):
        build_index(engine)
        tidy(engine)
    stop.set()
    reader.join()
    assert faults == []


def test_the_worker_builds_an_index_that_is_missing_or_of_another_form(engine, items, monkeypatch, tmp_path):
    engine.drop(engine.current())
    keep_index()
    assert len(keys(ask("phare"))) == 5
    before = engine.current()
    keep_index()
    assert engine.current() == before, "a good index is left alone"
    monkeypatch.setattr("search.indexing.jobs.INDEX_VERSION", "ffffffff")
    monkeypatch.setattr("search.indexing.build.INDEX_VERSION", "ffffffff")
    keep_index()
    assert engine.current() != before
    build_requested([])
    asked = engine.current()
    keep_index()
    assert engine.current() != asked
    assert not IndexState.objects.filter(is_build_wanted=True).exists()


def test_words_are_counted_again_after_changes(engine, agency):
    build_index(engine)
    assert known_words("fr").keys() >= {"agence"}
    pages.publish(pages.add_page(ItemPage, agency, "Le sémaphore", kind="guide", live=False))
    drain()
    IndexState.objects.update(seconds=0)
    count_words()
    assert IndexWords.objects.get(language="fr").words["semaphore"] == (1, "sémaphore")


def test_the_commands_say_what_they_did(engine, items, capsys):
    call_command("rebuild_index")
    assert "6 objects" in capsys.readouterr().out
    call_command("reconcile_index")
    assert "agree" in capsys.readouterr().out


def test_reconcile_finds_and_repairs_what_was_lost_on_either_side(engine, items, capsys):
    drain()
    build_index(engine)
    ItemPage.objects.filter(pk=items[0].pk).update(title="Balise")
    ItemPage.objects.filter(pk=items[1].pk).update(live=False)
    engine.write([], {f"page:{items[2].pk}": 10**15})
    with pytest.raises(CommandError, match="3 objects differ: 1 missing, 1 outdated, 1 too much"):
        call_command("reconcile_index")
    call_command("reconcile_index", "--fix")
    assert list(differences(engine)) == []


def test_the_commands_refuse_where_there_is_no_index(settings, db):
    settings.SEARCH_URL = "database://"
    for command in ("rebuild_index", "reconcile_index"):
        with pytest.raises(CommandError, match="database://"):
            call_command(command)
