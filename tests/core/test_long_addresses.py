"""An address that is too long for a redirect keeps no page from being renamed or moved."""

import pytest
from django.test import TestCase
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from core.i18n.redirects import LONGEST_REDIRECT
from core.publishing import approve_and_publish, system_user
from institutions.models import InstitutionPage, ItemPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def long_item(portal):  # noqa: F811
    agency = pages.add_institution(portal, pages.make_institution("agency", ar="الوكالة"), "ar", slug="ا" * 120)
    return pages.add_item(agency, slug="ب" * 120)


def rename(page, slug):
    """Publishes the page with another slug, as an approval does."""
    page = type(page).objects.get(pk=page.pk)
    page.slug = slug
    with TestCase.captureOnCommitCallbacks(execute=True):
        approve_and_publish(page=page, author=system_user("import"), approver=system_user("operator"))
    return type(page).objects.get(pk=page.pk)


def automatic_redirects():
    return {redirect.old_path: redirect.redirect_page_id for redirect in Redirect.objects.all()}


def test_page_leaves_a_long_address_without_a_redirect(long_item, caplog):
    assert rename(long_item, "court").live
    assert automatic_redirects() == {}
    said = f"1 old addresses of page {long_item.pk} and those below it have more than 255 characters"
    assert [record for record in caplog.messages if record.startswith(said)]


def test_redirects_that_fit_are_made_and_lead_to_a_long_address_too(long_item, caplog):
    agency = InstitutionPage.objects.get()
    short = pages.add_item(agency, slug="court")
    before = agency.url_path
    agency = rename(agency, "agence")
    assert set(automatic_redirects().values()) == {agency.pk, short.pk}
    rename(ItemPage.objects.get(pk=short.pk), "ج" * 240)
    assert automatic_redirects()["/ar/institutions/agence/court"] == short.pk
    assert len(before) < LONGEST_REDIRECT
    assert len([one for one in caplog.messages if "no redirect is made" in one]) == 1


def test_page_moves_away_from_a_long_address(portal, long_item):  # noqa: F811
    other = pages.add_institution(portal, pages.make_institution("court", ar="المحكمة"), "ar", slug="court")
    Page.objects.get(pk=long_item.pk).specific.move(Page.objects.get(pk=other.pk), pos="last-child")
    assert automatic_redirects() == {}
    assert ItemPage.objects.get(pk=long_item.pk).institution.code == "court"


def test_longest_address_that_fits_keeps_its_redirect(portal, long_item):  # noqa: F811
    room = LONGEST_REDIRECT - len("/ar/institutions/") - 120 - len("/")
    item = pages.add_item(InstitutionPage.objects.get(), slug="د" * room)
    rename(item, "court")
    assert [len(path) for path in automatic_redirects()] == [LONGEST_REDIRECT]
