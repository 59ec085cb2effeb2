"""Periodic jobs: one worker each, errors kept, scheduled pages published; and a worker that idles cheaply."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.signals import page_published

from core.models import PeriodicJob
from core.outbox import HandlerFailed, registry, schedule, worker
from core.outbox.jobs import publish_scheduled
from tests.factories.pages import add_standard, make_tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch):
    monkeypatch.setattr(registry, "jobs", {})
    monkeypatch.setattr(schedule, "jobs", registry.jobs)
    return registry.jobs


def run_due():
    schedule.run_due(threading.Event())


def test_a_job_runs_when_due_and_not_before(jobs):
    ran = []
    registry.periodic("job", 60, lambda: ran.append(1))
    run_due()
    run_due()
    assert ran == [1]
    PeriodicJob.objects.update(due_at=timezone.now())
    run_due()
    assert ran == [1, 1]


def test_a_job_held_by_another_worker_is_left_alone_until_its_lease_ends(jobs):
    ran = []
    registry.periodic("job", 60, lambda: ran.append(1))
    PeriodicJob.objects.create(
        name="job", due_at=timezone.now(), lease_token="0" * 32, lease_until=timezone.now() + timedelta(seconds=9)
    )
    run_due()
    assert ran == []
    PeriodicJob.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    run_due()
    assert ran == [1]


def test_a_sign_of_life_keeps_a_running_job(jobs):
    def function():
        started = timezone.now()
        PeriodicJob.objects.update(lease_until=started)
        schedule.renew()
        assert PeriodicJob.objects.get().lease_until >= started + schedule.LEASE

    registry.periodic("job", 60, function)
    run_due()
    assert PeriodicJob.objects.get().error == ""


def test_a_failed_job_keeps_its_error_and_runs_again(jobs):
    registry.periodic("job", 60, lambda: 1 / 0)
    started = timezone.now()
    run_due()
    row = PeriodicJob.objects.get()
    assert row.error.startswith("ZeroDivisionError in ")
    minute = timedelta(seconds=60)
    assert started + minute <= row.due_at <= timezone.now() + minute


def test_an_idle_worker_asks_the_database_less_than_once_a_second(jobs):
    loop = worker.WorkerLoop()
    registry.periodic("job", 3600, lambda: None)
    loop.beat()
    loop.run_jobs()
    with CaptureQueriesContext(connection) as poll:
        loop.work_once()
    with CaptureQueriesContext(connection) as beat:
        loop.beat()
    with CaptureQueriesContext(connection) as look:
        loop.run_jobs()
    a_second = len(poll) / worker.POLL_SECONDS + len(beat) / worker.BEAT_SECONDS + len(look) / schedule.POLL_SECONDS
    assert a_second <= 0.9, "the rest is for the jobs themselves, once a minute"


def test_waiting_ends_at_once_when_called(monkeypatch, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "not" / "made"
    monkeypatch.setattr(worker, "POLL_SECONDS", 3600)
    loop = worker.WorkerLoop()
    waiting = threading.Thread(target=loop._wait, args=[worker.wake.heard()], daemon=True)
    waiting.start()
    worker.wake.call()
    waiting.join(timeout=60)
    assert not waiting.is_alive()


def scheduled(tree, title):
    """A page that is not live, with an approved revision whose time came a minute ago."""
    page = add_standard(tree, title, live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    revision = page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    revision.content["go_live_at"] = (timezone.now() - timedelta(minutes=1)).isoformat()
    revision.save()
    return page


def test_scheduled_pages_are_published_and_expired_ones_taken_down():
    tree = make_tree(indexes=False)
    coming = scheduled(tree, "Coming")
    going = add_standard(tree, "Going", expire_at=timezone.now() - timedelta(minutes=1))
    staying = add_standard(tree, "Staying", expire_at=timezone.now() + timedelta(hours=1))
    publish_scheduled()
    for page in (coming, going, staying):
        page.refresh_from_db()
    assert coming.live
    assert not going.live
    assert going.expired
    assert staying.live


def test_a_scheduled_page_that_fails_holds_up_no_other_and_keeps_its_date():
    tree = make_tree(indexes=False)
    broken, sound = scheduled(tree, "Broken"), scheduled(tree, "Sound")

    def refuse(sender, instance, **kwargs):
        if instance.pk == broken.pk:
            raise RuntimeError

    page_published.connect(refuse)
    try:
        with pytest.raises(HandlerFailed, match="1 scheduled"):
            publish_scheduled()
    finally:
        page_published.disconnect(refuse)
    broken.refresh_from_db()
    sound.refresh_from_db()
    assert sound.live
    assert not broken.live
    assert broken.latest_revision.approved_go_live_at is not None
