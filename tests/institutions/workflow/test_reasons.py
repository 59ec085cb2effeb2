"""Returning needs a reason, which the author sees; who approved what can be read."""

import json

import pytest
from django.urls import reverse
from wagtail.models import TaskState, WorkflowState

from core.finishing import PublicationRefused
from tests.factories.admin import send_form
from tests.institutions.workflow.world import (
    action_url,
    decide,
    faults,
    open_step,
    portal,  # noqa: F401
    publish,
    said,
    send,
    sign_in,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db
AJAX = {"x-requested-with": "XMLHttpRequest"}


@pytest.fixture
def sent(world):  # noqa: F811
    write(world.item, world.editor)
    return send(world.item, world.editor)


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


class TestReason:
    @pytest.mark.parametrize("comment", ["", "   "])
    def test_returning_without_one_is_refused_in_code(self, world, sent, comment):  # noqa: F811
        with pytest.raises(PublicationRefused, match="Say why you return it"):
            decide(world.item, world.moderator, "reject", comment=comment)
        assert open_step(world.item).pk == sent.pk

    def test_the_dialogue_asks_for_one(self, world, sent, client):  # noqa: F811
        sign_in(client, world.moderator)
        url = action_url(world.item, sent, "reject")
        assert "Reason" in client.get(url, headers=AJAX).json()["html"]
        answer = client.post(url, {"comment": ""}, headers=AJAX).json()
        assert "Say why you return it" in answer["html"]
        assert open_step(world.item).pk == sent.pk
        assert client.post(url, {"comment": "Add the source."}, headers=AJAX).json()["step"] == "success"
        assert TaskState.objects.get(pk=sent.pk).comment == "Add the source."

    def test_without_a_script_the_refusal_is_a_sentence(self, world, sent, client):  # noqa: F811
        response = sign_in(client, world.moderator).post(action_url(world.item, sent, "reject"), {"comment": ""})
        assert response.status_code == 302
        assert "Say why you return it" in said(response)
        assert open_step(world.item).pk == sent.pk

    def test_the_editor_cannot_return_without_one(self, world, sent, client):  # noqa: F811
        sign_in(client, world.moderator)
        changes = {"action-workflow-action": "1", "workflow-action-name": "reject"}
        response = send_form(client, edit_url(world.item), **changes)
        assert response.status_code == 302
        assert "Say why you return it" in said(response)
        assert open_step(world.item).pk == sent.pk
        data = json.dumps({"comment": "Add the source."})
        send_form(client, edit_url(world.item), **changes, **{"workflow-action-extra-data": data})
        assert TaskState.objects.get(pk=sent.pk).comment == "Add the source."

    def test_the_author_reads_it_above_the_editor(self, world, sent, client):  # noqa: F811
        decide(world.item, world.moderator, "reject", comment="Add the <source>.")
        text = sign_in(client, world.editor).get(edit_url(world.item)).text
        assert "Returned for correction by moderator" in text
        assert "Add the &lt;source&gt;." in text
        assert sent.task.name in text

    def test_it_is_gone_once_the_page_was_sent_again(self, world, sent, client):  # noqa: F811
        decide(world.item, world.moderator, "reject", comment="Add the source.")
        write(world.item, world.editor, title="With source")
        WorkflowState.objects.get(pk=sent.workflow_state_id).resume(world.editor)
        assert "Returned for correction by" not in sign_in(client, world.editor).get(edit_url(world.item)).text
        decide(world.item, world.moderator)
        decide(world.item, world.portal)
        assert faults() == []

    def test_it_stands_in_the_history(self, world, sent, client):  # noqa: F811
        decide(world.item, world.moderator, "reject", comment="Add the source.")
        sign_in(client, world.editor)
        detail = reverse("wagtailadmin_pages:workflow_history_detail", args=[world.item.pk, sent.workflow_state_id])
        assert "Add the source." in client.get(detail).text
        assert "Add the source." in client.get(reverse("wagtailadmin_pages:history", args=[world.item.pk])).text


class TestWhoApprovedWhat:
    def test_each_step_with_person_reason_and_comparison(self, world, client):  # noqa: F811
        publish(world.item, world.editor, world.moderator, world.portal)
        before = stored(world.item).live_revision_id
        revision = write(world.item, world.editor, title="Two")
        send(world.item, world.editor)
        decide(world.item, world.moderator, "reject", comment="Too short.")
        text = sign_in(client, world.editor).get(reverse("page-approvals", args=[world.item.pk])).text
        for words in ("moderator", "portal", "Too short.", "Rejected", "Approved"):
            assert words in text
        compare = reverse("wagtailadmin_pages:revisions_compare", args=[world.item.pk, before, revision.pk])
        assert compare in text
        assert client.get(compare).status_code == 200

    def test_a_waiting_step_says_until_when(self, world, sent, client):  # noqa: F811
        assert (
            "Waits, due on" in sign_in(client, world.editor).get(reverse("page-approvals", args=[world.item.pk])).text
        )

    def test_the_editor_leads_to_it(self, world, sent, client):  # noqa: F811
        address = reverse("page-approvals", args=[world.item.pk])
        assert address in sign_in(client, world.moderator).get(edit_url(world.item)).text

    def test_people_of_elsewhere_do_not_read_it(self, world, sent, client, django_user_model):  # noqa: F811
        stranger = django_user_model.objects.create_user("stranger@portal.example")
        response = sign_in(client, stranger).get(reverse("page-approvals", args=[world.item.pk]))
        assert response.status_code == 302
