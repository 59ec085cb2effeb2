"""The page of results: what an entry shows, filters with several values, dates, sorting, what a new query keeps."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.search.pages.conftest import MANY, NOTHING
from tests.search.pages.reading import facet, pairs, query_of, titles, total

pytestmark = pytest.mark.django_db


def test_an_entry_shows_title_passage_kind_institution_and_date(read):
    page = read("q=phare+numéro+7")
    entry = page.select_one(".entry")
    assert entry.select_one(".entry-title").get_text() == "Phare numéro 7"
    assert [mark.text for mark in entry.select(".entry-title mark")] == ["Phare", "numéro", "7"]
    assert entry.select_one("time")["datetime"] == "2007-05-01"
    assert entry.select_one(".by").get_text().strip() == "Agence du port"
    assert entry.select_one(".kind").get_text().strip()


def test_words_of_grammar_are_not_marked(read):
    marks = {mark.text for mark in read("q=lanterne+du+môle").select("mark")}
    assert {"Lanterne", "môle"} <= marks
    assert "du" not in marks


def test_the_passage_is_of_the_article_that_has_the_words_and_leads_there(read, world):
    entry = read("q=chandelle").select_one(".entry")
    best = entry.select_one(".places .place-best")
    assert best["href"].endswith("/article/art-2/")
    assert best.get_text().strip() == "Article 2"
    assert "chandelle" in [mark.text for mark in entry.select("p mark")]


def test_the_passage_of_a_phrase_is_of_the_article_that_has_it(read):
    assert read('q="allume+la+chandelle"').select_one(".place-best")["href"].endswith("/article/art-2/")


def test_other_places_follow_the_best_one(read):
    links = read("q=gardien+balises").select_one(".entry").select(".places a")
    assert {link.get_text().strip() for link in links} == {"Article 1", "Article 2"}
    assert [link.get("class") for link in links] == [["place-best"], None]


def test_a_result_in_another_language_says_so_and_leads_to_the_readers(read, world):
    entry = read("q=فانوس").select_one(".entry")
    assert entry.select_one(".entry-title a")["lang"] == "ar"
    assert entry.select_one(".badge [lang=ar]")
    assert entry.select_one(".by a")["href"] == world["lantern"].url
    own = read("q=lanterne").select_one(".entry")
    assert not own.select(".badge, .by a")


def test_a_recommended_result_is_labelled(read, world):
    from search.models import Promotion

    Promotion.objects.create(words="phare", language="fr", page=world["lantern"])
    first = read("q=phare").select_one(".entry")
    assert "entry-best" in first["class"]
    assert first.select_one(".entry-title").get_text() == "Lanterne du môle"


def test_results_come_twenty_a_page_with_their_total(read):
    page = read("q=phare")
    assert total(page) == MANY + 2
    assert len(titles(page)) == 20
    rest = read(query_of(page.select_one("a[rel=next]")["href"]))
    assert len(titles(rest)) == MANY + 2 - 20
    assert set(titles(page)).isdisjoint(titles(rest))
    assert rest.select_one(".entry")["data-position"] == "21"


@pytest.mark.parametrize("number", ["0", "-1", "999", "99999999999", "x"])
def test_any_number_of_page_shows_results(read, number):
    assert titles(read(f"q=phare&page={number}"))


def test_a_count_is_what_choosing_shows(read):
    page = read("q=phare")
    for link in page.select("#facets a"):
        assert total(read(query_of(link["href"]))) == int(link.select_one(".num").text)


def test_several_values_of_a_filter_add_up_and_its_counts_stay(read):
    first = read(query_of(facet(read("q=phare"), "2007")["href"]))
    assert facet(first, "2007")["aria-current"] == "true"
    other = facet(first, "2008")
    assert other.select_one(".num").text == "1"
    both = read(query_of(other["href"]))
    assert total(both) == 2
    assert len(both.select(".chosen li a:not(.chosen-clear)")) == 2
    back = read(query_of(facet(both, "2007")["href"]))
    assert titles(back) == ["Phare numéro 8"]


def test_filters_narrow_each_other_and_all_are_removed_at_once(read):
    page = read("q=phare&kind=guide&theme=quays")
    assert total(page) == 3
    clear = page.select_one(".chosen-clear")["href"]
    assert pairs(clear) == [("q", "phare")]
    assert total(read(query_of(clear))) == MANY + 2


def test_a_topic_opens_what_stands_below_it(read):
    page = read("q=phare")
    assert facet(page, "Quais")
    assert facet(page, "Bassins") is None
    opened = read(query_of(facet(page, "Quais")["href"]))
    below = facet(opened, "Bassins")
    assert "facet-in" in below["class"]
    assert pairs(below["href"]) == [("q", "phare"), ("theme", "docks")], "the topic above says nothing more"
    inside = read(query_of(below["href"]))
    assert pairs(facet(inside, "Quais")["href"]) == [("q", "phare"), ("theme", "quays")]
    assert pairs(facet(inside, "Douane")["href"]) == [("q", "phare"), ("theme", "docks"), ("theme", "customs")]


def test_a_chosen_value_without_results_can_be_removed(read):
    page = read("q=phare&theme=customs&year=2000")
    assert total(page) == 0
    assert {link.select_one("bdi").text for link in page.select("#facets a[aria-current]")} == {"Douane", "2000"}


def test_a_new_query_keeps_what_was_chosen(read):
    page = read("q=phare&kind=guide&kind=news&year=2003&from=2001-01-01&sort=newest&exactly=1")
    form = page.select_one("form[data-suggest]")
    hidden = [(field["name"], field["value"]) for field in form.select("[type=hidden]")]
    assert hidden == [
        ("kind", "guide"), ("kind", "news"), ("year", "2003"), ("from", "2001-01-01"), ("sort", "newest"),
    ]  # fmt: skip
    assert pairs(page.select_one(".search-notes span a")["href"]) == [
        ("q", "phare"), ("sort", "newest"), ("exactly", "1"),
    ]  # fmt: skip
    assert not read("q=phare").select(".search-notes span")


def test_dates_bound_the_results_and_stand_among_the_filters(read):
    page = read("q=phare&from=2003-01-01&to=2005-12-31")
    assert sorted(titles(page)) == ["Phare numéro 3", "Phare numéro 4", "Phare numéro 5"]
    assert page.select_one("#date-from")["value"] == "2003-01-01"
    assert len(page.select(".chosen li a:not(.chosen-clear)")) == 2
    open_end = read(query_of(page.select(".chosen li a")[1]["href"]))
    assert total(open_end) == MANY - 3


def test_the_form_of_dates_keeps_everything_else(read):
    page = read("q=phare&kind=guide&from=2003-01-01&sort=newest")
    hidden = [(field["name"], field["value"]) for field in page.select(".dates [type=hidden]")]
    assert hidden == [("q", "phare"), ("kind", "guide"), ("sort", "newest")]


def test_results_are_sorted_by_date_both_ways(read):
    page = read("q=phare")
    newest, oldest = (query_of(link["href"]) for link in page.select(".sorts a")[1:])
    assert titles(read(newest))[0] == f"Phare numéro {MANY - 1}"
    assert titles(read(oldest))[0] == "Phare numéro 0"
    assert read(newest).select_one(".sorts [aria-current]").text != page.select_one(".sorts [aria-current]").text


def test_the_pages_of_a_list_keep_query_filters_and_order(read):
    link = read("q=phare&kind=guide&sort=oldest").select_one("a[rel=next]")["href"]
    assert pairs(link) == [("q", "phare"), ("kind", "guide"), ("sort", "oldest"), ("page", "2")]


def test_the_number_of_queries_does_not_grow_with_the_results(client, world):
    def count(query):
        client.get(f"/fr/search/?{query}")  # what a process reads once
        with CaptureQueriesContext(connection) as captured:
            client.get(f"/fr/search/?{query}")
        return len(captured)

    assert count("q=phare") == count("q=phare&theme=customs") <= 30


def test_results_alone_are_sent_when_they_are_swapped(read):
    part = read("q=phare", **{"HX-Request": "true", "HX-Target": "listing"})
    assert part.select_one("#listing form[data-suggest]")
    assert not part.select("html, header, h1")


@pytest.mark.parametrize(
    ("name", "query"),
    [("page-list", "q=phare"), ("page-list", ""), ("suggestion-list", "q=ph"), ("help-detail", ""),
     ("page-feed", "q=phare"), ("description-detail", "")],
)  # fmt: skip
def test_no_answer_is_for_other_search_engines(ask, name, query):
    assert ask(name, query)["X-Robots-Tag"] == "noindex"


def test_a_result_page_is_kept_by_nobody(ask):
    assert "no-store" in ask("page-list", "q=phare")["Cache-Control"]


def test_results_travel_compressed_to_who_can_read_that(client, world):
    answers = [client.get("/fr/search/?q=phare", headers={"Accept-Encoding": one}) for one in ("gzip", "identity")]
    assert [answer.get("Content-Encoding", "") for answer in answers] == ["gzip", ""]
    assert len(answers[0].content) * 3 < len(answers[1].content)
    assert all("Accept-Encoding" in answer["Vary"] for answer in answers)


def test_what_counts_opened_results_is_on_the_list(read):
    box = read("q=phare").select_one("[data-opened]")
    assert (box["data-query"], box["data-language"]) == ("phare", "fr")
    assert box["data-opened"] == "/fr/search/opened/"
    assert [entry["data-position"] for entry in box.select(".entry")] == [str(n) for n in range(1, 21)]


@pytest.mark.parametrize("language", ["ar", "fr", "en", "zgh"])
def test_the_page_answers_in_every_language(read, language):
    for query in ("", "q=phare", f"q={NOTHING}", "q=phare&from=x"):
        page = read(query, language)
        assert page.html["lang"] == language
        assert len(page.select("h1")) == 1
