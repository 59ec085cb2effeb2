"""A file is public exactly while something public refers to it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from core.files import referrers, refresh_files, refresh_pages
from core.models import PortalDocument, PortalImage
from home.models import StandardPage
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    return pages.make_tree(indexes=False)


def body_with(*, document=None, image=None, rich=None):
    blocks = []
    if document:
        blocks.append({"type": "file", "value": {"document": document.pk, "title": ""}})
    if image:
        blocks.append({"type": "picture", "value": {"image": image.pk, "alt": "", "caption": ""}})
    if rich:
        blocks.append({"type": "paragraph", "value": f'<p><a linktype="document" id="{rich.pk}">file</a></p>'})
    return blocks


def page_with(tree, title="Page", **body):
    page = pages.add_standard(tree, title, live=False)
    page.body = body_with(**body)
    page.save_revision()
    return page


def fresh(page):
    return Page.objects.get(pk=page.pk)


def is_public(file):
    return type(file).objects.get(pk=file.pk).is_public


def test_a_file_is_public_as_soon_as_its_page_is(tree, make_document, make_image):
    document, linked, image, cover = make_document(), make_document("b.pdf"), make_image(), make_image("cover.png")
    page = page_with(tree, document=document, image=image, rich=linked)
    assert not any(map(is_public, (document, linked, image, cover)))
    pages.publish(page, body=body_with(document=document, image=image, rich=linked), cover=cover)
    assert all(map(is_public, (document, linked, image, cover)))


def test_unpublishing_makes_it_private_again(tree, make_document):
    document = make_document()
    page = pages.publish(page_with(tree), body=body_with(document=document))
    page.unpublish()
    assert not is_public(document)


def test_it_stays_public_while_another_live_page_refers_to_it(tree, make_document):
    document = make_document()
    first = pages.publish(page_with(tree, "First"), body=body_with(document=document))
    second = pages.publish(page_with(tree, "Second"), body=body_with(rich=document))
    first.unpublish()
    assert is_public(document)
    second.unpublish()
    assert not is_public(document)


def test_a_draft_of_a_live_page_publishes_nothing(tree, make_document):
    page = pages.publish(page_with(tree))
    document = make_document()
    page.body = body_with(document=document)
    page.save_revision()
    assert not is_public(document)
    page.get_latest_revision().publish()
    assert is_public(document)


def test_a_draft_that_drops_the_file_leaves_it_public_until_it_is_published(tree, make_document):
    document = make_document()
    page = pages.publish(page_with(tree), body=body_with(document=document))
    page.body = []
    revision = page.save_revision()
    assert is_public(document)
    revision.publish()
    assert not is_public(document)


def test_deleting_the_page_or_its_parent_makes_it_private(tree, make_document):
    document = make_document()
    parent = pages.publish(page_with(tree, "Parent"))
    child = pages.add_page(StandardPage, parent, "Child", live=False)
    pages.publish(child, body=body_with(document=document))
    assert is_public(document)
    Page.objects.get(pk=parent.pk).delete()
    assert not is_public(document)


def test_expiry_makes_it_private(tree, make_document):
    document = make_document()
    page = pages.publish(page_with(tree), body=body_with(document=document))
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    assert not is_public(document)


def test_scheduled_publication_makes_it_public_only_when_it_happens(tree, make_document):
    document = make_document()
    page = page_with(tree)
    page = pages.publish(page, body=body_with(document=document), go_live_at=timezone.now() + timedelta(hours=1))
    assert not is_public(document)
    yesterday = timezone.now() - timedelta(days=1)
    revision = page.get_latest_revision()
    revision.content["go_live_at"] = yesterday.isoformat()
    revision.approved_go_live_at = yesterday
    revision.save()
    call_command("publish_scheduled")
    assert Page.objects.get(pk=page.pk).live, list(page.revisions.values("approved_go_live_at", "content__go_live_at"))
    assert is_public(document)


def test_a_restricted_page_does_not_make_its_file_public(tree, make_document):
    document = make_document()
    parent = pages.publish(page_with(tree, "Parent"))
    child = pages.publish(pages.add_page(StandardPage, parent, "Child", live=False), body=body_with(document=document))
    restriction = PageViewRestriction.objects.create(page=parent, restriction_type=PageViewRestriction.LOGIN)
    assert not is_public(document)
    fresh(child).move(fresh(tree.homes["fr"]), pos="last-child")
    assert is_public(document)
    fresh(child).move(fresh(parent), pos="last-child")
    assert not is_public(document)
    restriction.delete()
    assert is_public(document)


def test_an_app_can_register_what_it_publishes(tree, make_document):
    first, second = make_document(), make_document("b.pdf")
    keep = list(referrers._referrers)

    def versions(model):
        return PortalDocument.objects.filter(title="plan.pdf").values("pk") if model is PortalDocument else None

    try:
        referrers.register_referrer(versions)
        assert refresh_files(PortalDocument, [first.pk, second.pk]) == 1
        assert is_public(first)
        assert not is_public(second)
    finally:
        referrers._referrers[:] = keep
    assert refresh_files(PortalDocument, [first.pk]) == 1
    assert not is_public(first)


def test_bulk_written_pages_are_refreshed_on_request(tree, make_document):
    document = make_document()
    page = page_with(tree, document=document)
    page.save()
    Page.objects.filter(pk=page.pk).update(live=True)
    assert not is_public(document)
    assert refresh_pages([page.pk]) == 1
    assert is_public(document)


def test_publishing_a_page_without_files_asks_one_question(tree, django_assert_num_queries):
    page = pages.publish(page_with(tree))
    refresh_pages([page.pk])
    with django_assert_num_queries(1):
        refresh_pages([page.pk])


def test_check_files_finds_and_corrects_both_errors(tree, make_document, make_image):
    shown, hidden, image = make_document(), make_document("b.pdf"), make_image()
    pages.publish(page_with(tree), body=body_with(document=shown))
    PortalDocument.objects.filter(pk=shown.pk).update(is_public=False)
    PortalDocument.objects.filter(pk=hidden.pk).update(is_public=True)
    PortalImage.objects.filter(pk=image.pk).update(is_public=True)
    out = StringIO()
    with pytest.raises(CommandError, match="3 files are wrong"):
        call_command("check_files", stdout=out)
    assert "a public page needs it" in out.getvalue()
    call_command("check_files", "--fix", stdout=out)
    assert [is_public(file) for file in (shown, hidden, image)] == [True, False, False]
    call_command("check_files", stdout=out)
    assert "Every file is as it should be." in out.getvalue()
