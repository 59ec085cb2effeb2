"""A small portal with an index of its own, made once a module; a test that changes it undoes that with its transaction."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.test import override_settings
from django.urls import reverse
from django.utils import translation

from institutions.models import ItemPage
from search.engines import get_engine
from search.indexing.build import build_index
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.knowledge.factories import make_text, publish_text

HOSTILE = '<script>alert(1)</script> & "phare" <b>gras</b>'
MANY = 24  # items about lighthouses, more than a page of results
NOTHING = "zzqqxx"


@pytest.fixture(scope="module")
def world(portal, tmp_path_factory, django_db_blocker) -> Iterator[dict]:  # noqa: F811
    """Its pages by name. About lighthouses: many guides, a law, an item in two languages, one with hostile text."""
    folder = tmp_path_factory.mktemp("index")
    with django_db_blocker.unblock(), override_settings(SEARCH_URL="tantivy://", VAR_DIR=str(folder)):
        found = _content(portal)
        engine = get_engine()
        build_index(engine)
        yield found
        engine.close()


def _content(tree) -> dict:
    agency = pages.make_institution("agency", fr="Agence du port", ar="وكالة الميناء", en="Port agency")
    here, there = pages.add_institution(tree, agency, "fr"), pages.add_institution(tree, agency, "ar")
    quays = pages.make_topic("quays", fr="Quais", ar="الأرصفة", en="Quays")
    docks = pages.make_topic("docks", parent=quays, fr="Bassins", en="Docks")
    pages.make_topic("piers", parent=docks, fr="Jetées", en="Piers")
    customs = pages.make_topic("customs", fr="Douane", en="Customs")
    for topic in (quays, docks, customs):
        pages.add_theme(tree, topic)
    for number in range(MANY):
        topics = (quays, docks) if number < 3 else (customs,) if number < 8 else ()
        day = date(2000 + number, 5, 1)
        pages.add_item(here, f"Phare numéro {number}", dated_on=day, topics=topics, summary="Une lampe brûle.")
    lantern = pages.add_item(here, "Lanterne du môle", kind="report", summary="Où la lanterne éclaire le phare.")
    arabic = pages.add_page(
        ItemPage, there, "فانوس الرصيف", kind="report", summary="فانوس ينير.", translation_key=lantern.translation_key
    )
    law = publish_text(
        make_text(here, "Loi sur les balises", ["Le port a des balises.", "Le gardien allume la chandelle au soir."])
    )
    hostile = pages.add_item(here, f"Piège {HOSTILE}", summary=f"Un piège {HOSTILE}", kind="news")
    return {"agency": here, "lantern": lantern, "arabic": arabic, "law": law, "hostile": hostile}


@pytest.fixture
def read(client, world) -> Callable[..., BeautifulSoup]:
    """Opens an address of the search with these parameters; the page. `status` is what it must answer."""

    def answer(query="", language="fr", name="page-list", status=200, **headers):
        with translation.override(language):
            response = client.get(f"{reverse(f'search:{name}')}?{query}", headers=headers)
        assert response.status_code == status
        return BeautifulSoup(response.content, "html.parser")

    return answer


@pytest.fixture
def ask(client, world) -> Callable:
    """Opens an address of the search that is no page; the answer."""

    def answer(name, query="", language="fr"):
        with translation.override(language):
            return client.get(f"{reverse(f'search:{name}')}?{query}")

    return answer
