"""Searches are counted with nothing personal, written together, and forgotten when few people share them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.log import counter, note_click, note_search
from search.log.jobs import forget_rare_queries
from search.models import QueryCount


@pytest.mark.django_db
def test_searches_of_one_query_are_one_row_an_hour():
    for results in (3, 4):
        note_search("Marché  PUBLIC", "fr", results)
    note_search("marché public", "ar", 0)
    note_click("marche public", "fr")
    assert not QueryCount.objects.exists(), "nothing is written while a reader waits"
    counter.write()
    note_search("marché public", "fr", 5)
    counter.write()
    rows = {row.language: (row.query, row.searches, row.clicks, row.results) for row in QueryCount.objects.all()}
    assert rows == {"fr": ("marche public", 3, 1, 5), "ar": ("marche public", 1, 0, 0)}
    hour = QueryCount.objects.first().hour
    assert (hour.minute, hour.second, hour.microsecond) == (0, 0, 0)


@pytest.mark.parametrize(
    "query",
    [
        "0612345678",
        "06 12 34 56 78",
        "06.12.34.56.78",
        "nom@exemple.org",
        "AB 1234567",
        "https://exemple.org",
        "x" * 101,
        "?!",
    ],
)
@pytest.mark.django_db
def test_what_looks_like_a_person_is_not_counted(query):
    note_search(query, "fr", 1)
    counter.write()
    assert not QueryCount.objects.exists()


@pytest.mark.django_db
def test_the_number_of_a_law_and_a_year_are_counted():
    for query in ("loi 31-13", "rapport 2024", "décret 2.15.332"):
        note_search(query, "fr", 1)
    counter.write()
    assert QueryCount.objects.count() == 3


@pytest.mark.django_db
def test_memory_holds_so_many_queries_and_no_more(monkeypatch):
    monkeypatch.setattr(counter, "MOST_WAITING", 2)
    for query in ("un", "deux", "trois"):
        note_search(query, "fr", 1)
    note_search("un", "fr", 1)
    counter.write()
    assert dict(QueryCount.objects.values_list("query", "searches")) == {"un": 2, "deux": 1}


@pytest.mark.django_db
def test_a_query_that_few_share_is_forgotten_after_a_week_and_others_stay():
    now = timezone.now()

    def row(query, days, searches):
        QueryCount.objects.create(hour=now - timedelta(days=days), language="fr", query=query, searches=searches)

    row("rare", 8, 2)
    row("recent", 2, 1)
    row("shared", 8, 2)
    row("shared", 9, 1)
    row("ancient", 500, 50)
    forget_rare_queries()
    assert set(QueryCount.objects.values_list("query", flat=True)) == {"recent", "shared"}
    QueryCount.objects.filter(query="shared").update(searches=0)
    forget_rare_queries()
    assert QueryCount.objects.filter(query="shared").exists(), "once shared, it is kept"


@pytest.mark.django_db
def test_opening_a_result_is_counted_without_a_cookie(client):
    answer = client.post("/fr/search/opened/", {"q": "phare", "language": "fr"})
    assert (answer.status_code, answer.cookies, answer.content) == (204, {}, b"")
    assert client.post("/fr/search/opened/", {"q": "phare", "language": "xx"}).status_code == 204
    assert client.get("/fr/search/opened/").status_code == 405
    counter.write()
    (row,) = QueryCount.objects.all()
    assert (row.query, row.clicks, row.searches) == ("phare", 1, 0)


@pytest.mark.django_db
def test_a_search_page_counts_its_query_once_however_far_it_is_read(client, engine):
    for address in ("?q=phare", "?q=phare&page=2"):
        assert client.get(f"/fr/search/{address}").status_code == 200
    counter.write()
    assert list(QueryCount.objects.values_list("query", "searches", "results")) == [("phare", 1, 0)]


@pytest.mark.django_db
def test_choosing_a_filter_is_no_new_search(client, engine):
    assert client.get("/fr/search/?q=phare&kind=law").status_code == 200
    counter.write()
    assert not QueryCount.objects.exists()
