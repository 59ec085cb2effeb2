"""A version is a draft until somebody is asked to approve it, and stays as it is from then on."""

import pytest
from django.db import IntegrityError, transaction

from core.publishing import publication_workflow, system_user
from knowledge.models import LegalTextPage, Provision, TextVersion, VersionIsFrozen
from knowledge.services import provision_add, provision_move, provision_remove, provision_save, version_copy
from knowledge.services.provisions import EditConflict, wording_mark
from tests.knowledge.factories import approver, make_institution_page, make_text, publish_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(portal) -> LegalTextPage:
    return make_text(make_institution_page(portal))


@pytest.fixture
def published(text) -> LegalTextPage:
    return publish_text(text)


def draft_of(page):
    return LegalTextPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def save_article(page, anchor, text, user=None):
    draft = draft_of(page)
    seen = wording_mark(draft.version.provisions.get(anchor=anchor))
    return provision_save(page=draft, user=user or approver(), anchor=anchor, seen=seen, text=text)


def test_publishing_numbers_and_freezes_the_version(published):
    version = published.version
    assert (version.number, version.is_frozen, version.part_count) == (1, True, 1)
    assert version.published_at is not None


@pytest.mark.parametrize(
    "change",
    [
        lambda version: version.save(),
        lambda version: version.delete(),
        lambda version: TextVersion.objects.filter(pk=version.pk).update(label="x"),
        lambda version: TextVersion.objects.filter(pk=version.pk).delete(),
        lambda version: version.provisions.update(text="x"),
        lambda version: version.provisions.all().delete(),
        lambda version: version.provisions.first().delete(),
        lambda version: version.provisions.first().save(),
        lambda version: version.provisions.create(position=9, anchor="art-9", label="Article 9"),
        lambda version: Provision.objects.bulk_create([Provision(version=version, position=9, anchor="a", label="A")]),
        lambda version: Provision.objects.bulk_update(list(version.provisions.all()), ["text"]),
    ],
)
def test_published_version_refuses_every_change(published, change):
    before = list(version_rows(published.version))
    with pytest.raises(VersionIsFrozen), transaction.atomic():
        change(TextVersion.objects.get(pk=published.version_id))
    assert list(version_rows(published.version)) == before


def version_rows(version):
    return version.provisions.in_order().values_list("anchor", "position", "text")


def test_first_change_of_a_published_text_copies_it(published):
    save_article(published, "art-1", "Un autre texte.")
    draft = draft_of(published)
    assert draft.version_id != published.version_id
    assert draft.version.copied_from_id == published.version_id
    assert [row[2] for row in version_rows(draft.version)] == ["Un autre texte.", "Le second texte."]
    assert [row[2] for row in version_rows(published.version)] == ["Le premier texte.", "Le second texte."]
    assert LegalTextPage.objects.get(pk=published.pk).version_id == published.version_id


def test_second_change_stays_in_the_same_draft(published):
    save_article(published, "art-1", "Un autre texte.")
    draft = draft_of(published).version_id
    save_article(published, "art-2", "Encore un autre.")
    assert draft_of(published).version_id == draft


def test_own_changes_share_a_revision_and_others_do_not(published):
    save_article(published, "art-1", "A")
    revisions = published.revisions.count()
    save_article(published, "art-2", "B")
    assert published.revisions.count() == revisions
    save_article(published, "art-2", "C", user=system_user("somebody"))
    assert published.revisions.count() == revisions + 1


def test_copy_has_the_same_articles_and_not_the_text_as_received(text):
    first = text.version.provisions.get(anchor="art-1")
    first.original_text = "as received"
    first.save()
    copy = version_copy(version=text.version, user=None)
    assert list(version_rows(copy)) == list(version_rows(text.version))
    assert copy.provisions.get(anchor="art-1").original_text is None
    assert text.version.provisions.get(anchor="art-1").original_text == "as received"


def test_approved_draft_becomes_the_next_version_and_the_old_one_stays(published):
    save_article(published, "art-1", "Un autre texte.", user=system_user("editor"))
    again = publish_text(published)
    assert again.version.number == 2
    assert list(TextVersion.objects.published().values_list("number", flat=True).order_by("number")) == [1, 2]
    assert again.version.provisions.get(anchor="art-1").since_id == again.version_id
    assert again.version.provisions.get(anchor="art-2").since_id == published.version_id


def test_submitted_version_is_frozen_and_a_later_change_copies_it(text):
    editor = system_user("editor")
    workflow, _task = publication_workflow()
    workflow.start(text, editor)
    submitted = TextVersion.objects.get(pk=text.version_id)
    assert submitted.is_frozen
    assert submitted.number is None
    save_article(text, "art-1", "Change during approval.")
    assert draft_of(text).version_id != submitted.pk


def test_workflow_publishes_the_version_of_the_approved_revision(published):
    save_article(published, "art-1", "Un autre texte.", user=system_user("editor"))
    page = LegalTextPage.objects.get(pk=published.pk)
    workflow, _task = publication_workflow()
    state = workflow.start(page, system_user("editor"))
    state.current_task_state.specific.approve(user=approver())
    page = LegalTextPage.objects.get(pk=published.pk)
    assert page.version.number == 2
    assert page.version.provisions.get(anchor="art-1").text == "Un autre texte."


def test_saving_over_somebody_elses_change_is_refused(published):
    seen = wording_mark(published.version.provisions.get(anchor="art-1"))
    save_article(published, "art-1", "Theirs.")
    with pytest.raises(EditConflict):
        provision_save(page=draft_of(published), user=approver(), anchor="art-1", seen=seen, text="Mine.")
    assert draft_of(published).version.provisions.get(anchor="art-1").text == "Theirs."


def test_positions_stay_without_gaps(text):
    user = approver()
    provision_add(page=draft_of(text), user=user, label="Article 3", anchor="art-3", text="Trois", place=1)
    provision_move(page=draft_of(text), user=user, anchor="art-3", place=2)
    assert [row[:2] for row in version_rows(draft_of(text).version)] == [("art-1", 1), ("art-3", 2), ("art-2", 3)]
    provision_move(page=draft_of(text), user=user, anchor="art-1", place=99)
    assert [row[:2] for row in version_rows(draft_of(text).version)] == [("art-3", 1), ("art-2", 2), ("art-1", 3)]
    provision_remove(page=draft_of(text), user=user, anchor="art-2")
    assert [row[:2] for row in version_rows(draft_of(text).version)] == [("art-3", 1), ("art-1", 2)]


def test_anchor_is_unique_in_a_version(text):
    with pytest.raises(IntegrityError), transaction.atomic():
        Provision.objects.create(version=text.version, position=9, anchor="art-1", label="Again")


def test_status_needs_a_source(text):
    with pytest.raises(IntegrityError), transaction.atomic():
        LegalTextPage.objects.filter(pk=text.pk).update(status="in_force", status_source="")


def test_translation_starts_without_the_words_of_the_source(published):
    from tests.factories.pages import translate

    institution = published.get_parent()
    translate(institution, "ar", title="الوكالة")
    copy = translate(published, "ar")
    assert (copy.version_id, copy.official_title) == (None, "")
    assert copy.number == published.number


def test_deleting_the_page_deletes_its_versions_only(published, text):
    other = make_text(published.get_parent().specific, "Loi 2-23")
    LegalTextPage.objects.get(pk=published.pk).delete()
    assert not TextVersion.objects.filter(text_key=published.translation_key).exists()
    assert TextVersion.objects.filter(pk=other.version_id).exists()
