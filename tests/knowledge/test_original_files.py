"""The original file of a text is public while a published version of a visible text names it."""

import pytest
from django.core.files.base import ContentFile

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
