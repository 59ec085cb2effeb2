"""The knowledge base lists the kinds that people read to know, and nothing else."""

import pytest
from bs4 import BeautifulSoup

from knowledge.enums import KNOWLEDGE_KINDS
from knowledge.models import GlossaryTermPage, KnowledgeIndexPage, RightsSheetPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(portal):  # noqa: F811
    page = pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))
    pages.translate(page, "ar")
    return page


@pytest.fixture
def index(portal):  # noqa: F811
    return KnowledgeIndexPage.objects.get(locale__language_code="fr")


def titles(answer):
    return {link.text.strip() for link in BeautifulSoup(answer.content, "html.parser").select("main .entry-title a")}


def test_it_lists_every_kind_to_read_and_no_other(client, agency, index):
    made = {kind: pages.add_item(agency, f"Item {kind}", kind=kind) for kind in ("guide", "report", "faq", "news")}
    pages.add_page(RightsSheetPage, agency, "Item rights_sheet")
    pages.add_page(GlossaryTermPage, agency, "Item glossary_term", summary="x")
    pages.add_item(agency, "Item draft", live=False)
    expected = {f"Item {kind}" for kind in (*made, "rights_sheet", "glossary_term") if kind in KNOWLEDGE_KINDS}
    assert titles(client.get(index.url)) == expected
    assert "Item news" not in expected
    assert {"Item guide", "Item report", "Item faq", "Item rights_sheet"} <= expected


def test_a_kind_narrows_the_list(client, agency, index):
    pages.add_item(agency, "Question", kind="faq")
    pages.add_item(agency, "Guide", kind="guide")
    assert titles(client.get(index.url, {"kind": "faq"})) == {"Question"}
    assert titles(client.get(index.url, {"kind": "news"})) == set()


def test_it_leads_to_the_glossary_of_its_language(client, portal):  # noqa: F811
    for index in KnowledgeIndexPage.objects.all():
        main = BeautifulSoup(client.get(index.url).content, "html.parser").select_one("main")
        link = main.select_one('a[href$="glossary/"]')["href"]
        assert link == f"{index.url}glossary/"
        assert client.get(link).status_code == 200


def test_fragment_and_feed(client, agency, index):
    pages.add_item(agency, "Guide", kind="guide")
    fragment = client.get(index.url, headers={"HX-Request": "true", "HX-Target": "listing"})
    assert "<html" not in fragment.text
    assert "Guide" in fragment.text
    feed = client.get(f"{index.url}feed/")
    assert feed.status_code == 200
    assert "Guide" in feed.text


@pytest.mark.parametrize("path", ["glossary/x/", "nothing/", "glossary//"])
def test_what_is_not_there_is_not_found(client, index, path):
    assert client.get(f"{index.url}{path}").status_code == 404
