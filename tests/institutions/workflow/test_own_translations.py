"""Nobody approves what they translated, nor what a translation was made from."""

import pytest
from wagtail.models import Locale, Page, TaskState
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from core.publishing import writers_of_next_publication
from tests.factories import pages
from tests.institutions.workflow.world import (
    actions,
    approve_through,
    faults,
    portal,  # noqa: F401
    publish,
    send,
    stored,
    world,  # noqa: F401
    write,
)

pytestmark = pytest.mark.django_db


class TestTranslations:
    @pytest.fixture
    def translation(self, world):  # noqa: F811
        """The item's Arabic translation, made by nobody yet; its source was written by the second moderator."""
        write(world.item, world.second, title="Guide", summary="Un texte à traduire.")
        source, _made = TranslationSource.get_or_create_from_instance(
            stored(world.item).get_latest_revision_as_object()
        )
        arabic = Locale.objects.get(language_code="ar")
        translation = Translation.objects.create(source=source, target_locale=arabic)
        translation.save_target(user=world.editor, publish=True)
        return translation

    def target(self, translation):
        return translation.get_target_instance()

    def translate(self, translation, user, text):
        segment = StringSegment.objects.filter(source=translation.source).first()
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=translation.target_locale,
            context=segment.context,
            defaults={"data": text, "last_translated_by": user, "translation_type": "manual"},
        )

    def test_it_is_a_draft_whatever_was_asked(self, world, translation):  # noqa: F811
        assert not self.target(translation).live

    def test_who_wrote_the_source_is_refused(self, world, translation):  # noqa: F811
        page = self.target(translation)
        assert world.second.pk in writers_of_next_publication(page)
        send(page, world.editor)
        assert actions(page, world.second) == []
        assert actions(page, world.moderator) == ["reject", "approve"]

    def test_who_edited_a_segment_is_refused_also_after_another_edited_it(self, world, translation):  # noqa: F811
        self.translate(translation, world.moderator, "أول")
        self.translate(translation, world.editor, "ثان")
        translation.save_target(user=world.editor, publish=True)
        page = self.target(translation)
        assert {world.moderator.pk, world.editor.pk, world.second.pk} <= writers_of_next_publication(page)

    def test_what_was_written_in_the_source_later_does_not_count(self, world, translation):  # noqa: F811
        page = self.target(translation)
        send(page, world.editor)
        approve_through(page, world.moderator, world.portal)
        write(world.item, world.moderator, title="Later")
        assert faults() == []

    def test_the_next_version_counts_what_is_new_in_the_source(self, world, translation):  # noqa: F811
        page = self.target(translation)
        publish(world.item, world.second, world.moderator, world.portal)
        translation.save_target(user=world.editor, publish=True)
        send(page, world.editor)
        approve_through(page, world.moderator, world.portal)
        write(world.item, world.moderator, summary="Un autre texte.")
        translation.source.update_from_db()
        translation.save_target(user=world.editor, publish=True)
        found = writers_of_next_publication(page)
        assert world.moderator.pk in found
        assert world.second.pk not in found, "what they wrote was approved in Arabic too"

    def test_the_check_finds_an_approval_by_who_wrote_the_source(self, world, translation):  # noqa: F811
        page = self.target(translation)
        state = send(page, world.editor)
        approve_through(page, world.moderator, world.portal)
        assert faults() == []
        TaskState.objects.filter(pk=state.pk).update(finished_by=world.second)
        assert "was approved also by someone who wrote it" in faults()[0]

    def test_a_copy_for_translation_without_segments_counts_too(self, world):  # noqa: F811
        write(world.item, world.second)
        copy = pages.translate(stored(world.item), "en", live=False)
        write(copy, world.editor)
        assert writers_of_next_publication(stored(copy)) == {world.second.pk, world.editor.pk}


def test_the_check_finds_two_steps_by_one_person(world):  # noqa: F811
    publish(world.item, world.editor, world.moderator, world.portal)
    TaskState.objects.filter(finished_by=world.portal).update(finished_by=world.moderator)
    assert "two steps" in faults()[0]


def test_the_check_takes_the_same_queries_for_one_page_and_for_many(world, django_assert_num_queries):  # noqa: F811
    publish(world.item, world.editor, world.moderator, world.portal)
    with django_assert_num_queries(12, exact=False):
        assert faults() == []
    for number in range(3):
        other = pages.add_item(Page.objects.get(pk=world.face.pk).specific, f"Other {number}", live=False)
        publish(other, world.editor, world.moderator, world.portal)
    with django_assert_num_queries(12, exact=False):
        assert faults() == []
