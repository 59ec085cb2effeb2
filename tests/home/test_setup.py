"""Setting up a portal makes what is missing, once, and leaves alone what exists."""

import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from wagtail.models import (
    GroupPagePermission,
    Locale,
    Page,
    Revision,
    Site,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from core.publishing import unapproved_live_pages
from home.models import HomePage
from home.setup import PORTAL_MODERATORS, setup_portal
from institutions.models import InstitutionIndexPage
from themes.models import SectorIndexPage, ThemeIndexPage

pytestmark = pytest.mark.django_db

COUNTED = (Page, Revision, Locale, Site, Group, GroupPagePermission, Task, Workflow, WorkflowPage, WorkflowTask)
CODES = [code for code, _name in settings.LANGUAGES]


def counts():
    return {model.__name__: model.objects.count() for model in COUNTED}


def test_every_language_has_a_home_and_index_pages_that_are_translations_of_each_other():
    setup_portal()
    for model in (HomePage, ThemeIndexPage, SectorIndexPage, InstitutionIndexPage):
        pages = model.objects.live()
        assert sorted(page.locale.language_code for page in pages) == sorted(CODES)
        assert len({page.translation_key for page in pages}) == 1
    assert Site.objects.get().root_page.specific.locale.language_code == settings.LANGUAGE_CODE
    assert not any(Page.find_problems())


def test_what_is_set_up_has_its_publication_record():
    setup_portal()
    assert list(unapproved_live_pages()) == []


def test_setting_up_again_changes_nothing(capsys):
    call_command("setup_portal")
    before = counts()
    call_command("setup_portal")
    assert counts() == before
    assert "stands" in capsys.readouterr().out


def test_setting_up_again_keeps_what_people_changed():
    setup_portal()
    home = HomePage.objects.get(locale__language_code="fr")
    Page.objects.filter(pk=home.pk).update(title="Notre portail")
    Group.objects.get(name=PORTAL_MODERATORS).user_set.clear()
    Site.objects.update(site_name="Notre site")
    setup_portal()
    assert HomePage.objects.get(pk=home.pk).title == "Notre portail"
    assert Site.objects.get().site_name == "Notre site"


def test_setting_up_again_makes_what_an_interruption_left_out():
    setup_portal()
    whole = counts()
    ThemeIndexPage.objects.get(locale__language_code="ar").delete()
    WorkflowPage.objects.all().delete()
    setup_portal()
    assert counts() == whole | {"Revision": Revision.objects.count()}
    assert ThemeIndexPage.objects.filter(locale__language_code="ar", live=True).exists()
    assert Page.objects.get(depth=1).get_workflow().tasks.get().specific.groups.get().name == PORTAL_MODERATORS


def test_no_group_is_left_with_the_permission_to_publish():
    assert GroupPagePermission.objects.filter(permission__codename="publish_page").exists(), "Wagtail's own default"
    setup_portal()
    assert not GroupPagePermission.objects.filter(permission__codename="publish_page").exists()
    assert not Workflow.objects.get(name="Moderators approval").active


def test_site_follows_the_public_address(settings):
    settings.SITE_URL = "https://integrity.example"
    setup_portal()
    assert (Site.objects.get().hostname, Site.objects.get().port) == ("integrity.example", 443)
