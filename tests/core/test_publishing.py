"""Published means approved: the record, who may not approve, and what check_published finds without it."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.actions.publish_page_revision import PublishPagePermissionError
from wagtail.models import GroupPagePermission, Page, TaskState, WorkflowState

from core.models import User
from core.publishing import (
    ApprovalError,
    approval_rows,
    approve_and_publish,
    publication_workflow,
    system_user,
    unapproved_live_pages,
    writers_of_next_publication,
)
from home.models import StandardPage
from home.setup import PORTAL_MODERATORS
from tests.factories.pages import add_standard
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return User.objects.create_user("author@portal.example")


@pytest.fixture
def moderator():
    user = User.objects.create_user("moderator@portal.example")
    user.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
    return user


@pytest.fixture
def page(portal):  # noqa: F811
    Page.objects.filter(live=True).update(live=False)  # the tree of the tests was never approved
    return add_standard(portal, "Draft", live=False)


def approval(revision, author, approver):
    workflow, task = publication_workflow()
    approval_rows(revisions=[revision], workflow=workflow, task=task, author=author, approver=approver)


def stored(page):
    return StandardPage.objects.get(pk=page.pk)


def sentences():
    return list(unapproved_live_pages())


class TestRecord:
    def test_publication_says_who_wrote_and_who_approved(self, page, author, moderator):
        revision = approve_and_publish(page=page, author=author, approver=moderator)
        assert stored(page).live
        assert stored(page).live_revision_id == revision.pk
        state = TaskState.objects.get(revision=revision)
        assert (state.status, state.finished_by) == (TaskState.STATUS_APPROVED, moderator)
        assert state.finished_at is not None
        assert state.workflow_state.status == WorkflowState.STATUS_APPROVED
        assert state.workflow_state.requested_by == author
        assert state.workflow_state.current_task_state == state
        assert sentences() == []

    def test_own_work_cannot_be_approved_and_nothing_of_the_attempt_stays(self, page, author):
        with pytest.raises(ApprovalError, match="cannot approve their own work"):
            approve_and_publish(page=page, author=author, approver=author)
        assert not stored(page).live
        assert not stored(page).revisions.exists()
        assert not TaskState.objects.filter(finished_by=author).exists()

    def test_record_takes_the_same_queries_for_one_revision_and_for_many(self, page, author, moderator):
        revisions = [page.save_revision(user=author) for _number in range(5)]
        workflow, task = publication_workflow()
        counts = []
        for some in (revisions[:1], revisions[1:]):
            with CaptureQueriesContext(connection) as queries:
                approval_rows(revisions=some, workflow=workflow, task=task, author=author, approver=moderator)
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_without_a_workflow_the_sentence_says_what_to_run(self, page, author, moderator):
        Page.objects.get(depth=1).workflowpage.delete()
        with pytest.raises(ApprovalError, match="setup_portal"):
            approve_and_publish(page=page, author=author, approver=moderator)

    def test_system_users_cannot_sign_in_and_are_made_once(self):
        user = system_user("import")
        assert system_user("import") == user
        assert not user.is_active
        assert not user.has_usable_password()


class TestCheckPublished:
    def test_live_page_without_a_revision_is_named(self, page):
        Page.objects.filter(pk=page.pk).update(live=True)
        assert sentences() == [f"Page {page.pk} 'Draft' is live without a live revision."]

    def test_live_revision_that_nobody_approved_is_named(self, page, author):
        page.save_revision(user=author).publish()
        assert "nobody approved its live revision" in sentences()[0]

    def test_approval_by_the_writer_is_named(self, page, author, moderator):
        revision = page.save_revision(user=author)
        approval(revision, moderator, author)
        revision.publish()
        assert "approved only by someone who wrote it" in sentences()[0]

    def test_approval_by_the_writer_of_an_earlier_draft_of_it_is_named(self, page, author, moderator):
        page.save_revision(user=moderator)
        revision = page.save_revision(user=author)
        approval(revision, author, moderator)
        revision.publish()
        assert "approved only by someone who wrote it" in sentences()[0]

    def test_approval_of_an_earlier_version_does_not_cover_the_next(self, page, author, moderator):
        approve_and_publish(page=page, author=author, approver=moderator)
        stored(page).save_revision(user=author).publish()
        assert "nobody approved its live revision" in sentences()[0]

    def test_approval_by_an_account_since_removed_is_named(self, page, author, moderator):
        approve_and_publish(page=page, author=author, approver=moderator)
        TaskState.objects.filter(finished_by=moderator).update(finished_by=None)
        assert "nobody approved its live revision" in sentences()[0]

    def test_who_wrote_the_version_before_may_approve_the_next(self, page, author, moderator):
        approve_and_publish(page=page, author=author, approver=moderator)
        approve_and_publish(page=stored(page), author=moderator, approver=author)
        assert sentences() == []

    def test_command_ends_with_an_error_and_the_sentences(self, page, author, capsys):
        call_command("check_published")
        page.save_revision(user=author).publish()
        with pytest.raises(CommandError, match="1 live pages"):
            call_command("check_published")
        assert "'Draft': nobody approved" in capsys.readouterr().out


class TestWhoMayApprove:
    @pytest.fixture
    def task(self, page):
        return publication_workflow()[1].specific

    def actions(self, task, page, user):
        return [name for name, _label, _has_form in task.get_actions(page, user)]

    def test_no_group_may_publish(self, page):
        assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
        assert Group.objects.filter(name="Moderators").exists()

    def test_moderators_and_superusers_approve_or_return_what_others_wrote(self, task, page, author, moderator):
        page.save_revision(user=author)
        superuser = User.objects.create_superuser("admin@portal.example")
        assert self.actions(task, page, moderator) == ["reject", "approve"]
        assert self.actions(task, page, superuser) == ["reject", "approve"]

    def test_nobody_acts_on_what_they_wrote_since_the_last_publication(self, task, page, author, moderator):
        superuser = User.objects.create_superuser("admin@portal.example")
        for writer in (moderator, superuser, author):
            page.save_revision(user=writer)
        assert writers_of_next_publication(page) == {moderator.pk, superuser.pk, author.pk}
        assert self.actions(task, page, moderator) == []
        assert self.actions(task, page, superuser) == []

    def test_people_of_no_moderating_group_do_nothing(self, task, page, author):
        page.save_revision(user=system_user("import"))
        assert self.actions(task, page, author) == []

    def test_own_submissions_are_not_among_those_to_moderate(self, task, page, moderator, author):
        page.save_revision(user=moderator)
        publication_workflow()[0].start(page, moderator)
        other = User.objects.create_user("second@portal.example")
        other.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
        assert not task.get_task_states_user_can_moderate(moderator).exists()
        assert task.get_task_states_user_can_moderate(other).count() == 1

    def test_finishing_the_workflow_publishes_and_is_the_record(self, task, page, author, moderator):
        page.save_revision(user=author)
        state = publication_workflow()[0].start(page, author)
        assert not stored(page).live
        task.on_action(state.current_task_state, moderator, "approve")
        assert stored(page).live
        assert sentences() == []

    def approve_url(self, page, state):
        return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk])

    def test_moderator_approves_in_the_admin(self, client, page, author, moderator):
        page.save_revision(user=author)
        state = publication_workflow()[0].start(page, author).current_task_state
        client.force_login(moderator)
        response = client.post(self.approve_url(page, state), follow=True)
        assert response.status_code == 200
        assert stored(page).live
        assert sentences() == []

    def test_author_cannot_approve_in_the_admin(self, client, page, moderator):
        page.save_revision(user=moderator)
        state = publication_workflow()[0].start(page, moderator).current_task_state
        client.force_login(moderator)
        response = client.post(self.approve_url(page, state), follow=True)
        assert response.status_code == 200
        assert not stored(page).live

    def test_moderator_cannot_publish_past_the_workflow(self, page, moderator):
        revision = page.save_revision(user=moderator)
        with pytest.raises(PublishPagePermissionError):
            revision.publish(user=moderator)
        assert not stored(page).live

    def test_workflow_without_a_step_publishes_nothing(self, page, author):
        page.save_revision(user=author)
        workflow = publication_workflow()[0]
        workflow.workflow_tasks.all().delete()
        with pytest.raises(PermissionDenied, match="Give it a step"), transaction.atomic():
            workflow.start(page, author)
        assert not stored(page).live
