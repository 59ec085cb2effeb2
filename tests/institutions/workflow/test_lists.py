"""The steps of many things at once, and the panels of the admin's first page that list them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowState

from core.models import User
from institutions.models.steps import Level, StepEvent
from institutions.workflow.panels import MOST
from institutions.workflow.rules import stands_in
from institutions.workflow.together import make_tasks_specific, read_statuses
from institutions.workflow.workflow_list import pages_by_workflow
from tests.factories import pages
from tests.institutions.workflow.world import (
    approve_through,
    decide,
    open_step,
    portal,  # noqa: F401
    send,
    sign_in,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = [pytest.mark.django_db, pytest.mark.either]


@pytest.fixture
def sent(world):  # noqa: F811
    """Pages at every place of the way: first step, second step, returned, sent again, published."""
    found = {}
    for name in ("first", "second", "returned", "again", "published"):
        page = pages.add_item(world.face, f"Guide {name}", live=False, owner=world.editor)
        write(page, world.editor)
        send(page, world.editor)
        found[name] = page
    approve_through(found["second"], world.moderator)
    for name in ("returned", "again"):
        approve_through(found[name], world.moderator)
        decide(found[name], world.portal, "reject", comment="Name the law.")
    write(found["again"], world.editor, title="Guide with the law")
    stored(found["again"]).current_workflow_state.resume(world.editor)
    approve_through(found["published"], world.moderator, world.portal)
    return found


def as_told(state):
    return [(task.pk, task.name, task.status, str(task.status_display)) for task in state.all_tasks_with_status()]


@pytest.mark.parametrize("newest_alone", [True, False])
def test_what_became_of_the_steps_is_what_wagtail_says(sent, settings, newest_alone, django_assert_num_queries):
    settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = newest_alone
    states = list(WorkflowState.objects.select_related("workflow").order_by("pk"))
    wagtails = [as_told(state) for state in states]
    assert len({tuple(told) for told in wagtails}) >= len(sent), "every place of the way answers differently"
    with django_assert_num_queries(2):
        read_statuses(states)
        assert [as_told(state) for state in states] == wagtails


def test_tasks_are_of_their_own_model_after_one_query(sent, django_assert_num_queries):
    states = list(TaskState.objects.select_related("task"))
    with django_assert_num_queries(1):
        make_tasks_specific(states)
    assert {state.task.days for state in states} == {3}


def home(client, user):
    return sign_in(client, user).get(reverse("wagtailadmin_home")).text


def test_a_moderator_sees_what_waits_and_an_editor_what_became_of_it(sent, world, client):  # noqa: F811
    body = home(client, world.moderator)
    assert "Waiting for your approval" in body
    assert "Guide first" in body
    assert "Guide second" not in body
    assert "sent by" in body
    body = home(client, world.editor)
    assert "Waiting for your approval" not in body
    assert "What you sent for approval" in body
    assert "Returned for correction in the step" in body
    panel = body[body.index("What you sent for approval") :]
    assert panel.index("Guide returned") < panel.index("Guide first")
    assert "Guide published" not in panel[: panel.index("</table>")]


def test_who_decides_is_told_that_nothing_waits_and_nobody_else_is(world, client):  # noqa: F811
    for person in (world.moderator, world.portal, world.administrator):
        assert "Nothing waits for your approval." in home(client, person)
    assert "Nothing waits" not in home(client, world.editor)
    page = pages.add_item(world.face, "Guide", live=False, owner=world.editor)
    write(page, world.editor)
    send(page, world.editor)
    assert "Nothing waits" not in home(client, world.moderator)
    assert "Nothing waits" in home(client, world.portal)


def test_what_is_late_is_said_in_words(sent, world, client):  # noqa: F811
    assert "Overdue since" not in home(client, world.moderator)
    TaskState.objects.filter(pk=open_step(sent["first"]).pk).update(started_at=timezone.now() - timedelta(days=20))
    assert "Overdue since" in home(client, world.moderator)


def test_ten_are_listed_with_the_way_to_all(world, client):  # noqa: F811
    for number in range(MOST + 1):
        page = pages.add_item(world.face, f"Guide {number:02}", live=False, owner=world.editor)
        write(page, world.editor)
        send(page, world.editor)
        if number == MOST - 1:
            assert "See all of them" not in home(client, world.moderator)
    body = home(client, world.moderator)
    assert f"Guide {MOST - 1:02}" in body
    assert f"Guide {MOST:02}" not in body
    address = reverse("wagtailadmin_reports:workflow_tasks") + "?reviewable=true&amp;status=in_progress"
    assert address in body
    assert f"Guide {MOST:02}" in client.get(address.replace("&amp;", "&")).text


def test_a_step_opened_to_the_portal_is_its_moderators_to_decide(sent, world):  # noqa: F811
    page = stored(sent["first"])
    task, state = page.current_workflow_task, page.current_workflow_task_state
    assert stands_in(task, page, world.moderator)
    assert not stands_in(task, page, world.portal)
    assert stands_in(task, page, world.administrator)
    StepEvent.objects.create(task_state=state, kind=StepEvent.Kind.ESCALATED, level=Level.PORTAL)
    assert stands_in(task, page, User.objects.get(pk=world.portal.pk))
    assert not stands_in(task, page, world.editor)
    assert not stands_in(task, stored(sent["second"]), world.editor)


def test_each_workflow_counts_the_pages_for_which_it_is_the_nearest(sent, world, client, django_assert_num_queries):  # noqa: F811
    with django_assert_num_queries(2):
        numbers = pages_by_workflow()
    for workflow in Workflow.objects.all():
        assert numbers[workflow.pk] == workflow.all_pages().count()
    assert numbers[world.workspace.workflow_id] > len(sent)
    body = sign_in(client, world.administrator).get(reverse("wagtailadmin_workflows:index")).text
    assert f"{numbers[world.workspace.workflow_id]} pages" in " ".join(body.split())
