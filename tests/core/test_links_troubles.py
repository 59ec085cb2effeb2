"""What goes wrong around a run of the link checker: it hangs, breaks, meets another, or has no way to the internet."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.db import connection, connections
from django.utils import timezone

from core.links import NamedLink, job, register_link_source, registry
from core.links import rows as table
from core.links.checker import Reach, Result, check
from core.links.enums import Outcome
from core.links.queries import failing_links
from core.links.rounds import Pace
from core.models import LinkCheck
from core.outbox import HandlerFailed
from tests.core.links_server import serving
from tests.core.links_world import answering, here, only_source, outcomes, run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def named(monkeypatch, settings):
    return only_source(monkeypatch, settings)


def test_a_source_that_fails_deletes_nothing_and_stops_no_check(named):
    named.append("http://a.example/")
    run(answering(Outcome.ANSWERS))
    register_link_source("broken", lambda: [1 / 0])
    LinkCheck.objects.update(next_check_at=timezone.now())
    with pytest.raises(HandlerFailed, match="ZeroDivisionError"):
        run(answering(Outcome.GONE, 404))
    assert outcomes() == {"http://a.example/": "gone"}


def test_what_a_run_had_no_time_for_stays_due(named):
    named += ["http://a.example/1", "http://a.example/2"]
    now = timezone.now()
    done = job.run(check=answering(Outcome.ANSWERS), pace=Pace(pause=1, seconds=0.5), now=now)
    assert (done.taken, done.checked) == (2, 1)
    assert list(LinkCheck.objects.due(now).values_list("outcome", flat=True)) == [""]


def test_a_check_that_hangs_or_breaks_leaves_the_others_their_results(server, named):
    free = threading.Event()

    def check_or_not(url):
        if "hangs" in url:
            free.wait(20)
        if "breaks" in url:
            raise RuntimeError
        return Result(Outcome.ANSWERS, 200)

    named += ["http://hangs.example/", "http://breaks.example/", "http://a.example/", "http://b.example/"]
    now = timezone.now()
    try:
        with pytest.raises(HandlerFailed, match="2 links could not be checked"):
            job.run(check=check_or_not, pace=Pace(pause=0, seconds=0.3, grace=0.3), now=now)
    finally:
        free.set()
    assert sorted(url for url, outcome in outcomes().items() if outcome == "answers") == named[2:]
    assert not LinkCheck.objects.due(now).exists(), "they are not tried again before an hour has passed"
    assert LinkCheck.objects.due(now + timedelta(hours=1)).count() == 2


def test_a_machine_without_a_way_out_accuses_nobody(named):
    """127.0.0.2 to 127.0.0.6 are five hosts of which none answers."""
    named += [f"http://127.0.0.{number}:1/" for number in range(2, 7)]
    run(answering(Outcome.ANSWERS))
    before = timezone.now() + 8 * DAY
    reach = Reach(allowed=frozenset((f"127.0.0.{number}", 1) for number in range(2, 7)))
    with pytest.raises(HandlerFailed, match="no way to the internet"):
        run(partial(check, reach=reach), now=before)
    assert set(outcomes().values()) == {"answers"}
    assert failing_links(named) == {}


def test_sites_known_to_fail_are_no_sign_of_that(named):
    named += [f"http://{number}.example/" for number in range(5)]
    now = timezone.now()
    run(answering(Outcome.GONE, 404), now=now)
    run(answering(Outcome.UNKNOWN_HOST, None), now=now + 2 * DAY)
    assert set(outcomes().values()) == {"unknown_host"}


def test_what_one_worker_took_another_does_not_ask(server, named):
    named += [server.at("answers"), server.at("missing")]
    now = timezone.now()
    table.keep_named(registry.named_links(), now)
    taken = table.claim(now, most=1, most_a_host=5)
    done = run(partial(check, reach=here(server)), now=now)
    assert (len(taken), done.taken) == (1, 1)
    assert taken[0].url not in {server.at(path.strip("/")) for _method, path in server.requests}


@pytest.mark.postgres
def test_workers_at_the_same_moment_take_different_rows():
    """In threads, whose connections are outside the transaction of the test; what they wrote they take away."""
    now = timezone.now()
    urls = [f"http://{number}.example/" for number in range(60)]
    taken, start = [], threading.Barrier(4)

    def take():
        start.wait()
        while rows := table.claim(now, most=3, most_a_host=3):
            taken.extend(row.pk for row in rows)

    try:
        in_threads(lambda: table.keep_named([NamedLink(url) for url in urls], now))
        in_threads(take, count=4)
    finally:
        in_threads(LinkCheck.objects.all().delete)
    assert len(taken) == len(set(taken)) == len(urls)


def in_threads(function, count=1):
    def work():
        try:
            function()
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_no_transaction_is_open_while_the_network_is_used(named):
    main = connections["default"]
    before = list(main.savepoint_ids)  # the transaction of the test itself
    seen = []

    def look(url):
        seen.append(list(main.savepoint_ids))
        return Result(Outcome.ANSWERS, 200)

    named.append("http://a.example/")
    run(look)
    assert seen == [before]
