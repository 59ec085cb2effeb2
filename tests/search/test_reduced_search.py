"""The reduced search says what it is, finds a word however it is spelled, and shows nothing that is not public."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import PageViewRestriction

from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db
REDUCED = "Recherche en mode réduit. Pour l’instant, la recherche porte seulement sur les titres et les résumés."


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


@pytest.fixture
def agency_in_arabic(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("council", ar="المجلس"), "ar")


@pytest.fixture
def search(client):
    def answer(text, language="fr"):
        with translation.override(language):
            response = client.get(reverse("search:page-list"), {"q": text})
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return answer


def titles(soup):
    return [link.text for link in soup.select(".entry-title a")]


def test_it_says_that_it_is_reduced(search, agency):
    pages.add_item(agency, "Budget")
    for text in ("budget", "rien de tel"):
        assert REDUCED in search(text).select_one("main").text
    assert REDUCED not in search("").select_one("main").text


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("Déclaration d’intérêts à l’État", "declaration"),
        ("Declaration des biens", "DÉCLARATION"),
        ("Œuvre et cœur", "CŒUR"),
        ("Forêts, façades", "facade forets"),
    ],
)
def test_accents_and_case_make_no_difference(search, agency, title, asked):
    pages.add_item(agency, title)
    pages.add_item(agency, "Autre guide")
    assert titles(search(asked)) == [title]


@pytest.mark.parametrize(
    ("title", "asked"),
    [
        ("قانون الشفافية", "قَانُونُ الشَّفَافِيَّةِ"),
        ("مُكَافَحَةُ الرَّشْوَةِ", "مكافحة الرشوة"),
        ("إدارة الأملاك", "ادارة الاملاك"),
        ("ادارة الاملاك", "إدارة الأملاك"),
        ("مســـاءلة", "مساءلة"),
        ("المادة ١٢", "المادة 12"),
    ],
)
def test_arabic_is_found_with_and_without_tashkil_and_hamza(search, agency_in_arabic, title, asked):
    pages.add_item(agency_in_arabic, title)
    pages.add_item(agency_in_arabic, "دليل آخر")
    assert titles(search(asked, "ar")) == [title]


def test_summaries_are_searched_and_every_word_must_be_there(search, agency):
    pages.add_item(agency, "Guide", summary="Comment lire le budget communal")
    assert titles(search("budget guide")) == ["Guide"]
    assert titles(search("budget régional")) == []


def test_the_readers_language_comes_first(search, agency, agency_in_arabic):
    pages.add_item(agency, "Guide TGR")
    pages.add_item(agency_in_arabic, "دليل TGR")
    assert titles(search("tgr", "ar")) == ["دليل TGR", "Guide TGR"]
    assert titles(search("tgr", "fr")) == ["Guide TGR", "دليل TGR"]


def test_nothing_is_found_that_is_not_public(search, agency):
    past, future = timezone.now() - timedelta(minutes=1), timezone.now() + timedelta(days=1)
    restricted = pages.add_item(agency, "Budget restreint")
    PageViewRestriction.objects.create(page=restricted, restriction_type=PageViewRestriction.LOGIN)
    pages.add_item(agency, "Budget en projet", live=False)
    pages.add_item(agency, "Budget échu", expire_at=past)  # the worker is late: the page is still live
    pages.add_item(agency, "Budget public", expire_at=future)
    assert titles(search("budget")) == ["Budget public"]


def test_a_draft_of_a_public_page_is_not_searched(search, agency):
    item = pages.add_item(agency, "Budget public")
    item.title, item.summary = "Inconnu", "inconnu"
    item.save_revision()
    assert titles(search("inconnu")) == []
    assert titles(search("budget")) == ["Budget public"]


def test_what_stands_below_a_restricted_page_is_not_found(search, agency):
    pages.add_item(agency, "Budget")
    PageViewRestriction.objects.create(page=agency, restriction_type=PageViewRestriction.LOGIN)
    assert titles(search("budget")) == []
    assert titles(search("agence")) == []
