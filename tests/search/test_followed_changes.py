"""Everything that changes what may be found is followed: after the worker has done its work, index and database agree."""

import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import PageViewRestriction

from core.models import InstitutionName, OutboxEntry, PortalDocument, Topic
from core.outbox.worker import drain
from home.models import StandardPage
from institutions.models import ItemPage
from search.indexing.compare import differences
from search.indexing.documents import indexed
from search.indexing.reading import public_keys, read_documents
from tests.factories import pages
from tests.search.asking import ask, keys, titles


@pytest.fixture
def tree(db):
    return pages.make_tree()


@pytest.fixture
def agency(tree):
    institution = pages.make_institution("agency", fr="Agence du port", en="Port agency")
    return pages.publish(pages.add_institution(tree, institution))


@pytest.fixture
def item(agency):
    return pages.publish(
        pages.add_page(ItemPage, agency, "Quai des brumes", summary="Un phare dans la nuit.", kind="guide")
    )


def settle(engine):
    """Let the worker do what is due, then hold the index against the database."""
    drain()
    assert not OutboxEntry.objects.exists()
    assert list(differences(engine)) == []


def test_a_page_is_found_once_published_and_not_before(engine, agency):
    page = pages.add_page(ItemPage, agency, "Quai des brumes", kind="guide", live=False)
    settle(engine)
    assert keys(ask("brumes")) == []
    pages.publish(page)
    settle(engine)
    assert keys(ask("brumes")) == [f"page:{page.pk}"]


def test_a_new_wording_takes_the_place_of_the_old(engine, item):
    pages.publish(item, title="Quai des ombres")
    settle(engine)
    assert (len(keys(ask("ombres"))), keys(ask("brumes"))) == (1, [])


def test_a_page_that_is_taken_down_is_gone(engine, item):
    settle(engine)
    ItemPage.objects.get(pk=item.pk).unpublish()
    assert keys(ask("brumes")) == [], "even before the worker has come to it"
    assert ask("brumes").result.total == 0
    settle(engine)
    assert keys(ask("brumes")) == []


def test_a_deleted_page_is_gone(engine, item):
    settle(engine)
    ItemPage.objects.get(pk=item.pk).delete()
    assert keys(ask("brumes")) == []
    settle(engine)


def test_a_page_that_moves_is_found_at_its_new_address(engine, tree, agency, item):
    other = pages.publish(pages.add_institution(tree, pages.make_institution("harbour", fr="Capitainerie")))
    settle(engine)
    ItemPage.objects.get(pk=item.pk).move(other, pos="last-child")
    settle(engine)
    found = ask("brumes")
    assert other.url in found.hits[0].display
    assert keys(ask("q=brumes&institution=harbour")) == keys(found)
    assert keys(ask("q=brumes&institution=agency")) == []


def test_a_new_slug_changes_the_addresses_below_too(engine, agency, item):
    settle(engine)
    pages.publish(agency, slug="nouveau-nom")
    settle(engine)
    assert "/nouveau-nom/" in ask("brumes").hits[0].display


def test_what_only_some_may_read_is_not_found_by_others(engine, agency, item):
    settle(engine)
    restriction = PageViewRestriction.objects.create(page=agency, restriction_type=PageViewRestriction.LOGIN)
    assert ask("brumes").result.total == 0
    settle(engine)
    assert keys(ask("brumes")) == []
    restriction.delete()
    settle(engine)
    assert keys(ask("brumes")) == [f"page:{item.pk}"]


def test_a_page_is_not_shown_from_the_second_it_expires(engine, item):
    pages.publish(item, expire_at=timezone.now() + timedelta(days=1))
    settle(engine)
    assert keys(ask("brumes")) == [f"page:{item.pk}"]
    ItemPage.objects.filter(pk=item.pk).update(expire_at=timezone.now() - timedelta(seconds=2))
    assert keys(ask("brumes")) == [], "the database is asked about what is shown"


def test_the_engine_itself_leaves_out_what_has_expired(engine, item):
    pages.publish(item, expire_at=timezone.now() + timedelta(seconds=90))
    settle(engine)
    (document,) = read_documents([f"page:{item.pk}"]).values()
    assert indexed(document, 1).expires == int(document.expires_at.timestamp())


def test_a_translation_takes_over_for_its_readers(engine, item):
    settle(engine)
    assert keys(ask("brumes", "en")) == [f"page:{item.pk}"], "without a translation the original is shown"
    english = pages.translate(item, "en", live=False)
    pages.publish(english, title="Misty quay brumes")
    settle(engine)
    assert keys(ask("brumes", "en"))[0] == f"page:{english.pk}"
    assert f"page:{item.pk}" not in keys(ask("brumes", "en"))
    ItemPage.objects.get(pk=english.pk).unpublish()
    settle(engine)
    assert keys(ask("brumes", "en")) == [f"page:{item.pk}"]


def test_an_institution_that_is_renamed_is_found_by_its_new_name(engine, agency, item):
    settle(engine)
    name = InstitutionName.objects.get(institution=agency.entity, locale__language_code="fr")
    name.text = "Office des lumières"
    name.save()
    settle(engine)
    assert f"page:{item.pk}" in keys(ask("lumières"))


def test_an_institution_that_is_suspended_takes_its_items_with_it(engine, agency, item, admin_user):
    settle(engine)
    page = agency.specific_class.objects.get(pk=agency.pk)
    UnpublishPageAction(page, user=admin_user, include_descendants=True).execute()
    assert ask("brumes").result.total == 0
    settle(engine)
    assert keys(ask("brumes")) == []


def test_a_theme_that_moves_takes_what_is_filed_under_it_along(engine, item):
    top, other = pages.make_topic("top", fr="Eaux"), pages.make_topic("other", fr="Terres")
    below = pages.make_topic("below", parent=top, fr="Ports")
    page = ItemPage.objects.get(pk=item.pk)
    page.topics.set([Topic.objects.get(pk=below.pk)])
    pages.publish(page, topics=[Topic.objects.get(pk=below.pk)])
    settle(engine)
    assert len(keys(ask("q=brumes&theme=top"))) == 1
    Topic.objects.get(pk=below.pk).move(Topic.objects.get(pk=other.pk), pos="last-child")
    settle(engine)
    assert len(keys(ask("q=brumes&theme=other"))) == 1
    assert keys(ask("q=brumes&theme=top")) == []


def test_a_deleted_theme_is_no_filter_any_more(engine, item):
    theme = pages.make_topic("top", fr="Eaux")
    pages.publish(item, topics=[theme])
    settle(engine)
    Topic.objects.get(pk=theme.pk).delete()
    settle(engine)
    assert ask("brumes").result.facets["theme"] == {}


def test_the_title_of_a_file_is_followed(engine, agency):
    document = PortalDocument.objects.create(title="Plan", file=ContentFile(b"un phare", name="plan.txt"))
    body = [{"type": "file", "value": {"document": document.pk, "title": ""}}]
    page = pages.add_page(ItemPage, agency, "Quai des brumes", kind="guide")
    pages.publish(page, body=ItemPage._meta.get_field("body").to_python(body))
    settle(engine)
    assert "file" in ask("brumes").result.facets["media"]
    document.refresh_from_db()
    document.title = "Plan du port"
    document.save()
    assert OutboxEntry.objects.filter(key=f"page:{page.pk}").exists()
    settle(engine)


def test_pages_of_every_kind_are_found(engine, tree, agency, item):
    about = pages.add_page(StandardPage, tree.homes["fr"], "Au sujet du phare")
    theme = pages.add_theme(tree, pages.make_topic("light", fr="Phares"))
    for page in (about, theme):
        pages.publish(page)
    settle(engine)
    assert set(titles(ask("phare"))) == {"Au sujet du phare", "Phares", "Quai des brumes"}
    assert set(public_keys()) == {f"page:{page.pk}" for page in (about, theme, agency, item)}


def test_a_change_that_is_rolled_back_leaves_no_trace(engine, item):
    drain()

    with transaction.atomic():
        pages.publish(item, title="Quai des ombres")
        transaction.set_rollback(True)
    assert not OutboxEntry.objects.exists()
    settle(engine)


def test_what_is_shown_of_a_result_needs_no_query_of_its_own(engine, agency, django_assert_max_num_queries):
    for number in range(25):
        pages.publish(pages.add_page(ItemPage, agency, f"Phare {number}", kind="guide"))
    settle(engine)
    with django_assert_max_num_queries(14):
        found = ask("phare")
    assert len(found.hits) == 20
    assert {json.loads(hit.display)["kind"] for hit in found.hits} == {"guide"}
