"""A search that finds nothing helps on, and so does one that has not begun."""

import pytest

from search.models import QueryCount
from tests.search.pages.conftest import MANY, NOTHING
from tests.search.pages.reading import pairs, query_of, total
from tests.search.pages.test_suggest import searched

pytestmark = pytest.mark.django_db


def ways(page):
    return {link["href"]: int(link.select_one(".num").text.strip("()")) for link in page.select(".wider a")}


@pytest.mark.parametrize(
    "query",
    ["q=phare&kind=law", "q=phare&theme=customs&year=2000", "q=phare+kind:law", 'q="numéro+phare"', "q=lanterne+-phare",
     "q=phare&from=1900-01-01&to=1900-12-31", "q=phare+chandelle&exactly=1", 'q=title:"gardien+chandelle"'],
)  # fmt: skip
def test_less_strict_searches_are_offered_with_what_they_find(read, query):
    page = read(query)
    assert total(page) == 0
    assert ways(page)
    for address, count in ways(page).items():
        assert total(read(query_of(address))) == count > 0


def test_without_the_filters_is_the_query_alone(read):
    (address,) = ways(read("q=phare&kind=law&sort=newest"))
    assert pairs(address) == [("q", "phare"), ("sort", "newest")]


def test_nothing_is_offered_that_finds_nothing(read):
    assert ways(read(f"q={NOTHING}&kind=law")) == {}


def test_topics_that_share_a_word_are_shown(read):
    page = read("q=quais+anciens+zzqq&kind=law")
    assert "Quais" in [link.get_text() for link in page.select(".tags a")]


def test_topics_that_are_written_nearly_alike_are_shown(read):
    page = read("q=douanne&kind=law")
    assert "Douane" in [link.get_text() for link in page.select(".tags a")]


def test_themes_are_shown_with_their_number(read):
    links = {link.select_one("bdi").text: link for link in read(f"q={NOTHING}").select(".ruled a")}
    assert {"Quais", "Douane"} <= set(links)
    assert total(read(query_of(links["Douane"]["href"]))) == int(links["Douane"].select_one(".num").text)


def test_the_start_leads_to_kinds_themes_and_popular_queries(read):
    searched("phare", 5)
    page = read()
    assert not page.select("#results-heading")
    counts = {link.select_one("bdi").text: link for link in page.select(".ruled a")}
    assert counts["Guides"].select_one(".num").text == str(MANY)
    assert total(read(query_of(counts["Guides"]["href"]))) == MANY
    assert [link.text for link in page.select(".tags a")] == ["phare"]
    assert not page.select("#listing .empty")


def test_the_start_stands_without_engine(client, world, settings):
    settings.SEARCH_URL = "database://"
    assert client.get("/fr/search/").status_code == 200


def test_what_is_searched_is_counted_once(read):
    from search.log import counter

    read("q=phare")
    read("q=phare&page=2")
    read(f"q={NOTHING}")
    read(f"q={NOTHING}&kind=law")
    counter.write()
    assert dict(QueryCount.objects.values_list("query", "searches")) == {"phare": 1, NOTHING: 1}
