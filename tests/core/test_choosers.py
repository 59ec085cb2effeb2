"""The windows for choosing show enough to choose: what a thing is, whose, in which language."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def own(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence", en="Agency"))


def chooser(client, url_name, **query):
    return client.get(reverse(url_name), query).json()["html"]


def test_pages_show_kind_institution_and_language_when_browsed_and_searched(admin, own):
    item = pages.add_item(own, "Marchés", kind="guide")
    browsed = admin.get(reverse("wagtailadmin_choose_page_child", args=[own.pk])).json()["html"]
    assert "Guide · Agency · Français" in browsed
    assert f'data-id="{item.pk}"' in browsed
    assert "Guide · Agency · Français" in admin.get(reverse("wagtailadmin_choose_page_search"), {"q": "Marchés"}).text


def test_names_of_institutions_are_read_once_whatever_the_number_of_pages(admin, own):
    address = reverse("wagtailadmin_choose_page_child", args=[own.pk])

    def name_queries():
        with CaptureQueriesContext(connection) as found:
            admin.get(address)
        return sum('FROM "core_institutionname"' in query["sql"] for query in found)

    pages.add_item(own, "un")
    few = name_queries()
    for number in range(3):
        pages.add_item(own, f"item {number}")
    assert name_queries() == few == 1


def test_institutions_show_their_kind_and_are_found_by_a_name_in_any_language(admin, own):
    pages.make_institution("court", kind="control_body", fr="Cour des comptes")
    text = chooser(admin, "wagtailsnippetchoosers_core_institution:choose")
    assert "National institution" in text
    assert "Control body" in text
    found = admin.get(reverse("wagtailsnippetchoosers_core_institution:choose_results"), {"q": "compt"}).text
    assert "Cour des comptes" in found
    assert "Agency" not in found
    assert (
        "Agency" in admin.get(reverse("wagtailsnippetchoosers_core_institution:choose_results"), {"q": "agence"}).text
    )


def test_topics_show_their_tree(admin, portal):  # noqa: F811
    pages.make_topic("north", "region", en="North")
    pages.make_topic("audit", "theme", en="Audit")
    text = chooser(admin, "wagtailsnippetchoosers_core_topic:choose")
    assert "Region" in text
    assert "Theme" in text
