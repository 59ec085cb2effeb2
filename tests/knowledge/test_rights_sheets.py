"""Rights sheets: what a person needs, gets, and can do when it goes wrong."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import translation

from institutions.models import PlatformPage
from knowledge.models import GlossaryTermPage, RightsSheetPage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db

PARTS = ("conditions", "documents", "price", "time", "duties", "remedies", "sanctions")


@pytest.fixture
def agency(portal):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    for language in ("ar", "en"):
        pages.translate(page, language)
    return page


@pytest.fixture
def read(client):
    def main(page):
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        return BeautifulSoup(answer.content, "html.parser").select_one("main")

    return main


@pytest.mark.parametrize("filled", [(), ("price",), ("conditions", "remedies"), PARTS])
def test_only_what_is_filled_in_has_a_heading(read, agency, filled):
    page = pages.add_page(RightsSheetPage, agency, "Acte", **{name: f"- {name} <b>" for name in filled})
    with translation.override("fr"):
        expected = [str(section["title"]) for section in page.sections]
    main = read(page)
    assert [section["name"] for section in page.sections] == list(filled)
    assert [head.text for head in main.select(".prose h2")] == expected
    assert [entry.text for entry in main.select(".prose li")] == [f"{name} <b>" for name in filled]


def test_the_platform_is_shown_in_the_readers_language(read, agency):
    platform = pages.add_page(PlatformPage, agency, "Plateforme")
    arabic = pages.translate(platform, "ar", title="منصة")
    pages.translate(platform, "en", title="Draft", live=False)
    sheet = pages.add_page(RightsSheetPage, agency, "Acte", platform=platform)
    link = read(sheet).select_one("a.btn")
    assert (link["href"], link.text.strip(), link.get("lang")) == (platform.get_url(), "Plateforme", None)
    link = read(pages.translate(sheet, "ar", title="وثيقة")).select_one("a.btn")
    assert (link["href"], link.text.strip()) == (arabic.get_url(), "منصة")
    link = read(pages.translate(sheet, "en", title="Record")).select_one("a.btn")
    assert (link.text.strip(), link["lang"]) == ("Plateforme", "fr")


def test_a_platform_that_is_not_public_is_not_linked(read, agency):
    platform = pages.add_page(PlatformPage, agency, "Plateforme")
    sheet = pages.add_page(RightsSheetPage, agency, "Acte", platform=platform)
    platform.unpublish()
    assert "Plateforme" not in read(sheet).text
    platform.delete()
    assert "Plateforme" not in read(RightsSheetPage.objects.get(pk=sheet.pk)).text


def test_a_sheet_lacking_what_people_need_is_saved_but_not_sent(admin, agency):
    sheet = pages.add_page(RightsSheetPage, agency, "Acte", live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[sheet.pk])
    answer = send_form(admin, edit, price="Gratuit", duties="d", **{"action-submit": "1"})
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"conditions", "time", "remedies"}
    assert answer.context["form"]["duties"].value() == "d"
    assert send_form(admin, edit, price="Gratuit").status_code == 302
    answer = send_form(admin, edit, conditions="c", price="Gratuit", time="t", remedies="r", **{"action-submit": "1"})
    assert answer.status_code == 302
    assert RightsSheetPage.objects.get(pk=sheet.pk).workflow_in_progress


def test_a_term_without_a_definition_is_not_sent(admin, agency):
    term = pages.add_page(GlossaryTermPage, agency, "don", live=False)
    edit = reverse("wagtailadmin_pages:edit", args=[term.pk])
    answer = send_form(admin, edit, summary=" ", **{"action-submit": "1"})
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["summary"]
