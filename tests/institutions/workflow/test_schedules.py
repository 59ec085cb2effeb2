"""Set times: written by editors, made effective by the last approval, done by the worker at their time."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision

from core.outbox import jobs
from core.outbox.jobs import publish_scheduled
from tests.factories.admin import send_form
from tests.institutions.workflow.world import (
    approve_through,
    faults,
    portal,  # noqa: F401
    publish,
    send,
    sign_in,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db


def hour(number):
    return timezone.now() + timedelta(hours=number)


def at(monkeypatch, moment):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def publications(page):
    return PageLogEntry.objects.filter(page=page.pk, action__in=["wagtail.publish", "wagtail.publish.scheduled"])


class TestEditors:
    def test_they_set_both_dates(self, world, client):  # noqa: F811
        write(world.item, world.editor)
        url = reverse("wagtailadmin_pages:edit", args=[world.item.pk])
        text = sign_in(client, world.editor).get(url).text
        assert 'name="go_live_at"' in text
        assert 'name="expire_at"' in text
        assert "only those with publishing permissions" not in text
        start, end = (timezone.localtime(hour(number)).strftime("%Y-%m-%d %H:%M") for number in (24, 48))
        send_form(client, url, go_live_at=start, expire_at=end)
        draft = stored(world.item).get_latest_revision_as_object()
        assert draft.go_live_at.strftime("%M") == start[-2:]
        assert draft.expire_at > draft.go_live_at

    def test_the_dates_alone_do_nothing(self, world, monkeypatch):  # noqa: F811
        write(world.item, world.editor, go_live_at=hour(1))
        send(world.item, world.editor)
        approve_through(world.item, world.moderator)
        at(monkeypatch, hour(2))
        publish_scheduled()
        assert not stored(world.item).live


class TestApproval:
    @pytest.fixture
    def scheduled(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal, go_live_at=hour(1), expire_at=hour(3))
        return stored(world.item)

    def test_it_sets_the_time(self, world, scheduled):  # noqa: F811
        assert not scheduled.live
        assert scheduled.approved_schedule
        assert scheduled.scheduled_revision.approved_go_live_at == scheduled.go_live_at
        assert faults() == []

    def test_never_early_then_once_then_taken_down(self, scheduled, monkeypatch):
        publish_scheduled()
        assert not stored(scheduled).live
        now = timezone.now()
        at(monkeypatch, now + timedelta(hours=2))
        publish_scheduled()
        publish_scheduled()
        assert stored(scheduled).live
        assert publications(scheduled).count() == 1
        assert faults() == []
        at(monkeypatch, now + timedelta(hours=4))
        publish_scheduled()
        assert not stored(scheduled).live
        assert stored(scheduled).expired

    def test_two_workers_that_saw_it_due_publish_it_once(self, scheduled, monkeypatch):
        revision = scheduled.scheduled_revision.pk
        at(monkeypatch, hour(2))
        for _worker in range(2):
            jobs._publish(revision)
        assert publications(scheduled).count() == 1

    def test_what_is_live_stays_until_then(self, world, monkeypatch):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        before = stored(world.item).live_revision_id
        publish(world.item, world.editor, world.second, world.portal2, title="Two", go_live_at=hour(1))
        assert stored(world.item).live_revision_id == before
        assert stored(world.item).title == "Conseils"
        at(monkeypatch, hour(2))
        publish_scheduled()
        assert stored(world.item).title == "Two"
        assert faults() == []

    def test_a_time_that_passed_meanwhile_publishes_at_once(self, world, monkeypatch):  # noqa: F811
        write(world.item, world.editor, go_live_at=hour(1))
        send(world.item, world.editor)
        at(monkeypatch, hour(2))
        approve_through(world.item, world.moderator, world.portal)
        assert stored(world.item).live

    def test_who_moderates_takes_the_time_back_and_nothing_is_published(self, world, scheduled, client, monkeypatch):  # noqa: F811
        revision = Revision.objects.get(approved_go_live_at__isnull=False)
        url = reverse("wagtailadmin_pages:revisions_unschedule", args=[scheduled.pk, revision.pk])
        sign_in(client, world.editor).post(url)
        assert stored(scheduled).approved_schedule
        sign_in(client, world.moderator).post(url)
        assert not stored(scheduled).approved_schedule
        at(monkeypatch, hour(2))
        publish_scheduled()
        assert not stored(scheduled).live
