"""What the forms of institutions and items take, and that no page breaks on what an older draft holds."""

import pytest
from django.urls import reverse

from institutions.models import Contact, InstitutionPage, ItemPage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def institution(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


def save(client, page, **changes):
    """The answer to the page's form, sent with these changes."""
    return send_form(client, reverse("wagtailadmin_pages:edit", args=[page.pk]), **changes)


def contact(**values):
    rows = {"id": "", "kind": "website", "value": "", "label": "", "ORDER": "1", "DELETE": ""} | values
    return {"contacts-TOTAL_FORMS": "1"} | {f"contacts-0-{name}": value for name, value in rows.items()}


def draft(page):
    return page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("website", "javascript:alert(1)"),
        ("website", "www.agency.example"),
        ("email", "someone"),
        ("", "1"),
        ("phone", ""),
    ],
)
def test_contact_that_cannot_be_used_is_refused(admin, institution, kind, value):
    answer = save(admin, institution, **contact(kind=kind, value=value))
    assert answer.status_code == 200
    assert any(answer.context["form"].formsets["contacts"].errors)
    assert not Contact.objects.exists()


def test_contact_that_can_be_used_is_saved(admin, institution):
    assert save(admin, institution, **contact(value="https://agency.example/")).status_code == 302
    assert draft(institution).contacts.get().value == "https://agency.example/"


def test_page_leaves_out_contacts_that_say_nothing_and_opens_nothing_unsafe(client, institution):
    for number, (kind, value) in enumerate([("", "1"), ("website", "javascript:alert(1)"), ("phone", "05 37 00")]):
        Contact.objects.create(page=institution, kind=kind, value=value, sort_order=number, locale=institution.locale)
    answer = client.get(InstitutionPage.objects.get().url)
    assert answer.status_code == 200
    assert 'href="tel:053700"' in answer.text
    assert 'href="javascript' not in answer.text


@pytest.mark.parametrize("kind", ["institution", "law", "nothing"])
def test_kind_of_an_item_is_one_of_its_own(admin, institution, kind):
    item = pages.add_item(institution, "Guide")
    answer = save(admin, item, kind=kind)
    assert answer.status_code == 200
    assert "kind" in answer.context["form"].errors
    assert save(admin, item, kind="report").status_code == 302
    assert draft(item).kind == "report"
    assert ItemPage.objects.get().kind == "guide"
