"""Preview links: who makes them, what they open, and what they do not tell."""

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from core.models import PortalDocument, PortalImage
from institutions.models import PreviewLink, PreviewUse, Workspace
from institutions.preview_links.links import (
    address_of,
    digest_of,
    open_link,
    preview_link_create,
    preview_link_revoke,
)
from institutions.provisioning import institution_suspend
from tests.factories import pages
from tests.institutions.record.conftest import published

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quiet(told):
    return told


@pytest.fixture
def draft(face):
    """A page that was never published, with a text saved since."""
    page = pages.add_item(face, "Projet de guide", live=False, summary="Première version.")
    page.save_revision()
    page.summary = "Deuxième version."
    page.save_revision()
    return page


@pytest.fixture
def secret(draft, editor):
    return preview_link_create(page=draft, by=editor)[1]


def link_of(secret):
    return PreviewLink.objects.get(digest=digest_of(secret))


def refused(client, address):
    answer = client.get(address)
    assert answer.status_code == 404
    assert_confidential(answer)
    return re.sub(r"/preview/[^\"'<>]*", "", answer.text)


def assert_confidential(answer):
    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


def test_a_stranger_reads_the_latest_draft_and_is_told_that_it_is_one(client, draft, secret):
    answer = client.get(address_of(secret))
    assert answer.status_code == 200
    assert "Projet de guide" in answer.text
    assert "Deuxième version." in answer.text
    assert '<html lang="fr"' in answer.text
    assert 'class="standing"' in answer.text
    assert answer.headers["Content-Language"] == "fr"
    assert_confidential(answer)
    draft.summary = "Troisième version."
    draft.save_revision()
    assert "Troisième version." in client.get(address_of(secret)).text


def test_the_banner_in_english(client, draft, editor):
    page = pages.translate(draft, "en", live=False, title="Draft guide")
    page.save_revision()
    text = client.get(address_of(preview_link_create(page=page, by=editor)[1])).text
    assert "It is not published yet." in text
    assert "Please do not pass it on." in text


def test_a_published_page_with_a_draft_names_both(client, guide, editor):
    page = published(pages.translate(guide, "en", live=False))
    secret = preview_link_create(page=page, by=editor)[1]
    assert "which is published" in client.get(address_of(secret)).text
    page.summary = "A change."
    page.save_revision()
    text = client.get(address_of(secret)).text
    assert "It is not published yet." in text
    assert page.url in text
    assert "A change." not in client.get(page.url).text


def test_an_arabic_draft_reads_from_the_right(client, draft, editor):
    page = pages.translate(draft, "ar", live=False, title="مشروع")
    page.save_revision()
    answer = client.get(address_of(preview_link_create(page=page, by=editor)[1]), HTTP_ACCEPT_LANGUAGE="fr")
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert answer.headers["Content-Language"] == "ar"


def test_only_the_digest_is_kept(secret):
    assert len(secret) == 43
    row = link_of(secret)
    assert row.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in str(list(PreviewLink.objects.values()))


def test_ended_revoked_and_wrong_say_the_same(client, draft, editor, secret):
    ended, revoked = (preview_link_create(page=draft, by=editor)[1] for _number in range(2))
    later = timezone.now() - timedelta(days=2)
    PreviewLink.objects.filter(digest=digest_of(ended)).update(created_at=later, expires_at=later + timedelta(days=1))
    preview_link_revoke(link=link_of(revoked), by=editor)
    gone = pages.add_item(draft.get_parent(), "Autre", live=False)
    gone.save_revision()
    deleted = preview_link_create(page=gone, by=editor)[1]
    gone.delete()
    wrong = ("A" * 43, "x", "é" * 43, "%00", digest_of(secret))
    answers = {refused(client, address_of(one)) for one in (ended, revoked, deleted)}
    answers |= {refused(client, f"/preview/{one}/") for one in wrong}
    assert len(answers) == 1
    assert client.get(address_of(secret)).status_code == 200


def test_the_nothing_page_is_in_the_readers_language(client):
    assert "This preview cannot be opened" in client.get(f"/preview/{'A' * 43}/", HTTP_ACCEPT_LANGUAGE="en").text
    assert 'dir="rtl"' in client.get(f"/preview/{'A' * 43}/", HTTP_ACCEPT_LANGUAGE="ar").text


def test_a_link_ends_with_the_rights_of_its_maker(client, editor, secret, agency):
    editor.is_active = False
    editor.save()
    assert open_link(secret) is None
    editor.is_active = True
    editor.save()
    assert open_link(secret)
    institution_suspend(institution=agency, by=None)
    assert client.get(address_of(secret)).status_code == 404


@pytest.mark.parametrize("days", [0, 31])
def test_it_works_for_one_to_thirty_days(draft, editor, days):
    with pytest.raises(ValueError, match="1 to 30 days"):
        preview_link_create(page=draft, by=editor, days=days)


def test_uses_are_counted_by_day_and_nothing_else_is_kept(client, secret):
    for _number in range(3):
        client.get(address_of(secret), REMOTE_ADDR="192.0.2.7", HTTP_USER_AGENT="Secret browser")
    client.head(address_of(secret))
    use = PreviewUse.objects.get()
    assert (use.day, use.count) == (timezone.localdate(), 3)
    assert {field.name for field in PreviewUse._meta.concrete_fields} == {"id", "link", "day", "count"}


def test_no_cache_of_the_portal_keeps_it(client, secret):
    from core.cache.rules import is_public, language_prefixes

    request = client.get(address_of(secret)).wsgi_request
    assert not is_public(request, language_prefixes())


def test_it_takes_reading_requests_only(client, secret):
    assert client.post(address_of(secret)).status_code == 405


def test_what_a_link_opens_shows_no_remarks_and_no_record(client, secret):
    text = client.get(address_of(secret)).text
    assert 'class="remarks"' not in text
    assert 'class="record"' not in text


# Files


@pytest.fixture
def picture(agency):
    cache.clear()  # Wagtail keeps sizes of pictures there, by numbers that the next test uses again
    return PortalImage.objects.create(
        title="Secret",
        file=get_test_image_file(size=(900, 600)),
        collection=Workspace.objects.get(institution=agency).collection,
    )


@pytest.fixture
def illustrated(draft, picture):
    draft.body = [("picture", {"image": picture, "alt": "Un guichet", "caption": ""})]
    draft.save_revision()
    return draft


def image_addresses(text):
    return re.findall(r"/preview/[\w-]{43}/[\w:-]+/images/\d+/[\w.-]+", text)


def test_private_pictures_show_to_the_holder_and_to_nobody_else(client, illustrated, picture, secret):
    text = client.get(address_of(secret)).text
    found = image_addresses(text)
    assert found
    answer = client.get(found[0])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp"
    assert_confidential(answer)
    own = picture.renditions.first().url
    assert f'"{own}' not in text
    assert client.get(own).status_code == 404
    assert PortalImage.objects.get(pk=picture.pk).is_public is False


def test_a_picture_ends_with_the_link(client, illustrated, secret, editor):
    found = image_addresses(client.get(address_of(secret)).text)
    preview_link_revoke(link=link_of(secret), by=editor)
    refused(client, found[0])


def test_a_signature_opens_one_file_of_one_link(client, illustrated, secret, editor, agency):
    address = image_addresses(client.get(address_of(secret)).text)[0]
    other_link = preview_link_create(page=illustrated, by=editor)[1]
    refused(client, address.replace(secret, other_link))
    refused(client, re.sub(r"/images/\d+/", "/images/999/", address))
    refused(client, address.replace("/images/", "/files/"))
    refused(client, address[:-1])


def test_a_picture_that_the_maker_may_not_have_stays_closed(client, illustrated, picture, secret, other):
    foreign = Workspace.objects.get(institution=other).collection
    address = image_addresses(client.get(address_of(secret)).text)[0]
    PortalImage.objects.filter(pk=picture.pk).update(collection=foreign)
    refused(client, address)


def test_private_documents_open_too(client, draft, agency, secret):
    collection = Workspace.objects.get(institution=agency).collection
    document = PortalDocument.objects.create(
        title="Rapport", file=SimpleUploadedFile("rapport été.pdf", b"%PDF-1.4"), collection=collection
    )
    draft.body = [("file", {"document": document, "title": "Rapport"})]
    draft.save_revision()
    text = client.get(address_of(secret)).text
    found = re.search(r"/preview/[\w-]{43}/[\w:-]+/files/\d+/[^\"'\s]+", text)
    assert found, text
    answer = client.get(found.group())
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == b"%PDF-1.4"
    assert client.get(document.url).status_code == 404
