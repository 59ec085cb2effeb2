"""The original file of a text is public while a published version of a visible text names it."""

import pytest
from django.core.files.base import ContentFile
from wagtail.models import Page, PageViewRestriction

from core.models import PortalDocument
from knowledge.models import LegalTextPage, TextVersion
from tests.knowledge.factories import make_institution_page, make_text, publish_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return PortalDocument.objects.create(title="Original", file=ContentFile(b"%PDF-1.4", name="original.pdf"))


def is_public(document):
    return PortalDocument.objects.get(pk=document.pk).is_public


def test_original_file_is_public_while_the_text_is(portal, document, client):
    page = make_text(make_institution_page(portal))
    TextVersion.objects.filter(pk=page.version_id).update(source_file=document)
    assert not is_public(document)
    published = publish_text(page)
    assert is_public(document)
    assert document.url in client.get(published.url).content.decode()
    LegalTextPage.objects.get(pk=page.pk).unpublish()
    assert not is_public(document)


@pytest.fixture
def text(portal, document):
    page = make_text(make_institution_page(portal))
    TextVersion.objects.filter(pk=page.version_id).update(source_file=document)
    return publish_text(page)


def test_original_file_comes_under_the_restriction_of_a_page_above(text, document, client):
    restriction = PageViewRestriction.objects.create(page=text.get_parent(), restriction_type="login")
    assert not is_public(document)
    assert client.get(document.url).status_code == 404
    restriction.delete()
    assert is_public(document)


def test_original_file_follows_a_move_under_a_restricted_page(portal, text, document):
    closed = make_institution_page(portal, "closed")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    back = text.get_parent()
    text.move(closed, pos="last-child")
    assert not is_public(document)
    LegalTextPage.objects.get(pk=text.pk).move(Page.objects.get(pk=back.pk), pos="last-child")
    assert is_public(document)


def test_original_file_is_private_once_the_text_is_deleted(text, document):
    LegalTextPage.objects.get(pk=text.pk).delete()
    assert not is_public(document)
