"""The tree that tests stand on is a tree as Wagtail wants it."""

import pytest
from wagtail.models import Page

from core.models import ContentPage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def test_tree_has_one_home_a_language_and_no_structural_problem():
    tree = pages.make_tree()
    assert set(tree.homes) == {"ar", "fr", "en", "zgh"}
    assert {home.translation_key for home in tree.homes.values()} == {tree.homes["fr"].translation_key}
    assert tree.homes["ar"].get_url() == "/ar/"
    assert tree.themes["zgh"].get_url() == "/zgh/themes/"
    assert not any(Page.find_problems())


def test_items_know_their_institution_and_topics():
    tree = pages.make_tree()
    agency = pages.make_institution("agency", fr="Agence", ar="الوكالة")
    page = pages.add_institution(tree, agency)
    topic = pages.make_topic("ethics", fr="Éthique")
    item = pages.add_item(page, "Guide", topics=[topic])
    stored = ContentPage.objects.get(pk=item.pk)
    assert stored.institution == agency
    assert list(stored.topics.all()) == [topic]
    assert not any(Page.find_problems())
