"""An institution with its people and one published guide."""

from copy import deepcopy

import pytest

from core.publishing import approve_and_publish, system_user
from institutions.enums import Role
from institutions.models import InstitutionPage
from institutions.provisioning import institution_provision
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401


def published(page, **fields):
    """The page with these field values, published with its record."""
    page = page.specific_class.objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    approve_and_publish(page=page, author=system_user("writer"), approver=system_user("approver"))
    return page.specific_class.objects.get(pk=page.pk)


@pytest.fixture(scope="module")
def institutions(portal):  # noqa: F811
    """Both, of the module: making them takes longer than most tests."""
    made = [
        pages.make_institution("agency", fr="Agence", ar="وكالة"),
        pages.make_institution("council", fr="Conseil", ar="مجلس"),
    ]
    for institution in made:
        institution_provision(institution=institution)
    return made


@pytest.fixture
def agency(institutions):
    return deepcopy(institutions[0])


@pytest.fixture
def other(institutions):
    return deepcopy(institutions[1])


@pytest.fixture
def face(agency):
    return published(InstitutionPage.objects.get(entity=agency, face_language="fr"))


@pytest.fixture
def guide(face):
    return published(pages.add_item(face, "Demander un acte", live=False, summary="Comment faire."))


@pytest.fixture
def editor(agency):
    return member(agency, Role.EDITOR)


@pytest.fixture
def moderator(agency):
    return member(agency, Role.MODERATOR)


@pytest.fixture
def stranger(other):
    return member(other, Role.MODERATOR)


@pytest.fixture
def told(monkeypatch):
    """What people were told: kind, e-mail addresses, page, facts."""
    import institutions.mailing

    notices = []
    monkeypatch.setattr(
        institutions.mailing,
        "send_notice",
        lambda kind, users, page=None, **facts: notices.append((kind, [user.email for user in users], page, facts)),
    )
    return notices


@pytest.fixture
def at_work(client):
    """Signs somebody in, who reads the admin in English."""

    def sign_in(user):
        client.force_login(user)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return sign_in
