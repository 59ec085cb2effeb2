"""The editor's automatic saving writes over its own last revision, but never over what an approval names."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from core.models import User
from core.publishing import approve_and_publish, publication_workflow, system_user
from home.models import StandardPage
from tests.factories.admin import send_form
from tests.factories.pages import add_standard
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def writer(client):
    user = User.objects.create_superuser("writer@portal.example")
    client.force_login(user)
    return user


@pytest.fixture
def revision(portal, writer):  # noqa: F811
    """The last revision of a draft, by the writer."""
    return add_standard(portal, "Draft", live=False).save_revision(user=writer)


def save_over(client, revision):
    """Saves the page's form with another title, as the automatic saving does; the titles of its revisions, in order."""
    address = reverse("wagtailadmin_pages:edit", args=[revision.object_id])
    answer = send_form(client, address, title="Changed", overwrite_revision_id=str(revision.pk))
    assert answer.status_code == 302
    revisions = Revision.objects.filter(object_id=revision.object_id, base_content_type=revision.base_content_type)
    return [one.content["title"] for one in revisions.order_by("pk")]


def test_a_draft_of_ones_own_is_written_over(client, revision):
    assert save_over(client, revision) == ["Changed"]


def test_what_waits_for_approval_stays_as_it_is_read(client, revision, writer):
    publication_workflow()[0].start(StandardPage.objects.get(pk=revision.object_id), writer)
    assert save_over(client, revision) == ["Draft", "Changed"]


def test_what_is_live_stays_as_it_was_approved(client, revision, writer):
    approve_and_publish(page=revision.as_object(), author=writer, approver=system_user("operator"))
    live = StandardPage.objects.get(pk=revision.object_id).live_revision
    assert save_over(client, live)[-2:] == ["Draft", "Changed"]
    live.refresh_from_db()
    assert live.content["title"] == "Draft"
