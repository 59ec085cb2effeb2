"""An institution at work: an editor, two moderators, two of the portal's moderators, an administrator, a page."""

from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Page, TaskState

from core.models import User
from core.publishing import unapproved_live_pages
from home.setup import PORTAL_MODERATORS
from institutions.enums import Role
from institutions.models import InstitutionPage, RoleGroup
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401


def again(user):
    """The person as the next request knows them."""
    return User.objects.get(pk=user.pk)


@pytest.fixture(scope="module")
def made_world(portal):  # noqa: F811
    """Of the module: making it takes longer than most tests."""
    Page.objects.filter(live=True).update(live=False)  # the tree of the tests was never approved
    agency = pages.make_institution("agency", fr="Agence", en="Agency")
    workspace = institution_provision(institution=agency)
    people = SimpleNamespace(
        editor=member(agency, Role.EDITOR),
        moderator=member(agency, Role.MODERATOR),
        second=member(agency, Role.MODERATOR, "second@agency.example"),
        administrator=User.objects.create_superuser("root@portal.example"),
    )
    for name in ("portal", "portal2"):
        user = User.objects.create_user(f"{name}@portal.example")
        user.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
        setattr(people, name, user)
    face = InstitutionPage.objects.get(entity=agency, face_language="fr")
    item = pages.add_item(face, "Conseils", live=False, owner=people.editor)
    return SimpleNamespace(tree=portal, agency=agency, workspace=workspace, face=face, item=item, **vars(people))


@pytest.fixture
def world(made_world):
    return deepcopy(made_world)


def stored(page):
    return page.specific_class.objects.get(pk=page.pk)


def moderate(user, institution):
    """The person becomes one of its moderators."""
    user.groups.add(RoleGroup.objects.get(institution=institution, role=Role.MODERATOR).group)


def write(page, user, **fields):
    """A revision by this person."""
    page = page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()
    for name, value in fields.items():
        setattr(page, name, value)
    return page.save_revision(user=user, log_action=True)


def send(page, user):
    """The page sent for approval as it stands; its open step."""
    page = stored(page)
    return page.get_workflow().start(page, user).current_task_state


def open_step(page):
    return stored(page).current_workflow_task_state


def actions(page, user):
    task = stored(page).current_workflow_task
    return [name for name, _label, _asks in task.get_actions(stored(page), again(user))] if task else []


def decide(page, user, action="approve", **answers):
    """The step decided in code, as every view of the admin does at last."""
    state = open_step(page)
    state.task.specific.on_action(state, again(user), action, **answers)


def approve_through(page, *people):
    for person in people:
        decide(page, person)


def publish(page, writer, *people, **fields):
    """Written, sent and approved by each of these."""
    write(page, writer, **fields)
    send(page, writer)
    approve_through(page, *people)


def waiting_for(user):
    return set(TaskState.objects.reviewable_by(again(user)).values_list("pk", flat=True))


def action_url(page, state, action="approve"):
    return reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, state.pk])


def sign_in(client, user):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    client.force_login(again(user))
    return client


def said(response):
    """What the person reads after a redirect."""
    from django.contrib.messages import get_messages

    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def faults():
    return list(unapproved_live_pages())
