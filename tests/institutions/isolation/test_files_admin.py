"""Images and documents in the admin: an institution's people see and change their own, and no sign of another's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from core.models import PortalDocument, PortalImage
from institutions.enums import Role
from tests.factories import pages
from tests.factories.portal import portal  # noqa: F401
from tests.institutions.isolation.files_world import (
    a,  # noqa: F401
    b,  # noqa: F401
    editor,
    everybody,
    folder,  # noqa: F401
    signed_in,
    stored_document,
    stored_image,
    superuser,
)

pytestmark = pytest.mark.django_db
MARK = "Bbbb"


def own_addresses(side):
    """Addresses on which the institution's own editor reads the mark of its files."""
    image, document = side.image.pk, side.document.pk
    return [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index_results"),
        reverse("wagtailimages:edit", args=[image]),
        reverse("wagtailimages:delete", args=[image]),
        reverse("wagtailimages:image_usage", args=[image]),
        reverse("wagtailimages:url_generator", args=[image]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + "?q=bbbb",
        reverse("wagtailimages_chooser:chosen", args=[image]),
        reverse("wagtailimages_chooser:chosen_multiple") + f"?id={image}",
        reverse("wagtailimages_chooser:select_format", args=[image]),
        reverse("wagtailadmin_api:images:listing"),
        reverse("wagtailadmin_api:images:detail", args=[image]),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs:index_results"),
        reverse("wagtaildocs:edit", args=[document]),
        reverse("wagtaildocs:delete", args=[document]),
        reverse("wagtaildocs:document_usage", args=[document]),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:choose_results") + "?q=bbbb",
        reverse("wagtaildocs_chooser:chosen", args=[document]),
        reverse("wagtaildocs_chooser:chosen_multiple") + f"?id={document}",
        reverse("wagtailadmin_api:documents:listing"),
        reverse("wagtailadmin_api:documents:detail", args=[document]),
        reverse("wagtailadmin_tag_autocomplete") + "?term=bbb",
        reverse("wagtailadmin_tag_model_autocomplete", args=["taggit", "tag"]) + "?term=bbb",
        *(bulk(model, action, pk) for model, pk in (("image", image), ("document", document)) for action in BULK),
    ]


BULK = ("add_tags", "add_to_collection", "delete")


def bulk(model, action, *keys):
    address = reverse("wagtail_bulk_action", args=["core", f"portal{model}", action])
    return f"{address}?" + "&".join(f"id={key}" for key in keys)


def test_the_marks_of_files_are_seen_by_their_own_people_and_by_no_others(a, b):  # noqa: F811
    own, root, others = editor(b), superuser(), everybody(a)
    for address in own_addresses(b):
        assert MARK in own.get(address).text, address
        assert MARK in root.get(address).text, address
        for browser in others:
            response = browser.get(address)
            assert MARK not in response.text, address
            assert response.status_code < 500, address


def test_a_picture_is_previewed_by_its_own_people(a, b):  # noqa: F811
    address = reverse("wagtailimages:preview", args=[b.image.pk, "width-20"])
    assert editor(b).get(address).headers["Content-Type"] == "image/png"
    assert all(browser.get(address).status_code == 302 for browser in everybody(a))


def test_what_the_api_and_lists_filter_by_tag_is_ones_own(a, b):  # noqa: F811
    own, other = editor(b), editor(a)
    address = reverse("wagtailimages_chooser:choose")
    assert "Bbbb image tag" in own.get(address).text
    assert "Aaaa image tag" in other.get(address).text
    assert "Bbbb image tag" not in other.get(address).text
    assert "Aaaa image tag" in other.get(reverse("wagtailimages:index")).text
    assert "Aaaa document tag" in other.get(reverse("wagtaildocs:index")).text
    filtered = other.get(reverse("wagtailimages:index"), {"tag": "Bbbb image tag"})
    assert "Bbbb image<" not in filtered.text


def test_tags_of_public_files_are_offered_and_a_nul_is_answered(a, b):  # noqa: F811
    other, address = editor(a), reverse("wagtailadmin_tag_autocomplete")
    PortalImage.objects.filter(pk=b.image.pk).update(is_public=True)
    assert other.get(address, {"term": "bbb"}).json() == ["Bbbb image tag"]
    assert other.get(address, {"term": "\0"}).json() == []
    assert other.get(reverse("wagtailadmin_tag_model_autocomplete", args=["core", "user"])).status_code == 404


def test_nothing_of_anothers_is_changed(a, b):  # noqa: F811
    own, others = editor(b), everybody(a)

    def posts(image, document, browser):
        return [
            browser.post(reverse("wagtailimages:edit", args=[image]), {"title": "Changed", "alt_en": "Changed"}),
            browser.post(reverse("wagtaildocs:edit", args=[document]), {"title": "Changed"}),
            browser.post(reverse("wagtailimages:edit_multiple", args=[image]), {f"image-{image}-title": "Changed"}),
            browser.post(reverse("wagtaildocs:edit_multiple", args=[document]), {f"doc-{document}-title": "Changed"}),
            browser.post(bulk("image", "add_tags", image), {"tags": "changed"}),
            browser.post(bulk("image", "add_to_collection", image), {"collection": a.workspace.collection_id}),
            browser.post(bulk("document", "add_tags", document), {"tags": "changed"}),
            browser.post(bulk("document", "add_to_collection", document), {"collection": a.workspace.collection_id}),
        ]

    before = state(b)
    for browser in others:
        assert all(response.status_code < 500 for response in posts(b.image.pk, b.document.pk, browser))
        assert state(b) == before
    posts(b.image.pk, b.document.pk, own)
    assert state(b) != before
    assert PortalImage.objects.get(pk=b.image.pk).collection_id == b.workspace.collection_id


def state(side):
    rows = [PortalImage.objects.get(pk=side.image.pk), PortalDocument.objects.get(pk=side.document.pk)]
    return [(row.title, row.collection_id, sorted(tag.name for tag in row.tags.all())) for row in rows]


def deletions(image, document):
    return [
        reverse("wagtailimages:delete", args=[image]),
        reverse("wagtaildocs:delete", args=[document]),
        reverse("wagtailimages:delete_multiple", args=[image]),
        reverse("wagtaildocs:delete_multiple", args=[document]),
        bulk("image", "delete", image),
        bulk("document", "delete", document),
    ]


def test_nothing_of_anothers_is_deleted(a, b):  # noqa: F811
    for browser in everybody(a):
        for address in deletions(b.image.pk, b.document.pk):
            assert browser.post(address).status_code < 500
    assert PortalImage.objects.filter(pk=b.image.pk).exists()
    assert PortalDocument.objects.filter(pk=b.document.pk).exists()
    for number in range(0, 6, 2):
        image = stored_image(f"More {number}", b.workspace.collection)
        document = stored_document(f"More {number}", b.workspace.collection)
        for address in deletions(image.pk, document.pk)[number : number + 2]:
            editor(b).post(address)
        assert not PortalImage.objects.filter(pk=image.pk).exists()
        assert not PortalDocument.objects.filter(pk=document.pk).exists()


def test_a_bulk_action_names_ones_own_alone_and_answers_what_is_no_number(a, b):  # noqa: F811
    browser = editor(a)
    text = browser.get(bulk("image", "delete", a.image.pk, b.image.pk)).text
    assert "Aaaa image" in text
    assert MARK not in text
    browser.post(bulk("image", "add_tags", a.image.pk, b.image.pk), {"tags": "added"})
    assert a.image.tags.filter(name="added").exists()
    assert not b.image.tags.filter(name="added").exists()
    assert browser.get(bulk("image", "delete", "x")).status_code == 404
    assert browser.get(bulk("image", "delete")).status_code == 404


def test_a_file_is_never_put_into_anothers_collection(a, b):  # noqa: F811
    browser, theirs = editor(a), b.workspace.collection_id
    sent = {"title": "Mine", "collection": theirs}
    browser.post(reverse("wagtaildocs:add"), sent | {"file": pdf()})
    browser.post(reverse("wagtaildocs:add_multiple"), sent | {"files[]": pdf()})
    chooser = {f"document-chooser-upload-{name}": value for name, value in sent.items()}
    browser.post(reverse("wagtaildocs_chooser:create"), chooser | {"document-chooser-upload-file": pdf()})
    browser.post(reverse("wagtaildocs:edit", args=[a.document.pk]), sent)
    browser.post(bulk("document", "add_to_collection", a.document.pk), {"collection": theirs})
    made = PortalDocument.objects.filter(title="Mine")
    assert made.count() == 4
    assert {row.collection_id for row in made} == {a.workspace.collection_id}
    root = superuser()
    root.post(bulk("document", "add_to_collection", a.document.pk), {"collection": theirs})
    assert PortalDocument.objects.get(pk=a.document.pk).collection_id == theirs


def pdf():
    return SimpleUploadedFile("mine.pdf", b"%PDF-1.4", "application/pdf")


def test_collections_are_the_portals_to_manage(a, b):  # noqa: F811
    addresses = [
        reverse("wagtailadmin_collections:index"),
        reverse("wagtailadmin_collections:add"),
        reverse("wagtailadmin_collections:edit", args=[b.workspace.collection_id]),
        reverse("wagtailadmin_collections:delete", args=[b.workspace.collection_id]),
        reverse("wagtailadmin_collections:set_privacy", args=[b.workspace.collection_id]),
    ]
    root = superuser()
    for address in addresses:
        assert root.get(address).status_code == 200, address
        for browser in everybody(a):
            assert browser.get(address).status_code in (302, 404), address
            browser.post(address, {"name": "Changed", "restriction_type": "login"})
    assert not Collection.objects.filter(name="Changed").exists()
    assert not Collection.objects.get(pk=b.workspace.collection_id).get_view_restrictions().exists()


def test_usage_names_ones_own_pages_and_counts_the_others(a, b):  # noqa: F811
    PortalImage.objects.filter(pk=a.image.pk).update(is_public=True)
    pages.publish(pages.add_item(pages.publish(a.page), "Aaaa guide", live=False), cover=a.image)
    drafts = [pages.add_item(pages.publish(b.page), f"Bbbb draft {n}", live=False, cover=a.image) for n in range(2)]
    address = reverse("wagtailimages:image_usage", args=[a.image.pk])
    text = editor(a).get(address).text
    assert "Aaaa guide" in text
    assert MARK not in text
    assert "(Private" not in text
    assert "And 2 others that are not yours" in text
    assert all(draft.title in superuser().get(address).text for draft in drafts)


@pytest.mark.parametrize("name", ["wagtailimages:index", "wagtaildocs:index"])
def test_lists_ask_the_same_number_of_queries_for_many(a, name, django_assert_max_num_queries):  # noqa: F811
    browser = editor(a)
    browser.get(reverse(name))
    with django_assert_max_num_queries(100) as few:
        browser.get(reverse(name))
    asked = len(few.captured_queries)
    for number in range(4):
        stored_image(f"More {number}", a.workspace.collection).get_rendition("max-165x165")
        stored_document(f"More {number}", a.workspace.collection).tags.add(f"tag {number}")
    browser.get(reverse(name))
    with django_assert_max_num_queries(asked):
        browser.get(reverse(name))


def test_a_signed_address_of_the_generator_is_checked_again(a, b, client):  # noqa: F811
    own = editor(b)
    made = own.get(reverse("wagtailimages:url_generator_output", args=[b.image.pk]), {"filter_method": "original"})
    address = "/" + made.text.split("http://localhost/", 1)[1].split('"')[0].split("<")[0]
    assert own.get(address).status_code == 200
    assert client.get(address).status_code == 404
    assert editor(a).get(address).status_code == 404
    assert signed_in(a.people[Role.HANDLER]).get(address).status_code == 404
