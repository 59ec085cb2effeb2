"""Which items are suggested: those that share most topics, that may be seen, in the same language."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from core.models import User
from core.related import suggest_related
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(portal):  # noqa: F811
    one = pages.make_topic("one", fr="Un")
    two = pages.make_topic("two", fr="Deux")
    own = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    other = pages.add_institution(portal, pages.make_institution("court", fr="Cour"))
    page = pages.add_item(own, "Guide", topics=[one, two])
    return {"one": one, "two": two, "own": own, "other": other, "page": page}


def titles(page, **options):
    return [found.title for found in suggest_related(page, **options)]


def editor_of(page):
    group = Group.objects.create(name="own editors")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    change = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    GroupPagePermission.objects.create(group=group, page=Page.objects.get(pk=page.pk), permission=change)
    user = User.objects.create_user(email="own@portal.example", password="a long password")
    user.groups.add(group)
    return user


def test_most_shared_topics_come_first_then_kind_then_institution(world):
    one, two = world["one"], world["two"]
    pages.add_item(world["other"], "un autre genre", kind="news", topics=[one])
    pages.add_item(world["own"], "un, d’ici, autre genre", kind="news", topics=[one])
    pages.add_item(world["other"], "un, même genre", topics=[one])
    pages.add_item(world["own"], "un, même genre, d’ici", topics=[one])
    pages.add_item(world["other"], "deux", kind="news", topics=[one, two])
    assert titles(world["page"]) == [
        "deux",
        "un, même genre, d’ici",
        "un, même genre",
        "un, d’ici, autre genre",
        "un autre genre",
    ]
    assert titles(world["page"], limit=1) == ["deux"]


def test_nothing_is_suggested_that_shares_no_topic_or_is_the_page_or_its_translation(world):
    pages.add_item(world["own"], "sans rubrique")
    pages.translate(world["page"], "ar")
    assert titles(world["page"]) == []


def test_drafts_are_suggested_to_those_who_may_see_them_in_the_same_institution(world):
    pages.add_item(world["own"], "brouillon d’ici", topics=[world["one"]], live=False)
    pages.add_item(world["other"], "brouillon d’ailleurs", topics=[world["one"]], live=False)
    assert titles(world["page"]) == []
    assert titles(world["page"], user=editor_of(world["own"])) == ["brouillon d’ici"]


def test_number_of_queries_does_not_grow(world):
    def queries():
        with CaptureQueriesContext(connection) as found:
            suggest_related(world["page"], limit=50)
        return len(found)

    pages.add_item(world["other"], "premier", topics=[world["one"]])
    few = queries()
    for number in range(6):
        pages.add_item(world["own"], f"suivant {number}", topics=[world["one"]])
    assert queries() == few


def test_editor_shows_titles_with_links(admin, world):
    pages.add_item(world["other"], "À lire aussi", topics=[world["one"]])
    text = admin.get(reverse("wagtailadmin_pages:edit", args=[world["page"].pk])).text
    assert "Related items you could link to" in text
    assert ">À lire aussi</a>" in text
    assert "Cour" in text
