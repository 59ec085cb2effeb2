"""Two institutions side by side, each with people, a draft, and a live page that has another draft."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from wagtail.models import Page

from core.models import Institution, User
from home.setup import PORTAL_MODERATORS
from institutions.enums import Role
from institutions.models import InstitutionPage, ItemPage
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.people import member

SECRET = "Zanzibar"  # in everything of an institution's that is not public


@dataclass
class Side:
    """One institution: its page in French, what is below it, and its people by role."""

    institution: Institution
    face: InstitutionPage
    draft_key: int
    live_key: int
    people: dict[str, User] = field(default_factory=dict)

    @property
    def draft(self) -> ItemPage:
        """Read anew: the instance of one test would know of revisions that were undone after it."""
        return ItemPage.objects.get(pk=self.draft_key)

    @property
    def live(self) -> ItemPage:
        return ItemPage.objects.get(pk=self.live_key)

    @property
    def editor(self) -> User:
        return self.people["editor"]

    @property
    def moderator(self) -> User:
        return self.people["moderator"]


@dataclass
class World:
    a: Side
    b: Side
    portal: User


def make_side(code: str) -> Side:
    institution = pages.make_institution(code, fr=f"Agence {code}")
    institution_provision(institution=institution)
    people = {role.value: member(institution, role, first_name=f"{SECRET}-{code}-{role}") for role in Role}
    face = pages.publish(InstitutionPage.objects.get(entity=institution, face_language="fr"))
    draft = pages.add_item(face, f"{SECRET} draft of {code}", live=False)
    draft.save_revision(user=people["editor"], log_action=True)
    live = pages.publish(pages.add_item(face, f"Open guide of {code}"))
    live.title = f"{SECRET} next title of {code}"
    live.save_revision(user=people["editor"], log_action=True)
    Page.objects.filter(pk__in=[draft.pk, live.pk]).update(owner=people["editor"])
    return Side(institution, face, draft.pk, live.pk, people)


def portal_moderator() -> User:
    user = User.objects.create_user("authority@portal.example", first_name="Authority")
    user.groups.add(Group.objects.get(name=PORTAL_MODERATORS))
    return user


@pytest.fixture(scope="module")
def world(portal: Any, django_db_blocker: Any) -> World:
    """Lives in the transaction of the fixture `portal`, and ends with it."""
    with django_db_blocker.unblock():
        return World(a=make_side("aleph"), b=make_side("beth"), portal=portal_moderator())


def browser(user: User) -> Client:
    """Signed in, reading English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def text(user: User, url: str, data: Any = None, *, post: bool = False, **headers: str) -> str:
    """What the person reads at this address, redirects followed."""
    client = browser(user)
    call = client.post if post else client.get
    response = call(url, data, follow=True, headers=headers or None)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode("utf-8", "replace")
