"""Approving what cannot be saved any more: the task stays open, and the approver reads why."""

import pytest
from django.contrib.auth.models import Group
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import TaskState

from core.finishing import PublicationRefused
from core.models import User
from core.publishing import publication_workflow
from home.models import StandardPage
from home.setup import PORTAL_MODERATORS
from knowledge.models import LegalRelation, LegalTextPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.knowledge.factories import make_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return User.objects.create_user("author@portal.example")


@pytest.fixture
def moderator(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"  # the sentences are asserted in the words of the code
    user = User.objects.create_user("moderator@portal.example")
    user.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
    client.force_login(user)
    return user


def submitted(page, author):
    """The open task of a page whose draft was sent for approval."""
    page.save_revision(user=author, clean=False)
    return publication_workflow()[0].start(page, author).current_task_state


def approve(client, page, task, **headers):
    url = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", task.pk])
    return client.post(url, **headers)


def refusal(client, page, task):
    """The sentence that the approver reads; the task is still open and nothing went live."""
    response = approve(client, page, task)
    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert TaskState.objects.get(pk=task.pk).status == TaskState.STATUS_IN_PROGRESS
    stored = type(page).objects.get(pk=page.pk)
    assert not stored.live
    assert stored.workflow_in_progress
    (sentence,) = [str(message) for message in get_messages(response.wsgi_request)]
    assert page.title in sentence
    assert "Return it to its author for correction, or edit it" in sentence
    return sentence


def test_address_that_was_taken_meanwhile(client, portal, author, moderator):  # noqa: F811
    draft = pages.add_standard(portal, "Draft", live=False)
    draft.slug = "taken"
    task = submitted(draft, author)
    pages.add_standard(portal, "Other", slug="taken")
    assert "Field “slug”" in refusal(client, draft, task)


def test_field_that_is_no_longer_valid(client, portal, author, moderator):  # noqa: F811
    parent = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    draft = pages.add_item(parent, "Guide", live=False)
    draft.audience = "nobody"
    assert "Field “audience”" in refusal(client, draft, submitted(draft, author))


def test_second_page_of_a_topic(client, portal, author, moderator):  # noqa: F811
    topic = pages.make_topic("gifts", fr="Cadeaux")
    draft = pages.add_theme(portal, pages.make_topic("ethics", fr="Éthique"), live=False)
    draft.entity = topic
    task = submitted(draft, author)
    pages.add_theme(portal, topic)
    assert "already exists" in refusal(client, draft, task)


def test_rows_of_the_page_that_the_database_refuses(client, portal, author, moderator):  # noqa: F811
    parent = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    target, text = make_text(parent, "Loi A"), make_text(parent, "Loi B")
    draft = LegalTextPage.objects.get(pk=text.pk).get_latest_revision_as_object()
    draft.relations.add(*(LegalRelation(kind="amends", target=target, sort_order=number) for number in range(2)))
    assert "The database refuses it" in refusal(client, draft, submitted(draft, author))


def test_dialogue_of_a_workflow_is_sent_back_to_the_page(client, portal, author, moderator):  # noqa: F811
    draft = pages.add_standard(portal, "Draft", live=False)
    draft.slug = "taken"
    task = submitted(draft, author)
    pages.add_standard(portal, "Other", slug="taken")
    answer = approve(client, draft, task, headers={"x-requested-with": "XMLHttpRequest"})
    assert answer.json() == {"step": "success", "redirect": reverse("wagtailadmin_pages:edit", args=[draft.pk])}


def test_without_a_request_the_refusal_is_raised(portal, author, moderator):  # noqa: F811
    draft = pages.add_standard(portal, "Draft", live=False)
    draft.slug = "taken"
    task = submitted(draft, author)
    pages.add_standard(portal, "Other", slug="taken")
    with pytest.raises(PublicationRefused, match="Draft"):
        task.task.specific.on_action(task, moderator, "approve")
    assert TaskState.objects.get(pk=task.pk).status == TaskState.STATUS_IN_PROGRESS
    assert not StandardPage.objects.get(pk=draft.pk).live
