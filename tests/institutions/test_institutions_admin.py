"""The admin of institutions: names, functions, a body above, and never a circle."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from wagtail.models import Locale

from core.models import Institution, User
from institutions.models import InstitutionPage
from institutions.viewsets import InstitutionViewSet
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def admin(client):
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"  # the sentences are asserted in the words of the code
    client.force_login(User.objects.create_superuser("admin@portal.example"))
    return client


def url(name, *args):
    return reverse(InstitutionViewSet().get_url_name(name), args=args)


def rows_of(name, total, initial=0):
    bounds = {"TOTAL_FORMS": total, "INITIAL_FORMS": initial, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"{name}-{key}": str(value) for key, value in bounds.items()}


def form_of(institution=None, **changes):
    """What the browser sends for a new institution, or for one that exists."""
    names = list(institution.names.all()) if institution else []
    data = {"code": institution.code if institution else "agency", "kind": "ministry", "order": "0", "parent": ""}
    data |= rows_of("names", 1, len(names)) | rows_of("roles", 0)
    data |= {
        "names-0-id": str(names[0].pk) if names else "",
        "names-0-locale": str(Locale.objects.get(language_code="fr").pk),
        "names-0-text": "Agence nationale",
        "names-0-acronym": "AN",
    }
    return data | changes


def test_institution_is_made_with_name_acronym_and_functions(admin):
    roles = rows_of("roles", 2) | {"roles-0-function": "audit", "roles-1-function": "inform"}
    response = admin.post(url("add"), form_of(**roles))
    assert response.status_code == 302
    institution = Institution.objects.get(code="agency")
    assert (institution.name("fr"), institution.acronym("fr")) == ("Agence nationale", "AN")
    assert {role.function for role in institution.roles.all()} == {"audit", "inform"}


def test_the_same_function_twice_is_refused(admin):
    roles = rows_of("roles", 2) | {"roles-0-function": "audit", "roles-1-function": "audit"}
    assert admin.post(url("add"), form_of(**roles)).status_code == 200
    assert not Institution.objects.filter(code="agency").exists()


def test_institution_cannot_be_part_of_itself_or_of_its_bodies(admin):
    top = pages.make_institution("top", fr="Sommet")
    middle = pages.make_institution("middle", fr="Milieu")
    bottom = pages.make_institution("bottom", fr="Base")
    Institution.objects.filter(pk=middle.pk).update(parent=top)
    Institution.objects.filter(pk=bottom.pk).update(parent=middle)
    for parent in (top, middle, bottom):
        response = admin.post(url("edit", top.pk), form_of(top, parent=str(parent.pk)))
        assert "cannot be part of itself" in response.content.decode()
    assert Institution.objects.get(pk=top.pk).parent is None


def test_database_refuses_an_institution_that_is_its_own_parent():
    institution = pages.make_institution("top", fr="Sommet")
    with pytest.raises(IntegrityError), transaction.atomic():
        Institution.objects.filter(pk=institution.pk).update(parent=institution)


def test_code_of_an_institution_never_changes(admin):
    institution = pages.make_institution("top", fr="Sommet")
    response = admin.post(url("edit", institution.pk), form_of(institution, code="other"))
    assert response.status_code == 302
    stored = Institution.objects.get(pk=institution.pk)
    assert (stored.code, stored.name("fr")) == ("top", "Agence nationale")


def test_institution_with_a_page_cannot_be_deleted(admin, portal):  # noqa: F811
    institution = pages.make_institution("agency", fr="Agence")
    pages.add_institution(portal, institution)
    admin.post(url("delete", institution.pk))
    assert Institution.objects.filter(pk=institution.pk).exists()


def test_second_page_of_an_institution_in_one_language_is_refused(portal):  # noqa: F811
    institution = pages.make_institution("agency", fr="Agence", ar="الوكالة")
    pages.add_institution(portal, institution)
    pages.add_institution(portal, institution, "ar")
    with pytest.raises(ValidationError):
        pages.add_institution(portal, institution, slug="second")
    with pytest.raises(IntegrityError), transaction.atomic():
        InstitutionPage.objects.filter(face_language="ar", entity=institution).update(face_language="fr")
