"""Nobody approves what they wrote, in whatever way it became theirs; nobody decides two steps."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import TaskState

from core.finishing import PublicationRefused
from core.publishing import writers_of_next_publication
from home.setup import PORTAL_MODERATORS
from tests.institutions.workflow.world import (
    action_url,
    actions,
    again,
    approve_through,
    decide,
    faults,
    moderate,
    open_step,
    portal,  # noqa: F401
    publish,
    said,
    send,
    sign_in,
    stored,
    waiting_for,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db


class TestTwoSteps:
    def test_institution_then_portal_publishes(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        assert stored(world.item).live
        assert faults() == []

    def test_only_the_people_of_the_step_are_offered_it(self, world):  # noqa: F811
        write(world.item, world.editor)
        state = send(world.item, world.editor)
        assert actions(world.item, world.moderator) == ["reject", "approve"]
        assert actions(world.item, world.portal) == actions(world.item, world.editor) == []
        assert waiting_for(world.moderator) == {state.pk}
        assert waiting_for(world.portal) == waiting_for(world.editor) == set()

    def test_one_person_does_not_approve_two_steps(self, world):  # noqa: F811
        world.moderator.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
        write(world.item, world.editor)
        send(world.item, world.editor)
        decide(world.item, world.moderator)
        assert actions(world.item, world.moderator) == ["reject"]
        assert waiting_for(world.moderator) == set()
        with pytest.raises(PublicationRefused, match="approved an earlier step"):
            decide(world.item, world.moderator)
        decide(world.item, world.portal)
        assert stored(world.item).live
        assert faults() == []

    def test_an_administrator_approves_one_step_at_most(self, world):  # noqa: F811
        write(world.item, world.editor)
        send(world.item, world.editor)
        decide(world.item, world.administrator)
        with pytest.raises(PublicationRefused, match="approved an earlier step"):
            decide(world.item, world.administrator)

    def test_two_moderators_who_press_at_once_decide_once(self, world):  # noqa: F811
        write(world.item, world.editor)
        stale = send(world.item, world.editor)
        decide(world.item, world.moderator)
        with pytest.raises(PublicationRefused, match="decided already"):
            stale.task.specific.on_action(stale, again(world.second), "approve")
        assert TaskState.objects.get(pk=stale.pk).finished_by == world.moderator

    def test_an_edit_between_the_steps_begins_again(self, world):  # noqa: F811
        write(world.item, world.editor)
        send(world.item, world.editor)
        decide(world.item, world.moderator)
        write(world.item, world.portal, title="Changed by the portal")
        decide(world.item, world.portal2)
        assert not stored(world.item).live, "the institution has not seen the change"
        approve_through(world.item, world.second, world.portal2)
        assert stored(world.item).live
        assert faults() == []


class TestOwnWork:
    def test_who_edited_since_the_last_publication_is_refused(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        write(world.item, world.moderator, title="Two")
        write(world.item, world.editor, title="Three")
        send(world.item, world.editor)
        assert actions(world.item, world.moderator) == []
        assert waiting_for(world.moderator) == set()
        with pytest.raises(PublicationRefused, match="You wrote, edited or translated"):
            decide(world.item, world.moderator)

    def test_an_earlier_publication_lets_its_writer_approve_the_next(self, world):  # noqa: F811
        publish(world.item, world.moderator, world.second, world.portal)
        publish(world.item, world.editor, world.moderator, world.portal, title="Two")
        assert stored(world.item).title == "Two"
        assert faults() == []

    def test_a_returned_version_that_one_step_approved_is_not_a_publication(self, world):  # noqa: F811
        write(world.item, world.second)
        send(world.item, world.editor)
        decide(world.item, world.moderator)
        decide(world.item, world.portal, "reject", comment="Too long.")
        write(world.item, world.editor, title="Shorter")
        assert world.second.pk in writers_of_next_publication(stored(world.item))

    def test_a_role_received_since_does_not_help(self, world):  # noqa: F811
        write(world.item, world.editor)
        send(world.item, world.editor)
        moderate(world.editor, world.agency)
        assert actions(world.item, world.editor) == []
        assert waiting_for(world.editor) == set()
        with pytest.raises(PublicationRefused):
            decide(world.item, world.editor)

    def test_a_portal_moderator_who_acted_as_editor_is_refused(self, world):  # noqa: F811
        write(world.item, world.portal)
        send(world.item, world.editor)
        decide(world.item, world.moderator)
        assert actions(world.item, world.portal) == []
        with pytest.raises(PublicationRefused):
            decide(world.item, world.portal)
        decide(world.item, world.portal2)
        assert faults() == []

    def test_autosave_over_an_earlier_hand_keeps_it(self, world):  # noqa: F811
        revision = write(world.item, world.moderator)
        page = stored(world.item).get_latest_revision_as_object()
        page.save_revision(user=world.moderator, overwrite_revision=revision, log_action=True)
        revision.delete()
        write(world.item, world.editor)
        assert world.moderator.pk in writers_of_next_publication(stored(world.item)), "the log remembers"

    def test_the_post_is_refused_with_the_sentence(self, world, client):  # noqa: F811
        write(world.item, world.moderator)
        state = send(world.item, world.editor)
        response = sign_in(client, world.moderator).post(action_url(world.item, state))
        assert response.status_code == 302
        assert "You wrote, edited or translated part of" in said(response)
        assert open_step(world.item).pk == state.pk

    def test_the_post_of_somebody_else_is_refused_with_the_sentence(self, world, client):  # noqa: F811
        write(world.item, world.editor)
        state = send(world.item, world.editor)
        response = sign_in(client, world.editor).post(action_url(world.item, state))
        assert response.status_code == 302
        assert "is decided by others" in said(response)
        assert open_step(world.item).pk == state.pk

    def test_code_that_approves_past_the_step_is_refused_at_the_end(self, world):  # noqa: F811
        write(world.item, world.portal)
        send(world.item, world.editor)
        decide(world.item, world.moderator)
        with pytest.raises(PublicationRefused, match="none of them may have written"):
            open_step(world.item).approve(user=world.portal)
        assert not stored(world.item).live


class TestRestored:
    def test_who_wrote_the_restored_version_is_refused(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        old = write(world.item, world.second, title="By the second")
        send(world.item, world.editor)
        approve_through(world.item, world.moderator, world.portal)
        publish(world.item, world.editor, world.moderator, world.portal, title="Three")
        page = old.as_object()
        page.save_revision(user=world.editor, previous_revision=old, log_action=True)
        assert writers_of_next_publication(stored(world.item)) == {world.editor.pk, world.second.pk}


class TestCopies:
    def test_the_writers_of_the_original_wrote_the_copy(self, world):  # noqa: F811
        write(world.item, world.moderator)
        copy = stored(world.item).copy(
            to=world.face, user=world.editor, keep_live=False, update_attrs={"slug": "copy", "title": "Copy"}
        )
        send(copy, world.editor)
        assert actions(copy, world.moderator) == []
        assert actions(copy, world.second) == ["reject", "approve"]

    def test_a_copy_of_a_public_page_names_no_version_as_public(self, world):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        write(world.item, world.editor, title="Guide anew")
        copy = stored(world.item).copy(
            to=world.face, user=world.editor, keep_live=False, update_attrs={"slug": "copy", "title": "Copy"}
        )
        for revision in copy.revisions.all():
            assert revision.as_object().live_revision_id is None
        assert (
            stored(world.item).get_latest_revision_as_object().live_revision_id == stored(world.item).live_revision_id
        )
