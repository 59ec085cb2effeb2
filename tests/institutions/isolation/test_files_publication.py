"""A private file of one institution stays private whoever names it."""

import json

import pytest
from django.urls import reverse

from core.files.named import references_in
from core.models import PortalDocument, PortalImage
from institutions.enums import Role
from institutions.models import ItemPage, MediaPage
from tests.factories import pages
from tests.factories.admin import send_form
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.files_world import a, b, editor, folder, signed_in, stored_image, superuser  # noqa: F401

pytestmark = pytest.mark.django_db


def is_public(file):
    return type(file).objects.get(pk=file.pk).is_public


def body_of(side):
    return [
        {"type": "picture", "value": {"image": side.image.pk, "alt": "", "caption": ""}},
        {"type": "file", "value": {"document": side.document.pk, "title": ""}},
        {"type": "paragraph", "value": f'<p><a linktype="document" id="{side.document.pk}">file</a></p>'},
    ]


def item(side, **fields):
    page = pages.publish(side.page)
    return pages.add_item(page, "Own guide", live=False, **fields)


def test_a_page_makes_public_what_is_its_institutions_and_nothing_of_anothers(a, b):  # noqa: F811
    pages.publish(item(a), body=body_of(a), cover=a.image)
    assert is_public(a.image)
    assert is_public(a.document)
    pages.publish(item(a), body=body_of(b), cover=b.image)
    assert not is_public(b.image)
    assert not is_public(b.document)
    pages.publish(item(b), body=body_of(b), cover=b.image)
    assert is_public(b.image)
    assert is_public(b.document)


def test_it_is_private_again_when_its_owner_unpublishes_although_another_shows_it(a, b):  # noqa: F811
    page = pages.publish(item(b), cover=b.image)
    pages.publish(item(a), cover=b.image)
    assert is_public(b.image)
    page.unpublish()
    assert not is_public(b.image)


def test_a_page_of_the_portal_and_a_file_of_the_portal_are_as_before(a, b, portal):  # noqa: F811
    page = pages.add_standard(portal, "About", live=False)
    pages.publish(page, cover=b.image)
    assert is_public(b.image)
    shared = stored_image("Shared", a.workspace.collection.get_parent())
    pages.publish(item(a), cover=shared)
    assert is_public(shared)


def test_a_file_that_changes_hands_or_a_page_that_moves_is_asked_again(a, b):  # noqa: F811
    page = pages.publish(item(a), cover=b.image)
    image = PortalImage.objects.get(pk=b.image.pk)
    image.collection = a.workspace.collection
    image.save()
    assert is_public(image)
    image.collection = b.workspace.collection
    image.save()
    assert not is_public(image)
    page.move(pages.publish(b.page), pos="last-child")
    assert is_public(image)


def test_a_file_put_into_another_collection_with_others_is_asked_again(a, b):  # noqa: F811
    pages.publish(item(a), cover=b.image)
    assert not is_public(b.image)
    address = reverse("wagtail_bulk_action", args=["core", "portalimage", "add_to_collection"])
    superuser().post(f"{address}?id={b.image.pk}", {"collection": a.workspace.collection_id})
    assert is_public(b.image)


def stream(name, *blocks):
    fields = {f"{name}-count": str(len(blocks))}
    for number, (kind, values) in enumerate(blocks):
        start = f"{name}-{number}"
        fields |= {f"{start}-deleted": "", f"{start}-order": str(number), f"{start}-type": kind, f"{start}-id": ""}
        fields |= {f"{start}-value{key}": value for key, value in values.items()}
    return fields


def draftail(document):
    entity = {"type": "DOCUMENT", "mutability": "MUTABLE", "data": {"id": document.pk, "url": "/x"}}
    block = {
        "key": "a",
        "text": "file",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": entity}})


def naming(side):
    """The ways of a form to name a file."""
    return {
        "cover": {"cover": str(side.image.pk)},
        "picture": stream("body", ("picture", {"-image": str(side.image.pk), "-alt": "x", "-caption": ""})),
        "file": stream("body", ("file", {"-document": str(side.document.pk), "-title": ""})),
        "rich text": stream("body", ("paragraph", {"": draftail(side.document)})),
    }


@pytest.mark.parametrize("way", ["cover", "picture", "file", "rich text"])
def test_a_form_names_what_is_its_own_or_public_and_nothing_else(a, b, way):  # noqa: F811
    page, client = item(a), editor(a)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    send_form(client, address, **naming(a)[way])
    assert named_by(page) & keys_of(a)
    response = send_form(client, address, **naming(b)[way])
    assert "neither public nor yours" in response.text
    assert "Bbbb alt" not in response.text
    assert not named_by(page) & keys_of(b)
    PortalImage.objects.filter(pk=b.image.pk).update(is_public=True)
    PortalDocument.objects.filter(pk=b.document.pk).update(is_public=True)
    send_form(client, address, **naming(b)[way])
    assert named_by(page) & keys_of(b)


def named_by(page):
    """The images and documents that the latest draft names."""
    draft = ItemPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return {key for field in draft._meta.get_fields() for key in _named(field, draft)}


def _named(field, draft):
    if not field.concrete or field.many_to_many:
        return ()
    return references_in(field, field.value_from_object(draft))


def keys_of(side):
    return {(PortalImage, side.image.pk), (PortalDocument, side.document.pk)}


def test_captions_and_recordings_are_asked_too(a, b):  # noqa: F811
    page = pages.add_page(MediaPage, pages.publish(a.page), "Video", live=False, kind="video")
    client, address = editor(a), reverse("wagtailadmin_pages:edit", args=[page.pk])
    response = send_form(client, address, media=str(b.document.pk), sign_language=str(b.document.pk))
    assert "neither public nor yours" in response.text
    row = {"tracks-TOTAL_FORMS": "1", "tracks-0-file": str(b.document.pk), "tracks-0-kind": "captions"}
    row |= {"tracks-0-language": "fr", "tracks-0-ORDER": "1", "tracks-0-id": "", "tracks-0-DELETE": ""}
    response = send_form(client, address, **row)
    assert "neither public nor yours" in response.text


def test_a_new_page_is_asked_with_the_institution_above_it(a, b):  # noqa: F811
    parent = pages.publish(a.page)
    address = reverse("wagtailadmin_pages:add", args=["institutions", "itempage", parent.pk])
    response = send_form(superuser(), address, title="New", slug="new", cover=str(b.image.pk))
    assert "neither public nor yours" in response.text
    assert not ItemPage.objects.filter(title="New").exists()
    send_form(superuser(), address, title="New", slug="new", cover=str(a.image.pk))
    assert ItemPage.objects.get(title="New").cover_id == a.image.pk


def test_downloads_follow(a, b, client):  # noqa: F811
    """Also by a remembered address, its version, and a rendition made before."""
    rendition = b.image.get_rendition("max-20x20")
    own = signed_in(b.people[Role.EDITOR])
    page = pages.publish(item(b), body=body_of(b))
    for address in (b.document.url, rendition.url):
        assert client.get(address).status_code == 200
    version = client.get(b.document.url).headers["ETag"]
    page.unpublish()
    for address in (b.document.url, rendition.url):
        assert own.get(address).status_code == 200
        for browser in (client, editor(a)):
            assert browser.get(address).status_code == 404
            assert browser.get(address, headers={"If-None-Match": version}).status_code == 404
            assert browser.get(address, headers={"Range": "bytes=0-3"}).status_code == 404
