"""The help page: every example leads to results, every prefix is understood, in each language."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import translation

from search.help import FILTERS, prefix
from search.query.asked import read_query
from tests.search.pages.reading import query_of, total

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
@pytest.mark.parametrize("name", [*FILTERS, "title"])
def test_a_prefix_is_understood_as_it_is_explained(language, name):
    with translation.override(language):
        asked = read_query(f"{prefix(name)}:x")
    assert (asked.titles == ("x",)) if name == "title" else (asked.fields == ((name, "x"),))


@pytest.mark.parametrize("language", ["ar", "fr", "en"])
def test_examples_are_links_to_searches(read, language):
    page = read(language=language, name="help-detail")
    examples = page.select("a.example")
    assert len(examples) >= 4
    for link in examples:
        assert parse_qs(urlsplit(link["href"]).query)["q"] == [link.get_text().strip()]


def test_examples_of_filters_find_something(read):
    links = read(name="help-detail").select("dl")[-1].select("a.example")
    assert len(links) >= 4
    for link in links:
        found = read(query_of(link["href"]))
        assert total(found) > 0
        assert found.select(".chosen a")


@pytest.mark.parametrize("query", ["", "q=phare", "q=zzqqxx"])
def test_it_is_linked_from_the_search_page(read, query):
    assert read(query).select_one("main a[href='/fr/search/help/']")


def test_it_stands_without_engine(client, world, settings):
    settings.SEARCH_URL = "database://"
    assert client.get("/fr/search/help/").status_code == 200
