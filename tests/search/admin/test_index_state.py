"""The page about the search index: what it says of the engine, builds and changes, and what it sets going."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.outbox import enqueue
from core.outbox.models import OutboxEntry
from core.searchable import TOPIC
from search.indexing.jobs import BUILD_TOPIC
from search.models import BuildState, IndexBuild, IndexState
from tests.factories.pages import add_standard, make_tree
from tests.search.admin.people import person

pytestmark = pytest.mark.django_db
PAGE = "/admin/reports/search-index/"
BUILD, RETRY = f"{PAGE}build/", f"{PAGE}retry/"


def build(name, **fields):
    return IndexBuild.objects.create(generation=name, **({"seen_at": timezone.now()} | fields))


@pytest.fixture
def keeper(client):
    client.force_login(person("view_indexbuild", "change_indexbuild", "view_outboxentry", "change_outboxentry"))
    return client


def aside(*keys, topic=TOPIC):
    enqueue(topic, keys)
    OutboxEntry.objects.filter(topic=topic, key__in=keys).update(set_aside_at=timezone.now(), error="Refused.")


def test_it_says_that_there_is_no_engine(keeper):
    text = keeper.get(PAGE).text
    assert "This portal has no search engine" in text
    assert BUILD not in text
    keeper.post(BUILD)
    assert not OutboxEntry.objects.exists()


def test_it_says_that_the_engine_works_and_how_much_it_holds(keeper, engine):
    text = keeper.get(PAGE).text
    assert "The engine “tantivy” works. The index holds 0 objects." in text
    assert "Finished" in text, "the build of the fixture"


def test_it_counts_what_is_in_the_index(keeper, settings, tmp_path):
    from search.engines import get_engine
    from search.indexing.build import build_index

    add_standard(make_tree(indexes=False), "Signaler")
    settings.SEARCH_URL, settings.VAR_DIR = "tantivy://", str(tmp_path)
    build_index(get_engine())
    assert "The index holds 1 object." in keeper.get(PAGE).text


def test_it_says_that_the_engine_does_not_work(keeper, settings):
    settings.SEARCH_URL = "opensearch://127.0.0.1:9"
    text = keeper.get(PAGE).text
    assert "The engine “opensearch” does not work." in text
    assert "127.0.0.1" in text


def test_it_warns_when_nobody_works(keeper, engine):
    assert "No worker has shown a sign of life" in keeper.get(PAGE).text


def test_a_build_under_way_shows_how_far_it_is(keeper, engine):
    build("one", objects_done=1200, objects_total=3000)
    text = keeper.get(PAGE).text
    assert "1,200 of 3,000 objects" in text
    assert '<progress id="progress" value="1200" max="3000">' in text
    assert BUILD not in text


def test_a_build_whose_process_is_gone_is_called_interrupted(keeper, engine):
    build("one", seen_at=timezone.now() - timedelta(minutes=5))
    text = keeper.get(PAGE).text
    assert "Interrupted" in text
    assert "<progress" not in text
    assert BUILD in text


def test_changes_that_wait_and_that_were_given_up_are_counted(keeper):
    assert "No change waits." in keeper.get(PAGE).text
    enqueue(TOPIC, ["page:1", "page:2"])
    enqueue("mail", ["1"])
    text = keeper.get(PAGE).text
    assert "2 changes wait" in text
    assert "set aside" not in text
    aside("page:3")
    text = keeper.get(PAGE).text
    assert "1 change was set aside" in text
    assert "/admin/reports/background-tasks/?state=aside&amp;topic=search" in text
    assert RETRY in text


def test_changes_that_were_set_aside_are_tried_again_after_a_question(keeper):
    aside("page:1", "page:2")
    aside("1", topic="mail")
    assert "Yes, try all again" in keeper.get(RETRY).text
    assert OutboxEntry.objects.set_aside().count() == 3
    assert "2 changes will be tried again." in keeper.post(RETRY, follow=True).text
    assert [row.topic for row in OutboxEntry.objects.set_aside()] == ["mail"]


def test_who_may_not_handle_tasks_is_only_told(client):
    aside("page:1")
    client.force_login(person("view_indexbuild"))
    text = client.get(PAGE).text
    assert "1 change was set aside" in text
    assert RETRY not in text
    assert "state=aside" not in text


def test_a_new_index_is_asked_for_and_never_built_in_the_request(keeper, engine):
    assert BUILD in keeper.get(PAGE).text
    assert "Yes, build it again" in keeper.get(BUILD).text
    assert not OutboxEntry.objects.exists()
    builds, current = IndexBuild.objects.count(), engine.current()
    assert "A new index was asked for." in keeper.post(BUILD, follow=True).text
    assert [(row.topic, row.key) for row in OutboxEntry.objects.all()] == [(BUILD_TOPIC, "index")]
    assert (IndexBuild.objects.count(), engine.current()) == (builds, current)
    assert BUILD not in keeper.get(PAGE).text
    assert "already" in keeper.post(BUILD, follow=True).text
    assert OutboxEntry.objects.count() == 1


def test_a_new_index_is_not_asked_for_twice(keeper, engine):
    IndexState.want_build()
    assert "A new index was asked for." in keeper.get(PAGE).text
    keeper.post(BUILD)
    IndexState.objects.update(is_build_wanted=False)
    build("one")
    keeper.post(BUILD)
    assert not OutboxEntry.objects.exists()


def test_a_refused_wish_for_a_new_index_can_be_repeated(keeper, engine):
    aside("index", topic=BUILD_TOPIC)
    keeper.post(BUILD)
    assert OutboxEntry.objects.waiting().filter(topic=BUILD_TOPIC).count() == 1


def test_only_the_last_builds_are_listed_and_more_cost_no_more_queries(keeper, engine):
    keeper.get(PAGE)
    with CaptureQueriesContext(connection) as few:
        keeper.get(PAGE)
    for number in range(20):
        build(f"n{number}", state=BuildState.ENDED)
    with CaptureQueriesContext(connection) as many:
        text = keeper.get(PAGE).text
    assert text.count("Ended before it was whole") == 10
    assert len(many) == len(few)


@pytest.mark.parametrize("language", ["ar", "fr"])
def test_it_is_drawn_in_the_languages_of_the_admin(client, engine, language):
    build("one", objects_total=3)
    aside("page:3")
    enqueue(TOPIC, ["page:1"])
    user = person(language=language)
    user.is_superuser = True
    user.save()
    client.force_login(user)
    for address in (PAGE, BUILD, RETRY):
        assert client.get(address).status_code == 200
