"""The admin's pages about an institution: creating, checklist, people, suspending, and who may see them."""

import pytest
from django.urls import reverse

from core.models import Institution
from institutions.enums import Role
from institutions.models import InstitutionPage, RoleGroup, Workspace
from institutions.provisioning import institution_provision
from institutions.viewsets import InstitutionViewSet
from tests.factories import pages
from tests.factories.people import member
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.test_institutions_admin import form_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portal")]


@pytest.fixture
def agency():
    institution = pages.make_institution("agency", fr="Agence", en="Agency")
    institution_provision(institution=institution)
    return institution


@pytest.fixture
def other():
    institution = pages.make_institution("office", fr="Office", en="Office")
    institution_provision(institution=institution)
    return institution


@pytest.fixture
def as_(client):
    def sign_in(user):
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        client.force_login(user)
        return client

    return sign_in


def url(verb, institution):
    return reverse(f"workspace:institution-{verb}", args=[institution.pk])


def test_adding_an_institution_makes_everything_and_shows_what_remains(admin):
    response = admin.post(reverse(InstitutionViewSet().get_url_name("add")), form_of(), follow=True)
    institution = Institution.objects.get(code="agency")
    assert Workspace.objects.filter(institution=institution).exists()
    assert response.redirect_chain[-1][0] == url("view", institution)
    assert "Somebody else approves" in response.text
    assert "To do:" in response.text


def test_saving_an_institution_repairs_it(admin, agency):
    InstitutionPage.objects.filter(entity=agency, face_language="ar").delete()
    admin.post(reverse(InstitutionViewSet().get_url_name("edit"), args=[agency.pk]), form_of(agency))
    assert InstitutionPage.objects.filter(entity=agency, face_language="ar").exists()


def test_what_is_missing_is_said_and_made_on_request(admin, agency):
    RoleGroup.objects.get(institution=agency, role=Role.EDITOR).group.delete()
    assert "1 thing that this institution needs is missing" in admin.get(url("view", agency)).text
    assert admin.get(url("repair", agency)).status_code == 200
    answer = admin.post(url("repair", agency), follow=True)
    assert "The institution has everything it needs." in answer.text
    assert "is missing" not in answer.text


def test_suspending_asks_first_and_is_noted_in_the_history(admin, agency):
    assert "Yes, suspend" in admin.get(url("suspend", agency)).text
    agency.refresh_from_db()
    assert not agency.is_suspended
    assert "Suspended since" in admin.post(url("suspend", agency), follow=True).text
    history = reverse(InstitutionViewSet().get_url_name("history"), args=[agency.pk])
    assert "its people cannot work" in admin.get(history).text
    admin.post(url("resume", agency))
    agency.refresh_from_db()
    assert not agency.is_suspended


def test_people_of_an_institution_see_their_own_and_change_nothing(as_, agency, other):
    client = as_(member(agency, Role.EDITOR))
    page = client.get(url("view", agency))
    assert "Welcome checklist" in page.text
    assert "Suspend" not in page.text
    assert client.get(url("view", other)).status_code == 302
    for verb in ("suspend", "resume", "repair"):
        assert client.post(url(verb, agency)).status_code == 302
    agency.refresh_from_db()
    assert not agency.is_suspended


def test_the_checklist_greets_on_the_home_page_until_it_is_done(as_, agency):
    client = as_(member(agency, Role.EDITOR))
    home = client.get(reverse("wagtailadmin_home")).text
    assert "Welcome checklist of Agency" in home
    assert "Done:" in home


def test_people_of_a_suspended_institution_are_kept_out(as_, agency):
    from institutions.provisioning import institution_suspend

    client = as_(member(agency, Role.EDITOR))
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    institution_suspend(institution=agency, by=None)
    assert client.get(reverse("wagtailadmin_home")).status_code == 302


def test_the_pages_take_the_same_queries_whatever_the_number_of_people(admin, agency, django_assert_max_num_queries):
    for number in range(5):
        member(agency, Role.EDITOR, f"person-{number}@agency.example")
    with django_assert_max_num_queries(45):
        assert admin.get(url("view", agency)).status_code == 200
