"""`/api/v1/search`: the search for programs, open to all, with sentences for what is wrong."""

import pytest

from core.outbox.worker import drain
from institutions.models import ItemPage
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def items(engine):
    face = pages.publish(pages.add_institution(pages.make_tree(), pages.make_institution("agency", fr="Agence")))
    made = [
        pages.publish(pages.add_page(ItemPage, face, f"Phare {n}", kind="guide", summary="Il <b>brille</b>."))
        for n in range(5)
    ]
    drain()
    return made


def test_results_come_with_absolute_addresses_and_labels(client, items, settings):
    answer = client.get("/api/v1/search?q=phare&size=2")
    found = answer.json()
    assert (answer.status_code, found["total"], found["reduced"], found["language"]) == (200, 5, False, "fr")
    first = found["results"][0]
    assert first["url"].startswith(f"{settings.SITE_URL}/fr/")
    assert (first["kind"], first["kind_label"], first["institution"]) == ("guide", "Guide", "Agence")
    assert first["passage"] == "Il <b>brille</b>.", "plain text, as it was written"
    assert found["facets"]["kind"] == [{"value": "guide", "label": "Guides", "count": 5}]
    assert answer["Cache-Control"] == "no-store"
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies


def test_following_next_gives_every_object_once(client, items):
    address, seen = "/api/v1/search?q=phare&size=2", []
    while address:
        found = client.get(address).json()
        seen += [item["title"] for item in found["results"]]
        address = found["next"]
    assert sorted(seen) == sorted(page.title for page in items)


def test_filters_and_dates_are_those_of_the_page(client, items):
    assert client.get("/api/v1/search?q=phare&kind=law&kind=guide").json()["total"] == 5
    assert client.get("/api/v1/search?q=phare&kind=law").json()["total"] == 0
    assert client.get("/api/v1/search?q=phare&from=2020-01-01").json()["total"] == 0, "they have no date"


@pytest.mark.parametrize(
    ("query", "word"),
    [("lang=xx", "lang"), ("from=yesterday", "from"), ("q=a&sort=best", "sort"), ("q=a&after=x'", "after")],
)
def test_what_is_wrong_is_said_in_a_sentence(client, engine, query, word):
    answer = client.get(f"/api/v1/search?{query}")
    assert answer.status_code == 400
    assert word in answer.json()["detail"]


def test_a_size_that_is_no_number_is_refused_and_a_great_one_is_cut(client, items):
    assert client.get("/api/v1/search?size=many").status_code == 422
    assert client.get("/api/v1/search?q=phare&size=100000").json()["total"] == 5


def test_without_an_engine_it_answers_in_reduced_mode(client, items, settings):
    settings.SEARCH_URL = "database://"
    found = client.get("/api/v1/search?q=phare").json()
    assert (found["reduced"], found["total"], len(found["results"])) == (True, 5, 5)


def test_an_unknown_address_is_a_404_in_no_language(client):
    assert client.get("/api/v1/nothing").status_code == 404


def test_the_description_is_there(client):
    assert "/api/v1/search" in client.get("/api/v1/openapi.json").json()["paths"]


def test_the_language_switch_of_the_search_keeps_every_filter(client, items):
    answer = client.get("/fr/search/?q=phare&kind=guide&kind=law&from=2020-01-01&audience=youth").content.decode()
    assert "/ar/search/?kind=guide&amp;kind=law&amp;q=phare&amp;audience=youth&amp;from=2020-01-01" in answer
