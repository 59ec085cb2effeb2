"""What search engines are told is valid JSON on every type of page, and no title breaks out of it."""

import json

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from hypothesis import given, settings
from hypothesis import strategies as st

from core.models import ContentPage
from core.structured_data import script_text
from institutions.models import ItemPage
from institutions.models.item import SCHEMA_TYPES
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

BAD = "</script><script>alert(\"1\")</script> & \\ \u2028 <!-- 'x'"
#: Fields that a type cannot do without; topics and institutions have faces of their own.
NEEDED = {"ChampionPage": {"criteria": "Critère", "reasons": "Raison"}}
BELOW_AN_INSTITUTION = [
    model
    for model in apps.get_models()
    if issubclass(model, ContentPage) and getattr(model, "parent_page_types", None) == ["institutions.InstitutionPage"]
]


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(min_size=1, max_size=5), st.text(min_size=1, max_size=30), max_size=4))
def test_any_text_comes_back_and_closes_nothing(data):
    made = script_text(data)
    assert json.loads(made) == data
    assert not set("<>&\u2028\u2029") & set(made)


def test_what_is_not_known_is_not_said():
    assert json.loads(script_text({"a": "", "b": None, "c": "x"})) == {"c": "x"}


def data_of(client, page):
    answer = client.get(page.get_url())
    assert answer.status_code == 200
    soup = BeautifulSoup(answer.content, "html.parser")
    assert "alert(" not in "".join(script.text for script in soup.select('script:not([type="application/ld+json"])'))
    return [json.loads(block.text) for block in soup.select('script[type="application/ld+json"]')]


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"), title=BAD, slug="agency")


@pytest.mark.django_db
@pytest.mark.parametrize("model", BELOW_AN_INSTITUTION, ids=lambda model: model.__name__)
def test_every_type_tells_its_title_and_cannot_be_broken_out_of(client, agency, model):
    page = pages.add_page(model, agency, BAD, slug="bad", summary=BAD, **NEEDED.get(model.__name__, {}))
    found = data_of(client, page)
    assert found, "no structured data"
    for data in found:
        assert data["@context"] == "https://schema.org"
        assert data["@type"]
        assert BAD in (data["name"], data.get("headline"))
        assert data["description"] == BAD
        assert data["inLanguage"] == "fr"
        assert data["url"].startswith("http")


@pytest.mark.django_db
def test_institutions_and_pages_of_text_too(client, portal, agency):  # noqa: F811
    (data,) = data_of(client, agency)
    assert (data["@type"], data["name"]) == ("GovernmentOrganization", BAD)
    for data in data_of(client, pages.add_standard(portal, BAD, slug="bad")):
        assert data["name"] == BAD


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ItemPage.kinds)
def test_kinds_have_their_own_type(client, agency, kind):
    (data,) = data_of(client, pages.add_item(agency, "Item", kind=kind))
    assert data["@type"] == SCHEMA_TYPES.get(kind, "Article")
    assert ("headline" in data) == data["@type"].endswith("Article")


def test_every_type_was_found():
    assert {model.__name__ for model in BELOW_AN_INSTITUTION} >= {
        "ItemPage",
        "ProgrammePage",
        "MediaPage",
        "ChampionPage",
        "PlatformPage",
        "GlossaryTermPage",
        "RightsSheetPage",
        "LegalTextPage",
    }
