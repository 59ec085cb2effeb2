"""Who is told what the workflow does, and that Wagtail tells nobody besides."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from wagtail.models import Comment, PageSubscription

from core.models import User
from institutions.enums import Role
from institutions.mailing.jobs import warn_of_expiry
from institutions.models import Absence, Notice
from tests.factories import pages
from tests.factories.people import member
from tests.institutions.mailing.conftest import send

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def authority():
    """A moderator of the portal."""
    user = User.objects.create_user("authority@portal.example")
    user.groups.add(Group.objects.get(name="Portal moderators"))
    return user


@pytest.fixture
def sent(editor, moderator, authority, item):
    """The item as its editor sent it."""
    item.save_revision(user=editor)
    item.get_workflow().start(item, editor)
    return item


def told():
    return sorted(Notice.objects.values_list("kind", "user__email"))


def act(page, user, action, **more):
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    state.task.specific.on_action(state, user, action, **more)


def test_those_who_can_decide_are_told_of_each_step(sent, editor, moderator, authority, agency):
    assert told() == [("submitted", moderator.email)]
    act(sent, moderator, "approve")
    assert told() == sorted(
        [("submitted", moderator.email), ("submitted", authority.email), ("approved", editor.email)]
    )
    act(sent, authority, "approve")
    assert ("published", editor.email) in told()
    assert len(told()) == 4, "of the last approval they learn that it is published"


def test_a_colleague_who_wrote_it_is_not_asked(agency, place, moderator, editor):
    both = member(agency, Role.MODERATOR, "both@agency.example")
    item = pages.add_item(place, "Guide", live=False)
    item.save_revision(user=both)
    item.save_revision(user=editor)
    item.get_workflow().start(item, editor)
    assert told() == [("submitted", moderator.email)]


def test_whoever_decides_for_somebody_absent_is_told_too(agency, place, moderator, editor):
    deputy, later = (member(agency, Role.EDITOR, f"{name}@agency.example") for name in ("deputy", "later"))
    today = timezone.localdate()
    days = {"first_day": today, "last_day": today + timedelta(days=9)}
    Absence.objects.create(user=moderator, deputy=deputy, **days)
    item = pages.add_item(place, "Guide", live=False)
    item.save_revision(user=editor)
    item.get_workflow().start(item, editor)
    assert told() == sorted([("submitted", moderator.email), ("submitted", deputy.email)])
    Absence.objects.update(first_day=today + timedelta(days=3), deputy=later)
    other = pages.add_item(place, "Guide for later", live=False)
    other.save_revision(user=editor)
    other.get_workflow().start(other, editor)
    assert len(told()) == 3, "an absence of next week has no deputy today"


def test_what_is_returned_comes_with_its_reason(sent, editor, moderator):
    act(sent, moderator, "reject", comment="The figure has no source.")
    notice = Notice.objects.get(kind="returned")
    assert notice.user == editor
    assert notice.facts["reason"] == "The figure has no source."


def test_whoever_takes_it_back_is_not_told_but_the_sender_is(sent, editor, moderator):
    sent.current_workflow_state.cancel(user=moderator)
    assert ("cancelled", editor.email) in told()


def test_a_decided_step_is_not_mailed_any_more(sent, editor, moderator):
    sent.current_workflow_state.cancel(user=editor)
    assert ("cancelled", editor.email) not in told()
    send()
    assert mail.outbox == []


def test_a_time_in_the_future_is_said(editor, moderator, authority, item):
    item.go_live_at = timezone.now() + timedelta(days=3)
    item.save_revision(user=editor)
    item.get_workflow().start(item, editor)
    act(item, moderator, "approve")
    act(item, authority, "approve")
    assert ("scheduled", editor.email) in told()
    assert ("published", editor.email) not in told()


def test_wagtail_sends_nothing_itself(sent, moderator, authority, django_user_model):
    django_user_model.objects.create_superuser("root@portal.example")
    act(sent, moderator, "approve")
    act(sent, authority, "reject", comment="No")
    assert mail.outbox == []


def test_taking_a_page_down_is_told_once(sent, editor, moderator, authority):
    act(sent, moderator, "approve")
    act(sent, authority, "approve")
    page = type(sent).objects.get(pk=sent.pk)
    page.unpublish()
    assert told().count(("unpublished", editor.email)) == 1


def test_pages_of_an_import_tell_nobody(place):
    pages.publish(pages.add_item(place, "Guide"))
    assert told() == []


def test_authors_hear_once_that_a_page_will_be_taken_down(editor, place):
    item = pages.add_item(place, "Guide", expire_at=timezone.now() + timedelta(days=3))
    item.save_revision(user=editor)
    for _ in range(2):
        warn_of_expiry()
    assert told() == [("expiring", editor.email)]


def test_followers_of_a_page_learn_of_comments_without_their_words(client, editor, moderator, place):
    from wagtail.admin.views.pages import edit

    item = pages.add_item(place, "Guide", live=False)
    PageSubscription.objects.create(page=item, user=moderator, comment_notifications=True)
    comment = Comment.objects.create(page=item, user=editor, text="A secret remark", contentpath="title")
    view = edit.EditView()
    view.page = item
    view.request = type("Request", (), {"user": editor})()
    changes = {"new_comments": [comment], "deleted_comments": [], "resolved_comments": [], "new_replies": []}
    for _ in range(2):
        view.send_commenting_notifications(changes)
    assert told() == [("comment", moderator.email)]
    assert mail.outbox == []
    send()
    (message,) = mail.outbox
    assert "secret remark" not in message.body
    assert f"/admin/pages/{item.pk}/edit/" in message.body
