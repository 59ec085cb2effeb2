"""Suggestions while typing: titles, topics and terms, popular queries; never what is not public, never what is personal."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from search.models import QueryCount, SynonymSet
from tests.search.pages.conftest import NOTHING

pytestmark = pytest.mark.django_db


@pytest.fixture
def suggest(ask):
    def answer(text, language="fr"):
        groups = json.loads(ask("suggestion-list", f"q={text}", language).content)["groups"]
        return {item["text"]: item["url"] for group in groups for item in group["items"]}

    return answer


def searched(query, times, *, language="fr", results=3, days=1):
    hour = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(days=days)
    return QueryCount.objects.create(hour=hour, language=language, query=query, searches=times, results=results)


@pytest.mark.parametrize("text", ["lant", "LANT", "lanterne", "lanterne du m", "môle lan", "mole", "Lanterne du môle"])
def test_a_title_is_suggested_by_the_beginnings_of_its_words(suggest, world, text):
    assert suggest(text)["Lanterne du môle"] == world["lantern"].url


@pytest.mark.parametrize("text", ["", " ", "l", "é", "-", '"', "anterne", NOTHING])
def test_nothing_is_suggested_for_too_little_or_for_what_begins_no_word(suggest, text):
    assert suggest(text) == {}


@pytest.mark.parametrize("text", ["فانو", "الفانو", "رصيف", "فانوس ر"])
def test_arabic_titles_are_suggested_with_and_without_the_article(suggest, world, text):
    found = suggest(text, "ar")
    assert (world["arabic"].title in found) == (text != "الفانو")


def test_the_language_is_that_of_the_words(ask):
    assert json.loads(ask("suggestion-list", "q=فانوس", "fr").content)["language"] == "ar"


def test_a_topic_leads_to_its_page_and_a_concept_to_a_search(suggest):
    SynonymSet.objects.create(terms={"fr": ["appel d’offres", "adjudication"]})
    assert suggest("quai")["Quais"].endswith("/themes/quais/")
    assert suggest("adjud") == {"adjudication": "/fr/search/?q=adjudication"}


def test_nothing_is_suggested_twice(ask):
    groups = json.loads(ask("suggestion-list", "q=quais").content)["groups"]
    urls = [item["url"] for group in groups for item in group["items"]]
    assert len(urls) == len(set(urls)) == 1


def test_popular_queries_are_written_as_texts_write_them(suggest):
    searched("numero", 3)
    assert suggest("num")["numéro"] == "/fr/search/?q=num%C3%A9ro"


@pytest.mark.parametrize(
    "row",
    [{"times": 2}, {"times": 9, "results": 0}, {"times": 9, "days": 31}, {"times": 9, "language": "ar"}],
)  # fmt: skip
def test_rare_empty_old_and_foreign_queries_are_not_popular(suggest, row):
    searched("balises brulent", row.pop("times"), **row)
    assert "balises brûlent" not in suggest("bali")


def test_counts_of_several_hours_add_up(suggest):
    for days in (1, 2, 3):
        searched("lampe brule", 1, days=days)
    assert "lampe brûle" in suggest("lampe")


def test_what_people_write_is_shown_only_in_words_of_public_texts(suggest):
    searched("phare jean dupont", 50)
    searched("phare idiot", 50)
    searched("phare 0612", 50)
    assert {text for text in suggest("phare") if "phare " in text} <= {"phare 0612"}


def test_an_elided_word_gets_its_apostrophe(world):
    from search.popular import popular_queries

    searched("l agence du port", 5)
    assert popular_queries("fr") == ("l’agence du port",)


def test_a_title_that_is_public_no_more_is_not_suggested(suggest, world):
    assert "Lanterne du môle" in suggest("lant")
    Page.objects.filter(pk=world["lantern"].pk).update(live=False)
    assert "Lanterne du môle" not in suggest("lant")


def test_without_an_engine_there_are_still_topics(suggest, settings):
    settings.SEARCH_URL = "database://"
    assert list(suggest("quai")) == ["Quais"]


def test_browsers_get_the_form_that_they_know(ask):
    response = ask("suggestion-list", "q=lant&form=opensearch")
    assert response["Content-Type"] == "application/x-suggestions+json"
    text, found, hints, urls = json.loads(response.content)
    assert text == "lant"
    assert found == ["Lanterne du môle"]
    assert len(hints) == len(urls) == 1
    assert urls[0].startswith("http://")


def test_an_answer_is_kept_for_a_minute_by_who_asked_and_counts_as_no_search(ask):
    from search.log import counter

    assert ask("suggestion-list", "q=lant")["Cache-Control"] == "private, max-age=60"
    assert not ask("suggestion-list", "q=lant").cookies
    counter.write()
    assert not QueryCount.objects.exists()


def test_the_number_of_queries_is_small_and_constant(ask):
    def count(text):
        ask("suggestion-list", f"q={text}")
        with CaptureQueriesContext(connection) as captured:
            ask("suggestion-list", f"q={text}")
        return len(captured)

    assert count("ph") == count("lant") <= 15


def test_screen_readers_are_told_how_many_there_are(ask):
    assert json.loads(ask("suggestion-list", "q=lant").content)["status"].startswith("1 ")
    assert json.loads(ask("suggestion-list", f"q={NOTHING}").content)["status"] == ""
