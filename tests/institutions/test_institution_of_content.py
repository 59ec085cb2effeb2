"""Whatever editors do and in whatever order, an item belongs to the institution below whose page it stands."""

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from wagtail.models import Page, Revision

from core.content_columns import topics_that_differ, wrong_institutions, wrong_search_texts
from core.models import ContentPage
from institutions.models import ItemPage
from tests.factories import pages

STEPS = ("draft", "move", "publish a draft", "revert", "copy", "translate", "unpublish", "refile")


@pytest.mark.no_cover  # many repetitions of what other tests cover
class TestAnyOrder(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.tree = pages.make_tree()
        cls.topics = [pages.make_topic(code, fr=code) for code in ("t1", "t2")]
        cls.faces = {}
        for code in ("a", "b", "c"):
            face = cls.faces[code] = pages.add_institution(cls.tree, pages.make_institution(code, fr=code))
            pages.translate(face, "ar")

    def setUp(self):
        self.number = itertools.count()

    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 2)), min_size=2, max_size=7))
    def test_the_institution_is_the_one_of_the_place(self, steps):
        item = pages.add_item(self.faces["a"], f"Guide {next(self.number)}", topics=self.topics[:1])
        item.save_revision().publish()
        for step, choice in steps:
            self.do(step, choice, ItemPage.objects.get(pk=item.pk))
            page = ItemPage.objects.get(pk=item.pk)
            assert page.institution == page.get_parent().specific.entity, (step, steps)
        everything = ContentPage.objects.all()
        assert list(wrong_institutions(everything)) == []
        assert list(wrong_search_texts()) == []
        assert list(topics_that_differ()) == []
        assert not any(Page.find_problems())

    def do(self, step, choice, page):
        target = Page.objects.get(pk=self.faces["abc"[choice]].pk).specific
        revisions = list(Revision.objects.for_instance(page).order_by("pk"))
        chosen = revisions[choice % len(revisions)]
        if step == "draft":
            page.title = f"{page.title} {choice}"
            page.save_revision()
        elif step == "move":
            page.move(target, pos="last-child")
        elif step == "publish a draft":
            chosen.publish()
        elif step == "revert":
            chosen.as_object().save_revision(previous_revision=chosen).publish()
        elif step == "copy":
            copy = page.copy(to=target, update_attrs={"slug": f"copy-{next(self.number)}-{page.pk}"})
            assert ItemPage.objects.get(pk=copy.pk).institution == target.entity
        elif step == "translate" and not page.get_translations().exists():
            pages.translate(page, "ar", translated_from=page.locale)
        elif step == "unpublish":
            page.unpublish()
        elif step == "refile":
            page.topics.set(self.topics[: choice + 1])
            page.save_revision().publish()


@pytest.mark.django_db
def test_an_item_below_no_institution_belongs_to_none():
    tree = pages.make_tree()
    page = pages.add_standard(tree)
    assert ContentPage.objects.get(pk=page.pk).institution is None
