"""A step that waits: reminders, then the next level; absences and suspended institutions."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState

from core.finishing import PublicationRefused
from core.outbox import registry
from institutions.enums import Role
from institutions.models import Absence, Level, StepEvent
from institutions.provisioning import institution_suspend
from institutions.workflow import calendar, deadlines
from institutions.workflow.calendar import add_working_days, is_working_day
from institutions.workflow.deadlines import look_after_all
from institutions.workflow.standing import first_level
from tests.factories.people import member
from tests.institutions.workflow.world import (
    actions,
    decide,
    faults,
    open_step,
    portal,  # noqa: F401
    send,
    sign_in,
    stored,
    waiting_for,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NEXT = {name: MONDAY + timedelta(days=number) for number, name in enumerate(("mon", "tue", "wed", "thu", "fri"))}


@pytest.fixture
def told(monkeypatch):
    """Who was told of what."""
    found = []
    monkeypatch.setattr(
        deadlines, "notify", lambda event, users, context: found.append((event, {user.email for user in users}))
    )
    return found


@pytest.fixture
def waiting(world, told):  # noqa: F811
    """A step of three working days that waits since Monday: due on Thursday."""
    write(world.item, world.editor)
    state = send(world.item, world.editor)
    began = timezone.make_aware(datetime.combine(MONDAY, datetime.min.time())) + timedelta(hours=9)
    TaskState.objects.filter(pk=state.pk).update(started_at=began)
    return state


def events(state):
    return [(event.kind, event.level, event.reason) for event in StepEvent.objects.filter(task_state=state)]


def absent(user, first, last, **fields):
    return Absence.objects.create(user=user, first_day=first, last_day=last, **fields)


class TestCalendar:
    def test_weekends_do_not_count(self):
        assert add_working_days(date(2026, 3, 6), 1) == date(2026, 3, 9)
        assert add_working_days(date(2026, 3, 9), -1) == date(2026, 3, 6)
        assert add_working_days(date(2026, 3, 5), 3) == date(2026, 3, 10)

    def test_the_week_is_a_setting(self, settings):
        settings.WORKING_WEEKDAYS = (6, 0, 1, 2, 3)
        assert is_working_day(date(2026, 3, 8))
        assert not is_working_day(date(2026, 3, 6))

    def test_holidays_are_added(self, monkeypatch):
        monkeypatch.setattr(calendar, "days_off", [lambda day: day == date(2026, 3, 3)])
        assert add_working_days(MONDAY, 1) == date(2026, 3, 4)


class TestReminders:
    def test_nothing_early(self, waiting, told):
        look_after_all(NEXT["tue"])
        assert told == []

    def test_one_working_day_before(self, waiting, told):
        for _repeated in range(2):
            look_after_all(NEXT["wed"])
        look_after_all(NEXT["thu"])
        assert told == [("due_soon", {"moderator@agency.example", "second@agency.example"})]

    def test_when_overdue(self, waiting, told):
        look_after_all(NEXT["fri"])
        look_after_all(NEXT["fri"])
        assert [event for event, _users in told] == ["overdue"]

    def test_nobody_who_wrote_it_is_reminded(self, world, waiting, told):  # noqa: F811
        write(world.item, world.second)
        look_after_all(NEXT["wed"])
        assert told == [("due_soon", {"moderator@agency.example"})]

    def test_a_decided_step_is_left_alone(self, world, waiting, told):  # noqa: F811
        decide(world.item, world.moderator)
        decide(world.item, world.portal)
        look_after_all(NEXT["fri"])
        assert told == []


class TestEscalation:
    def test_to_the_portal_then_to_the_administrators(self, world, waiting, told):  # noqa: F811
        monday_after = MONDAY + timedelta(days=7)
        look_after_all(monday_after)
        assert events(waiting) == [("escalated", Level.PORTAL, "overdue")]
        assert told == [("escalated", {"portal@portal.example", "portal2@portal.example"})]
        StepEvent.objects.update(happened_at=timezone.now() - timedelta(days=30))
        look_after_all()
        assert events(waiting)[-1] == ("escalated", Level.ADMINISTRATORS, "overdue")
        assert told[-1] == ("escalated", {"root@portal.example"})

    def test_the_next_level_decides_then_another_the_last_step(self, world, waiting):  # noqa: F811
        assert actions(world.item, world.portal) == []
        look_after_all(MONDAY + timedelta(days=7))
        assert actions(world.item, world.portal) == ["reject", "approve"]
        assert waiting_for(world.portal) == {waiting.pk}
        decide(world.item, world.portal)
        with pytest.raises(PublicationRefused, match="earlier step"):
            decide(world.item, world.portal)
        decide(world.item, world.portal2)
        assert stored(world.item).live
        assert faults() == []

    def test_those_of_the_step_may_still_decide(self, world, waiting):  # noqa: F811
        look_after_all(MONDAY + timedelta(days=7))
        assert actions(world.item, world.moderator) == ["reject", "approve"]

    def test_a_step_of_the_portal_goes_to_the_administrators(self, world, waiting, told):  # noqa: F811
        decide(world.item, world.moderator)
        state = open_step(world.item)
        assert first_level(state.task.specific) == Level.PORTAL
        TaskState.objects.filter(pk=state.pk).update(started_at=timezone.now() - timedelta(days=30))
        look_after_all()
        assert events(state) == [("escalated", Level.ADMINISTRATORS, "overdue")]

    def test_it_is_recorded_in_the_history(self, world, waiting, client):  # noqa: F811
        look_after_all(MONDAY + timedelta(days=7))
        text = sign_in(client, world.editor).get(reverse("page-approvals", args=[world.item.pk])).text
        assert "Opened to the next level" in text
        assert "it was overdue" in text

    def test_when_everybody_of_the_step_wrote_it(self, world, waiting, told):  # noqa: F811
        for user in (world.moderator, world.second):
            write(world.item, user)
        look_after_all(NEXT["mon"])
        assert events(waiting) == [("escalated", Level.PORTAL, "nobody")]


class TestAbsence:
    def test_all_absent_for_the_steps_time_opens_it_at_once(self, world, waiting):  # noqa: F811
        for user in (world.moderator, world.second):
            absent(user, NEXT["mon"], NEXT["fri"])
        look_after_all(NEXT["mon"])
        assert events(waiting) == [("escalated", Level.PORTAL, "absent")]
        assert actions(world.item, world.portal) == ["reject", "approve"]

    def test_one_who_is_there_keeps_it(self, world, waiting, told):  # noqa: F811
        absent(world.moderator, NEXT["mon"], NEXT["fri"])
        absent(world.second, NEXT["mon"], NEXT["tue"])
        look_after_all(NEXT["mon"])
        assert events(waiting) == []

    def test_a_deputy_decides_and_keeps_it(self, world, waiting, monkeypatch):  # noqa: F811
        deputy = member(world.agency, Role.HANDLER)
        assert actions(world.item, deputy) == []
        today = timezone.localdate()
        for user in (world.moderator, world.second):
            absent(user, NEXT["mon"], today + timedelta(days=30), deputy=deputy)
        look_after_all(NEXT["mon"])
        assert events(waiting) == []
        assert actions(world.item, deputy) == ["reject", "approve"]
        decide(world.item, deputy)
        decide(world.item, world.portal)
        assert faults() == []

    def test_a_deputy_of_another_institution_decides_nothing(self, world, waiting):  # noqa: F811
        from tests.factories import pages

        stranger = member(pages.make_institution("other", fr="Autre"), Role.MODERATOR)
        today = timezone.localdate()
        absent(world.moderator, today, today, deputy=stranger)
        assert actions(world.item, stranger) == []

    def test_a_deputy_who_wrote_it_decides_nothing(self, world, waiting):  # noqa: F811
        today = timezone.localdate()
        absent(world.moderator, today, today, deputy=world.editor)
        assert actions(world.item, world.editor) == []

    def test_a_new_absence_is_looked_at_at_once(self, world, waiting, django_capture_on_commit_callbacks):  # noqa: F811
        today = timezone.localdate()
        TaskState.objects.filter(pk=waiting.pk).update(started_at=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            for user in (world.moderator, world.second):
                absent(user, today, today + timedelta(days=30))
        assert events(waiting) == [("escalated", Level.PORTAL, "absent")]

    def test_days_in_order_and_another_person(self, world):  # noqa: F811
        for fields in ({"last_day": MONDAY - timedelta(days=1)}, {"last_day": MONDAY, "deputy": world.editor}):
            with pytest.raises(ValidationError):
                Absence(user=world.editor, first_day=MONDAY, **fields).full_clean()


class TestAbsencesInTheAdmin:
    def test_a_moderator_says_when_they_are_away(self, world, client):  # noqa: F811
        sign_in(client, world.moderator)
        assert client.get(reverse("absences:index")).status_code == 200
        fields = {"user": world.moderator.pk, "first_day": "2026-03-02", "last_day": "2026-03-06"}
        assert client.post(reverse("absences:add"), fields | {"deputy": world.second.pk}).status_code == 302
        assert Absence.objects.get().deputy == world.second
        assert client.post(reverse("absences:add"), fields | {"user": world.second.pk}).status_code == 200
        assert Absence.objects.count() == 1, "for themselves only"

    def test_others_rows_are_out_of_reach(self, world, client):  # noqa: F811
        row = absent(world.second, MONDAY, MONDAY)
        sign_in(client, world.moderator)
        assert reverse("absences:edit", args=[row.pk]) not in client.get(reverse("absences:index")).text
        for name in ("edit", "delete", "copy", "history", "usage"):
            assert client.get(reverse(f"absences:{name}", args=[row.pk])).status_code in (302, 403, 404)
        sign_in(client, world.administrator)
        assert reverse("absences:edit", args=[row.pk]) in client.get(reverse("absences:index")).text


class TestSuspension:
    def test_its_people_cannot_decide_and_it_goes_to_the_next_level(self, world, waiting):  # noqa: F811
        institution_suspend(institution=world.agency, by=world.administrator)
        assert actions(world.item, world.moderator) == []
        assert waiting_for(world.moderator) == set()
        look_after_all(NEXT["mon"])
        assert events(waiting) == [("escalated", Level.PORTAL, "nobody")]
        assert actions(world.item, world.portal) == ["reject", "approve"]


def test_the_worker_looks_after_them():
    assert registry.jobs["look after steps that wait"].every_seconds == 3600
