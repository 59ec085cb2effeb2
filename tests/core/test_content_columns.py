"""Computed columns stay what they are computed from, and check_content finds and mends what is not."""

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from core.content_columns import topics_that_differ, wrong_institutions, wrong_search_texts
from core.models import ContentPage
from institutions.models import ItemPage
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("agency", fr="Agence"))


@pytest.fixture
def court(portal):  # noqa: F811
    return pages.add_institution(portal, pages.make_institution("court", fr="Cour"))


def stored(page):
    return ItemPage.objects.get(pk=page.pk)


def problems():
    everything = ContentPage.objects.all()
    return [*wrong_institutions(everything), *wrong_search_texts(), *topics_that_differ()]


def move(page, target):
    Page.objects.get(pk=page.pk).specific.move(Page.objects.get(pk=target.pk), pos="last-child")


class TestInstitution:
    def test_moved_pages_belong_to_where_they_stand(self, agency, court):
        item = pages.add_item(agency)
        move(item, court)
        assert stored(item).institution.code == "court"
        assert problems() == []

    def test_old_draft_published_after_a_move_does_not_bring_the_old_one_back(self, agency, court):
        item = pages.add_item(agency)
        draft = item.save_revision()
        move(item, court)
        Revision.objects.get(pk=draft.pk).publish()
        assert stored(item).institution.code == "court"

    def test_reverting_to_a_revision_from_before_a_move_keeps_the_new_one(self, agency, court):
        item = pages.add_item(agency)
        before = item.save_revision()
        move(item, court)
        page = stored(item)
        page.title = "Later"
        page.save_revision().publish()
        Revision.objects.get(pk=before.pk).as_object().save_revision().publish()
        assert stored(item).institution.code == "court"
        assert stored(item).title == "Guide"

    def test_copy_below_another_institution_belongs_to_it(self, agency, court):
        item = pages.add_item(agency)
        copy = item.copy(to=Page.objects.get(pk=court.pk).specific, update_attrs={"slug": "copy"})
        assert stored(copy).institution.code == "court"

    def test_everything_below_follows_a_page_that_becomes_the_face_of_another_institution(self, agency):
        item = pages.add_item(agency)
        other = pages.make_institution("other", fr="Autre")
        face = ContentPage.objects.get(pk=agency.pk).specific
        face.entity = other
        revision = face.save_revision()
        assert stored(item).institution.code == "agency"
        revision.publish()
        assert stored(item).institution.code == "other"
        assert problems() == []

    def test_institution_pages_belong_to_themselves_and_index_pages_to_nobody(self, agency, portal):  # noqa: F811
        assert ContentPage.objects.get(pk=agency.pk).institution.code == "agency"
        theme = pages.add_theme(portal, pages.make_topic("ethics", fr="Éthique"))
        assert ContentPage.objects.get(pk=theme.pk).institution is None
        assert problems() == []


class TestFiling:
    @pytest.fixture
    def item(self, agency):
        self.ethics = pages.make_topic("ethics", fr="Éthique")
        self.budget = pages.make_topic("budget", fr="Budget")
        item = pages.add_item(agency, topics=[self.ethics])
        self.translation = pages.translate(item, "ar")
        ContentPage.objects.filter(pk=self.translation.pk).update(translated_from=item.locale)
        return item

    def filed(self, page):
        return {topic.code for topic in ContentPage.objects.get(pk=page.pk).topics.all()}

    def test_refiling_a_source_changes_its_translations(self, item):
        page = stored(item)
        page.topics.set([self.budget])
        page.save_revision().publish()
        assert self.filed(item) == {"budget"}
        assert self.filed(self.translation) == {"budget"}
        assert problems() == []

    def test_draft_of_a_source_files_nothing(self, item):
        page = stored(item)
        page.topics.set([self.budget])
        page.save_revision()
        assert self.filed(self.translation) == {"ethics"}


class TestCommand:
    @pytest.fixture
    def damaged(self, agency):
        item = pages.add_item(agency, topics=[pages.make_topic("ethics", fr="Éthique")])
        translation = pages.translate(item, "ar")
        ContentPage.objects.filter(pk=translation.pk).update(translated_from=item.locale)
        ContentPage.topics.through.objects.filter(contentpage_id=translation.pk).delete()
        ContentPage.objects.filter(pk=item.pk).update(institution=None, search_text="wrong")
        return item

    def test_every_wrong_column_is_named(self, damaged, capsys):
        with pytest.raises(CommandError, match="3 columns are wrong"):
            call_command("check_content")
        said = capsys.readouterr().out
        assert "its institution is not the one of its place in the tree" in said
        assert "its search text is out of date" in said
        assert f"filed differently from its source, page {damaged.pk}" in said

    def test_fix_sets_right_and_nothing_is_left(self, damaged, capsys):
        call_command("check_content", fix=True)
        assert stored(damaged).institution.code == "agency"
        assert stored(damaged).search_text == "guide"
        assert problems() == []
        call_command("check_content")
        assert "Every computed column is right." in capsys.readouterr().out
