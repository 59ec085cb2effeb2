"""Items that resemble one, at the foot of its page."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from search.similar import SHOWN

pytestmark = pytest.mark.django_db


@pytest.fixture
def similar(client, world):
    def answer(page):
        soup = BeautifulSoup(client.get(page.url).content, "html.parser")
        return [link.get_text() for link in soup.select("section[aria-labelledby=similar-title] .entry-title a")]

    return answer


def lighthouse(number):
    return Page.objects.get(title=f"Phare numéro {number}").specific


def test_items_that_share_words_are_shown_and_the_item_itself_is_not(similar):
    found = similar(lighthouse(5))
    assert len(found) == SHOWN
    assert all(title.startswith("Phare") for title in found)
    assert "Phare numéro 5" not in found


def test_translations_of_the_item_are_not_shown(similar, world):
    assert world["arabic"].title not in similar(world["lantern"])


def test_a_legal_text_has_them_too(client, world):
    assert client.get(world["law"].url).status_code == 200


def test_what_is_public_no_more_is_not_shown(similar):
    page = lighthouse(5)
    gone = similar(page)[0]
    Page.objects.filter(title=gone).update(live=False)
    assert gone not in similar(page)


def test_nothing_is_shown_without_engine(similar, settings):
    page = lighthouse(5)
    settings.SEARCH_URL = "database://"
    assert similar(page) == []


def test_they_cost_no_query_while_nothing_changes(client, world, settings):
    page = lighthouse(5)
    settings.CACHE_URL = "memory://"

    def count():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.url, headers={"Authorization": "none"}).status_code == 200
        return len(captured)

    count()
    with_them = count()
    settings.SEARCH_URL = "database://"
    count()
    assert with_them == count()
