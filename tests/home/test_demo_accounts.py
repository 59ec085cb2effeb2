"""Each printed demonstration account signs in and can do what is said beside it."""

import io

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from core.models.user import User
from home.demo import accounts
from home.demo.accounts import ACCOUNTS, ADMIN, AGENCY_EDITOR, AGENCY_MODERATOR, EDITOR, MODERATOR, PASSWORD
from institutions.models import InstitutionPage
from institutions.provisioning import institution_provision
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(settings):
    settings.DEBUG = True  # passwords are set in development alone
    tree = pages.make_tree()
    call_command("setup_portal", stdout=io.StringIO())
    agency = pages.make_institution(accounts.AGENCY, fr="A")
    institution = pages.add_institution(tree, agency)
    institution_provision(institution=agency)
    accounts.join_institutions()
    accounts.open_accounts()
    return pages.publish(pages.add_item(institution, "Guide", live=False))


def signed_in(account):
    client = Client()
    address = reverse("wagtailadmin_login")
    assert client.post(address, {"username": account.email, "password": PASSWORD}).status_code == 302
    return client


def person(account):
    return User.objects.get(email=account.email)


def test_every_printed_account_signs_in(page):
    out = io.StringIO()
    call_command("demo_accounts", stdout=out)
    for account in ACCOUNTS:
        assert account.email in out.getvalue()
        assert signed_in(account).get(reverse("wagtailadmin_home")).status_code == 200


@pytest.mark.parametrize("editor", [EDITOR, AGENCY_EDITOR])
def test_the_editors_write_and_cannot_publish(page, editor):
    allowed = page.permissions_for_user(person(editor))
    assert allowed.can_edit()
    assert page.get_parent().permissions_for_user(person(editor)).can_add_subpage()
    assert not allowed.can_publish()
    assert signed_in(editor).get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_agencys_editor_writes_for_one_institution(page):
    other = pages.make_institution("b", fr="B")
    institution_provision(institution=other)
    theirs = InstitutionPage.objects.filter(entity=other).first()
    assert not theirs.permissions_for_user(person(AGENCY_EDITOR)).can_edit()


def test_the_agencys_moderator_then_the_portals_approve_what_the_editor_sends(page):
    page.title = "Changed"
    page.save_revision(user=person(AGENCY_EDITOR))
    workflow_state = page.get_workflow().start(page, person(AGENCY_EDITOR))
    for account, title in ((AGENCY_EDITOR, "Guide"), (AGENCY_MODERATOR, "Guide"), (MODERATOR, "Changed")):
        state = type(workflow_state).objects.get(pk=workflow_state.pk).current_task_state
        signed_in(account).post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]))
        page.refresh_from_db()
        assert page.title == title


def test_the_administrator_sets_up(page):
    workflow = page.get_workflow()
    client = signed_in(ADMIN)
    for address in (reverse("wagtailadmin_workflows:edit", args=[workflow.pk]), reverse("wagtailusers_users:index")):
        assert client.get(address).status_code == 200


def test_in_production_no_account_has_the_known_password(settings):
    settings.DEBUG = False
    pages.make_tree()
    call_command("setup_portal", stdout=io.StringIO())
    accounts.open_accounts()
    assert not any(person(account).has_usable_password() for account in ACCOUNTS)
