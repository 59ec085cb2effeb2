"""What editors and readers learn about links, when they are checked again, and when cached pages are forgotten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from core.cache import stores
from core.links.enums import Outcome
from core.links.queries import dead_links, failing_links
from core.models import LinkCheck
from tests.core.links_world import answering, only_source, outcomes, run

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def named(monkeypatch, settings):
    return only_source(monkeypatch, settings)


def test_addresses_of_2000_characters_are_kept_and_told_apart(named):
    common = "http://a.example/" + "ب" * (1999 - len("http://a.example/"))
    named += [common + "1", common + "2"]
    run(answering(Outcome.ANSWERS))
    run(answering(Outcome.GONE, 404), now=timezone.now() + 8 * DAY)
    assert set(outcomes()) == set(named)
    assert set(failing_links(named)) == set(named)


def test_sound_links_are_asked_weekly_and_failing_ones_daily_then_rarely(named):
    named.append("http://a.example/")
    now = timezone.now()
    run(answering(Outcome.ANSWERS), now=now)
    assert LinkCheck.objects.get().next_check_at == now + 7 * DAY
    pauses = []
    for _ in range(9):
        now = LinkCheck.objects.get().next_check_at
        run(answering(Outcome.GONE, 404), now=now)
        pauses.append((LinkCheck.objects.get().next_check_at - now).days)
    assert pauses == [1, 1, 1, 1, 1, 1, 1, 3, 3]


def test_readers_are_warned_only_after_failures_on_two_days_and_editors_at_once(named):
    named.append("http://a.example/")
    now = timezone.now().replace(hour=10)
    run(answering(Outcome.GONE, 404), now=now)
    assert dead_links(named) == {}
    assert failing_links(named)["http://a.example/"].failing_since == timezone.localdate(now)
    LinkCheck.objects.update(next_check_at=now)
    run(answering(Outcome.GONE, 404), now=now + timedelta(hours=2))
    assert dead_links(named) == {}, "twice on one day"
    run(answering(Outcome.SLOW, None), now=now + 2 * DAY)
    assert dead_links(named)["http://a.example/"].failing_since == timezone.localdate(now)
    run(answering(Outcome.ANSWERS), now=now + 4 * DAY)
    assert dead_links(named) == failing_links(named) == {}


@pytest.mark.parametrize("outcome", ["tls_untrusted", "tls_error", "private_address", "bad_address"])
def test_what_may_open_in_a_browser_is_for_editors_only(named, outcome):
    named.append("http://a.example/")
    for days in range(3):
        run(answering(Outcome(outcome), None), now=timezone.now() + days * 2 * DAY)
    assert dead_links(named) == {}
    assert set(failing_links(named)) == set(named)


@pytest.mark.parametrize("outcome", ["guarded", "wants_cookies", "moved"])
def test_a_site_that_lets_no_program_in_is_not_failing(named, outcome):
    named.append("http://a.example/")
    run(answering(Outcome(outcome), 403))
    assert failing_links(named) == {}


def test_one_query_tells_the_dead_among_many(named, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert dead_links(f"http://{number}.example/" for number in range(300)) == {}
    with django_assert_num_queries(0):
        assert dead_links([]) == {}


@pytest.fixture
def forgets(settings, tmp_path, django_capture_on_commit_callbacks):
    """Whether a run makes the page cache forget."""
    settings.CACHE_URL, settings.VAR_DIR = "memory://", tmp_path
    store = stores.current_store()

    def act(outcome, now):
        before = store.generation()
        connection.run_on_commit.clear()
        with django_capture_on_commit_callbacks(execute=True):
            run(answering(outcome), now=now)
        return store.generation() != before

    return act


def test_cached_pages_are_forgotten_only_when_readers_see_a_change(named, forgets):
    named.append("http://a.example/")
    now = timezone.now()
    steps = [
        (Outcome.ANSWERS, False),
        (Outcome.GONE, False),  # the first failure is the editors'
        (Outcome.GONE, True),
        (Outcome.SLOW, False),  # another reason, the same date
        (Outcome.ANSWERS, True),
        (Outcome.MOVED, False),
    ]
    for number, (outcome, is_seen) in enumerate(steps):
        assert forgets(outcome, now + number * 8 * DAY) is is_seen, number


def test_a_date_belongs_to_every_dead_link(named):
    with pytest.raises(IntegrityError, match="link_dead_has_a_date"), transaction.atomic():
        LinkCheck.objects.create(url="http://a.example/", url_hash="a", is_dead=True, next_check_at=timezone.now())
