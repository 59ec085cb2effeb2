"""A mail server and the people of an institution."""

from copy import deepcopy

import pytest
from django.utils import timezone
from wagtail.users.models import UserProfile

from core.models import OutboxEntry
from core.outbox.worker import drain
from institutions.enums import Role
from institutions.models import InstitutionPage
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.mailing.sink import Sink


@pytest.fixture
def sink(settings):
    """Everything that is sent arrives here."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with Sink() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 1
        yield server


@pytest.fixture(scope="module")
def made_agency(portal):  # noqa: F811
    """Of the module: making it takes longer than most tests."""
    institution = pages.make_institution("agency", fr="Agence")
    institution_provision(institution=institution)
    return institution


@pytest.fixture
def agency(made_agency):
    return deepcopy(made_agency)


@pytest.fixture
def place(agency):
    """The institution's page in French."""
    return InstitutionPage.objects.get(entity=agency, face_language="fr")


@pytest.fixture
def editor(agency):
    return member(agency, Role.EDITOR)


@pytest.fixture
def moderator(agency):
    return member(agency, Role.MODERATOR)


@pytest.fixture
def item(place):
    return pages.add_item(place, "Guide du citoyen", live=False)


def speaks(user, language):
    """Lets the person read the admin in this language."""
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = language
    profile.save()


def send():
    """Lets the worker send everything that waits, also what would wait for its next attempt."""
    OutboxEntry.objects.filter(set_aside_at=None).update(due_at=timezone.now())
    drain()
